"""What became of works after their publication: notices of the snapshot, by DOI and PMID, and events of entries."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key, place_of
from painsite.model import Entry, Library, Node, PartialDate, Retraction, RetractionNature
from painsite.problems import Place, Problem
from painsite.sources.retractions import Notice, Snapshot, names_of

_WITHIN_A_DAY: Sequence[RetractionNature] = ("correction", "concern", "retraction", "reinstatement")
"""Nothing can be reinstated that was not withdrawn."""
_ONE_EVENT = 31
"""Days: publishers, PubMed and Retraction Watch date one notice differently."""
_LONG_AGO = PartialDate(year=0)


def find_retractions(
    entries: Mapping[str, Entry], snapshot: Snapshot
) -> tuple[Mapping[str, Retraction], tuple[Problem, ...]]:
    """Return by citekey what became of the works of some entries, as far as they or the snapshot know of it."""
    found: dict[str, Retraction] = {}
    problems: list[Problem] = []
    for citekey, entry in entries.items():
        names = names_of(entry.doi, entry.pmid)
        if not entry.events and not any(name in snapshot.numbers for name in names):
            continue
        notices: list[Retraction] = []
        for notice in snapshot.notices(*names):
            if entry.doi and notice.doi and notice.doi != entry.doi:
                problems.append(_of_another(entry, notice, snapshot.path))
                continue
            if notice.nature is not None:
                notices.append(_retraction(notice, notice.nature, snapshot.reasons))
            place = Place(path=snapshot.path, line=notice.line)
            remedy = f"the notice is on `{citekey}`: correct the row, or download the file again"
            problems += [
                Problem(place=place, rule="bad-retraction", message=doubt, remedy=remedy) for doubt in notice.doubts
            ]
        if present := _present(add_events(notices, entry.events)):
            found[citekey] = present
    return found, tuple(problems)


def warn_of_citations(library: Library) -> Iterator[Problem]:
    """Report each text that cites a retracted or doubted work, where it first does."""
    for citekey, retraction in library.retractions.items():
        if retraction.nature not in {"retraction", "concern"}:
            continue
        day = f" on {retraction.date}" if retraction.date else ""
        is_retracted = retraction.nature == "retraction"
        message = f"`{citekey}` was retracted{day}" if is_retracted else f"concern was expressed{day} about `{citekey}`"
        for citing in library.cited_by.get(citekey, ()):
            yield Problem(
                place=_first_place(library.node(citing.citekey), citekey, library),
                rule="cites-retracted" if is_retracted else "cites-doubted",
                message=message,
                remedy="say so in the text, or cite something else" if is_retracted else "say so in the text",
            )


def add_events(known: Sequence[Retraction], notices: Iterable[Retraction]) -> tuple[Retraction, ...]:
    """Add notices behind those that are known, unless one of these tells of the same event: that is completed.

    One event has one nature and one notice; where not both say which notice, it has dates that are at most 31 days
    apart.
    """
    found = list(known)
    for notice in notices:
        index = next((index for index, known in enumerate(found) if _is_same_event(known, notice)), None)
        if index is None:
            found.append(notice)
        else:
            found[index] = _completed(found[index], notice)
    return tuple(found)


def _is_same_event(one: Retraction, other: Retraction) -> bool:
    if one.nature != other.nature:
        return False
    if one.doi and other.doi:
        return one.doi == other.doi
    if one.pmid and other.pmid:
        return one.pmid == other.pmid
    return one.date is None or other.date is None or _days_apart(one.date, other.date) <= _ONE_EVENT


def _days_apart(one: PartialDate, other: PartialDate) -> int:
    """Return the days between two dates at the least: a month without a day is all of its days."""
    earlier, later = sorted((one, other))
    first = _day_number(later.year, later.month or 1, later.day or 1)
    month = earlier.month or 12
    return max(0, first - _day_number(earlier.year, month, earlier.day or monthrange(earlier.year, month)[1]))


def _day_number(year: int, month: int, day: int) -> int:
    """Count days in the Gregorian calendar from some day on; years begin in March, so that leap days come last."""
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * years + years // 4 - years // 100 + years // 400 + (153 * months + 2) // 5 + day


def _completed(known: Retraction, other: Retraction) -> Retraction:
    day = known.date
    if other.date and (day is None or (str(other.date).startswith(str(day)))):
        day = other.date
    return replace(
        known,
        date=day,
        doi=known.doi or other.doi,
        pmid=known.pmid or other.pmid,
        reasons=known.reasons or other.reasons,
    )


def _present(notices: Sequence[Retraction]) -> Retraction | None:
    """Work out how things stand: of the notices that tell of that the newest, with all others.

    A retraction stands until the work is reinstated: neither an older concern that is told of later nor a correction
    takes anything back. Undated notices count as the oldest.
    """
    if not notices:
        return None
    dated = sorted(notices, key=_order)
    present = dated[0].nature
    for one in dated[1:]:
        present = _next(present, one.nature)
    newest_first = dated[::-1]
    chosen = next(one for one in newest_first if one.nature == present)
    others = tuple(dict.fromkeys(one for one in newest_first if one is not chosen and one != chosen))
    return replace(chosen, others=others)


def _next(present: RetractionNature, new: RetractionNature) -> RetractionNature:
    if new == "correction" or (new == "concern" and present == "retraction"):
        return present
    return new


def _order(retraction: Retraction) -> tuple[PartialDate, int, str, str, tuple[str, ...]]:
    nature = _WITHIN_A_DAY.index(retraction.nature)
    return retraction.date or _LONG_AGO, nature, retraction.doi, retraction.pmid, retraction.reasons


def _retraction(notice: Notice, nature: RetractionNature, reasons: Sequence[str]) -> Retraction:
    return Retraction(
        nature=nature,
        date=notice.date,
        doi=notice.notice_doi,
        pmid=notice.notice_pmid,
        reasons=tuple([reasons[number] for number in notice.reasons]),
    )


def _of_another(entry: Entry, notice: Notice, path: str) -> Problem:
    return Problem(
        place=place_of(entry, "pmid"),
        rule="other-retraction",
        message=f"the notice at {path}:{notice.line}:1 has the PMID `{entry.pmid}` and another DOI, `{notice.doi}`",
        remedy="correct the PMID or the DOI; until then, the notice is not shown",
    )


def _first_place(node: Node, citekey: str, library: Library) -> Place:
    citations = (citation for text in shown_texts(node) for citation in text.citations)
    first = next(one for one in citations if library.canonical.get(normal_key(one.citekey)) == citekey)
    return Place(path=node.path, line=first.line, column=first.column)
