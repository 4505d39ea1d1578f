import numpy as np

from painsite.linking.related.cocitation import CitedAt
from painsite.linking.related.cocitation_arrays import seat_company


def company(citekey: str, *texts: list[CitedAt]) -> dict[str, int]:
    """How closely others are cited with it, added up over the texts."""
    cited = [citation.citekey for text in texts for citation in text]
    names = sorted(set(cited))
    found = seat_company(texts, np.array([names.index(name) for name in cited], np.int32))
    counts: dict[str, int] = {}
    for seat, name in enumerate(found.seats.items.tolist()):
        if names[name] == citekey:
            for row in range(found.near.starts[seat], found.near.starts[seat + 1]):
                other = names[found.near.items[row]]
                counts[other] = counts.get(other, 0) + int(found.closeness[row])
    return counts


def at(citekey: str, group: int, paragraph: int = 0, section: int = 0, footnote: str = "") -> CitedAt:
    return CitedAt(citekey=citekey, group=group, paragraph=paragraph, section=section, footnote=footnote)


TEXT = [
    at("kasch", 0),
    at("jarvik", 0),
    at("suri", 1),
    at("weber", 2, paragraph=1),
    at("madden", 3, paragraph=2, section=1),
    at("kjaer", 4, paragraph=9, section=9, footnote="1"),
    at("boos", 5, paragraph=9, section=9, footnote="1"),
]


def test_company_counts_by_bracket_then_paragraph_then_section_then_page() -> None:
    counts = company("kasch", TEXT)
    assert counts["jarvik"] == 2 * counts["suri"] == 4 * counts["weber"] == 8 * counts["madden"] > 0


def test_one_footnote_is_as_close_as_one_bracket() -> None:
    assert company("kjaer", TEXT)["boos"] == company("kasch", TEXT)["jarvik"]


def test_a_footnote_is_not_the_bracket_of_its_number() -> None:
    text = [at("kasch", 1), at("boos", 2, paragraph=1, section=1, footnote="1")]
    assert company("kasch", text)["boos"] == company("kasch", [at("kasch", 1), at("boos", 2, 1, 1)])["boos"]


def test_in_one_text_the_closest_company_counts_and_only_once() -> None:
    far_and_near = [at("kasch", 0), at("jarvik", 1), at("kasch", 2, 1), at("jarvik", 2, 1), at("jarvik", 3, 1)]
    assert company("kasch", far_and_near) == company("kasch", [at("kasch", 0), at("jarvik", 0)])


def test_company_in_several_texts_adds_up() -> None:
    once = [at("kasch", 0), at("jarvik", 0)]
    assert company("kasch", once, once)["jarvik"] == 2 * company("kasch", once)["jarvik"]


def test_a_text_that_cites_much_counts_less() -> None:
    short = [at("kasch", 0), at("jarvik", 0)]
    long = short + [at(f"work-{number}", number, number, number) for number in range(1, 60)]
    assert 0 < company("kasch", long)["jarvik"] < company("kasch", short)["jarvik"]


def test_a_circle_of_more_than_a_hundred_says_nothing() -> None:
    page = [at(f"work-{number}", number, number // 10, number // 50) for number in range(101)]
    found = company("work-0", page)
    assert "work-49" in found
    assert "work-100" not in found
    assert "work-99" in company("work-0", page[:100])


def test_who_is_cited_alone_has_no_company() -> None:
    assert company("kasch", [at("kasch", 0), at("kasch", 1)], [at("boos", 0)]) == {}
    assert company("kasch") == {}


def test_the_order_of_citations_does_not_matter() -> None:
    assert all(company(one.citekey, TEXT) == company(one.citekey, TEXT[::-1]) for one in TEXT)
