"""Authors, editors, and those whom `editortype` gives another place."""

import pytest

from painsite.sources.bibtex.reader import parse_bibtex


@pytest.mark.parametrize(
    ("kind", "fields", "authors", "editors"),
    [
        ("movie", "editor = {Hitchcock, Alfred}, editortype = {director}", "Hitchcock", ""),
        ("movie", "editora = {Hitchcock, A}, editoratype = {Director}, editor = {Wilder, B}", "Hitchcock", "Wilder"),
        ("movie", "director = {Hitchcock, Alfred}", "Hitchcock", ""),
        ("movie", "author = {Stefano, Joseph}, editor = {Hitchcock, Alfred}, editortype = {director}", "Stefano", ""),
        ("audio", "editor = {Argerich, Martha}, editortype = {pianist}", "Argerich", ""),
        ("audio", "editor = {Smith, Stacey}, editortype = {host}", "Smith", ""),
        ("book", "editor = {Wall, Patrick}, editortype = {compiler}", "", "Wall"),
        ("book", "editor = {Wall, Patrick}, editortype = {redactor}", "", "Wall"),
        ("book", "editor = {Wall, Patrick}, editora = {Melzack, Ronald}, editoratype = {editor}", "", "Wall Melzack"),
        ("book", "editor = {Wall, Patrick}, editora = {Wall, Patrick}", "", "Wall"),
        ("book", "editor = {Wall, Patrick}, editora = {Melzack, Ronald}, editoratype = {redactor}", "", "Wall"),
    ],
)  # fmt: skip
def test_people_stand_where_their_role_puts_them(kind: str, fields: str, authors: str, editors: str) -> None:
    (work,), problems = parse_bibtex(f"@{kind}{{wall-1994, {fields}}}", path="classics.bib")
    found = [" ".join(person.family for person in names.people) for names in (work.authors, work.editors)]
    assert (*found, problems) == (authors, editors, ())


@pytest.mark.parametrize(
    ("fields", "translators"),
    [
        ("editor = {Wall, Patrick}, editortype = {translator}", ["Wall"]),
        ("editora = {Wall, Patrick and Melzack, Ronald}, editoratype = {translator}", ["Wall", "Melzack"]),
        ("translator = {Melzack, Ronald}, editora = {Wall, Patrick}, editoratype = {translator}", ["Melzack"]),
    ],
)
def test_an_editor_who_translates_is_a_translator(fields: str, translators: list[str]) -> None:
    (work,), problems = parse_bibtex(f"@book{{wall-1994, {fields}}}", path="classics.bib")
    assert [person.family for person in work.translators.people] == translators
    assert (work.editors.people, problems) == ((), ())


def test_people_of_other_roles_are_kept_for_exports() -> None:
    fields = "author = {Stefano, Joseph}, editor = {Hitchcock, Alfred}, editortype = {director}"
    (work,), _ = parse_bibtex(f"@movie{{psycho-1960, {fields}}}", path="classics.bib")
    assert work.bibtex_fields == {"editor": "Hitchcock, Alfred", "editortype": "director"}
