"""`painsite refresh`: what newer records say, and editing YAML in place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.editing.yaml_edits import set_fields
from painsite.problems import Unreadable
from painsite.sources.entries import parse_entry
from painsite.sources.entry_format import given_fields
from tests.services import Services, serve_recordings, use_recordings
from tests.support import write_site
from tests.test_adding import TOPICS, add, painsite, read

PATH = "bibliography/kjaer-2021.yaml"


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serve_recordings() as services:
        use_recordings(monkeypatch, services)
        services.known = {"topics"}
        yield services


@pytest.fixture
def site(tmp_path: Path, services: Services) -> Path:
    write_site(tmp_path, {"bibliography/site.yaml": "name: Back notes\n"})
    assert add(tmp_path, TOPICS).exit_code == 0
    assert services.asked
    return tmp_path


def refresh(site: Path, *arguments: str) -> str:
    return painsite("refresh", "--source", site, "--today", "2027-02-01", *arguments).output


def change(services: Services) -> None:
    """Let the work be retracted, move its issue, and get an abstract."""
    retraction = (
        '"updated-by": [{"DOI": "10.5555/notice.1", "type": "retraction", "updated": {"date-parts": [[2027, 1, 5]]}}]'
    )
    services.changed["topics.json"] = lambda text: text.replace('"issue": "3"', f'"issue": "4", {retraction}')
    services.changed["topics.xml"] = lambda text: text.replace(
        "<AuthorList", "<Abstract><AbstractText>Walking did no harm.</AbstractText></Abstract><AuthorList"
    )


NEWS = """\
kjaer-2021 (bibliography/kjaer-2021.yaml)
  events
    + - nature: retraction
    + date: 2027-01-05
    + doi: 10.5555/notice.1
  issue
    - 3
    + 4
  abstract
    + Walking did no harm.
