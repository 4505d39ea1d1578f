"""BibTeX and BibLaTeX: from the text of a .bib file to entries and problems."""

import re
from collections import defaultdict
from difflib import get_close_matches

from painsite.languages.codes import language_code
from painsite.model import Entry
from painsite.problems import Problem
from painsite.sources.abstracts import parse_abstract
from painsite.sources.bibtex_crossref import inherit
from painsite.sources.bibtex_entries import RawEntry, read_entries
from painsite.sources.bibtex_fields import (
    ARTICLE_TYPES,
    COMMON_FIELDS,
    NOT_EXPORTED,
    PART_TYPES,
    TEXT_FIELDS,
    is_known,
    is_private,
)
from painsite.sources.bibtex_masks import unify
from painsite.sources.bibtex_types import BIBTEX_TYPE_BY_CSL_TYPE, CSL_TYPE_BY_BIBTEX_TYPE, STRUCTURE_TYPES
from painsite.sources.bibtex_work import (
    Work,
    plain,
    read_accessed,
    read_address,
    read_collaboration,
    read_identifier,
    read_imprint,
    read_issued,
    read_original_date,
    read_people,
    read_status,
    read_text,
    read_title,
    take_identifier,
    use,
)
from painsite.sources.identifiers import (
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_pmcid,
    parse_pmid,
)
from painsite.sources.latex import clean_verbatim
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_PAGE_DASH = re.compile(r" ?(?:--+|[-–—‒−]) ?")
_PAGE_PREFIX = re.compile(r"^pp?\. ?", re.IGNORECASE)
_ARXIV_JOURNAL = re.compile(r"arxiv[: ]\s*([a-z.-]+/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(v[0-9]+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:\\url\s*)?\{?https?://", re.IGNORECASE)
_EPRINTS = {
    "arxiv": ("arxiv", "bad-arxiv", parse_arxiv),
    "pubmed": ("pmid", "bad-pmid", parse_pmid),
    "pmid": ("pmid", "bad-pmid", parse_pmid),
    "pmc": ("pmcid", "bad-pmcid", parse_pmcid),
    "pmcid": ("pmcid", "bad-pmcid", parse_pmcid),
}


