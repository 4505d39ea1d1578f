"""What became of works after their publication, from a snapshot of the Retraction Watch data.

The rows that claim something of a work have the facts of the data: identifiers, dates, natures and reasons. Where
notices contradict each other, and where a row is spoilt, the work is one that does not exist.
"""

from pathlib import Path

import pytest

from painsite.files import kind_of
from painsite.languages.german import GERMAN
from painsite.languages.wording import Wording
from painsite.linking import retractions
from painsite.linking.library import link
from painsite.linking.retractions import find_retractions
from painsite.model import PartialDate, Retraction
from painsite.pages.status import notice_address, reference_note, snapshot_date, status_block
from painsite.sources.retractions import COLUMNS, Snapshot, pack_snapshot, parse_retractions, unpack_snapshot
from tests.retracted import HEAD, NANO, NANO_ROW, ZHANG, ZHANG_ROW
from tests.support import FIXTURES, KASCH, WEBER, Built, article, build_site, contents, entry, shown, words

PATH = "bibliography/retractions.csv"
SAMPLE = FIXTURES / "retractions" / "retraction_watch_sample.csv"
GUIDE = """\
---
title: What was withdrawn
date: 2026-01-04
---
A model was made [@zhang-2021], and measured [@nano-2016].
"""
SITE = {
    PATH: HEAD + ZHANG_ROW + NANO_ROW,
    "bibliography/site.yaml": "name: Back notes\nurl: https://example.org/\nfeatures: {search: false}\n",
    "bibliography/zhang-2021.yaml": ZHANG,
    "bibliography/nano-2016.yaml": NANO,
    "bibliography/kasch-2022.yaml": f"{KASCH}commentary: As @zhang-2021 had it.\nrelated: [zhang-2021]\n",
    "bibliography/articles/guide.md": GUIDE,
}
WORDS = Wording()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("retractions"), SITE)


def parse(text: str) -> Snapshot:
    return parse_retractions(text.encode(), path=PATH)


def row(day: str, nature: str, *, doi: str = "10.1097/brs.1", pmid: str = "0", notice: str = "unavailable") -> str:
    """Give a row on a work that does not exist, with the columns that are read."""
    return f"{day},{notice},0,{doi},{pmid},{nature},\n"


def rows(*lines: str) -> Snapshot:
    return parse(",".join(COLUMNS) + "\n" + "".join(lines))


def status_of(*lines: str) -> Retraction:
    found, problems = find_retractions(
        {"weber-1983": entry("weber-1983", f"{WEBER}doi: 10.1097/brs.1\n")}, rows(*lines)
    )
    assert problems == ()
    return found["weber-1983"]


# the file


def test_a_row_is_read_by_the_names_of_its_columns() -> None:
    snapshot = parse(HEAD + ZHANG_ROW)
    (notice,) = snapshot.notices("doi:10.1155/2021/6907871")
    assert (notice.nature, notice.date, notice.notice_doi, notice.pmid) == (
        "retraction",
        PartialDate(year=2023, month=8, day=16),
        "10.1155/2023/9804945",
        "",
    )
    assert [snapshot.reasons[number] for number in notice.reasons] == [
        "Concerns/Issues About Data",
        "Concerns/Issues with Peer Review",
        "Investigation by Journal/Publisher",
        "Randomly Generated Content",
    ]
    assert snapshot.problems == ()


def test_a_row_with_a_doi_and_a_pmid_is_one_notice() -> None:
    assert len(parse(HEAD + NANO_ROW).notices("doi:10.2147/ijn.s97476", "pmid:27013874")) == 1


def test_a_snapshot_is_as_new_as_its_newest_notice() -> None:
    assert parse(HEAD + NANO_ROW + ZHANG_ROW + NANO_ROW).until == "2023-08-16"


def test_a_row_without_identifiers_dates_a_snapshot_all_the_same() -> None:
    snapshot = rows(row("10/18/2023 0:00", "Retraction", doi="unavailable"))
    assert (snapshot.until, snapshot.rows) == ("2023-10-18", ())


