"""What leads to files of references: links that save them under names of their own."""

from painsite.pages.formats.table import FILE_FORMATS
from painsite.pages.links import Href
from painsite.pages.values import FileLink, TakeAway

MOST_RECORDS = 10_000
"""In a file."""


def take_away(lead: str, address: str, count: int, href: Href) -> TakeAway:
    """Return the links to the files of so many records that lie below an address."""
    name = address.rstrip("/").rpartition("/")[2] or "bibliography"
    files = [
        FileLink(
            href=href(f"{address}{file_stem('entries', number)}.{one.ending}"),
            text=one.words if number == 1 else f"{one.words} {number}",
            file=f"{file_stem(name, number)}.{one.ending}",
        )
        for one in FILE_FORMATS
        for number in range(1, -(-count // MOST_RECORDS) + 1)
    ]
    return TakeAway(lead=lead, files=tuple(files))


def file_stem(name: str, number: int) -> str:
    """Return the name of a file, the number from 1, without its ending: `entries`, `entries-2`."""
    return f"{name}-{number}" if number > 1 else name
