"""How large a picture is, from the header of its file: PNG, JPEG, GIF, WebP, AVIF and SVG.

Nothing is decoded. A file of somebody else can say anything, so every number is looked up within the bytes that are
there, every walk moves on, and whatever does not add up gives nothing.
"""

import re
from collections.abc import Iterator
from struct import calcsize, unpack_from

from painsite.model import Size

MOST_READ = 1 << 20
"""Bytes of a file that are looked at: before its size a JPEG may hold a preview and a colour profile."""
_MOST_STEPS = 4_096
"""Segments or boxes of one file."""
_Pair = tuple[int, int]
_UNKNOWN: _Pair = (0, 0)
_LARGEST = 100_000
"""Pixels. Nothing shows a larger picture; a header that says so is damaged."""

_FILLING = re.compile(rb"\xff+(?=\xff)")


def picture_size(content: bytes) -> Size | None:
    """Return width and height in CSS pixels as a browser shows the picture; None where its file does not say."""
    head = content[:MOST_READ]
    otherwise = _avif if head[4:8] == b"ftyp" else _svg
    size_of = next((size_of for begins, size_of in _FORMATS if head.startswith(begins)), otherwise)
    width, height = size_of(head)
    return Size(width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None


def _png(head: bytes) -> _Pair:
    # https://www.w3.org/TR/png-3/#11IHDR
    return _pair(">II", head, 16) if head[12:16] == b"IHDR" else _UNKNOWN


def _gif(head: bytes) -> _Pair:
    return _pair("<HH", head, 6)


def _webp(head: bytes) -> _Pair:
    # https://developers.google.com/speed/webp/docs/riff_container
    kind = head[8:16]
    if kind == b"WEBPVP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = _pair("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"WEBPVP8L" and len(head) >= 25 and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"WEBPVP8X" and len(head) >= 30:
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    return _UNKNOWN


def _jpeg(head: bytes) -> _Pair:
    """Walk from marker to marker to the frame's header; a camera held upright says so in Exif.

    https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B
    """
    offset = 2
    is_turned: bool | None = None
    for _ in range(_MOST_STEPS):
        # any number of 0xFF may stand before a marker
        if filling := _FILLING.match(head, offset):
            offset = filling.end()
        marker, length = _pair(">xBH", head, offset)
        if head[offset : offset + 1] != b"\xff" or length < 2:
            return _UNKNOWN
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = _pair(">HH", head, offset + 5)
            return (height, width) if is_turned else (width, height)
        if is_turned is None and marker == 0xE1 and head[offset + 4 : offset + 10] == b"Exif\0\0":
            is_turned = _exif_turns(head[offset + 10 : offset + 2 + length])
        offset += 2 + length
    return _UNKNOWN


def _exif_turns(tiff: bytes) -> bool:
    """Return whether the picture is shown lying on its side: orientations 5 to 8."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False
    start = _number(f"{order}I", tiff, 4)
    count = _number(f"{order}H", tiff, start)
    for entry in range(start + 2, start + 2 + 12 * min(count, _MOST_STEPS), 12):
        tag, value = _pair(f"{order}H6xH", tiff, entry)
        if tag == 0x0112:
            return 5 <= value <= 8
    return False


def _avif(head: bytes) -> _Pair:
    """Look up the properties of the primary item: its extent, and whether it is turned.

    ISO/IEC 14496-12, 8.11; https://aomediacodec.github.io/av1-avif/
    """
    if not {b"avif", b"avis"} & set(re.findall(rb"....", head[8 : _end_of_box(head, 0)], re.DOTALL)):
        return _UNKNOWN
    meta = dict(_boxes(_box(head, b"meta")[4:]))
    properties = meta.get(b"iprp", b"")
    known = list(_boxes(_box(properties, b"ipco")))
    width, height, turns = 0, 0, 0
    for index in _properties_of_primary(meta.get(b"pitm", b""), _box(properties, b"ipma")):
        kind, content = known[index - 1] if 0 < index <= len(known) else (b"", b"")
        if kind == b"ispe":
            width, height = _pair(">II", content, 4)
        elif kind == b"irot" and content:
            turns = content[0] & 3
    return (height, width) if turns % 2 else (width, height)


def _properties_of_primary(pitm: bytes, ipma: bytes) -> Iterator[int]:
    """Yield the places, from 1, of the primary item's properties among all properties."""
    primary = _number(">H" if pitm[:1] == b"\0" else ">I", pitm, 4)
    item_form = ">HB" if ipma[:1] == b"\0" else ">IB"
    index_form, mask = (">H", 0x7FFF) if ipma[3:4] and ipma[3] & 1 else (">B", 0x7F)
    count = _number(">I", ipma, 4)
    offset = 8
    for _ in range(min(count, _MOST_STEPS)):
        item, associations = _pair(item_form, ipma, offset)
        offset += 3 if item_form == ">HB" else 5
        step = 2 if index_form == ">H" else 1
        if item == primary:
            for place in range(offset, offset + step * associations, step):
                yield _number(index_form, ipma, place) & mask
            return
        offset += step * associations


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each box."""
    offset = 0
    for _ in range(_MOST_STEPS):
        end = _end_of_box(content, offset)
        if not end:
            return
        yield content[offset + 4 : offset + 8], content[offset + 8 : end]
        offset = end


def _box(content: bytes, kind: bytes) -> bytes:
    return next((inside for found, inside in _boxes(content) if found == kind), b"")


def _end_of_box(content: bytes, offset: int) -> int:
    """Return where a box ends; 0 where none begins. Boxes of more than 4 GB hold no header."""
    length = _number(">I4x", content, offset)
    return offset + length if length >= 8 else 0


_NOT_YET_SVG = re.compile(
    r"\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>\s*)*", re.DOTALL
)
_SVG = re.compile(r"""<(?:[\w.-]+:)?svg(?=[\s>/])((?:"[^"]*"|'[^']*'|[^"'<>])*)>""")
_SVG_ATTRIBUTE = re.compile(r"""\s(width|height|viewBox)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d*)?|\.\d+)\s*(px|pt|pc|mm|cm|in|Q)?\s*")
_SMALLEST = 1e-6
_PIXELS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "Q": 96 / 101.6}


def _svg(head: bytes) -> _Pair:
    """Read what the root element says: width and height, else those of its view box, each from the other by ratio.

    https://www.w3.org/TR/SVG2/coords.html#SizingSVGInCSS
    """
    text = head[:65_536].decode(errors="replace")
    root = _SVG.match(text, _NOT_YET_SVG.match(text).end())  # type: ignore[union-attr] # it matches nothing, too
    if root is None:
        return _UNKNOWN
    given = {name: double or single for name, double, single in _SVG_ATTRIBUTE.findall(root[1])}
    width, height = _length(given.get("width", "")), _length(given.get("height", ""))
    if not (width and height):
        box = [_length(part) for part in re.split(r"[\s,]+", given.get("viewBox", "").strip())[2:4]]
        if len(box) < 2 or not all(box):
            return _UNKNOWN
        ratio = box[0] / box[1]
        width, height = (width, width / ratio) if width else (height * ratio, height) if height else (box[0], box[1])
    return max(round(width), 1), max(round(height), 1)


def _length(written: str) -> float:
    """Return a length in CSS pixels; 0 where it is none, or hangs on what is around the picture."""
    match = _LENGTH.fullmatch(written)
    length = float(match[1]) * _PIXELS[match[2] or ""] if match else 0
    return length if length >= _SMALLEST else 0


def _number(form: str, content: bytes, offset: int) -> int:
    """Unpack the number at an offset; 0 where the bytes end before."""
    number: int = unpack_from(form, content, offset)[0] if offset + calcsize(form) <= len(content) else 0
    return number


def _pair(form: str, content: bytes, offset: int) -> _Pair:
    """Unpack the two numbers at an offset; nothing where the bytes end before."""
    if offset + calcsize(form) > len(content):
        return _UNKNOWN
    first, second = unpack_from(form, content, offset)
    return first, second


_FORMATS = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
)
