"""Bring a survey up to date with what changed, and find the lists of related content that this can affect."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from painsite.linking.related.affected import affected_nodes
from painsite.linking.related.answers import UNKNOWN
from painsite.linking.related.arrays import (
    Integers,
    Lists,
    Marks,
    lists_of,
    mark,
    no_lists,
    sort_together,
    splice,
    splice_items,
)
from painsite.linking.related.cocitation_arrays import Company, seat_company
from painsite.linking.related.corpus import Bounds, Survey, empty_survey
from painsite.linking.related.profiles import Profile
from painsite.linking.related.similarity import (
    Order,
    feature_rows,
    held_names,
    rename_features,
    revise_index,
    weigh_references,
    weigh_terms,
)
from painsite.linking.related.vocabulary import holds, look_up, merge_words, number_distinct, number_words


def revise(
    before: Survey | None, changed: Mapping[str, Profile], removed: Collection[str]
) -> tuple[Survey, tuple[str, ...]]:
    """Put changed and new profiles, by citekey, into a survey and take others out.

    Give the survey, and sorted the citekeys of the nodes whose lists may differ from those of `before`: all where there
    is none. The lists of all others are what they would be if everything were ranked again.
    """
    known = before or empty_survey()
    fresh = [changed[citekey] for citekey in sorted(changed)]
    renamed, arrivals = _rename(known, fresh)
    gone = _numbers_of(known, {*changed, *removed})
    order, years = _arrange(renamed, arrivals, gone)
    texts, stale_texts = revise_index(renamed.texts, arrivals.texts, order, len(renamed.words))
    couplings, stale_couplings = revise_index(renamed.couplings, arrivals.couplings, order, len(renamed.names))
    bounds = renamed.bounds
    unknown = np.full(len(fresh), UNKNOWN, np.int32)
    survey = Survey(
        names=renamed.names,
        words=renamed.words,
        tags=renamed.tags,
        entries=order.kinds[0],
        citekeys=np.concatenate((renamed.citekeys, arrivals.citekeys))[order.origins],
        years=years,
        tagged=splice(renamed.tagged, arrivals.tagged, order.origins),
        related=splice(renamed.related, arrivals.related, order.origins),
        not_related=splice(renamed.not_related, arrivals.not_related, order.origins),
        company=_splice_company(renamed.company, arrivals.company, order.origins),
        texts=texts,
        couplings=couplings,
        bounds=Bounds(
            text_bars=np.concatenate((bounds.text_bars, unknown))[order.origins],
            coupling_bars=np.concatenate((bounds.coupling_bars, unknown))[order.origins],
            considered=splice(bounds.considered, no_lists(len(fresh)), order.origins),
        ),
    )
    if before is None:
        return survey, tuple(survey.names[name] for name in np.sort(survey.citekeys).tolist())
    affected = affected_nodes(renamed, survey, order, stale_texts, stale_couplings)
    named = tuple(survey.names[name] for name in np.sort(survey.citekeys[affected]).tolist())
    return _forget(survey, affected), named


def _forget(survey: Survey, affected: Marks) -> Survey:
    bars = survey.bounds.text_bars.copy()
    bars[affected] = UNKNOWN
    return replace(survey, bounds=replace(survey.bounds, text_bars=bars))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrivals:
    """Profiles that come into a survey, in arrays like its own."""

    citekeys: Integers
    years: Integers
    articles: Marks
    tagged: Lists
    related: Lists
    not_related: Lists
    company: Company
    texts: Lists
    couplings: Lists


def _rename(known: Survey, fresh: Sequence[Profile]) -> tuple[Survey, _Arrivals]:
    """Return names, words and tags the numbers that they have once the fresh profiles are in, in these too."""
    terms, term_places, term_weights = weigh_terms([profile.terms for profile in fresh])
    references = [_references(profile) for profile in fresh]
    related = [tuple(dict.fromkeys(profile.related)) for profile in fresh]
    not_related = [tuple(dict.fromkeys(profile.not_related)) for profile in fresh]
    tags = [tuple(dict.fromkeys(profile.tags)) for profile in fresh]
    words, word_numbers = merge_words(known.words, held_names(known.texts), terms)
    term_words = look_up(words, terms)[term_places]
    tag_names, tag_numbers, (own_tags,) = _merge(known.tags, mark(len(known.tags), known.tagged.items), _joined(tags))
    names, name_numbers, (citekeys, cited, *name_lists) = _merge(
        known.names,
        _used_names(known),
        [profile.citekey for profile in fresh],
        [citation.citekey for profile in fresh for citation in profile.citations],
        *[_joined(lists) for lists in (references, related, not_related)],
    )
    reference_names, related_names, not_related_names = name_lists
    articles = np.fromiter((profile.is_article for profile in fresh), np.bool_, len(fresh))
    arrivals = _Arrivals(
        citekeys=citekeys,
        years=np.fromiter((profile.year for profile in fresh), np.int32, len(fresh)),
        articles=articles,
        tagged=lists_of(_sizes(tags), own_tags),
        related=lists_of(_sizes(related), related_names),
        not_related=lists_of(_sizes(not_related), not_related_names),
        company=seat_company([profile.citations for profile in fresh], cited),
        texts=feature_rows(term_words, term_weights, articles),
        couplings=feature_rows(reference_names, weigh_references(_sizes(references)), articles),
    )
    renamed = Survey(
        names=names,
        words=words,
        tags=tag_names,
        entries=known.entries,
        citekeys=_renumber(known.citekeys, name_numbers),
        years=known.years,
        tagged=_renumber_lists(known.tagged, tag_numbers),
        related=_renumber_lists(known.related, name_numbers),
        not_related=_renumber_lists(known.not_related, name_numbers),
        company=Company(
            seats=_renumber_lists(known.company.seats, name_numbers),
            near=_renumber_lists(known.company.near, name_numbers),
            closeness=known.company.closeness,
        ),
        texts=rename_features(known.texts, word_numbers, len(words)),
        couplings=rename_features(known.couplings, name_numbers, len(names)),
        bounds=replace(known.bounds, considered=_renumber_lists(known.bounds.considered, name_numbers)),
    )
    return renamed, arrivals


def _merge(
    words: tuple[str, ...], used: Marks, *wanted: Sequence[str]
) -> tuple[tuple[str, ...], Integers | None, list[Integers]]:
    """Merge words, see `merge_words`, and give the numbers of those in each list."""
    distinct, places = number_distinct(*wanted)
    merged, renumbered = merge_words(words, used, distinct)
    numbers = look_up(merged, distinct)
    return merged, renumbered, [numbers[some] for some in places]


def _joined(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(chain.from_iterable(lists))


def _sizes(lists: Iterable[Collection[object]]) -> Integers:
    return np.array(list(map(len, lists)), np.int64)


def _references(profile: Profile) -> list[str]:
    """Collect the works that a work cites and those that our text on it cites."""
    references = dict.fromkeys([*profile.works_cited, *[citation.citekey for citation in profile.citations]])
    references.pop(profile.citekey, None)
    return list(references)


def _used_names(survey: Survey) -> Marks:
    lists = (survey.related, survey.not_related, survey.company.seats, survey.bounds.considered)
    used = mark(len(survey.names), survey.citekeys, *[one.items for one in lists])
    return used | held_names(survey.couplings)


def _renumber(names: Integers, numbers: Integers | None) -> Integers:
    return names if numbers is None else numbers[names]


def _renumber_lists(lists: Lists, numbers: Integers | None) -> Lists:
    return lists if numbers is None else Lists(starts=lists.starts, items=numbers[lists.items])


def _numbers_of(survey: Survey, citekeys: Collection[str]) -> Integers:
    """Look up the numbers of those nodes that there are."""
    known = [citekey for citekey in citekeys if holds(survey.names, citekey)] if len(survey) else []
    numbers = survey.numbers[number_words(survey.names, known)[0]]
    return numbers[numbers >= 0]


def _arrange(known: Survey, arrivals: _Arrivals, gone: Integers) -> tuple[Order, Integers]:
    """Put nodes in order, those that come in the places of those that go; and give their years."""
    total = len(known)
    stays = np.flatnonzero(~mark(total, gone))
    articles = np.concatenate((stays >= known.entries, arrivals.articles)).astype(np.int64)
    years = np.concatenate((known.years[stays], arrivals.years)).astype(np.int64)
    citekeys = np.concatenate((known.citekeys[stays], arrivals.citekeys))
    sources = np.concatenate((stays, total + np.arange(len(arrivals.citekeys))))
    _, _, ages, _, origins = sort_together(articles, (years == 0).astype(np.int64), -years, citekeys, sources)
    numbers = np.full(total, -1, np.int32)
    kept = np.flatnonzero(origins < total)
    numbers[origins[kept]] = kept
    count = int(articles.sum())
    order = Order(origins=origins, numbers=numbers, kinds=(len(origins) - count, count))
    return order, (-ages).astype(np.int32)


def _splice_company(company: Company, fresh: Company, origins: Integers) -> Company:
    seats = len(company.seats.items)
    seat_origins = splice_items(
        Lists(starts=company.seats.starts, items=np.arange(seats)),
        Lists(starts=fresh.seats.starts, items=np.arange(seats, seats + len(fresh.seats.items))),
        origins,
    )
    return Company(
        seats=splice(company.seats, fresh.seats, origins),
        near=splice(company.near, fresh.near, seat_origins),
        closeness=splice_items(
            Lists(starts=company.near.starts, items=company.closeness),
            Lists(starts=fresh.near.starts, items=fresh.closeness),
            seat_origins,
        ),
    )
