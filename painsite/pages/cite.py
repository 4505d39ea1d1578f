"""How to cite a work: its reference in several styles, and its data for reference managers."""

from msgspec.structs import replace

from painsite.model import Entry
from painsite.pages.formats.pieces import plain
from painsite.pages.formats.table import FORMATS, Format
from painsite.pages.values import OfferedFormat


def offered_formats(entry: Entry, address: str) -> tuple[OfferedFormat, ...]:
    """Give every format but Vancouver, which stands on the page anyway.

    `address` is the public one of the entry's page. The abstract is left out: the page has it already, and three times
    more would be most of its weight.
    """
    bare = replace(entry, abstract=()) if entry.abstract else entry
    return tuple([_offer(format_, format_.write(bare, address)) for format_ in _OFFERED])


def _offer(format_: Format, text: str) -> OfferedFormat:
    return OfferedFormat(
        words=format_.words,
        file_suffix=f".{format_.ending}" if format_.is_data else f"-{format_.name}.{format_.ending}",
        media_type=format_.media_type if format_.is_data else "",
        # a browser reads each line end as a line feed
        html=plain(text.replace("\r", "").rstrip("\n")) if format_.is_data else text,
    )


_OFFERED = FORMATS[1:]
