"""Two files that want one path are noticed, on file systems that tell capitals apart and on those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.build.path_collisions import Tally
from painsite.problems import Place

WEBER = Place(path="bibliography/weber-1983.yaml", line=5)
KASCH = Place(path="bibliography/kasch-2022.yaml", line=6)


def clash(*files: tuple[str, Place | None]) -> list[str]:
    """Give the problems after the last file, which is refused."""
    tally = Tally()
    *others, last = files
    assert all(tally.add(*file) for file in others)
    assert not tally.add(*last)
    return [str(problem) for problem in tally.problems]


def test_files_with_paths_of_their_own_are_taken_in() -> None:
    tally = Tally()
    paths = ("index.html", "a/index.html", "a/b/index.html", "a.html", "ab/index.html")
    assert [tally.add(path) for path in paths] == [True] * 5
    assert (sorted(tally.files), sorted(tally.folders), tally.problems) == (sorted(paths), ["a", "a/b", "ab"], [])


@pytest.mark.parametrize("path", ["old/index.html", "OLD/index.html", "old/INDEX.html"])
def test_of_two_files_with_one_path_the_first_is_kept_and_both_are_named(path: str) -> None:
    assert clash(("old/index.html", WEBER), (path, KASCH)) == [
        (
            f"bibliography/kasch-2022.yaml:6:1: same-address: the file `{path}` is also made by"
            " bibliography/weber-1983.yaml:5:1; remove or rename one of them"
        )
    ]


def test_two_compositions_of_one_letter_are_one_path() -> None:
    assert len(clash(("M\u00fcller/index.html", WEBER), ("Mu\u0308ller/index.html", KASCH))) == 1


def test_the_place_is_that_of_the_file_that_an_editor_can_change() -> None:
    message = "the file `404.html` is also made by a page that painsite makes; remove or rename one of them"
    assert clash(("404.html", None), ("404.html", KASCH)) == [
        f"bibliography/kasch-2022.yaml:6:1: same-address: {message}"
    ]
    assert clash(("404.html", KASCH), ("404.html", None)) == [
        f"bibliography/kasch-2022.yaml:6:1: same-address: {message}"
    ]
    assert clash(("404.html", None), ("404.html", None)) == [f"404.html:1:1: same-address: {message}"]


def test_a_file_where_others_need_a_folder_is_refused() -> None:
    assert clash(("tags/index.html", None), ("Tags", KASCH)) == [
        (
            "bibliography/kasch-2022.yaml:6:1: same-address: the file `Tags` is in the way of `tags/index.html`,"
            " made by a page that painsite makes; remove or rename one of them"
        )
    ]


@pytest.mark.parametrize("path", ["docs/index.html", "Docs/a/b/index.html"])
def test_a_file_that_needs_a_folder_where_another_file_is_is_refused(path: str) -> None:
    assert clash(("docs", WEBER), (path, KASCH)) == [
        (
            f"bibliography/kasch-2022.yaml:6:1: same-address: the file `{path}` is in the way of `docs`, made by"
            " bibliography/weber-1983.yaml:5:1; remove or rename one of them"
        )
    ]


def test_a_file_that_was_refused_makes_no_folders() -> None:
    tally = Tally()
    assert [tally.add(path) for path in ("a/b", "a/b/c/d", "a/b/c", "a/c")] == [True, False, False, True]
    assert sorted(tally.folders) == ["a"]


@pytest.mark.parametrize(("letter", "most"), [("x", 255), ("ä", 127), ("脊", 85)])
def test_a_name_has_no_more_bytes_than_file_systems_take(letter: str, most: int) -> None:
    tally = Tally()
    assert (tally.add(f"tags/{letter * most}/index.html"), tally.problems) == (True, [])
    assert not tally.add(f"tags/{letter * (most + 1)}/index.html", KASCH)
    assert [str(problem) for problem in tally.problems] == [
        (
            f"bibliography/kasch-2022.yaml:6:1: long-address: the address `tags/{letter * 55}…` has a part of more than"
            " 255 bytes; shorten the citekey or the path that it is made of"
        )
    ]


def test_a_long_name_that_nobody_has_written_is_a_problem_of_its_path() -> None:
    tally = Tally()
    tally.add("x" * 256)
    assert [problem.place for problem in tally.problems] == [Place(path="x" * 256)]


STEPS = st.sampled_from(["a", "A", "b", "ä"])


@given(st.lists(st.lists(STEPS, min_size=1, max_size=3).map("/".join)))
def test_all_files_that_are_taken_in_can_lie_in_one_folder(paths: list[str]) -> None:
    tally = Tally()
    taken = [path for path in paths if tally.add(path)]
    small = [path.lower() for path in taken]
    assert len(set(small)) == len(small)
    assert not any(other.startswith(f"{path}/") for path in small for other in small)
    assert len(taken) + len(tally.problems) == len(paths)


def test_nothing_may_lie_in_a_folder_whose_files_are_not_known_yet() -> None:
    tally = Tally()
    assert tally.reserve("search/0/")
    assert tally.add("search/00/a.js")
    assert not tally.add("Search/0/a.js", Place(path="static/Search/0/a.js"))
    assert [str(problem) for problem in tally.problems] == [
        (
            "static/Search/0/a.js:1:1: same-address: the file `Search/0/a.js` is in the way of `search/0/`,"
            " made by a page that painsite makes; remove or rename one of them"
        )
    ]
