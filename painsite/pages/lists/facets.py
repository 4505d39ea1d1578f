"""What the master index is narrowed by: for each facet its values, and for each entry which of them it has.

The files are read by `static/index.js` alone. `/index/data/facets.json` holds columns in the order of
`context.entries`, with values by number; `rows-1.json` and so on hold what a line shows, a hundred entries each;
`names.json` holds labels and names, for the text filter. Every column has one item an entry:

    {"count": 37, "rows": 100,
     "facets": [{"name": "year", "all": false, "values": [["2022"], ["none", "no date"]], "of": [0, 1, -1, …]},
                {"name": "tag", "all": true, "values": [["back-pain", "back pain"]], "of": [[0], [], …]}],
     "sorts": {"cited": [0, 3, …]}}

A value is its key in the page's address, and its words where these differ; -1 is no value. `all` says that an entry has
to have all chosen values, not only one of them: those of which an entry has several, such as topics, where each further
one narrows the list. Sorts hold ranks, the lowest first; equals stay in the order of the entries.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from painsite.hashing import content_digest, encode
from painsite.linking.study_types import STUDY_TYPES, strength, study_type
from painsite.model import Face, Value
from painsite.pages.cards import type_in_words
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document
from painsite.pages.explanations import level_key
from painsite.pages.lines import unlabelled_authors
from painsite.pages.lists.filters import DATA
from painsite.pages.lists.lists import list_lines
from painsite.pages.lists.timelines import type_names
from painsite.pages.orders import author_order, sort_text

ROWS = 100
"""Entries of one file of rows."""
_NONE = "none"
"""Key of the value of what has no year."""


class Facet(Value, frozen=True, kw_only=True):
    """A facet, as the module's docstring has it."""

    name: str
    all: bool
    values: tuple[tuple[str, ...], ...]
    of: tuple[int | tuple[int, ...], ...]


def index_documents(context: Context) -> tuple[Document, ...]:
    """Plan the data of the master index; none for a site without entries."""
    entries = context.entries
    if not entries:
        return ()
    parts = [entries[start : start + ROWS] for start in range(0, len(entries), ROWS)]
    columns, names = f"{DATA[1:]}facets.json", f"{DATA[1:]}names.json"
    return (
        Document(
            paths=(columns,),
            content_key=lambda digests: _columns_key(context, digests),
            make=lambda _: {columns: _json(columns_of(context))},
        ),
        Document(
            paths=(names,),
            content_key=lambda _: content_digest(encode([_sought(face) for face in entries])),
            make=lambda _: {names: _json([_sought(face) for face in entries])},
        ),
        *[_rows(number, part, context) for number, part in enumerate(parts, 1)],
    )


def _sought(face: Face) -> str:
    """Return label, headline or title, and the last names of those authors whom the label does not name."""
    return " ".join([face.label, face.name, *unlabelled_authors(face)])


def columns_of(context: Context) -> Mapping[str, object]:
    """Return what `facets.json` holds."""
    entries = context.entries
    return {
        "count": len(entries),
        "rows": ROWS,
        "facets": [facet for facet in facets(context) if facet.values],
        "sorts": _sorts(context),
    }


def facets(context: Context) -> tuple[Facet, ...]:
    """Return all facets in the order of the page, those without values too."""
    words, entries, library = context.settings.wording, context.entries, context.library
    studies: Mapping[str, str] = {str(kind): text for kind, text in type_names(words).items()}
    with_names = {"commentary": words.has_commentary, "free": words.free_full_text}
    retractions = {
        "retraction": words.status_retraction,
        "concern": words.status_concern,
        "correction": words.status_correction,
        "reinstatement": words.status_reinstatement,
    }
    levels = _level_names(entries)
    types = {key: text for face in entries for key, text in [type_in_words(face, words)]}
    return (
        _several("tag", entries, _tags(context), dict(context.tag_names), _by_use_and_name),
        _single(
            "study",
            entries,
            lambda face: study_type(face.design),
            studies,
            lambda keys, _: [kind for kind in STUDY_TYPES if kind in keys] if keys.keys() != {"other"} else [],
        ),
        _single("level", entries, lambda face: level_key(face.level), levels, lambda keys, _: sorted(keys, key=_level)),
        _several(
            "with",
            entries,
            lambda face: [
                *(["commentary"] if face.has_commentary else []),
                *(["free"] if face.free_full_text else []),
            ],
            with_names,
            lambda keys, _: [key for key in with_names if key in keys],
        ),
        _single(
            "status",
            entries,
            lambda face: face.retraction,
            retractions,
            lambda keys, _: [key for key in retractions if key in keys],
        ),
        _single(
            "year",
            entries,
            lambda face: str(face.year or _NONE),
            {_NONE: words.no_year},
            lambda keys, _: sorted(keys, key=lambda key: (key == _NONE, -int(key) if key != _NONE else 0)),
        ),
        _single(
            "journal",
            entries,
            lambda face: library.journals.get(face.citekey, ""),
            context.journal_names,
            _by_use_and_name,
        ),
        _single("type", entries, lambda face: type_in_words(face, words)[0], types, _by_use_and_name),
    )


