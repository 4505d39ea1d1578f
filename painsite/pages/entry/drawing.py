"""The drawing in the map of an entry's neighbourhood, as SVG.

What cites the entry stands above it, at the start of the line, and what it cites beside that, at the end; a group that
stands alone has both sides. The related stand below, on dashed lines. A drawing of rows keeps its labels legible on a
narrow screen, which a cloud of nodes would not.

Coordinates are whole units of the drawing, from its middle axis and its top. The style sheet says how large a unit is,
and which colours lines and marks have.

It is written here and not by a template, which would take as long for it as for the whole rest of the page.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from painsite.languages.wording import Wording
from painsite.model import Face, Value
from painsite.pages.links import Href
from painsite.pages.memory import once_per_face
from painsite.pages.phrases import kind_words
from painsite.pages.status import mark as status_mark
from painsite.pages.widths import divided, shortened, text_width

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
_HEAD = 32
"""From the top to the first row, with a heading between them."""
_ROW = 26
_LINE = 15
"""What each further line of a label adds to a row."""
_LINES = 3
_BOX = 30
"""Height of the entry's own box."""

# widths of texts, in the same units
_LABEL_WIDTH = 120
_BOX_WIDTH = 240
_KIND_WIDTH = 130

_Texts = tuple[str, tuple[str, ...]]
"""What a label stands for, and its lines, all escaped."""
_Placed = list[tuple[Face, int, int, _Texts]]
"""Nodes of a group; the side of each, -1 on the left and 1 on the right; where it stands below the top; its texts."""


class Kind(Value, frozen=True, kw_only=True):
    """One of the three groups of a map: what cites the entry, what it cites, what is related."""

    heading: str
    faces: tuple[Face, ...]
    """May be empty."""
    is_cited: bool = False
    """Its arrows lead from the entry to its nodes."""
    is_dashed: bool = False
    """Its lines have no direction."""
    mutual: frozenset[str] = frozenset()
    """Of those that cite the entry, citekeys of those that it cites as well."""


def draw(
    own: Face, kinds: tuple[Kind, Kind, Kind], words: Wording, href: Href, *, is_mirrored: bool
) -> tuple[str, str]:
    """Draw an entry and its neighbours; give the view box, and what stands in the `svg` element.

    On a page from right to left the line starts at the right: the drawing is mirrored.
    """
    over, under = _tiers(*kinds)
    start = 1 if is_mirrored else -1
    columns = [(kind, *_place(kind.faces, sides, _HEAD), trunk) for kind, sides, trunk in _columns(over, start)]
    top = max([end + 6 for _, _, end, _ in columns], default=2)
    lines = [_lines_above(kind, placed, trunk, top) for kind, placed, _, trunk in columns]
    groups = [_group(kind, placed, _heading(kind, trunk, 12), words, href) for kind, placed, _, trunk in columns]
    bottom = top + _BOX
    for kind, sides, trunk in _columns(under, start):
        placed, end = _place(kind.faces, sides, top + _BOX + 46)
        bottom = max(bottom, end - 20)
        lines.append(_lines_below(kind, placed, trunk, top + _BOX))
        groups.append(_group(kind, placed, _heading(kind, trunk, top + _BOX + 21), words, href))
    return f"{-_HALF} 0 {2 * _HALF} {bottom + 14}", "\n".join([*lines, *groups, _box(own, top, href)])


def _tiers(citing: Kind, cited: Kind, related: Kind) -> tuple[list[Kind], list[Kind]]:
    """Say what stands above the entry and what below.

    What it cites stands beside those that cite it, or beside the related where the drawing is shorter so.
    """

    def rows(one: Kind, other: Kind) -> int:
        first, second = len(one.faces), len(other.faces)
        return max(first, second) if first and second else (first + second + 1) // 2

    nobody = Kind(heading="", faces=())
    usual = rows(citing, cited) + rows(related, nobody)
    other = rows(citing, nobody) + rows(related, cited)
    over, under = ((citing, cited), (related,)) if usual <= other else ((citing,), (related, cited))
    return [kind for kind in over if kind.faces], [kind for kind in under if kind.faces]


def _columns(kinds: Sequence[Kind], start: int) -> list[tuple[Kind, tuple[int, ...], int]]:
    """Return each group of a tier with its sides, and how far from the axis its trunk is: a group alone has both."""
    if len(kinds) == 1:
        return [(kinds[0], (start, -start), 0)]
    return [(kind, (side,), side * _TRUNK) for kind, side in zip(kinds, (start, -start), strict=False)]


def _place(faces: Sequence[Face], sides: tuple[int, ...], top: int) -> tuple[_Placed, int]:
    """Put nodes into rows, one on each side; give them, and where the row after the last would be."""
    placed: _Placed = []
    y = top
    for start in range(0, len(faces), len(sides)):
        row = faces[start : start + len(sides)]
        lines = 1
        for face, side in zip(row, sides, strict=False):
            texts = _texts(face)
            placed.append((face, side, y, texts))
            lines = max(lines, len(texts[1]))
        y += _ROW + _LINE * (lines - 1)
    return placed, y


