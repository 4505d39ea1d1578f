import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Entry
from painsite.sources.bibtex.reader import parse_bibtex, read_bibtex
from painsite.sources.bibtex.values import read_value

GOOD = "@article{weber-1983,\n  title = {Lumbar disc herniation},\n  year = 1983\n}\n"


def entries(text: str) -> tuple[Entry, ...]:
    return parse_bibtex(text, path="classics.bib")[0]


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_bibtex(text, path="classics.bib")[1]]


def test_a_block_is_an_entry_whose_fields_have_places() -> None:
    (weber,) = entries(GOOD)
    assert (weber.citekey, weber.title, weber.path) == ("weber-1983", "Lumbar disc herniation", "classics.bib")
    assert weber.places == {
        "citekey": ("classics.bib", 1, 10),
        "type": ("classics.bib", 1, 10),
        "title": ("classics.bib", 2, 3),
        "issued": ("classics.bib", 3, 3),
    }


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "Some prose.\nMore of it, and a name: Weber (1983).\n"])
def test_a_file_without_blocks_is_fine(text: str) -> None:
    assert parse_bibtex(text, path="classics.bib") == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("@article{", "@ARTICLE\n  {").replace("title", "Title"),
        GOOD.replace("@article{", "@article(").replace("\n}", "\n)"),
        GOOD.replace("year = 1983", 'year = "1983",'),
        GOOD.replace("weber-1983,", "weber-1983, % best\n"),
        GOOD.replace("{Lumbar disc herniation},", "{Lumbar disc herniation}, % with a remark, and a comma"),
        GOOD.replace("herniation},", "herniation},,"),
        GOOD.replace("herniation}", 'herniation} # ""'),
        GOOD.replace("herniation}", "herniation\\\\}"),
        GOOD.replace("@article{", "@article(").replace("\n}", ' % (1983)\n, addendum = "50% (of {ten})"\n)'),
        "Prose with 50% in it.\n" + GOOD,
        '@comment{jabref-meta: databaseType:bibtex; = {}}\n@preamble{ "\\newcommand{\\x}{y}" }\n' + GOOD,
        "@comment{never closed {\n" + GOOD,
        "% Encoding: UTF-8; mail weber@example.no\n% title = {none}\n" + GOOD,
    ],
)
def test_a_block_is_read_in_every_dress(text: str) -> None:
    (weber,) = entries(text)
    assert (weber.citekey, weber.title, str(weber.issued.start) if weber.issued else "") == (
        "weber-1983",
        "Lumbar disc herniation",
        "1983",
    )
    assert problems(text) == []


def test_columns_count_characters_on_lines_of_any_system() -> None:
    (weber,) = entries("\ufeffä\r\n  @article{weber,\r\n\ttitle = {A}}")
    assert (weber.places["citekey"], weber.places["title"]) == (("classics.bib", 2, 12), ("classics.bib", 3, 2))