@pytest.mark.parametrize(
    "day", ["8/16/2023 0:00", "8/16/2023", "08/16/2023 12:30:00 AM", "2023-08-16", "2023-08-16T00:00"]
)
def test_a_date_is_read_month_first_or_as_iso_8601_has_it(day: str) -> None:
    assert rows(row(day, "Retraction")).until == "2023-08-16"


def test_doubtful_utf_8_in_a_title_does_no_harm() -> None:
    content = (HEAD + ZHANG_ROW).encode().replace(b"Construction", b"Constr\xfcction\xff")
    snapshot = parse_retractions(content, path=PATH)
    assert (len(snapshot.notices("doi:10.1155/2021/6907871")), snapshot.problems) == (1, ())


def test_a_byte_order_mark_and_ends_of_lines_of_windows_do_no_harm() -> None:
    content = b"\xef\xbb\xbf" + (HEAD + ZHANG_ROW).replace("\n", "\r\n").encode()
    snapshot = parse_retractions(content, path=PATH)
    assert (len(snapshot.rows), snapshot.problems) == (1, ())


def test_a_cell_in_quotation_marks_may_hold_commas_and_lines() -> None:
    zhang = ZHANG_ROW.replace("Haiyan Zhang", '"Zhang, Haiyan;\nothers \u2028 of the same"')
    snapshot = parse(HEAD + zhang + "odd\n")
    assert len(snapshot.notices("doi:10.1155/2021/6907871")) == 1
    assert shown(snapshot.problems) == [
        (
            "4:1: bad-retraction: this row has 1 cells, and the first row 20 columns; download the file again, or"
            " remove the row"
        )
    ]


def test_a_missing_column_is_an_error_that_names_it() -> None:
    snapshot = parse(HEAD.replace("RetractionNature,", "").replace("Reason,", "Why,") + ZHANG_ROW)
    assert shown(snapshot.problems) == [
        (
            "1:1: bad-retractions: there are no columns `RetractionNature`, `Reason`;"
            " use the file that Crossref publishes, including its first row"
        )
    ]
    assert snapshot.rows == ()


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert [(problem.rule, problem.message) for problem in parse("").problems] == [
        ("bad-retractions", "the file has no content")
    ]


def test_a_file_that_excel_saved_in_another_coding_is_told_from_one_without_columns() -> None:
    (problem,) = parse_retractions("Record ID,Title\n1,Ä\n".encode("utf-16"), path=PATH).problems
    assert (problem.message, problem.remedy) == (
        "the file is not UTF-8 text",
        "use the file that Crossref publishes, including its first row, or save it as CSV in UTF-8",
    )


def test_one_missing_column_is_one_column() -> None:
    (problem,) = parse(HEAD.replace("Reason,", "") + ZHANG_ROW).problems
    assert problem.message == "there is no column `Reason`"


def test_a_row_of_too_many_cells_is_not_guessed_at() -> None:
    snapshot = parse(HEAD + ZHANG_ROW.replace("Haiyan Zhang", "Zhang, Haiyan,"))
    assert snapshot.rows == ()
    assert shown(snapshot.problems) == [
        (
            "2:1: bad-retraction: this row has 23 cells, and the first row 20 columns; download the file again, or"
            " remove the row"
        )
    ]


def test_a_row_that_is_no_csv_is_told_of_and_the_next_is_read() -> None:
    snapshot = parse(HEAD + 'one,"two" three,four\n' + ZHANG_ROW)
    assert len(snapshot.rows) == 1
    assert shown(snapshot.problems) == [
        (
            "2:1: bad-retraction: this row is not valid CSV: ',' expected after '\"'; download the file again, or"
            " remove the row"
        )
    ]


def test_of_many_spoilt_rows_ten_are_told_one_by_one() -> None:
    problems = parse(HEAD + "odd\n" * 12 + ZHANG_ROW).problems
    assert len(problems) == 11
    assert shown(problems)[-1] == (
        "1:1: bad-retraction: 2 further rows cannot be read; download the file again, or remove the row"
    )


