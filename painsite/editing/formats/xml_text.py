"""XML of databases: its records one after the other, and the text of their elements."""

from collections.abc import Collection, Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from painsite.problems import Unreadable
from painsite.sources.field_markup import read_markup, read_tex_math
from painsite.sources.misreadings import strip_invisible

_CHUNK = 1 << 16
_DEEPEST = 100
"""Elements in each other; PubMed and arXiv have some twelve."""


def read_elements(text: str, names: Collection[str]) -> Iterator[Element]:
    """Yield elements of these names that stand directly below the root, or the root itself; each is empty afterwards.

    Raises Unreadable for what is no XML, ends in the middle, declares entities or nests too deeply; what comes before
    is yielded first.
    """
    if "<!ENTITY" in text:
        raise Unreadable("the XML declares entities, which no database does")
    parser: ET.XMLPullParser[Element] = ET.XMLPullParser(events=("start", "end"))
    depth, root = 0, None
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
            for event, element in _events(parser):
                if event == "start":
                    root = element if root is None else root
                    depth += 1
                    if depth > _DEEPEST:
                        raise Unreadable(f"the XML nests deeper than {_DEEPEST} elements")
                    continue
                depth -= 1
                if depth <= 1 and element.tag in names:
                    yield element
                if depth == 1 and root is not None:
                    root.clear()
        parser.close()
    except ET.ParseError as error:
        line, column = error.position
        raise Unreadable(f"the XML cannot be read beyond line {line}, column {column + 1}") from None


def _events(parser: "ET.XMLPullParser[Element]") -> Iterator[tuple[str, Element]]:
    for item in parser.read_events():
        if len(item) == 2 and isinstance(element := item[1], Element):
            yield item[0], element


def root_name(text: str) -> str:
    """Return the name of the root element, or nothing where there is none."""
    parser: ET.XMLPullParser[Element] = ET.XMLPullParser(events=("start",))
    try:
        parser.feed(text[:_CHUNK])
        return next((str(element.tag) for _, element in _events(parser)), "")
    except ET.ParseError:
        return ""


def text_of(element: Element | None) -> str:
    """Return the text of an element in one line, its markup read as what it means; empty where there is none."""
    return " ".join(paragraphs_of(element).split())


def paragraphs_of(element: Element | None) -> str:
    """Return the text of an element as `text_of`, with blank lines between its paragraphs."""
    if element is None:
        return ""
    markup = element.text or ""
    if len(element):
        markup = escape(markup) + "".join(ET.tostring(child, encoding="unicode") for child in element)
    return strip_invisible(read_markup(read_tex_math(markup))[0])


def child_text(element: Element, path: str) -> str:
    """Return the text of the first element at a path."""
    return text_of(element.find(path))
