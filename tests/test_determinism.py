"""The same sources give the same bytes: whoever builds, wherever, whenever, in however many processes."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from painsite.build import groundwork, job
from painsite.build import parse as reading
from painsite.build.run import run
from painsite.build.start import Options
from tests.support import contents, silent, write_site

REPOSITORY = Path(__file__).parent.parent
SUBJECTS = ("disc", "spine", "sciatica", "placebo", "allodynia", "whiplash", "needles", "collar")
PEOPLE = ("Weber H", "Boos N", "Jensen MC", "Kasch R")


def generated() -> dict[str, str]:
    """Make a site of 210 nodes that cite each other, enough to be parsed and rendered by several processes."""
    random = Random(1983)  # noqa: S311
    keys = [f"work-{number:03d}" for number in range(140)]
    files = {"bibliography/site.yaml": "name: PainSci\nurl: https://example.org/\npage_size: 20\nhighlights: 3\n"}
    for number, key in enumerate(keys[:130]):
        words = random.sample(SUBJECTS, 3)
        files[f"bibliography/{key[-1]}/{key}.yaml"] = (
            f"title: The {' and '.join(words)}\nauthors: [{random.choice(PEOPLE)}]\n"
            f"year: {random.choice((1983, 1995))}\n"
            f"added: 2026-01-{number % 28 + 1:02d}\ntags: [{words[0]}, {words[0].title()}, {words[1]}]\n"
            f"notes: As @{random.choice(keys)} says [@{random.choice(keys)}; @{random.choice(keys)}].\n"
        )
    works = [f"@article{{{key}, title={{On {random.choice(SUBJECTS)}}}, year=1995}}\n" for key in keys[130:]]
    files["bibliography/classics.bib"] = "".join(works)
    files["bibliography/work-139.yaml"] = "headline: Laid over\nredirect_from: [old/139]\n"
    for number in range(10):
        cited = " ".join(f"See [@{key}]." for key in random.sample(keys, 5))
        front_matter = f"title: Guide {number}\ntags: [disc]\ndate: 2026"
        files[f"bibliography/articles/guide-{number}.md"] = f"---\n{front_matter}\n---\n{cited}\n"
    return files


SITE = generated()


def written(root: Path, files: Mapping[str, str], order: int) -> Path:
    """Write a site's files in one order or another."""
    paths = list(files)
    Random(order).shuffle(paths)  # noqa: S311
    return write_site(root, {path: files[path] for path in paths})


def built(root: Path, *, jobs: int = 1) -> dict[str, bytes]:
    result = run(root, root / "_site", Options(jobs=jobs), progress=silent)
    assert result.errors == 0, result.problems
    return contents(root / "_site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of the generated site."""
    return built(written(tmp_path_factory.mktemp("site"), SITE, 0))


def differences(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> list[str]:
    """Name the files that differ; shorter than the files themselves."""
    return sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))


def test_the_generated_site_is_worth_several_processes(site: Mapping[str, bytes]) -> None:
    sources = [path for path in SITE if not path.endswith("site.yaml")]
    nodes = [path for path in site if path.startswith(("bibliography/work-", "articles/guide-"))]
    lists = [path for path in site if path.endswith(".html") and path not in nodes]
    assert (len(sources) > reading._WORTH_FORKING, len(nodes)) == (True, 210)
    batches = len(nodes) // job.AT_ONCE["nodes"] + len(lists) // job.AT_ONCE["pages"]
    assert batches >= job.WORTH_FORKING


@pytest.mark.parametrize("jobs", [2, 4])
def test_several_processes_write_what_one_writes(tmp_path: Path, site: Mapping[str, bytes], jobs: int) -> None:
    assert differences(built(written(tmp_path, SITE, 0), jobs=jobs), site) == []


@pytest.mark.parametrize("most_beside", [0, groundwork.MOST_BESIDE])
def test_what_is_linked_in_a_process_of_its_own_is_what_one_process_links(
    tmp_path: Path, site: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, most_beside: int
) -> None:
    monkeypatch.setattr(groundwork, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(groundwork, "MOST_BESIDE", most_beside)
    root = written(tmp_path, SITE, 0)
    assert differences(built(root, jobs=2), site) == []
    path = "bibliography/7/work-007.yaml"
    other = built(write_site(root, {path: SITE[path].replace("year:", "headline: Other\nyear:")}), jobs=2)
    assert differences(other, site) != []
    assert differences(built(write_site(root, {path: SITE[path]}), jobs=2), site) == []


def test_several_processes_write_what_one_writes_after_a_change(tmp_path: Path, site: Mapping[str, bytes]) -> None:
    root = written(tmp_path, SITE, 0)
    path = "bibliography/7/work-007.yaml"
    write_site(root, {path: SITE[path].replace("year:", "headline: Other\nyear:")})
    other = built(root, jobs=4)
    assert differences(other, site) != []
    write_site(root, {path: SITE[path]})
    assert differences(built(root, jobs=4), site) == []


def test_a_template_that_fails_in_several_processes_is_one_problem(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, "templates/entry.html": "{{ page.headlin }}"})
    result = run(root, root / "_site", Options(jobs=4), progress=silent)
    failing = [problem.place.path for problem in result.problems if problem.rule == "template-error"]
    assert failing == ["templates/entry.html"]


@pytest.mark.parametrize("order", [1, 2])
def test_the_order_in_which_files_were_written_does_not_matter(
    tmp_path: Path, site: Mapping[str, bytes], order: int
) -> None:
    assert differences(built(written(tmp_path, SITE, order)), site) == []


def test_the_times_of_files_do_not_matter(tmp_path: Path, site: Mapping[str, bytes]) -> None:
    root = written(tmp_path, SITE, 0)
    for number, path in enumerate(root.rglob("*")):
        os.utime(path, (number * 1_000_000, number * 1_000_000))
    assert differences(built(root), site) == []


def test_the_place_and_the_name_of_the_folder_do_not_matter(
    tmp_path: Path, site: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path / "a folder & more" / "ä", SITE, 0)
    monkeypatch.chdir(root)
    assert differences(built(Path()), site) == []


def command(root: Path, **environment: str) -> dict[str, bytes]:
    """Build in a process of its own."""
    arguments = [sys.executable, "-m", "painsite", "build", "--source", root]
    subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, check=True)
    return contents(root / "_site")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0", "PYTHONHASHSEED": "3"},
    ],
)
def test_neither_hashes_nor_language_nor_time_zone_matter(
    tmp_path: Path, site: Mapping[str, bytes], environment: dict[str, str]
) -> None:
    assert differences(command(written(tmp_path, SITE, 0), **environment), site) == []


@pytest.mark.parametrize("epoch", ["0", "4102444800"])
def test_no_time_of_building_is_shown_so_that_source_date_epoch_has_nothing_to_say(
    tmp_path: Path, site: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setattr(time, "time", lambda: float(epoch))
    monkeypatch.setattr(time, "time_ns", lambda: int(epoch) * 1_000_000_000)
    assert differences(built(written(tmp_path, SITE, 0)), site) == []


def test_the_repositorys_own_site_is_the_same_in_one_process_and_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "WORTH_FORKING", 1)
    monkeypatch.setattr(groundwork, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(reading, "_WORTH_FORKING", 1)
    found = []
    for jobs in (1, 3):
        root = tmp_path / str(jobs)
        root.mkdir()
        (root / "bibliography").symlink_to(REPOSITORY / "bibliography", target_is_directory=True)
        found.append(built(root, jobs=jobs))
    assert differences(*found) == []
