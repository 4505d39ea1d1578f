"""What is made of a .bib file, and the time that it takes, grow no faster than the file."""

from collections.abc import Callable
from time import process_time

import pytest

from painsite.sources.bibtex.lending import NOTHING
from painsite.sources.bibtex.reader import parse_bibtex, read_bibtex
from painsite.sources.bibtex.rereading import Former, reread_bibtex
from painsite.sources.bibtex.values import read_value

Make = Callable[[int], str]


def repeated(pattern: str) -> Make:
    """Repeat a pattern; `§` in it is the number of the copy, `¶` the next one."""
    return lambda n: "".join(pattern.replace("§", str(i)).replace("¶", str(i + 1)) for i in range(n))


def around(before: str, pattern: str, after: str) -> Make:
    return lambda n: before + repeated(pattern)(n) + after


LONG_VALUE = "the macros of this value make it too long, and it is left out"
HEAD = "@article{weber-1983, title = {Lumbar disc herniation}"
GROWTHS: dict[str, Make] = {
    "entries": repeated("@article{weber-§, title = {Lumbar disc herniation}}\n"),
    "one citekey": repeated(f"{HEAD}}}\n"),
    "no citekey": repeated("@article{, title = {Pain}}\n"),
    "bad citekeys": repeated("@article{a b, title = {Pain}}\n"),
    "fields": around(f"{HEAD},\n", "f§ = {x},", "}"),
    "one field": around(f"{HEAD},\n", "volume = §,", "}"),
    "unknown types": repeated("@type§{k§, title = {Pain}}\n"),
    "comments": repeated("@comment{x}\n"),
    "comments in an entry": around(f"{HEAD},\n", "% x\n", "}"),
    "lines behind a percent sign": repeated("% @article{a, title = {b}}\n"),
    "stray lines": repeated("write to me@example.org\n"),
    "openings": repeated("@a{"),
    "openings on lines": repeated("@a{\n"),
    "at signs": repeated("@"),
    "open braces": around("@a{k, t = {", "{", ""),
    "braces": lambda n: "@a{k, t = {" + "{" * n + "}" * n + "}}",
    "quotes": around('@a{k, t = "', '"', ""),
    "commas": around(HEAD, ",\n", "}"),
    "no commas": around(HEAD, " f§ = {x}\n", "}"),
    "no commas after keys": repeated("@article{k title = {T}}\n"),
    "unclosed values": repeated("@article{k, title = {T\n}\n"),
    "blocks that do not parse": repeated("@article{k, title = {T},\n oops\n}\n"),
    "pieces": around('@article{k, title = ""', ' # "x"', "}"),
    "pieces that are macros": around('@string{x = {y}}@article{k, title = ""', " # x", "}"),
    "undefined macros": repeated("@article{k§, title = {T}, journal = j§}\n"),
    "macros": repeated("@string{s§ = {x}}\n"),
    "macros of macros": around("@string{s0 = {x}}\n", "@string{s¶ = s§}\n", ""),
    "macros that double": around("@string{s0 = {Lumbar}}\n", "@string{s¶ = s§ # s§}\n", ""),
    "a large macro in all entries": lambda n: (
        f"@string{{s = {{{'x' * 10 * n}}}}}\n" + repeated("@article{k§, title = {T}, note = s}\n")(n)
    ),
    "lost parents": repeated("@book{k§, title = {T}, crossref = {p§}}\n"),
    "a chain of parents": repeated("@book{k§, title = {T}, f§ = {x}, crossref = {k¶}}\n"),
    "a chain upwards": repeated("@book{k¶, title = {T}, f§ = {x}, crossref = {k§}}\n"),
    "a chain of xdata": repeated("@xdata{k§, f§ = {x}, xdata = {k¶}}\n"),
    "a circle": lambda n: (
        repeated("@book{k§, title = {T}, crossref = {k¶}}\n")(n) + f"@book{{k{n}, title = {{T}}, crossref = {{k0}}}}"
    ),
    "a large parent of all": lambda n: (
        repeated("@book{k§, title = {T}, crossref = {p}}\n")(n) + around("@book{p, title = {T},", "f§ = {x},", "}")(n)
    ),
    "a list of xdata": around("@book{k, title = {T}, xdata = {", "p§,", "}}"),
    "one xdata again and again": lambda n: (
        around("@book{k, title = {T}, xdata = {", "p,", "}}")(n) + around("@xdata{p,", "f§ = {x},", "}")(n)
    ),
    "single values": lambda n: (
        around("@xdata{p, author = {", "Weber § and ", "others}}")(n)
        + repeated("@book{k§, title = {T}, author = {xdata=p-author-§}}\n")(n)
    ),
    "aliases": around("@book{k, title = {T}, ids = {", "a§,", "}}"),
}


