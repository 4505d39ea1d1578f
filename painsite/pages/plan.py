"""Which pages and data files a site has, at which addresses: a linked library → values that say what each shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from painsite.linking.nodes import place_of
from painsite.model import Face, Node, Size, Value
from painsite.pages.context import MEDIA, Context
from painsite.pages.exports import EXPORT, plan_exports
from painsite.pages.feeds.feeds import FEED, plan_feeds
from painsite.pages.frame import has_theme_styles
from painsite.pages.graph.page import ADDRESS as GRAPH_ADDRESS
from painsite.pages.graph.page import GRAPH, STRUCTURE, graph_page, has_graph, plan_graph
from painsite.pages.graph.page import NAMES as GRAPH_NAMES
from painsite.pages.identifiers import left_out
from painsite.pages.images import image_files, image_source
from painsite.pages.links import Href, file_of
from painsite.pages.lists.facets import COLUMNS, NAMES, ROWS_FILE, plan_index_data
from painsite.pages.lists.hubs import HUB, Hub, hub_links, hub_page, hub_plans, hubs
from painsite.pages.lists.lists import LIST, ListPlan, articles_plan, index_plans, plan_list, tag_plans
from painsite.pages.nodes import ARTICLE, ENTRY, plan_node
from painsite.pages.planned import PLAIN, I, Kind, PageKind, Planned
from painsite.pages.robots import robots
from painsite.pages.search.bundles import BUNDLE, plan_bundles
from painsite.pages.search.facts import VOCABULARY, plan_facts
from painsite.pages.search.page import SEARCH, has_search, opensearch, search_page
from painsite.pages.shared import Blocks
from painsite.pages.single import ERROR, HOME, REDIRECT, TAGS, error_page, home_page, redirect_page, tags_page
from painsite.pages.sitemap import SITEMAP, Row, plan_sitemap
from painsite.pages.theme_files import unused_theme_files
from painsite.pages.theme_styles import theme_styles
from painsite.pages.values import Shared
from painsite.problems import Place

_KINDS: tuple[Kind, ...] = (
    *(ENTRY, ARTICLE, HOME, LIST, HUB, TAGS, GRAPH, SEARCH, ERROR, REDIRECT),
    *(PLAIN, SITEMAP, FEED, EXPORT, BUNDLE, VOCABULARY, COLUMNS, NAMES, ROWS_FILE, STRUCTURE, GRAPH_NAMES),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
"""What makes the files of a site, by name."""


class Asset(Value, frozen=True, kw_only=True):
    """An image file that lies beside its source and is published with it."""

    source: str
    """From the folder that holds `bibliography/`."""
    path: str


class Plan(Value, frozen=True, kw_only=True):
    """All that a site is to have."""

    nodes: Mapping[str, Planned]
    """By citekey, the pages of nodes."""
    files: tuple[Planned, ...]
    """All other pages, and the data files."""
    assets: tuple[Asset, ...]
    blocks: tuple[tuple[Shared, ...], ...]
    """Sets of blocks that pages share, by number."""
    unused: frozenset[str]
    """Files of the theme, by path, that no page loads."""
    navigation: tuple[tuple[str, str], ...]
    """As in `Frame`; the same of the next two."""
    logo_size: Size
    has_feed: bool
    identifiers_left_out: int
    """DOIs and PMIDs that have no address because they are too many."""


class Candidate(NamedTuple):
    """A page or data file that the site is to have if its paths are free."""

    planned: Planned
    origin: Place | None = None
    """Where an editor can change its address; None where that is nowhere."""
    shown: Sequence[str] = ()
    """Citekeys of the nodes that a page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """All that a site is to have if its paths are free, in the order in which they are given away."""

    pages: tuple[Candidate, ...]
    nodes: tuple[Candidate, ...]
    files: tuple[Candidate, ...]
    blocks: Blocks

    def finish(self, context: Context, nodes: Mapping[str, Planned], files: tuple[Planned, ...]) -> Plan:
        """Return the plan of those that have a place."""
        frame = context.frame
        return Plan(
            nodes=nodes,
            files=files,
            assets=tuple(plan_assets(context)),
            blocks=tuple(self.blocks.sets),
            unused=unused_theme_files(context),
            navigation=frame.navigation,
            logo_size=frame.logo_size,
            has_feed=frame.has_feed,
            identifiers_left_out=left_out(context.library, context.settings),
        )


def plan_site(context: Context, *, searched: bool) -> Candidates:
    """Plan every page and data file, always in the same order; without `searched` there is nothing to search in."""
    blocks = Blocks(context)
    all_hubs = hubs(context)
    lists = list_plans(context, all_hubs)
    pages = tuple(_pages(context, blocks, all_hubs, lists))
    return Candidates(
        pages=pages,
        nodes=tuple([_node(face, context, blocks) for face in context.library.faces.values()]),
        files=tuple([Candidate(one) for one in _files(context, pages, lists, searched=searched)]),
        blocks=blocks,
    )


def plan_assets(context: Context) -> Iterator[Asset]:
    """Yield the images beside sources that published nodes use, sorted by path."""
    library = context.library
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    files = context.source_files
    used = {image_source(node.path, file, files) for node in nodes for file, _ in image_files(node)}
    for source in sorted(used & files):
        yield Asset(source=source, path=MEDIA[1:] + source.removeprefix("bibliography/"))


