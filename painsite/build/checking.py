"""A check: what a build finds, and what only a check looks for because it is dear or hangs on the day.

Where nothing has changed since the last check of that day, what was found is taken.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import DAMAGED, Options, Start, begin, open_cache, state_key
from painsite.model import PartialDate, Value
from painsite.problems import ONLY_CHECKED, RULES, Problem, Severity, severity_of, sort_notes, sort_problems
from painsite.workers import Progress


class _Found(Value, frozen=True, array_like=True):
    """What only a check looks for, as it was found."""

    fingerprint: bytes
    """Of all that was looked at."""
    today: PartialDate
    problems: tuple[Problem, ...]


_decoder = msgpack.Decoder(_Found)


def check_site(root: Path, options: Options, *, today: PartialDate, notes: bool, progress: Progress) -> Result:
    """Check a site as a build would, and look for what only a check does; write nothing.

    Notes that no setting makes warnings are looked for where `notes` asks for them. Raises `CacheError` and `OSError`.
    """
    result = run(root, None, options, progress=progress)
    if not notes and not _wants(result.rules, {"error", "warning"}):
        return result
    with open_cache(root) as (cache, _):
        try:
            found = _find_more(begin(root, None, options, cache, progress), today, progress)
        except DAMAGED:
            cache.forget()
            found = _find_more(begin(root, None, options, cache, progress), today, progress)
    checked = with_problems(result, found)
    return checked if notes else replace(checked, noted=result.noted)


def _find_more(start: Start, today: PartialDate, progress: Progress) -> tuple[Problem, ...]:
    key = state_key("findings", start.root, None)
    packed = start.cache.read([key]).get(key)
    known = _decoder.decode(packed) if packed else None
    if known and (known.fingerprint, known.today) == (start.inputs.fingerprint, today):
        return known.problems
    # with all that reads and links
    from painsite.build.findings import find_more  # noqa: PLC0415
    from painsite.build.load import Loaded, read_site  # noqa: PLC0415

    found = find_more(read_site(start, Loaded(sources={}, nodes={}), progress), today)
    start.cache.write({key: msgpack.encode(_Found(start.inputs.fingerprint, today, found))})
    return found


def with_problems(result: Result, found: tuple[Problem, ...]) -> Result:
    """Put further problems among those of a result."""
    problems = sort_problems((*result.problems, *found), result.rules)
    errors = sum(severity_of(problem, result.rules) == "error" for problem in problems)
    noted = sort_notes((*result.noted, *found), result.rules)
    return replace(result, problems=problems, noted=noted, errors=errors, warnings=len(problems) - errors)


def _wants(rules: Mapping[str, Severity], severities: set[str]) -> bool:
    return any(rules.get(rule, RULES[rule].severity) in severities for rule in ONLY_CHECKED)
