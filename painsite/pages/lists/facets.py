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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES, strength, study_type
from painsite.model import Face, Value
from painsite.pages.cards import type_in_words
from painsite.pages.context import Context
from painsite.pages.explanations import level_key
from painsite.pages.lines import unlabelled_authors
from painsite.pages.lists.filters import DATA
from painsite.pages.lists.lists import list_lines
from painsite.pages.lists.timelines import type_names
from painsite.pages.orders import author_order, sort_text
from painsite.pages.planned import FileKind, Given, Planned

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


class Columns(Value, frozen=True, kw_only=True):
    """What the columns are made from, besides the faces of all entries in their order."""

    cited: tuple[int, ...]
    """Of each entry, how many nodes cite it."""
    tags: tuple[tuple[str, ...], ...]
    """Of each entry, the steps of the tags on whose pages it stands."""
    tag_names: Mapping[str, str]
    """Words by step."""
    journals: tuple[str, ...]
    """Of each entry, the step of its journal; may be empty."""
    journal_names: Mapping[str, str]
    """Words by step."""


class Rows(Value, frozen=True, array_like=True):
    """What the lines of some entries are made from, besides their faces."""

    cited: tuple[int, ...]
    """As in `Columns`."""


def plan_index_data(context: Context) -> Iterator[Planned]:
    """Plan the data of the master index; none for a site without entries."""
    entries = context.entries
    if not entries:
        return
    citekeys = tuple([face.citekey for face in entries])
    yield COLUMNS.plan([f"{DATA[1:]}facets.json"], columns_inputs(context), faces=citekeys)
    yield NAMES.plan([f"{DATA[1:]}names.json"], None, faces=citekeys)
    for number, start in enumerate(range(0, len(entries), ROWS), 1):
        part = citekeys[start : start + ROWS]
        # links lead from the master index, the one page that shows them
        yield ROWS_FILE.plan(
            [f"{DATA[1:]}rows-{number}.json"], Rows(_cited(part, context)), faces=part, base="/bibliography/"
        )


def columns_inputs(context: Context) -> Columns:
    """Return what the columns are made from."""
    entries, library = context.entries, context.library
    tags: dict[str, list[str]] = {}
    for step, faces in context.faces_by_tag.items():
        for face in faces:
            tags.setdefault(face.citekey, []).append(step)
    return Columns(
        cited=_cited([face.citekey for face in entries], context),
        tags=tuple([tuple(tags.get(face.citekey, ())) for face in entries]),
        tag_names=context.tag_names,
        journals=tuple([library.journals.get(face.citekey, "") for face in entries]),
        journal_names=context.journal_names,
    )


def _cited(citekeys: Sequence[str], context: Context) -> tuple[int, ...]:
    return tuple([len(context.library.cited_by.get(citekey, ())) for citekey in citekeys])


def sought(face: Face) -> str:
    """Return label, headline or title, and the last names of those authors whom the label does not name."""
    return " ".join([face.label, face.name, *unlabelled_authors(face)])


def _make_columns(inputs: Columns, given: Given) -> dict[str, bytes]:
    entries = tuple(given.faces.values())
    value = {
        "count": len(entries),
        "rows": ROWS,
        "facets": [facet for facet in facets(inputs, entries, given.frame.settings.wording) if facet.values],
        "sorts": sort_ranks(inputs.cited, entries),
    }
    return {given.paths[0]: _json(value)}


def _make_names(_inputs: None, given: Given) -> dict[str, bytes]:
    return {given.paths[0]: _json(list(map(sought, given.faces.values())))}


def _make_rows(inputs: Rows, given: Given) -> dict[str, bytes]:
    rows = [
        (line.href, line.name, line.summary, tuple(filter(None, (line.label, line.container, line.kind, *line.marks))))
        for line in list_lines(given, inputs.cited)
    ]
    return {given.paths[0]: _json(rows)}


COLUMNS = FileKind("facets", Columns, _make_columns, is_framed=True)
NAMES = FileKind("names", type(None), _make_names)
ROWS_FILE = FileKind("rows", Rows, _make_rows, is_framed=True)


def facets(inputs: Columns, entries: Sequence[Face], words: Wording) -> tuple[Facet, ...]:
    """Return all facets in the order of the page, those without values too."""
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
        _several("tag", inputs.tags, inputs.tag_names, _by_use_and_name),
        _single(
            "study",
            [study_type(face.design) for face in entries],
            studies,
            lambda keys, _: [kind for kind in STUDY_TYPES if kind in keys] if keys.keys() != {"other"} else [],
        ),
        _single("level", [level_key(face.level) for face in entries], levels, lambda keys, _: sorted(keys, key=_level)),
        _several(
            "with",
            [
                (*(["commentary"] if face.has_commentary else []), *(["free"] if face.free_full_text else []))
                for face in entries
            ],
            with_names,
            lambda keys, _: [key for key in with_names if key in keys],
        ),
        _single(
            "status",
            [face.retraction for face in entries],
            retractions,
            lambda keys, _: [key for key in retractions if key in keys],
        ),
        _single(
            "year",
            [str(face.year or _NONE) for face in entries],
            {_NONE: words.no_year},
            lambda keys, _: sorted(keys, key=lambda key: (key == _NONE, -int(key) if key != _NONE else 0)),
        ),
        _single("journal", inputs.journals, inputs.journal_names, _by_use_and_name),
        _single("type", [type_in_words(face, words)[0] for face in entries], types, _by_use_and_name),
    )


_Order = Callable[[Mapping[str, int], Mapping[str, str]], Sequence[str]]
"""From how often each key is used, and the words of keys, to the keys in the order of the page."""


def _single(name: str, keys: Sequence[str], words: Mapping[str, str], order: _Order) -> Facet:
    numbers, values = _numbered(Counter(filter(None, keys)), words, order)
    return Facet(name=name, all=False, values=values, of=tuple([numbers.get(key, -1) for key in keys]))


def _several(name: str, keys: Sequence[Sequence[str]], words: Mapping[str, str], order: _Order) -> Facet:
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


def sort_ranks(cited: Sequence[int], entries: Sequence[Face]) -> Mapping[str, Sequence[int]]:
    """Return for each way to sort the rank of each entry, the lowest first; ways that sort nothing are left out."""
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


def _json(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
