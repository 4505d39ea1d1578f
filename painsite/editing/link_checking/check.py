"""Checking the external addresses of a site: what is known and fresh is not asked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from painsite.build.start import CACHE_FOLDER
from painsite.editing.link_checking.answers import OUTCOMES, Answer, Outcome, is_fresh, read_answers, write_answers
from painsite.problems import Place
from painsite.workers import Progress

if TYPE_CHECKING:
    from painsite.editing.link_checking.asking import Manners

_FILE = "links.json"


class OfflineError(Exception):
    """No host could be reached."""


def check_addresses(
    addresses: Iterable[str],
    root: Path,
    manners: "Manners",
    *,
    days: int,
    clock: Callable[[], float],
    progress: Progress,
) -> dict[str, Answer]:
    """Return an answer for each address, in their order, asking for those that are not known since some `days`.

    What is found out is kept below `.painsite`, also where asking is broken off. Raises `OfflineError` where no host
    at all could be reached, and `OSError`.
    """
    from painsite.editing.link_checking.asking import ask_all  # noqa: PLC0415 - the library may be absent

    path = root / CACHE_FOLDER / _FILE
    wanted, now = list(addresses), int(clock())
    known = read_answers(path)
    open_ = [address for address in wanted if not is_fresh(known.get(address), now, days)]
    found: dict[str, Answer] = {}

    def report(address: str, answer: Answer) -> None:
        found[address] = replace(answer, asked=now)
        progress("asking", len(found), len(open_))

    try:
        ask_all(open_, manners, report)
    finally:
        reached = any(answer.status for answer in found.values())
        if reached:
            write_answers(path, {**known, **found})
    if found and not reached and not any(answer.outcome == "timeout" for answer in found.values()):
        raise OfflineError(f"no host could be reached, such as that of {next(iter(found))}; is this machine online?")
    return {address: found.get(address) or known[address] for address in wanted}


def show_answers(answers: Mapping[str, Answer], places: Mapping[str, list[Place]]) -> str:
    """Return a line for each place of an address that does not simply answer, the gravest first."""
    rows = sorted(
        (OUTCOMES.index(answer.outcome), place, address)
        for address, answer in answers.items()
        if answer.outcome != "fine"
        for place in places[address]
    )
    return "".join(f"{place}: {_said(address, answers[address])}\n" for _, place, address in rows)


def count_answers(answers: Mapping[str, Answer]) -> str:
    """Say how many addresses there are and what became of them."""
    counts = {outcome: sum(answer.outcome == outcome for answer in answers.values()) for outcome in OUTCOMES}
    total = f"{len(answers):,} address{'es' if len(answers) != 1 else ''}"
    return f"{total}: {', '.join(_counted(counts)) or 'nothing to ask'}"


def _counted(counts: Mapping[Outcome, int]) -> Iterator[str]:
    yield from (
        f"{count:,} {'silent' if outcome == 'timeout' else outcome}" for outcome, count in counts.items() if count
    )


def _said(address: str, answer: Answer) -> str:
    what = answer.reason or f"answers {answer.status}"
    match answer.outcome:
        case "dead":
            return f"dead: `{address}` {what}; correct or remove it"
        case "moved":
            return f"moved: `{address}` has moved for good; write `{answer.moved_to}`"
        case "timeout":
            return f"timeout: `{address}` gives {answer.reason}; try again later"
        case _:
            return f"unclear: `{address}` {what}; look at it in a browser"