def parse_bibtex(text: str, *, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read a .bib file.

    Entries come in the order of the file, two with one key too; one without a title is an entry all the same. Problems
    are sorted; every `@` block is an entry or a problem, but for `@comment`, `@preamble`, `@string` and `@xdata`. A
    block that is broken harms no other. A byte order mark and line ends of any system are accepted.
    """
    reading = Reading(path=path, text=unify(text))
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    entries = []
    for raw in inherit(reading, read_entries(reading)):
        if raw.type == "set":
            message = f"the set {quoted(raw.key)} is not read"
            reading.report("unknown-bibtex-type", raw.offset, message, "cite its members one by one")
        elif raw.type not in STRUCTURE_TYPES:
            entries.append(_read_entry(reading, raw, unknown))
    _report_unknown(reading, unknown)
    return tuple(entries), tuple(sorted(set(reading.problems)))


def _read_entry(reading: Reading, raw: RawEntry, unknown: dict[tuple[str, str], list[int]]) -> Entry:
    work = Work(reading=reading, fields=raw.fields)
    work.places["citekey"] = (reading.path, *reading.position(raw.offset))
    _read_type(work, raw)
    if raw.type not in CSL_TYPE_BY_BIBTEX_TYPE:
        unknown["unknown-bibtex-type", raw.type].append(raw.offset)
    read_title(work, "title", "title", "subtitle", "titleaddon")
    read_people(work, "authors", "author")
    read_collaboration(work)
    read_people(work, "editors", "editor")
    read_people(work, "translators", "translator")
    _read_container(work)
    read_imprint(work)
    read_status(work)
    for ours, names in TEXT_FIELDS.items():
        read_text(work, ours, *names)
    read_issued(work)
    _read_number(work)
    _read_pages(work)
    read_original_date(work)
    _read_identifiers(work)
    read_accessed(work, "urldate", "lastaccessed", "lastchecked")
    _read_language(work)
    _read_abstract_and_tags(work)
    return Entry(
        citekey=raw.key,
        path=reading.path,
        places=work.places,
        bibtex_fields=_kept_fields(work, unknown),
        **work.values,
    )


def _read_type(work: Work, raw: RawEntry) -> None:
    csl_type = CSL_TYPE_BY_BIBTEX_TYPE.get(raw.type, "document")
    fields = work.fields
    subtype = fields["entrysubtype"].value.strip().lower() if "entrysubtype" in fields else ""
    if csl_type == "article-journal" and subtype in {"magazine", "newspaper"}:
        csl_type = f"article-{subtype}"
    elif raw.type in {"misc", "online", "unpublished"} and _eprint_type(work) == "arxiv" and "eprint" in fields:
        csl_type = "article"
    elif raw.type == "misc" and not fields.keys() & {"doi", "publisher", "journal", "journaltitle", "booktitle"}:
        howpublished = fields.get("howpublished")
        if "url" in fields or (howpublished and _ADDRESS.match(howpublished.value)):
            csl_type = "webpage"
    elif raw.type == "unpublished" and "eventtitle" in fields:
        csl_type = "speech"
    work.values["type"] = csl_type
    work.places["type"] = work.places["citekey"]
    if BIBTEX_TYPE_BY_CSL_TYPE.get(csl_type) != raw.type:
        work.values["bibtex_type"] = raw.type


def _read_container(work: Work) -> None:
    books = ("booktitle", "booksubtitle", "booktitleaddon")
    journals = ("journaltitle" if "journaltitle" in work.fields else "journal", "journalsubtitle", "journaltitleaddon")
    series = ("maintitle", "mainsubtitle", "maintitleaddon")
    in_journal = work.values["type"] in ARTICLE_TYPES
    for names in (journals, books) if in_journal else (books, journals):
        if "container_title" not in work.values and names[0] in work.fields:
            read_title(work, "container_title", *names)
    # a part of a work in several volumes may name no volume
    is_held = work.values["type"] in PART_TYPES and "container_title" not in work.values
    read_title(work, "container_title" if is_held else "main_title", *series)
    for name in ("container_title", "main_title"):
        # BibLaTeX's books repeat their title as `booktitle`, for chapters that take it from them.
        if work.values.get(name) == work.values.get("title"):
            work.values.pop(name, None)


def _read_number(work: Work) -> None:
    ours = "issue" if work.values["type"] in ARTICLE_TYPES else "number"
    read_text(work, ours, "number")
    if "issue" not in work.values:
        read_text(work, "issue", "issue")


def _read_pages(work: Work) -> None:
    found = use(work, "page_range", "pages", "page", "eid", "articleno")
    if found:
        typed = " ".join(clean_verbatim(found.value).split())
        pages = _PAGE_DASH.sub("-", _PAGE_PREFIX.sub("", typed, count=1)).strip("- ")
        if pages:
            work.values["page_range"] = pages


def _read_identifiers(work: Work) -> None:
    read_identifier(work, "doi", "bad-doi", parse_doi, "doi")
    read_identifier(work, "pmid", "bad-pmid", parse_pmid, "pmid")
    read_identifier(work, "pmcid", "bad-pmcid", parse_pmcid, "pmcid", "pmc")
    read_identifier(work, "isbn", "bad-isbn", parse_isbn, "isbn")
    read_identifier(work, "issn", "bad-issn", parse_issn, "issn", "eissn")
    read_identifier(work, "arxiv", "bad-arxiv", parse_arxiv, "arxiv", "arxivid")
    _read_eprint(work)
    howpublished = work.fields.get("howpublished")
    if howpublished and not _ADDRESS.match(howpublished.value):
        if "publisher" not in work.values:
            read_text(work, "publisher", "howpublished")
        howpublished = None
    read_address(work, "url", *(["howpublished"] if howpublished else []))
    if "doi" not in work.values and "doi.org/10." in work.values.get("url", ""):
        work.values["doi"] = parse_doi(work.values["url"])
        work.places["doi"] = work.places["url"]


def _eprint_type(work: Work) -> str:
    found = work.fields.get("eprinttype") or work.fields.get("archiveprefix")
    return found.value.strip().lower() if found else ""


def _read_eprint(work: Work) -> None:
    """Read `eprint` with its type; without one, an arXiv identifier is known by its form, or by the journal's name."""
    eprint_type = _eprint_type(work)
    eprint = work.fields.get("eprint")
    if (
        eprint
        and not eprint_type
        and _ARXIV_JOURNAL.fullmatch("arxiv:" + eprint.value.strip().lower().removeprefix("arxiv:"))
    ):
        eprint_type = "arxiv"
    if eprint and eprint_type in _EPRINTS:
        ours, rule, parse = _EPRINTS[eprint_type]
        if ours not in work.values and use(work, ours, "eprint"):
            take_identifier(work, ours, rule, parse, eprint)
            work.used |= {"eprinttype", "archiveprefix", "eprintclass", "primaryclass"}
    journal = _ARXIV_JOURNAL.search(work.values.get("container_title", ""))
    if journal and "arxiv" not in work.values:
        work.values["arxiv"] = parse_arxiv(journal[0])
        work.places["arxiv"] = work.places["container_title"]


def _read_language(work: Work) -> None:
    read_text(work, "language", "langid", "language", "hyphenation")
    if "language" in work.values:
        work.values["language"] = language_code(work.values["language"])


def _read_abstract_and_tags(work: Work) -> None:
    abstract = use(work, "abstract", "abstract")
    parts = parse_abstract(plain(work, abstract, lines=True)) if abstract else ()
    if parts:
        work.values["abstract"] = parts
    keywords = use(work, "tags", "keywords", "keyword")
    if keywords:
        # MeSH headings have commas inside: `Pain, Postoperative; Humans`.
        text = plain(work, keywords)
        words = [word.strip() for word in text.split(";" if ";" in text else ",")]
        work.values["tags"] = tuple(dict.fromkeys(word for word in words if word))
    ids = use(work, "aliases", "ids")
    if ids:
        work.values["aliases"] = tuple(dict.fromkeys(key.strip() for key in ids.value.split(",") if key.strip()))


def _kept_fields(work: Work, unknown: dict[tuple[str, str], list[int]]) -> dict[str, str]:
    """Give the fields that fill none of ours and are nobody's private notes, for exports; note the unknown ones."""
    kept = {}
    for name, found in work.fields.items():
        if name in work.used or name in NOT_EXPORTED or is_private(name):
            continue
        if not is_known(name):
            unknown["unknown-bibtex-field", name].append(found.offset)
        value = " ".join(found.value.split())
        if value:
            kept[name] = value
    return kept


def _report_unknown(reading: Reading, unknown: dict[tuple[str, str], list[int]]) -> None:
    """Report each unknown field and type once, at its first place: one exporter's habit is in thousands of entries."""
    for (rule, name), offsets in unknown.items():
        times = f", {len(offsets)} times in this file" if len(offsets) > 1 else ""
        known = COMMON_FIELDS if rule == "unknown-bibtex-field" else sorted(CSL_TYPE_BY_BIBTEX_TYPE)
        near = get_close_matches(name, known, n=1, cutoff=0.8)
        kind = "a field of BibTeX or BibLaTeX" if rule == "unknown-bibtex-field" else "an entry type"
        otherwise = "it is kept for exports" if rule == "unknown-bibtex-field" else "it is read as a document"
        sign = "" if rule == "unknown-bibtex-field" else "@"
        message = f"{quoted(sign + name)} is not {kind}{times}"
        reading.report(rule, offsets[0], message, f"did you mean `{sign}{near[0]}`?" if near else otherwise)
