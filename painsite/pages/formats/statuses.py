"""How far a work is on its way into print, for those who refer to it."""

from typing import Literal

from painsite.model import Entry
from painsite.sources.publication_status import parse_publication_status

Status = Literal["in preparation", "submitted", "in press", "online", "preprint", ""]
"""Before it is sent in; to a journal that has not taken it; taken; ahead of print; on a server; published."""
_STATUS_BY_WORDS: dict[str, Status] = {
    "in preparation": "in preparation",
    "submitted": "submitted",
    **dict.fromkeys(("accepted", "in press", "forthcoming"), "in press"),
    "advance online publication": "online",
    "preprint": "preprint",
}


def status_of(entry: Entry) -> Status:
    """Return how far a work is on its way into print; words that say nothing of it count as published."""
    return _STATUS_BY_WORDS.get(parse_publication_status(entry.publication_status), "")


def is_unfinished(entry: Entry) -> bool:
    """Return whether a work is a manuscript, which no journal has taken yet."""
    return status_of(entry) in {"submitted", "in preparation"}
