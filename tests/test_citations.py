import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.problems import Unreadable
from painsite.sources.markdown.citation_syntax import CITEKEY, Cited, parse_group, parse_locator


def cited(citekey: str, *, suppressed: bool = False, prefix: str = "", locator: str = "", suffix: str = "") -> Cited:
    return Cited(citekey=citekey, suppressed=suppressed, prefix=prefix, locator=locator, suffix=suffix)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@kasch-2022", [cited("kasch-2022")]),
        (" @kasch-2022 ", [cited("kasch-2022")]),
        ("-@kasch-2022", [cited("kasch-2022", suppressed=True)]),
        ("see -@kasch-2022", [cited("kasch-2022", prefix="see", suppressed=True)]),
        ("see @kasch-2022", [cited("kasch-2022", prefix="see")]),
        ("see also @kasch-2022", [cited("kasch-2022", prefix="see also")]),
        ("@kasch-2022; @weber-1983", [cited("kasch-2022"), cited("weber-1983")]),
        (
            "see @kasch-2022, p. 3; cf. @weber-1983",
            [cited("kasch-2022", prefix="see", locator="p. 3"), cited("weber-1983", prefix="cf.")],
        ),
        ("@kasch-2022, 33-35", [cited("kasch-2022", locator="pp. 33–35")]),
        ("@kasch-2022 p. 3", [cited("kasch-2022", locator="p. 3")]),
        ("@kasch-2022, pp. 33-35, 38", [cited("kasch-2022", locator="pp. 33–35, 38")]),
        ("@kasch-2022, chap. 3, for instance", [cited("kasch-2022", locator="chap. 3", suffix="for instance")]),
        ("@kasch-2022, and others", [cited("kasch-2022", suffix="and others")]),
        ("@kasch-2022: a cohort", [cited("kasch-2022", suffix=": a cohort")]),
        ("see\n@kasch-2022,\np. 3", [cited("kasch-2022", prefix="see", locator="p. 3")]),
        ("@{kasch, 2022}", None),
        ("@{https://example.org/a;b}", [cited("https://example.org/a;b")]),
        ("@{tolkien:single}", [cited("tolkien:single")]),
        ("@{kasch.}", [cited("kasch.")]),
        ("see *e.g.* @kasch-2022", [cited("kasch-2022", prefix="see *e.g.*")]),
        ("*@kasch-2022*", [cited("kasch-2022")]),
        ("**see @kasch-2022**", [cited("kasch-2022", prefix="**see", suffix="**")]),
        ("@kasch-2022{ii; A}; @weber-1983", [cited("kasch-2022", locator="pp. ii; A"), cited("weber-1983")]),
        ("@kasch-2022{}, 99 years later", [cited("kasch-2022", suffix="99 years later")]),
        ("-@kasch-2022, p. 3", [cited("kasch-2022", suppressed=True, locator="p. 3")]),
        ("@a; @b; @a", [cited("a"), cited("b"), cited("a")]),
        ("@tolkien:single", [cited("tolkien:single")]),
        ("@Müller2001", [cited("Müller2001")]),
        ("@村上2009", [cited("村上2009")]),
        ("@_private", [cited("_private")]),
        ("@1994", [cited("1994")]),
        ("@doe.1999a/b#c$d%e&f+g?h<i>j~k", [cited("doe.1999a/b#c$d%e&f+g?h<i>j~k")]),
        ("@kasch-2022.", [cited("kasch-2022", suffix=".")]),
        ("@kasch--2022", [cited("kasch", suffix="--2022")]),
        ("write to me@example.org; see @kasch-2022", None),
        ("see me@example.org and @kasch-2022", [cited("kasch-2022", prefix="see me@example.org and")]),
        ("me@example.org", []),
        ("no at-sign", []),
        ("a @ sign", []),
        ("", []),
    ],
)
def test_a_group_holds_one_citation_between_semicolons(text: str, expected: list[Cited] | None) -> None:
    if expected is None:
        with pytest.raises(Unreadable):
            parse_group(text)
    else:
        assert parse_group(text) == tuple(expected)


