"""The benchmarks measure what they say. Nothing here is timed."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from painsite.config import Features
from tests.bench.compare import STATES
from tests.bench.generate import Bibliography, Essay, Work, cited_keys, make_bibliography
from tests.bench.hugo_site import write_hugo_site
from tests.bench.painsite_site import FEATURES, write_painsite_site
from tests.bench.report import Growth, Row, fill_readme, format_growth, format_table, has_place
from tests.bench.run import main
from tests.bench.sites import write_site
from tests.bench.tools import known_tools
from tests.support import build_site, some, words

SIZE = 60


@pytest.fixture(scope="module")
def bibliography() -> Bibliography:
    return make_bibliography(SIZE)


def test_the_same_bibliography_is_made_each_time(bibliography: Bibliography) -> None:
    assert make_bibliography(SIZE) == bibliography


def test_there_is_an_article_for_every_fifty_works() -> None:
    assert [len(make_bibliography(size).essays) for size in (6, 50, 100)] == [1, 1, 2]


def test_texts_are_as_long_as_real_ones(bibliography: Bibliography) -> None:
    works, (essay,) = bibliography.work_by_citekey.values(), bibliography.essays
    abstracts = [sum(len(text) for _, text in work.abstract) for work in works]
    assert 1_400 < sum(abstracts) / SIZE < 1_800
    assert 1_300 < sum(len(work.commentary) for work in works) / SIZE < 1_700
    assert 10_000 < len(essay.text) < 14_000


def test_a_commentary_cites_two_to_five_others_and_an_article_forty(bibliography: Bibliography) -> None:
    works, (essay,) = bibliography.work_by_citekey, bibliography.essays
    cited = {citekey: cited_keys(work.commentary) for citekey, work in works.items()}
    assert {len(keys) for keys in cited.values()} == {2, 3, 4, 5}
    assert len(cited_keys(essay.text)) == 40
    assert not [citekey for citekey, keys in cited.items() if citekey in keys]
    assert {*cited_keys(essay.text), *(key for keys in cited.values() for key in keys)} <= set(works)


def test_few_works_are_cited_often_and_most_seldom() -> None:
    counts = sorted((len(citing) for citing in make_bibliography(500).cited_by.values()), reverse=True)
    assert counts[0] > 10 * counts[len(counts) // 2]


def test_who_cites_is_the_reverse_of_what_is_cited(bibliography: Bibliography) -> None:
    def text_of(source: Work | Essay) -> str:
        return source.commentary if isinstance(source, Work) else source.text

    sources = (*bibliography.work_by_citekey.values(), *bibliography.essays)
    forward = {(id(source), citekey) for source in sources for citekey in cited_keys(text_of(source))}
    backward = {(id(source), citekey) for citekey, citing in bibliography.cited_by.items() for source in citing}
    assert forward == backward


def test_dois_are_of_the_prefix_that_is_kept_for_examples(bibliography: Bibliography) -> None:
    assert {work.doi.partition("/")[0] for work in bibliography.work_by_citekey.values()} == {"10.5555"}


def test_what_other_tools_lack_is_every_feature_there_is() -> None:
    assert set(FEATURES) == set(Features.__slots__)


def test_painsite_builds_the_sources_without_a_problem(bibliography: Bibliography, tmp_path: Path) -> None:
    write_painsite_site(bibliography, tmp_path, all_features=False)
    built = build_site(tmp_path)
    assert built.problems == []
    citekey, citing = next(iter(bibliography.cited_by.items()))
    (section,) = built.page(f"bibliography/{citekey}/").xpath("//*[@id='citing-pages']")
    names = [source.headline if isinstance(source, Work) else source.title for source in citing]
    assert sorted(words(link) for link in section.iter("a")) == sorted(names)


def test_features_are_switched_on_where_that_is_asked(bibliography: Bibliography, tmp_path: Path) -> None:
    write_painsite_site(bibliography, tmp_path, all_features=True)
    settings = yaml.safe_load((tmp_path / "bibliography/site.yaml").read_text(encoding="utf-8"))
    assert settings["features"] == dict.fromkeys(FEATURES, True)


def front_matter_and_text(path: Path) -> tuple[dict[str, object], str]:
    _, front_matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front_matter), text


def test_every_link_of_hugos_texts_leads_to_a_source(bibliography: Bibliography, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_hugo_site(bibliography, site, variant="computed")
    texts = [path.read_text(encoding="utf-8") for path in site.glob("content/*/*.md")]
    linked = {citekey for text in texts for citekey in re.findall(r"\]\(/bibliography/([^/]+)/\)", text)}
    assert linked
    assert [citekey for citekey in linked if not (site / f"content/bibliography/{citekey}.md").is_file()] == []
    assert not [text for text in texts if "[@" in text]


def test_hugo_is_told_what_a_work_cites_and_finds_the_rest(bibliography: Bibliography, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_hugo_site(bibliography, site, variant="computed")
    for citekey, work in bibliography.work_by_citekey.items():
        fields, _ = front_matter_and_text(site / f"content/bibliography/{citekey}.md")
        assert fields["cites"] == list(cited_keys(work.commentary))
        assert not fields.keys() & {"citing", "related", "reference"}


def test_hugo_can_be_given_all_it_would_find(bibliography: Bibliography, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_hugo_site(bibliography, site, variant="precomputed")
    for citekey in bibliography.work_by_citekey:
        fields, _ = front_matter_and_text(site / f"content/bibliography/{citekey}.md")
        assert fields["cited_count"] == len(bibliography.cited_by.get(citekey, ()))


def test_front_matter_in_json_says_the_same(bibliography: Bibliography, tmp_path: Path) -> None:
    write_hugo_site(bibliography, tmp_path / "yaml", variant="precomputed")
    write_hugo_site(bibliography, tmp_path / "json", variant="precomputed", front_matter="json")
    for path in some((tmp_path / "yaml").glob("content/*/*.md")):
        fields, text = front_matter_and_text(path)
        other = (tmp_path / "json" / path.relative_to(tmp_path / "yaml")).read_text(encoding="utf-8")
        found, end = json.JSONDecoder().raw_decode(other)
        assert (found, other[end:].strip()) == (fields, text.strip())


@pytest.mark.parametrize("name", ["painsite", "hugo-computed", "hugo-json"])
def test_an_edit_changes_what_it_says(
    name: str, bibliography: Bibliography, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUGO", "hugo")
    tool = known_tools()[name]
    site = write_site(tool, bibliography, tmp_path / "site")
    path = site.folder / tool.entry.format(citekey=site.edited_citekey)
    before = path.read_text(encoding="utf-8")
    headline = bibliography.work_by_citekey[site.edited_citekey].headline
    tool.edit_headline(site.folder, site.edited_citekey, "Another headline")
    assert path.read_text(encoding="utf-8") == before.replace(f'"{headline}"', '"Another headline"')
    tool.edit_commentary(site.folder, site.edited_citekey, "One more sentence.")
    assert path.read_text(encoding="utf-8").endswith(f"\n\n{tool.text_indent}One more sentence.\n")


def test_painsite_reads_what_is_edited(bibliography: Bibliography, tmp_path: Path) -> None:
    tool = known_tools()["painsite"]
    site = write_site(tool, bibliography, tmp_path)
    tool.edit_headline(tmp_path, site.edited_citekey, "Another headline")
    tool.edit_commentary(tmp_path, site.edited_citekey, "One more sentence.")
    built = build_site(tmp_path)
    page = built.page(f"bibliography/{site.edited_citekey}/")
    assert built.problems == []
    assert words(page.find(".//h1")) == "Another headline"
    assert "One more sentence." in words(page.get_element_by_id("commentary"))


FAKE = """\
import http.server, pathlib, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        for path in pathlib.Path("bibliography").glob("*.yaml"):
            self.wfile.write(path.read_bytes())
    def log_message(self, *_): pass
