"""How far a work is on its way into print, for those who refer to it."""

import re
from typing import Literal

from painsite.model import Entry

Status = Literal["in preparation", "submitted", "in press", "online", "preprint", ""]
"""Before it is sent in; to a journal that has not taken it; taken; ahead of print; on a server; published."""
_STATUS_BY_WORD: dict[str, Status] = {
    **dict.fromkeys(("inpreparation", "inprep", "invorbereitung"), "in preparation"),
    **dict.fromkeys(("submitted", "submittedforpublication", "underreview", "inreview", "eingereicht"), "submitted"),
    **dict.fromkeys(
        ("inpress", "forthcoming", "accepted", "toappear", "tobepublished", "imdruck", "imerscheinen", "souspresse"),
        "in press",
    ),
    **dict.fromkeys(
        (
            "advanceonlinepublication", "aheadofprint", "epub", "epubaheadofprint", "onlinefirst", "earlyview",
            "publishedonline", "advanceaccess", "onlineaheadofprint", "earlyaccess",
        ),
        "online",
    ),
    **dict.fromkeys(("preprint", "prepublished"), "preprint"),
}  # fmt: skip
_NO_LETTER = re.compile(r"[\W\d_]+")


def status_of(entry: Entry) -> Status:
    """Tell how far a work is on its way into print; words that say nothing of it count as published."""
    return _STATUS_BY_WORD.get(_NO_LETTER.sub("", entry.publication_status.casefold()), "")


def is_unfinished(entry: Entry) -> bool:
    """Tell whether a work is a manuscript, which no journal has taken yet."""
    return status_of(entry) in {"submitted", "in preparation"}