"""


def test_nothing_new_is_said_in_one_line(site: Path) -> None:
    before = read(site, "kjaer-2021.yaml")
    assert refresh(site, "kjaer-2021") == "1 entry looked at; nothing new\n"
    assert read(site, "kjaer-2021.yaml") == before


def test_what_is_new_is_shown_retractions_first_and_not_written_unasked(site: Path, services: Services) -> None:
    change(services)
    before = read(site, "kjaer-2021.yaml")
    assert refresh(site, "--all") == f"{NEWS}1 entry looked at; 3 fields of 1 with news; write them with --write\n"
    assert read(site, "kjaer-2021.yaml") == before


def test_what_is_new_is_written_where_no_editor_has_been(site: Path, services: Services) -> None:
    change(services)
    path = site / PATH
    text = (
        read(site, "kjaer-2021.yaml")
        .replace("title: Bed", "# as printed\ntitle:   Bed")
        .replace("volume: 47", "volume: 48")
    )
    path.write_text(text.replace("headline:", "headline: Walk soon  # short\n"), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    shown = refresh(site, "kjaer-2021", "--write")
    assert "  volume (yours; kept)\n    - 48\n    · 47\n" in shown
    assert shown.endswith("1 entry looked at; 3 fields of 1 with news; written\n")
    assert path.read_text(encoding="utf-8") == before.replace("issue: 3\n", "issue: 4\n").replace(
        "language: en\n",
        "language: en\nevents:\n  - nature: retraction\n    date: 2027-01-05\n    doi: 10.5555/notice.1\n",
    ).replace("  - Walking\n", "  - Walking\nabstract: Walking did no harm.\n")
    assert '"issue":"crossref 2027-02-01 ' in read(site, "records.lock")
    assert '"volume":"crossref 2026-11-30 ' in read(site, "records.lock")


def test_a_second_refresh_changes_nothing(site: Path, services: Services) -> None:
    change(services)
    refresh(site, "kjaer-2021", "--write")
    before = read(site, "kjaer-2021.yaml"), read(site, "records.lock")
    assert refresh(site, "kjaer-2021", "--write") == "1 entry looked at; nothing new\n"
    assert (read(site, "kjaer-2021.yaml"), read(site, "records.lock")) == before


def test_after_a_renaming_fields_are_still_known_as_fetched_or_an_editor_s(site: Path, services: Services) -> None:
    path = site / PATH
    path.write_text(read(site, "kjaer-2021.yaml").replace("language: en\n", ""), encoding="utf-8")
    change(services)
    assert painsite("rename", "--source", site, "kjaer-2021", "walking").exit_code == 0
    assert refresh(site, "walking").startswith(
        NEWS.replace("kjaer-2021", "walking").replace(
            "  abstract\n", "  language (yours; kept)\n    · en\n  abstract\n"
        )
    )


def test_a_field_that_an_editor_took_out_stays_out(site: Path) -> None:
    path = site / PATH
    path.write_text(read(site, "kjaer-2021.yaml").replace("language: en\n", ""), encoding="utf-8")
    assert refresh(site, "kjaer-2021", "--write") == (
        f"kjaer-2021 ({PATH})\n  language (yours; kept)\n    · en\n1 entry looked at; nothing new\n"
    )
    assert "language" not in read(site, "kjaer-2021.yaml")


def test_an_entry_typed_by_hand_keeps_its_fields_and_gets_the_others(tmp_path: Path, services: Services) -> None:
    services.known = {"topics"}
    typed = f"title: Bed rest\nyear: 2021\ndoi: {TOPICS}\ntags: [rest]\n"
    write_site(tmp_path, {"bibliography/site.yaml": "name: Back notes\n", "bibliography/rest.yaml": typed})
    refresh(tmp_path, "rest", "--write")
    text = read(tmp_path, "rest.yaml")
    assert text.startswith(
        "title: Bed rest\nauthors:\n  - Kjær, Søren\n  - Ruiz, Ana\ncontainer_title: Journal of Spine Care\n"
    )
    assert "year: 2021\n" in text
    assert text.endswith("tags: [rest]\n")
    assert refresh(tmp_path, "rest", "--write").endswith("; nothing new\n")


def test_what_cannot_be_refreshed_is_said(site: Path, services: Services) -> None:
    write_site(
        site,
        {
            "bibliography/works.bib": f"@article{{weber1983, title={{Disc}}, year=1983, doi={{{TOPICS}x}}}}\n",
            "bibliography/none.yaml": "title: Pain\n",
            "bibliography/unknown.yaml": "title: Pain\ndoi: 10.5555/nobody.knows\n",
        },
    )
    services.known = set()
    assert refresh(site, "weber1983", "none", "unknown") == (
        "weber1983: it stands in a .bib file; refresh it in its reference manager\n"
        "none: it has no identifier; add its `doi` or `pmid`\n"
        "unknown: no service knows 10.5555/nobody.knows; check it against the work\n"
        "3 entries looked at, 3 could not be; nothing new\n"
    )
    assert "there is no entry `kasch`; list them with: painsite list" in refresh(site, "kasch")
    assert "name entries by their citekeys, or give --all" in refresh(site)


# editing in place


@pytest.mark.parametrize(
    ("text", "values", "edited"),
    [
        ("title: Pain\nvolume: 47\n", {"volume": "48"}, "title: Pain\nvolume: 48\n"),
        (
            "title: Pain\nvolume: 47  # of two\n\n# end\n",
            {"volume": "48"},
            "title: Pain\nvolume: 48  # of two\n\n# end\n",
        ),
        ("title: Pain\npages: 1-2\nissue: 3\n", {"page_range": "1-9"}, "title: Pain\npages: 1-9\nissue: 3\n"),
        ("title: Pain\nyear: 2021\n", {"date": "2021-03"}, "title: Pain\nyear: 2021-03\n"),
        ("title: Pain\n", {"volume": "47"}, "title: Pain\nvolume: 47\n"),
        ("title: Pain", {"volume": "47"}, "title: Pain\nvolume: 47\n"),
        ("title: Pain\r\ntags: [a]\r\n", {"volume": "47"}, "title: Pain\r\nvolume: 47\r\ntags: [a]\r\n"),
        ("tags: [a]\ntitle: Pain\n", {"volume": "47"}, "tags: [a]\ntitle: Pain\nvolume: 47\n"),
        (
            "title: Pain\n\n# what it says\nabstract: |\n  # One.\n\n  Two.\n\ntags: [a]\n",
            {"abstract": "Three."},
            "title: Pain\n\n# what it says\nabstract: Three.\n\ntags: [a]\n",
        ),
        (
            "title: Pain\nauthors:\n- A B\n- C D\nvolume: 4\n",
            {"authors": ["Kasch, Richard"], "doi": "10.5555/1"},
            "title: Pain\nauthors:\n  - Kasch, Richard\nvolume: 4\ndoi: 10.5555/1\n",
        ),
        ("title: Pain\nvolume:\ntags: [a]\n", {"volume": "47"}, "title: Pain\nvolume: 47\ntags: [a]\n"),
    ],
)
def test_a_field_is_edited_and_nothing_else(text: str, values: dict[str, object], edited: str) -> None:
    assert set_fields(text, values, path=PATH) == edited


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{title: Pain}\n", "`bibliography/kjaer-2021.yaml` is not written one field a line and is not edited"),
        ("title: [\n", "`bibliography/kjaer-2021.yaml` is not written one field a line and is not edited"),
        ("title: &a Pain\nheadline: *a\n", "`bibliography/kjaer-2021.yaml` is not written one field a line"),
        ("title: Pain\nvolume: # why\n  47\n", "`volume` has comments among its lines and is not edited"),
    ],
)
def test_what_cannot_be_edited_without_loss_is_left(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        set_fields(text, {"volume": "48"}, path=PATH)


FIELDS = {
    "volume": "volume: 47\n",
    "authors": "authors:\n  # the first\n\n  - Kasch R\n",
    "abstract": "abstract: >\n  One\n  two.\n\n",
    "tags": "tags: [a, b]  # two\n",
    "doi": "# given\ndoi: 10.5555/1\n",
    "headline": "headline: 'Rest: no'\n",
}


@pytest.mark.property
@given(st.permutations(sorted(FIELDS)), st.sampled_from(["issue", "volume", "doi", "abstract", "events"]))
def test_an_edit_changes_one_field_and_a_second_nothing(order: list[str], name: str) -> None:
    values: dict[str, object] = {
        "issue": "4",
        "volume": "48",
        "doi": "10.5555/2",
        "abstract": "METHODS: Two.\n\nRESULTS: Three.",
        "events": [{"nature": "correction", "date": "2022"}],
    }
    text = "title: Pain\n" + "".join(FIELDS[field] for field in order)
    before, _ = parse_entry(text, path=PATH)
    edited = set_fields(text, {name: values[name]}, path=PATH)
    after, _ = parse_entry(edited, path=PATH)
    assert before
    assert after
    assert given_fields(after) == {**given_fields(before), name: values[name]}
    assert set_fields(edited, {name: values[name]}, path=PATH) == edited
    assert all(line in edited.splitlines() for field in order if field != name for line in FIELDS[field].splitlines())
