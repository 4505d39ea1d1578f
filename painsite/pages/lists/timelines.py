"""The timeline of a topic: its entries by year and by type of study, as a drawing and as a table.

Each type of study has a line of its own, named in words, so that nothing is told by colour; the strongest evidence
stands first. The years run from left to right on all lines alike, one bar for a year, or for five, ten … years where
there are many. The browser stretches a line to the room it has; all coordinates are whole.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES, StudyType, study_type
from painsite.model import Face
from painsite.pages.phrases import counted, in_digits
from painsite.pages.values import Tick, Timeline, TimelineLine, TimelineRow

Tally = tuple[tuple[int, StudyType, int], ...]
"""Year, 0 where unknown, type of study, and how many entries: sorted, each pair once."""

_STEPS = (1, 5, 10, 50, 100, 500)
"""Years of one bar."""
_MOST_BARS = 20
_FEWEST_BARS = 8
_BAR = 10
"""Width of a bar and of the gap behind it."""
_GAP = 2
_BLOCK = 10
"""Height of an entry's block, and of the gap above it."""
_FEWEST_BLOCKS = 2
_MOST_BLOCKS = 8
"""In a taller bar nobody would count them, and it is drawn in one piece."""
_MOST_TICKS = 3


def tally(faces: Iterable[Face]) -> Tally:
    """Count the entries among some nodes: all that a timeline is made from."""
    counts = Counter([(face.year, study_type(face.design)) for face in faces if face.kind == "entry"])
    return tuple([(year, kind, counts[year, kind]) for year, kind in sorted(counts)])


def timeline(counts: Tally, words: Wording) -> Timeline | None:
    """Draw entries by year and type of study; nothing where fewer than two of them are dated."""
    years = [year for year, _, _ in counts if year]
    dated = sum(count for year, _, count in counts if year)
    if dated < 2:
        return None
    start, step, bars = _scale(years[0], years[-1])
    heights = Counter[tuple[StudyType, int]]()
    for year, kind, count in counts:
        if year:
            heights[kind, (year - start) // step] += count
    tallest = max(heights.values())
    undated = sum(count for year, _, count in counts if not year)
    notes = (
        words.timeline_step.format(count=in_digits(step, words)) if step > 1 else "",
        words.timeline_blocks
        if tallest <= _MOST_BLOCKS
        else counted(tallest, words.timeline_scale_one, words.timeline_scale_many, words),
        counted(undated, words.timeline_undated_one, words.timeline_undated_many, words) if undated else "",
    )
    names = type_names(words)
    ticks = _ticks(start, step, bars)
    return Timeline(
        view_box=f"0 -{_BLOCK} {bars * _BAR} {_full(tallest) + _BLOCK}",
        grid="".join([f"M{(tick - start) // step * _BAR} -{_BLOCK}V{_full(tallest)}" for tick in ticks]),
        rows=tuple([_row(kind, heights, tallest, words) for kind in _present(counts)]),
        ticks=tuple([Tick(place=_percent(tick - start, step * bars), text=str(tick)) for tick in ticks]),
        note=" ".join([note for note in notes if note]),
        lines=tuple(_lines(counts, step, names, words)),
        total=in_digits(dated + undated, words),
    )


def type_names(words: Wording) -> dict[StudyType, str]:
    """Return the types of studies in words."""
    return {
        "guideline": words.study_type_guideline,
        "meta-analysis": words.study_type_meta_analysis,
        "systematic-review": words.study_type_systematic_review,
        "trial": words.study_type_trial,
        "cohort": words.study_type_cohort,
        "case-control": words.study_type_case_control,
        "cross-sectional": words.study_type_cross_sectional,
        "cases": words.study_type_cases,
        "qualitative": words.study_type_qualitative,
        "experiment": words.study_type_experiment,
        "review": words.study_type_review,
        "opinion": words.study_type_opinion,
        "other": words.study_type_other,
    }


def _scale(first: int, last: int) -> tuple[int, int, int]:
    """Return the year with which the drawing begins, the years of one bar, and how many bars there are."""
    step = next((step for step in _STEPS if last // step - first // step < _MOST_BARS), _STEPS[-1])
    bars = max(_FEWEST_BARS, last // step - first // step + 1)
    return (last // step - bars + 1) * step, step, bars


def _ticks(start: int, step: int, bars: int) -> list[int]:
    """Return the years to be named: round ones."""
    end = start + step * bars
    for apart in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000):
        ticks = list(range(-(-start // apart) * apart, end, apart))
        if apart % step == 0 and len(ticks) <= _MOST_TICKS:
            break
    return [tick for tick in ticks if tick > 0]


def _percent(part: int, whole: int) -> str:
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}%"


def _present(counts: Tally) -> list[StudyType]:
    present = {kind for year, kind, _ in counts if year}
    return [kind for kind in STUDY_TYPES if kind in present]


def _full(tallest: int) -> int:
    return _BLOCK * (max(tallest, _FEWEST_BLOCKS) if tallest <= _MOST_BLOCKS else _MOST_BLOCKS)


def _row(kind: StudyType, heights: Counter[tuple[StudyType, int]], tallest: int, words: Wording) -> TimelineRow:
    full, width, total, parts = _full(tallest), _BAR - _GAP, 0, []
    for (other, bar), count in sorted(heights.items()):
        if other != kind:
            continue
        total += count
        x = bar * _BAR + _GAP // 2
        if tallest <= _MOST_BLOCKS:
            parts += [f"M{x} {full - block * _BLOCK}v-{_BLOCK - 2}h{width}v{_BLOCK - 2}z" for block in range(count)]
        else:
            height = max(2, full * count // tallest)
            parts.append(f"M{x} {full}v-{height}h{width}v{height}z")
    return TimelineRow(name=type_names(words)[kind], bars="".join(parts), total=in_digits(total, words))


def _lines(counts: Tally, step: int, names: dict[StudyType, str], words: Wording) -> Iterable[TimelineLine]:
    """Yield the lines of the table, the newest first, as in the list below; those without a year last."""
    dated = [one for one in counts if one[0]]
    for bar, members in groupby(reversed(dated), key=lambda one: one[0] // step):
        years = str(bar) if step == 1 else f"{bar * step}–{bar * step + step - 1}"
        yield _line(years, tuple(members), names, words)
    if len(dated) < len(counts):
        yield _line(words.no_year, [one for one in counts if not one[0]], names, words)


def _line(
    years: str, members: Sequence[tuple[int, StudyType, int]], names: dict[StudyType, str], words: Wording
) -> TimelineLine:
    counts = Counter[StudyType]()
    for _, kind, count in members:
        counts[kind] += count
    return TimelineLine(
        years=years,
        types=", ".join(
            [f"{names[kind]}\u00a0{in_digits(counts[kind], words)}" for kind in STUDY_TYPES if kind in counts]
        ),
        total=in_digits(counts.total(), words),
    )
