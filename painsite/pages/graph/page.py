"""The page of the whole citation graph, and what its drawing is made from.

The drawing's data come in parts, so that a changed headline does not move a point, and a reader who looks and goes has
not fetched ten thousand headlines:

- `structure.json`: where each node stands and what it cites; made again only where the graph's structure has changed;
- `nodes.json`: labels, steps of addresses, years and topics;
- `names-1.json` …: headlines or titles, fetched for the nodes that are looked at, and when somebody searches.

In all of them the nodes stand in one order, that of their citekeys.
"""

from collections.abc import Iterator, Sequence

from msgspec import json

from painsite.model import Citing, Face, Library, Value
from painsite.pages.context import Context
from painsite.pages.lines import unlabelled_authors
from painsite.pages.links import Href
from painsite.pages.phrases import cited_by_mark, counted, in_digits
from painsite.pages.planned import FileKind, Given, PageKind, Planned, as_it_is
from painsite.pages.values import GraphData, GraphLine, GraphPage, Link

ADDRESS = "/graph/"
MOST_LISTED = 100
"""Nodes in the list."""
MOST_CITING = 12
"""Of each of them, those that cite it."""
PART = 1_000
"""Names in one file."""


class Graph(Value, frozen=True, kw_only=True):
    """What is drawn: the nodes that cite or are cited, by position in the order of their citekeys."""

    citekeys: tuple[str, ...]
    cites: tuple[tuple[int, ...], ...]
    """Of each node what it cites, sorted, each once."""
    topics: tuple[str, ...]
    """Steps of tags, sorted; only those that a node of the graph has."""
    tagged: tuple[tuple[int, ...], ...]
    """Of each node its topics."""


def has_graph(context: Context) -> bool:
    """Return whether the site has the page."""
    return context.settings.features.map and bool(context.library.cited_by)


def graph_link(context: Context) -> tuple[tuple[str, str], ...]:
    """Return address and words that lead to the page, where there is one."""
    return ((ADDRESS, context.settings.wording.graph_link),) if has_graph(context) else ()


def citation_graph(context: Context) -> Graph:
    """Return who cites whom."""
    library = context.library
    pairs = sorted((one.citekey, cited) for cited, citing in library.cited_by.items() for one in citing)
    drawn = sorted({citekey for pair in pairs for citekey in pair})
    position = {citekey: index for index, citekey in enumerate(drawn)}
    cites: list[list[int]] = [[] for _ in drawn]
    for citing_key, cited_key in pairs:
        cites[position[citing_key]].append(position[cited_key])
    steps = [context.tag_steps(library.faces[citekey].tags) for citekey in drawn]
    topics = sorted({step for of_node in steps for step in of_node})
    topic = {step: index for index, step in enumerate(topics)}
    return Graph(
        citekeys=tuple(drawn),
        cites=tuple([tuple(one) for one in cites]),
        topics=tuple(topics),
        tagged=tuple([tuple([topic[step] for step in of_node]) for of_node in steps]),
    )


class GraphNames(Value, frozen=True, kw_only=True):
    """What the drawing says of its nodes, which the plan names in their order, besides their faces."""

    topics: tuple[str, ...]
    """Words."""
    tagged: tuple[tuple[int, ...], ...]
    """Of each node its topics."""