def test_a_snapshot_is_kept_as_it_was_read() -> None:
    snapshot = parse(HEAD + ZHANG_ROW + NANO_ROW + "odd\n")
    assert unpack_snapshot(pack_snapshot(snapshot)) == snapshot


def test_a_snapshot_is_a_file_of_the_site_and_not_a_source_of_nodes() -> None:
    assert (kind_of(PATH), kind_of("bibliography/imaging/retractions.csv")) == ("settings", "other")


# how things stand


@pytest.mark.parametrize(
    ("natures", "present"),
    [
        (["Expression of concern", "Retraction"], "retraction"),
        (["Retraction", "Expression of concern"], "retraction"),
        (["Retraction", "Correction"], "retraction"),
        (["Retraction", "Reinstatement"], "reinstatement"),
        (["Retraction", "Reinstatement", "Correction"], "reinstatement"),
        (["Retraction", "Reinstatement", "Expression of concern"], "concern"),
        (["Retraction", "Reinstatement", "Retraction"], "retraction"),
        (["Correction", "Expression of concern"], "concern"),
        (["Expression of concern", "Correction"], "concern"),
        (["Correction", "Correction"], "correction"),
    ],
)
def test_how_things_stand_follows_from_the_order_of_the_notices(natures: list[str], present: str) -> None:
    lines = [row(f"1/{number}/2020", nature) for number, nature in enumerate(natures, 1)]
    assert status_of(*lines).nature == status_of(*reversed(lines)).nature == present


def test_of_one_day_a_reinstatement_comes_last() -> None:
    assert status_of(row("1/1/2020", "Reinstatement"), row("1/1/2020", "Retraction")).nature == "reinstatement"


def test_a_notice_without_a_date_is_the_oldest() -> None:
    assert status_of(row("", "Reinstatement"), row("1/1/2020", "Retraction")).nature == "retraction"


def test_the_newest_notice_of_that_nature_is_shown_first_and_all_others_behind_it() -> None:
    found = status_of(
        row("1/1/2020", "Expression of concern"), row("2/1/2020", "Retraction"), row("3/1/2020", "Retraction")
    )
    assert [(one.nature, str(one.date)) for one in (found, *found.others)] == [
        ("retraction", "2020-03-01"),
        ("retraction", "2020-02-01"),
        ("concern", "2020-01-01"),
    ]


def test_two_rows_that_say_the_same_are_one_notice() -> None:
    assert status_of(row("1/1/2020", "Retraction"), row("1/1/2020", "Retraction")).others == ()


def standing(events: str, *lines: str) -> list[tuple[str, str, str]]:
    """Give nature, date and DOI of all that is known of a work, the newest first."""
    node = entry("weber-1983", f"{WEBER}doi: 10.1097/brs.1\nevents:\n{events}")
    found = find_retractions({"weber-1983": node}, rows(*lines))[0]["weber-1983"]
    return [(one.nature, str(one.date or ""), one.doi) for one in (found, *found.others)]


@pytest.mark.parametrize(
    ("event", "known"),
    [
        ("{nature: retraction, date: 2020-01-20}", [("retraction", "2020-01-01", "10.5555/notice")]),
        ("{nature: retraction, date: 2020-02, pmid: 12}", [("retraction", "2020-01-01", "10.5555/notice")]),
        (
            "{nature: retraction, date: 2020-06-01, doi: 10.5555/Notice}",
            [("retraction", "2020-01-01", "10.5555/notice")],
        ),
        ("{nature: retraction}", [("retraction", "2020-01-01", "10.5555/notice")]),
        (
            "{nature: retraction, date: 2020-02-02}",
            [("retraction", "2020-02-02", ""), ("retraction", "2020-01-01", "10.5555/notice")],
        ),
        (
            "{nature: retraction, date: 2020-01-01, doi: 10.5555/other}",
            [("retraction", "2020-01-01", "10.5555/other"), ("retraction", "2020-01-01", "10.5555/notice")],
        ),
        (
            "{nature: correction, date: 2020-01-01}",
            [("retraction", "2020-01-01", "10.5555/notice"), ("correction", "2020-01-01", "")],
        ),
    ],
)
def test_an_event_that_the_snapshot_knows_too_is_told_once(event: str, known: list[tuple[str, str, str]]) -> None:
    assert standing(f"  - {event}\n", row("1/1/2020", "Retraction", notice="10.5555/notice")) == known


