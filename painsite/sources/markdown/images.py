"""Images of a sanitised text: those beside its source become gaps, all load late, and each has an `alt`.

Markdown and raw HTML meet here: an image is the same however it was written.
"""

import html
import re

from painsite.model import Size, TextImage
from painsite.sources.markdown.allowed_html import text_of_words
from painsite.sources.markdown.extensions import Findings, marker, missing_alt

# as the sanitiser writes it
_IMAGE = re.compile(r'<img((?: [^\s"=<>]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([^\s"=<>]+)="([^"]*)"')
_SCHEME_OR_ROOT = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|$", re.IGNORECASE)
_LATE = {"loading": "lazy", "decoding": "async"}
"""What an image says of its loading where its author says nothing."""
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*")


def mark_images(clean: str, findings: Findings) -> str:
    """Put a marker into each image of the site's own, for its `src` and size, and note the image."""

    def mark(image: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(image[1]))
        file = html.unescape(attributes.get("src", ""))
        if "alt" not in attributes:
            findings.flaws.append(missing_alt(file))
        attributes["alt"] = plain_value(attributes.get("alt", ""))
        if "title" in attributes:
            attributes["title"] = plain_value(attributes["title"])
        if _SCHEME_OR_ROOT.match(file):
            return _tag(attributes)
        size = Size(_pixels(attributes.pop("width", "")), _pixels(attributes.pop("height", "")))
        del attributes["src"]
        findings.images.append(TextImage(file=file, size=size))
        return _tag(attributes, marker("i", len(findings.images) - 1))

    return _IMAGE.sub(mark, clean)


def plain_value(escaped: str) -> str:
    """Return the value of an attribute for people without the tags that no attribute can have: `10⁶⁰`."""
    return html.escape(text_of_words(html.unescape(escaped)))


def _tag(attributes: dict[str, str], *gaps: str) -> str:
    written = [f'{name}="{value}"' for name, value in (attributes | (_LATE | attributes)).items()]
    return f"<img {' '.join([*gaps, *written])}>"


def _pixels(written: str) -> int:
    match = _PIXELS.fullmatch(written)
    return int(match[1]) if match else 0
