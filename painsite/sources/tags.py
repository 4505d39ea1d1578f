"""tags.yaml → what the site says of its tags."""

import yaml

from painsite.model import Tag
from painsite.problems import Problem
from painsite.sources import readers as read
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading
from painsite.sources.yaml import compose, is_null, members

TAG_PARTS = {
    "description": "What the tag stands for; it begins the tag’s page.",
    "parents": "Wider tags: what has this one is on their pages too.",
    "synonyms": "Other words for it; they are replaced by it.",
}
"""What may be said of a tag, with its meaning."""


def parse_tags(text: str, *, path: str) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    """Read the tags, in the file's order; of a tag with a problem what is good is kept."""
    reading = Reading(path=path, text=text)
    node = compose(reading)
    if node is None:
        return (), tuple(reading.problems)
    if not isinstance(node, yaml.MappingNode):
        remedy = "begin with the name of a tag and a colon, such as `imaging:`"
        reading.report("wrong-type", node.start_mark.index, "the tags are not a mapping", remedy)
        return (), tuple(reading.problems)
    tags = []
    for member in members(reading, node):
        if not member.name.strip():
            reading.report(
                "bad-value",
                member.offset,
                f"{quoted(member.name)} is not the name of a tag",
                "write its name before the colon",
            )
            continue
        line, column = reading.position(member.offset)
        parts = {} if is_null(member.node) else dict(_parts(reading, read.Located(member.node)))
        tags.append(
            Tag(
                name=member.name.strip(),
                description=read.line(reading, parts["description"]) if "description" in parts else "",
                parents=read.lines(reading, parts["parents"]) if "parents" in parts else (),
                synonyms=read.lines(reading, parts["synonyms"]) if "synonyms" in parts else (),
                place=(path, line, column),
            )
        )
    return tuple(tags), tuple(reading.problems)


def _parts(reading: Reading, value: read.Located) -> dict[str, read.Located]:
    form = "a mapping with `description`, `parents` or `synonyms`"
    return dict(read.mapping(reading, value, TAG_PARTS, "a part of a tag", form))