ENDLESS = "the value of `title` does not end; close its brace or quote"
STRAY = "begin an entry with `@article{key,`; a brace that closes too early puts the rest of its entry outside"
WRITE = "write `name = {value},`"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@article{kasch,\n  title = {Course,\n  year = 2022\n}\n",
            f"2:3: bibtex-syntax: `@article{{kasch` is not read: {ENDLESS}",
        ),
        (
            '@article{kasch,\n  title = "Course,\n  year = 2022\n}\n',
            f"2:3: bibtex-syntax: `@article{{kasch` is not read: {ENDLESS}",
        ),
        (
            "@article{kasch,\n  title = {Course},\n  year = 2022\n",
            "1:1: bibtex-syntax: `@article{kasch` is not read: it does not end; close it with `}`",
        ),
        (
            "@article{kasch,\n  title {Course},\n  year = 2022\n}\n",
            "2:3: bibtex-syntax: `@article{kasch` is not read: `title {` is not a name with `=` and a value after it; "
            + WRITE,
        ),
        (
            "@article{kasch,\n  title = {Course},\n  oops\n}\n",
            "3:3: bibtex-syntax: `@article{kasch` is not read: `oops` is not a name with `=` and a value after it; "
            + WRITE,
        ),
        (
            "@article{title = {Course},\n  year = 2022\n}\n",
            (
                "1:1: bibtex-syntax: `@article{title` is not read: it does not begin with a key and a comma; "
                "begin it with `@article{key,`"
            ),
        ),
        (
            "@string{spine {Spine}}\n",
            "1:1: bibtex-syntax: `@string{spine` is not read: expected equals sign after field key, but found {",
        ),
        ("@{kasch,\n title = {A}}\n", "1:1: bibtex-syntax: an `@` without an entry type; write `@article{key,`"),
        (
            "@article{,\n title = {A}}\n",
            (
                "1:1: bibtex-key: `@article` `A` has no citekey and is left out; write `@article{key,`, "
                "or let your reference manager make keys"
            ),
        ),
        (
            "@article{Kasch 2022,\n title = {A}}\n",
            (
                "1:1: bibtex-key: `Kasch 2022` cannot be a citekey, and its entry is left out; "
                'leave out spaces, braces, `"`, `#` and `%`'
            ),
        ),
        (
            "article{kasch,\n  title = {Course}\n}\n",
            f"1:1: bibtex-stray-text: text outside of entries is not read: `article{{kasch,`; {STRAY}",
        ),
        (
            "@articel kasch, title\n",
            f"1:1: bibtex-stray-text: text outside of entries is not read: `@articel kasch, title`; {STRAY}",
        ),
        (
            "Prose.\n  Write to me@example.org\n",
            f"2:3: bibtex-stray-text: text outside of entries is not read: `Write to me@example.org`; {STRAY}",
        ),
        (
            "% @article{kasch, title = {Course}}\n",
            (
                "1:3: bibtex-stray-text: `@article{kasch` comes after a `%` and is not read; "
                "put it inside `@comment{…}`, or remove the `%`"
            ),
        ),
    ],
)
def test_a_broken_block_is_reported_with_its_place_and_harms_no_other(text: str, problem: str) -> None:
    assert problems(GOOD + text) == [f"classics.bib:{_below_good(problem)}"]
    assert problems(text + GOOD) == [f"classics.bib:{problem}"]
    assert [entry.citekey for entry in entries(text + GOOD)] == ["weber-1983"]
    assert [entry.citekey for entry in entries(GOOD + text)] == ["weber-1983"]


def _below_good(problem: str) -> str:
    line, rest = problem.split(":", 1)
    return f"{int(line) + GOOD.count(chr(10))}:{rest}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@article{kasch,\n  title = {Course}\n  year = {2022}\n}",
            "2:19: bibtex-comma: no comma between `title` and `year`; add one after the value of `title`",
        ),
        (
            '@article{kasch,\n  title = "Course"\n  year = 2022\n}',
            "2:19: bibtex-comma: no comma between `title` and `year`; add one after the value of `title`",
        ),
        (
            "@article{kasch,\n  year = 2022 title = {Course}\n}",
            "2:14: bibtex-comma: no comma between `year` and `title`; add one after the value of `year`",
        ),
        (
            "@article{kasch\n  title = {Course},\n  year = 2022\n}",
            "1:15: bibtex-comma: no comma after the key `kasch`; add one",
        ),
        (
            "@article{kasch,\n  title = {Course},\n  year = 2022,\n  title = {Other}\n}",
            (
                "4:3: bibtex-duplicate-field: `title` is given twice, with another value at line 2,"
                " and the first is used; keep one of them"
            ),
        ),
        (
            "@article{kasch,\n  title = {Course},\n  Title = {Other},\n  year = 2022\n}",
            (
                "3:3: bibtex-duplicate-field: `title` is given twice, with another value at line 2,"
                " and the first is used; keep one of them"
            ),
        ),
        (
            "@article{kasch,\n  title = {Course} of disease,\n  year = 2022\n}",
            (
                "2:20: bibtex-syntax: `of disease` after the value of `title` is not read; "
                "join values with `#`, or put the whole value in braces"
            ),
        ),
        (
            "@article{kasch,\n  title = {Course}, oh\n  year = 2022\n}",
            f"2:21: bibtex-syntax: `oh` before `year` is not read; {WRITE}",
        ),
        (
            "@article{kasch,\n  title = {Course},\n  year = 2022\n},\n  volume = 47\n}",
            f"4:2: bibtex-stray-text: text outside of entries is not read: `volume = 47`; {STRAY}",
        ),
    ],
)
def test_a_slip_is_reported_and_the_entry_still_read(text: str, problem: str) -> None:
    (kasch,) = entries(text)
    assert (kasch.citekey, kasch.title, kasch.issued.year if kasch.issued else 0) == ("kasch", "Course", 2022)
    assert problems(text)[0].split(":", 3)[3] == problem.split(":", 2)[2]


