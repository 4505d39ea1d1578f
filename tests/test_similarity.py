import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.linking.related import comparison
from painsite.linking.related.answers import count_common
from painsite.linking.related.arrays import lists_of, sort_together
from painsite.linking.related.comparison import find_alike
from painsite.linking.related.similarity import (
    Depth,
    Index,
    Order,
    empty_index,
    feature_rows,
    rename_features,
    revise_index,
    weigh_references,
    weigh_terms,
)
from painsite.linking.related.terms import Terms

DEEP = Depth(asked=25, held=50, holders=64, compared=64, floor=1000)


def text(words: str) -> Terms:
    return text_of({word: words.split().count(word) for word in words.split()})


def text_of(counts: Mapping[str, int]) -> Terms:
    return Terms(words=" ".join(sorted(counts)), counts=bytes([counts[word] for word in sorted(counts)]))


def counts_of(document: Terms) -> dict[str, int]:
    return dict(zip(document.words.split(), document.counts, strict=True))


def index_terms(documents: list[Terms], depth: Depth) -> Index:
    terms, places, weights = weigh_terms(documents)
    names = sorted(terms)
    features = np.array([names.index(term) for term in terms], np.int32)[places]
    count = len(documents)
    order = Order(origins=np.arange(count), numbers=np.zeros(0, np.int32), kinds=(count, 0))
    nothing = rename_features(empty_index(depth), np.zeros(0, np.int32), len(names))
    return revise_index(nothing, feature_rows(features, weights, np.zeros(count, np.bool_)), order, len(names))[0]


def answers(documents: list[Terms], numbers: list[int], *, depth: Depth = DEEP) -> list[list[tuple[int, int]]]:
    """Scores and numbers, best first, for each document asked about."""
    found, _ = find_alike(index_terms(documents, depth), np.array(numbers, dtype=np.int64))
    lists: list[list[tuple[int, int]]] = [[] for _ in numbers]
    for question, document, score in zip(
        found.questions.tolist(), found.documents.tolist(), found.scores.tolist(), strict=True
    ):
        lists[question].append((score, document))
    return [sorted(answer, key=lambda item: (-item[0], item[1])) for answer in lists]


def alike(documents: list[Terms], number: int = 0, *, depth: Depth = DEEP) -> list[tuple[int, int]]:
    return answers(documents, [number], depth=depth)[0]


def weights(documents: list[Terms]) -> list[dict[str, int]]:
    terms, places, found = weigh_terms(documents)
    pairs = list(zip([terms[place] for place in places], found.items.tolist(), strict=True))
    return [dict(pairs[start:end]) for start, end in itertools.pairwise(found.starts.tolist())]


def numbers(found: list[tuple[int, int]]) -> list[int]:
    return [number for _, number in found]


def test_a_word_weighs_more_the_more_often_it_stands_there_but_ever_less_so() -> None:
    once, twice, thrice, often = (weights([text_of({"mri": count})])[0]["mri"] for count in (1, 2, 3, 50))
    assert 0 < once < twice < thrice < often < 32
    assert twice - once > thrice - twice


def test_a_word_weighs_less_in_a_long_text() -> None:
    short, long = weights([text_of({"mri": 2}), text_of({"mri": 2, "pain": 255})])
    assert 1 <= long["mri"] < short["mri"]


def test_a_reference_weighs_more_in_a_short_list() -> None:
    found = weigh_references(np.array([2, 100, 0, 9999]))
    assert found.items.tolist() == [31] * 2 + [3] * 100 + [1] * 9999
    assert found.sizes.tolist() == [2, 100, 0, 9999]


def test_the_document_that_shares_more_and_rarer_words_is_more_alike() -> None:
    documents = [text("pain disc herniation"), text("pain disc herniation"), text("pain disc"), text("pain")]
    documents += [text("pain placebo"), text("pain needles"), text("pain exercise"), text("pain sleep")]
    assert numbers(alike(documents))[:2] == [1, 2]
    rare, common = alike([text("pain disc"), text("disc"), text("pain"), *[text("pain")] * 13])[:2]
    assert rare[1] == 1
    assert rare[0] > common[0]


