"""Which pages a site has, and at which addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from painsite.config import Settings
from painsite.model import Article, Entry, Face, Library, Node
from painsite.pages.articles import article_page
from painsite.pages.context import MEDIA, Context, has_theme_styles
from painsite.pages.entries import entry_page
from painsite.pages.feeds import atom_feed, robots, sitemap, theme_styles
from painsite.pages.images import image_files
from painsite.pages.links import Linking
from painsite.pages.lists import (
    articles_plan,
    error_page,
    home_page,
    index_plans,
    list_page,
    list_page_addresses,
    newest_entries,
    redirect_page,
    tag_names,
    tag_plans,
    tags_page,
)
from painsite.pages.values import (
    ArticlePage,
    EntryPage,
    ErrorPage,
    HomePage,
    ListPage,
    RedirectPage,
    Site,
    TagsPage,
)
from painsite.problems import Place

PageValue = EntryPage | ArticlePage | HomePage | ListPage | TagsPage | ErrorPage | RedirectPage
TemplateName = Literal[
    "entry.html", "article.html", "home.html", "list.html", "tags.html", "error.html", "redirect.html"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: what it shows, with which template, in which file."""

    path: str
    """Of the file, from the output folder: `bibliography/kasch-2022/index.html`."""
    template: TemplateName
    site: Site
    value: PageValue
    origin: Place | None = None
    """Where an editor can change its address; None where that is nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file that no template makes."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An image file that lies beside its source and is published with it."""

    source: str
    """From the folder that holds `bibliography/`."""
    path: str


def make_context(
    library: Library, settings: Settings, linking: Linking, source_files: frozenset[str] = frozenset()
) -> Context:
    """Put together what pages are made from."""
    return Context(
        library=library,
        settings=settings,
        linking=linking,
        source_files=source_files,
        tag_names=tag_names(library.faces.values()),
        newest=newest_entries(library.faces.values()),
    )


def file_of(address: str) -> str:
    """Give the file that answers to an address, from the output folder."""
    path = address.removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/index.html"


def plan_entry(entry: Entry, context: Context) -> Page:
    """Make the page of an entry, which is given with its texts."""
    address = context.library.faces[entry.citekey].address
    return _page(address, "entry.html", context, entry_page(entry, context, context.linking.from_page(address)))


def plan_article(article: Article, context: Context) -> Page:
    """Make the page of an article, which is given with its text."""
    address = context.library.faces[article.citekey].address
    return _page(address, "article.html", context, article_page(article, context, context.linking.from_page(address)))


def plan_lists(context: Context) -> Iterator[Page]:
    """Make every page but those of nodes, one at a time."""
    library = context.library
    yield _page("/", "home.html", context, home_page(context, context.linking.from_page("/")))
    for plan in (*index_plans(context), articles_plan(context), *tag_plans(context)):
        for number, address in enumerate(list_page_addresses(plan, context.settings.page_size), 1):
            value = list_page(plan, number, context, context.linking.from_page(address))
            yield _page(address, "list.html", context, value)
    yield _page("/tags/", "tags.html", context, tags_page(context, context.linking.from_page("/tags/")))
    from_root = context.linking.from_root()
    yield Page(
        path="404.html",
        template="error.html",
        site=context.site("", from_root),
        value=error_page(context, from_root),
    )
    face_by_address = {face.address: face for face in library.faces.values()}
    for old, target in library.redirects.items():
        path = file_of(old)
        # a page below `/a/b.html` has the links of one below `/a/`
        folder = "/" + path.rpartition("/")[0] + "/" if "/" in path else "/"
        href = context.linking.from_page(folder)
        face = face_by_address[target]
        yield Page(
            path=path,
            template="redirect.html",
            site=context.site("", href),
            value=redirect_page(target, face.name, context, href),
            origin=_place(library.node(face.citekey), "redirect_from", "aliases"),
        )


def plan_documents(context: Context, newest: Mapping[str, Entry]) -> Iterator[Document]:
    """Make the files that no template makes. `newest` holds the entries of `feed_citekeys`, with their texts."""
    settings = context.settings
    yield Document(path="robots.txt", text=robots(context))
    if settings.url:
        yield Document(path="sitemap.xml", text=sitemap(_sitemap_rows(context)))
        if settings.features.feeds:
            yield Document(path="feed.xml", text=atom_feed(context, newest))
    if has_theme_styles(settings):
        yield Document(path="theme.css", text=theme_styles(settings))


def plan_assets(context: Context) -> Iterator[Asset]:
    """Give the images beside sources that published nodes use, sorted by path."""
    library = context.library
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    used = {context.media_address(node.path, file) for node in nodes for file, _ in image_files(node)}
    for address in sorted(used):
        source = f"bibliography/{address.removeprefix(MEDIA)}"
        if address.startswith(MEDIA) and source in context.source_files:
            yield Asset(source=source, path=address.removeprefix("/"))


def _page(
    address: str, template: TemplateName, context: Context, value: PageValue, origin: Place | None = None
) -> Page:
    site = context.site(address, context.linking.from_page(address))
    return Page(path=file_of(address), template=template, site=site, value=value, origin=origin)


def _place(node: Node, *fields: str) -> Place:
    path, line, column = next((node.places[name] for name in fields if name in node.places), (node.path, 1, 1))
    return Place(path=path, line=line, column=column)


def _sitemap_rows(context: Context) -> Iterator[tuple[str, str]]:
    absolute = context.linking.absolute
    yield absolute("/"), ""
    for plan in (*index_plans(context), articles_plan(context)):
        for address in list_page_addresses(plan, context.settings.page_size):
            yield absolute(address), ""
    yield absolute("/tags/"), ""
    for face in context.library.faces.values():
        yield absolute(face.address), _changed(face, context.library)
    for plan in tag_plans(context):
        for address in list_page_addresses(plan, context.settings.page_size):
            yield absolute(address), ""


def _changed(face: Face, library: Library) -> str:
    node = library.node(face.citekey)
    return str(node.updated or face.added or "")