@pytest.mark.parametrize(
    "fields",
    [
        "file = {weber.pdf}, file = {Weber 1983.pdf}",
        "note = {read}, note = {read twice}",
        "volume = 8, volume = {8}",
        "journal = {Spine}, journal = {SPINE}",
        "doi = {10.1097/brs.1}, DOI = {10.1097/BRS.1}",
        "abstract = {Lumbar\n discs}, abstract = {Lumbar discs}",
        "month = mar, month = {3}",
        "month = {March}, month = {mar}",
        "volume = {}, volume = 8",
        "volume = 8, volume = {}",
    ],
)
def test_a_field_given_twice_is_no_problem_where_it_is_private_or_says_the_same(fields: str) -> None:
    text = f"@article{{weber-1983, title = {{Lumbar disc herniation}}, {fields}}}"
    assert problems(text) == []
    assert "volume" not in fields or entries(text)[0].volume == "8"


def test_a_field_given_often_is_one_problem() -> None:
    text = "@article{w, title = {A},\n volume = 8,\n volume = 8,\n volume = 9,\n volume = 10}"
    assert problems(text) == [
        (
            "classics.bib:4:2: bibtex-duplicate-field: `volume` is given 4 times, with another value at line 2,"
            " and the first is used; keep one of them"
        )
    ]


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("@proceedings{a, booktitle = {Proceedings of Pain}, booksubtitle = {1999}}", "Proceedings of Pain: 1999"),
        ("@collection{a, booktitle = {Pain}, publisher = {Springer}}", "Pain"),
        ("@book{a, title = {}, booktitle = {Pain}}", "Pain"),
        ("@reference{a, booktitle = {Textbook of Pain}}", "Textbook of Pain"),
        ("@mvproceedings{a, booktitle = {Proceedings of Pain}}", "Proceedings of Pain"),
        ("@mvcollection{a, maintitle = {Pain}, mainsubtitle = {A Handbook}}", "Pain: A Handbook"),
        ("@mvbook{a, maintitle = {Pain}}", "Pain"),
        ("@periodical{a, journaltitle = {Spine}, volume = 8}", "Spine"),
        ("@periodical{a, journal = {Spine}}", "Spine"),
        ("@inbook{a, crossref = {b}, chapter = 3}\n@book{b, title = {Pain}, options = {dataonly}}", "Pain"),
        ("@incollection{a, booktitle = {Pain}}", ""),
        ("@article{a, journal = {Spine}}", ""),
    ],
)
def test_the_title_of_a_whole_may_stand_in_another_field(block: str, title: str) -> None:
    (work,) = entries(block)
    assert (work.title, work.container_title if title else "") == (title, "")


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("@xdata{a, publisher = {Springer}}", "it only contains data for other entries"),
        ("@book{a, title = {Pain}, options = {dataonly=true}}", "it only contains data for other entries"),
        ("@book{a, title = {Pain}, options = {useprefix=true, dataonly}}", "it only contains data for other entries"),
        ("@control{a, author = 08, title = 0}", "it only contains data for other entries"),
        ("@IEEEtranBSTCTL{a, CTLuse_url = yes}", "it only contains data for other entries"),
        ("@set{a, entryset = {b, c}}", "it is a set of other entries"),
        ("@book{a, title {Pain}}", "it does not parse"),
        ("@book{a, title = {Pain}", "it does not parse"),
    ],
)
def test_a_block_that_is_no_work_is_left_out_with_its_key(block: str, reason: str) -> None:
    file = read_bibtex(f"\n{block}", path="classics.bib")
    assert file.entries == ()
    assert [(one.citekey, str(one.place), one.reason) for one in file.left_out] == [
        ("a", f"classics.bib:2:{block.index('a,') + 1 if '{a' in block else 0}", reason)
    ]