def plan_graph(context: Context) -> Iterator[Planned]:
    """Plan the data of the drawing."""
    if not has_graph(context):
        return
    graph = citation_graph(context)
    names = GraphNames(topics=tuple([context.tag_names[step] for step in graph.topics]), tagged=graph.tagged)
    parts = [f"graph/names-{number}.json" for number in range(1, -(-len(graph.citekeys) // PART) + 1)]
    yield STRUCTURE.plan(["graph/structure.json"], graph)
    yield NAMES.plan(["graph/nodes.json", *parts], names, faces=graph.citekeys)


def _make_structure(graph: Graph, given: Given) -> dict[str, bytes]:
    return {given.paths[0]: structure_file(graph)}


def _make_names(names: GraphNames, given: Given) -> dict[str, bytes]:
    faces = tuple(given.faces.values())
    return dict(zip(given.paths, (nodes_file(names, faces), *name_files(faces)), strict=True))


STRUCTURE = FileKind("graph", Graph, _make_structure, is_kept=True)
NAMES = FileKind("graph names", GraphNames, _make_names)


def structure_file(graph: Graph) -> bytes:
    """Return where the nodes stand, in whole numbers across and down, and what each cites."""
    # with NumPy's Fourier transforms, which nothing else needs
    from painsite.pages.graph.layout import Structure, place_nodes  # noqa: PLC0415

    pairs = [(node, cited) for node, of_node in enumerate(graph.cites) for cited in of_node]
    tags = [(node, topic) for node, of_node in enumerate(graph.tagged) for topic in of_node]
    x, y = place_nodes(
        Structure(
            nodes=len(graph.citekeys),
            citing=[citing for citing, _ in pairs],
            cited=[cited for _, cited in pairs],
            tagged=[node for node, _ in tags],
            tags=[topic for _, topic in tags],
        )
    )
    return json.encode({"x": x, "y": y, "cites": graph.cites})


def nodes_file(names: GraphNames, faces: Sequence[Face]) -> bytes:
    """Return what the drawing says of each node without being asked."""
    return json.encode(
        {
            "labels": [face.label for face in faces],
            "steps": [_step(face) for face in faces],
            "years": [face.year for face in faces],
            "articles": [index for index, face in enumerate(faces) if face.kind != "entry"],
            "retracted": [index for index, face in enumerate(faces) if face.retraction == "retraction"],
            "topics": names.topics,
            "tagged": names.tagged,
        }
    )


def name_files(faces: Sequence[Face]) -> tuple[bytes, ...]:
    """Return headlines or titles, and the last names of authors, in parts; nothing where the label says the same."""
    names = [face.name if face.name != face.label else "" for face in faces]
    people = [", ".join(unlabelled_authors(face)) for face in faces]
    return tuple(
        json.encode({"names": names[start : start + PART], "people": people[start : start + PART]})
        for start in range(0, len(names), PART)
    )


def graph_page(context: Context, href: Href) -> GraphPage:
    """Make the page: the room for the drawing, and a list that says the same of what is cited most."""
    words, library = context.settings.wording, context.library
    drawn = _drawn(library)
    cited = sorted(library.cited_by, key=lambda citekey: (-len(library.cited_by[citekey]), citekey))
    edges = sum(map(len, library.cited_by.values()))
    left_out, more = len(library.faces) - len(drawn), len(cited) - MOST_LISTED
    counts = (
        counted(len(drawn), words.graph_nodes_one, words.graph_nodes_many, words),
        counted(edges, words.graph_edges_one, words.graph_edges_many, words),
    )
    return GraphPage(
        head=context.frame.head(words.graph_title, words.graph_note, ADDRESS, "graph"),
        title=words.graph_title,
        introduction=", ".join(counts),
        left_out=counted(left_out, words.graph_left_out_one, words.graph_left_out_many, words) if left_out else "",
        data=GraphData(
            structure_href=href("/graph/structure.json"),
            nodes_href=href("/graph/nodes.json"),
            names_href=href("/graph/names-1.json").removesuffix("1.json"),
            part=PART,
            entry_href=href("/bibliography/~/"),
            article_href=href("/articles/~/"),
            total=in_digits(len(drawn), words),
        ),
        stylesheet_href=href("/graph.css"),
        scripts=(href("/graph-library.js"), href("/graph.js")),
        lines=tuple(
            _line(library.faces[citekey], library.cited_by[citekey], context, href) for citekey in cited[:MOST_LISTED]
        ),
        more=counted(more, words.graph_more_one, words.graph_more_many, words) if more > 0 else "",
        indexes=_indexes(context, href),
    )


GRAPH = PageKind("graph.html", GraphPage, as_it_is)


def whole_graph_href(face: Face, href: Href) -> str:
    """Return the address at which the drawing shows one node among its neighbours."""
    return f"{href(ADDRESS)}?focus={_step(face)}"


def _drawn(library: Library) -> list[str]:
    citing = {one.citekey for citing in library.cited_by.values() for one in citing}
    return sorted(citing | library.cited_by.keys())


def _step(face: Face) -> str:
    return face.address.rstrip("/").rpartition("/")[2]


def _line(face: Face, citing: Sequence[Citing], context: Context, href: Href) -> GraphLine:
    words, faces = context.settings.wording, context.library.faces
    more = len(citing) - MOST_CITING
    return GraphLine(
        link=Link(href=href(face.address), text=face.label, note=face.name if face.name != face.label else ""),
        count=cited_by_mark(len(citing), words),
        citing=tuple(
            [Link(href=href(faces[one.citekey].address), text=faces[one.citekey].label) for one in citing[:MOST_CITING]]
        ),
        more=counted(more, words.graph_citing_more_one, words.graph_citing_more_many, words) if more > 0 else "",
    )


def _indexes(context: Context, href: Href) -> tuple[Link, ...]:
    words = context.settings.wording
    lists = (
        ("/articles/", words.all_articles, len(context.articles)),
        ("/bibliography/", words.all_entries, len(context.entries)),
    )
    return tuple(
        Link(href=href(address), text=text, note=in_digits(count, words)) for address, text, count in lists if count
    )
