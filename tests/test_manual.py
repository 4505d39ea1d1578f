"""The manual: a site that builds without a problem, a server, and topics in a terminal."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from painsite.cli import main
from painsite.manual.printing import print_topic
from painsite.manual.topics import CHAPTERS, ROOT, TOPICS, find_text, read_topic
from painsite.pages.links import Linking
from painsite.problems import RULES
from tests.support import Built, build_site
from tests.test_links_resolve import broken_links
from tests.test_run import imported


def manual(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["manual", *arguments], catch_exceptions=False)


# as a site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the manual from a copy, so that nothing is left in the package."""
    root = tmp_path_factory.mktemp("manual")
    for folder in ("bibliography", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    return build_site(root, index=True)


def test_the_manual_is_a_site_without_a_problem(site: Built) -> None:
    assert (site.problems, site.result.articles) == ([], len(TOPICS))


def test_the_home_page_lists_every_topic_in_its_chapter(site: Built) -> None:
    sections = site.page("index.html").xpath("//main//section")
    assert {
        section.xpath("string(h2)"): tuple(link.get("href").split("/")[1] for link in section.xpath(".//a"))
        for section in sections
    } == CHAPTERS


def test_every_link_of_the_manual_leads_to_a_page_and_an_element(site: Built) -> None:
    assert broken_links(site, Linking()) == []


def test_each_rule_can_be_linked_to(site: Built) -> None:
    ids = set(site.page("articles/problems/").xpath("//main//@id"))
    assert RULES.keys() - ids == set()


def test_the_manual_can_be_searched(site: Built) -> None:
    fragments = list((site.output / "search").rglob("*.pf_fragment"))
    assert len(fragments) == len(TOPICS)


def test_the_manual_is_served_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = files_of_the_manual()
    command = [sys.executable, "-u", "-m", "painsite", "manual", "--port", "0"]
    # a suite that runs in the background ignores SIGINT, which its children would inherit
    restore = (
        {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)} if os.name == "posix" else {}
    )
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **restore) as process:
        try:
            assert process.stdout
            found = None
            while not found and (line := process.stdout.readline()):
                found = re.search(r"serving http://127\.0\.0\.1:(\d+)/", line)
            assert found
            connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
            connection.request("GET", "/articles/settings/")
            page = connection.getresponse().read().decode()
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=60)
    assert ("<h1" in page, "Settings</h1>" in page, status) == (True, True, 0)
    assert (files_of_the_manual(), list(tmp_path.iterdir())) == (before, [])


def files_of_the_manual() -> list[Path]:
    """Give what lies in the package; Python's own caches come and go."""
    return sorted(path for path in ROOT.rglob("*") if "__pycache__" not in path.parts)


def test_a_manual_that_cannot_be_copied_is_an_error_of_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    result = manual("--port", "0")
    assert result.exit_code == 2
    assert result.stderr.startswith("painsite: cannot read or write `/nowhere/at/all/painsite-manual-")


# in a terminal


def test_into_a_pipe_a_topic_is_printed_as_markdown() -> None:
    result = manual("citations")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# Citations\n\nCitations work in articles")
    assert "| `[@kasch-2022]` | (Kasch 2022) | ³ |\n" in result.stdout


@pytest.mark.parametrize("name", TOPICS)
def test_markdown_of_a_topic_has_no_marks_that_only_a_site_needs(name: str) -> None:
    text = find_text(name)
    assert [mark for mark in ("<!-- ", "]{#", "\ntitle: Every") if mark in text] == []


def test_capitals_of_a_name_do_not_matter() -> None:
    assert manual("BibTeX").stdout == manual("bibtex").stdout


def test_a_rule_prints_its_cause_and_its_remedy() -> None:
    assert manual("duplicate-tag").stdout == (
        "`duplicate-tag` (error): Two tags in tags.yaml share a name or synonym."
        " *Remedy:* Rename one of the two, or remove the synonym.\n"
    )


def test_the_list_has_every_topic_below_its_chapter() -> None:
    lines = manual("--list").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(TOPICS)
    assert [line for line in lines if line and not line.startswith("  ")] == list(CHAPTERS)
    assert f"  images        {read_topic('images').description}" in lines


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("setings", "; did you mean `settings`?"),
        ("marktdown", "; did you mean `markdown`?"),
        ("dead-lnk", "; did you mean `dead-link`?"),
        ("xyzzy", ""),
    ],
)
def test_an_unknown_topic_names_near_ones_and_where_all_are(name: str, hint: str) -> None:
    result = manual(name)
    assert (result.exit_code, result.stdout) == (2, "")
    first, _, rest = result.stderr.partition("\n")
    assert first == f"painsite: the manual has no topic `{name}`{hint}"
    assert rest == "`painsite manual --list` lists all topics\n"


def test_a_program_that_reads_gets_the_topics_and_not_a_server() -> None:
    assert manual().stdout == manual("--list").stdout


def shown(markdown: str, width: int) -> list[str]:
    """Give the lines that a terminal of this width shows, without the blanks at their ends."""
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system=None)
    print_topic(markdown, console)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


@pytest.mark.parametrize("name", TOPICS)
def test_on_a_terminal_a_topic_fits_its_width_and_nothing_is_cut(name: str) -> None:
    lines = shown(find_text(name), 80)
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if "…" in line and "…" not in find_text(name)] == []


def test_a_heading_stands_at_the_left() -> None:
    assert shown("# Tags\n\n## Parents\n\nText.\n", 40) == ["Tags", "", "Parents", "", "Text."]


def test_a_link_names_the_topic_that_it_leads_to() -> None:
    text = "See [settings](../settings/), [first site](../first-site/) and [the rules](../problems/#dead-link)."
    assert shown(text, 90) == ["See settings, first site and the rules (painsite manual problems)."]


def test_a_link_in_code_stays() -> None:
    assert shown("```markdown\n[rules](../problems/)\n```\n", 60)[-2:] == [" [rules](../problems/)", ""]


TABLE = (
    "| field | form | RIS |\n| --- | --- | --- |\n| `container_abbreviation` | text | J2 |\n| `rating` | 1 to 5 | – |\n"
)


def test_a_table_that_fits_is_shown_as_one() -> None:
    assert [line.split() for line in shown(TABLE, 60) if line] == [
        ["field", "form", "RIS"],
        ["container_abbreviation", "text", "J2"],
        ["rating", "1", "to", "5", "–"],
    ]


def test_of_a_table_that_does_not_fit_each_row_is_a_record() -> None:
    assert [line for line in shown(TABLE, 30) if line] == [
        "container_abbreviation",
        "    form: text; RIS: J2",
        "rating",
        "    form: 1 to 5",
    ]


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are of POSIX")
def test_a_terminal_gets_formatted_text() -> None:
    import pty

    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "painsite", "manual", "self-citation"]
    subprocess.run(command, stdout=follower, env=environment, check=True, timeout=60)
    os.close(follower)
    text = os.read(leader, 100_000).decode()
    os.close(leader)
    shown_text = re.sub(r"\x1b\[[\d;]*m", "", text)
    line = "self-citation (warning): A text cites itself. Remedy: Remove the citation."
    assert shown_text.rstrip() == line
    assert text != shown_text


def test_printing_needs_none_of_the_libraries() -> None:
    assert imported("manual", "settings") == ([], False)
