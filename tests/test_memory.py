"""What is made of a face is remembered as long as its citekey has the same face."""

import pytest

from painsite.model import Face
from painsite.pages import memory
from painsite.pages.memory import once_per_face


def face(citekey: str, title: str) -> Face:
    return Face(citekey=citekey, kind="entry", address=f"/bibliography/{citekey}/", label=title, title=title)


def test_what_is_made_of_a_face_is_made_once() -> None:
    made: list[str] = []
    titles = once_per_face(lambda one: made.append(one.title) or one.title)  # type: ignore[func-returns-value] # it counts
    weber = face("weber-1983", "Disc")
    assert (titles(weber), titles(weber), made) == ("Disc", "Disc", ["Disc"])


def test_another_face_of_the_citekey_is_looked_at_anew() -> None:
    titles = once_per_face(lambda one: one.title)
    assert [titles(face("weber-1983", title)) for title in ("Disc", "Discs")] == ["Disc", "Discs"]


def test_what_else_is_given_has_to_be_the_same() -> None:
    joined = once_per_face(lambda one, other: one.title + other)
    weber = face("weber-1983", "Disc")
    assert [joined(weber, end) for end in ("s", "s", "ography")] == ["Discs", "Discs", "Discography"]


def test_not_more_is_remembered_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 2)
    made: list[str] = []
    titles = once_per_face(lambda one: made.append(one.title) or one.title)  # type: ignore[func-returns-value] # it counts
    faces = [face(title, title) for title in "abc"]
    assert [titles(one) for one in (*faces, *faces)] == [*"abcabc"]
    assert len(made) > 3
