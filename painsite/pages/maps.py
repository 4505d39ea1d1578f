"""The map of an entry's neighbourhood: who cites it here, what it cites, what is related, as a drawing and as a list.

What cites the entry stands above it, at the start of the line, and what it cites beside that, at the end; where only
one of the two is there it has both sides. The related stand below, on dashed lines. A drawing of rows keeps its labels
legible on a narrow screen, which a cloud of nodes would not.

Coordinates are whole units of the drawing, from its middle axis and its top. The style sheet says how large a unit is.
"""

from collections.abc import Sequence
from functools import lru_cache

from painsite.linking.graph import shown_texts
from painsite.model import Entry, Face, Value
from painsite.pages.fill import Surroundings
from painsite.pages.frame import Frame
from painsite.pages.links import Href
from painsite.pages.memory import once_per_face
from painsite.pages.phrases import counted, kind_words
from painsite.pages.values import Map, MapGroup, MapNode, MapSubject
from painsite.pages.views import View
from painsite.pages.widths import divided, shortened, text_width
from painsite.wording import Wording

MOST = 30
"""Nodes of one map, the entry among them."""

_HALF = 150
"""From the axis to either side of the drawing."""
_MARK = 23
"""From the axis to the middle of a mark."""
_EDGE = 16
"""From the axis to where the line to a mark ends."""
_TEXT = 32
"""From the axis to a label."""
_TRUNK = 6
"""From the axis to the trunk of a group that has one side."""
_BEND = 8
_ROW = 26
_LINE = 15
"""What each further line of a label adds to a row."""
_LINES = 3
_SUBJECT = 30
"""Height of the entry's own box."""

# widths of texts, in the same units
_LABEL_WIDTH = 120
_SUBJECT_WIDTH = 240
_KIND_WIDTH = 130


class _Placed(Value, frozen=True, kw_only=True):
    """A node of a group with its place."""

    face: Face
    side: int
    """-1 at the start of the line, 1 at its end."""
    y: int


def neighbourhood(entry: Entry, view: View, around: Surroundings, frame: Frame) -> Map | None:
    """Draw the nodes around an entry; nothing where it has none.

    Chosen are at most `MOST`: first those that cite it, then those that it cites, then the related, each in the order
    of its page. What stands in two of these groups is shown once, in the first.
    """
    words, faces = frame.settings.wording, around.faces
    (citing, cited, related), left_out, mutual = _chosen(entry, view, around)
    if not (citing or cited or related):
        return None
    own = faces[view.citekey]
    drawing = _Drawing(around, mutual, mirrored=frame.site(own.address, around.href).direction == "rtl")
    groups, top = drawing.upper(citing, cited)
    bottom = top + _SUBJECT
    if related:
        group, bottom = drawing.lower(related, bottom)
        groups = (*groups, group)
    return Map(
        heading=words.map_heading,
        note=_note(citing, cited, related, words),
        left_out=counted(left_out, words.map_left_out_one, words.map_left_out_many, words) if left_out else "",
        list_label=words.map_list_label,
        view_box=f"{-_HALF} 0 {2 * _HALF} {bottom + 4}",
        subject=_subject(own, top, around.href),
        groups=groups,
    )


