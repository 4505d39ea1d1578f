"""A new entry or article, from a template of the site's own or from ours.

A template is Jinja, in its sandbox: `templates/new/entry.yaml`, `overlay.yaml` for an entry that a .bib file has, and
`article.md`. What it makes is read as a build would read it, and only what reads well is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from painsite.editing.citekey_scheme import propose_citekey
from painsite.editing.entry_file import FileThereError, entry_path, write_new
from painsite.editing.shelf import Shelf, title_letters
from painsite.linking.steps import fold
from painsite.model import Entry, Issued, Names, PartialDate
from painsite.problems import Problem, Unreadable
from painsite.sources.articles import parse_article
from painsite.sources.citekeys import comparable
from painsite.sources.entries import is_citekey, parse_entry
from painsite.sources.names import parse_name
from painsite.sources.quoting import quoted
from painsite.unread import ARTICLES

_FOLDER = Path("templates") / "new"
_LONGEST_NAME = 60
"""Characters of an article's file name."""


class NewSourceError(Exception):
    """A source cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A file that is not written yet."""

    path: str
    """From the folder that holds `bibliography/`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the command line says of a new source."""

    words: str
    """A citekey, or a title."""
    authors: Sequence[str] = ()
    year: int = 0
    """0 where it is not given."""
    today: PartialDate


def new_entry(shelf: Shelf, facts: Facts) -> NewSource:
    """Return the file of a new entry; for a citekey that a .bib file has, of what is laid over its entry.

    Raises `NewSourceError`, also where the work is there.
    """
    words = " ".join(facts.words.split())
    if " " not in words and is_citekey(words):
        known = _entry_called(shelf, words)
        if known and known.path.lower().endswith(".bib"):
            return _overlay(shelf, known, facts)
        return _entry(shelf, facts, citekey=words, title="")
    same = shelf.by_title.get(title_letters(words), ())
    if same:
        place = shelf.place_of(same[0])
        raise NewSourceError(
            f"a work of this title is there: `{same[0].citekey}` at {place}; for another one, name a citekey instead"
        )
    return _entry(shelf, facts, citekey="", title=words)


def new_article(shelf: Shelf, facts: Facts) -> NewSource:
    """Return the file of a new article. Raises `NewSourceError`."""
    title = " ".join(facts.words.split())
    name = _file_name(title)
    path = f"{ARTICLES}{name}.md"
    if (shelf.root / path).exists():
        raise NewSourceError(f"`{path}` is there already; choose another title")
    if comparable(name) in shelf.taken:
        name = propose_citekey(Entry(citekey="", path=""), shelf.taken, name)
        path = f"{ARTICLES}{name}.md"
    text = _render(shelf.root, "article.md", {"title": title, "citekey": name, "today": str(facts.today)})
    article, problems = parse_article(text, path=path)
    _refuse_unreadable("article.md", problems, is_read=article is not None)
    return NewSource(path=path, text=text)


def write_source(root: Path, source: NewSource) -> None:
    """Write a new source. Raises `NewSourceError` where its file is there, and `OSError`."""
    try:
        write_new(root, source.path, source.text)
    except FileThereError as error:
        message = f"`{error.path}` is there already; open it, or choose another citekey"
        raise NewSourceError(message) from None


def _entry_called(shelf: Shelf, citekey: str) -> Entry | None:
    key = comparable(citekey)
    return next((entry for entry in shelf.library.entries.values() if comparable(entry.citekey) == key), None)


def _entry(shelf: Shelf, facts: Facts, *, citekey: str, title: str) -> NewSource:
    authors = _names(facts.authors)
    issued = Issued(start=PartialDate(year=facts.year)) if facts.year else None
    draft = Entry(citekey="", path="", title=title, authors=authors, issued=issued)
    if citekey and comparable(citekey) in shelf.taken:
        known = _entry_called(shelf, citekey)
        place = f" at {shelf.place_of(known)}" if known else ""
        raise NewSourceError(f"`{citekey}` is there already{place}; open it, or choose another citekey")
    name = citekey or propose_citekey(draft, shelf.taken, shelf.settings.citekey_scheme)
    path = entry_path(name)
    values = {
        "title": title or f"Title of {name}",
        "citekey": name,
        "authors": list(facts.authors),
        "year": str(facts.year or ""),
        "today": str(facts.today),
    }
    text = _render(shelf.root, "entry.yaml", values)
    if Path(path).stem != name:
        text = f"citekey: {_as_yaml(name)}\n{text}"
    entry, problems = parse_entry(text, path=path)
    _refuse_unreadable("entry.yaml", problems, is_read=entry is not None)
    return NewSource(path=path, text=text)


def _overlay(shelf: Shelf, known: Entry, facts: Facts) -> NewSource:
    path = entry_path(known.citekey)
    people = ", ".join(person.last_name for person in known.authors.people[:3])
    year = str(known.issued.year) if known.issued else ""
    reference = ". ".join(part for part in (people, known.title, year) if part)
    values = {
        "title": known.title,
        "citekey": known.citekey,
        "reference": " ".join(reference.split()),
        "place": str(shelf.place_of(known)),
        "year": year,
        "today": str(facts.today),
    }
    text = _render(shelf.root, "overlay.yaml", values)
    if Path(path).stem != known.citekey:
        text = f"citekey: {_as_yaml(known.citekey)}\n{text}"
    entry, problems = parse_entry(text, path=path)
    _refuse_unreadable("overlay.yaml", problems, is_read=entry is not None)
    return NewSource(path=path, text=text)


def _names(texts: Sequence[str]) -> Names:
    try:
        return Names(people=tuple(map(parse_name, texts)))
    except Unreadable as error:
        raise NewSourceError(f"{error.message}; {error.remedy}") from None


def _file_name(title: str) -> str:
    """Return a title's words as a file is called, cut behind a whole one."""
    folded = fold(title) or "article"
    if len(folded) <= _LONGEST_NAME:
        return folded
    return folded[: _LONGEST_NAME + 1].rpartition("-")[0] or folded[:_LONGEST_NAME]


def _render(root: Path, name: str, values: Mapping[str, object]) -> str:
    own = root / _FOLDER / name
    environment = SandboxedEnvironment(  # what it prints is YAML and Markdown, never a page
        autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True
    )
    environment.filters["yaml"] = _as_yaml
    try:
        if own.is_file():
            text = own.read_text(encoding="utf-8")
        else:
            text = (files("painsite.editing") / "new_templates" / name).read_text(encoding="utf-8")
        return environment.from_string(text).render(values)
    except UnicodeDecodeError:
        raise NewSourceError(f"`{own}` is not UTF-8; save it as UTF-8") from None
    except TemplateError as error:
        known = ", ".join(values)
        raise NewSourceError(f"the template `{own}` fails: {error}; it has {known}, and the filter `yaml`") from None


def _as_yaml(text: object) -> str:
    """Return a text as one value of YAML, quoted where it has to be."""
    return yaml.safe_dump(str(text), allow_unicode=True, width=10**6).removesuffix("\n").removesuffix("\n...")


def _refuse_unreadable(name: str, problems: Sequence[Problem], *, is_read: bool) -> None:
    if problems or not is_read:
        problem = f"{problems[0].message} (line {problems[0].place.line})" if problems else "it says nothing"
        raise NewSourceError(
            f"what {quoted(str(_FOLDER / name))} makes cannot be read: {problem}; correct the template"
        )