def test_an_event_counts_without_any_snapshot() -> None:
    assert standing("  - {nature: concern, date: 2020-01}\n") == [("concern", "2020-01", "")]


def test_what_a_snapshot_does_not_say_of_an_event_the_entry_adds() -> None:
    assert standing(
        "  - {nature: retraction, date: 2020-01-03, doi: 10.5555/notice}\n", row("1/1/2020", "Retraction")
    ) == [("retraction", "2020-01-01", "10.5555/notice")]


def test_a_work_is_found_by_its_pmid_where_either_has_no_doi() -> None:
    snapshot = rows(row("1/1/2020", "Retraction", doi="unavailable", pmid="7001"))
    entries = {"weber-1983": entry("weber-1983", f"{WEBER}doi: 10.1097/brs.2\npmid: 7001\n")}
    assert [*find_retractions(entries, snapshot)[0]] == ["weber-1983"]


def test_a_notice_with_the_pmid_of_an_entry_and_another_doi_is_not_shown_but_told_of() -> None:
    snapshot = rows(row("1/1/2020", "Retraction", pmid="7001"))
    entries = {"weber-1983": entry("weber-1983", f"{WEBER}doi: 10.1097/brs.2\npmid: 7001\n")}
    found, problems = find_retractions(entries, snapshot)
    assert found == {}
    assert shown(problems) == [
        (
            "6:1: other-retraction: the notice at bibliography/retractions.csv:2:1 has the PMID `7001` and another DOI,"
            " `10.1097/brs.1`; correct the PMID or the DOI; until then, the notice is not shown"
        )
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (row("13/1/2020 0:00", "Retraction"), "`13/1/2020 0:00` is not a date: there is no month 13"),
        (row("2/30/2020", "Retraction"), "`2/30/2020` is not a date: February 2020 has 29 days"),
        (row("0/1/2020", "Retraction"), "`0/1/2020` is not a date"),
        (row("soon", "Retraction"), "`soon` is not a date"),
        (row("1/1/2020", "Removal"), "`Removal` is not a known kind of notice"),
        (row("1/1/2020", ""), "the nature is missing"),
    ],
)
def test_what_is_doubtful_about_a_notice_is_told_where_it_is_on_a_work_of_the_site(line: str, message: str) -> None:
    entries = {"weber-1983": entry("weber-1983", f"{WEBER}doi: 10.1097/brs.1\n")}
    _, problems = find_retractions(entries, rows(line))
    remedy = "the notice is on `weber-1983`: correct the row, or download the file again"
    assert shown(problems) == [f"2:1: bad-retraction: {message}; {remedy}"]
    assert find_retractions({"kasch-2022": entry("kasch-2022", f"{KASCH}doi: 10.1097/brs.2\n")}, rows(line)) == ({}, ())


def test_a_retraction_with_an_impossible_date_is_shown_without_it() -> None:
    found, _ = find_retractions(
        {"weber-1983": entry("weber-1983", f"{WEBER}doi: 10.1097/brs.1\n")}, rows(row("13/1/2020", "Retraction"))
    )
    assert (found["weber-1983"].nature, found["weber-1983"].date) == ("retraction", None)


# what editors are told


def test_a_text_that_cites_a_retracted_work_is_told_so_where_it_first_does(site: Built) -> None:
    assert site.problems == [
        (
            "bibliography/articles/guide.md:5:19: cites-retracted: `zhang-2021` was retracted on 2023-08-16;"
            " say so in the text, or cite something else"
        ),
        (
            "bibliography/kasch-2022.yaml:5:16: cites-retracted: `zhang-2021` was retracted on 2023-08-16;"
            " say so in the text, or cite something else"
        ),
    ]