@pytest.mark.parametrize("options", ["skipbib=true", "dataonly=false", "useprefix=true", "mydataonly"])
def test_other_options_leave_an_entry_a_work(options: str) -> None:
    assert len(entries(f"@book{{a, title = {{Pain}}, options = {{{options}}}}}")) == 1


def test_a_citekey_that_no_file_can_be_called_leaves_its_entry_out() -> None:
    long = "@article{" + "w" * 256 + ", title = {Lumbar disc herniation}}"
    assert problems(GOOD + long)[0].endswith(
        "` is too long for an address, and its entry is left out; shorten the citekey"
    )
    assert [entry.citekey for entry in entries(GOOD + long)] == ["weber-1983"]
    assert problems(long.replace("w" * 256, "ä" * 100)) == []


def test_two_entries_with_one_key_are_both_given() -> None:
    assert [(entry.citekey, entry.title) for entry in entries(GOOD + GOOD.replace("disc", "disk"))] == [
        ("weber-1983", "Lumbar disc herniation"),
        ("weber-1983", "Lumbar disk herniation"),
    ]


def test_an_entry_without_a_title_is_an_entry() -> None:
    assert [entry.title for entry in entries("@misc{nothing}\n@misc{more, year = 2001}")] == ["", ""]


def test_after_a_broken_block_only_the_next_line_with_an_at_sign_counts() -> None:
    text = "@article{kasch,\n  title {Mail me@home{x} and @book{y, title={z}}},\n}\n\n@articel weber,\n" + GOOD
    assert [entry.citekey for entry in entries(text)] == ["weber-1983"]
    assert [problem.split(" ")[1] for problem in problems(text)] == ["bibtex-syntax:", "bibtex-stray-text:"]


def test_macros_are_joined_and_resolved() -> None:
    text = (
        '@string{SPINE = "Spine"}\n@string(phila = { (Phila Pa 1976)})\n@string{both = spine # phila}\n'
        '@article{w, title = "A" # " and " # {B}, journal = both, month = jan # "~1", year = "19" # 83}'
    )
    (work,) = entries(text)
    assert (work.title, work.container_title, str(work.issued.start) if work.issued else "") == (
        "A and B",
        "Spine (Phila Pa 1976)",
        "1983-01-01",
    )
    assert problems(text) == []


def test_a_macro_that_is_defined_again_counts_for_what_stands_below() -> None:
    text = (
        "@article{a, title = {A}, journal = sp}\n@string{sp = {S}}\n@article{b, title = {B}, journal = sp}\n"
        "@string{both = sp # {!}}\n@string{sp = {Spine}}\n@article{c, title = {C}, journal = sp}\n"
        "@article{d, title = {D}, journal = both}\n@string{sp = sp # { J}}\n@article{e, title = {E}, journal = sp}\n"
    )
    assert [entry.container_title for entry in entries(text)] == ["S", "S", "Spine", "S!", "Spine J"]
    assert problems(text) == []


