"""Which entries of a site's .bib files are used, where several have one citekey and some have no title."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from painsite.model import Entry
from painsite.problems import Place, Problem
from painsite.sources.citekeys import comparable
from painsite.sources.left_out import LeftOut


def choose_entries(
    entries: Iterable[Entry], overlaid: Collection[str]
) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...], tuple[Problem, ...]]:
    """Return the entries that can be used, those that are left out, and the problems that say so.

    Of several with one citekey, or one address, the first with a title is used, as BibTeX has it. `overlaid` are the
    citekeys, in their comparable form, of YAML files, which may add a title.
    """
    entries = tuple(entries)
    used: dict[str, Entry] = {}
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    for entry in (*(one for one in entries if one.title), *(one for one in entries if not one.title)):
        key = comparable(entry.citekey)
        first = used.setdefault(key, entry) if entry.title or key in overlaid else used.get(key)
        if first is entry:
            continue
        rule, reason, remedy = _reason(entry, first)
        place = _place_of(entry)
        is_another = bool(first and entry.title and first.citekey == entry.citekey and not _is_same_work(first, entry))
        other = _place_of(first) if first and is_another else None
        left_out.append(
            LeftOut(citekey=entry.citekey, place=place, reason=reason, is_another_work=is_another, other=other)
        )
        message = f"the entry `{entry.citekey}` is left out, since {reason}"
        problems.append(Problem(place=place, rule=rule, message=message, remedy=remedy))
    return tuple(used.values()), tuple(left_out), tuple(problems)


def _reason(entry: Entry, first: Entry | None) -> tuple[str, str, str]:
    """Return rule, reason and remedy."""
    if first is None or not entry.title:
        return "bibtex-title", "it has no title", "add one, here or in a YAML file with this citekey"
    if first.citekey != entry.citekey:
        reason = f"it would have the address of `{first.citekey}` at {_place_of(first)}"
        return "bibtex-duplicate-key", reason, "citekeys must differ by more than case"
    if not _is_same_work(first, entry):
        reason = f"another work has its citekey at {_place_of(first)}"
        return "bibtex-duplicate-key", reason, "change one of the citekeys"
    is_repeated = _bare(first) == _bare(entry)
    reason = f"{'the same entry' if is_repeated else 'another version of it'} is at {_place_of(first)}"
    return "bibtex-duplicate-key", reason, "remove one of them"


def _is_same_work(one: Entry, other: Entry) -> bool:
    """Return whether two entries describe one work, as far as title and DOI tell."""
    if one.doi and other.doi:
        return one.doi == other.doi
    return _letters(one.title) == _letters(other.title)


def _letters(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def _bare(entry: Entry) -> Entry:
    return replace(entry, path="", places={})


def _place_of(entry: Entry) -> Place:
    path, line, column = entry.places["citekey"]
    return Place(path=path, line=line, column=column)
