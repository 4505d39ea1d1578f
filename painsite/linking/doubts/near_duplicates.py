"""Two entries that seem to be one work, where no identifier tells.

Only works that share the letters of their title, or first author and year, are compared, so that a bibliography of a
hundred thousand works takes no more than a hundred times as long as one of a thousand.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from painsite.linking.nodes import place_of
from painsite.linking.steps import fold
from painsite.model import Entry
from painsite.problems import Problem

_MOST = 40
"""Works of one author and year that are compared with each other; more are the output of a whole institution."""
_FEW_WORDS = 4
"""Of a title that many works can have: `Low back pain`."""
_ALIKE = 0.93
_DIVIDING = re.compile(r"[0-9]+|[ivx]+|[a-c]|part|teil|reply|response|comment|correction|erratum|corrigendum|update")
"""Words by which two works of one series differ."""


def find_near_duplicates(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Report each entry that seems to be the same work as an earlier one by citekey."""
    works = sorted(entries, key=lambda entry: entry.citekey)
    titles = {entry.citekey: fold(entry.title) for entry in works}
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in works:
        groups["title", titles[entry.citekey].replace("-", "")].append(entry)
        if entry.authors.people and entry.issued:
            groups["author", fold(entry.authors.people[0].last_name), str(entry.issued.year)].append(entry)
    told: set[str] = set()
    for key, group in groups.items():
        if not key[1] or not 1 < len(group) <= _MOST:
            continue
        for number, entry in enumerate(group[1:], 1):
            for other in group[:number]:
                if entry.citekey not in told and _is_one(other, entry, titles):
                    told.add(entry.citekey)
                    yield _problem(other, entry)


def _is_one(one: Entry, other: Entry, titles: dict[str, str]) -> bool:
    if any(getattr(one, name) and getattr(other, name) for name in ("doi", "pmid", "pmcid", "isbn", "arxiv")):
        return False  # where they agree another rule says so
    if _differ(one, other):
        return False
    first, second = titles[one.citekey], titles[other.citekey]
    words, others = first.split("-"), second.split("-")
    if first.replace("-", "") == second.replace("-", ""):
        has_place = bool(one.page_range and one.page_range == other.page_range)
        return len(words) > _FEW_WORDS or has_place
    if min(len(words), len(others)) <= _FEW_WORDS or any(map(_DIVIDING.fullmatch, set(words) ^ set(others))):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _differ(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say something that only two works can."""
    for name in ("volume", "page_range", "edition", "version"):
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second:
            return True
    if one.issued and other.issued and abs(one.issued.year - other.issued.year) > 1:
        return True
    surnames = [fold(entry.authors.people[0].last_name) if entry.authors.people else "" for entry in (one, other)]
    if all(surnames) and surnames[0] != surnames[1]:
        return True
    return {one.type, other.type} in ({"book", "chapter"}, {"review-book", "book"})


def _problem(one: Entry, other: Entry) -> Problem:
    return Problem(
        place=place_of(other, "title"),
        rule="near-duplicate",
        message=f"`{other.citekey}` seems to be the same work as `{one.citekey}` at {place_of(one, 'title')}",
        remedy="merge the two, and put the other citekey among the `aliases`; or give each its DOI or PMID",
    )
