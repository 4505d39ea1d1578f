"""The timeline of a topic, on its page: entries by year and type of study."""

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES
from painsite.model import Face
from painsite.pages.lists.timelines import tally, timeline, type_names
from painsite.pages.values import Timeline
from tests.support import Built, build_site, words

WORDS = Wording()
SITE = {
    "bibliography/kasch-2022.yaml": "title: Scans\nyear: 2022\ntags: [imaging]\nstudy: {design: cohort}\n",
    "bibliography/jarvik-2005.yaml": "title: Incidence\nyear: 2005\ntags: [imaging]\nstudy: {design: cohort}\n",
    "bibliography/chou-2009.yaml": "title: Imaging\nyear: 2009\ntags: [imaging]\nstudy: {design: Meta-analysis}\n",
    "bibliography/boos-1995.yaml": "title: Award\nyear: 1995\ntags: [imaging, award]\n",
    "bibliography/undated.yaml": "title: Undated\ntags: [imaging, award]\nstudy: {design: randomised trial}\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\ndate: 2001-01-01\ntags: [imaging]\n---\nNo.\n",
}

LONG = {
    **SITE,
    "bibliography/site.yaml": "page_size: 10\n",
    **{
        f"bibliography/work-{number}.yaml": f"title: Work {number}\nyear: 2020\ntags: [imaging]\n"
        for number in range(9)
    },
}
"""The older entries of the tag stand on its second page."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def faces(*given: tuple[int, str]) -> list[Face]:
    """Make entries from years and designs."""
    return [
        Face(citekey=f"e{number}", kind="entry", address="/", label="E", title="E", year=year, design=design)
        for number, (year, design) in enumerate(given)
    ]


def drawn(*given: tuple[int, str]) -> Timeline:
    found = timeline(tally(faces(*given)), WORDS)
    assert found is not None
    return found


def bars(path: str) -> list[int]:
    """Give the place of each block or bar of a path."""
    return [int(x) for x in re.findall(r"M(\d+) ", path)]


def table(page: lxml_html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.xpath("//figure[@class='timeline']//table//tr")]


def test_a_tag_page_shows_its_entries_by_year_and_type_of_study(site: Built) -> None:
    page = site.page("tags/imaging/")
    (rows,) = page.xpath("//section[@id='entries']//figure//div[@class='rows']")
    assert [words(one) for one in rows.xpath("./span")] == ["meta-analysis", "1", "cohort study", "2", "other", "1"]
    assert len(rows.xpath("./svg[@viewbox or @viewBox]")) == 3
    assert rows.get("aria-hidden") == "true"


def test_a_table_gives_the_numbers_of_a_timeline_newest_first(site: Built) -> None:
    assert table(site.page("tags/imaging/")) == [
        ["Year", "Types of study", "Entries"],
        ["2020–2024", "cohort study 1", "1"],
        ["2005–2009", "meta-analysis 1, cohort study 1", "2"],
        ["1995–1999", "other 1", "1"],
        ["no date", "trial 1", "1"],
        ["All", "", "5"],
    ]


def test_a_timeline_says_what_it_does_not_draw(site: Built) -> None:
    (note,) = site.page("tags/imaging/").xpath("//figure[@class='timeline']/p")
    assert words(note) == "Each column is 5 years. Each block is one entry. 1 without a year is not drawn."


def test_fewer_than_two_dated_entries_have_no_timeline(site: Built) -> None:
    assert site.page("tags/award/").xpath("//figure[@class='timeline']") == []


def test_the_articles_of_a_tag_come_before_its_entries(site: Built) -> None:
    page = site.page("tags/imaging/")
    assert [words(heading) for heading in page.xpath("//h2")] == ["Articles", "Entries"]
    assert words(page.xpath("//p[@class='introduction']")[0]) == "1 article, 5 entries"


def test_other_lists_have_no_timeline(site: Built) -> None:
    assert site.page("bibliography/").xpath("//figure[@class='timeline']") == []


def test_only_the_first_page_of_a_tag_has_the_timeline_and_it_counts_all_entries(tmp_path: Path) -> None:
    built = build_site(tmp_path, LONG)
    assert table(built.page("tags/imaging/"))[-1] == ["All", "", "14"]
    assert built.page("tags/imaging/2/").xpath("//figure[@class='timeline']") == []


def test_a_timeline_changes_with_an_entry_of_a_later_page(tmp_path: Path) -> None:
    build_site(tmp_path, LONG)
    moved = {**LONG, "bibliography/boos-1995.yaml": SITE["bibliography/boos-1995.yaml"].replace("1995", "1985")}
    page = build_site(tmp_path, moved).page("tags/imaging/")
    assert ["1985–1989", "other 1", "1"] in table(page)


@pytest.mark.parametrize(
    ("given", "years"),
    [
        (((1983, ""), (1990, "")), ["1990", "1983"]),
        (((1983, ""), (2002, "")), ["2002", "1983"]),
        (((1983, ""), (2003, "")), ["2000–2004", "1980–1984"]),
        (((1934, ""), (2022, "")), ["2020–2024", "1930–1934"]),
        (((1890, ""), (2022, "")), ["2020–2029", "1890–1899"]),
        (((1543, ""), (2022, "")), ["2000–2049", "1500–1549"]),
    ],
)
def test_years_are_taken_together_where_there_are_many(given: tuple[tuple[int, str], ...], years: list[str]) -> None:
    assert [line.years for line in drawn(*given).lines] == years


def test_the_rows_and_the_table_have_every_entry() -> None:
    given = [(1990 + number % 30, design) for number, design in enumerate(["cohort", "trial", "review", ""] * 40)]
    found = drawn(*given, (0, "trial"))
    assert sum(int(row.total) for row in found.rows) == 160
    assert sum(int(line.total) for line in found.lines) == int(found.total) == 161
    assert sum(int(number) for line in found.lines for number in re.findall(r"\d+", line.types)) == 161


def test_each_entry_is_a_block_where_they_can_be_counted() -> None:
    found = drawn((2001, "trial"), (2001, "trial"), (2003, "trial"), (2003, "cohort"))
    assert [(row.name, len(bars(row.bars))) for row in found.rows] == [("trial", 3), ("cohort study", 1)]


def test_many_entries_are_bars_to_scale_and_one_entry_can_still_be_seen() -> None:
    found = drawn(*[(2001, "trial")] * 90, (2003, "trial"))
    assert [int(height) for height in re.findall(r"v-(\d+)", found.rows[0].bars)] == [80, 2]
    assert found.note == "The tallest bar stands for 90 entries."


def test_the_bars_of_one_year_stand_one_below_the_other() -> None:
    found = drawn((2001, "trial"), (2003, "cohort"), (2003, "trial"))
    trial, cohort = (bars(row.bars) for row in found.rows)
    assert cohort == [trial[1]]
    assert trial[1] - trial[0] == 20


def test_the_named_years_are_round_and_few() -> None:
    assert [(tick.text, tick.place) for tick in drawn((1990, ""), (2022, "")).ticks] == [
        ("2000", "37.5%"),
        ("2020", "87.5%"),
    ]
    assert [tick.text for tick in drawn((2015, ""), (2022, "")).ticks] == ["2015", "2020"]


def test_every_type_of_study_has_a_name() -> None:
    names = type_names(WORDS)
    assert list(names) == list(STUDY_TYPES)
    assert len(set(names.values())) == len(STUDY_TYPES)


def test_a_tally_is_the_same_in_whatever_order_the_entries_come() -> None:
    given = faces((2001, "trial"), (1999, "cohort"), (2001, "cohort"))
    assert tally(given) == tally(reversed(given)) == ((1999, "cohort", 1), (2001, "cohort", 1), (2001, "trial", 1))
