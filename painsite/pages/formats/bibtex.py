r"""BibTeX, so that reading it back gives the same work.

Source: Patashnik, BibTeXing (1988); Kime, Wemheuer, Lehman, The biblatex Package, chapters 2 and 3. Entry types are
BibTeX's, and BibLaTeX's (`@online`, `@report`, `@thesis`, `@dataset` …) where BibTeX has none that says it; the names
of fields are those that both understand. Deliberate choices: letters beyond ASCII stay as they are (UTF-8); a brace in
a text is `\textbraceleft{}`, since BibTeX counts `\{` as a brace; words such as `MRI` are protected from the style's
small letters; initials are spelled `M. J.`; addresses and identifiers are verbatim; a single tag of several words has a
comma behind it, or Zotero takes it for several tags. What became of the work is the `note`, which every style prints,
as a retraction should be; our address is the `annote`, which none prints. Zotero makes notes of both, biber accepts
them, and our own reader takes them for private. What a BibTeX type cannot say, such as that something is a hearing, is
lost.
"""

import functools
import re
from collections.abc import Iterator

from painsite.languages.codes import language_name
from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import spell_given
from painsite.pages.formats.pieces import join
from painsite.pages.formats.ranges import DASH
from painsite.pages.formats.signs import in_one_line
from painsite.sources.abstracts import format_abstract
from painsite.sources.bibtex_fields import ARTICLE_TYPES, is_private
from painsite.sources.bibtex_types import BIBTEX_TYPE_BY_CSL_TYPE, CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.bibtex_work import PUBSTATE_BY_STATUS
from painsite.sources.dates import format_issued
from painsite.sources.identifiers import doi_address
from painsite.sources.names import is_particle

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = re.compile(r"[\\{}$&%#_~^`]|-(?=-)|'(?='')|'(?=')")
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\`{}", "-": "-{}", "'": "'{}",
}  # fmt: skip
"""The others take a backslash."""
_CAPITALS = re.compile(r"(?<![^\W_])(?:[^\W_]+[A-Z][^\W_]*|[A-Z][0-9][^\W_]*)")
"""A word with a capital that is not its first letter, or with a digit after its capital: `MRI`, `pH`, `L4`."""
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
_READ_BY_FIELDS = frozenset({("misc", "webpage"), ("misc", "article"), ("unpublished", "article")})
"""Entry types that mean another CSL type than usual where the entry has an address or a number of arXiv."""
_INSTITUTIONAL_TYPES = _SCHOOL_TYPES | {"report", "techreport", "thesis"}
_ORGANISED_TYPES = frozenset({"conference", "dataset", "inproceedings", "manual", "misc", "online", "proceedings"})
_DIVIDED = re.compile(r",|\b(?:and|others)\b", re.IGNORECASE)
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}


def format_bibtex(entry: Entry, ours: Ours = NOTHING) -> str:
    """Give one block with a line end at its end."""
    kind = _bibtex_type(entry)
    written = {name: value for name, value in _fields(entry, kind) if value}
    for name, raw in entry.bibtex_fields.items():
        if name not in written and not is_private(name) and can_be_kept(name, raw):
            written[name] = f"{{{raw}}}"
    if ours.status:
        written["note"] = _text(ours.status)
    if ours.address:
        written["annote"] = _verbatim(ours.address)
    lines = [f"  {name} = {value},\n" for name, value in written.items()]
    return f"@{kind}{{{written_key(entry.citekey)},\n{''.join(lines)}}}\n"


def written_key(citekey: str) -> str:
    """Give the key that a block can have: what BibTeX cannot hold in one becomes a hyphen."""
    return _NO_KEY.sub("-", citekey)


def can_be_kept(name: str, raw: str) -> bool:
    """Tell whether a field of a .bib file can be written again as it was."""
    return _FIELD_NAME.fullmatch(name) is not None and _is_balanced(raw)


def escape_latex(text: str) -> str:
    """Write a text so that LaTeX prints it; it stays in one line."""
    return _SPECIAL.sub(_escape_sign, in_one_line(text))


def _escape_sign(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\{match[0]}"


def _bibtex_type(entry: Entry) -> str:
    """Give the type of the .bib file as long as it means the entry's own, which YAML may have changed."""
    given = entry.bibtex_type.lower()
    usual = BIBTEX_TYPE_BY_CSL_TYPE.get(entry.type, "misc")
    if not given.isalnum():
        return usual
    meant = CSL_TYPE_BY_BIBTEX_TYPE.get(given, "document")
    kept = meant == entry.type or (given, entry.type) in _READ_BY_FIELDS or BIBTEX_TYPE_BY_CSL_TYPE.get(meant) != given
    return given if kept else usual


def _fields(entry: Entry, kind: str) -> Iterator[tuple[str, str]]:
    """Give names and values, which may be empty, with their braces."""
    in_journal = entry.type in ARTICLE_TYPES
    container = "journal" if entry.type in _JOURNALS else "booktitle"
    yield "author", _names(entry.authors)
    yield "title", _title(entry.title)
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
    yield "pages", _pages(entry.page_range)
    yield "edition", _text(entry.edition)
    yield "version", _text(entry.version)
    # a report and a thesis need an institution, and BibLaTeX knows no publisher of a report
    has_institution = bool(entry.institution) or kind not in _INSTITUTIONAL_TYPES
    yield "publisher", _list(entry.publisher) if has_institution else ""
    yield "address", _list(entry.place)
    yield _organisation(entry, kind), _list(entry.institution if has_institution else entry.publisher)
    yield "eventtitle", _text(entry.event)
    yield "entrysubtype", _verbatim(_SUBTYPES.get(entry.type, "") if kind == "article" else "")
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
        yield "archiveprefix", "{arXiv}"
    else:
        yield "arxiv", _verbatim(entry.arxiv)
    yield "url", _verbatim(entry.url)
    yield "urldate", _verbatim(str(entry.accessed or ""))


def _title(title: str) -> str:
    """Write a title so that styles which set titles in small letters spare what must keep its capitals."""
    latex = escape_latex(title)
    if not title.isupper():
        latex = _CAPITALS.sub(r"{\g<0>}", latex)
    return f"{{{latex}}}" if latex else ""


def _paragraphs(text: str) -> str:
    """Write paragraphs with blank lines between them; none begins like a block."""
    paragraphs = [escape_latex(paragraph) for paragraph in text.split("\n\n")]
    return _braced("\n\n  ".join(f"{{}}{one}" if one.startswith("@") else one for one in paragraphs))


def _text(text: str) -> str:
    return _braced(escape_latex(text)) if text else ""


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
    """Give `year`, `month` and `day`, which all tools read; for a range that these cannot say `date`."""
    start, end = issued.start, issued.end
    month = _MONTHS[start.month - 1] if start.month else _braced(issued.season.capitalize())
    if end is None:
        yield from (
            ("year", f"{{{start.year:04d}}}"),
            ("month", month),
            ("day", f"{{{start.day}}}" if start.day else ""),
        )
    elif not (start.month or end.month):
        yield "year", f"{{{start.year:04d}--{end.year:04d}}}"
    elif start.year != end.year or not end.month or not start.month or bool(start.day) != bool(end.day):
        yield "date", f"{{{format_issued(issued)}}}"
    else:
        yield "year", f"{{{start.year:04d}}}"
        yield from _months(start, end)


def _months(start: PartialDate, end: PartialDate) -> Iterator[tuple[str, str]]:
    """Give a range within a year: `jan # "--" # feb`, `apr` and the days `3--5`, `apr # "~30--" # may # "~2"`."""
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
    family = _kept(person.family, whole=is_particle(person.family) or (alone and " " in person.family))
    last = join(" ", escape_latex(person.particle), family)
    return join(", ", last, _kept(person.suffix), _kept(spell_given(person.given)))


def _kept(words: str, *, whole: bool = False) -> str:
    """Set a part of a name in braces where BibTeX would divide it."""
    latex = escape_latex(words)
    return f"{{{latex}}}" if whole or _DIVIDED.search(latex) else latex


def _is_balanced(raw: str) -> bool:
    """Tell whether the braces of a value match, as BibTeX counts them and as we do."""
    depth = 0
    for brace in _BRACE.findall(raw):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not raw.endswith("\\")
