"""The identifiers of a work of a .bib file, each in the field that BibTeX has for it or in another's."""

import re
from collections.abc import Callable

from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.work import Work, use
from painsite.sources.identifier_lists import first_arxiv, first_doi, first_isbn, first_issn, first_pmcid, first_pmid
from painsite.sources.identifiers import parse_arxiv, parse_doi
from painsite.sources.latex.decoding import clean_verbatim

ARXIV_NAME = re.compile(r"arxiv[: ]\s*([a-z.-]+/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(v[0-9]+)?", re.IGNORECASE)
"""How a journal, or `howpublished`, names a preprint: `arXiv preprint arXiv:2101.00001`."""
_ARXIV_FORM = re.compile(
    r"arxiv:.*|https?://(?:www\.)?arxiv\.org/.*|(?:[a-z.-]+/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?", re.IGNORECASE
)
_OLD_DIGITS = re.compile(r"(?:arxiv:\s*)?[0-9]{7}(?:v[0-9]+)?", re.IGNORECASE)
_EPRINTS = {
    "arxiv": ("arxiv", "bad-arxiv", first_arxiv),
    "pubmed": ("pmid", "bad-pmid", first_pmid),
    "pmid": ("pmid", "bad-pmid", first_pmid),
    "pmc": ("pmcid", "bad-pmcid", first_pmcid),
    "pmcid": ("pmcid", "bad-pmcid", first_pmcid),
}
_Parse = Callable[[str], str]


def read_identifiers(work: Work) -> None:
    """Read all identifiers but the address; call `read_doi_of_address` when that is read."""
    _read(work, "doi", "bad-doi", first_doi, "doi")
    _read(work, "pmid", "bad-pmid", first_pmid, "pmid")
    _read(work, "pmcid", "bad-pmcid", first_pmcid, "pmcid", "pmc")
    _read_serial_numbers(work)
    _read(work, "arxiv", "bad-arxiv", first_arxiv, "arxiv", "arxivid")
    _read_eprint(work)


def read_doi_of_address(work: Work) -> None:
    """Take the DOI from the address of a work that has none."""
    if "doi" not in work.values and "doi.org/10." in work.values.get("url", ""):
        try:
            work.values["doi"] = parse_doi(work.values["url"])
        except Unreadable:
            return
        work.places["doi"] = work.places["url"]


def eprint_type(work: Work) -> str:
    """Return the kind of identifier that `eprint` holds, in lower case; empty where nothing says it."""
    found = work.fields.get("eprinttype") or work.fields.get("archiveprefix")
    return found.value.strip().lower() if found else ""


def _read(work: Work, ours: str, rule: str, parse: _Parse, *names: str) -> None:
    """Read an identifier from the first of these fields that holds one; if none does, the first is reported."""
    reported: tuple[RawField, Unreadable] | None = None
    for name in names:
        found = use(work, ours, name)
        if found is None:
            continue
        try:
            work.values[ours] = parse(clean_verbatim(found.value))
        except Doubtful as problem:
            work.values[ours] = problem.value
            reported = (found, problem)
        except Unreadable as problem:
            reported = reported or (found, problem)
            continue
        break
    if reported and (ours not in work.values or isinstance(reported[1], Doubtful)):
        work.reading.report(rule, reported[0].offset, reported[1].message, reported[1].remedy)


def _read_serial_numbers(work: Work) -> None:
    """Read ISBN and ISSN, each from the other's field too, where exporters with one field for both put it."""
    for ours, other, parse, parse_other, names in (
        ("isbn", "issn", first_isbn, first_issn, ("isbn",)),
        ("issn", "isbn", first_issn, first_isbn, ("issn", "eissn")),
    ):
        for name in names:
            found = work.fields.get(name)
            if not found or not found.value.strip() or not _holds(parse_other, found) or _holds(parse, found):
                continue
            if other not in work.values and not _holds_any(work, parse_other, other):
                use(work, other, name)
                work.values[other] = parse_other(clean_verbatim(found.value))
            work.used.add(name)
        _read(work, ours, f"bad-{ours}", parse, *names)


def _holds_any(work: Work, parse: _Parse, name: str) -> bool:
    found = work.fields.get(name)
    return found is not None and _holds(parse, found)


def _holds(parse: _Parse, found: RawField) -> bool:
    try:
        parse(clean_verbatim(found.value))
    except Unreadable:
        return False
    return True


def _read_eprint(work: Work) -> None:
    """Read `eprint` with its type; without one, an arXiv identifier is known by its form, or by the journal's name."""
    kind, eprint = eprint_type(work), work.fields.get("eprint")
    if eprint and not kind and _ARXIV_FORM.fullmatch(eprint.value.strip()):
        kind = "arxiv"
    if eprint and kind in _EPRINTS:
        ours, rule, parse = _EPRINTS[kind]
        if ours not in work.values:
            archive = work.fields.get("primaryclass") or work.fields.get("eprintclass")
            is_old = archive and ours == "arxiv" and _OLD_DIGITS.fullmatch(eprint.value.strip())
            _read(work, ours, rule, _with_archive(parse, archive.value) if archive and is_old else parse, "eprint")
            work.used.update({"eprinttype", "archiveprefix", "eprintclass", "primaryclass"})
    howpublished = work.fields.get("howpublished")
    for name, text in (
        ("container_title", work.values.get("container_title", "")),
        ("howpublished", howpublished.value if howpublished else ""),
    ):
        named = ARXIV_NAME.search(text)
        if named and "arxiv" not in work.values:
            _take_named(work, name, named[0])


def _take_named(work: Work, name: str, text: str) -> None:
    try:
        work.values["arxiv"] = parse_arxiv(text)
    except Unreadable:
        return
    if name in work.places:
        work.places["arxiv"] = work.places[name]
    else:
        use(work, "arxiv", name)


def _with_archive(parse: _Parse, archive: str) -> _Parse:
    """Read the digits of arXiv's old scheme with the archive that stands in a field of its own."""
    return lambda digits: parse(f"{digits.strip()} [{archive.strip()}]")
