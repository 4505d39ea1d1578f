"""Images in a real browser: they keep their place, come when they are needed, and are seen in the dark and on paper."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import build
from tests.browser.serving import Served, serve
from tests.browser.visiting import NARROW, WIDE, Visits
from tests.support import WEBER, svg, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "bibliography/weber-1983/"
TEXT = "\n\n".join(["A trial in which patients were operated on or were not, and what became of them."] * 250)
SOURCE = f"""{WEBER}image: {{file: own.png, alt: Its own}}
commentary: |
  ![Near](near.png "Near the top")

{"".join(f"  {line}{chr(10)}" if line else chr(10) for line in TEXT.split(chr(10)))}
  ![Far](far.png "Far below")

  <img src="drawing.svg" alt="A drawing" width="600">

  The end of it.
"""


def png(width: int, height: int) -> bytes:
    """Draw a white picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + b"\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a site with images."""
    root = write_site(
        tmp_path_factory.mktemp("pictures"),
        {"bibliography/weber-1983.yaml": SOURCE, "bibliography/drawing.svg": svg(400, 300)},
    )
    write_pictures(root / "bibliography")
    with serve(build(root)) as served:
        yield served


def write_pictures(folder: Path) -> None:
    for name, width, height in (("own", 1600, 900), ("near", 800, 600), ("far", 700, 2100)):
        (folder / f"{name}.png").write_bytes(png(width, height))


def box(alt: str) -> str:
    """Give the script that tells of an image whether it is loaded, how large it is shown, and where the text ends."""
    return f"""() => {{
        const image = document.querySelector("img[alt='{alt}']"), {{width, height}} = image.getBoundingClientRect()
        return [image.naturalWidth > 0, Math.round(width), Math.round(height), document.documentElement.scrollHeight]
    }}"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_image_is_loaded_when_it_is_near_and_has_its_place_before(
    walk: Visits, pictures: Served, width: int
) -> None:
    page = walk(PAGE, site=pictures, width=width)
    is_loaded, *place = page.evaluate(box("Far"))
    assert not is_loaded
    page.locator("img[alt='Far']").scroll_into_view_if_needed()
    page.locator("img[alt='Far']").evaluate("image => image.decode()")
    assert page.evaluate(box("Far")) == [True, *place]
    assert place[1] == pytest.approx(3 * place[0], abs=2)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_image_of_a_node_is_there_at_once(walk: Visits, pictures: Served) -> None:
    page = walk(PAGE, site=pictures)
    assert page.evaluate(box("Its own"))[0]


@pytest.mark.parametrize("alt", ["Its own", "Far", "A drawing"])
def test_in_the_dark_an_image_lies_on_a_light_ground(walk: Visits, pictures: Served, alt: str) -> None:
    ground = f"getComputedStyle(document.querySelector(\"img[alt='{alt}']\")).backgroundColor"
    light, dark = (walk(PAGE, site=pictures, dark=dark).evaluate(ground) for dark in (False, True))
    assert light == dark != "rgba(0, 0, 0, 0)"


def test_on_paper_an_image_is_no_higher_than_a_page(walk: Visits, pictures: Served) -> None:
    page = walk(PAGE, site=pictures, paper=True)
    heights = page.evaluate("[...document.querySelectorAll('main img')].map(image => image.clientHeight)")
    assert len(heights) == 4
    assert max(heights) <= 16 / 2.54 * 96 + 1
