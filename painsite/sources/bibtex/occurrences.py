"""Names that nothing defines or knows, in the entries of a .bib file: each is told once, with how often it is there.

One exporter's habit is in thousands of entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from painsite.problems import Place, Problem
from painsite.sources.bibtex.cuts import Occurrence
from painsite.sources.bibtex.fields import COMMON_FIELDS
from painsite.sources.bibtex.lending import Spot
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.quoting import quoted

UNDEFINED, UNKNOWN_FIELD, UNKNOWN_TYPE = "bibtex-undefined-string", "unknown-bibtex-field", "unknown-bibtex-type"
RULES = frozenset({UNDEFINED, UNKNOWN_FIELD, UNKNOWN_TYPE})
"""Of which a problem may tell of more than one place."""


def report_occurrences(occurrences: Iterable[Occurrence]) -> Iterator[Problem]:
    """Report each name once, at the first of its places."""
    found: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        found[one.rule, one.name].append(one)
    for (rule, name), places in found.items():
        first = places[0]
        place = Place(path=first.path, line=first.line, column=first.column)
        message, remedy = _undefined(name, len(places)) if rule == UNDEFINED else _unknown(rule, name, len(places))
        yield Problem(place=place, rule=rule, message=message, remedy=remedy)


def first_undefined(occurrences: Iterable[Occurrence]) -> Mapping[str, Spot]:
    """Return by name, in lower case, where each macro that is not defined is used first."""
    found: dict[str, Spot] = {}
    for one in occurrences:
        if one.rule == UNDEFINED:
            found.setdefault(one.name.lower(), (one.line, one.column))
    return found


def _undefined(name: str, times: int) -> tuple[str, str]:
    often = f", but used {times} times" if times > 1 else ""
    message = f"the macro {quoted(name)} is not defined{often}"
    return message, "define it with `@string{name = {…}}`, or put the value in braces"


def _unknown(rule: str, name: str, times: int) -> tuple[str, str]:
    often = f", {times} times in this file" if times > 1 else ""
    is_field = rule == UNKNOWN_FIELD
    known = COMMON_FIELDS if is_field else sorted(CSL_TYPE_BY_BIBTEX_TYPE)
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    kind = "a field of BibTeX or BibLaTeX" if is_field else "an entry type"
    otherwise = "it is kept for exports" if is_field else "it is read as a document"
    sign = "" if is_field else "@"
    message = f"{quoted(sign + name)} is not {kind}{often}"
    return message, f"did you mean `{sign}{near[0]}`?" if near else otherwise