SEMICOLONS = "put one `@citekey` into each part between semicolons, or join the parts with a comma"
AT_SIGN = "write `[@citekey]`, or `\\@` for an at-sign"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("@", "`[@]` has no citekey after its `@`", AT_SIGN),
        ("@ kasch-2022", "`[@ kasch-2022]` has no citekey after its `@`", AT_SIGN),
        ("-@", "`[-@]` has no citekey after its `@`", AT_SIGN),
        ("@{}", "`[@{}]` has no citekey after its `@`", AT_SIGN),
        ("@{kasch 2022}", "`[@{kasch 2022}]` has no citekey after its `@`", AT_SIGN),
        ("@kasch-2022; see below", "`see below` in `[@kasch-2022; see below]` names no work", SEMICOLONS),
        ("@kasch-2022;", "an empty part in `[@kasch-2022;]` names no work", SEMICOLONS),
        ("see; @kasch-2022", "`see` in `[see; @kasch-2022]` names no work", SEMICOLONS),
        ("see\n; @kasch-2022", "`see` in `[see ; @kasch-2022]` names no work", SEMICOLONS),
        ("@kasch-2022, @weber-1983", "`@kasch-2022, @weber-1983` names two works", "put a semicolon between them"),
        ("@kasch-2022 @weber-1983", "`@kasch-2022 @weber-1983` names two works", "put a semicolon between them"),
        ("@kasch-2022 and -@{weber}", "`@kasch-2022 and -@{weber}` names two works", "put a semicolon between them"),
    ],
)
def test_a_malformed_group_is_refused_with_the_reason(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as error:
        parse_group(text)
    assert (error.value.message, error.value.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", ("", "")),
        (", p. 3", ("p. 3", "")),
        (" p. 3", ("p. 3", "")),
        (", 3", ("p. 3", "")),
        (", 3-5", ("pp. 3–5", "")),
        (", 3--5", ("pp. 3–5", "")),
        (", 3 – 5", ("pp. 3–5", "")),
        (", 3, 5 and 7", ("pp. 3, 5 and 7", "")),
        (", e12", ("", "e12")),
        (", p. e12", ("p. e12", "")),
        (", pp. iv-vi", ("pp. iv–vi", "")),
        (", vi", ("", "vi")),
        (", chapter 3", ("chapter 3", "")),
        (", Fig. 2a", ("Fig. 2a", "")),
        (", § 4", ("§ 4", "")),
        (", table 1 & 2", ("table 1 & 2", "")),
        (", p. 3, in passing", ("p. 3", "in passing")),
        (", p. 3 in passing", ("p. 3", "in passing")),
        (", in passing", ("", "in passing")),
        (" in passing", ("", "in passing")),
        ("; in passing", ("", "; in passing")),
        (", 3369 people", ("p. 3369", "people")),
        (", 3-year results", ("", "3-year results")),
        (", part of it", ("", "part of it")),
        (", page", ("", "page")),
        # in braces, as Pandoc's manual has them
        ("{ii, A, D-Z}, with a suffix", ("pp. ii, A, D–Z", "with a suffix")),
        (", {pp. iv, vi, xi, (xv)-(xvii)} with suffix here", ("pp. iv, vi, xi, (xv)–(xvii)", "with suffix here")),
        ("{}, 99 years later", ("", "99 years later")),
        ("{12}", ("p. 12", "")),
        (" {fig. 2; lower half}", ("fig. 2; lower half", "")),
        ("{unclosed", ("", "{unclosed")),
        # terms, in English and German
        (", tbl. 2", ("tbl. 2", "")),
        (", tbls. 2-3", ("tbls. 2–3", "")),
        (", figs. 2 and 3", ("figs. 2 and 3", "")),
        (", bk. II", ("bk. II", "")),
        (", fols. 3-4", ("fols. 3–4", "")),
        (", eq. 3.2", ("eq. 3.2", "")),
        (", sec. 2.1.3", ("sec. 2.1.3", "")),
        (", art. 5", ("art. 5", "")),
        (", app. 1", ("app. 1", "")),
        (", s.v. 3", ("s.v. 3", "")),
        (", op. 18", ("op. 18", "")),
        (", pp. 33f.", ("pp. 33f.", "")),
        (", S. 33", ("S. 33", "")),
        (", S. 33 ff.", ("S. 33 ff.", "")),
        (", S. 3-5 und 9, passim", ("S. 3–5 und 9", "passim")),
        (", Kap. 3", ("Kap. 3", "")),
        (", Abb. 2a", ("Abb. 2a", "")),
        (", Tab. 4", ("Tab. 4", "")),
        (", Tabellen 4-5", ("Tabellen 4–5", "")),
        (", Bd. 2", ("Bd. 2", "")),
        (", Rn. 17", ("Rn. 17", "")),
        (", Fußnote 7", ("Fußnote 7", "")),
        (", Abs. 2, und mehr", ("Abs. 2", "und mehr")),
    ],
)
def test_a_locator_divides_from_the_suffix(rest: str, expected: tuple[str, str]) -> None:
    assert parse_locator(rest) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@kasch-2022.", "kasch-2022"),
        ("@kasch-2022's", "kasch-2022"),
        ("@kasch-2022, p.", "kasch-2022"),
        ("@kasch-2022)", "kasch-2022"),
        ("@kasch-2022:", "kasch-2022"),
        ("@a.b:c-d", "a.b:c-d"),
        ("@a..b", "a"),
    ],
)
def test_a_citekey_ends_before_punctuation(text: str, key: str) -> None:
    match = re.match(CITEKEY, text)
    assert match is not None
    assert match["key"] == key


@pytest.mark.property
@given(st.text() | st.lists(st.sampled_from(["@", "-", ";", ",", "a", "{", "}", " ", "p. 3", "\n", "é"])).map("".join))
def test_any_text_is_a_group_or_is_refused_in_one_line(text: str) -> None:
    message = ""
    try:
        assert all(one.citekey for one in parse_group(text))
    except Unreadable as error:
        message = error.message
    assert message.isprintable()
