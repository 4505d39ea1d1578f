"""Entries of .bib files that are left out, so that a citation of one can say why it leads nowhere."""

from painsite.model import Value
from painsite.problems import Place


class LeftOut(Value, frozen=True, kw_only=True, array_like=True):
    """An entry that is not published."""

    citekey: str
    place: Place
    """Of its citekey."""
    reason: str
    """`it has no title`: follows upon “since” in a message."""
    is_another_work: bool = False
    """A different work has its citekey and is published, so that a citation may mean either."""
    other: Place | None = None
    """Of the citekey of that work's entry."""
