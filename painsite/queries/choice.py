"""Which entries are meant: by citekey, or narrowed as the master index narrows them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from painsite.linking.nodes import normal_key
from painsite.linking.suggestions import Suggestions
from painsite.model import Face, Library
from painsite.pages.context import Context
from painsite.pages.lists.facets import Facet, columns_inputs, facets, sort_ranks, sought
from painsite.pages.orders import sort_text
from painsite.sources.citekeys import encode_tag
from painsite.sources.quoting import quoted
from painsite.sources.readers import suggest

FACETS = ("tag", "study", "level", "with", "status", "year", "journal", "type")
"""What entries can be narrowed by, as on the page of all entries."""
SORTS = ("published", "added", "cited", "author", "evidence", "citekey")


class UnknownKeyError(Exception):
    """No entry has a citekey, alias or identifier, or no entry has a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a list is narrowed by; everything has to hold."""

    words: tuple[str, ...] = ()
    """Each stands somewhere in label, headline, title, or an author's name."""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By facet. An entry has all values of a facet of which it can have several, else one of them."""
    without: Collection[str] = ()
    """Names of facets of which an entry has no value: `with` for neither commentary nor free full text."""
    sort: str = "published"


def choose_entries(context: Context, choice: Choice) -> tuple[Face, ...]:
    """Return the chosen entries in the chosen order. Raises `UnknownKeyError` for a value that no entry has."""
    entries = context.entries
    if not entries:
        return ()
    inputs = columns_inputs(context)
    known = {facet.name: facet for facet in facets(inputs, entries, context.settings.wording)}
    wanted = {name: [_number(known[name], value) for value in values] for name, values in choice.values.items()}
    words = [sort_text(word) for word in choice.words]
    kept = [
        number
        for number, face in enumerate(entries)
        if all(_has(known[name], number, values) for name, values in wanted.items())
        and not any(_values(known[name], number) for name in choice.without)
        and _holds(words, face)
    ]
    if choice.sort == "citekey":
        kept.sort(key=lambda number: sort_text(entries[number].citekey))
    elif ranks := sort_ranks(inputs.cited, entries).get(choice.sort):
        kept.sort(key=lambda number: ranks[number])
    return tuple([entries[number] for number in kept])


def _number(facet: Facet, value: str) -> int:
    """Return the number of a value that is named by its key or its words."""
    named = encode_tag(value)
    for number, names in enumerate(facet.values):
        if value in names or named in (encode_tag(name) for name in names):
            return number
    keys = [names[0] for names in facet.values]
    some = ", ".join(keys[:10]) + (" …" if len(keys) > 10 else "")
    remedy = suggest(value, keys, f"use one of: {some}" if keys else "no entry has any")
    raise UnknownKeyError(f"no entry has {quoted(value)} for --{facet.name}; {remedy}")


def _values(facet: Facet, number: int) -> tuple[int, ...]:
    value = facet.of[number]
    return value if isinstance(value, tuple) else () if value < 0 else (value,)


def _has(facet: Facet, number: int, wanted: Iterable[int]) -> bool:
    found = set(_values(facet, number))
    return found.issuperset(wanted) if facet.all else not found.isdisjoint(wanted)


def _holds(words: Sequence[str], face: Face) -> bool:
    text = sort_text(sought(face)) if words else ""
    return all(word in text for word in words)


def citekey_of(name: str, library: Library) -> str:
    """Return the citekey of a node by it, by an alias, `doi:…` or `pmid:…`. Raises `UnknownKeyError`."""
    key = normal_key(name.removeprefix("@"))
    for written in (key, key.lower(), f"doi:{key.lower()}", f"pmid:{key}"):
        if written in library.identifiers:
            return library.identifiers[written]
    near = Suggestions(library.canonical, library.entries).near(key)
    remedy = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "`painsite list` has all"
    raise UnknownKeyError(f"no entry or article is called {quoted(name)}; {remedy}")
