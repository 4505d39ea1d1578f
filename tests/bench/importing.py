"""Every file of references in the fixtures, imported: how many records each format has, and what became of them.

`python -m tests.bench.importing` prints the table. Records are counted beforehand by how they begin, without the
importers, so that one that vanishes shows.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from painsite.editing.importing.decoding import decode, with_line_feeds
from painsite.editing.importing.reading import ReadFile, read_content
from tests.support import FIXTURES

FOLDERS = ("exporters", "pubmed", "bib", "zheln", "prose", "api")
_NO_DATA = re.compile(r"\.md$|LICENSE|COPYING|SOURCE")
_BEGINNINGS = {
    "RIS": r"^[\ufeff ]{0,3}TY {0,2}-(?:\s|$)",
    "PubMed (MEDLINE)": r"^\ufeff?PMID ?-",
    "EndNote tags": r"^\ufeff?%0(?:\s|$)",
    "EndNote XML": r"<record[\s>]",
    "PubMed XML": r"<Pubmed(?:Book)?Article[\s>]",
    "BibTeX": r"^[ \t]*@(?!\s*(?:string|comment|preamble|xdata|control|ieeetranbstctl)\b)\w+[ \t]*[{(]",
}
"""How a record begins. An item of JSON begins like any object, and is counted by a parser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was read of one file."""

    path: Path
    format: str
    """Empty for a file of another kind."""
    counted: int
    """Records, by how they begin; at least one where there is any text."""
    file: ReadFile

    @property
    def accounted(self) -> int:
        """Records that are read or refused."""
        return len(self.file.references.records) + len(self.file.references.refused)

    @property
    def lost(self) -> int:
        """Records of which nothing is said."""
        return max(0, self.counted - self.accounted)


def files() -> Iterator[Path]:
    """Yield every data file of these fixtures."""
    for folder in FOLDERS:
        yield from sorted(
            path for path in (FIXTURES / folder).rglob("*") if path.is_file() and not _NO_DATA.search(path.name)
        )


def read(path: Path) -> Row:
    """Read one file, whatever it is."""
    content = path.read_bytes()
    file = read_content(content, name=path.name)
    name = file.format.name if file.format else ""
    text = with_line_feeds(decode(content).text)
    counted = len(re.findall(_BEGINNINGS[name], text, re.MULTILINE | re.IGNORECASE)) if name in _BEGINNINGS else 0
    return Row(path=path, format=name, counted=counted, file=file)


def format_table(rows: list[Row]) -> str:
    """Return the counts of each format as a table in Markdown."""
    lines = ["| format | files | records | read | refused | accounted | lost |", "|---|---:|---:|---:|---:|---:|---:|"]
    for name in sorted({row.format for row in rows if row.format}):
        of_it = [row for row in rows if row.format == name]
        read_, refused = (
            sum(len(part) for part in parts)
            for parts in (
                [row.file.references.records for row in of_it],
                [row.file.references.refused for row in of_it],
            )
        )
        counted = sum(max(row.counted, row.accounted) for row in of_it)
        lost = sum(row.lost for row in of_it)
        lines.append(f"| {name} | {len(of_it)} | {counted} | {read_} | {refused} | {read_ + refused} | {lost} |")
    others = Counter(row.file.error for row in rows if not row.format)
    lines.append(f"| (refused as a whole) | {sum(others.values())} | – | – | – | – | – |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    table = [read(path) for path in files()]
    print(format_table(table))  # noqa: T201 - it is what the program is for
    for row in table:
        if row.lost:
            print(f"{row.path}: {row.counted} counted, {row.accounted} accounted")  # noqa: T201 - the same
