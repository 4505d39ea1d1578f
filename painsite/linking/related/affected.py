"""Which lists of related content a change can affect.

A node's list is what a few things make of it: its own profile, what each signal asks of the others, and what is known
of the pairs in its list. Each is compared here between two surveys. Of likeness, which hangs on everybody's words, all
pairs are measured again of a document that is found otherwise than before and one that asks with a word concerned: most
of them stay what they were, far from being alike, and such a pair changes no list as long as it stays on its side of
the bar that the asker's list remembers.
"""

from collections.abc import Sequence

import numpy as np

from painsite.linking.related.answers import UNKNOWN
from painsite.linking.related.arrays import (
    Integers,
    Lists,
    Marks,
    changes,
    group,
    mark,
    owners,
    pick,
    sort_together,
)
from painsite.linking.related.comparison import measure
from painsite.linking.related.corpus import Survey
from painsite.linking.related.similarity import FEATURE_SHIFT, SEEN, Index, Order

_MOST_PAIRS = 50_000
"""To measure more takes longer than to rank those concerned."""


def affected_nodes(before: Survey, after: Survey, order: Order, stale_texts: Marks, stale_couplings: Marks) -> Marks:
    """Mark the nodes whose lists may differ. Both surveys number names, words and tags alike.

    The stale are those by which others may be found otherwise than before, by words and by works.
    """
    fresh = order.origins >= len(before)
    stays = _stays(before, after, fresh, order)
    left = np.ones(len(before), np.bool_)
    left[stays[stays >= 0]] = False
    unsettled = mark(len(after.names), before.citekeys[left], after.citekeys[stays < 0])
    affected = fresh.copy()
    if unsettled.any():
        affected |= _hang_on(before, after, left, stays < 0, unsettled)
    affected |= _cited_otherwise(before, after, order.numbers < 0, fresh)
    affected |= _tagged_otherwise(before, after, stays, fresh)
    for index, old, bars, stale in (
        (after.texts, before.texts, after.bounds.text_bars, stale_texts),
        (after.couplings, before.couplings, after.bounds.coupling_bars, stale_couplings),
    ):
        known = np.where(after.bounds.text_bars == UNKNOWN, UNKNOWN, bars)
        affected |= _found_otherwise(old, index, stays, stale.astype(np.int32) + fresh, affected, known)
    return affected


def _stays(before: Survey, after: Survey, fresh: Marks, order: Order) -> Integers:
    """Return for each node its number before if it kept its place among the others, however it changed, else -1."""
    stays = np.where(fresh, -1, order.origins)
    come = np.flatnonzero(fresh)
    old = before.numbers[after.citekeys[come]]
    come, old = come[old >= 0], old[old >= 0]
    alike = ((come >= after.entries) == (old >= before.entries)) & (after.years[come] == before.years[old])
    stays[come[alike]] = old[alike]
    return stays


def _hang_on(before: Survey, after: Survey, left: Marks, come: Marks, unsettled: Marks) -> Marks:
    """Mark the nodes that the editor, or a text, brings together with those that come, go or change place."""
    seats, near = after.company.seats, after.company.near
    company = seats.items[_lists_with(near, unsettled)]
    cited = np.concatenate((pick(before.company.seats, np.flatnonzero(left))[1], pick(seats, np.flatnonzero(come))[1]))
    return mark(
        len(after),
        _lists_with(after.related, unsettled),
        _lists_with(after.not_related, unsettled),
        _lists_with(seats, unsettled),
        after.numbers[company],
        after.numbers[cited],
    )


def _lists_with(lists: Lists, wanted: Marks) -> Integers:
    """Find the lists that hold anything marked; some more than once."""
    return np.searchsorted(lists.starts, np.flatnonzero(wanted[lists.items]), side="right") - 1


def _cited_otherwise(before: Survey, after: Survey, gone: Marks, fresh: Marks) -> Marks:
    """Mark those that a changed text cites, no longer cites, or cites in other company."""
    old_texts, new_texts = np.flatnonzero(gone), np.flatnonzero(fresh)
    old_seats, new_seats = _seats(before, old_texts), _seats(after, new_texts)
    _, cited = _differing(old_seats[:2], new_seats[:2])
    _, ones, _, _ = _differing(_company(before, *old_seats), _company(after, *new_seats))
    marks = mark(len(after), after.numbers[cited], after.numbers[ones])
    # How many pages cite a node and another is told only where the other is offered.
    others = mark(len(after), after.numbers[np.concatenate((old_seats[1], new_seats[1]))])
    return marks | others & _consider(after, mark(len(after.names), cited))


def _seats(survey: Survey, texts: Integers) -> tuple[Integers, Integers, Integers]:
    """Return for each seat in some texts the name of the text, the name of whom it cites, and the seat."""
    askings, seats = pick(
        Lists(starts=survey.company.seats.starts, items=np.arange(len(survey.company.seats.items))), texts
    )
    return survey.citekeys[texts[askings]], survey.company.seats.items[seats], seats


def _company(survey: Survey, texts: Integers, cited: Integers, seats: Integers) -> tuple[Integers, ...]:
    """Return for each in company at some seats: the text, whom it cites there, whom near, and how closely."""
    near = survey.company.near
    askings, rows = pick(Lists(starts=near.starts, items=np.arange(len(near.items))), seats)
    return texts[askings], cited[askings], near.items[rows], survey.company.closeness[rows]


