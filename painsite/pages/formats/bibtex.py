r"""BibTeX, so that reading it back gives the same work.

Source: Patashnik, BibTeXing (1988); Kime, Wemheuer, Lehman, The biblatex Package, chapters 2 and 3. Entry types are
BibTeX's, and BibLaTeX's (`@online`, `@report`, `@thesis` …) where BibTeX has none that says it, but none that Zotero
drops: a dataset is a `@misc`, and its `entrysubtype` says the rest. The names of fields are those that both understand.
Deliberate choices: letters beyond ASCII stay as they are (UTF-8); a brace in a text is `\textbraceleft{}`, since BibTeX
counts `\{` as a brace; words such as `MRI`, and those whose capitals the .bib file protects, are protected from the
style's small letters; what has `and` in it is in braces where BibLaTeX would make a list of it; initials are spelled
`M. J.`; addresses and identifiers are verbatim; a single tag of several words has a comma behind it, or Zotero takes it
for several tags. What became of the work is the `note`, which every style prints, as a retraction should be; our
address is the `annote`, which none prints. Zotero makes notes of both, biber accepts them, and our own reader takes
them for private.
"""

import functools
import re
from collections.abc import Container, Iterator

from painsite.languages.codes import language_name
from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.pages.formats.bibtex_latex import escape_latex, escape_title
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import spell_given
from painsite.pages.formats.pieces import join
from painsite.pages.formats.ranges import DASH
from painsite.sources.abstracts import format_abstract
from painsite.sources.bibtex.braces import protected_words
from painsite.sources.bibtex.fields import ARTICLE_TYPES, is_private
from painsite.sources.bibtex.types import (
    CSL_TYPE_BY_BIBTEX_TYPE,
    EXPORTED_TYPE_BY_CSL_TYPE,
    READ_EVERYWHERE,
    meant_by_subtype,
    meant_type,
    subtype_of,
)
from painsite.sources.dates import format_issued
from painsite.sources.identifiers import doi_address
from painsite.sources.names import is_particle
from painsite.sources.publication_status import PUBSTATE_BY_STATUS

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBATIM_TROUBLE = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_UNSAFE_IN_DOI = re.compile(r"[{}\\%]")
_PAGE_DASH = re.compile(DASH)
_NO_KEY = re.compile(r"[\s{}()\"#%,='\\~@\x00-\x1f\x7f]+")
_FIELD_NAME = re.compile(r"[a-z][^\s={},#\"%@()\\]*")
_BRACE = re.compile(r"(?<!\\)[{}]")
_JOURNALS = ARTICLE_TYPES | {"article", "review-book", "webpage", "post", "post-weblog"}
"""CSL types whose container is a `journal` here, and not a `booktitle`."""
_ORGANISATIONS = frozenset({"institution", "school", "organization", "organisation"})
_SCHOOL_TYPES = frozenset({"phdthesis", "mastersthesis", "masterthesis"})
_INSTITUTIONAL_TYPES = _SCHOOL_TYPES | {"report", "techreport", "thesis"}
_ORGANISED_TYPES = frozenset({"conference", "dataset", "inproceedings", "manual", "misc", "online", "proceedings"})
_DIVIDED = re.compile(r",|\b(?:and|others)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)


def format_bibtex(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return one block with a line end at its end."""
    kind, subtype = _types(entry)
    written = {name: value for name, value in _fields(entry, kind, subtype) if value}
    written |= _kept_fields(entry, written)
    if ours.status:
        written["note"] = _text(ours.status)
    if ours.address:
        written["annote"] = _verbatim(ours.address)
    lines = [f"  {name} = {value},\n" for name, value in written.items()]
    return f"@{kind}{{{written_key(entry.citekey)},\n{''.join(lines)}}}\n"


def _kept_fields(entry: Entry, written: Container[str]) -> dict[str, str]:
    return {
        name: f"{{{raw}}}"
        for name, raw in entry.bibtex_fields.items()
        if name not in written and not is_private(name) and can_be_kept(name, raw)
    }


def written_key(citekey: str) -> str:
    """Return the key that a block can have: what BibTeX cannot hold in one becomes a hyphen."""
    return _NO_KEY.sub("-", citekey)


def can_be_kept(name: str, raw: str) -> bool:
    """Return whether a field of a .bib file can be written again as it was."""
    return _FIELD_NAME.fullmatch(name) is not None and _is_balanced(raw)


def _types(entry: Entry) -> tuple[str, str]:
    """Return the entry type and the `entrysubtype`, which may be empty, that mean the entry's own type when read back.

    The type of the .bib file stays as long as it means that, which YAML may have changed.
    """
    given, usual = entry.bibtex_type.lower(), EXPORTED_TYPE_BY_CSL_TYPE.get(entry.type, "misc")
    stays = given in READ_EVERYWHERE or (given.isalnum() and given not in CSL_TYPE_BY_BIBTEX_TYPE)
    if stays and _meaning(entry, given, "") == entry.type:
        return given, ""
    if given not in {entry.type, subtype_of(entry.type)} and meant_by_subtype(usual, given) == entry.type:
        return usual, given
    return usual, "" if _meaning(entry, usual, "") == entry.type else subtype_of(entry.type)


def _meaning(entry: Entry, kind: str, subtype: str) -> str:
    """Return the CSL type that a block of these types would be read as."""
    kept = entry.bibtex_fields
    container = entry.container_title or entry.container_abbreviation
    ours = (
        ("url", entry.url),
        ("doi", entry.doi),
        (_publisher_field(entry, kind), entry.publisher),
        (_container_field(entry), container),
        ("eventtitle", entry.event),
    )
    fields = {name for name, value in ours if value} | kept.keys()
    archive = kept.get("eprinttype", kept.get("archiveprefix", "")).strip().lower()
    at_arxiv = archive == "arxiv" if "eprint" in kept else bool(entry.arxiv)
    subtype = subtype or kept.get("entrysubtype", "").strip().lower()
    return meant_type(kind, subtype, fields, at_arxiv=at_arxiv, on_web="url" in fields)


def _container_field(entry: Entry) -> str:
    return "journal" if entry.type in _JOURNALS else "booktitle"


def _publisher_field(entry: Entry, kind: str) -> str:
    """Name the field of the publisher: a `@misc` with an address that has a publisher is not a page on the web."""
    return "howpublished" if kind == "misc" and entry.type == "webpage" else "publisher"


def _fields(entry: Entry, kind: str, subtype: str) -> Iterator[tuple[str, str]]:
    """Yield names and values, which may be empty, with their braces."""
    in_journal = entry.type in ARTICLE_TYPES
    container = _container_field(entry)
    yield "author", _names(entry.authors)
    yield "title", escape_title(entry.title, protected_words(entry.bibtex_fields.get("title", "")))
    yield container, _text(entry.container_title or entry.container_abbreviation)
    if entry.container_title:
        yield "shortjournal" if container == "journal" else "shortbooktitle", _text(entry.container_abbreviation)
    yield "maintitle", _text(entry.main_title)
    yield "collaboration", _text(entry.collaboration)
    yield "editor", _names(entry.editors)
    yield "translator", _names(entry.translators)
    if entry.issued:
        yield from _issued(entry.issued)
    yield "origdate", _verbatim(format_issued(entry.original_date) if entry.original_date else "")
    yield "pubstate", _text(PUBSTATE_BY_STATUS.get(entry.publication_status, entry.publication_status))
    yield "series", _text(entry.series)
    yield "volume", _text(entry.volume)
    yield "number", _text(entry.issue if in_journal else entry.number)
    yield "issue", "" if in_journal else _text(entry.issue)
    yield "type", _text(entry.genre)
    yield "pages", _pages(entry.page_range)
    yield "edition", _text(entry.edition)
    yield "version", _text(entry.version)
    # a report and a thesis need an institution, and BibLaTeX knows no publisher of a report
    has_institution = bool(entry.institution) or kind not in _INSTITUTIONAL_TYPES
    yield _publisher_field(entry, kind), _list(entry.publisher) if has_institution else ""
    yield "address", _list(entry.place)
    yield _organisation(entry, kind), _list(entry.institution if has_institution else entry.publisher)
    yield "eventtitle", _list_item(entry.event)
    yield "entrysubtype", _verbatim(subtype)
    yield from _identifiers(entry)
    yield "langid", _verbatim(language_name(entry.language))
    yield "keywords", _text(_keywords(entry.tags))
    yield "abstract", "" if entry.abstract_paraphrased else _paragraphs(format_abstract(entry.abstract))


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    # a DOI with a brace would break the block; as an address it can be encoded
    yield "doi", _verbatim(doi_address(entry.doi) if _UNSAFE_IN_DOI.search(entry.doi) else entry.doi)
    yield "pmid", _verbatim(entry.pmid)
    yield "pmcid", _verbatim(entry.pmcid)
    yield "isbn", _verbatim(entry.isbn)
    yield "issn", _verbatim(entry.issn)
    if entry.arxiv and "eprint" not in entry.bibtex_fields:
        yield "eprint", _verbatim(entry.arxiv)
        # biber and Zotero look for the first, styles of BibTeX for the second
        yield from (("eprinttype", "{arxiv}"), ("archiveprefix", "{arXiv}"))
    else:
        yield "arxiv", _verbatim(entry.arxiv)
    yield "url", _verbatim(entry.url)
    yield "urldate", _verbatim(str(entry.accessed or ""))


def _paragraphs(text: str) -> str:
    """Write paragraphs with blank lines between them; none begins like a block."""
    paragraphs = [escape_latex(paragraph) for paragraph in text.split("\n\n")]
    return _braced("\n\n  ".join(f"{{}}{one}" if one.startswith("@") else one for one in paragraphs))


def _text(text: str) -> str:
    return _braced(escape_latex(text)) if text else ""


def _list_item(text: str) -> str:
    """Write a name that may have an `and` inside, at which BibLaTeX would divide a list of publishers, or of places."""
    latex = _text(text)
    return _braced(latex) if _AND.search(latex) else latex


def _verbatim(text: str) -> str:
    return _braced(text.translate(_VERBATIM_TROUBLE)) if text else ""


def _braced(latex: str) -> str:
    return f"{{{latex}}}" if latex else ""


def _list(text: str) -> str:
    """Write several texts with `and` between them; in braces what BibLaTeX would divide."""
    members = [escape_latex(member) for member in text.split("; ") if member.strip()]
    if len(members) == 1 and not _DIVIDED.search(members[0]):
        return _braced(members[0])
    # behind a brace a backslash would begin an accent
    return _braced(" and ".join(f"{{{{}}{one}}}" if one.startswith("\\") else f"{{{one}}}" for one in members))


def _pages(text: str) -> str:
    return _braced("--".join(map(escape_latex, _PAGE_DASH.split(text)))) if text else ""


def _keywords(tags: tuple[str, ...]) -> str:
    """Join tags by commas; by semicolons where a tag has a comma itself. One tag of several words has its sign, too."""
    if not any("," in tag for tag in tags):
        return f"{tags[0]}," if len(tags) == 1 and " " in tags[0] else ", ".join(tags)
    return f"{'; '.join(tags)};"


def _organisation(entry: Entry, kind: str) -> str:
    """Name the field for an institution; readers take `institution` first where the .bib file has another too."""
    if not _ORGANISATIONS.isdisjoint(entry.bibtex_fields):
        return "institution"
    if kind in _SCHOOL_TYPES:
        return "school"
    return "organization" if kind in _ORGANISED_TYPES else "institution"


def _issued(issued: Issued) -> Iterator[tuple[str, str]]:
    """Yield `year`, `month` and `day`, which all tools read; for a range that these cannot say `date`."""
    start, end = issued.start, issued.end
    month = _MONTHS[start.month - 1] if start.month else _braced(issued.season.capitalize())
    if end is None:
        yield from (
            ("year", f"{{{start.year:04d}}}"),
            ("month", month),
            ("day", f"{{{start.day}}}" if start.day else ""),
        )
    elif start.year != end.year or not end.month or not start.month or bool(start.day) != bool(end.day):
        yield "date", f"{{{format_issued(issued)}}}"
    else:
        yield "year", f"{{{start.year:04d}}}"
        yield from _months(start, end)


def _months(start: PartialDate, end: PartialDate) -> Iterator[tuple[str, str]]:
    """Yield a range within a year: `jan # "--" # feb`, `apr` and the days `3--5`, `apr # "~30--" # may # "~2"`."""
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    if start.month == end.month:
        yield from (("month", first), ("day", f"{{{start.day}--{end.day}}}"))
    elif start.day:
        yield "month", f'{first} # "~{start.day}--" # {last} # "~{end.day}"'
    else:
        yield "month", f'{first} # "--" # {last}'


def _names(names: Names) -> str:
    return _braced(" and ".join([*map(_name, names.people), *(["others"] if names.others else [])])) if names else ""


@functools.lru_cache(maxsize=1 << 13)  # most authors share theirs with others
def _name(person: Person) -> str:
    """`van den Berg, Jr, Jan`; in braces what BibTeX would divide: `{World Health Organization}`."""
    if person.literal:
        latex = escape_latex(person.literal)
        # behind a brace a backslash would begin an accent
        return f"{{{{}}{latex}}}" if latex.startswith("\\") else f"{{{latex}}}"
    alone = not (person.given or person.suffix)
    is_divided = " " in person.family and (alone or is_particle(person.family))
    family = _kept(person.family, whole=is_divided)
    last = join(" ", escape_latex(person.particle), family)
    return join(", ", last, _kept(person.suffix), _kept(spell_given(person.given)))


def _kept(words: str, *, whole: bool = False) -> str:
    """Set a part of a name in braces where BibTeX would divide it."""
    latex = escape_latex(words)
    return f"{{{latex}}}" if whole or _DIVIDED.search(latex) else latex


def _is_balanced(raw: str) -> bool:
    """Return whether the braces of a value match, as BibTeX counts them and as we do."""
    depth = 0
    for brace in _BRACE.findall(raw):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not raw.endswith("\\")