def test_a_text_that_cites_a_doubted_work_is_told_so() -> None:
    entries = [entry("weber-1983", f"{WEBER}doi: 10.1097/brs.1\n")]
    snapshot = rows(row("1/2/2020", "Expression of concern"))
    _, problems = link(entries, [article("guide", "So [@weber-1983]. And [@weber-1983].")], snapshot=snapshot)
    assert shown(problems) == [
        "4:5: cites-doubted: concern was expressed on 2020-01-02 about `weber-1983`; say so in the text"
    ]


def test_the_warning_can_be_silenced(tmp_path: Path) -> None:
    built = build_site(
        tmp_path, {**SITE, "bibliography/site.yaml": "features: {search: false}\nrules: {cites-retracted: off}\n"}
    )
    assert built.problems == []


def test_a_snapshot_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    built = build_site(tmp_path, {"bibliography/zhang-2021.yaml": ZHANG})
    assert built.problems == [f"{PATH}:1:1: unreadable-file: this is a folder, not a file; rename the folder"]


# what readers see


def status(built: Built, page: str) -> list[str]:
    return [words(one) for one in built.page(page).xpath("//section[@id='status']")]


def test_a_retracted_work_has_a_banner_before_its_headline(site: Built) -> None:
    page = site.page("bibliography/zhang-2021/")
    assert status(site, "bibliography/zhang-2021/") == [
        (
            "This work has been retracted 16 August 2023. It was withdrawn after publication, by its journal or its"
            " authors. What it reports should not be relied on. Reasons given: doubts about its data; peer review that"
            " cannot be trusted; text made by a computer. Read the notice"
        )
    ]
    assert page.xpath("//article/*[1]/@id") == ["status"]
    assert page.xpath("//section[@id='status']/@aria-labelledby") == page.xpath("//section[@id='status']/h2/@id")
    assert page.xpath("//section[@id='status']//a/@href") == ["https://doi.org/10.1155/2023/9804945"]
    assert page.xpath("string(//title)").startswith("Retracted: Construction of")


def test_a_corrected_work_says_so_and_has_no_mark(site: Built) -> None:
    page = site.page("bibliography/nano-2016/")
    assert page.xpath("//section[@id='status']/@class") == ["status correction"]
    assert page.xpath("string(//title)") == "A work of the International Journal of Nanomedicine · Back notes"
    lines = site.page("tags/measurement/").xpath("//ul[@class='lines']/li")
    assert [words(mark) for line in lines for mark in line.xpath("strong")] == ["Retracted"]
    assert words(lines[0]).startswith("Retracted Construction of")


@pytest.mark.parametrize(
    ("page", "xpath"),
    [
        ("bibliography/kasch-2022/", "//section[@id='related']//li"),
        ("bibliography/kasch-2022/", "//section[@id='highlights']//li"),
        ("bibliography/kasch-2022/", "//section[@id='map']//dd"),
        ("bibliography/nano-2016/", "//section[@id='related']//li[contains(., 'Construction')]"),
        ("bibliography/", "//ul[@class='lines']/li[contains(., 'Construction')]"),
        ("index/a-z/", "//ul[@class='lines']/li[contains(., 'Construction')]"),
        ("", "//section[@id='newest']//li[contains(., 'Construction')]"),
    ],
)
def test_a_retracted_work_is_marked_wherever_it_is_listed(site: Built, page: str, xpath: str) -> None:
    found = site.page(page or "index.html").xpath(f"{xpath}//strong[@class='mark']")
    assert [words(one) for one in found] == ["Retracted"]


