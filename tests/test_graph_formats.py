"""The citation graph for other programs, read back by them."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from io import BytesIO, StringIO

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from painsite.linking.library import link
from painsite.pages.graph.formats import (
    FORMATS,
    EdgeRow,
    GraphFormat,
    GraphRows,
    NodeRow,
    format_dot,
    format_graph,
    format_graphml,
    format_json,
    graph_rows,
)
from painsite.pages.links import Linking
from tests.support import KASCH, WEBER, article, entry

HOSTILE = (
    "quotes \" and ' and “these”",
    "<b>angles</b> & &amp; &#8206; ]]> <!-- -->",
    "back\\slash, \\N, \\n, a line\nof its own\r\nand another\ttab",
    "a bell \x07, a null \x00, a delete \x7f, not a letter \ufffe",
    "עברית והפוך \u200f\u202e اللغة العربية",
    "emoji 🧑‍⚕️ and 𝔊𝔬𝔱𝔥𝔦𝔠",
    "long " * 2_000,
    "",
    " ",
    "<>",
    "trailing \\",
    "{a|b} [c] ; # // /* -- ->",
)


NODE = NodeRow(
    id="weber-1983",
    label="Weber 1983",
    title="Lumbar disc herniation",
    headline="",
    kind="entry",
    year=1983,
    tags=(),
    address="/bibliography/weber-1983/",
    doi="",
    retraction="",
)


def rows() -> GraphRows:
    """Link two entries and an article."""
    entries = [
        entry(
            "kasch-2022",
            f"{KASCH}headline: Scans say little\ntags: [imaging, back-pain]\ndoi: 10.1097/BRS.0000000000004198\n"
            "notes: |\n  It fits @weber-1983 & others.\n\n  It fits again [@weber-1983].\n",
        ),
        entry("weber-1983", WEBER),
        entry("alone", "title: Nobody cites this\n"),
    ]
    library, problems = link(entries, [article("guide", "See [@kasch-2022].\n\n[@weber-1983]")])
    assert problems == ()
    return graph_rows(library, Linking(url="https://example.org/"), "PainSci")


def hostile(text: str) -> GraphRows:
    """Give two nodes, one of which says the text wherever it can."""
    odd = replace(
        NODE,
        id="odd",
        label=text,
        title=text,
        headline=text,
        kind="guide",
        tags=(text, text),
        doi=text,
        retraction=text,
    )
    edge = EdgeRow(source="odd", target="weber-1983", sentences=(text, text))
    return GraphRows(name=text, nodes=(odd, NODE), edges=(edge,))


def read_json(text: str) -> nx.DiGraph:
    return nx.node_link_graph(json.loads(text))


def read_graphml(text: str) -> nx.DiGraph:
    return nx.read_graphml(BytesIO(text.encode()))


def read_dot(text: str) -> nx.DiGraph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydot's own, of its parser
        return nx.nx_pydot.read_dot(StringIO(text))


READERS = {"json": read_json, "graphml": read_graphml, "dot": read_dot}


def unquoted(name: str) -> str:
    """Give a name without the quotation marks that pydot leaves."""
    return name.strip('"')


def test_a_node_says_what_is_known_of_it() -> None:
    alone, guide, kasch, _ = rows().nodes
    assert (alone.id, guide.id) == ("alone", "guide")
    assert (guide.kind, guide.label, guide.doi) == ("article", "A guide to back pain", "")
    assert kasch == NodeRow(
        id="kasch-2022",
        label="Kasch 2022",
        title="Association of Lumbar MRI Findings with Current and Future Back Pain in a Population-based Cohort Study",
        headline="Scans say little",
        kind="entry",
        year=2022,
        tags=("imaging", "back-pain"),
        address="https://example.org/bibliography/kasch-2022/",
        doi="10.1097/brs.0000000000004198",
        retraction="",
    )


def test_a_citation_has_its_sentences_with_labels_and_none_where_there_is_none() -> None:
    assert [(edge.source, edge.target, edge.sentences) for edge in rows().edges] == [
        ("guide", "kasch-2022", ("See.",)),
        ("guide", "weber-1983", ()),
        ("kasch-2022", "weber-1983", ("It fits Weber 1983 & others.", "It fits again.")),
    ]


def test_without_a_public_address_nodes_have_theirs_from_the_root() -> None:
    library, _ = link([entry("weber-1983", WEBER)], [])
    assert graph_rows(library, Linking(), "PainSci").nodes[0].address == "/bibliography/weber-1983/"


@pytest.mark.parametrize("style", FORMATS)
def test_networkx_reads_who_cites_whom(style: GraphFormat) -> None:
    graph = READERS[style](format_graph(rows(), style))
    edges = [(unquoted(source), unquoted(target)) for source, target in graph.edges()]
    assert sorted(edges) == [("guide", "kasch-2022"), ("guide", "weber-1983"), ("kasch-2022", "weber-1983")]
    assert graph.is_directed()
    assert {"alone", "guide"} <= {unquoted(node) for node in graph.nodes}


def test_networkx_reads_attributes_and_sentences() -> None:
    graph = read_graphml(format_graphml(rows()))
    assert graph.nodes["kasch-2022"]["year"] == 2022
    assert graph.nodes["kasch-2022"]["tags"] == "imaging; back-pain"
    assert graph.edges["kasch-2022", "weber-1983"]["sentences"] == "It fits Weber 1983 & others.\nIt fits again."
    linked = read_json(format_json(rows()))
    assert linked.nodes["kasch-2022"]["tags"] == ["imaging", "back-pain"]
    assert linked.edges["kasch-2022", "weber-1983"]["sentences"] == ["It fits Weber 1983 & others.", "It fits again."]
    assert linked.graph["name"] == "PainSci"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_gives_back_any_text(text: str) -> None:
    graph = read_json(format_json(hostile(text)))
    node = graph.nodes["odd"]
    assert [node.get(name, "") for name in ("label", "title", "headline", "doi")] == [text] * 4
    assert graph.edges["odd", "weber-1983"]["sentences"] == [text, text]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_graphml_is_well_formed_and_gives_back_what_xml_can_hold(text: str) -> None:
    written = format_graphml(hostile(text))
    tree = etree.fromstring(written.encode())
    found = tree.findtext(".//{*}node[@id='odd']/{*}data[@key='label']") or ""
    # a reader of XML makes one line end of each kind
    kept = text.translate(dict.fromkeys([0, 7, 0xFFFE])).replace("\r\n", "\n")
    assert found == kept
    assert read_graphml(written).number_of_edges() == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_dot_is_read_by_pydot_and_drawn_by_graphviz(text: str) -> None:
    written = format_dot(hostile(text))
    assert read_dot(written).number_of_edges() == 1
    dot = shutil.which("dot")
    if not dot:
        pytest.skip("there is no command `dot`; Debian's package graphviz has it")
    drawn = subprocess.run([dot, "-Tsvg"], input=written.encode(), capture_output=True, check=False)
    assert (drawn.returncode, drawn.stderr) == (0, b"")
    tree = etree.fromstring(drawn.stdout, etree.XMLParser(huge_tree=True))
    label = " ".join(" ".join(tree.xpath("//*[@class='node']//*[local-name()='text']/text()")).split())
    shown = "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\x7f\ufffe"))
    assert label.split(" Weber 1983")[0].split() == [*shown.split(), *([] if shown.split() else ["Weber", "1983"])]


@pytest.mark.property
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_leaves_each_format_readable(text: str) -> None:
    assert read_json(format_json(hostile(text))).number_of_edges() == 1
    assert etree.fromstring(format_graphml(hostile(text)).encode()) is not None
    quoted = format_dot(hostile(text))
    # each string ends where it should: an even number of marks that no backslash takes away
    assert quoted.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 0
    assert not [letter for letter in quoted if letter < " " and letter not in "\t\n"]


@pytest.mark.parametrize("style", FORMATS)
def test_the_order_of_sources_does_not_matter(style: GraphFormat) -> None:
    entries = [entry("weber-1983", WEBER), entry("kasch-2022", f"{KASCH}notes: See [@weber-1983].\n")]
    texts = {
        format_graph(graph_rows(link(order, [])[0], Linking(), "PainSci"), style) for order in (entries, entries[::-1])
    }
    assert len(texts) == 1
