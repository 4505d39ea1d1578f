"""The map of an entry's neighbourhood: who cites it here, what it cites, what is related; drawn and in words."""

from collections.abc import Sequence

from painsite.languages.wording import Wording
from painsite.linking.graph import shown_texts
from painsite.model import Entry, Face
from painsite.pages.entry.drawing import Kind, draw
from painsite.pages.fill import Surroundings
from painsite.pages.frame import Frame
from painsite.pages.graph.page import whole_graph_href
from painsite.pages.phrases import counted, kind_words
from painsite.pages.status import mark
from painsite.pages.values import Link, Map, MapGroup, MapNode
from painsite.pages.views import View

MOST = 30
"""Nodes of one map, the entry among them."""


def neighbourhood(entry: Entry, view: View, around: Surroundings, frame: Frame) -> Map | None:
    """Draw the nodes around an entry; nothing where it has none.

    Chosen are at most `MOST`: first those that cite it, then those that it cites, then the related, each in the order
    of its page. What stands in two of these groups is shown once, in the first.
    """
    words, own = frame.settings.wording, around.faces[view.citekey]
    (citing, cited, related), left_out, mutual = _chosen(entry, view, around)
    if not (citing or cited or related):
        return None
    kinds = (
        Kind(heading=words.map_citing, faces=tuple(citing), mutual=mutual),
        Kind(heading=words.map_cited, faces=tuple(cited), is_cited=True),
        Kind(heading=words.map_related, faces=tuple(related), is_dashed=True),
    )
    is_mirrored = frame.site(own.address, around.href).direction == "rtl"
    view_box, drawing = draw(own, kinds, words, around.href, is_mirrored=is_mirrored)
    return Map(
        heading=words.map_heading,
        view_box=view_box,
        drawing_html=drawing,
        note=_note(citing, cited, related, words),
        left_out=counted(left_out, words.map_left_out_one, words.map_left_out_many, words) if left_out else "",
        list_label=words.map_list_label,
        label=own.label,
        groups=tuple([_group(kind, around, words) for kind in kinds if kind.faces]),
        graph=Link(href=whole_graph_href(own, around.href), text=words.graph_from_map) if citing or cited else None,
    )


def _group(kind: Kind, around: Surroundings, words: Wording) -> MapGroup:
    href, mutual = around.href, kind.mutual
    return MapGroup(
        heading=kind.heading,
        nodes=tuple(
            [
                MapNode(
                    href=href(face.address),
                    label=face.label,
                    name=face.name if face.kind == "entry" else "",
                    kind=kind_words(face, words),
                    remark=words.map_mutual if face.citekey in mutual else "",
                    status=mark(face, words),
                )
                for face in kind.faces
            ]
        ),
    )


def _chosen(
    entry: Entry, view: View, around: Surroundings
) -> tuple[tuple[list[Face], list[Face], list[Face]], int, frozenset[str]]:
    """Return the faces of the three groups, how many were left out, and the citekeys that both cite and are cited."""
    faces = around.faces
    citing = [one.citekey for one in view.citing]
    cited = [
        face.citekey
        for text in shown_texts(entry)
        for citation in text.citations
        if (face := around.face(citation)) is not None
    ]
    mutual = frozenset(citing).intersection(cited)
    shown, room, left_out = {view.citekey}, MOST - 1, 0
    groups = []
    for citekeys in (citing, cited, [one.citekey for one in view.related]):
        new = [citekey for citekey in dict.fromkeys(citekeys) if citekey not in shown]
        shown.update(new)
        groups.append([faces[citekey] for citekey in new[:room]])
        left_out += max(0, len(new) - room)
        room -= len(groups[-1])
    return (groups[0], groups[1], groups[2]), left_out, mutual


def _note(citing: Sequence[Face], cited: Sequence[Face], related: Sequence[Face], words: Wording) -> str:
    """Say what lines and shapes mean, as far as they are there."""
    has_articles = any(face.kind != "entry" for face in (*citing, *cited, *related))
    parts = (
        words.map_note_arrows if citing or cited else "",
        words.map_note_dashes if related else "",
        words.map_note_shapes if has_articles else "",
    )
    return " ".join(part for part in parts if part)
