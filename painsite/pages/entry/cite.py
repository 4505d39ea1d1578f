"""How to cite a work: its reference in several styles, and its data for reference managers."""

from msgspec.structs import replace

from painsite.languages.wording import Wording
from painsite.model import Entry, Face, Retraction
from painsite.pages.dates import format_date
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.pieces import join, plain
from painsite.pages.formats.table import FORMATS, Format
from painsite.pages.frame import Frame
from painsite.pages.values import OfferedFormat
from painsite.sources.identifiers import doi_address


def offered_formats(entry: Entry, ours: Ours) -> tuple[OfferedFormat, ...]:
    """Return every format but Vancouver, which stands on the page anyway.

    The abstract is left out: the page has it already, and three times more would be most of its weight.
    """
    bare = replace(entry, abstract=()) if entry.abstract else entry
    return tuple([_offer(format_, format_.write(bare, ours)) for format_ in _OFFERED])


def ours_of(face: Face, retraction: Retraction | None, frame: Frame) -> Ours:
    """Return what the site says beside an entry wherever its reference is taken away."""
    status = _status(face, retraction, frame.settings.wording) if face.retraction else ""
    address = frame.linking.absolute(face.address)
    return Ours(address=address, label=face.label, retraction=face.retraction, status=status)


def _status(face: Face, retraction: Retraction | None, words: Wording) -> str:
    """Return `Retracted (3 March 2021, https://doi.org/10.…)`, of date and notice what is known."""
    natures = {
        "retraction": words.record_retraction,
        "concern": words.record_concern,
        "correction": words.record_correction,
        "reinstatement": words.record_reinstatement,
    }
    known = ""
    if retraction:
        date = format_date(retraction.date, words) if retraction.date else ""
        known = join(", ", date, doi_address(retraction.doi) if retraction.doi else "")
    return natures[face.retraction] + (f" ({known})" if known else "")


def _offer(format_: Format, text: str) -> OfferedFormat:
    return OfferedFormat(
        words=format_.words,
        file_suffix=f".{format_.ending}" if format_.is_data else f"-{format_.name}.{format_.ending}",
        media_type=format_.media_type if format_.is_data else "",
        # a browser reads each line end as a line feed
        html=plain(text.replace("\r", "").rstrip("\n")) if format_.is_data else text,
    )


_OFFERED = FORMATS[1:]