def _subject(own: Face, top: int, href: Href) -> MapSubject:
    label = shortened(own.label, _SUBJECT_WIDTH)
    width = text_width(label) + 32
    return MapSubject(href=href(own.address), label=label, name=own.label, x=-(width // 2), y=top, width=width)


def _chosen(
    entry: Entry, view: View, around: Surroundings
) -> tuple[tuple[list[Face], list[Face], list[Face]], int, set[str]]:
    """Give the faces of the three groups, how many were left out, and the citekeys that both cite and are cited."""
    faces = around.faces
    citing = [one.citekey for one in view.citing]
    cited = [
        face.citekey
        for text in shown_texts(entry)
        for citation in text.citations
        if (face := around.face(citation)) is not None
    ]
    mutual = set(citing).intersection(cited)
    shown, room, left_out = {view.citekey}, MOST - 1, 0
    groups = []
    for citekeys in (citing, cited, [one.citekey for one in view.related]):
        new = [citekey for citekey in dict.fromkeys(citekeys) if citekey not in shown]
        shown.update(new)
        groups.append([faces[citekey] for citekey in new[:room]])
        left_out += max(0, len(new) - room)
        room -= len(groups[-1])
    return (groups[0], groups[1], groups[2]), left_out, mutual


class _Drawing:
    """Draws the groups of one map."""

    def __init__(self, around: Surroundings, mutual: set[str], *, mirrored: bool) -> None:
        self._around, self._mutual = around, mutual
        self._way = -1 if mirrored else 1
        """On a page from right to left the line starts at the right."""

    def upper(self, citing: Sequence[Face], cited: Sequence[Face]) -> tuple[tuple[MapGroup, ...], int]:
        """Draw what stands above the entry; give it, and where the entry's box begins."""
        if not (citing or cited):
            return (), 2
        words, top, both = self._around.wording, 32, bool(citing and cited)
        placed_citing, end_of_citing = _place(citing, (-1,) if both else (-1, 1), top=top)
        placed_cited, end_of_cited = _place(cited, (1,) if both else (-1, 1), top=top)
        bottom = max(end_of_citing, end_of_cited) + 6
        trunk, heading = (self._way * _TRUNK, self._way * _TEXT) if both else (0, 0)
        groups = []
        if citing:
            lines = f"{self._branches(placed_citing, -trunk)}M{-trunk} {top + _BEND}V{bottom - 2}"
            heads = f"M{-trunk} {bottom - 1}l-4-7h8z{self._heads(placed_citing, self._mutual)}"
            groups.append(self._group(words.map_citing, (-heading, 12), placed_citing, lines, heads))
        if cited:
            lines = f"{self._branches(placed_cited, trunk)}M{trunk} {top + _BEND}V{bottom}"
            groups.append(self._group(words.map_cited, (heading, 12), placed_cited, lines, self._heads(placed_cited)))
        return tuple(groups), bottom

    def lower(self, related: Sequence[Face], top: int) -> tuple[MapGroup, int]:
        """Draw what stands below the entry's box, which ends at `top`; give it, and where the drawing ends."""
        placed, bottom = _place(related, (-1, 1), top=top + 46)
        branches = [f"M0 {one.y}H{one.side * self._way * _EDGE}" for one in placed]
        lines = f"M0 {top}v8M0 {top + 27}V{placed[-1].y}{''.join(branches)}"
        return self._group(self._around.wording.map_related, (0, top + 21), placed, lines, ""), bottom - 10

    def _branches(self, placed: Sequence[_Placed], trunk: int) -> str:
        """Draw lines from marks to where they join the trunk, below their rows."""
        parts = []
        for one in placed:
            side, y = one.side * self._way, one.y
            parts.append(f"M{side * _EDGE} {y}H{trunk + side * _BEND}Q{trunk} {y} {trunk} {y + _BEND}")
        return "".join(parts)

    def _heads(self, placed: Sequence[_Placed], only: set[str] | None = None) -> str:
        """Draw arrowheads that point at marks."""
        parts = []
        for one in placed:
            if only is None or one.face.citekey in only:
                side = one.side * self._way
                parts.append(f"M{side * _EDGE} {one.y}l{-6 * side}-4v8z")
        return "".join(parts)

    def _group(
        self, heading: str, place: tuple[int, int], placed: Sequence[_Placed], lines: str, heads: str
    ) -> MapGroup:
        x, y = place
        return MapGroup(
            heading=heading,
            x=x,
            y=y,
            lines=lines,
            heads=heads,
            is_dashed=not heads,
            nodes=tuple([self._node(one) for one in placed]),
        )

    def _node(self, placed: _Placed) -> MapNode:
        face, side, words = placed.face, placed.side * self._way, self._around.wording
        is_article, kind, lines = face.kind != "entry", kind_words(face, words), _label_lines(face)
        return MapNode(
            href=self._around.href(face.address),
            label=face.label,
            name="" if is_article else face.name,
            lines=lines,
            kind=kind,
            short_kind=_short_kind(kind) if len(lines) == 1 else "",
            remark=words.map_mutual if face.citekey in self._mutual else "",
            is_article=is_article,
            x=side * _MARK,
            text_x=side * _TEXT,
            y=placed.y,
        )


def _place(faces: Sequence[Face], sides: tuple[int, ...], *, top: int) -> tuple[list[_Placed], int]:
    """Put nodes into rows, one on each side; give them, and where the row after the last would be."""
    placed, y = [], top
    for start in range(0, len(faces), len(sides)):
        row = faces[start : start + len(sides)]
        placed += [_Placed(face=face, side=side, y=y) for face, side in zip(row, sides, strict=False)]
        y += _ROW + _LINE * (max([len(_label_lines(face)) for face in row]) - 1)
    return placed, y


@once_per_face
def _label_lines(face: Face) -> tuple[str, ...]:
    return divided(face.label, _LABEL_WIDTH, _LINES)


@lru_cache(maxsize=1 << 12)
def _short_kind(kind: str) -> str:
    return shortened(kind, _KIND_WIDTH)


def _note(citing: Sequence[Face], cited: Sequence[Face], related: Sequence[Face], words: Wording) -> str:
    """Say what lines and shapes mean, as far as they are there."""
    has_articles = any(face.kind != "entry" for face in (*citing, *cited, *related))
    parts = (
        words.map_note_arrows if citing or cited else "",
        words.map_note_dashes if related else "",
        words.map_note_shapes if has_articles else "",
    )
    return " ".join(part for part in parts if part)
