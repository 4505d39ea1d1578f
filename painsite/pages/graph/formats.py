"""The citation graph for other programs: JSON, GraphML and DOT, with the sentences in which a node cites another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import json, to_builtins

from painsite.model import Entry, Face, Library, Value
from painsite.pages.links import Linking
from painsite.pages.phrases import quote_sentence
from painsite.pages.xml import DECLARATION, encode_xml

GraphFormat = Literal["json", "graphml", "dot"]
FORMATS: tuple[GraphFormat, ...] = get_args(GraphFormat)

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
# What XML cannot hold (`pages/xml.py`) and other control characters, since what is drawn is SVG
_NOT_DOT = re.compile(r"[^\t\n\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOT_PART = 2_000
_ENTITY = re.compile(r"&(?=#?\w+;)")


class NodeRow(Value, frozen=True, kw_only=True):
    """A node and what is said of it; what is empty, or 0, is not known."""

    id: str
    """Its citekey."""
    label: str
    title: str
    headline: str
    kind: str
    """`entry`, `guide`, `article` or `post`."""
    year: int
    tags: tuple[str, ...]
    address: str
    """Public where the site has a public address; else from the site's root."""
    doi: str
    retraction: str
    """`retraction`, `concern`, `correction` or `reinstatement`."""


class EdgeRow(Value, frozen=True, kw_only=True):
    """One node cites another."""

    source: str
    target: str
    sentences: tuple[str, ...]
    """In which it does, each once, as plain text; a citation outside of any sentence has none."""


class GraphRows(Value, frozen=True, kw_only=True):
    """The graph of a site."""

    name: str
    """Of the site."""
    nodes: tuple[NodeRow, ...]
    """Sorted by citekey, those without any citation too."""
    edges: tuple[EdgeRow, ...]
    """Sorted by source, then target; one for each pair."""


def graph_rows(library: Library, linking: Linking, name: str) -> GraphRows:
    """Return the graph of a linked library; outlines are enough."""
    faces = library.faces
    edges = [
        EdgeRow(
            source=one.citekey,
            target=cited,
            sentences=tuple([_plain(sentence, faces) for sentence in one.sentences]),
        )
        for cited, citing in library.cited_by.items()
        for one in citing
    ]
    return GraphRows(
        name=name,
        nodes=tuple([_node(face, library, linking) for _, face in sorted(faces.items())]),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
    )


def format_graph(rows: GraphRows, style: GraphFormat) -> str:
    """Write a graph in one of the formats."""
    match style:
        case "json":
            return format_json(rows)
        case "graphml":
            return format_graphml(rows)
        case "dot":
            return format_dot(rows)


def format_json(rows: GraphRows) -> str:
    """Write node-link JSON, as `networkx.node_link_graph` and D3 read it."""
    nodes = [{"id": row.id, **_known(row)} for row in rows.nodes]
    edges = [{"source": row.source, "target": row.target, "sentences": row.sentences} for row in rows.edges]
    graph = {"directed": True, "multigraph": False, "graph": {"name": rows.name}, "nodes": nodes, "edges": edges}
    return json.format(json.encode(graph), indent=1).decode() + "\n"


def format_graphml(rows: GraphRows) -> str:
    """Write GraphML (http://graphml.graphdrawing.org/specification.html).

    Its attributes hold one value: tags are separated by `; `, and each sentence has its own line.
    """
    root = Element("graphml", {"xmlns": _GRAPHML})
    for domain, name in (*[("node", name) for name in _ATTRIBUTES], ("edge", "sentences")):
        kind = "int" if name == "year" else "string"
        SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", {"id": "citations", "edgedefault": "directed"})
    for row in rows.nodes:
        node = SubElement(graph, "node", {"id": row.id})
        for name, value in _known(row).items():
            SubElement(node, "data", {"key": name}).text = "; ".join(row.tags) if name == "tags" else str(value)
    for edge_row in rows.edges:
        edge = SubElement(graph, "edge", {"source": edge_row.source, "target": edge_row.target})
        if edge_row.sentences:
            SubElement(edge, "data", {"key": "sentences"}).text = "\n".join(edge_row.sentences)
    indent(root)
    return (DECLARATION + encode_xml(f"{tostring(root, encoding='unicode')}\n")).decode()


def format_dot(rows: GraphRows) -> str:
    """Write DOT (https://graphviz.org/doc/info/lang.html): drawn as it is, with titles and sentences as tooltips."""
    lines = [
        f"digraph {_quoted(rows.name)} {{",
        "  node [shape=ellipse];",
        *[f"  {_quoted(row.id)} {_attributes(_dot_node(row))};" for row in rows.nodes],
        *[
            f"  {_quoted(row.source)} -> {_quoted(row.target)}"
            + (f" {_attributes([('tooltip', ' … '.join(row.sentences))])};" if row.sentences else ";")
            for row in rows.edges
        ],
        "}",
    ]
    return "\n".join(lines) + "\n"


_ATTRIBUTES = tuple(name for name in NodeRow.__struct_fields__ if name != "id")


def _node(face: Face, library: Library, linking: Linking) -> NodeRow:
    node = library.node(face.citekey)
    return NodeRow(
        id=face.citekey,
        label=face.label,
        title=face.title,
        headline=face.headline,
        kind=face.kind,
        year=face.year,
        tags=face.tags,
        address=linking.absolute(face.address) or face.address,
        doi=node.doi if isinstance(node, Entry) else "",
        retraction=face.retraction,
    )


def _plain(sentence: tuple[str, ...], faces: Mapping[str, Face]) -> str:
    return " ".join(quote_sentence(sentence, faces).split())


def _known(row: NodeRow) -> dict[str, object]:
    """Return by name what is known of a node, apart from its citekey."""
    values: dict[str, object] = to_builtins(row)
    return {name: values[name] for name in _ATTRIBUTES if values.get(name)}


def _dot_node(row: NodeRow) -> Iterator[tuple[str, str]]:
    yield "label", row.label
    if row.kind != "entry":
        yield "shape", "box"
    yield "tooltip", row.headline or row.title
    yield "URL", row.address
    yield "kind", row.kind
    others = {
        "year": str(row.year or ""),
        "tags": "; ".join(row.tags),
        "doi": row.doi,
        "retraction": row.retraction,
    }
    yield from ((name, value) for name, value in others.items() if value)


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in pairs)}]"


def _quoted(text: str) -> str:
    r"""Write a quoted string: a backslash would begin an escape such as `\N`, an ampersand an entity of HTML."""
    plain = _ENTITY.sub("&amp;", _NOT_DOT.sub("", text))
    # older Graphviz reads no more than 16 kB between two quotation marks, and joins what a plus sign joins
    parts = [plain[start : start + _DOT_PART] for start in range(0, len(plain), _DOT_PART)] or [""]
    return " + ".join(f'"{_escaped(part)}"' for part in parts)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
