"""A Markdown file with YAML front matter → an article."""

import re

import yaml

from painsite.model import Article
from painsite.problems import Problem
from painsite.sources.entries import checked_citekey, read_fields
from painsite.sources.reading import Reading
from painsite.sources.schema import ARTICLE_FIELD_BY_NAME
from painsite.sources.texts import render_text
from painsite.sources.yaml import compose

_FENCE = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def parse_article(text: str, *, path: str) -> tuple[Article | None, tuple[Problem, ...]]:
    """Read one article; None where its front matter cannot be read.

    An article without a title is given back too, with a problem.
    """
    reading = Reading(path=path, text=text)
    if not text.strip():
        reading.report("empty-file", 0, "the file has no content", "write front matter with a `title`, or delete it")
        return None, tuple(reading.problems)
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        message = "the front matter does not end" if opening else "the article has no front matter"
        remedy = "begin the file with `---`, lines such as `title: …`, and `---` again"
        reading.report("bad-front-matter", 0, message, remedy)
        return None, tuple(reading.problems)
    node = compose(reading, start=opening.end(), end=closing.start())
    if node is not None and not isinstance(node, yaml.MappingNode):
        message, remedy = "the front matter is not a mapping of fields", "write lines such as `title: …`"
        reading.report("bad-front-matter", opening.end(), message, remedy)
        return None, tuple(reading.problems)
    if node is None and reading.problems:
        return None, tuple(reading.problems)
    start = opening.end()
    empty = yaml.MappingNode("", [])
    values, offsets = read_fields(
        reading, node or empty, ARTICLE_FIELD_BY_NAME, "an article", start=start, extra=("citekey",)
    )
    citekey = checked_citekey(reading, values.pop("citekey", ""), offsets.get("citekey", 0))
    if not citekey:
        return None, tuple(reading.problems)
    if "title" not in values:
        reading.report("missing-title", 0, "the article has no `title`", "add `title: …` to its front matter")
    body_start = closing.end()
    body = render_text(reading, text[body_start:], lowest_heading=2, offset_of=lambda: lambda place: body_start + place)
    places = {name: (path, *reading.position(offset)) for name, offset in offsets.items()}
    places.setdefault("citekey", (path, 1, 1))
    return Article(citekey=citekey, path=path, places=places, body=body, **values), tuple(reading.problems)
