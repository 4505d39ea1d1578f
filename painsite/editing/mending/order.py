"""The order of fields: that of the schema; a field that it does not know stays behind the one above it."""

from collections.abc import Mapping

from painsite.editing.edits import line_end_of
from painsite.editing.yaml_layout import FieldText, Layout
from painsite.sources.schema import Field


def put_in_order(text: str, layout: Layout, field_by_name: Mapping[str, Field]) -> str:
    """Return the text with its fields in order, each moved with its lines and the comments right above it."""
    ranks = {"citekey": 0}
    for number, field in enumerate(dict.fromkeys(field_by_name.values()), start=1):
        ranks |= dict.fromkeys((field.name, *field.aliases), number)
    ranked: list[tuple[int, int, FieldText]] = []
    above = 0
    for number, one in enumerate(layout.fields):
        above = ranks.get(one.name, above)
        ranked.append((above, number, one))
    ordered = [one for _, _, one in sorted(ranked, key=lambda row: row[:2])]
    if ordered == list(layout.fields):
        return text
    start, end = layout.fields[0].start, layout.fields[-1].end
    line_end = line_end_of(text)
    parts = [text[one.start : one.end] for one in ordered]
    # the last line of a file may have no end
    whole = "".join(part if part.endswith("\n") else part + line_end for part in parts)
    return text[:start] + whole + text[end:]