def test_a_retracted_work_that_cites_another_is_marked_in_that_ones_block(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/zhang-2021.yaml": f"{ZHANG}commentary: See [@nano-2016].\n"})
    marks = built.page("bibliography/nano-2016/").xpath("//section[@id='citing-pages']//li[strong]")
    assert [words(one) for one in marks] == [
        "Retracted Construction of Mental Health Education Model Based on Computer Multimedia Group Psychological"
        " Measurement “See.”".replace("“See.”", "See.")
    ]


def test_a_text_names_a_retracted_work_as_retracted(site: Built) -> None:
    commentary = site.page("bibliography/kasch-2022/").xpath(
        "//section[@id='commentary']//div[@class='part-body prose']"
    )
    assert [words(one) for one in commentary] == ["As Zhang 2021, retracted had it."]


def test_a_card_says_that_a_work_was_retracted(site: Built) -> None:
    for page, xpath in (
        ("bibliography/kasch-2022/", "//template//@data-status"),
        ("articles/guide/", "//li/@data-status"),
    ):
        assert site.page(page).xpath(xpath) == ["Retracted"]


def test_a_reference_is_followed_by_the_notices_as_the_library_of_medicine_has_it(site: Built) -> None:
    references = [words(one) for one in site.page("articles/guide/").xpath("//li[@class='reference']/p[1]")]
    assert [one.rpartition(" ↑")[0] for one in references] == [
        (
            "Zhang H. Construction of Mental Health Education Model Based on Computer Multimedia Group Psychological"
            " Measurement. Advances in Multimedia. 2021 Sep 24. doi:10.1155/2021/6907871. Retracted."
            " Retraction in: 2023 Aug 16. doi:10.1155/2023/9804945."
        ),
        (
            "A work of the International Journal of Nanomedicine. International Journal of Nanomedicine. 2016."
            " Erratum in: 2022 Aug 4. doi:10.2147/ijn.s384663."
        ),
    ]
    (own,) = site.page("bibliography/zhang-2021/").xpath("//section[@id='cite']//p[@class='reference']")
    assert words(own).endswith("Retracted. Retraction in: 2023 Aug 16. doi:10.1155/2023/9804945.")


def test_the_map_strikes_a_retracted_work_out(site: Built) -> None:
    drawing = site.page("bibliography/kasch-2022/").xpath("//*[@class='drawing map']//*[@class='retraction']")
    assert [words(one.xpath("*[name()='title']")[0])[:24] for one in drawing] == ["Retracted: Construction o"[:24]]
    assert [words(one) for one in drawing[0].xpath(".//*[@class='struck']")] == ["Zhang 2021"]
    own = site.page("bibliography/zhang-2021/").xpath("//*[@aria-current='page']//*[@class='struck']")
    assert [words(one) for one in own] == ["Zhang 2021"]


def test_the_feed_says_that_a_work_was_retracted(site: Built) -> None:
    assert "<title>Retracted: Construction of" in site.text("feed.xml")


def test_every_page_says_where_statuses_come_from_and_how_new_they_are(site: Built) -> None:
    for page in ("index.html", "bibliography/zhang-2021/", "articles/guide/", "tags/measurement/", "404.html"):
        (note,) = site.page(page).xpath("//div[@class='retractions-note']")
        assert words(note) == (
            "Retractions, corrections and concerns are shown from the Retraction Watch data that Crossref publishes;"
            " the newest notice in our copy is of 16 August 2023. A work without a mark may have been retracted all the"
            " same."
        )
        assert note.xpath(".//a/@href") == ["https://retractionwatch.com", "https://www.crossref.org"]


def test_a_site_without_a_snapshot_says_nothing_of_retractions(tmp_path: Path) -> None:
    built = build_site(tmp_path, {path: text for path, text in SITE.items() if path != PATH})
    assert built.problems == []
    signs = (b'class="mark"', b'id="status"', b'class="retractions-note"', b'data-status="Retracted"')
    pages = {path: content for path, content in contents(built.output).items() if path.endswith(".html")}
    assert [path for path, content in pages.items() if any(sign in content for sign in signs)] == []


def test_a_german_site_says_it_in_german(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "language: de\nfeatures: {search: false}\n"})
    assert status(built, "bibliography/nano-2016/") == [
        (
            "Diese Arbeit wurde berichtigt 4. August 2022. Die Zeitschrift hat eine Berichtigung dazu veröffentlicht."
            " Genannte Gründe: Zweifel an den Daten; Fehler in Daten, Methoden oder Text. Zur Mitteilung"
        )
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Plagiarism of/in Article", "taken from others"),
        ("Fake Peer Review", "peer review that cannot be trusted"),
        ("Rogue Editor", "peer review that cannot be trusted"),
        ("Duplicate Publication through Error by Journal/Publisher", "a mistake of the journal or of others"),
        ("Duplication of/in Image", "published more than once, in whole or in part"),
        ("Falsification/Fabrication of Data", "data, images or results made up or tampered with"),
        ("Paper Mill", "signs of a paper mill, which writes studies to order"),
        ("Lack of IRB/IACUC Approval and/or Compliance", "missing approval or consent, or other questions of ethics"),
        ("Error in Data", "errors in data, methods or text"),
        ("Concerns/Issues about Image", "doubts about its images"),
        ("Original Data and/or Images not Provided and/or not Available", "doubts about its images"),
        ("Results Not Reproducible", "results that could not be repeated"),
        ("Nothing That Was Seen Before", "Nothing That Was Seen Before"),
    ],
)
def test_a_reason_is_said_in_plain_words(reason: str, said: str) -> None:
    block = status_block(Retraction(nature="retraction", reasons=(reason, reason)), WORDS)
    assert block is not None
    assert block.reasons == f"Reasons given: {said}."


