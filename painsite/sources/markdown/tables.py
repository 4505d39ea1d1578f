"""Tables of Markdown, with a word about cells that no column shows."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableExtension, TableProcessor

from painsite.sources.markdown.extensions import Converter, Flaw
from painsite.sources.quoting import quoted


class _Table(TableProcessor, BlockProcessor):
    """A table; the library leaves out each cell for which the head has no column, as CommonMark's readers do."""

    def __init__(self, md: Converter) -> None:
        self.md = md
        super().__init__(md.parser, {"use_align_attribute": False})

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc] # the stubs do not know it
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]
        lost = next((cell.strip() for cell in cells[len(align) :] if cell.strip()), "")
        if lost:
            self.md.findings.flaws.append(
                Flaw(
                    rule="lost-cell",
                    message=f"the cell {quoted(lost, limit=40)} is beyond the last column of its table",
                    remedy="add a column to the head, or write `\\|` for a bar in a cell",
                    needle=lost,
                )
            )


class TablesExtension(TableExtension):
    """Tables."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's own."""
        super().extendMarkdown(md)
        if isinstance(md, Converter):
            md.parser.blockprocessors.register(_Table(md), "table", 75)
