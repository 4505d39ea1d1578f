"""A JSON file's items one after the other, each with its offset; what comes before damage is read all the same."""

import json
import re
from collections.abc import Iterator, Mapping
from json import JSONDecoder

from painsite.problems import Unreadable

_BLANK = re.compile(r"[ \t\r\n]*")
_ITEMS = re.compile(r'[ \t\r\n]*\{[ \t\r\n]*"items"[ \t\r\n]*:[ \t\r\n]*(?=\[)')


def read_items(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the objects of a list, of an object's `items`, or the one object that the text is.

    Raises Unreadable where the JSON cannot be read, with the line; what comes before is yielded first.
    """
    decoder = JSONDecoder(parse_constant=str)
    start = found.end() if (found := _ITEMS.match(text)) else _skip(text, 0)
    if text.startswith("{", start):
        yield start, _object(_decode(decoder, text, start)[0], text, start)
        return
    if not text.startswith("[", start):
        raise Unreadable("the JSON is neither a list nor an object")
    position = _skip(text, start + 1)
    while not text.startswith("]", position):
        item, end = _decode(decoder, text, position)
        yield position, _object(item, text, position)
        position = _skip(text, end)
        if text.startswith(",", position):
            position = _skip(text, position + 1)
        elif not text.startswith("]", position):
            raise Unreadable(f"the JSON cannot be read beyond line {_line(text, position)}")


def _decode(decoder: JSONDecoder, text: str, position: int) -> tuple[object, int]:
    try:
        value: tuple[object, int] = decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise Unreadable(f"the JSON cannot be read beyond line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Unreadable("the JSON nests too deeply") from None
    except ValueError:  # digits without end
        raise Unreadable(f"the JSON has a number that is too long, from line {_line(text, position)} on") from None
    return value


def _object(value: object, text: str, position: int) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Unreadable(f"the item at line {_line(text, position)} is not an object")
    return value


def _skip(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
