import pytest
from msgspec.structs import replace

from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.sources.overlays import lay_over
from tests.support import entry, shown

AT = ("bibliography/classics.bib", 7, 3)


def from_bibtex(citekey: str = "weber-1983", **given: object) -> Entry:
    """Give an entry as a .bib file would, each field at line 7, column 3."""
    values = {"title": "Lumbar disc herniation", "volume": "8", **given}
    places = dict.fromkeys(("citekey", *values), AT)
    return Entry(citekey=citekey, path="bibliography/classics.bib", places=places, **values)  # type: ignore[arg-type]


def lay(yaml: str, below: Entry | None = None) -> tuple[Entry, list[str]]:
    """Lay YAML over one BibTeX entry, `weber-1983`."""
    entries, problems = lay_over([entry("weber-1983", yaml)], [below or from_bibtex()])
    assert len(entries) == 1
    return entries[0], shown(problems)


def test_yaml_adds_to_what_bibtex_says() -> None:
    whole, problems = lay("headline: Surgery helps sooner, not longer\n")
    assert problems == []
    assert (whole.headline, whole.title, whole.volume) == (
        "Surgery helps sooner, not longer",
        "Lumbar disc herniation",
        "8",
    )


def test_the_whole_belongs_to_the_yaml_file_and_knows_both_places() -> None:
    whole, _ = lay("headline: Surgery helps sooner\n")
    assert whole.path == "bibliography/weber-1983.yaml"
    assert (whole.places["headline"], whole.places["volume"]) == (("bibliography/weber-1983.yaml", 1, 1), AT)


def test_yaml_wins_and_a_difference_is_a_warning() -> None:
    whole, problems = lay("volume: 9\n")
    assert whole.volume == "9"
    assert problems == [
        (
            "1:1: overlay-difference: `volume` is `9` here but `8` at bibliography/classics.bib:7:3;"
            " remove it here, or correct the .bib file"
        )
    ]


@pytest.mark.parametrize("nothing", ["", "null", "~", "''"])
def test_a_field_given_as_nothing_removes(nothing: str) -> None:
    whole, problems = lay(f"volume: {nothing}\n")
    assert whole.volume == ""
    assert problems == [
        (
            "1:1: overlay-difference: `volume` is empty here but `8` at bibliography/classics.bib:7:3;"
            " remove it here, or correct the .bib file"
        )
    ]


def test_the_same_value_in_both_is_no_difference() -> None:
    assert lay("title: Lumbar disc herniation\nvolume: '8'\n")[1] == []


@pytest.mark.parametrize(
    ("yaml", "given", "difference"),
    [
        (
            "authors: [Weber H, van den Berg J]",
            {"authors": Names(people=(Person(family="Weber", given="Henrik"),))},
            "`authors` is `Weber H, van den Berg J` here but `Weber Henrik`",
        ),
        (
            "authors: [Weber H, others]",
            {"authors": Names(people=(Person(family="Weber", given="H."),))},
            "`authors` is `Weber H, others` here but `Weber H.`",
        ),
        ("authors:", {"authors": Names(people=(Person(literal="WHO"),))}, "`authors` is empty here but `WHO`"),
        ("year: 1984", {"issued": Issued(start=PartialDate(year=1983))}, "`year` is `1984` here but `1983`"),
        ("works_cited: [madden-2017, '7']", {"works_cited": ("doi:10.1097/x",)}, None),
        ("works_cited: []", {"works_cited": ("pmid:7",)}, "`works_cited` is empty here but `pmid:7`"),
    ],
)
def test_a_difference_shows_both_values(yaml: str, given: dict[str, object], difference: str | None) -> None:
    _, problems = lay(f"{yaml}\n", from_bibtex(**given))
    expected = difference or "`works_cited` is `madden-2017, pmid:7` here but `doi:10.1097/x`"
    assert [problem.split(": ", 2)[2] for problem in problems] == [
        f"{expected} at bibliography/classics.bib:7:3; remove it here, or correct the .bib file"
    ]


@pytest.mark.parametrize("field", ["tags: [surgery]", "abstract: In our words."])
def test_tags_and_abstract_may_differ(field: str) -> None:
    below = from_bibtex(tags=("Intervertebral Disc",), abstract=entry("a", "abstract: As printed.").abstract)
    assert lay(f"{field}\n", below)[1] == []


def test_lists_replace_lists() -> None:
    whole, _ = lay("tags: [surgery]\n", from_bibtex(tags=("spine", "discs")))
    assert whole.tags == ("surgery",)


def test_citekeys_meet_without_regard_to_case() -> None:
    entries, _ = lay_over([entry("weber-1983", "headline: Sooner")], [from_bibtex("Weber-1983")])
    assert [(one.citekey, one.headline, one.volume) for one in entries] == [("Weber-1983", "Sooner", "8")]


def test_entries_of_one_kind_alone_stay_as_they_are() -> None:
    kasch, weber = entry("kasch-2022", "title: Association of lumbar MRI findings"), from_bibtex()
    assert lay_over([kasch], [weber]) == ((kasch, weber), ())


def test_duplicates_are_left_for_the_linker_to_name() -> None:
    first, second = from_bibtex(), replace(from_bibtex(), volume="9")
    entries, problems = lay_over([entry("weber-1983", "headline: Sooner")], [first, second])
    assert [(one.path, one.volume) for one in entries] == [
        ("bibliography/weber-1983.yaml", "8"),
        ("bibliography/classics.bib", "9"),
    ]
    assert problems == ()


def test_two_overlays_of_one_entry_are_both_kept() -> None:
    overlays = [entry("weber-1983", "headline: Sooner"), entry("imaging/weber-1983", "headline: Later")]
    entries, _ = lay_over(overlays, [from_bibtex()])
    assert [one.headline for one in entries] == ["Sooner", "Later"]


def test_an_overlay_whose_entry_has_gone_is_a_problem() -> None:
    _, problems = lay_over([entry("shah-2008", "headline: Sooner")], [from_bibtex()])
    assert shown(problems) == [
        (
            "1:1: orphan-overlay: `shah-2008` has no `title`, and no BibTeX entry has this key;"
            " add a `title`, or put the BibTeX entry back that this file is laid over"
        )
    ]


def test_an_overlay_with_a_mistyped_citekey_is_told_the_nearest() -> None:
    _, problems = lay_over([entry("webber-1983", "headline: Sooner")], [from_bibtex()])
    assert shown(problems) == [
        (
            "1:1: orphan-overlay: `webber-1983` has no `title`, and no BibTeX entry has this key;"
            " did you mean `weber-1983`? Then name this file so, and put `webber-1983` among its `aliases`"
        )
    ]


def test_a_bibtex_entry_without_a_title_is_a_problem() -> None:
    _, problems = lay_over([], [from_bibtex(title="")])
    assert shown(problems) == ["7:3: missing-title: the entry `weber-1983` has no title; add one"]


def test_an_overlay_that_removes_the_title_is_a_problem() -> None:
    _, problems = lay("title:\n")
    assert problems[1] == "1:1: missing-title: the entry `weber-1983` has no title; add one"


def test_commentary_beside_notes_is_a_warning() -> None:
    _, problems = lay("commentary: Long.\nnotes: Short.\n")
    assert problems == [
        (
            "2:1: commentary-and-notes: `weber-1983` has both commentary and notes, and the commentary is shown;"
            " remove one of them"
        )
    ]