def _lines_above(kind: Kind, placed: _Placed, trunk: int, bottom: int) -> str:
    """Draw what leads from nodes down to the box, or from the box up to nodes."""
    lines = f"{_branches(placed, trunk, _BEND)}M{trunk} {_HEAD + _BEND}V{bottom}"
    heads = _heads([one for one in placed if kind.is_cited or one[0].citekey in kind.mutual])
    if not kind.is_cited:
        heads = f"M{trunk} {bottom - 1}l-4-7h8z{heads}"
    return _line(lines) + _line(heads, "heads")


def _lines_below(kind: Kind, placed: _Placed, trunk: int, top: int) -> str:
    """Draw what leads from the box down to nodes; a heading upon the axis interrupts it."""
    lines = f"M{trunk} {top}" if trunk else f"M0 {top}v8M0 {top + 27}"
    last = placed[-1][2]
    if kind.is_dashed:
        branches = [f"M{trunk} {y}H{side * _EDGE}" for _, side, y, _ in placed]
        return _line(f"{lines}V{last}{''.join(branches)}", "dashed")
    return _line(f"{lines}V{last - _BEND}{_branches(placed, trunk, -_BEND)}") + _line(_heads(placed), "heads")


def _branches(placed: _Placed, trunk: int, bend: int) -> str:
    """Return the way from each mark to where it joins the trunk: below its row, or above it."""
    return "".join(
        [f"M{side * _EDGE} {y}H{trunk + side * _BEND}Q{trunk} {y} {trunk} {y + bend}" for _, side, y, _ in placed]
    )


def _heads(placed: _Placed) -> str:
    """Return arrowheads that point at marks."""
    return "".join([f"M{side * _EDGE} {y}l{-6 * side}-4v8z" for _, side, y, _ in placed])


def _line(path: str, css_class: str = "") -> str:
    if css_class == "heads":
        return f'<path class="heads" d="{path}" fill="currentColor"/>'
    dashes = ' class="dashed" stroke-dasharray="3 3"' if css_class else ""
    return f'<path{dashes} d="{path}" fill="none" stroke="currentColor"/>'


def _heading(kind: Kind, trunk: int, y: int) -> str:
    x, anchor = (trunk // _TRUNK * _TEXT, "end" if trunk < 0 else "start") if trunk else (0, "middle")
    text = escape(kind.heading)
    return f'<text class="group-name" x="{x}" y="{y}" text-anchor="{anchor}" fill="currentColor">{text}</text>'


def _group(kind: Kind, placed: _Placed, heading: str, words: Wording, href: Href) -> str:
    css_class = ' class="dashed"' if kind.is_dashed else ""
    nodes = [_node(one, words, href) for one in placed]
    return "\n".join([f"<g{css_class}>{heading}", *nodes, "</g>"])


def _node(placed: tuple[Face, int, int, _Texts], words: Wording, href: Href) -> str:
    """Draw one node: a circle for an entry, a square for an article, and its label with its kind."""
    face, side, y, (name, lines) = placed
    is_entry, x, text_x = face.kind == "entry", side * _MARK - 5, side * _TEXT
    mark = f"M{x} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z" if is_entry else f"M{x} {y - 5}h10v10h-10z"
    status, struck = status_mark(face, words), ""
    if status:
        struck = f' class="{face.retraction}"'
        mark += f"M{x - 2} {y + 7}l14-14"
        name = escape(words.marked_name.format(mark=status, name="")) + name
    anchor = ' text-anchor="end"' if side < 0 else ""
    if face.retraction == "retraction":
        lines = tuple([f'<tspan class="struck">{line}</tspan>' for line in lines])
    text = lines[0]
    if len(lines) == 1 and (kind := status or kind_words(face, words)):
        kind = _short_kind(kind)
        text = (
            f'<tspan class="wide">{kind} </tspan>{text}' if side < 0 else f'{text}<tspan class="wide"> {kind}</tspan>'
        )
    text = f'<text x="{text_x}" y="{y + 4}"{anchor}>{text}</text>'
    for row, line in enumerate(lines[1:], 1):
        text += f'<text x="{text_x}" y="{y + 4 + _LINE * row}"{anchor}>{line}</text>'
    link = f'<a{struck} href="{_attribute(href(face.address))}" tabindex="-1">'
    return f'{link}<title>{name}</title><path d="{mark}"/>{text}</a>'


def _box(own: Face, top: int, href: Href) -> str:
    """Draw the entry itself."""
    label = shortened(own.label, _BOX_WIDTH)
    struck = ' class="struck"' if own.retraction == "retraction" else ""
    width = text_width(label) + 32
    return (
        f'<a href="{_attribute(href(own.address))}" tabindex="-1" aria-current="page">'
        f"<title>{escape(own.label)}</title>"
        f'<rect x="{-(width // 2)}" y="{top}" width="{width}" height="{_BOX}" rx="15"/>'
        f'<text{struck} x="0" y="{top + 20}" text-anchor="middle">{escape(label)}</text></a>'
    )


@once_per_face
def _texts(face: Face) -> _Texts:
    name = face.name if face.kind == "entry" else face.label
    return escape(name), tuple([escape(line) for line in divided(face.label, _LABEL_WIDTH, _LINES)])


@lru_cache(maxsize=1 << 12)
def _short_kind(kind: str) -> str:
    return escape(shortened(kind, _KIND_WIDTH))


_attribute = lru_cache(maxsize=1 << 16)(escape)