@pytest.mark.parametrize(
    "reason",
    [
        "Investigation by Journal/Publisher",
        "Author Unresponsive",
        "Date of Article and/or Notice Unknown",
        "Updated to Retraction",
        "Upgrade/Update of Prior Notice(s)",
        "Objections by Author(s)",
    ],
)
def test_how_a_notice_came_about_is_no_reason(reason: str) -> None:
    block = status_block(Retraction(nature="retraction", reasons=(reason,)), WORDS)
    assert block is not None
    assert block.reasons == ""


def test_a_status_without_date_reason_or_notice_says_what_is_known() -> None:
    block = status_block(Retraction(nature="reinstatement"), GERMAN)
    assert block is not None
    assert (block.heading, block.date, block.reasons, block.notice.href, block.others) == (
        "Diese Arbeit war zurückgezogen und gilt wieder", "", "", "", ()
    )  # fmt: skip


def test_a_notice_is_found_by_its_doi_or_at_pubmed() -> None:
    assert notice_address(Retraction(nature="retraction", doi="10.2147/ijn.s384663", pmid="35959284")) == (
        "https://doi.org/10.2147/ijn.s384663"
    )
    assert notice_address(Retraction(nature="retraction", pmid="35959284")) == (
        "https://pubmed.ncbi.nlm.nih.gov/35959284/"
    )
    assert notice_address(Retraction(nature="retraction")) == ""


@pytest.mark.parametrize(
    ("retraction", "note"),
    [
        (None, ""),
        (Retraction(nature="reinstatement", doi="10.1161/hcq.0000000000000125"), ""),
        (Retraction(nature="retraction"), ' <strong class="mark">Retracted.</strong>'),
        (
            Retraction(nature="concern", pmid="35959284", date=PartialDate(year=2022)),
            ' <strong class="mark">Expression of concern.</strong> Expression of concern in: 2022. PMID: 35959284.',
        ),
        (Retraction(nature="correction", doi="10.1002/a<b"), " Erratum in: doi:10.1002/a&lt;b."),
    ],
)
def test_a_note_behind_a_reference_says_what_is_known(retraction: Retraction | None, note: str) -> None:
    assert reference_note(retraction, WORDS) == note


@pytest.mark.parametrize(
    ("until", "said"), [("2024-02-14", "14 February 2024"), ("2024-02", "February 2024"), ("2024", "2024")]
)
def test_the_date_of_a_snapshot_is_written_for_readers(until: str, said: str) -> None:
    assert snapshot_date(until, WORDS) == said


# builds