@pytest.mark.parametrize(
    ("macros", "journal", "missing"),
    [
        ("@string{both = spine # {!}}\n@string{spine = {Spine}}", "Spine!", 0),
        ("@string{both = one}\n@string{one = two}\n@string{two = {Spine}}", "Spine", 0),
        ("@string{both = one}\n@string{one = both}", "one", 1),
        ("@string{both = both # {!}}", "both!", 1),
    ],
)
def test_a_macro_may_be_defined_below_another_one_that_names_it(macros: str, journal: str, missing: int) -> None:
    text = f"{macros}\n@article{{w, title = {{A}}, journal = both}}"
    assert entries(text)[0].container_title == journal
    assert [problem.split(" ")[1] for problem in problems(text)] == ["bibtex-undefined-string:"] * missing


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@article{w, title = {A},\n journal = spine}",
            (
                "2:12: bibtex-undefined-string: the macro `spine` is not defined; "
                "define it with `@string{name = {…}}`, or put the value in braces"
            ),
        ),
        (
            "@string{spine = {S} # x}\n@article{w, title = {A}, journal = spine # x}",
            (
                "1:23: bibtex-undefined-string: the macro `x` is not defined, but used 2 times; "
                "define it with `@string{name = {…}}`, or put the value in braces"
            ),
        ),
        (
            "@string{spine = {Spine} oh}\n@article{w, title = {A}, journal = spine}",
            (
                "1:25: bibtex-syntax: `oh` after the value of `spine` is not read; "
                "join values with `#`, or put the whole value in braces"
            ),
        ),
    ],
)
def test_an_undefined_macro_is_reported_once(text: str, problem: str) -> None:
    assert problems(text) == [f"classics.bib:{problem}"]


@pytest.mark.parametrize(
    ("value", "text", "end"),
    [
        ("{a {b} c}", "a {b} c", 9),
        ('"a {"} {b{c}} d"', 'a {"} {b{c}} d', 16),
        ('"a" # {b} #1# x', "ab1x", 15),
        ("{never ends", "never ends", 11),
        ('"never ends', "never ends", 11),
        ('"a } b" c', "a } b", 7),
        ("12--15", "12--15", 6),
        ("", "", 0),
        ("= a", "", 0),
        ("{a} b", "a", 3),
    ],
)
def test_a_value_ends_where_it_ends(value: str, text: str, end: int) -> None:
    read = read_value(value, {"x": "x"})
    assert (read.text, read.end) == (text, end)


def test_an_undefined_macro_stands_for_its_name() -> None:
    assert entries("@article{w, journal = spine}")[0].container_title == "spine"


