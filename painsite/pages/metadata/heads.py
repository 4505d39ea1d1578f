"""What the head of a page holds: for readers, for other sites that show a link to it, for machines."""

from collections.abc import Sequence

from painsite.config import Settings
from painsite.model import Value
from painsite.pages.images import Media
from painsite.pages.links import Linking
from painsite.pages.metadata.json_ld import Value as Described
from painsite.pages.metadata.json_ld import breadcrumb_value, page_value, script_html, site_value
from painsite.pages.values import Head, OwnFeed

_LARGE = 600
"""Pixels from which an image is shown across the whole width."""


class About(Value, frozen=True, kw_only=True):
    """What a page says of itself to machines, beside its title and description."""

    kind: str = "WebPage"
    """Of schema.org; `WebSite` for the home page, empty where it says nothing."""
    above: tuple[tuple[str, str], ...] = ()
    """Names and addresses of the pages that it belongs to, without the home page."""
    name: str = ""
    """In the trail of these; else its title."""
    values: tuple[Described, ...] = ()
    """Instead of a description of the page alone."""
    is_text: bool = False
    """It is an article, as far as other sites are concerned."""
    authors: tuple[str, ...] = ()
    """Of a text of the site."""
    published: str = ""
    """The same; ISO 8601, possibly reduced."""
    modified: str = ""
    """Where that was later."""
    image: Media | None = None
    """Its own."""
    alt: str = ""
    """Of the image."""
    feed: tuple[str, str] | None = None
    """Title and address of its own feed, without the name of the file."""


PLAIN = About()
SILENT = About(kind="")


def make_head(  # noqa: PLR0913, PLR0917 - all that a head is made from
    title: str, description: str, address: str, body_class: str, about: About, settings: Settings, linking: Linking
) -> Head:
    """Return the head of the page at an address, which is empty for a page without one of its own."""
    name, short = settings.name, shorten(description)
    says = bool(address and about.kind and linking.url and settings.features.structured_data)
    return Head(
        title=title if title == name else f"{title} · {name}",
        description=short,
        canonical=linking.absolute(address) if address else "",
        body_class=body_class,
        authors=about.authors if settings.features.structured_data else (),
        feed=_feed(about.feed, address, linking) if about.feed else None,
        card=_card(about.image) if says else "",
        social=_social(title, short, address, about, settings, linking) if says else (),
        data_html=script_html(_values(title, short, address, about, settings, linking)) if says else "",
    )


def shorten(text: str, limit: int = 300) -> str:
    """Cut a description at the end of a word."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _feed(feed: tuple[str, str], address: str, linking: Linking) -> OwnFeed:
    href, (title, below) = linking.from_page(address), feed
    return OwnFeed(title=title, atom_href=href(f"{below}feed.xml"), json_href=href(f"{below}feed.json"))


def _values(
    title: str, description: str, address: str, about: About, settings: Settings, linking: Linking
) -> Sequence[Described]:
    if about.kind == "WebSite":
        return (site_value(settings, linking),)
    values = about.values or (page_value(about.kind, address, title, description, settings, linking),)
    trail = ((settings.name, "/"), *about.above, (about.name or title, address))
    return (*values, breadcrumb_value(trail, linking))


def _social(
    title: str, description: str, address: str, about: About, settings: Settings, linking: Linking
) -> tuple[tuple[str, str], ...]:
    """Say how other sites show a link to the page, in the words of OpenGraph (https://ogp.me/).

    The image is the page's own or none: one made of its title would be a file for each of thousands of entries, and say
    nothing that the title does not say. Other sites take no SVG.
    """
    image = about.image if about.image and _is_taken(about.image) else None
    size = image.size if image else None
    found = (
        ("og:type", "article" if about.is_text else "website"),
        ("article:published_time", about.published),
        ("article:modified_time", about.modified),
        ("og:title", title),
        ("og:description", description),
        ("og:url", linking.absolute(address)),
        ("og:site_name", settings.name),
        ("og:locale", _locale(settings.language)),
        ("og:image", linking.absolute(image.address) if image else ""),
        ("og:image:width", str(size.width or "") if size else ""),
        ("og:image:height", str(size.height or "") if size else ""),
        ("og:image:alt", about.alt if image else ""),
    )
    return tuple([(name, content) for name, content in found if content])


def _card(image: Media | None) -> str:
    """Say how large the image is to be shown, the one thing that X does not take from OpenGraph."""
    return "summary_large_image" if image and _is_taken(image) and image.size.width >= _LARGE else "summary"


def _is_taken(image: Media) -> bool:
    return not image.address.lower().endswith(".svg")


def _locale(language: str) -> str:
    """Return a language and its region as OpenGraph wants them, `en_GB`; nothing where no region is known."""
    parts = language.split("-")
    region = next((part for part in parts[1:] if len(part) == 2), "")
    return f"{parts[0].lower()}_{region.upper()}" if region else ""
