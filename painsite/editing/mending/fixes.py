"""A fix: edits with one reason, and what of an entry may read otherwise afterwards."""

from dataclasses import dataclass

from painsite.editing.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Mends one flaw."""

    edits: tuple[Edit, ...]
    what: str
    """For people: `` `doi` bare ``."""
    changes: frozenset[str] = frozenset()
    """The fields that read otherwise afterwards, by the model's names; mostly none."""
