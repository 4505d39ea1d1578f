"""Problems that an editor has looked at and allows, with a reason: in a file, in a .bib entry, by a pattern of paths.

The build works them out at its end: a source is parsed and linked as if nothing were allowed in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from painsite.build.index import SourceRow, Span
from painsite.linking.nodes import is_of_bibtex, place_of
from painsite.model import Entry, Node
from painsite.problems import Place, Problem

FOLDER = "bibliography/"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One place that allows a rule."""

    by: str
    """The path of a source, or a pattern of site.yaml."""
    rule: str


def find_spans(entries: Iterable[Entry]) -> tuple[Span, ...]:
    """Return the lines of .bib entries for which YAML files laid over them allow something."""
    entries = tuple(entries)
    if not any(entry.allow for entry in entries):
        return ()
    first: dict[str, tuple[str, int]] = {}
    starts: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        inside = [(path, line) for path, line, _ in entry.places.values() if is_of_bibtex(Place(path=path))]
        if inside:
            first[entry.citekey] = min(inside)
            starts[min(inside)[0]].add(min(inside)[1])
    spans = []
    for entry in entries:
        if entry.allow and entry.citekey in first and not is_of_bibtex(Place(path=entry.path)):
            path, line = first[entry.citekey]
            after = min((start for start in starts[path] if start > line), default=0)
            spans.append(Span(path, line, after - 1 if after else 1 << 31, tuple(entry.allow), entry.path))
    return tuple(spans)


def silence(
    problems: Iterable[Problem],
    rows: Iterable[SourceRow],
    spans: Iterable[Span],
    patterns: Mapping[str, Mapping[str, str]],
) -> tuple[list[Problem], frozenset[Allowed]]:
    """Return the problems that nothing allows, and what allows the others."""
    by_file = {row.path: row.allowed for row in rows if row.allowed}
    by_line: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_line[span.path].append(span)
    if not by_file and not patterns:
        return list(problems), frozenset()
    left, used = [], set()
    for problem in problems:
        allowed = next(_who_allows(problem, by_file, by_line, patterns), None)
        if allowed:
            used.add(allowed)
        else:
            left.append(problem)
    return left, frozenset(used)


def _who_allows(
    problem: Problem,
    by_file: Mapping[str, tuple[str, ...]],
    by_line: Mapping[str, list[Span]],
    patterns: Mapping[str, Mapping[str, str]],
) -> Iterator[Allowed]:
    path, rule = problem.place.path, problem.rule
    if rule in by_file.get(path, ()):
        yield Allowed(path, rule)
    for span in by_line.get(path, ()):
        if rule in span.rules and span.first <= problem.place.line <= span.last:
            yield Allowed(span.by, rule)
    for pattern, rules in patterns.items():
        if rule in rules and matches(path, pattern):
            yield Allowed(pattern, rule)


def matches(path: str, pattern: str) -> bool:
    """Tell whether a pattern, such as `cdl/*.bib` or `bibliography/cdl/*.bib`, means a path; `*` means `/` too."""
    return fnmatchcase(path, pattern) or fnmatchcase(path.removeprefix(FOLDER), pattern)


def unused_allowances(nodes: Iterable[Node], used: frozenset[Allowed]) -> Iterator[Problem]:
    """Report the rules that a file allows and that find nothing in it."""
    for node in nodes:
        for rule in node.allow:
            if Allowed(node.path, rule) not in used:
                yield unused(rule, place_of(node, "allow"))


def unused(rule: str, place: Place) -> Problem:
    """Say that a rule is allowed where it finds nothing."""
    message = f"`{rule}` is allowed here, and finds nothing"
    return Problem(place=place, rule="unused-allow", message=message, remedy="remove it")