command, *options = sys.argv[1:]
if command == "--version":
    print("fake 1.0")
elif command == "serve":
    http.server.HTTPServer(("127.0.0.1", int(options[-1])), Handler).serve_forever()
else:
    for name in ("_site", ".painsite"):
        pathlib.Path(name).mkdir(exist_ok=True)
        pathlib.Path(name, "made").write_text("", encoding="utf-8")
"""
"""A tool that makes next to nothing, and serves every source at every address."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run the benchmark with the fake tool; give what it prints."""
    (tmp_path / "fake.py").write_text(FAKE, encoding="utf-8")
    monkeypatch.setenv("PAINSITE_CMD", f"{sys.executable} {tmp_path / 'fake.py'} build")

    def run_main(*options: str) -> str:
        (tmp_path / "data").mkdir()
        assert main([*options, "--n", "6", "--data", str(tmp_path / "data"), "--tools", "painsite"]) == 0
        assert list((tmp_path / "data").iterdir()) == []
        return capsys.readouterr().out

    return run_main


def test_every_state_and_the_preview_are_measured(run: Callable[..., str]) -> None:
    rows = [*STATES, "serve"]
    printed = run("--runs", "1", "--rows", ",".join(rows))
    assert "fake 1.0" in printed
    assert "**6 entries, 1 articles** (files made: painsite 1)" in printed
    assert len(re.findall(r"^\| [^|]+, s \| \d+\.\d\d \|$", printed, re.MULTILINE)) == len(STATES) + 3