@pytest.mark.parametrize("name", GROWTHS)
def test_what_is_made_of_a_file_is_bounded(name: str) -> None:
    text = GROWTHS[name](300)
    entries, problems = parse_bibtex(text, path="a.bib")
    made = sum(len(str(value)) for entry in entries for value in (entry.title, *entry.bibtex_fields.values()))
    assert made <= 100_000 + 21 * len(text)
    assert len(problems) <= 2 * (text.count("\n") + text.count(",")) + 10


@pytest.mark.torture
@pytest.mark.parametrize("name", GROWTHS)
def test_the_time_grows_no_faster_than_the_file(name: str) -> None:
    def seconds(n: int) -> float:
        text = GROWTHS[name](n)
        times = []
        for _ in range(3):
            start = process_time()
            parse_bibtex(text, path="a.bib")
            times.append(process_time() - start)
        return min(times)

    n = 500
    while seconds(n) < 0.02 and n < 500_000:  # what is quick is measured when there is more of it
        n *= 4
    assert seconds(4 * n) < 8 * seconds(n) + 0.1


@pytest.mark.torture
@pytest.mark.parametrize("name", GROWTHS)
def test_the_time_after_an_edit_grows_no_faster_than_the_file(name: str) -> None:
    def seconds(n: int) -> float:
        text = GROWTHS[name](n)
        file = read_bibtex(text, path="a.bib")
        if file.cuts is None:
            return 0
        former = Former(cuts=file.cuts, entries=file.entries, problems=file.problems)
        times = []
        for number in range(3):
            start = process_time()
            reread_bibtex(former, f"@misc{{new{number}, title = {{New}}}}\n{text}", path="a.bib", lent=NOTHING)
            times.append(process_time() - start)
        return min(times)

    n = 500
    while seconds(n) < 0.02 and n < 8_000:
        n *= 4
    assert seconds(4 * n) < 8 * seconds(n) + 0.1


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        (
            "@string{s0 = {Lumbar disc}}\n"
            + "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(40))
            + "@article{w, title = s40}",
            "14:15",
            LONG_VALUE,
        ),
        (
            f"@string{{s = {{{'x' * 2000}}}}}\n"
            + "".join(f"@article{{k{n}, title = {{T}},\n note = s}}\n" for n in range(1000)),
            "921:9",
            LONG_VALUE,
        ),
        (
            f"@xdata{{p, note = {{{'x' * 2000}}}}}\n"
            + "".join(f"@article{{k{n}, title = {{T}},\n xdata = {{p}}}}\n" for n in range(1000)),
            "973:2",
            "from here on entries inherit nothing from parents",
        ),
    ],
)
def test_where_a_file_grows_too_large_is_a_problem(text: str, place: str, cause: str) -> None:
    entries, problems = parse_bibtex(text, path="a.bib")
    assert [str(problem) for problem in problems if problem.rule == "bibtex-limit"][:1] == [
        (
            f"a.bib:{place}: bibtex-limit: {cause}: the file would otherwise be more than twenty times as long;"
            " write values out, or use fewer macros and parents"
        )
    ]
    assert len(entries) == text.count("@article")


def test_a_value_that_would_be_too_long_is_read_to_its_end_and_left_out() -> None:
    value = read_value("{a} # s # s # {b} # c", {"s": "x" * 60, "c": "c"}, longest=100)
    assert (value.text, value.is_too_long, value.end) == ("", True, len("{a} # s # s # {b} # c"))
    assert read_value("{a} # s", {"s": "x" * 60}, longest=100).text == "a" + "x" * 60


def test_a_macro_that_is_too_long_leaves_the_others() -> None:
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(40))
    text = f"@string{{s0 = {{Lumbar disc}}}}\n{doubled}@article{{w, title = s0 # {{ herniation}}, note = s40}}"
    ((weber,), problems) = parse_bibtex(text, path="a.bib")
    assert (weber.title, [problem.place.line for problem in problems]) == ("Lumbar disc herniation", [14])
