import pytest

from painsite.linking.labels import make_labels, plain_label, seniority
from painsite.model import Entry
from tests.support import entry


def labels(*entries: Entry) -> dict[str, str]:
    found, problems = make_labels(entries)
    assert problems == ()
    return dict(found)


def brinjikji(citekey: str, more: str = "") -> Entry:
    return entry(citekey, f"title: Imaging features of spinal degeneration\nauthors: [Brinjikji W]\nyear: 2015\n{more}")


@pytest.mark.parametrize(
    ("yaml", "label"),
    [
        ("authors: [Kasch R]\nyear: 2022", "Kasch 2022"),
        ("authors: [Quintner JL, Cohen ML]\nyear: 1994", "Quintner 1994"),
        ("authors: [Jarvik JG, Hollingworth W, others]\nyear: 2005", "Jarvik 2005"),
        ('authors: ["van Rijn, JC"]\nyear: 2006', "van Rijn 2006"),
        ("authors: [{literal: World Health Organization}]\nyear: 2023", "World Health Organization 2023"),
        ("editors: [Waddell G]\nyear: 2004", "Waddell 2004"),
        ("authors: [Hong J]", "Hong n.d."),
        ("year: 2016", "The back pain revolution 2016"),
        ("{}", "The back pain revolution n.d."),
    ],
)
def test_a_label_is_first_author_and_year(yaml: str, label: str) -> None:
    text = "title: The back pain revolution explained\n" + ("" if yaml == "{}" else yaml)
    assert labels(entry("a-work", text)) == {"a-work": label}


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("CTAN: The Comprehensive TeX Archive Network", "CTAN 2006"),
        ("Bonica’s Management of Pain: Volume 1", "Bonica’s Management of Pain 2006"),
        ("The Chicago Manual of Style: The Essential Guide", "The Chicago Manual 2006"),
        ("Low back pain in the community", "Low back pain 2006"),
        ("Leitlinie zur Behandlung der Schmerzen", "Leitlinie zur Behandlung 2006"),
        ("To be or to", "To be or to 2006"),
        ("What? Where? When?", "What 2006"),
        ("3.5 million people", "3.5 million people 2006"),
        (": Pain", ": Pain 2006"),
        ("Of the in and the rest", "Of 2006"),
        ("Pain", "Pain 2006"),
    ],
)
def test_without_people_a_label_has_the_first_words_of_the_title(title: str, label: str) -> None:
    assert labels(entry("a-work", f"title: '{title}'\nyear: 2006")) == {"a-work": label}


def test_two_works_of_one_author_and_year_get_letters() -> None:
    assert labels(brinjikji("prevalence"), brinjikji("disc")) == {
        "disc": "Brinjikji 2015a",
        "prevalence": "Brinjikji 2015b",
    }


def test_letters_go_by_addition_so_that_a_newcomer_renames_nobody() -> None:
    old, new = brinjikji("z", "added: 2025-03-01"), brinjikji("a", "added: 2026-11-22")
    undated = brinjikji("b")
    assert labels(old, new, undated) == {"z": "Brinjikji 2015a", "a": "Brinjikji 2015b", "b": "Brinjikji 2015c"}


def test_labels_that_differ_only_in_case_get_letters() -> None:
    one = entry("a", "title: Back pain\nauthors: [{literal: NICE}]\nyear: 2016")
    other = entry("b", "title: Sciatica\nauthors: [{literal: Nice}]\nyear: 2016")
    assert labels(one, other) == {"a": "NICE 2016a", "b": "Nice 2016b"}


def test_a_letter_without_a_year_follows_a_hyphen() -> None:
    one, other = (entry(key, f"title: {key}\nauthors: [Hong J]") for key in ("a", "b"))
    assert labels(one, other) == {"a": "Hong n.d.-a", "b": "Hong n.d.-b"}


def test_letters_go_on_after_z() -> None:
    found = labels(*(brinjikji(f"work-{number:02}") for number in range(28)))
    assert [found[f"work-{number}"] for number in (25, 26, 27)] == [
        "Brinjikji 2015z",
        "Brinjikji 2015aa",
        "Brinjikji 2015ab",
    ]


def test_a_pinned_label_never_gets_a_letter() -> None:
    pinned = brinjikji("disc", "label: Brinjikji 2015")
    assert labels(pinned, brinjikji("prevalence")) == {"disc": "Brinjikji 2015", "prevalence": "Brinjikji 2015a"}


def test_a_pinned_letter_is_not_given_again() -> None:
    pinned = brinjikji("z", "label: Brinjikji 2015a")
    assert labels(pinned, brinjikji("x"), brinjikji("y")) == {
        "x": "Brinjikji 2015b",
        "y": "Brinjikji 2015c",
        "z": "Brinjikji 2015a",
    }


def test_two_entries_that_pin_one_label_are_a_problem() -> None:
    _, problems = make_labels([brinjikji("a", "label: Brinjikji"), brinjikji("b", "label: brinjikji")])
    assert [str(problem) for problem in problems] == [
        (
            "bibliography/b.yaml:4:1: duplicate-label: the label `brinjikji` is also set at bibliography/a.yaml:4:1;"
            " choose another, or remove one so that letters are added"
        )
    ]


def test_a_plain_label_has_no_letter_and_minds_no_pin() -> None:
    assert {plain_label(brinjikji(key, more)) for key, more in (("disc", ""), ("z", "label: Brinjikji"))} == {
        "Brinjikji 2015"
    }


def test_the_oldest_entry_is_that_added_first_and_what_nobody_has_dated_is_the_newest() -> None:
    entries = [
        brinjikji("d"),
        brinjikji("c"),
        brinjikji("b", "added: 2026-11"),
        brinjikji("a", "added: 2026-11-22"),
        brinjikji("z", "added: 2025"),
    ]
    assert [one.citekey for one in sorted(entries, key=seniority)] == ["z", "b", "a", "c", "d"]


def test_the_order_of_the_sources_does_not_matter() -> None:
    entries = [brinjikji(key) for key in ("a", "b", "c")]
    assert labels(*entries) == labels(*reversed(entries))


def test_two_works_without_people_and_with_one_title_get_letters() -> None:
    twins = [entry(key, "title: Back pain\nyear: 2016") for key in ("a", "b")]
    assert labels(*twins) == {"a": "Back pain 2016a", "b": "Back pain 2016b"}
