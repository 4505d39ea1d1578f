"""PubMed's XML as an import: the records of a file with their places."""

import re

from msgspec.structs import replace

from painsite.editing.formats.pubmed_xml import parse_pubmed_xml
from painsite.editing.formats.references import References, Refused
from painsite.editing.record import Record
from painsite.problems import Unreadable

_WORK = re.compile(r"<Pubmed(?:Book)?Article[\s>]|<(?:DeleteCitation|DeleteDocument)[\s>]")
_PMID = re.compile(r"<PMID[^>]*>\s*(\d+)\s*</PMID>")
SUMMARY = "publisher's summary"
"""Names, in `extra`, the publisher's summary in plain language."""


def parse_pubmed_file(text: str, *, path: str) -> References:
    """Read a file of PubMed's XML. A record without a title is refused, and so is what stands behind an error."""
    try:
        records, refusals = parse_pubmed_xml(text, source=path)
    except Unreadable as error:
        return References(refused=(Refused(place=f"{path}:1", reason=error.message),))
    lines = _lines_by_pmid(text)

    def place(pmid: str) -> str:
        return f"{path}:{lines.get(pmid, 1)}"

    return References(
        records=tuple(_with_summary(replace(record, place=place(record.entry.pmid))) for record in records),
        refused=tuple(
            Refused(place=place(one.name.removeprefix("PMID ")), name=one.name, reason=one.message) for one in refusals
        ),
    )


def _lines_by_pmid(text: str) -> dict[str, int]:
    """Return where each work begins, by the first PMID in it."""
    found: dict[str, int] = {}
    line, position = 1, 0
    for work in _WORK.finditer(text):
        line += text.count("\n", position, work.start())
        position = work.start()
        if pmid := _PMID.search(text, work.end()):
            found.setdefault(pmid[1], line)
    return found


def _with_summary(record: Record) -> Record:
    """Keep the publisher's summary, with which an editor's may begin."""
    if not record.plain_summary:
        return record
    extra = {**record.entry.extra, SUMMARY: record.plain_summary}
    return replace(record, entry=replace(record.entry, extra=extra))
