"""Links and images of Markdown, found in linear time.

For each `[…](` the library looks for the closing parenthesis up to the end of the text, sign by sign: four thousand of
them took six seconds.
"""

import re

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE, ImageInlineProcessor, LinkInlineProcessor

_PARENTHESIS = re.compile(r"[()]")
_BRACKET = re.compile(r"[\[\]]")
_MAX_DEPTH = 32
"""Of brackets in the words of a link and of parentheses in its address, as CommonMark's readers have it."""


def _nests_too_deeply(signs: re.Pattern[str], data: str, index: int, depth: int) -> bool:
    for sign in signs.finditer(data, index):
        depth += 1 if sign[0] in "([" else -1
        if depth <= 0:
            return False
        if depth > _MAX_DEPTH:
            return True
    return False


class _Link(LinkInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the library's name
        if _nests_too_deeply(_BRACKET, data, index, 1):
            return "", index, False
        return super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        if data.startswith("(", index) and _nests_too_deeply(_PARENTHESIS, data, index, 0):
            return "", None, index, False
        href, title, end, is_link = super().getLink(data, index)
        # a parenthesis in a title that does not end is taken for the link's own, and half of the text for its address
        return href, title, end, is_link and end > index and data[end - 1] == ")"


class _Image(_Link, ImageInlineProcessor):
    pass


class LinkExtension(Extension):
    """Links and images."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's own."""
        md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 150)
