"""Where the site's own texts cite a node, and what it counts to be cited close to another."""

from painsite.model import Value

BRACKET, PARAGRAPH, SECTION, PAGE = 8, 4, 2, 1
"""What it counts to be cited in one bracket or footnote, paragraph, section, or only on one page."""
MOST_IN_A_CIRCLE = 100
"""Company in a larger circle says nothing; and pairs grow with its square."""
SCALE = 2520
"""Divisible by 1-10, so that damping does not round."""


class CitedAt(Value, frozen=True, kw_only=True):
    """A place where a text cites a node; the numbers count within that text, as in `Citation`."""

    citekey: str
    """Canonical."""
    group: int = 0
    footnote: str = ""
    paragraph: int = 0
    section: int = 0
