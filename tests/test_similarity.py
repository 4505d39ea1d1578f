from painsite.linking.similarity import Depth, Features, find_alike, index_features, weigh_references, weigh_terms

DEEP = Depth(asked=25, held=50, holders=64, compared=64)


def text(words: str) -> Features:
    return weigh_terms([(word, words.split().count(word)) for word in sorted(set(words.split()))])


def alike(
    documents: list[Features], number: int = 0, *, depth: Depth = DEEP, shared: int = 1, floor: int = 1000
) -> list[tuple[int, int]]:
    """Scores and numbers, best first."""
    found = find_alike(index_features(documents, depth), number, shared=shared, floor=floor)
    return sorted(found, key=lambda item: (-item[0], item[1]))


def numbers(found: list[tuple[int, int]]) -> list[int]:
    return [number for _, number in found]


def test_a_word_weighs_more_the_more_often_it_stands_there_but_ever_less_so() -> None:
    once, twice, thrice, often = (dict(weigh_terms([("mri", count)]))["mri"] for count in (1, 2, 3, 50))
    assert 0 < once < twice < thrice < often < 32
    assert twice - once > thrice - twice


def test_a_word_weighs_less_in_a_long_text() -> None:
    short = dict(weigh_terms([("mri", 2)]))["mri"]
    long = dict(weigh_terms([("mri", 2), ("pain", 5000)]))["mri"]
    assert 1 <= long < short


def test_a_reference_weighs_more_in_a_short_list() -> None:
    assert weigh_references(["b", "a"]) == (("a", 31), ("b", 31))
    assert dict(weigh_references(map(str, range(100))))["7"] == 3
    assert dict(weigh_references(map(str, range(9999))))["7"] == 1
    assert weigh_references([]) == ()


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
    narrow = index_features([text("pain"), text("pain")], DEEP).own_scores[0]
    wide = index_features([text("pain allodynia"), text("pain")], DEEP).own_scores[0]
    assert wide > narrow


def test_below_the_floor_or_with_too_few_shared_words_nothing_is_alike() -> None:
    documents = [text("pain disc surgery sciatica"), text("pain disc"), text("surgery placebo")]
    assert numbers(alike(documents)) == [1, 2]
    assert numbers(alike(documents, shared=2)) == [1]
    assert numbers(alike(documents, floor=3)) == [1]
    assert numbers(alike(documents, floor=1)) == []


def test_a_document_asks_with_its_weightiest_words_alone() -> None:
    documents = [text("pain pain disc"), text("disc"), text("pain")]
    assert numbers(alike(documents, depth=Depth(asked=1, held=2, holders=9, compared=9))) == [2]


def test_a_document_is_found_by_its_weightiest_words_alone() -> None:
    documents = [text("disc"), text("pain pain disc"), text("pain disc disc")]
    assert numbers(alike(documents, depth=Depth(asked=1, held=1, holders=9, compared=9))) == [2]


def test_for_a_frequent_word_those_are_looked_at_in_which_it_weighs_most_then_the_first() -> None:
    documents = [text("pain"), text("pain disc"), text("pain"), text("pain"), text("pain pain pain")]
    assert numbers(alike(documents, depth=Depth(asked=9, held=9, holders=3, compared=9))) == [4, 1]


def test_those_are_compared_that_hold_most_of_what_is_asked_then_the_first() -> None:
    documents = [text("pain disc"), text("pain"), text("pain"), text("pain disc sleep")]
    assert numbers(alike(documents, depth=Depth(asked=9, held=9, holders=9, compared=2))) == [3, 1]


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
    assert alike([(), (), text("pain")]) == []