def edited(root: Path, name: str, old: str, new: str) -> None:
    path = root / "bibliography" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def never(*_: object) -> None:
    raise AssertionError("the snapshot was parsed again")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("zhang-2021.yaml", "A model was made.", "A model was made up."),
        ("zhang-2021.yaml", "title: Construction", "title: A construction"),
        ("nano-2016.yaml", "pmid: 27013874", "doi: 10.1155/2021/6907871"),
        ("articles/guide.md", "A model was made [", "\nA model\nwas made ["),
    ],
)
def test_an_edit_reads_the_snapshot_no_more_and_gives_what_a_clean_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str
) -> None:
    build_site(tmp_path / "a", SITE)
    edited(tmp_path / "a", name, old, new)
    with monkeypatch.context() as patch:
        patch.setattr("painsite.build.load.parse_retractions", never)
        built = build_site(tmp_path / "a")
    files = {path: (tmp_path / "a" / path).read_text(encoding="utf-8") for path in SITE}
    clean = build_site(tmp_path / "b", files)
    assert (built.problems, contents(built.output)) == (clean.problems, contents(clean.output))


def test_a_text_of_a_retracted_work_is_edited_without_linking_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, SITE)
    edited(tmp_path, "zhang-2021.yaml", "A model was made.", "A model was made up.")
    monkeypatch.setattr("painsite.build.load.link", never)
    assert "A model was made up." in build_site(tmp_path).text("bibliography/zhang-2021/index.html")


@pytest.mark.parametrize("snapshot", [HEAD + NANO_ROW, HEAD + ZHANG_ROW.replace("Retraction,+", "Correction,+"), None])
def test_another_snapshot_gives_what_a_clean_build_gives(tmp_path: Path, snapshot: str | None) -> None:
    build_site(tmp_path / "a", SITE)
    files = {**SITE, **({PATH: snapshot} if snapshot else {})}
    if snapshot is None:
        (tmp_path / "a" / PATH).unlink()
        del files[PATH]
    built, clean = build_site(tmp_path / "a", files), build_site(tmp_path / "b", files)
    assert (built.problems, contents(built.output)) == (clean.problems, contents(clean.output))


def test_the_cache_of_a_site_keeps_its_snapshot_when_it_is_tidied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("painsite.build.save._MOST_DEAD", -1000)
    build_site(tmp_path, SITE)
    edited(tmp_path, "kasch-2022.yaml", "title: Association", "title: An association")
    monkeypatch.setattr("painsite.build.load.parse_retractions", never)
    assert build_site(tmp_path).result.written > 0


# real data


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    if not SAMPLE.is_file():
        pytest.skip(f"PAINSITE_FIXTURES: there is no file {SAMPLE}")
    return parse_retractions(SAMPLE.read_bytes(), path=PATH)


def test_real_rows_are_read_without_a_problem(sample: Snapshot) -> None:
    assert (sample.problems, len(sample.rows), sample.until) == ((), 7, "2024-02-14")


@pytest.mark.parametrize(
    ("identifier", "natures"),
    [
        ("doi: 10.1016/j.micpro.2020.103053", ["retraction", "concern"]),
        ("doi: 10.1155/2021/6907871", ["retraction"]),
        ("pmid: 27013874", ["correction"]),
        ("doi: 10.1161/CIRCOUTCOMES.120.007778", ["reinstatement"]),
        ('doi: "10.1002/1096-9098(200007)74:3<201::AID-JSO8>3.0.CO;2-5"', ["retraction"]),
        ("pmid: 31579114", ["retraction"]),
        ("pmid: 34889889", []),
    ],
)
def test_real_rows_are_found_by_doi_and_pmid(sample: Snapshot, identifier: str, natures: list[str]) -> None:
    found, problems = find_retractions({"one": entry("one", f"title: A work\n{identifier}\n")}, sample)
    assert problems == ()
    assert [one.nature for status in found.values() for one in (status, *status.others)] == natures


def test_every_order_of_natures_is_known() -> None:
    assert {*retractions._WITHIN_A_DAY} == {"retraction", "concern", "correction", "reinstatement"}
