"""Keywords of records → tags: without those that a site's `ignored_tags` describes."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from painsite.editing.formats.subjects import is_check_tag

CHECK_TAGS = "@check-tags"
"""Stands in `ignored_tags` for the headings that indexers tick on every study: `Humans`, `Male`, `Aged`."""


def divide_keywords(keywords: Iterable[str], ignored: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keywords that are topics, and those that are none by these patterns, in which case does not count."""
    patterns = [pattern.casefold() for pattern in ignored if pattern != CHECK_TAGS]
    topics: list[str] = []
    others: list[str] = []
    for keyword in keywords:
        is_other = any(fnmatchcase(keyword.casefold(), pattern) for pattern in patterns)
        (others if is_other or (CHECK_TAGS in ignored and is_check_tag(keyword)) else topics).append(keyword)
    return tuple(topics), tuple(others)
