"""A check: what a build finds, and what only a check looks for because it is dear or hangs on the day."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from painsite.build.load import LinkedSite, Loaded, read_site
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import DAMAGED, Options, begin, open_cache
from painsite.config import Settings
from painsite.linking.notes import Limits, find_notes
from painsite.model import PartialDate
from painsite.problems import ONLY_CHECKED, RULES, Problem, Severity, severity_of, sort_notes, sort_problems
from painsite.workers import Progress


def check_site(root: Path, options: Options, *, today: PartialDate, notes: bool, progress: Progress) -> Result:
    """Check a site as a build would, and look for what only a check does; write nothing.

    Notes that no setting makes warnings are looked for where `notes` asks for them. Raises `CacheError` and `OSError`.
    """
    result = run(root, None, options, progress=progress)
    if not notes and not _wants(result.rules, {"error", "warning"}):
        return result
    with open_cache(root) as (cache, _):
        start = begin(root, None, options, cache, progress)
        try:
            site = read_site(start, Loaded(sources={}, nodes={}), progress)
            found = find_more(site, today)
        except DAMAGED:
            cache.forget()
            site = read_site(begin(root, None, options, cache, progress), Loaded(sources={}, nodes={}), progress)
            found = find_more(site, today)
    return with_problems(result, found)


def find_more(site: LinkedSite, today: PartialDate) -> tuple[Problem, ...]:
    """Return what a build does not look for, in no order; some may be switched off.

    Raises `CacheError` and `msgspec.DecodeError` where the cache is damaged.
    """
    site.nodes.fetch(site.nodes)  # at once
    return tuple(find_notes(site.library, today=today, limits=limits_of(site.settings)))


def limits_of(settings: Settings) -> Limits:
    """Return from when on something is worth a note."""
    return Limits(often_cited=settings.often_cited, old_after=settings.old_after, review_after=settings.review_after)


def with_problems(result: Result, found: tuple[Problem, ...]) -> Result:
    """Put further problems among those of a result."""
    problems = sort_problems((*result.problems, *found), result.rules)
    errors = sum(severity_of(problem, result.rules) == "error" for problem in problems)
    noted = sort_notes((*result.noted, *found), result.rules)
    return replace(result, problems=problems, noted=noted, errors=errors, warnings=len(problems) - errors)


def _wants(rules: Mapping[str, Severity], severities: set[str]) -> bool:
    return any(rules.get(rule, RULES[rule].severity) in severities for rule in ONLY_CHECKED)
