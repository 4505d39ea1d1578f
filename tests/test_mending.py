"""Flaws with a certain remedy are mended, and nothing else is touched."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from painsite.cli import main
from painsite.editing.edits import Edit, OverlapError, apply_edits
from painsite.editing.mending.mend import Mended, mend, read_content_of
from painsite.editing.yaml_scalars import format_scalar
from painsite.reporting.diffs import show_diff
from painsite.sources.reading import Reading
from painsite.sources.yaml import compose
from tests.support import FIXTURES, needs_fixtures, write_site

ENTRY = "bibliography/kasch-2022.yaml"
ARTICLE = "bibliography/articles/guide.md"
BIB = "bibliography/classics.bib"


NOTHING = "nothing to mend by itself; `painsite check` lists what is wrong\n"


def mended(text: str, path: str = ENTRY) -> Mended:
    once = mend(text, path)
    assert mend(once.text, path) == Mended(text=once.text)
    return once


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (
            "doi: https://doi.org/10.1097/BRS.0000000000004198\n",
            "doi: 10.1097/brs.0000000000004198\n",
            "`doi` as `10.1097/brs.0000000000004198`",
        ),
        ('doi: "doi:10.1000/X" # c\n', 'doi: "10.1000/x" # c\n', "`doi` as `10.1000/x`"),
        ("pmid: 'PMID: 34732634'\n", "pmid: '34732634'\n", "`pmid` as `34732634`"),
        ("pages: pp. 12-19\n", "pages: 12-19\n", "`pages` as `12-19`"),
        ("page_range: S2–S15\n", "page_range: S2-S15\n", "`page_range` as `S2-S15`"),
        ("date: 2022–02–01\n", "date: 2022-02-01\n", "`date` as `2022-02-01`"),
        ("title: “Pain”\n", 'title: "Pain"\n', "`title` in straight quotes"),
        ('title: „Das "Kreuz"“\n', "title: 'Das \"Kreuz\"'\n", "`title` in straight quotes"),
        ("tags: [“imaging”, disc]\n", 'tags: ["imaging", disc]\n', "`tags` in straight quotes"),
        ("tags: 'imaging, disc; MRI: 3 T'\n", 'tags:\n  - imaging\n  - disc\n  - "MRI: 3 T"\n', "`tags` one a line"),
        ("tags:\n  – imaging\n  – disc\n", "tags:\n  - imaging\n  - disc\n", "`tags` as a list"),
        ("authors:\n  -Kasch R\n  -Weber H\n", "authors:\n  - Kasch R\n  - Weber H\n", "`authors` as a list"),
        ("DOI: 10.1000/x\n", "doi: 10.1000/x\n", "`DOI` as `doi`"),
        ("shortjournal: Spine\n", "container_abbreviation: Spine\n", "`shortjournal` as `container_abbreviation`"),
        ("container-title: Spine\n", "container_title: Spine\n", "`container-title` as `container_title`"),
        ("publisher-place: Bern\n", "place: Bern\n", "`publisher-place` as `place`"),
        ("Year: 2022\n", "year: 2022\n", "`Year` as `year`"),
    ],
)
def test_what_is_certain_is_mended(before: str, after: str, what: str) -> None:
    assert mended(before) == Mended(text=after, what=(what,))


@pytest.mark.parametrize(
    "text",
    [
        "doi: 10.1097/BRS.0000000000004198\n",  # capitals mean the same
        "doi: 10.1000/x and 10.1000/y\n",
        "doi: none\n",
        "pages: 346 S.\n",
        "pages: 19-12\n",
        "title: “Pain” and “Fear”\n",
        "title: He said “Pain”\n",
        "title: >-\n  “Pain”\n",
        'title: “It\'s "so"”\n',
        "tags: [imaging, disc]\n",
        "tags: imaging\n",
        "jornal: Spine\n",  # a guess
        "month: 2\n",
        "DOI: none\n",  # under its right name it would be a problem all the same
        "year: 2022\nYear: 2021\n",
        "doi: 10.1000/x\nDOI: 10.1000/y\n",
        "tags: &all imaging, disc\nrelated: *all\n",
        "{title: “Pain”}\n",
        "  title: “Pain”\n",
        "? [title]\n: “Pain”\n",
        "{}\n",
        "tags:\n  – imaging\n  disc\n",
        "title: [unclosed\n",
        "- title\n",
        "commentary: |\n  doi: https://doi.org/10.1000/x\n  pages: pp. 3\n",
        "",
    ],
)
def test_what_leaves_a_doubt_is_left(text: str) -> None:
    assert mended(text) == Mended(text=text)


def test_a_fix_that_would_make_a_problem_does_not_keep_the_others_from_being_made() -> None:
    assert mended("DOI: none\npages: pp. 3-4\nissn: ISSN 0362-2436\n") == Mended(
        text="DOI: none\npages: 3-4\nissn: 0362-2436\n", what=("`pages` as `3-4`", "`issn` as `0362-2436`")
    )


def test_fields_come_in_order_with_their_lines_and_comments() -> None:
    before = (
        "# yaml-language-server: $schema=entry.json\n"
        "tags: [imaging]   # two blanks\n"
        "# from the publisher\n"
        "title: 'Association'\n"
        "\n"
        "unknown: stays behind the title\n"
        "commentary: |\n"
        "  # A heading\n"
        "\n"
        "  Text.\n"
        "\n"
        "study:\n"
        "  # of the paper\n"
        "  design: cohort\n"
        "citekey: kasch\n"
        "\n"
        "# the end\n"
    )
    assert mended(before) == Mended(
        text=(
            "# yaml-language-server: $schema=entry.json\n"
            "citekey: kasch\n"
            "# from the publisher\n"
            "title: 'Association'\n"
            "\n"
            "unknown: stays behind the title\n"
            "study:\n"
            "  # of the paper\n"
            "  design: cohort\n"
            "commentary: |\n"
            "  # A heading\n"
            "\n"
            "  Text.\n"
            "\n"
            "tags: [imaging]   # two blanks\n"
            "\n"
            "# the end\n"
        ),
        what=("the order of fields",),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_and_a_last_line_that_moves_gets_one(end: str) -> None:
    before = end.join(["tags: a, b", "title: Pain"])
    assert mended(before).text == end.join(["title: Pain", "tags:", "  - a", "  - b", ""])


def test_front_matter_is_mended_and_the_text_below_it_is_left() -> None:
    before = "---\ntags: a, b\nTitle: “A guide”\n---\npages: pp. 3\n\n---\ntags: a, b\n"
    assert mended(before, ARTICLE).text == (
        '---\ntitle: "A guide"\ntags:\n  - a\n  - b\n---\npages: pp. 3\n\n---\ntags: a, b\n'
    )


def test_in_a_bib_file_values_are_mended_where_they_stand() -> None:
    before = (
        '% of Zotero\r\n@article{weber,\r\n  title = {Lumbar {Disc} herniation},\r\n  pages="pp. 131–140" ,\r\n'
        "  doi = {https://doi.org/10.1097/00007632-198303000-00003},\r\n  note = {pages = {pp. 3}},\r\n}\r\n"
        "@article{b, title = {X}, pages = {1-2}, doi = {10.1000/A}}\r\n@article{broken, pages = {pp. 3\r\n"
    )
    assert mended(before, BIB) == Mended(
        text=before.replace("pp. 131–140", "131--140").replace("https://doi.org/10.1097", "10.1097"),
        what=("`doi` of `weber` as `10.1097/00007632-198303000-00003`", "`pages` of `weber` as `131--140`"),
    )


@pytest.mark.parametrize("path", ["bibliography/site.yaml", "bibliography/tags.yaml", "bibliography/retractions.csv"])
def test_files_of_the_site_are_no_entries(path: str) -> None:
    text = "tags: a, b\ntitle: “Pain”\n"
    assert mend(text, path) == Mended(text=text)


LINES = (
    "title: Association of scans\n", "pages: pp. 12–19\n", "doi: https://doi.org/10.1000/X.1\n",
    "tags: imaging, back pain\n", "tags: [imaging]\n", "commentary: |\n  # Heading\n\n  See @weber-1983.\n",
    "summary: >-\n  Two\n  lines\n", "notes: |+\n  kept\n\n\n", "study:\n  design: cohort # here\n", "year: 2022\n",
    "authors:\n- Kasch R\n- others\n", "related: [weber-1983]\n", "# a remark\n", "\n", "unknown: 3\n",
    "citekey: kasch\n", "headline: 'It''s'\n", "changes:\n  - date: 2022-01-02\n    note: mended\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), unique=True, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_mending_keeps_what_an_entry_says_and_each_line_that_it_does_not_name(
    lines: list[str],
    end: str,
    is_cut: bool,  # noqa: FBT001 - drawn
) -> None:
    text = "".join(lines).replace("\n", end)
    text = text.removesuffix(end) if is_cut else text
    after = mended(text).text
    assert read_content_of(after, ENTRY)[0] == read_content_of(text, ENTRY)[0]
    named = ("pages:", "doi:", "tags: imaging,", "  - imaging", "  - back pain", "tags:")
    kept = [Counter(line for line in one.splitlines() if not line.startswith(named)) for one in (text, after)]
    assert kept[0] == kept[1]


@given(st.text(alphabet=st.sampled_from("aä“”‘ :#'\"\\-[]{},&*!|>%@\t?")))
def test_a_scalar_reads_as_the_text_that_it_is_written_for(text: str) -> None:
    for in_flow in (False, True):
        for style in ("", "'", '"'):
            form = format_scalar(text, style=style, in_flow=in_flow)
            reading = f"title: [{form}]\n" if in_flow else f"title: {form}\n"
            root = compose(Reading(path=ENTRY, text=reading))
            assert isinstance(root, yaml.MappingNode)
            value = root.value[0][1]
            assert (value.value[0].value if in_flow else value.value) == text


@given(st.text(max_size=200))
def test_any_text_can_be_mended_and_then_needs_no_more(text: str) -> None:
    for path in (ENTRY, ARTICLE, BIB):
        mended(text, path)


@needs_fixtures
def test_real_files_say_the_same_when_they_are_mended() -> None:
    paths = sorted((FIXTURES / "bib" / "biblatex").rglob("*.bib"))[:3]
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        after = mended(text, BIB).text
        assert read_content_of(after, BIB)[0] == read_content_of(text, BIB)[0]


# edits and diffs


def test_edits_are_made_at_their_places_and_may_not_overlap() -> None:
    edits = [Edit(start=6, end=6, text="!"), Edit(start=0, end=1, text="D")]
    assert apply_edits("disc a", edits) == "Disc a!"
    with pytest.raises(OverlapError, match="two changes at offset 0"):
        apply_edits("disc", [Edit(start=0, end=2, text=""), Edit(start=0, end=1, text="")])


def test_a_diff_shows_what_changes_with_the_lines_around_it() -> None:
    assert show_diff(ENTRY, "a\nb\nc", "a\nB\r\nc") == (
        f"--- a/{ENTRY}\n+++ b/{ENTRY}\n@@ -1,3 +1,3 @@\n a\n-b\n+B\r\n c\n\\ No newline at end of file\n"
    )


# the command


SITE = {
    "bibliography/site.yaml": "name: PainSci\n",
    ENTRY: "\ufefftitle: “MRI findings”\r\npages: pp. 12–19 # checked\r\n",
    "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nissn: 1234-5678\n",
}


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


def test_a_check_that_mends_says_what_it_has_changed_and_what_is_left(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    status, shown, beside = run("--source", tmp_path, "--fix")
    assert (status, beside) == (0, f"changed {ENTRY}: `title` in straight quotes, `pages` as `12-19`\n")
    assert shown == (
        "bibliography/weber-1983.yaml:2:7: warning: bad-issn: the check digit of ISSN `1234-5678` is wrong;"
        " check it against the journal\n  2 | issn: 1234-5678\n    |       ^\n1 warning\n"
    )
    assert (tmp_path / ENTRY).read_bytes() == '\ufefftitle: "MRI findings"\r\npages: 12-19 # checked\r\n'.encode()


def test_what_is_no_text_or_no_source_of_ours_is_left(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / "bibliography" / "latin.bib").write_bytes(b"@article{a, doi = {doi:10.1000/x}, title = {M\xfcller}}")
    (root / "bibliography" / "retractions.csv").write_text("tags: a, b\n", encoding="utf-8")
    (root / ENTRY).unlink()
    assert run("--source", root, "--diff") == (0, "", NOTHING)


def test_a_diff_of_a_check_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    status, shown, beside = run("--source", tmp_path, "--diff")
    assert (status, beside) == (1, "")
    assert shown == (
        f"--- a/{ENTRY}\n+++ b/{ENTRY}\n@@ -1,2 +1,2 @@\n-title: “MRI findings”\r\n-pages: pp. 12–19 # checked\r\n"
        '+title: "MRI findings"\r\n+pages: 12-19 # checked\r\n'
    )
    assert (tmp_path / ENTRY).read_bytes() == SITE[ENTRY].encode()
    assert run("--source", tmp_path, "--diff", tmp_path / "bibliography/weber-1983.yaml") == (0, "", NOTHING)