def test_growth_gives_the_time_of_one_entry(run: Callable[..., str]) -> None:
    assert re.search(r"^\| 6 \| painsite \| \d+\.\d\d \| \d+\.\d\d \| ", run("--growth"), re.MULTILINE)


def test_a_tool_that_fails_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAINSITE_CMD", str(tmp_path / "painsite"))
    assert main(["--n", "6", "--tools", "painsite"]) == 1
    assert "see PAINSITE_CMD and HUGO" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--n", "5"], "six entries are the least"),
        (["--rows", "clean,dirty"], "`dirty` is none of clean, all"),
        (["--tools", "jekyll"], "`jekyll` is none of painsite"),
    ],
)
def test_a_wrong_option_is_named(options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(options)
    assert message in capsys.readouterr().err


def test_a_table_gives_median_range_and_ratio() -> None:
    clean = Row(label="clean build", measured={"painsite": [2.0, 4.0, 3.0], "hugo-computed": [2.0]})
    everything = Row(label="with all", measured={"painsite": [12.0]}, compared=clean)
    memory = Row(label="memory", unit="MB", measured={"painsite": [150e6]})
    assert format_table([clean, everything, memory], ["painsite", "hugo-computed"]).splitlines() == [
        "|  | painsite | hugo-computed | painsite / hugo-computed |",
        "| --- | ---: | ---: | ---: |",
        "| clean build, s | 3.00 [2.00–4.00] | 2.00 | 1.50 |",
        "| with all, s | 12.0 | – | 6.00 |",
        "| memory, MB | 150 | – | – |",
    ]


def test_a_line_of_growth_gives_time_and_memory() -> None:
    table = format_growth([Growth(size=10_000, tool="painsite", seconds=25, memory=None)])
    assert table.splitlines()[-1] == "| 10,000 | painsite | 25.0 | 2.50 | – |"


def test_our_readme_has_a_place_for_the_tables() -> None:
    readme = Path(__file__).parent.parent / "README.md"
    assert [has_place(readme, name) for name in ("bench", "growth", "speed")] == [True, True, False]


def test_new_tables_take_the_place_of_old_ones(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", encoding="utf-8")
    fill_readme(readme, "bench", "| new |\n")
    fill_readme(readme, "bench", "| newest |\n")
    assert readme.read_text(encoding="utf-8") == "before\n<!-- bench -->\n\n| newest |\n\n<!-- /bench -->\nafter\n"
