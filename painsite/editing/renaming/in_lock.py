"""The line of a node in records.lock, and what that remembers of fields that name it: both follow a renaming."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from painsite.editing.lock import LOCK_PATH, LockedField, field_digest, format_lock, read_lock
from painsite.editing.renaming.nodes import RenameError
from painsite.editing.safe_writing import Change
from painsite.linking.nodes import normal_key
from painsite.model import Article, Entry
from painsite.problems import Unreadable
from painsite.sources.entry_format import given_fields

Node = Entry | Article


def change_of_lock(root: Path, pairs: Iterable[tuple[Node, Node]], old: str, new: str) -> tuple[Change, int] | None:
    """Return the change of records.lock, and how many lines that is; None where there is nothing to change.

    `pairs` are nodes before and after the renaming. A field that an editor has not changed counts as unchanged
    afterwards too. Raises `RenameError` where the file cannot be read, and `OSError`.
    """
    try:
        lock, content = read_lock(root)
    except Unreadable as error:
        raise RenameError(f"{error.message}; {error.remedy}") from None
    renamed = {before.citekey: (before, after) for before, after in pairs}
    after: dict[str, Mapping[str, LockedField]] = {}
    for citekey, fields in lock.items():
        key = new if normal_key(citekey) == normal_key(old) else citekey
        after[key] = _followed(fields, *renamed[citekey]) if citekey in renamed else fields
    changed = len(lock.keys() - after.keys()) + sum(lock[key] != fields for key, fields in after.items() if key in lock)
    if not changed:
        return None
    return Change(path=LOCK_PATH, before=content, after=format_lock(after).encode()), changed


def _followed(locked: Mapping[str, LockedField], before: Node, after: Node) -> Mapping[str, LockedField]:
    """Return the line of an entry with new digests for fetched fields that the renaming has changed."""
    if not isinstance(before, Entry) or not isinstance(after, Entry):
        return locked
    here, there = given_fields(before), given_fields(after)
    fresh = {
        name: replace(field, digest=field_digest(there[name]))
        for name, field in locked.items()
        if name in here and name in there and here[name] != there[name] and field.digest == field_digest(here[name])
    }
    return {**locked, **fresh}
