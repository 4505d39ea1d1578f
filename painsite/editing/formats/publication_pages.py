"""A publication's page of Hugo's Academic (Wowchemy, Hugo Blox) theme, with the `cite.bib` beside it → one record.

Source: the theme's documentation of `content/publication/<name>/index.md`, and what its importer of BibTeX writes. What
the .bib file says of the work counts first; the page adds tags, summary, abstract and the editor's own text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

import yaml
from msgspec.structs import replace

from painsite.editing.formats.bibtex import parse_bibtex_import
from painsite.editing.formats.draft import Draft, clean
from painsite.editing.formats.gaps import take_over
from painsite.editing.formats.parts import give_date
from painsite.editing.formats.references import References, Refused
from painsite.editing.record import Record
from painsite.model import Text
from painsite.problems import Unreadable
from painsite.sources.bibtex.types import csl_type_of
from painsite.sources.reading import Reading
from painsite.sources.schema import CSL_TYPES
from painsite.sources.yaml import compose

Values = Mapping[str, object]

_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)^(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TYPE_BY_NUMBER = {
    "1": "paper-conference", "2": "article-journal", "3": "article", "4": "report", "5": "book", "6": "chapter",
    "7": "thesis", "8": "patent",
}  # fmt: skip
_SIMPLE = {
    "title": "title", "publication_short": "container_abbreviation", "abstract": "abstract", "doi": "doi",
    "summary": "summary", "url_pdf": "full_text",
}  # fmt: skip
_BOOKKEEPING = frozenset(
    "featured draft projects slides image publishdate lastmod publication_types authors date tags publication math"
    " highlight author_notes share profile weight aliases type external_link header gallery reading_time"
    " commentable".split()
)
"""Of the site, or read elsewhere."""
_EMPHASIS = '*_"“”. '
_SHORTCODE = re.compile(r"\{\{[<%][^{}]*[%>]\}\}")
_NOTE = re.compile(
    r"^Add the (?:\*\*)?(?:publication's )?full text[^\n]*$|^\{\{% callout.{0,2000}?^\{\{% /callout %\}\}",
    re.DOTALL | re.MULTILINE,
)
"""What the theme's templates say to whoever writes the page."""


def parse_publication(page: str, bibliography: str, *, path: str, bibliography_path: str) -> References:
    """Read a page, and the .bib file beside it, which may be empty."""
    cited = parse_bibtex_import(bibliography, path=bibliography_path) if bibliography.strip() else References()
    reading = Reading(path=path, text=page)
    read = _read(reading, has_bibliography=bool(cited.records))
    problems = (*cited.problems, *reading.problems)
    if not cited.records:
        records, refused = ((read,), ()) if isinstance(read, Record) else ((), (read,))
        return References(records=records, refused=(*cited.refused, *refused), problems=tuple(sorted(set(problems))))
    first, *others = cited.records
    if isinstance(read, Record):
        keywords = tuple(dict.fromkeys((*first.keywords, *read.keywords)))
        entry = take_over(first.entry, read.entry)[0]
        notes = read.entry.notes or entry.notes
        first = replace(first, entry=replace(entry, notes=notes, summary=read.entry.summary), keywords=keywords)
    return References(records=(first, *others), refused=cited.refused, problems=tuple(sorted(set(problems))))


def _read(reading: Reading, *, has_bibliography: bool) -> Record | Refused:
    found = _FRONT_MATTER.match(reading.text)
    if not found:
        return Refused(place=f"{reading.path}:1", reason="it has no front matter")
    try:
        values = _values(reading, found)
    except Unreadable as error:
        return Refused(place=f"{reading.path}:1", reason=error.message)
    draft = Draft(reading=reading, offset=0)
    _give_type(draft, values)
    for name, field in _SIMPLE.items():
        if name == "url_pdf" and not str(values.get(name, "")).startswith("http"):
            continue
        draft.give(field, _text(values.get(name)), tag=name)
    for author in _texts(values.get("authors")):
        draft.give_person("authors", author)
    draft.give(
        "container_title",
        re.sub(r"^In (?=[*_])", "", _text(values.get("publication"))).strip(_EMPHASIS),
        tag="publication",
    )
    give_date(draft, re.sub(r"T.*", "", _text(values.get("date"))), tag="date")
    draft.add_keywords(_texts(values.get("tags")))
    for name, value in values.items():
        if name not in _SIMPLE and name.lower() not in _BOOKKEEPING and not has_bibliography:
            draft.keep(name, _text(value))
    body = clean(_NOTE.sub("", reading.text[found.end() :]))
    if body and _SHORTCODE.sub("", body).strip():
        draft.set("notes", Text(source=body))
    return draft.record(source=reading.path)


def _values(reading: Reading, found: re.Match[str]) -> Values:
    if found["fence"] == "+++":
        try:
            return tomllib.loads(found["matter"])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise Unreadable(f"its front matter is no TOML: {str(error)[:80]}") from None
    problems = len(reading.problems)
    node = compose(reading, start=found.start("matter"), end=found.end("matter"))
    if node is None and len(reading.problems) > problems:
        raise Unreadable(reading.problems.pop().message)
    value = _plain(node) if node is not None else {}
    if not isinstance(value, dict):
        raise Unreadable("its front matter is not a mapping of fields")
    return value


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(name)): _plain(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return node.value


def _give_type(draft: Draft, values: Values) -> None:
    kind = next(iter(_texts(values.get("publication_types"))), "")
    known = _TYPE_BY_NUMBER.get(kind) or (kind if kind in CSL_TYPES else csl_type_of(kind.lower()))
    draft.set("type", known or ("article-journal" if values.get("publication") else "document"))


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if text := _text(one):
            yield text


def _text(value: object) -> str:
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    return str(value)
