"""YAML laid over BibTeX: one entry out of two sources of the same citekey."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from msgspec.structs import replace

from painsite.model import Entry, Issued, Names
from painsite.problems import Place, Problem
from painsite.sources.citekeys import comparable
from painsite.sources.left_out import LeftOut
from painsite.sources.schema import ENTRY_FIELDS

_NAMES = tuple(field.name for field in ENTRY_FIELDS)
_ALIASES = {field.name: field.aliases for field in ENTRY_FIELDS}


def lay_over(
    from_yaml: Iterable[Entry], from_bibtex: Iterable[Entry], left_out: Iterable[LeftOut] = ()
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Lay each YAML entry over the BibTeX entry of its citekey and check what only the whole can tell.

    Gives all entries, duplicates among them (the linker names both places). Where both give a field YAML wins; a field
    given as empty removes. `left_out` are what else the .bib files hold.
    """
    problems: list[Problem] = []
    yaml_entries, bibtex_entries = tuple(from_yaml), tuple(from_bibtex)
    below: dict[str, Entry] = {}
    for entry in bibtex_entries:
        below.setdefault(comparable(entry.citekey), entry)
    covered: set[str] = set()
    entries = []
    for entry in yaml_entries:
        key = comparable(entry.citekey)
        base = below.get(key)
        if base is None:
            problems.extend(_check_whole(entry, below, left_out))
            entries.append(entry)
            continue
        whole = _merge(base, entry)
        # a second overlay of the same key stays an entry of its own and is reported as a duplicate
        covered.add(key)
        problems.extend(_differences(base, entry))
        problems.extend(_check_whole(whole, below))
        entries.append(whole)
    for entry in bibtex_entries:
        if comparable(entry.citekey) in covered and below[comparable(entry.citekey)] is entry:
            continue
        problems.extend(_check_whole(entry, below))
        entries.append(entry)
    return tuple(entries), tuple(problems)


def _merge(base: Entry, overlay: Entry) -> Entry:
    given = {name: getattr(overlay, name) for name in _NAMES if name in overlay.places}
    places = {**base.places, **overlay.places}
    return replace(base, path=overlay.path, places=places, **given)


def _differences(base: Entry, overlay: Entry) -> Iterator[Problem]:
    for name in _NAMES:
        if name in {"tags", "abstract"} or name not in overlay.places or name not in base.places:
            continue
        ours, theirs = getattr(overlay, name), getattr(base, name)
        if ours == theirs:
            continue
        path, line, column = base.places[name]
        # in the words of the file: `journal`, not the model's `container_title`
        written = next((alias for alias in _ALIASES[name] if alias in overlay.places), name)
        yield Problem(
            place=_place(overlay.places[name]),
            rule="overlay-difference",
            message=f"`{written}` is {_show(ours)} here but {_show(theirs)} at {path}:{line}:{column}",
            remedy="remove it here, or correct the .bib file",
        )


def _show(value: object) -> str:
    if isinstance(value, Names):
        people = (" ".join(filter(None, (person.last_name, person.given, person.suffix))) for person in value.people)
        return f"`{', '.join((*people, *(('others',) if value.others else ())))}`" if value else "empty"
    if isinstance(value, Issued):
        return f"`{value.start}`"
    if isinstance(value, tuple):
        return f"`{', '.join(map(str, value))}`" if value else "empty"
    return f"`{value}`" if value else "empty"


def _check_whole(entry: Entry, below: Mapping[str, Entry], left_out: Iterable[LeftOut] = ()) -> Iterable[Problem]:
    return () if entry.title and not (entry.commentary and entry.notes) else _flaws(entry, below, left_out)


def _flaws(entry: Entry, below: Mapping[str, Entry], left_out: Iterable[LeftOut]) -> Iterator[Problem]:
    is_yaml = entry.path.lower().endswith((".yaml", ".yml"))
    if not entry.title and is_yaml and comparable(entry.citekey) not in below and "title" not in entry.places:
        yield _orphan(entry, below, left_out)
    elif not entry.title:
        yield Problem(
            place=_place(entry.places.get("title") or entry.places["citekey"]),
            rule="missing-title",
            message=f"the entry `{entry.citekey}` has no title",
            remedy="add one",
        )
    if entry.commentary and entry.notes:
        yield Problem(
            place=_place(entry.places["notes"]),
            rule="commentary-and-notes",
            message=f"`{entry.citekey}` has both commentary and notes, and the commentary is shown",
            remedy="remove one of them",
        )


def _orphan(entry: Entry, below: Mapping[str, Entry], left_out: Iterable[LeftOut]) -> Problem:
    key = comparable(entry.citekey)
    gone = next((one for one in left_out if comparable(one.citekey) == key), None)
    owner = next((one for one in below.values() if key in map(comparable, one.aliases)), None)
    near = get_close_matches(key, below, n=1, cutoff=0.6)
    absent, remedy = (
        "no BibTeX entry has this key",
        "add a `title`, or put the BibTeX entry back that this file is laid over",
    )
    if gone:
        absent = f"the BibTeX entry at {gone.place} is left out, since {gone.reason}"
        remedy = "correct the .bib file, or add a `title`"
    elif owner:
        absent = f"in the .bib file this is an alias of `{owner.citekey}`"
        remedy = f"name this file `{owner.citekey}.yaml`"
    elif near:
        other = below[near[0]].citekey
        remedy = f"did you mean `{other}`? Then name this file so, and put `{entry.citekey}` among its `aliases`"
    return Problem(
        place=_place(entry.places["citekey"]),
        rule="orphan-overlay",
        message=f"`{entry.citekey}` has no `title`, and {absent}",
        remedy=remedy,
    )


def _place(place: tuple[str, int, int]) -> Place:
    path, line, column = place
    return Place(path=path, line=line, column=column)
