"""Links of a text: those that lead nowhere, as far as the text itself can tell, and those that become gaps.

Where in the site a link leads hangs on what else is there, and how a page says that on where the text is shown.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from painsite.model import TextLink
from painsite.sources.markdown.allowed_html import blank_comments, is_id_of_page
from painsite.sources.markdown.extensions import OPEN, Flaw, marker
from painsite.sources.quoting import quoted

_LINK = re.compile(r"""<a\b[^>]*?\shref=(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)
# as the sanitiser writes it
_SAFE_LINK = re.compile(r'(<a(?: [^\s"=<>]+="[^"]*")*? href=")([^"]*)"')
_ID = re.compile(r"""<[A-Za-z][^>]*?\sid=(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)
_TOP_LEVEL = "com|org|net|edu|gov|int|info|io|eu|de|at|ch|uk|ie|fr|nl|be|it|es|se|no|dk|fi|ca|au|nz|us|jp"
_WITHOUT_SCHEME = re.compile(
    rf"www\.|[\w-]+(?:\.[\w-]+){{0,4}}\.(?:{_TOP_LEVEL})(?:[/?#:]|$)|https?(?!://)\W", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]", re.IGNORECASE)
_MAIL = re.compile(r"[^/@\s:]+@[\w-]+(?:\.[\w-]+){1,4}", re.IGNORECASE)


def look_at_links(document: str) -> Iterator[Flaw]:
    """Find links to anchors that the text has not, to hosts without a scheme and to addresses of mail."""
    if "href" not in document:
        return
    document = blank_comments(document)
    anchors: set[str] | None = None
    for link in _LINK.finditer(document):
        address = html.unescape(link[1] or link[2] or link[3] or "").strip()
        if address.startswith("#") and anchors is None:
            anchors = {html.unescape(one[1] or one[2] or one[3] or "") for one in _ID.finditer(document)}
        if not address or address.startswith(OPEN):
            continue
        if said := _what_is_wrong(address, anchors or set()):
            message, remedy = said
            yield Flaw(rule="dead-link", message=message, remedy=remedy, needle=address)


def mark_links(clean: str, links: list[TextLink]) -> str:
    """Put a marker in the place of each address of the site, of a sanitised text, and the address into `links`."""

    def mark(link: re.Match[str]) -> str:
        address = html.unescape(link[2]).strip()
        if not address or OPEN in address or _ELSEWHERE.match(address) or _is_misread(address):
            return link[0]
        links.append(TextLink(address))
        return f'{link[1]}{marker("l", len(links) - 1)}"'

    return _SAFE_LINK.sub(mark, clean)


def _what_is_wrong(address: str, anchors: set[str]) -> tuple[str, str] | None:
    """Return message and remedy of a link that leads nowhere."""
    if address.startswith("#"):
        anchor = unquote(address[1:])
        if not anchor or anchor in anchors or is_id_of_page(anchor):
            return None
        remedy = "link to a heading’s id, or give an element this id: `{: #id}`"
        return f"nothing in this text has the id {quoted(address)}", remedy
    if _MAIL.fullmatch(address):
        return f"{quoted(address)} is read as an address of this site", f"write `mailto:{address}`"
    if _WITHOUT_SCHEME.match(address):
        return f"{quoted(address)} is read as an address of this site", "begin it with `https://`"
    return None


def _is_misread(address: str) -> bool:
    return bool(_MAIL.fullmatch(address) or _WITHOUT_SCHEME.match(address))
