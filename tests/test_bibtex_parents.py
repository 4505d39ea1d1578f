"""What entries take over from others of their file: by `crossref`, by `xdata`, by single values of `xdata`."""

import pytest

from painsite.model import Entry
from painsite.sources.bibtex.ordering import dependencies_first
from painsite.sources.bibtex.reader import parse_bibtex

PROCEEDINGS = (
    "@proceedings{stoc:1983, ids = {old, Older, my_key}, title = {Symposium}, editor = {Knuth, D}, year = 1983}\n"
)


def read(text: str) -> tuple[dict[str, Entry], list[str]]:
    entries, problems = parse_bibtex(text, path="a.bib")
    return {entry.citekey: entry for entry in entries}, [str(problem).removeprefix("a.bib:") for problem in problems]


@pytest.mark.parametrize("key", ["stoc:1983", "STOC:1983", "old", "older", " old ", "{old}", "my_key", "my\\_key"])
def test_a_parent_is_named_by_its_citekey_or_an_older_one_without_case(key: str) -> None:
    works, problems = read(f"@inproceedings{{a, title = {{Sorting}}, crossref = {{{key}}}}}\n{PROCEEDINGS}")
    assert (works["a"].container_title, works["a"].editors.people[0].family) == ("Symposium", "Knuth")
    assert (works["a"].aliases, problems) == ((), [])


def test_a_citekey_comes_before_the_older_one_of_another_entry() -> None:
    works, _ = read(
        f"@inproceedings{{a, title = {{Sorting}}, crossref = {{old}}}}\n{PROCEEDINGS}@book{{old, title={{O}}}}"
    )
    assert works["a"].container_title == "O"


def test_a_chain_of_parents_may_be_long() -> None:
    chain = "".join(f"@book{{b{n}, title = {{B}}, crossref = {{b{n + 1}}}}}\n" for n in range(2000))
    works, problems = read(chain + "@book{b2000, title = {B}, publisher = {Springer}}")
    assert (len(works), {work.publisher for work in works.values()}, problems) == (2001, {"Springer"}, [])


XDATA = """
@xdata{house, publisher = {Springer}, location = {Berlin and Heidelberg and {Wien and Graz}}}
@xdata{my-names, author = {Curie, Marie and {World Health Organization} and Bohr, Niels}}
@xdata{deep, publisher = {xdata=house-publisher}}
"""


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("publisher = {xdata=house-publisher}", "publisher", "Springer"),
        ('publisher = "xdata=house-publisher"', "publisher", "Springer"),
        ("publisher = { xdata = HOUSE-Publisher }", "publisher", "Springer"),
        ("publisher = {XDATA=house-publisher}", "publisher", "Springer"),
        ("publisher = {xdata=deep-publisher}", "publisher", "Springer"),
        ("series = {xdata=house-publisher}", "series", "Springer"),
        ("location = {xdata=house-location-2}", "place", "Heidelberg"),
        ("location = {xdata=house-location-3}", "place", "Wien and Graz"),
        ("author = {xdata=my-names-author}", "authors", "Curie, World Health Organization, Bohr"),
        ("author = {xdata=my-names-author-2}", "authors", "World Health Organization"),
        ("author = {Weber, H and xdata=my-names-author-3}", "authors", "Weber, Bohr"),
        ("author = {xdata=my-names-author-1 and\\n xdata=my-names-author-3}", "authors", "Curie, Bohr"),
        ("editor = {xdata=my-names-author-1 and others}", "editors", "Curie, others"),
        ("series = {About xdata=house-publisher}", "series", "About xdata=house-publisher"),
        ("series = {{xdata=house-publisher}}", "series", "xdata=house-publisher"),
    ],
)
def test_a_field_takes_a_value_from_xdata(field: str, name: str, value: str) -> None:
    works, problems = read(f"{XDATA}@book{{a, title = {{Pain}}, {field}}}".replace("\\n", "\n"))
    found = getattr(works["a"], name)
    if name in {"authors", "editors"}:
        found = ", ".join([*(person.last_name for person in found.people), *(["others"] if found.others else [])])
    assert (found, problems) == (value, [])


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        (
            "publisher = {xdata=nowhere-publisher}",
            (
                "bibtex-crossref: `publisher` names `nowhere`, but no .bib file has an entry with this key;"
                " add it, or correct the key"
            ),
        ),
        (
            "publisher = {xdata=house-series}",
            (
                "bibtex-crossref: `publisher` takes a value from `house`, which has no `series`;"
                " add it, or correct the name"
            ),
        ),
        (
            "publisher = {xdata=house-location-4}",
            (
                "bibtex-crossref: `publisher` takes a value from `house`, which has no item 4 in its `location`;"
                " add it, or correct the name"
            ),
        ),
        (
            "publisher = {xdata=a-publisher}",
            "bibtex-crossref: `publisher` leads from `a` back to itself; remove one of the links",
        ),
    ],
)
def test_a_value_that_is_not_there_is_a_problem_and_never_shown(field: str, problem: str) -> None:
    works, problems = read(f"{XDATA}@book{{a, title = {{Pain}}, {field}}}")
    assert (works["a"].publisher, problems) == ("", [f"5:26: {problem}"])


@pytest.mark.parametrize(
    ("needs", "order", "circles"),
    [
        ({"a": "bc", "b": "c", "c": ""}, "cba", set()),
        ({"a": "b", "b": "a"}, "ba", {("b", "a")}),
        ({"a": "a"}, "a", {("a", "a")}),
        ({"a": "b", "b": "c", "c": "bd", "d": ""}, "dcba", {("c", "b")}),
        ({"b": "a", "a": "", "c": "a"}, "abc", set()),
    ],
)
def test_what_is_needed_comes_first(needs: dict[str, str], order: str, circles: set[tuple[str, str]]) -> None:
    assert dependencies_first(needs, needs.__getitem__) == (list(order), circles)
