"""records.lock: of each entry that was fetched, where its fields are from, since when, and a digest of each.

One line an entry, sorted, so that a version control system merges it: `{"citekey":"kasch-2022","fields":{"title":
"crossref 2026-11-30 9f86d081884c7d65"}}`. A field whose digest is not that of the entry was changed by an editor.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from painsite.editing.formats.json_values import object_at, read_object, text_at
from painsite.hashing import content_digest
from painsite.model import Value
from painsite.problems import Unreadable
from painsite.unread import FOLDER

LOCK_PATH = f"{FOLDER}/records.lock"
_DIGITS = 16


class LockedField(Value, frozen=True, array_like=True):
    """What was fetched for one field."""

    source: str
    """A service, or several."""
    date: str
    """ISO 8601."""
    digest: str


Lock = Mapping[str, Mapping[str, LockedField]]
"""By citekey and by the name by which a field is written."""


def field_digest(value: object) -> str:
    """Return what stands for a field's value, as `given_fields` has it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content_digest(text.encode()).hex()[:_DIGITS]


def lock_fields(fields: Mapping[str, object], sources: Mapping[str, str], date: str) -> dict[str, LockedField]:
    """Return what is remembered of fetched fields."""
    return {name: LockedField(sources[name], date, field_digest(value)) for name, value in fields.items()}


def parse_lock(text: str) -> Lock:
    """Read the file. Raises Unreadable for a line that is none of its own, such as a conflict's."""
    found: dict[str, dict[str, LockedField]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = read_object(line)
        except Unreadable:
            row = {}
        citekey = text_at(row, "citekey")
        if not citekey:
            raise Unreadable(
                f"line {number} of `{LOCK_PATH}` cannot be read", "resolve the conflict in it, or restore the file"
            )
        fields = object_at(row, "fields")
        parts = {name: text_at(fields, name).rsplit(" ", 2) for name in fields}
        found[citekey] = {name: LockedField(*part) for name, part in parts.items() if len(part) == 3}
    return found


def read_lock(root: Path) -> tuple[Lock, bytes | None]:
    """Return what records.lock says, and its bytes, None where there is none. Raises Unreadable and `OSError`."""
    path = root / LOCK_PATH
    content = path.read_bytes() if path.is_file() else None
    return parse_lock(content.decode(errors="replace")) if content else {}, content


def format_lock(lock: Lock) -> str:
    """Return the file's text."""
    return "".join(f"{line}\n" for line in _lines(lock))


def _lines(lock: Lock) -> Iterable[str]:
    for citekey in sorted(lock):
        fields = {name: f"{field.source} {field.date} {field.digest}" for name, field in sorted(lock[citekey].items())}
        yield json.dumps({"citekey": citekey, "fields": fields}, ensure_ascii=False, separators=(",", ":"))
