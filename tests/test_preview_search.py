"""The index of a preview: made last, left when something is saved, and never half there."""

from pathlib import Path

import pytest

from painsite.build.job import Shown
from painsite.build.pipeline import Memory
from painsite.build.run import run
from painsite.build.start import Options
from painsite.output.search import index_records
from painsite.preview import search as preview_search
from painsite.preview.search import PreviewSearch, StoppedError
from tests.support import KASCH, WEBER, contents, silent, write_site

SITE = {"bibliography/kasch-2022.yaml": KASCH, "bibliography/weber-1983.yaml": WEBER}


def shown_of(root: Path, files: dict[str, str]) -> Shown:
    memory = Memory()
    run(write_site(root, files), root / "preview", Options(index=False, tolerant=True), progress=silent, memory=memory)
    assert memory.shown
    return memory.shown


def test_a_preview_is_built_without_what_is_searched_but_with_its_page(tmp_path: Path) -> None:
    shown_of(tmp_path, SITE)
    assert sorted(path.name for path in (tmp_path / "preview" / "search").iterdir()) == [
        "facts.json",
        "index.html",
        "words.json",
    ]


def test_the_index_of_a_preview_is_that_of_a_build(tmp_path: Path) -> None:
    search = PreviewSearch(tmp_path / "search-of-preview")
    assert search.refresh(shown_of(tmp_path, SITE))
    run(tmp_path, tmp_path / "_site", Options(), progress=silent)
    built = {path: content for path, content in contents(tmp_path / "_site").items() if path.startswith("search/0/")}
    assert contents(search.folder) == built


def test_only_what_has_changed_is_made_anew_and_the_old_is_removed(tmp_path: Path) -> None:
    search = PreviewSearch(tmp_path / "search-of-preview")
    shown = shown_of(tmp_path, SITE)
    assert search.refresh(shown)
    assert not search.refresh(shown)
    assert search.refresh(shown_of(tmp_path, {"bibliography/weber-1983.yaml": WEBER + "summary: Surgery helps.\n"}))
    run(tmp_path, tmp_path / "_site", Options(), progress=silent)
    built = {path: content for path, content in contents(tmp_path / "_site").items() if path.startswith("search/0/")}
    assert contents(search.folder) == built


def test_what_was_indexed_before_is_not_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_of(tmp_path, SITE)
    PreviewSearch(tmp_path / "first").refresh(shown)
    monkeypatch.setattr(preview_search, "index_records", None)
    PreviewSearch(tmp_path / "second").refresh(shown)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_saving_ends_the_process_that_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search = PreviewSearch(tmp_path / "search-of-preview")

    def save_meanwhile(*arguments: object, started: object) -> dict[str, bytes]:
        def begin(process: object) -> None:
            started(process)  # type: ignore[operator]
            search.stop()

        return index_records(*arguments, started=begin)  # type: ignore[arg-type]

    monkeypatch.setattr(preview_search, "index_records", save_meanwhile)
    shown = shown_of(tmp_path, SITE)
    with pytest.raises(StoppedError):
        search.refresh(shown)
    assert contents(search.folder) == {}
    monkeypatch.undo()
    search.begin()
    assert search.refresh(shown)


def test_what_was_saved_before_it_began_stops_it(tmp_path: Path) -> None:
    search = PreviewSearch(tmp_path / "search-of-preview")
    shown = shown_of(tmp_path, SITE)
    search.begin()
    search.stop()
    with pytest.raises(StoppedError):
        search.refresh(shown)


def test_a_site_that_is_not_searched_has_no_index(tmp_path: Path) -> None:
    search = PreviewSearch(tmp_path / "search-of-preview")
    search.refresh(shown_of(tmp_path, SITE))
    search.refresh(shown_of(tmp_path, {"bibliography/site.yaml": "features: {search: false}\n"}))
    assert contents(search.folder) == {}
