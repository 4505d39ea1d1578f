"""Which pages and files a site has, at which addresses, and when each has to be made again."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from painsite.hashing import value_digest
from painsite.model import Article, Entry, Face, Node
from painsite.pages.article.page import article_page
from painsite.pages.context import MEDIA, Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document, plain_document
from painsite.pages.entry.page import entry_page
from painsite.pages.exports import article_documents, export_documents
from painsite.pages.feeds.feeds import feed_documents
from painsite.pages.frame import Frame, has_theme_styles
from painsite.pages.graph.page import ADDRESS as GRAPH
from painsite.pages.graph.page import graph_documents, graph_page, has_graph
from painsite.pages.images import image_files, image_source
from painsite.pages.links import Href
from painsite.pages.lists.facets import index_documents
from painsite.pages.lists.hubs import Hub, hub_links, hub_page, hub_plans, hubs
from painsite.pages.lists.lists import ListPlan, articles_plan, index_plans, list_key, list_page, tag_plans
from painsite.pages.robots import robots
from painsite.pages.search.bundles import Indexer, bundle_documents
from painsite.pages.search.facts import facts_documents
from painsite.pages.search.page import has_search, opensearch, search_page
from painsite.pages.shared import frame_blocks
from painsite.pages.single import error_page, home_page, redirect_page, tags_page
from painsite.pages.sitemap import Row, sitemap_document
from painsite.pages.theme_styles import theme_styles
from painsite.pages.values import (
    ArticlePage,
    EntryPage,
    ErrorPage,
    GraphPage,
    HomePage,
    HubPage,
    ListPage,
    RedirectPage,
    SearchPage,
    Shared,
    Site,
    TagsPage,
)
from painsite.pages.views import View, surroundings
from painsite.problems import Place

PageValue = (
    EntryPage
    | ArticlePage
    | HomePage
    | ListPage
    | HubPage
    | TagsPage
    | GraphPage
    | SearchPage
    | ErrorPage
    | RedirectPage
)
TemplateName = Literal[
    "entry.html",
    "article.html",
    "home.html",
    "list.html",
    "hub.html",
    "tags.html",
    "graph.html",
    "error.html",
    "redirect.html",
    "search.html",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's own part: what it shows, with which template, in which file."""

    path: str
    """Of the file, from the output folder: `bibliography/kasch-2022/index.html`."""
    template: TemplateName
    site: Site
    value: PageValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ListJob:
    """A page that is not a node's, to be made where its key has changed."""

    path: str
    address: str
    """Empty where nobody should find it by search."""
    shared: tuple[Shared, ...]
    """The blocks that it may show, joined to its own part."""
    key: Callable[[Digests], bytes]
    """Returns what changes whenever its own part may: 16 bytes."""
    page: Callable[[], Page]
    plan: ListPlan | None = None
    """The list of which it is the first page."""
    origin: Place | None = None
    """Where an editor can change its address; None where that is nowhere."""
    shown: Sequence[Face] = ()
    """The nodes that it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An image file that lies beside its source and is published with it."""

    source: str
    """From the folder that holds `bibliography/`."""
    path: str


def file_of(address: str) -> str:
    """Return the file that answers to an address, from the output folder."""
    path = address.removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/index.html"


def plan_entry(entry: Entry, view: View, faces: Mapping[str, Face], frame: Frame) -> Page:
    """Make the page of an entry, which is given with its texts."""
    address = faces[view.citekey].address
    href = frame.linking.from_page(address)
    value = entry_page(entry, view, surroundings(view, faces, frame, href), frame)
    return Page(path=file_of(address), template="entry.html", site=frame.site(address, href), value=value)


def plan_article(
    article: Article, view: View, faces: Mapping[str, Face], works: Mapping[str, Node], frame: Frame
) -> Page:
    """Make the page of an article, which is given with its text; of its works outlines are enough."""
    address = faces[view.citekey].address
    href = frame.linking.from_page(address)
    cited = {citekey: works[citekey] for citekey in view.works}
    value = article_page(article, view, surroundings(view, faces, frame, href), cited, frame)
    return Page(path=file_of(address), template="article.html", site=frame.site(address, href), value=value)


def plan_lists(context: Context) -> tuple[ListJob, ...]:
    """Plan every page but those of nodes, always in the same order."""
    return tuple(_list_jobs(context))


def plan_documents(context: Context, lists: Sequence[ListJob], index: Indexer | None = None) -> tuple[Document, ...]:
    """Plan the files that no template makes; without `index` there is nothing to search in."""
    settings = context.settings
    documents = [*graph_documents(context), plain_document("robots.txt", robots(context))]
    if settings.url:
        documents.append(sitemap_document(context, [Row(job.address, job.shown) for job in lists if job.address]))
    documents += text_documents(context, index=index)
    documents += export_documents(context, [job.plan for job in lists if job.plan])
    if has_search(context.settings):
        documents += facts_documents(context)
        if settings.url:
            documents.append(plain_document("opensearch.xml", opensearch(context)))
    documents += index_documents(context)
    if has_theme_styles(settings):
        documents.append(plain_document("theme.css", theme_styles(settings)))
    return tuple(documents)


def text_documents(
    context: Context, edited: Collection[str] | None = None, *, index: Indexer | None = None
) -> tuple[Document, ...]:
    """Plan those files that show texts of nodes, the dearest first; `edited` leaves those that show none of these."""
    bundles = bundle_documents(context, index) if index and has_search(context.settings) else ()
    articles = context.library.articles
    wanted = articles if edited is None else sorted(citekey for citekey in edited if citekey in articles)
    documents = (*bundles, *feed_documents(context, edited), *article_documents(context, wanted))
    return tuple(one for one in documents if edited is None or not one.shows.isdisjoint(edited))


