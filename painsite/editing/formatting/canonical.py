"""Bringing a source into its canonical form."""

import re
from collections.abc import Callable

import yaml

from painsite.editing.edits import apply_edits, line_end_of
from painsite.editing.formatting.lines import edits_of_lines, edits_of_lists
from painsite.editing.formatting.scalars import edits_of_values
from painsite.editing.mending.mend import Mended, keeps, mend
from painsite.editing.yaml_layout import plain_values, yaml_part
from painsite.files import kind_of
from painsite.sources.reading import Reading
from painsite.sources.tags import parse_tags
from painsite.sources.yaml import compose
from painsite.unread import FOLDER

_TAGS = f"{FOLDER}/tags.yaml"


def format_source(text: str, path: str) -> Mended:
    """Return a source in its canonical form: of entries, of front matter, and of tags.yaml; others stay as they are.

    Fields come in order and in the form in which they are kept, values without needless quotes, lists with two blanks
    before their hyphens, one empty line at most. Comments, blocks of text and what Markdown has below front matter
    stay. It reads as before; where that would not be so it stays. Doing it again changes nothing.
    """
    if path != _TAGS and kind_of(path) not in {"yaml", "article"}:
        return Mended(text=text)
    mended = mend(text, path, only_the_form=True)
    after = mended.text
    for step in (_with_bare_values, _with_lists, _with_lines):
        changed = step(after, path)
        if changed != after and _reads_the_same(after, changed, path):
            after = changed
    what = mended.what if after == mended.text else (*mended.what, "quotes and blanks")
    return Mended(text=after, what=what)


def _with_bare_values(text: str, path: str) -> str:
    return _edited(text, path, lambda root, start, _: apply_edits(text, edits_of_values(text, root, start)))


def _with_lists(text: str, path: str) -> str:
    return _edited(text, path, lambda root, start, _: apply_edits(text, edits_of_lists(text, root, start)))


def _with_lines(text: str, path: str) -> str:
    def lines(root: yaml.MappingNode, start: int, end: int) -> str:
        edited = apply_edits(text, edits_of_lines(text, root, start, end))
        return edited if kind_of(path) == "article" else _ended(edited)

    return _edited(text, path, lines)


def _ended(text: str) -> str:
    """Begin a file with its first line and end it with one line end."""
    bare = text.rstrip(" \t\r\n")
    return re.sub(r"\A(?:[ \t]*\r?\n)+", "", bare) + line_end_of(text)


def _values(text: str, path: str) -> object:
    part = yaml_part(text, has_front_matter=kind_of(path) == "article")
    root = compose(Reading(path=path, text=text), start=part[0], end=part[1]) if part else None
    return plain_values(root) if root else None


def _edited(text: str, path: str, edit: Callable[[yaml.MappingNode, int, int], str]) -> str:
    part = yaml_part(text, has_front_matter=kind_of(path) == "article")
    if part is None:
        return text
    root = compose(Reading(path=path, text=text), start=part[0], end=part[1])
    return edit(root, *part) if isinstance(root, yaml.MappingNode) and not root.flow_style else text


def _reads_the_same(before: str, after: str, path: str) -> bool:
    """Tell whether every value is the same, those of fields too that nobody knows, and what is made of them."""
    if _values(before, path) != _values(after, path):
        return False
    if path != _TAGS:
        return keeps(before, after, path, ())
    (old, old_problems), (new, new_problems) = (parse_tags(text, path=path) for text in (before, after))
    bare = [[(tag.name, tag.description, tag.parents, tag.synonyms) for tag in tags] for tags in (old, new)]
    return bare[0] == bare[1] and len(old_problems) >= len(new_problems)
