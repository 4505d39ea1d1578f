"""What was measured, as Markdown."""

import os
import platform
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Unit = Literal["s", "MB"]

MAIN_TOOL = "painsite"
"""What the others are compared with."""


@dataclass(slots=True, kw_only=True)
class Row:
    """One thing that was measured, several times for each tool."""

    label: str
    unit: Unit = "s"
    measured: dict[str, list[float]] = field(default_factory=dict)
    """By tool: seconds, or bytes where the unit is MB; nothing where what was waited for never came."""
    compared: "Row | None" = None
    """The row of the other tools that the ratios refer to, where it is not this one."""

    def note(self, tool: str, *values: float) -> None:
        """Add measurements."""
        self.measured.setdefault(tool, []).extend(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One clean build of one size."""

    size: int
    tool: str
    seconds: float
    memory: float | None
    """Bytes at the peak; None where the system does not tell."""


def format_table(rows: Sequence[Row], tools: Sequence[str]) -> str:
    """Write the rows, with the ratio of the main tool's median to that of each other."""
    others = [tool for tool in tools if tool != MAIN_TOOL] if MAIN_TOOL in tools else []
    lines = [
        ["", *tools, *(f"{MAIN_TOOL} / {tool}" for tool in others)],
        ["---", *("---:" for _ in (*tools, *others))],
    ]
    for row in rows:
        own, compared = row.measured.get(MAIN_TOOL, []), (row.compared or row).measured
        lines.append(
            [
                f"{row.label}, {row.unit}",
                *(format_values(row.measured.get(tool, []), row.unit) for tool in tools),
                *(format_ratio(own, compared.get(tool, [])) for tool in others),
            ]
        )
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def format_growth(measured: Iterable[Growth]) -> str:
    """Write one line for each build."""
    lines = [
        ("entries", "tool", "clean build, s", "ms per entry", "memory at its peak, MB"),
        ("---:", "---", "---:", "---:", "---:"),
    ]
    for one in measured:
        memory = format_values([] if one.memory is None else [one.memory], "MB")
        per_entry = f"{1_000 * one.seconds / one.size:.2f}"
        lines.append((f"{one.size:,}", one.tool, format_values([one.seconds], "s"), per_entry, memory))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def format_values(values: Sequence[float], unit: Unit) -> str:
    """Write the median, and the range where there are several."""
    if not values:
        return "–"
    scale = 1e-6 if unit == "MB" else 1
    median, least, most = (
        _three_digits(value * scale) for value in (statistics.median(values), min(values), max(values))
    )
    return median if len(values) == 1 else f"{median} [{least}–{most}]"


def format_ratio(own: Sequence[float], other: Sequence[float]) -> str:
    """Write how many times the other's median one's own is."""
    return f"{statistics.median(own) / statistics.median(other):.2f}" if own and other else "–"


def describe_machine(folder: Path) -> str:
    """Write date, machine, system and Python, how busy the machine is, and where the data lie."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    parts = (
        f"{datetime.now(UTC):%Y-%m-%d}",
        _processor(),
        f"{_cores()} cores",
        f"{memory:.0f} GB",
        _system(),
        f"Python {platform.python_version()}",
        f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else "",
        f"data in {'memory' if folder.is_relative_to('/dev/shm') else 'a folder on disk'}",  # noqa: S108 - asked, not used
    )
    return ", ".join(part for part in parts if part)


def is_busy() -> bool:
    """Whether something else keeps the machine at work, so that times mean little."""
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > 1


def has_place(readme: Path, name: str) -> bool:
    """Whether a file has lines `<!-- NAME -->` and `<!-- /NAME -->`, for `fill_readme`."""
    return bool(_place(name).search(readme.read_text(encoding="utf-8")))


def fill_readme(readme: Path, name: str, text: str) -> None:
    """Put a text between `<!-- NAME -->` and `<!-- /NAME -->`."""
    old = readme.read_text(encoding="utf-8")
    new = _place(name).sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", old)
    readme.write_text(new, encoding="utf-8")


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)


def _three_digits(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        match = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(encoding="utf-8"), re.MULTILINE)
        if match:
            return match[1]
    return platform.processor() or platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.system()
    return f"{name} ({platform.release()})"