def test_a_document_is_not_alike_to_itself() -> None:
    assert alike([text("pain"), text("disc")]) == []


def test_a_word_that_only_one_document_holds_still_counts_in_what_it_is_about() -> None:
    narrow = index_terms([text("pain"), text("pain")], DEEP).own_scores[0]
    wide = index_terms([text("pain allodynia"), text("pain")], DEEP).own_scores[0]
    assert wide > narrow


def test_below_the_floor_nothing_is_alike_but_the_best() -> None:
    documents = [text("pain disc surgery sciatica"), text("pain disc"), text("surgery placebo"), text("surgery sleep")]
    assert numbers(alike(documents)) == [1, 2, 3]
    assert numbers(alike(documents, depth=replace(DEEP, floor=3))) == [1]
    assert numbers(alike(documents, depth=replace(DEEP, floor=1))) == [1]


def test_of_those_that_are_equally_good_below_the_floor_the_first_is_alike() -> None:
    documents = [text("pain disc sleep"), text("pain mri"), text("pain spine")]
    assert numbers(alike(documents, depth=replace(DEEP, floor=1))) == [1]


def test_those_that_are_compared_are_compared_over_all_words() -> None:
    documents = [text("pain pain pain disc sleep mri"), text("pain pain spine"), text("pain disc sleep mri")]
    narrow = replace(DEEP, asked=1)
    assert numbers(alike(documents, depth=narrow)) == [2, 1]
    assert alike(documents, depth=narrow) == alike(documents)


def test_a_document_asks_with_its_weightiest_words_alone() -> None:
    documents = [text("pain pain disc"), text("disc"), text("pain")]
    assert numbers(alike(documents, depth=replace(DEEP, asked=1, held=2, holders=9, compared=9))) == [2]


def test_a_document_is_found_by_its_weightiest_words_alone() -> None:
    documents = [text("disc"), text("pain pain disc"), text("pain disc disc")]
    assert numbers(alike(documents, depth=replace(DEEP, asked=1, held=1, holders=9, compared=9))) == [2]


def test_for_a_frequent_word_those_are_looked_at_in_which_it_weighs_most_then_the_first() -> None:
    documents = [text("pain"), text("pain disc"), text("pain"), text("pain"), text("pain pain pain")]
    assert numbers(alike(documents, depth=replace(DEEP, asked=9, held=9, holders=3, compared=9))) == [4, 1]


def test_those_are_compared_that_hold_most_of_what_is_asked_then_the_first() -> None:
    documents = [text("pain disc"), text("pain"), text("pain"), text("pain disc sleep")]
    assert numbers(alike(documents, depth=replace(DEEP, asked=9, held=9, holders=9, compared=2))) == [3, 1]


def test_those_are_compared_in_which_what_is_asked_weighs_most() -> None:
    documents = [text("pain"), text("pain disc"), text("pain pain"), text("pain sleep")]
    assert numbers(alike(documents, depth=replace(DEEP, compared=2))) == [2, 1]


def test_a_newcomer_changes_no_score_until_a_count_passes_a_power_of_two() -> None:
    documents = [text("pain disc"), text("pain disc"), text("disc sleep"), text("pain")]
    before = alike(documents)
    assert alike([*documents, text("allodynia pain")]) == [*before, (before[-1][0], 4)]
    assert alike([*documents, *[text("allodynia")] * 3]) == before
    assert alike([*documents, *[text("allodynia")] * 4]) != before


def test_a_word_that_all_hold_says_little_but_not_nothing() -> None:
    score, number = alike([text("pain"), text("pain")])[0]
    assert number == 1
    assert score > 0


def test_documents_without_words_are_alike_to_none() -> None:
    assert alike([text(""), text(""), text("pain")]) == []