def plan_assets(context: Context) -> Iterator[Asset]:
    """Yield the images beside sources that published nodes use, sorted by path."""
    library = context.library
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    files = context.source_files
    used = {image_source(node.path, file, files) for node in nodes for file, _ in image_files(node)}
    for source in sorted(used & files):
        yield Asset(source=source, path=MEDIA[1:] + source.removeprefix("bibliography/"))


def _list_jobs(context: Context) -> Iterator[ListJob]:
    from_root = context.frame.linking.from_root()
    all_hubs = hubs(context)
    links = hub_links(all_hubs, context)
    yield _single(context, "/", "home.html", lambda context, href: home_page(context, href, links))
    for plan in list_plans(context, all_hubs):
        for number, address in enumerate(plan.addresses(context.settings.page_size), 1):
            yield _list_job(plan, number, address, context)
    yield _single(context, "/tags/", "tags.html", tags_page)
    for hub in all_hubs:
        yield _hub(hub, all_hubs, context)
    if has_search(context.settings):
        href = context.frame.linking.from_page("/search/")
        yield _job_of_value(
            context, "search/index.html", "search.html", href, lambda: search_page(context, href, links)
        )
    if has_graph(context):
        yield _single(context, GRAPH, "graph.html", graph_page)
    yield _job_of_value(context, "404.html", "error.html", from_root, lambda: error_page(context, from_root))
    for old, step in context.library.tags.canonical.items():
        if step in context.tag_names and old not in context.tag_names:
            yield _redirect_of_tag(context, old, step)
    face_by_address = {face.address: face for face in context.library.faces.values()}
    for old, target in context.library.redirects.items():
        yield _redirect(context, old, face_by_address[target])
    for address, citekey in context.identifier_addresses.items():
        yield _redirect(context, address, context.library.faces[citekey], "doi", "pmid")


def list_plans(context: Context, all_hubs: Sequence[Hub]) -> tuple[ListPlan, ...]:
    """Return every list of nodes: the master index, articles, tags, years, authors, journals, types of study."""
    index = index_plans(context, hub_links(all_hubs, context))
    return *index, articles_plan(context), *tag_plans(context), *hub_plans(all_hubs, context)


def _hub(hub: Hub, all_hubs: Sequence[Hub], context: Context) -> ListJob:
    href = context.frame.linking.from_page(hub.address)
    path, address = file_of(hub.address), hub.address
    job = _job_of_value(
        context, path, "hub.html", href, lambda: hub_page(hub, all_hubs, context, href), address=address
    )
    return replace(job, shown=context.entries)


def _list_job(plan: ListPlan, number: int, address: str, context: Context) -> ListJob:
    frame = context.frame
    href = frame.linking.from_page(address)
    path = file_of(address)

    shown = plan.part(number, context.settings.page_size)

    def page() -> Page:
        value = list_page(plan, number, context, href)
        return Page(path=path, template="list.html", site=frame.site(address, href), value=value)

    return ListJob(
        path=path,
        address=address,
        shared=frame_blocks(address, context, href),
        key=lambda digests: list_key(plan, number, context, digests),
        page=page,
        shown=shown,
        plan=plan if number == 1 else None,
    )


def _single(
    context: Context,
    address: str,
    template: TemplateName,
    make: Callable[[Context, Href], HomePage | TagsPage | GraphPage],
) -> ListJob:
    href = context.frame.linking.from_page(address)
    job = _job_of_value(context, file_of(address), template, href, lambda: make(context, href), address=address)
    # they tell of the whole site
    return replace(job, shown=tuple(context.library.faces.values()))


def _redirect(context: Context, old: str, face: Face, *fields: str) -> ListJob:
    """Lead from an old or second address to a node; the fields are those in which it is written."""
    path = file_of(old)
    # a page below `/a/b.html` has the links of one below `/a/`
    folder = "/" + path.rpartition("/")[0] + "/" if "/" in path else "/"
    href = context.frame.linking.from_page(folder)
    job = _job_of_value(
        context, path, "redirect.html", href, lambda: redirect_page(face.address, face.name, context, href)
    )
    return replace(job, origin=_place(context.library.node(face.citekey), *(fields or ("redirect_from", "aliases"))))


def _redirect_of_tag(context: Context, old: str, step: str) -> ListJob:
    """Lead from a synonym to its tag."""
    address, href = f"/tags/{old}/", context.frame.linking.from_page(f"/tags/{old}/")
    target, title = f"/tags/{step}/", context.tag_names[step]
    return _job_of_value(
        context, file_of(address), "redirect.html", href, lambda: redirect_page(target, title, context, href)
    )


def _job_of_value(
    context: Context,
    path: str,
    template: TemplateName,
    href: Href,
    make: Callable[[], PageValue],
    *,
    address: str = "",
) -> ListJob:
    """Plan a page whose value is soon made and serves as its own key."""
    site = context.frame.site(address, href)
    return ListJob(
        path=path,
        address=address,
        shared=frame_blocks(address, context, href),
        key=lambda digests: value_digest(digests.frame, make()),
        page=lambda: Page(path=path, template=template, site=site, value=make()),
    )


def _place(node: Node, *fields: str) -> Place:
    path, line, column = next((node.places[name] for name in fields if name in node.places), (node.path, 1, 1))
    return Place(path=path, line=line, column=column)
