"""How large a picture is, by the header of its file."""

import struct
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from painsite.model import Size
from painsite.sources.pictures import MOST_READ, picture_size
from tests.support import svg


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif(order: str, orientation: int) -> bytes:
    entries = (
        struct.pack(f"{order}HHIHH", 0x010F, 3, 1, 7, 0),
        struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0),
    )
    directory = struct.pack(f"{order}H", 2) + b"".join(entries)
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return segment(0xE1, b"Exif\0\0" + start + directory)


def jpeg(width: int, height: int, *before: bytes, frame: int = 0xC0) -> bytes:
    return b"\xff\xd8" + b"".join(before) + segment(frame, struct.pack(">BHHB", 8, height, width, 1)) + b"\xff\xd9"


def webp(kind: bytes, content: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(content) + 12) + b"WEBP" + kind + struct.pack("<I", len(content)) + content


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", len(inside) + 8) + kind + inside


def avif(*sizes: tuple[int, int], primary: tuple[int, ...], turns: int | None = None) -> bytes:
    """A file whose second item is the primary one; its properties are those at these places."""
    properties = [box(b"ispe", bytes(4), struct.pack(">II", *size)) for size in sizes]
    properties += [] if turns is None else [box(b"irot", bytes([turns]))]
    item = (
        struct.pack(">HB", 1, 1) + b"\x01" + struct.pack(">HB", 2, len(primary)) + bytes(0x80 | one for one in primary)
    )
    meta = (
        bytes(4),
        box(b"hdlr", bytes(4), b"pict"),
        box(b"pitm", bytes(4), struct.pack(">H", 2)),
        box(b"iprp", box(b"ipco", *properties), box(b"ipma", bytes(4), struct.pack(">I", 2), item)),
    )
    return box(b"ftyp", b"avif", bytes(4), b"mif1") + box(b"meta", *meta)


PICTURES = {
    "PNG": png(640, 480),
    "GIF": gif(640, 480),
    "JPEG": jpeg(640, 480),
    "JPEG, progressive": jpeg(640, 480, segment(0xE0, b"JFIF\0"), frame=0xC2),
    "JPEG with tables before and bytes between": jpeg(640, 480, segment(0xC4, bytes(9)), b"\xff\xff\xff"),
    "JPEG, upright by Exif": jpeg(640, 480, exif(">", 3)),
    "JPEG, turned by Exif": jpeg(480, 640, exif("<", 6)),
    "JPEG, turned by Exif of other order": jpeg(480, 640, exif(">", 8)),
    "WebP with loss": webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640 | 1 << 14, 480)),
    "WebP without loss": webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)),
    "WebP, extended": webp(b"VP8X", bytes(4) + b"\x7f\x02\x00" + b"\xdf\x01\x00"),
    "AVIF": avif((640, 480), primary=(1,)),
    "AVIF of tiles": avif((512, 512), (640, 480), primary=(2,)),
    "AVIF, turned": avif((480, 640), primary=(1, 2), turns=1),
    "AVIF, upside down": avif((640, 480), primary=(1, 2), turns=2),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480px"/>',
    "SVG with a view box": svg(640, 480).encode(),
    "SVG as wide as its place": b"<svg width='100%' height='100%' viewBox='0, 0, 640, 480'>",
    "SVG with a width": b'<svg width="640" viewBox="0 0 4 3">',
    "SVG with a height": b'<svg height="480" viewBox="0 0 4 3">',
    "SVG in inches and points": b'<svg width="6.6666667in" height="360pt">',
    "SVG behind a prologue": (
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n'
        b'<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg:svg a=">" width="640" height="480">'
    ),
}


@pytest.mark.parametrize("content", PICTURES.values(), ids=PICTURES)
def test_a_file_says_how_large_its_picture_is(content: bytes) -> None:
    assert picture_size(content) == Size(640, 480)


NO_PICTURES = {
    "nothing": b"",
    "a text": b"not looked into",
    "HTML with an SVG": b'<p><svg width="640" height="480"></svg></p>',
    "PNG that ends early": png(640, 480)[:20],
    "PNG without a header": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "PNG without width": png(0, 480),
    "PNG too large to be one": png(2**31, 480),
    "JPEG without a frame": b"\xff\xd8\xff\xd9",
    "JPEG whose frame comes too late": jpeg(640, 480, *[segment(0xE2, bytes(65_000))] * 17),
    "JPEG of which a segment ends before itself": b"\xff\xd8\xff\xe0\0\0" + jpeg(640, 480)[2:],
    "RIFF that is sound": b"RIFF\0\0\0\0WAVEfmt ",
    "film": box(b"ftyp", b"isom", bytes(4)) + avif((640, 480), primary=(1,))[20:],
    "AVIF whose primary item has no size": avif((640, 480), primary=()),
    "AVIF that names a property it has not": avif((640, 480), primary=(9,)),
    "SVG without a size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG of no size": b'<svg width="0" height="0">',
    "SVG whose tag does not end": b'<svg width="640" height="480',
    "SVG, compressed": zlib.compress(svg(640, 480).encode()),
}


@pytest.mark.parametrize("content", NO_PICTURES.values(), ids=NO_PICTURES)
def test_of_a_file_that_is_no_whole_header_no_size_is_known(content: bytes) -> None:
    assert picture_size(content) is None


def damaged() -> st.SearchStrategy[bytes]:
    """Draw a picture in which some bytes were changed, and something may be missing or repeated."""

    def spoil(content: bytes, places: list[tuple[int, int]], end: int, again: int) -> bytes:
        changed = bytearray(content)
        for place, byte in places:
            changed[place % len(changed)] = byte
        return bytes(changed[: end % (len(changed) + 1)] * (again + 1))

    byte = st.integers(0, 255) | st.sampled_from((0, 1, 127, 128, 254, 255))
    places = st.lists(st.tuples(st.integers(0, 400), byte), max_size=8)
    return st.builds(spoil, st.sampled_from(list(PICTURES.values())), places, st.integers(0, 500), st.integers(0, 3))


class Watched(bytes):
    """Bytes that are not to be read behind the bound."""

    def __getitem__(self, key: object) -> object:
        assert key == slice(None, MOST_READ)
        return super().__getitem__(key)  # type: ignore[index]


@pytest.mark.property
@given(st.binary(max_size=400) | damaged())
@example(b"\xff\xd8" + b"\xff" * 2_000_000)
@example(b"\xff\xd8" + segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\xff\xff") * 60_000)
@example(b"<!--" * 300_000)
@example(b"<svg " + b"a" * 2_000_000)
@example(b"<svg " + b"width='" * 300_000)
@example(b'<svg height="1000000000" viewBox="0 0 .' + b"0" * 330 + b'1 1">')
@example(box(b"ftyp", b"avif") + b"\0\0\0\x08meta" * 100_000)
def test_no_bytes_make_the_reader_of_headers_crash_or_read_beyond_its_bound(content: bytes) -> None:
    size = picture_size(Watched(content))
    assert size == picture_size(content[:MOST_READ])
    assert size is None or (size.width > 0 and size.height > 0)
