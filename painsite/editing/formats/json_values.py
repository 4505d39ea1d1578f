"""JSON of services, looked at without trust: what is missing, null or of another type is nothing."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from painsite.problems import Unreadable

JsonObject: TypeAlias = Mapping[str, object]
_NOTHING: JsonObject = {}


def read_object(text: str) -> JsonObject:
    """Return the object that a text is. Raises Unreadable for anything else, for half of one too."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"the JSON cannot be read beyond line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Unreadable("the JSON nests too deeply") from None
    if not isinstance(value, dict):
        raise Unreadable("the answer is JSON, but not an object")
    return value


def object_at(value: object, *keys: str) -> JsonObject:
    """Return the object below these keys, or an empty one."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else _NOTHING


def objects_at(value: object, *keys: str) -> list[JsonObject]:
    """Return the objects of a list, or the one that stands in its place."""
    return [item for item in _items(object_at(value, *keys[:-1]).get(keys[-1])) if isinstance(item, Mapping)]


def texts_at(value: object, *keys: str) -> list[str]:
    """Return the texts of a list that say something, or the one that stands in its place; numbers are texts."""
    found = object_at(value, *keys[:-1]).get(keys[-1])
    return [text for item in _items(found) if (text := _text(item))]


def text_at(value: object, *keys: str) -> str:
    """Return a text, or the first of a list, or nothing."""
    return next(iter(texts_at(value, *keys)), "")


def numbers_at(value: object, *keys: str) -> list[int]:
    """Return the whole numbers at the beginning of a list."""
    found = []
    for item in _items(object_at(value, *keys[:-1]).get(keys[-1])):
        text = _text(item)
        if not text.isdecimal() or len(text) > 9:
            break
        found.append(int(text))
    return found


def _items(value: object) -> Sequence[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
