"""A Markdown file with YAML front matter → an article."""

import re

import yaml

from painsite.model import Article
from painsite.problems import Problem
from painsite.sources.entries import checked_citekey, read_fields
from painsite.sources.other_formats import format_of, way_in
from painsite.sources.reading import Reading
from painsite.sources.schema import ARTICLE_FIELD_BY_NAME
from painsite.sources.texts import render_text
from painsite.sources.yaml import compose

_FENCE = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


_END_OF_PANDOC = re.compile(r"^\.\.\.[ \t]*\r?$", re.MULTILINE)
_LONG_FENCE = re.compile(r"-{4,}[ \t]*\r?\n")
_FIELD = re.compile(r"[A-Za-z_]+:[ \t]")
_HOW = "begin the file with `---`, lines such as `title: …`, and `---` again"
_IN_YAML = "write it in YAML: `---`, lines such as `title: …`, and `---` again"


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
        offset, message, remedy = _what_is_there(text, path, opening)
        reading.report("bad-front-matter", offset, message, remedy)
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


def _what_is_there(  # noqa: PLR0911 - one for each
    text: str, path: str, opening: re.Match[str] | None
) -> tuple[int, str, str]:
    """Return offset, message and remedy where a file has no front matter that ends."""
    if opening:
        if end := _END_OF_PANDOC.search(text, opening.end()):
            return end.start(), "the front matter ends with `...`", "end it with `---`"
        return 0, "the front matter does not end", _HOW
    start = len(text) - len(text.lstrip())
    if text.startswith("+++", start):
        return start, "the front matter is TOML, between lines `+++`", _IN_YAML
    if _FENCE.match(text, start):
        return start, "the front matter does not begin in the first line", "delete what is above it"
    if fence := _LONG_FENCE.match(text, start):
        return start, f"`{fence[0].strip()}` does not begin front matter", "write three hyphens, `---`"
    if _FIELD.match(text, start):
        return start, "the front matter does not begin with a line `---`", "put one above it, and one below it"
    if name := format_of(text):
        what = "the front matter is JSON" if name == "JSON" else f"this is {name} and no article"
        how = _IN_YAML if name == "JSON" else way_in(name, path)
        return start, what, how or "write it in Markdown, with front matter"
    return 0, "the article has no front matter", _HOW
