"""What all pages of a site share, whatever nodes it has: the settings, and how links are written."""

from dataclasses import dataclass, field

from painsite.config import Settings
from painsite.languages.codes import direction
from painsite.model import Reasons, Size
from painsite.pages.links import Href, Linking
from painsite.pages.metadata.heads import PLAIN, About, make_head
from painsite.pages.phrases import reasons_line
from painsite.pages.values import Head, Link, Site

_OF_THE_INDEX = ("/index/", "/years/", "/authors/", "/journals/", "/study-types/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the page of a node is made from, apart from the node and what it shows of others."""

    settings: Settings
    linking: Linking
    navigation: tuple[tuple[str, str], ...]
    """Words and address of each link in the header."""
    logo_size: Size = field(default_factory=Size)
    has_feed: bool = False
    """The site has a feed of its own: there is something with a date."""
    _sites: dict[tuple[str, tuple[bool, ...]], Site] = field(default_factory=dict, compare=False, repr=False)
    """Made once for all pages at one depth and in one section."""
    _reasons: dict[Reasons, str] = field(default_factory=dict, compare=False, repr=False)
    """There are a few hundred different ones."""

    def head(self, title: str, description: str, address: str, body_class: str, about: About = PLAIN) -> Head:
        """Return what the head of a page holds."""
        return make_head(title, description, address, body_class, about, self.settings, self.linking)

    def site(self, address: str, href: Href) -> Site:
        """Return what is the same on every page, for the page at an address."""
        current = self.current(address)
        key = href("/"), current
        site = self._sites.get(key)
        if site is None:
            site = self._sites[key] = self._make_site(current, href)
        return site

    def current(self, address: str) -> tuple[bool, ...]:
        """Return for each link in the header whether the page at an address belongs to what it leads to."""
        # further pages of a list, its other orders, and other ways into the bibliography belong to its first page
        index = "/articles/" if address.startswith("/index/articles/") else "/bibliography/"
        section = index if address.startswith(_OF_THE_INDEX) else address
        return tuple([section.startswith(target) and target != "/" for _, target in self.navigation])

    def reasons(self, reasons: Reasons) -> str:
        """Say why a node is offered on another's page."""
        text = self._reasons.get(reasons)
        if text is None:
            text = self._reasons[reasons] = reasons_line(reasons, self.settings.wording)
        return text

    def _make_site(self, current: tuple[bool, ...], href: Href) -> Site:
        settings = self.settings
        return Site(
            name=settings.name,
            language=settings.language,
            direction=direction(settings.language),
            tagline=settings.tagline,
            home_href=href("/"),
            stylesheet_href=href("/style.css"),
            theme_script_href=href("/theme.js"),
            icon_href=href("/icon.svg"),
            logo_href=href(f"/{settings.theme.logo}") if settings.theme.logo else "",
            logo_size=self.logo_size,
            theme_href=href("/theme.css") if has_theme_styles(settings) else "",
            feed_href=href("/feed.xml") if self.has_feed else "",
            json_feed_href=href("/feed.json") if self.has_feed else "",
            search_href=href("/search/") if settings.features.search else "",
            search_script_href=href("/search.js"),
            opensearch_href=href("/opensearch.xml") if settings.features.search and settings.url else "",
            navigation=tuple(
                Link(href=target if "://" in target else href(target), text=text, current=is_current)
                for (text, target), is_current in zip(self.navigation, current, strict=True)
            ),
            licence=settings.licence,
            report_errors_href=settings.report_errors_to,
            medical_notice=settings.wording.medical_notice,
        )


def navigation_of(settings: Settings, *, has_articles: bool, has_tags: bool) -> tuple[tuple[str, str], ...]:
    """Return words and address of each link in the header: the site's own, else those of the lists that it has."""
    words = settings.wording
    items = [(item.text, item.address) for item in settings.theme.navigation] or [
        (words.articles_title if has_articles else "", "/articles/"),
        (words.index_title, "/bibliography/"),
        (words.tags_title if has_tags else "", "/tags/"),
    ]
    return tuple((text, address) for text, address in items if text)


def has_feeds(settings: Settings) -> bool:
    """Return whether a site has feeds, which need a public address."""
    return bool(settings.url and settings.features.feeds)


def has_theme_styles(settings: Settings) -> bool:
    """Return whether the settings change the style sheet's custom properties."""
    return bool(settings.theme.colours or settings.theme.fonts or settings.theme.width)