def list_plans(context: Context, all_hubs: Sequence[Hub]) -> tuple[ListPlan, ...]:
    """Return every list of nodes: the master index, articles, tags, years, authors, journals, types of study."""
    index = index_plans(context, hub_links(all_hubs, context))
    return *index, articles_plan(context), *tag_plans(context), *hub_plans(all_hubs, context)


_LONG_PATH = 60
"""Characters of a path that may be too long for a file system."""


def _node(face: Face, context: Context, blocks: Blocks) -> Candidate:
    """Plan a node's page, with its place if an editor may have to change it: few citekeys are that long."""
    planned = plan_node(face.citekey, context, blocks.of_node(face))
    is_long = len(planned.paths[0]) > _LONG_PATH
    return Candidate(planned, place_of(context.library.node(face.citekey), "citekey") if is_long else None)


def _files(
    context: Context, pages: Sequence[Candidate], lists: Sequence[ListPlan], *, searched: bool
) -> Iterator[Planned]:
    """Plan the files that no template makes, the dearest first."""
    settings = context.settings
    yield from plan_graph(context)
    if searched and has_search(settings):
        yield from plan_bundles(context)
    yield from plan_feeds(context)
    yield from plan_exports(context, lists)
    yield PLAIN.plan(["robots.txt"], {"robots.txt": robots(context).encode()})
    if settings.url:
        yield plan_sitemap(context, [Row(one.planned.address, one.shown) for one in pages if one.planned.address])
    if has_search(settings):
        yield from plan_facts(context)
        if settings.url:
            yield PLAIN.plan(["opensearch.xml"], {"opensearch.xml": opensearch(context).encode()})
    yield from plan_index_data(context)
    if has_theme_styles(settings):
        yield PLAIN.plan(["theme.css"], {"theme.css": theme_styles(settings).encode()})


def _pages(context: Context, blocks: Blocks, all_hubs: Sequence[Hub], lists: Sequence[ListPlan]) -> Iterator[Candidate]:
    """Plan every page but those of nodes."""
    links = hub_links(all_hubs, context)
    every, entries = tuple(context.library.faces), tuple([face.citekey for face in context.entries])

    def href(address: str) -> Href:
        return context.frame.linking.from_page(address)

    def page(kind: PageKind[I], address: str, value: I) -> Planned:
        number = blocks.of_page(address, address)
        return kind.plan(file_of(address), value, address=address, base=address, blocks=number)

    # the first few tell of the whole site
    yield Candidate(page(HOME, "/", home_page(context, href("/"), links)), shown=every)
    for plan in lists:
        numbers = {address: blocks.of_page(address, address) for address in plan.addresses(context.settings.page_size)}
        for planned in plan_list(plan, context, numbers):
            yield Candidate(planned, shown=planned.faces)
    yield Candidate(page(TAGS, "/tags/", tags_page(context, href("/tags/"))), shown=every)
    for hub in all_hubs:
        value = hub_page(hub, all_hubs, context, href(hub.address))
        yield Candidate(page(HUB, hub.address, value), shown=entries)
    if has_search(context.settings):
        found = search_page(context, href("/search/"), links)
        number = blocks.of_page("", "/search/")
        yield Candidate(SEARCH.plan("search/index.html", found, base="/search/", blocks=number))
    if has_graph(context):
        yield Candidate(page(GRAPH, GRAPH_ADDRESS, graph_page(context, href(GRAPH_ADDRESS))), shown=every)
    error = error_page(context, context.frame.linking.from_root())
    yield Candidate(ERROR.plan("404.html", error, blocks=blocks.of_page("", "")))
    yield from _redirects(context, blocks)


def _redirects(context: Context, blocks: Blocks) -> Iterator[Candidate]:
    """Plan the pages at old and second addresses; each leads on to a page."""
    library, names = context.library, context.tag_names
    for old, step in library.tags.canonical.items():
        if step in names and old not in names:
            yield Candidate(_redirect(f"/tags/{old}/", f"/tags/{step}/", names[step], context, blocks))
    face_by_address = {face.address: face for face in library.faces.values()}
    for old, target in library.redirects.items():
        face = face_by_address[target]
        origin = _place(library.node(face.citekey), "redirect_from", "aliases")
        yield Candidate(_redirect(old, target, face.name, context, blocks), origin)
    for address, citekey in context.identifier_addresses.items():
        face = library.faces[citekey]
        origin = _place(library.node(citekey), "doi", "pmid")
        yield Candidate(_redirect(address, face.address, face.name, context, blocks), origin)


def _redirect(old: str, target: str, title: str, context: Context, blocks: Blocks) -> Planned:
    path = file_of(old)
    # a page below `/a/b.html` has the links of one below `/a/`
    base = "/" + path.rpartition("/")[0] + "/" if "/" in path else "/"
    value = redirect_page(target, title, context, context.frame.linking.from_page(base))
    return REDIRECT.plan(path, value, base=base, blocks=blocks.of_page("", base))


def _place(node: Node, *fields: str) -> Place:
    path, line, column = next((node.places[name] for name in fields if name in node.places), (node.path, 1, 1))
    return Place(path=path, line=line, column=column)