_Order = Callable[[Mapping[str, int], Mapping[str, str]], Sequence[str]]
"""From how often each key is used, and the words of keys, to the keys in the order of the page."""


def _single(
    name: str, entries: Sequence[Face], key_of: Callable[[Face], str], words: Mapping[str, str], order: _Order
) -> Facet:
    keys = [key_of(face) for face in entries]
    numbers, values = _numbered(Counter(filter(None, keys)), words, order)
    return Facet(name=name, all=False, values=values, of=tuple([numbers.get(key, -1) for key in keys]))


def _several(
    name: str,
    entries: Sequence[Face],
    keys_of: Callable[[Face], Iterable[str]],
    words: Mapping[str, str],
    order: _Order,
) -> Facet:
    keys = [tuple(keys_of(face)) for face in entries]
    numbers, values = _numbered(Counter([key for found in keys for key in found]), words, order)
    return Facet(
        name=name, all=True, values=values, of=tuple([tuple(sorted([numbers[key] for key in found])) for found in keys])
    )


def _numbered(
    counts: Mapping[str, int], words: Mapping[str, str], order: _Order
) -> tuple[dict[str, int], tuple[tuple[str, ...], ...]]:
    keys = order(counts, words)
    values = tuple((key, words[key]) if words.get(key, key) != key else (key,) for key in keys)
    return {key: number for number, key in enumerate(keys)}, values


def _by_use_and_name(counts: Mapping[str, int], words: Mapping[str, str]) -> Sequence[str]:
    return sorted(counts, key=lambda key: (-counts[key], sort_text(words.get(key, key)), key))


def _tags(context: Context) -> Callable[[Face], Iterable[str]]:
    """Return for each entry the tags on whose pages it stands."""
    found: dict[str, list[str]] = {}
    for step, faces in context.faces_by_tag.items():
        for face in faces:
            found.setdefault(face.citekey, []).append(step)
    return lambda face: found.get(face.citekey, ())


def _level_names(entries: Iterable[Face]) -> dict[str, str]:
    """Return for each level how most entries write it; of Oxford's the number."""
    counts = Counter([face.level for face in entries if face.level])
    names: dict[str, str] = {}
    for level in sorted(counts, key=lambda level: (-counts[level], level)):
        key = level_key(level)
        names.setdefault(key, key if key.isdecimal() else level)
    return names


_GRADES = ("high", "moderate", "low", "very-low")


def _level(key: str) -> tuple[int, str]:
    """Sort Oxford's levels, then GRADE's, the strongest first, then all others."""
    if key in _GRADES:
        return 10 + _GRADES.index(key), ""
    return (int(key), "") if key.isdecimal() and len(key) == 1 else (20, key)


def _sorts(context: Context) -> Mapping[str, Sequence[int]]:
    entries, cited_by = context.entries, context.library.cited_by
    cited = [len(cited_by.get(face.citekey, ())) for face in entries]
    most = max(cited)
    found: dict[str, Sequence[int]] = {
        "published": _newest_first([face.date for face in entries]),
        "added": _newest_first([face.added for face in entries]),
        "cited": [most - count for count in cited],
        "author": _ranks([author_order(face) for face in entries]),
        "evidence": [strength(study_type(face.design)) for face in entries],
    }
    # what is the same for all sorts nothing
    return {name: ranks for name, ranks in found.items() if len(set(ranks)) > 1 or name == "published"}


def _ranks(keys: Sequence[tuple[str, int, str]]) -> list[int]:
    number = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [number[key] for key in keys]


def _newest_first(dates: Sequence[str]) -> list[int]:
    """Rank ISO dates; reduced ones sort as texts do, and missing ones come last."""
    number = {date: rank for rank, date in enumerate(sorted(set(dates), reverse=True))}
    return [number[date] for date in dates]


def _columns_key(context: Context, digests: Digests) -> bytes:
    cited_by = context.library.cited_by
    book = context.library.tags
    own = (
        context.tag_names,
        (book.parents, book.canonical),
        [len(cited_by.get(face.citekey, ())) for face in context.entries],
    )
    faces = [digests.faces[face.citekey] for face in context.entries]
    return content_digest(b"".join([digests.frame, *faces, encode(own)]))


def _rows(number: int, faces: Sequence[Face], context: Context) -> Document:
    path = f"{DATA[1:]}rows-{number}.json"
    # links lead from the master index, the one page that shows them
    href = context.frame.linking.from_page("/bibliography/")

    def make() -> bytes:
        lines = list_lines(faces, context, href)
        return _json(
            [
                (
                    line.href,
                    line.name,
                    line.summary,
                    tuple(filter(None, (line.label, line.container, line.kind, *line.marks))),
                )
                for line in lines
            ]
        )

    def key(digests: Digests) -> bytes:
        counts = [len(context.library.cited_by.get(face.citekey, ())) for face in faces]
        return content_digest(
            b"".join([digests.frame, *[digests.faces[face.citekey] for face in faces], encode(counts)])
        )

    return Document(paths=(path,), content_key=key, make=lambda _: {path: make()})


def _json(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
