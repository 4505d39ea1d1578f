"""Where in its journal or book a work of a .bib file stands: volume, issue or number, and pages."""

import re

from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.fields import ARTICLE_TYPES
from painsite.sources.bibtex.work import Work, plain, use
from painsite.sources.identifiers import parse_arxiv, parse_doi
from painsite.sources.latex.decoding import clean_verbatim
from painsite.sources.page_ranges import parse_page_range
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_THIN_BLANK = re.compile(r"(?<=[0-9])(?:\\,|\\thinspace(?:\{\})?|[\u2009\u202f])(?=[0-9]{3})")
"""Between thousands."""
_FORMULA_DASH = re.compile(r"\$-{1,3}\$")
_TILDE_RANGE = re.compile(r"\s*([0-9]+)\s*~\s*([0-9]+)\s*")
"""As in East Asia; LaTeX would print a blank."""
_VOLUME_WORD = re.compile(r"(?:vol(?:umes?)?|v|bd|band|jg|jahrgang|tomes?|tomo|t)\b\.? ?(?=[0-9IVXLC])", re.IGNORECASE)
_ISSUE_WORD = r"(?:no|nr|num|number|issue|iss|heft|h|n°|nº|№|fasc)\b\.? ?"
_ISSUE_PREFIX = re.compile(_ISSUE_WORD + "(?=[0-9])", re.IGNORECASE)
_VOLUME_AND_ISSUE = re.compile(
    r"(?P<volume>[0-9]+[A-Za-z]?) ?"
    rf"(?:\( ?(?P<issue>[^()]{{1,40}}?) ?\)|, ?{_ISSUE_WORD}(?P<number>[0-9][^ ,;]{{0,20}}))",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:n\.?/?a\.?|none|null|nil|[-–—?.*]+|0+)", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://|doi[:. ])?\S*10\.[0-9]{4,9}/\S+", re.IGNORECASE)


def read_volume_and_issue(work: Work) -> None:
    """Read the volume, with its part, and the issue of a journal or the number of another work."""
    in_journal = work.values["type"] in ARTICLE_TYPES
    _read_number(work, "volume", "volume")
    _read_number(work, "issue" if in_journal else "number", "number")
    if "issue" not in work.values:
        _read_number(work, "issue", "issue")
    volume = work.values.get("volume", "")
    joined = _VOLUME_AND_ISSUE.fullmatch(volume)
    if joined and in_journal:
        issue = joined["issue"] or joined["number"]
        if work.values.setdefault("issue", issue) == issue:
            work.values["volume"] = joined["volume"]
            work.places.setdefault("issue", work.places["volume"])
    if volume and "part" in work.fields and use(work, "volume", "part"):
        # as BibLaTeX prints it
        part = plain(work, work.fields["part"])
        sign = "" if len(part) == 1 and part.isalpha() else "."
        work.values["volume"] = f"{work.values['volume']}{sign}{part}" if part else work.values["volume"]


def read_pages(work: Work) -> None:
    """Read the pages, or else the number of an article that has none; the first of the fields that says something."""
    for name in ("pages", "page", "eid", "articleno", "article-number", "art_number"):
        found = use(work, "page_range", name)
        if found and not _holds_identifier(work, name, found) and _read_page_range(work, name, found):
            return


def _read_page_range(work: Work, name: str, found: RawField) -> bool:
    source = _FORMULA_DASH.sub("--", _THIN_BLANK.sub("", found.value))
    if joined := _TILDE_RANGE.fullmatch(source):
        source = f"{joined[1]}--{joined[2]}"
    text = plain(work, RawField(value=source, offset=found.offset))
    try:
        pages = parse_page_range(text)
    except Doubtful as problem:
        work.reading.report("bibtex-pages", found.offset, problem.message, problem.remedy)
        pages = problem.value
    except Unreadable as problem:
        work.reading.report("bibtex-pages", found.offset, problem.message, problem.remedy)
        work.used.discard(name)
        pages = ""
    if pages:
        work.values["page_range"] = pages
    elif parse_publication_status(text):
        work.used.discard(name)
    return bool(pages)


def _read_number(work: Work, ours: str, name: str) -> None:
    found = use(work, ours, name)
    if not found or _holds_identifier(work, name, found):
        return
    text = plain(work, found)
    if parse_publication_status(text):
        work.used.discard(name)
        return
    if _NOTHING.fullmatch(text):
        return
    word = (_VOLUME_WORD if ours == "volume" else _ISSUE_PREFIX).match(text)
    work.values[ours] = text[word.end() :] if word else text


def _holds_identifier(work: Work, name: str, found: RawField) -> bool:
    """Take a DOI, or an arXiv identifier where the journal is arXiv, from a field where it does not belong.

    Many write a DOI for the volume or pages that a work does not have yet, and DBLP `abs/2101.00001` for arXiv.
    """
    value = found.value.strip()
    journal = str(work.values.get("container_title", "")).casefold()
    if "10." in value and _DOI.fullmatch(value):
        ours, rule, parse, bare = "doi", "bad-doi", parse_doi, value[value.find("10.") :]
    elif journal == "corr" or "arxiv" in journal + value.casefold():
        ours, rule, parse, bare = "arxiv", "bad-arxiv", parse_arxiv, value.removeprefix("abs/")
    else:
        return False
    try:
        identifier = parse(clean_verbatim(bare))
    except Unreadable:
        return False
    known = work.fields.get(ours)
    if known is None or not known.value.strip():
        work.values.setdefault(ours, identifier)
        work.places.setdefault(ours, work.reading.spot(found.offset))
    elif identifier.casefold() not in known.value.casefold():
        message = f"`{name}` contains {quoted(value)}, which is another `{ours}`"
        work.reading.report(rule, found.offset, message, f"keep the one that is right as `{ours}`")
    return True
