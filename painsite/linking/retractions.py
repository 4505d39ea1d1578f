"""What became of works after their publication: notices of the snapshot matched to entries by DOI and PMID."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key, place_of
from painsite.model import Entry, Library, Node, PartialDate, Retraction, RetractionNature
from painsite.problems import Place, Problem
from painsite.sources.retractions import Notice, Snapshot, names_of

_WITHIN_A_DAY: Sequence[RetractionNature] = ("correction", "concern", "retraction", "reinstatement")
"""Nothing can be reinstated that was not withdrawn."""
_LONG_AGO = PartialDate(year=0)


def find_retractions(
    entries: Mapping[str, Entry], snapshot: Snapshot
) -> tuple[Mapping[str, Retraction], tuple[Problem, ...]]:
    """Return by citekey what became of the works of some entries, as far as the snapshot knows of any."""
    found: dict[str, Retraction] = {}
    problems: list[Problem] = []
    for citekey, entry in entries.items():
        names = names_of(entry.doi, entry.pmid)
        if not any(name in snapshot.numbers for name in names):
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
        if present := _present(notices):
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
