"""The map of an entry's neighbourhood: who cites it here, what it cites, what is related, as a drawing and as a list.

What cites the entry stands above it, at the start of the line, and what it cites beside that, at the end; a group that
stands alone has both sides. The related stand below, on dashed lines. A drawing of rows keeps its labels legible on a
narrow screen, which a cloud of nodes would not.

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


class _Kind(Value, frozen=True, kw_only=True):
    """One of the three groups."""

    heading: str
    faces: tuple[Face, ...]
    is_cited: bool = False
    """Its arrows lead from the entry to its nodes."""


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
    kinds = (
        _Kind(heading=words.map_citing, faces=tuple(citing)),
        _Kind(heading=words.map_cited, faces=tuple(cited), is_cited=True),
        _Kind(heading=words.map_related, faces=tuple(related)),
    )
    over, under = _tiers(*kinds)
    groups, top = drawing.above(over)
    more, bottom = drawing.below(under, top + _SUBJECT)
    return Map(
        heading=words.map_heading,
        note=_note(citing, cited, related, words),
        left_out=counted(left_out, words.map_left_out_one, words.map_left_out_many, words) if left_out else "",
        list_label=words.map_list_label,
        view_box=f"{-_HALF} 0 {2 * _HALF} {bottom + 4}",
        subject=_subject(own, top, around.href),
        groups=(*groups, *more),
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

    def above(self, kinds: Sequence[_Kind]) -> tuple[tuple[MapGroup, ...], int]:
        """Draw one group, or two side by side, above the entry's box; give them, and where the box begins."""
        if not kinds:
            return (), 2
        top, alone = 32, len(kinds) == 1
        placed = [_place(kind.faces, sides, top=top) for kind, sides in zip(kinds, _sides(kinds), strict=True)]
        bottom = max(end for _, end in placed) + 6
        groups = []
        for kind, side, (nodes, _) in zip(kinds, (-1, 1), placed, strict=False):
            trunk, x = (0, 0) if alone else (side * self._way * _TRUNK, side * self._way * _TEXT)
            lines = f"{self._branches(nodes, trunk, _BEND)}M{trunk} {top + _BEND}V{bottom}"
            heads = self._heads(nodes, None if kind.is_cited else self._mutual)
            if not kind.is_cited:
                heads = f"M{trunk} {bottom - 1}l-4-7h8z{heads}"
            groups.append(self._group(kind, (x, 12), nodes, lines, heads))
        return tuple(groups), bottom

    def below(self, kinds: Sequence[_Kind], top: int) -> tuple[tuple[MapGroup, ...], int]:
        """Draw the same below the box, which ends at `top`; give them, and where the drawing ends."""
        groups, bottom, alone = [], top + 10, len(kinds) == 1
        for kind, side, sides in zip(kinds, (-1, 1), _sides(kinds), strict=False):
            trunk, x = (0, 0) if alone else (side * self._way * _TRUNK, side * self._way * _TEXT)
            nodes, end = _place(kind.faces, sides, top=top + 46)
            bottom = max(bottom, end)
            # a heading upon the axis interrupts the line
            lines = f"M{trunk} {top}v8M{trunk} {top + 27}" if alone else f"M{trunk} {top}"
            if kind.is_cited:
                lines += f"V{nodes[-1].y - _BEND}{self._branches(nodes, trunk, -_BEND)}"
            else:
                branches = [f"M{trunk} {one.y}H{one.side * self._way * _EDGE}" for one in nodes]
                lines += f"V{nodes[-1].y}{''.join(branches)}"
            heads = self._heads(nodes) if kind.is_cited else ""
            groups.append(self._group(kind, (x, top + 21), nodes, lines, heads))
        return tuple(groups), bottom - 10

    def _branches(self, placed: Sequence[_Placed], trunk: int, bend: int) -> str:
        """Draw lines from marks to where they join the trunk: below their rows, or above them."""
        parts = []
        for one in placed:
            side, y = one.side * self._way, one.y
            parts.append(f"M{side * _EDGE} {y}H{trunk + side * _BEND}Q{trunk} {y} {trunk} {y + bend}")
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
        self, kind: _Kind, place: tuple[int, int], placed: Sequence[_Placed], lines: str, heads: str
    ) -> MapGroup:
        x, y = place
        return MapGroup(
            heading=kind.heading,
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


def _tiers(citing: _Kind, cited: _Kind, related: _Kind) -> tuple[list[_Kind], list[_Kind]]:
    """Say what stands above the entry and what below.

    What it cites stands beside those that cite it, or beside the related where the drawing is shorter so.
    """

    def rows(one: _Kind, other: _Kind) -> int:
        first, second = len(one.faces), len(other.faces)
        return max(first, second) if first and second else (first + second + 1) // 2

    nobody = _Kind(heading="", faces=())
    usual = rows(citing, cited) + rows(related, nobody)
    other = rows(citing, nobody) + rows(related, cited)
    over, under = ((citing, cited), (related,)) if usual <= other else ((citing,), (related, cited))
    return [kind for kind in over if kind.faces], [kind for kind in under if kind.faces]


def _sides(kinds: Sequence[_Kind]) -> tuple[tuple[int, ...], ...]:
    """Say on which sides of the axis the nodes of each group stand."""
    return ((-1,), (1,)) if len(kinds) > 1 else ((-1, 1),)


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
