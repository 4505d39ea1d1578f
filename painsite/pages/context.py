"""What the makers of pages share: the library, the settings and how links are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import normpath

from painsite.config import Settings
from painsite.model import Face, Image, Library
from painsite.pages.fill import Surroundings
from painsite.pages.images import beside
from painsite.pages.lines import highlight_line
from painsite.pages.links import Href, Linking
from painsite.pages.phrases import cited_by_mark
from painsite.pages.values import Head, Highlight, Line, Link, Picture, Site
from painsite.sources.citekeys import encode_tag

MEDIA = "/media/"
"""Where image files that lie beside their sources are published."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
"""Languages written from right to left in their usual script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that the pages of one build are made from."""

    library: Library
    settings: Settings
    linking: Linking
    source_files: frozenset[str] = frozenset()
    """Files below `bibliography/` that are no sources, such as `bibliography/disc.png`."""
    tag_names: Mapping[str, str]
    """By step of their address, the spelling that is shown."""
    newest: tuple[Face, ...]
    """Entries with a date of addition, newest first."""

    def surroundings(self, path: str, href: Href) -> Surroundings:
        """Give what filling the texts of one source needs, on the page with these links."""
        return Surroundings(
            faces=self.library.faces,
            canonical=self.library.canonical,
            href=href,
            media=self.media(path, href),
            wording=self.settings.wording,
        )

    def media(self, path: str, href: Href) -> Callable[[str], str]:
        """Give the function from an image file named in a source to what `src` holds."""

        def src(file: str) -> str:
            return href(self.media_address(path, file))

        return src

    def media_address(self, path: str, file: str) -> str:
        """Give the address of an image file: beside its source, else in `static/`."""
        neighbour = beside(path, file)
        if neighbour in self.source_files:
            return MEDIA + neighbour.removeprefix("bibliography/")
        return f"/{normpath(file)}"

    def picture(self, image: Image | None, path: str, href: Href) -> Picture | None:
        """Give an image as a page shows it."""
        if image is None:
            return None
        return Picture(src=self.media(path, href)(image.file), alt=image.alt, caption=image.caption)

    def head(self, title: str, description: str, address: str, body_class: str) -> Head:
        """Give what the head of a page holds."""
        name = self.settings.name
        return Head(
            title=title if title == name else f"{title} · {name}",
            description=shorten(description),
            canonical=self.linking.absolute(address) if address else "",
            body_class=body_class,
        )

    def site(self, address: str, href: Href) -> Site:
        """Give what is the same on every page, for the page at an address."""
        settings = self.settings
        return Site(
            name=settings.name,
            language=settings.language,
            direction="rtl" if settings.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
            tagline=settings.tagline,
            home_href=href("/"),
            stylesheet_href=href("/style.css"),
            icon_href=href("/icon.svg"),
            logo_href=href(f"/{settings.theme.logo}") if settings.theme.logo else "",
            theme_href=href("/theme.css") if has_theme_styles(settings) else "",
            feed_href=href("/feed.xml") if settings.features.feeds and settings.url else "",
            navigation=self.navigation(address, href),
            licence=settings.licence,
            report_errors_href=settings.report_errors_to,
            medical_notice=settings.wording.medical_notice,
        )

    def navigation(self, address: str, href: Href) -> tuple[Link, ...]:
        """Give the links of the header."""
        words = self.settings.wording
        # further pages of a list, and its other orders, belong to its first page
        index = "/articles/" if address.startswith("/index/articles/") else "/bibliography/"
        section = index if address.startswith("/index/") else address
        items = [(item.text, item.address) for item in self.settings.theme.navigation] or [
            (words.articles_title, "/articles/") if self.library.articles else ("", ""),
            (words.index_title, "/bibliography/"),
            (words.tags_title, "/tags/") if self.tag_names else ("", ""),
        ]
        return tuple(
            Link(
                href=target if "://" in target else href(target),
                text=text,
                current=section.startswith(target) and target != "/",
            )
            for text, target in items
            if text
        )

    def tags(self, tags: tuple[str, ...], href: Href) -> tuple[Link, ...]:
        """Give links to the pages of a node's tags, without repetitions."""
        steps = dict.fromkeys(encode_tag(tag) for tag in tags)
        return tuple(Link(href=href(f"/tags/{step}/"), text=self.tag_names[step]) for step in steps)

    def line(self, face: Face, href: Href) -> Line:
        """Give a node as lists show it."""
        words = self.settings.wording
        is_entry = face.kind == "entry"
        kinds = {"guide": words.kind_guide, "article": words.kind_article, "post": words.kind_post}
        cited = len(self.library.cited_by.get(face.citekey, ()))
        marks = [words.has_commentary] if is_entry and face.has_commentary else []
        if face.free_full_text:
            marks.append(words.free_full_text)
        if cited:
            marks.append(cited_by_mark(cited, words))
        return Line(
            href=href(face.address),
            name=face.name,
            label=face.label if is_entry else "",
            kind=face.design if is_entry else kinds.get(face.kind, ""),
            container=face.container_abbreviation or face.container_title,
            year=str(face.year or ""),
            summary="" if is_entry and not face.headline else face.summary,
            marks=tuple(marks),
        )

    def highlights(self, href: Href, *, without: str) -> tuple[Highlight, ...]:
        """Give the newest additions with commentary, except one."""
        if not self.settings.features.highlights:
            return ()
        chosen = [face for face in self.newest if face.has_commentary and face.citekey != without]
        found = []
        for face in chosen[: self.settings.highlights]:
            title, rest = highlight_line(face)
            found.append(Highlight(href=href(face.address), title=title, rest=rest))
        return tuple(found)


def has_theme_styles(settings: Settings) -> bool:
    """Tell whether the settings change the style sheet's custom properties."""
    return bool(settings.theme.colours or settings.theme.fonts or settings.theme.width)


def shorten(text: str, limit: int = 300) -> str:
    """Cut a description at the end of a word."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
