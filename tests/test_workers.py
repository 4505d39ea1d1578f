"""Several processes give what one gives."""

import os
from pathlib import Path

import pytest

from painsite import workers
from painsite.build import build, read_site
from painsite.output.publish import stage
from painsite.pages.links import Linking
from painsite.workers import default_jobs, map_forked
from tests.support import write_site

ROOT = Path(__file__).parent.parent


def silent(_stage: str, _done: int, _total: int) -> None:
    return


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(root: Path, output: Path, jobs: int) -> dict[str, bytes]:
    site = read_site(root, drafts=False, progress=silent, jobs=jobs)
    result = build(site, Linking(), staging=stage(output, root), progress=silent)
    assert result.errors == 0, result.problems
    return contents(output)


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork even for a few items."""
    monkeypatch.setattr(workers, "_WORTH_FORKING", 1)


@pytest.mark.usefixtures("forking")
def test_results_come_in_the_order_of_the_items() -> None:
    assert list(map_forked(lambda number: number * 2, range(200), jobs=4)) == [number * 2 for number in range(200)]


@pytest.mark.usefixtures("forking")
def test_a_task_runs_in_processes_of_its_own() -> None:
    assert os.getpid() not in set(map_forked(lambda _number: os.getpid(), range(10), jobs=2))


def test_one_job_runs_in_this_process() -> None:
    assert list(map_forked(lambda _number: os.getpid(), range(2), jobs=1)) == [os.getpid()] * 2


@pytest.mark.usefixtures("forking")
def test_what_fails_in_a_worker_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_forked(lambda number: 1 // number, [1, 0], jobs=2))


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1


@pytest.mark.usefixtures("forking")
def test_four_jobs_give_the_bytes_of_one(tmp_path: Path) -> None:
    assert built(ROOT, tmp_path / "four", 4) == built(ROOT, tmp_path / "one", 1)


@pytest.mark.usefixtures("forking")
def test_a_template_that_fails_in_workers_is_one_problem(tmp_path: Path) -> None:
    files = {f"bibliography/weber-{year}.yaml": "title: Lumbar disc herniation\n" for year in range(1983, 1993)}
    root = write_site(tmp_path, {**files, "templates/entry.html": "{{ page.headlin }}"})
    site = read_site(root, drafts=False, progress=silent, jobs=2)
    result = build(site, Linking(), staging=stage(root / "_site", root), progress=silent)
    assert [problem.place.path for problem in result.problems] == ["templates/entry.html"]
