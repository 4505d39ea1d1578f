"""What an import has done, as text and as JSON."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from painsite.editing.importing.outcomes import STATUSES, Outcome, count_outcomes
from painsite.editing.importing.run import Imported
from painsite.problems import Problem

_MANY = 20
"""Lines of one kind that a report shows."""
_EXAMPLES = 2
"""Problems of one rule that are shown."""
_TITLE = 70
"""Characters of a title in a line."""
_WORDS = {
    "written": "written",
    "there": "already there",
    "merged": "merged into another record",
    "similar": "not written, since a similar work is there",
    "refused": "refused",
}


def show_report(imported: Imported, *, dry_run: bool, all_lines: bool) -> str:
    """Return the account of an import: what was not written first, the totals last."""
    return "".join(f"{line}\n" for line in _lines(imported, dry_run=dry_run, all_lines=all_lines))


def report_json(imported: Imported, *, dry_run: bool) -> str:
    """Return the account for programs: counts, every record, every problem."""
    counts = count_outcomes(imported.outcomes)
    problems = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "rule": problem.rule,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in imported.problems
    ]
    return (
        json.dumps(
            {
                "dry_run": dry_run,
                "total": len(imported.outcomes),
                "counts": counts,
                "records": [asdict(outcome) for outcome in imported.outcomes],
                "problems": problems,
                "notes": imported.notes,
                "stopped": imported.stopped,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _lines(imported: Imported, *, dry_run: bool, all_lines: bool) -> Iterator[str]:
    yield from (f"note: {note}" for note in imported.notes)
    yield from _problems(imported.problems, all_lines=all_lines)
    by_status: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in imported.outcomes:
        by_status[outcome.status].append(outcome)
    for status in STATUSES:
        found = by_status[status]
        told = [outcome for outcome in found if outcome.reason] if status == "written" and not all_lines else found
        if not found:
            continue
        would = "would be " if dry_run and status in {"written", "merged"} else ""
        yield f"{would}{_WORDS[status]}: {len(found)}"
        limit = len(told) if all_lines else _MANY
        shown = told[:limit] or (found[:limit] if status == "written" else [])
        yield from (f"  {_line(outcome)}" for outcome in shown)
        if len(found) > len(shown):
            yield f"  … and {len(found) - len(shown)} more (--verbose lists all, --format json for programs)"
    if imported.stopped:
        yield f"stopped: {imported.stopped}; what is listed as written is there as a whole"
    yield _total(imported.outcomes, dry_run=dry_run)
    if by_status["written"] and not dry_run:
        yield "now: painsite check, and painsite report for what to do next"


def _total(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    counts = count_outcomes(outcomes)
    parts = [f"{number} {_SHORT[status]}" for status, number in counts.items() if number]
    records = f"{len(outcomes)} record{'s' if len(outcomes) != 1 else ''}"
    return f"{records}: {', '.join(parts) or 'nothing'}{' (nothing was written: --dry-run)' if dry_run else ''}"


_SHORT = {
    "written": "written",
    "there": "already there",
    "merged": "merged",
    "similar": "similar to one that is there",
    "refused": "refused",
}


def _line(outcome: Outcome) -> str:
    title = outcome.title if len(outcome.title) <= _TITLE else f"{outcome.title[:_TITLE].rstrip()}…"
    parts = [f"{outcome.place}: {title}" if title else outcome.place]
    if outcome.status in {"written", "merged"}:
        parts.append(f"→ {outcome.path or outcome.citekey}")
    elif outcome.other:
        parts.append(
            f"is {outcome.citekey} at {outcome.other}" if outcome.status == "there" else f"see {outcome.other}"
        )
    if outcome.reason:
        parts.append(f"({outcome.reason})")
    return " ".join(parts)


def _problems(problems: Sequence[Problem], *, all_lines: bool) -> Iterator[str]:
    """Yield every problem, or a few of each rule with how many there are."""
    if all_lines:
        yield from map(str, problems)
        return
    counts = Counter(problem.rule for problem in problems)
    shown: Counter[str] = Counter()
    for problem in problems:
        shown[problem.rule] += 1
        if shown[problem.rule] <= _EXAMPLES:
            yield str(problem)
        if shown[problem.rule] == counts[problem.rule] and counts[problem.rule] > _EXAMPLES:
            yield f"{problem.rule}: and {counts[problem.rule] - _EXAMPLES} more of this kind"
