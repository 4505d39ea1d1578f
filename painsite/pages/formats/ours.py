"""What a site says beside a work, for the note that each data format has."""

from typing import Literal

from painsite.model import RetractionNature, Value


class Ours(Value, frozen=True, kw_only=True, array_like=True):
    """What travels along with a record and is not the work's own; empty text where it is not known."""

    address: str = ""
    """The public address of our page on the work."""
    label: str = ""
    """The short name that the work has here."""
    retraction: RetractionNature | Literal[""] = ""
    """What became of the work."""
    status: str = ""
    """The same in the site's words, with date and notice: `Retracted (3 March 2021, https://doi.org/10.…)`."""


NOTHING = Ours()
"""Of a site without a public address, on a work of which nothing is known."""