def _differing(before: Sequence[Integers], after: Sequence[Integers]) -> tuple[Integers, ...]:
    """Leave the rows that only one of two tables has; each has no row twice."""
    columns = sort_together(*[np.concatenate(both) for both in zip(before, after, strict=True)])
    first = np.flatnonzero(changes(*columns))
    alone = first[np.diff(first, append=len(columns[0])) == 1]
    return tuple(column[alone] for column in columns)


def _consider(after: Survey, names: Marks) -> Marks:
    """Mark the nodes for whose lists any of the named was considered, and those of whose lists nothing is known."""
    if not names.any():
        return np.zeros(len(after), np.bool_)
    unknown: Marks = after.bounds.text_bars == UNKNOWN
    return unknown | mark(len(after), _lists_with(after.bounds.considered, names))


def _tagged_otherwise(before: Survey, after: Survey, stays: Integers, fresh: Marks) -> Marks:
    """Mark those for whose lists nodes were considered of which tags or references changed."""
    new = np.flatnonzero(fresh & (stays >= 0))
    changed = [
        _differing(pick(old_lists, stays[new]), pick(new_lists, new))[0]
        for old_lists, new_lists in ((before.tagged, after.tagged), (before.references, after.references))
    ]
    return _consider(after, mark(len(after.names), after.citekeys[new[np.concatenate(changed)]]))


def _found_otherwise(
    before: Index, after: Index, stays: Integers, stale: Integers, affected: Marks, bars: Integers
) -> Marks:
    """Mark the documents to which other documents may be alike now, or no longer, or not as much.

    Stale is 1 for what may be found otherwise than before, 2 for what was made afresh.
    """
    found = affected.copy()
    asking = np.flatnonzero((stale > 0) & ~affected)
    found[asking[_ask_otherwise(before, after, stays[asking], asking)]] = True
    documents, features = _held_otherwise(before, after, stays, stale)
    asked = after.asked
    askers = owners(asked)
    wanted = mark(len(after.frequencies), features)
    rows = np.flatnonzero(wanted[asked.items >> FEATURE_SHIFT] & ~found[askers])
    features_asked, askers = sort_together(asked.items[rows] >> FEATURE_SHIFT, askers[rows])
    asked_by = group(features_asked, askers, len(wanted))
    if int(asked_by.sizes[features].sum()) > _MOST_PAIRS:
        found[askers] = True
        return found
    changed, askers = pick(asked_by, features)
    askers, documents = sort_together(askers, documents[changed])
    once = changes(askers, documents) & (askers != documents)
    askers, documents = askers[once], documents[once]
    found[askers[_answer_otherwise(before, after, stays, askers, documents, bars[askers])]] = True
    return found


def _ask_otherwise(before: Index, after: Index, old: Integers, new: Integers) -> Marks:
    """Mark the documents that ask with other features, or of whose features any counts otherwise."""
    otherwise: Marks = before.asked.sizes[old] != after.asked.sizes[new]
    places, held = pick(after.rows, new)
    otherwise[places[(before.rarities != after.rarities)[held >> FEATURE_SHIFT]]] = True
    comparable = np.flatnonzero(~otherwise)
    places, asked = pick(after.asked, new[comparable])
    _, asked_before = pick(before.asked, old[comparable])
    otherwise[comparable[places[(asked ^ asked_before) & ~SEEN > 0]]] = True
    return otherwise


def _held_otherwise(before: Index, after: Index, stays: Integers, stale: Integers) -> tuple[Integers, Integers]:
    """Return the documents that are found otherwise or made afresh, each with the features by which; some twice.

    A document that has lost its place has the number it had before, counted on from the last document now.
    """
    new = np.flatnonzero(stale)
    afresh = (stale[new] > 1).astype(np.int64)
    old = stays[new]
    left = np.flatnonzero(~mark(len(before.rows), stays))
    keys = np.concatenate((new[old >= 0], len(stays) + left))
    places, held_before = pick(before.held, np.concatenate((old[old >= 0], left)))
    new_places, held = pick(after.held, new)
    # What was made afresh holds all its features otherwise: others that it shares with those that ask may have changed.
    documents, weighed, _ = _differing(
        (keys[places], held_before, np.zeros_like(places)), (new[new_places], held, afresh[new_places])
    )
    return documents, weighed >> FEATURE_SHIFT


def _answer_otherwise(
    before: Index, after: Index, stays: Integers, askers: Integers, documents: Integers, bars: Integers
) -> Marks:
    """Mark the pairs that a change can bring nearer, or part, so that the asker's list may change."""
    now = np.where(documents < len(stays), documents, -1)
    once = np.where(now < 0, documents - len(stays), stays[now])
    old_scores, old_met = _measure(before, stays[askers], once)
    scores, met = _measure(after, askers, now)
    scores_alike = old_scores == scores
    fails = np.maximum(old_scores, scores) * after.depth.floor < after.own_scores[askers]
    stays_out = 2 * np.maximum(old_met, met) < bars
    stays_in = 2 * np.minimum(old_met, met) > bars
    # To an asker that stands ALONE even what fails may be the best answer.
    safe: Marks = (stays_out | stays_in & (scores_alike | fails)) & (bars >= 0)
    safe |= scores_alike & (old_met == met)
    return ~safe


def _measure(index: Index, askers: Integers, documents: Integers) -> Integers:
    """Measure pairs; a document that is not there, -1, has nothing in common."""
    there = np.flatnonzero(documents >= 0)
    measured = np.zeros((2, len(documents)), np.int64)
    measured[:, there] = measure(index, askers[there], documents[there])
    return measured