WORDS = ["pain", "disc", "sleep", "mri", "spine", "nerve", "needle", "placebo", "sciatica"]
TEXTS = st.lists(
    st.dictionaries(st.sampled_from(WORDS), st.integers(1, 6), max_size=7).map(text_of),
    max_size=12,
)
DEPTHS = st.builds(
    lambda asked, more, holders, compared, floor: Depth(
        asked=asked, held=asked + more, holders=holders, compared=compared, floor=floor
    ),
    *[
        st.integers(1, 5),
        st.integers(0, 3),
        st.integers(1, 6),
        st.integers(1, 6),
        st.integers(1, 20),
    ],
)


def naive(documents: list[Terms], number: int, *, depth: Depth) -> list[tuple[int, int]]:
    """What `answers` must give, step by step and one document at a time."""
    weighed = []
    for counts in map(counts_of, documents):
        norm = 100 + 100 * sum(counts.values()) // 250
        weighed.append({term: max(1, 3200 * count // (100 * count + norm)) for term, count in counts.items()})
    frequency = {word: sum(word in document for document in weighed) for word in WORDS}
    digits = len(documents).bit_length()
    rarity = {word: max(1, digits + 1 - (count + 2).bit_length()) for word, count in frequency.items()}
    worth = {word: weight * rarity[word] for word, weight in weighed[number].items()}
    best = [sorted(held, key=lambda word: (-held[word] * rarity[word], word)) for held in weighed]
    common = [[word for word in words if frequency[word] > 1] for words in best]
    met = dict.fromkeys(range(len(documents)), 0)
    for word in common[number][: depth.asked]:
        holders = [other for other in range(len(documents)) if word in common[other][: depth.held]]
        for other in sorted(holders, key=lambda other: (-weighed[other][word], other))[: depth.holders]:
            met[other] += worth[word] * weighed[other][word]
    del met[number]
    compared = sorted((other for other in met if met[other]), key=lambda other: (-met[other], other))[: depth.compared]
    scores = [
        (sum(worth.get(word, 0) * weight for word, weight in weighed[other].items()), other) for other in compared
    ]
    found = sorted(scores, key=lambda item: (-item[0], item[1]))
    own_score = sum(worth[word] * weight for word, weight in weighed[number].items())
    return [item for item in found if item[0] * depth.floor >= own_score or item == found[0]]


@given(TEXTS, DEPTHS)
def test_all_asked_at_once_get_what_each_gets_by_the_plain_method(documents: list[Terms], depth: Depth) -> None:
    every = range(len(documents))
    expected = [naive(documents, number, depth=depth) for number in every]
    assert answers(documents, list(every), depth=depth) == expected


@given(TEXTS)
def test_with_too_many_documents_for_narrow_keys_the_answers_are_the_same(documents: list[Terms]) -> None:
    every = list(range(len(documents)))
    expected = answers(documents, every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "_SCORE_BITS", 31)
        assert answers(documents, every) == expected


@given(TEXTS, st.data())
def test_those_asked_about_together_make_no_difference(documents: list[Terms], data: st.DataObject) -> None:
    together = data.draw(st.permutations(range(len(documents))))
    assert answers(documents, together) == [alike(documents, number) for number in together]


@given(st.lists(st.tuples(*[st.integers(-(2**62), 2**62)] * 3)), st.integers(0, 62))
def test_rows_are_sorted_by_all_columns_however_large_the_numbers(rows: list[tuple[int, ...]], bits: int) -> None:
    rows = [tuple(number >> bits for number in row) for row in rows]
    columns = [np.array([row[column] for row in rows], dtype=np.int64) for column in range(3)]
    assert list(zip(*[column.tolist() for column in sort_together(*columns)], strict=True)) == sorted(rows)


@given(st.lists(st.sets(st.sampled_from(WORDS)), min_size=1, max_size=8))
def test_what_two_sets_share_is_counted(sets: list[set[str]]) -> None:
    pairs = [(one, other) for one in range(len(sets)) for other in range(len(sets))]
    numbers, (questions, documents) = np.arange(len(sets)), np.array(pairs).T
    items = [WORDS.index(word) for held in sets for word in held]
    lists = lists_of(np.array([len(held) for held in sets]), np.array(items, np.int32))
    counted = count_common(lists, numbers, questions, documents)
    assert counted.tolist() == [len(sets[one] & sets[other]) for one, other in pairs]