def test_xdata_and_crossref_complete_an_entry() -> None:
    text = """
    @xdata{house, publisher = {Addison-Wesley}, xdata = {place}}
    @xdata{place, location = {Reading}}
    @inproceedings{paper, title = {Paper}, author = {Knuth, Donald}, crossref = {WHOLE}}
    @proceedings{whole, title = {Proceedings}, subtitle = {Third}, year = 1973, doi = {10.1000/182}, xdata = {house}}
    @periodical{issue, title = {Spine}, subtitle = {Special}, volume = 8}
    @article{piece, title = {Piece}, crossref = {issue}}
    @inbook{chapter, title = {Chapter}, crossref = {tome}}
    @book{tome, title = {Tome}, author = {Knuth, Donald}, crossref = {set}}
    @mvbook{set, title = {The Art}, publisher = {House}}
    """
    works = {entry.citekey: entry for entry in entries(text)}
    paper, piece, chapter, tome = works["paper"], works["piece"], works["chapter"], works["tome"]
    assert (paper.title, paper.container_title, paper.publisher, paper.place) == (
        "Paper",
        "Proceedings: Third",
        "Addison-Wesley",
        "Reading",
    )
    assert (paper.doi, works["whole"].doi, str(paper.issued and paper.issued.year)) == ("", "10.1000/182", "1973")
    assert (piece.container_title, piece.volume) == ("Spine: Special", "8")
    assert (chapter.container_title, chapter.authors.people[0].family, chapter.publisher) == ("Tome", "Knuth", "House")
    assert (tome.title, tome.main_title, chapter.main_title) == ("Tome", "The Art", "The Art")
    assert chapter.bibtex_fields == {"bookauthor": "Knuth, Donald"}
    assert paper.places["publisher"] == ("classics.bib", 2, 19)
    assert problems(text) == []
    assert "house" not in works


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@inbook{a, title = {A},\n crossref = {nowhere}}",
            (
                "2:2: bibtex-crossref: `crossref` names `nowhere`, but no .bib file has an entry with this key; "
                "add it, or correct the key"
            ),
        ),
        (
            "@inbook{a, title = {A},\n xdata = {, b}}",
            (
                "2:2: bibtex-crossref: `xdata` names `b`, but no .bib file has an entry with this key;"
                " add it, or correct the key"
            ),
        ),
        (
            "@inbook{a, title = {A},\n crossref = {b}}\n@book{b, title = {B},\n crossref = {a}}",
            "4:2: bibtex-crossref: `crossref` leads from `b` back to itself; remove one of the links",
        ),
        (
            "@inbook{a, title = {A},\n crossref = {a}}",
            "2:2: bibtex-crossref: `crossref` leads from `a` back to itself; remove one of the links",
        ),
    ],
)
def test_a_lost_parent_and_a_circle_are_reported(text: str, problem: str) -> None:
    assert problems(text) == [f"classics.bib:{problem}"]
    assert entries(text)[0].title == "A"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@articel{w, title = {A}}",
            "1:10: unknown-bibtex-type: `@articel` is not an entry type; did you mean `@article`?",
        ),
        (
            "@tombstone{w, title = {A}}\n@tombstone{x, title = {B}}",
            (
                "1:12: unknown-bibtex-type: `@tombstone` is not an entry type, 2 times in this file; "
                "it is read as a document"
            ),
        ),
        (
            "@article{w, title = {A},\n jornal = {Spine}}",
            "2:2: unknown-bibtex-field: `jornal` is not a field of BibTeX or BibLaTeX; did you mean `journal`?",
        ),
        (
            "@article{w, title = {A}, swhid = {a}}\n@article{x, title = {A}, swhid = {b}}",
            (
                "1:26: unknown-bibtex-field: `swhid` is not a field of BibTeX or BibLaTeX, 2 times in this file; "
                "it is kept for exports"
            ),
        ),
        (
            "@set{w, entryset = {a, b}}",
            "1:6: unknown-bibtex-type: the set `w` is not read; cite its members individually",
        ),
    ],
)
def test_unknown_types_and_fields_are_reported_once_in_a_file(text: str, problem: str) -> None:
    assert problems(text) == [f"classics.bib:{problem}"]


def test_the_parser_is_silent_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        entries("@article{kasch,\n title = {A\n@article{weber, title = {B}}")
    finally:
        root.handlers = handlers
    assert capfd.readouterr() == ("", "")


PIECES = st.sampled_from([
    "@article{a,", "@book(b,", "@string{s = ", "@comment{", "@preamble{", "@", "{", "}", "(", ")", '"', "=", ",", "#",
    "%", "\\", "\n", "title", "year = 1983", "author = {Weber, H and others}", "crossref = {a}", "xdata = a", " ", "s",
    'month = jan # "~1"', "url = {http://a b}", "\\'", "pages = {1--2}", "keywords = {a; b}", "eprint = {2101.00001}",
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_gives_entries_and_problems(text: str) -> None:
    found, reported = parse_bibtex(text, path="classics.bib")
    assert all(entry.citekey and not any(char.isspace() for char in entry.citekey) for entry in found)
    assert list(reported) == sorted(reported)
    for problem in reported:
        assert 1 <= problem.place.line <= len(text.splitlines()) + 1
        assert problem.place.column >= 1
        assert "\n" not in str(problem)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_stands_before_an_entry_never_harms_it(text: str) -> None:
    known = text if text.count("weber") else text + "\n" + GOOD
    assert "weber-1983" in [entry.citekey for entry in entries(known)]


@pytest.mark.parametrize("sign", [",", "\\'", " ", "and ", "$", "@"])
def test_a_very_long_line_takes_no_longer_than_its_length(sign: str) -> None:
    # With a pattern that looks at the rest of the line from every sign, each of these takes a minute.
    long = (sign * 100_000)[:100_000]
    assert entries(long) == ()
    assert [entry.citekey for entry in entries(f"@article{{a, author = {{{long}}}, title = {{{long}}}}}")] == ["a"]
