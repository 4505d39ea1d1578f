"""The parts of the language server by themselves: positions, what stands at a place, ranking, fixes, checking."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from painsite.build.cache import STATE
from painsite.build.standing import StandingLibrary
from painsite.build.start import open_cache
from painsite.editing.lock import LOCK_PATH
from painsite.lsp.checking import check_text
from painsite.lsp.fixes import fixes_of, problem_span
from painsite.lsp.knowledge import NOTHING, Knowledge, from_site, read_first, read_site_again
from painsite.lsp.positions import Encoding, Lines
from painsite.lsp.ranking import Finder, Row, fold
from painsite.lsp.renaming import plan_edit, workspace_edit
from painsite.lsp.spots import citekey_at, field_at, identifier_at, in_front_matter, name_begun_at, typed_at
from painsite.lsp.words import escape, without_marks
from painsite.problems import Place, Problem
from tests.test_lsp import GUIDE, WEBER, write

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text(
    st.sampled_from("ab@[]{}:;,-_.|>#'\"`*!&% \t\n\r\u2028\ufeff😀é10/doi") | st.characters(codec="utf-8"), max_size=60
)
PIECES = st.lists(
    st.sampled_from(
        [
            "title: Discs\n",
            "commentary: |\n  See [@kasch-2022, p. 3].\n",
            "related: [kasch-2022, x]\n",
            "---\n",
            "@weber",
        ]
    )
    | TEXTS,
    max_size=6,
).map("".join)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    root = tmp_path_factory.mktemp("site")
    write(root)
    return from_site(StandingLibrary(root=root).read(), NOTHING)


# positions


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-8", 6), ("utf-16", 4), ("utf-32", 3)], ids=["utf-8", "utf-16", "utf-32"]
)
def test_columns_count_units_of_the_agreed_encoding(encoding: Encoding, column: int) -> None:
    assert Lines("x\n😀 @kasch", encoding).position(5) == (1, column)


def test_every_line_end_of_the_protocol_ends_a_line_and_no_other_sign() -> None:
    lines = Lines("a\r\nb\rc\nd\u2028e")
    assert [lines.line(number) for number in range(4)] == ["a", "b", "c", "d\u2028e"]


@pytest.mark.property
@given(TEXTS, st.sampled_from(ENCODINGS))
def test_a_position_leads_back_to_its_offset(text: str, encoding: Encoding) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n" and text[max(offset - 1, 0) : offset] not in {"\r", "\n"}:
            assert lines.offset(lines.position(offset)) == offset


@pytest.mark.property
@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 90), st.integers(0, 90))
def test_any_position_is_somewhere_in_the_text(text: str, encoding: Encoding, line: int, column: int) -> None:
    assert 0 <= Lines(text, encoding).offset((line, column)) <= len(text)
    assert 0 <= Lines(text, encoding).own_offset(line, column) <= len(text)


# any text


@pytest.mark.property
@given(text=PIECES, path=st.sampled_from([WEBER, GUIDE, "bibliography/site.yaml", "bibliography/tags.yaml"]))
def test_no_text_is_too_broken_to_be_helped_with(known: Knowledge, text: str, path: str) -> None:
    lines = Lines(text)
    for offset in range(0, len(text) + 1, 3):
        typed = typed_at(text, offset, is_markdown=path == GUIDE, known=known.canonical)
        spots = [citekey_at(text, offset, known.canonical), field_at(text, offset), identifier_at(text, offset)]
        for spot in [*spots, name_begun_at(text, offset)]:
            assert spot is None or 0 <= spot.start <= spot.end <= len(text)
        assert typed is None or (
            typed.start + len(typed.query) == offset and known.finder.find(typed.query) is not None
        )
        in_front_matter(text, offset)
    for problem in check_text(text, path, known).problems:
        offset = lines.own_offset(problem.place.line, problem.place.column)
        start, end = problem_span(text, offset, problem)
        assert 0 <= start <= end <= len(text)
        for fix in fixes_of(text, offset, problem):
            assert f"`{text[fix.start : fix.end]}`" in problem.message


# what is found by which words

ROWS = (
    Row(
        citekey="kasch-2022", surnames=("Kasch", "Truthmann"), year=2022, title="Lumbar MRI findings", headline="A scan"
    ),
    Row(citekey="weber-1983", surnames=("Weber",), year=1983, title="Lumbar disc herniation", headline=""),
    Row(
        citekey="weber-1994",
        surnames=("Weber",),
        year=1994,
        title="The natural history of disc herniation",
        headline="",
    ),
    Row(citekey="bulow-2020", surnames=("Bülow", "Weber"), year=2020, title="Discs, Weber’s way", headline="", cited=9),
    Row(citekey="o-neill-2001", surnames=("O’Neill",), year=2001, title="Scanning the spine", headline=""),
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("weber 1983", "weber-1983"),
        ("1994 web", "weber-1994"),
        ("herniation history", "weber-1994"),
        ("disc lumbar", "weber-1983"),
        ("bulow", "bulow-2020"),
        ("BÜLOW", "bulow-2020"),
        ("oneill", "o-neill-2001"),
        ("o'neill", "o-neill-2001"),
        ("kasch-2022", "kasch-2022"),
        ("weber-19", "weber-1983"),
        ("scan", "o-neill-2001"),
        ("ernia", "weber-1983"),
        ("truthmann 2022", "kasch-2022"),
        ("weber", "weber-1983"),
    ],
)
def test_the_likeliest_node_comes_first(query: str, first: str) -> None:
    assert [row.citekey for row in Finder(rows=ROWS).find(query)][:1] == [first]


def test_every_word_has_to_be_there_and_no_word_finds_all() -> None:
    finder = Finder(rows=ROWS)
    assert finder.find("weber 2022") == []
    assert [row.citekey for row in finder.find(" - ", most=2)] == ["kasch-2022", "weber-1983"]


@pytest.mark.property
@given(st.lists(st.sampled_from("weber 1983 disc herniation lumbar sc a kas 20".split()), min_size=1, max_size=4))
def test_typing_on_finds_what_would_be_found_at_once(words: list[str]) -> None:
    query, typing = " ".join(words), Finder(rows=ROWS)
    for end in range(1, len(query) + 1):
        assert typing.find(query[:end]) == Finder(rows=ROWS).find(query[:end])


def test_folding_leaves_letters_and_digits() -> None:
    assert [fold(name) for name in ("O’Brien", "Łukasz Ørsted", "Müller", "Straße", "İ")] == [
        "obrien", "lukasz orsted", "muller", "strasse", "i",
    ]  # fmt: skip


# fixes


@pytest.mark.parametrize(
    ("message", "remedy", "titles"),
    [
        ("no entry has the key `kash`", "did you mean `kasch` or `kasche`?", ["kasch", "kasche"]),
        ("`kash` is an old citekey of `kasch`", "write `kasch`", ["kasch"]),
        ("`kash` is a draft", "publish it, or remove the citation", []),
        ("`nobody` is not here", "did you mean `kasch`?", []),
        ("the text is empty", "write `kasch`", []),
    ],
)
def test_a_remedy_that_names_the_right_words_is_a_fix(message: str, remedy: str, titles: list[str]) -> None:
    problem = Problem(place=Place(path=GUIDE), rule="unknown-citekey", message=message, remedy=remedy)
    assert [fix.text for fix in fixes_of("See [@kash].\n", 5, problem)] == titles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://doi.org/10.5555/ABC.1.", "doi:10.5555/abc.1"),
        ("[@doi:10.5555/abc]", "doi:10.5555/abc"),
        ("PMID: 34889889", "pmid:34889889"),
        ("pmid 34889889", "pmid:34889889"),
        ("no work", None),
    ],
)
def test_an_identifier_is_known_in_its_usual_forms(text: str, found: str | None) -> None:
    spot = identifier_at(text, len(text) - 3)
    assert (spot.text if spot else None) == found


# what is known


def test_what_is_known_at_once_is_what_the_last_reading_knew(tmp_path: Path) -> None:
    write(tmp_path)
    standing = StandingLibrary(root=tmp_path)
    assert (standing.first(), read_first(standing)) == (None, None)
    known = read_site_again(standing, NOTHING)
    again = read_first(StandingLibrary(root=tmp_path))
    assert again is not None
    assert again.finder.rows == known.finder.rows
    assert again.finder.find("weber 1983") == known.finder.find("weber 1983")


def test_after_a_build_alone_nodes_are_known_at_once_too(tmp_path: Path) -> None:
    write(tmp_path)
    site = StandingLibrary(root=tmp_path).read()
    first, known = StandingLibrary(root=tmp_path).first(), read_first(StandingLibrary(root=tmp_path))
    assert first is not None
    assert known is not None
    assert first.faces == site.library.faces
    assert known.finder.rows == from_site(site, NOTHING).finder.rows


def test_a_second_reading_links_nothing_again(tmp_path: Path) -> None:
    write(tmp_path)
    before = StandingLibrary(root=tmp_path).read()
    after = StandingLibrary(root=tmp_path).read()
    assert after.former is not None
    assert after.library == before.library


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    write(tmp_path)
    StandingLibrary(root=tmp_path).read()
    cache = tmp_path / ".painsite" / "cache.db"
    cache.write_bytes(cache.read_bytes()[:5000] + b"\0" * 5000)
    assert StandingLibrary(root=tmp_path).first() is None
    assert "kasch-2022" in StandingLibrary(root=tmp_path).read().library.faces


def test_a_library_that_a_build_has_tidied_away_is_linked_again(tmp_path: Path) -> None:
    write(tmp_path)
    before = StandingLibrary(root=tmp_path).read()
    with open_cache(tmp_path) as (cache, _):
        cache.keep_only([*before.index.keys, *(row.key for row in before.index.rows)], prefix=STATE)
    after = StandingLibrary(root=tmp_path).read()
    assert after.library == before.library


def test_other_marks_of_markdown_are_shown_as_they_are() -> None:
    assert escape("a*b_c [d](e) <i>") == "a\\*b\\_c \\[d\\](e) \\<i\\>"
    assert without_marks(f"**{escape('a*b')}** `x`\n\n> quoted") == "a*b x\n\nquoted"


def test_a_byte_order_mark_moves_no_problem(known: Knowledge) -> None:
    (problem,) = check_text("\ufefftitel: Discs\n", WEBER, known).problems[:1]
    assert Lines("\ufefftitel: Discs\n").own_offset(problem.place.line, problem.place.column) == 1


def test_the_command_line_starts_without_the_protocol() -> None:
    code = "import sys, painsite.cli; print({name.split('.')[0] for name in sys.modules} & {'pygls', 'lsprotocol'})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_without_the_extra_lsp_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pygls'] = None; from painsite.cli import main; main(['lsp'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "painsite: `painsite lsp` needs more: pip install 'painsite[lsp]'\n")


def test_a_renaming_in_an_editor_takes_records_lock_along(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / LOCK_PATH).write_text('{"citekey":"kasch-2022","fields":{}}\n', encoding="utf-8")
    renaming = plan_edit(tmp_path, "kasch-2022", "spine", frozenset())
    edit = workspace_edit(renaming, Lines, lambda path: (tmp_path / path).as_uri(), moves=False)
    texts = {
        change.text_document.uri.rpartition("/")[2]: [
            one.new_text for one in change.edits if isinstance(one, types.TextEdit)
        ]
        for change in edit.document_changes or []
        if isinstance(change, types.TextDocumentEdit)
    }
    assert texts["records.lock"] == ['{"citekey":"spine","fields":{}}\n']
