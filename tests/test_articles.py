import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Article, Change, Image, PartialDate
from painsite.sources.articles import parse_article
from tests.support import article, shown

PATH = "bibliography/articles/back-pain.md"


def read(text: str) -> tuple[Article | None, list[str]]:
    found, problems = parse_article(text, path=PATH)
    return found, shown(problems)


FRONT_MATTER = """\
title: The Complete Guide to Low Back Pain
description: What helps, and
  what does not
author: The editors
date: 2026-11-01
updated: 2026-11-02
reviewed_by: [A Reviewer]
reviewed: 2026-11
tags: [back-pain]
image: {file: spine.png, alt: A spine}
related: ["@imaging"]
not_related: posture
kind: guide
changes: [{date: 2026-11-02, note: Corrected}]
aliases: [lbp]
redirect_from: /articles/lbp.html
draft: true
todo: More on imaging"""

EXPECTED: dict[str, object] = {
    "title": "The Complete Guide to Low Back Pain",
    "description": "What helps, and what does not",
    "authors": ("The editors",),
    "date": PartialDate(year=2026, month=11, day=1),
    "updated": PartialDate(year=2026, month=11, day=2),
    "reviewed_by": ("A Reviewer",),
    "reviewed": PartialDate(year=2026, month=11),
    "tags": ("back-pain",),
    "image": Image(file="spine.png", alt="A spine"),
    "related": ("imaging",),
    "not_related": ("posture",),
    "kind": "guide",
    "changes": (Change(date=PartialDate(year=2026, month=11, day=2), note="Corrected"),),
    "aliases": ("lbp",),
    "redirect_from": ("articles/lbp.html",),
    "draft": True,
    "todo": "More on imaging",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_field_of_the_front_matter_is_read_in_its_own_form(name: str) -> None:
    assert getattr(article("back-pain", "Text.", FRONT_MATTER), name) == EXPECTED[name]


def test_a_front_matter_with_every_field_has_no_problem() -> None:
    assert read(f"---\n{FRONT_MATTER}\n---\nText.\n")[1] == []


def test_the_stem_is_the_citekey_unless_the_front_matter_gives_one() -> None:
    assert article("back-pain", "").citekey == "back-pain"
    assert article("back-pain", "", "title: A\ncitekey: lbp").citekey == "lbp"


def test_fields_have_their_places_in_the_file() -> None:
    assert article("back-pain", "", "title: A\nkind: post").places == {
        "citekey": (PATH, 1, 1),
        "title": (PATH, 2, 1),
        "kind": (PATH, 3, 1),
    }


def test_citations_have_their_places_in_the_file() -> None:
    body = article("back-pain", "As @weber-1983 found.\n\nPain [see @kasch-2022, p. 3].").body
    assert [(one.citekey, one.line, one.column) for one in body.citations] == [
        ("weber-1983", 4, 4),
        ("kasch-2022", 6, 11),
    ]


def test_the_highest_heading_of_an_article_is_of_the_second_level() -> None:
    assert [one.level for one in article("back-pain", "# One\n\n## Two").body.headings] == [2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = "--- \ntitle: A\nkindd: post\n---\t\nSee [@a].\n\n~~~\ntext\n- item\n~~~\n\n| x |\n|---|\n| @b |\n"
    found, problems = read(text.replace("\n", end))
    assert problems == ["3:1: unknown-field: `kindd` is not a field of an article; did you mean `kind`?"]
    assert found is not None
    assert found.body.body.html == (
        "<p>See ",
        (
            ".</p>\n<pre><code>text\n- item\n</code></pre>\n"
            '<table tabindex="0">\n<thead>\n<tr>\n<th>x</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>'
        ),
        "</td>\n</tr>\n</tbody>\n</table>",
    )
    assert [(one.citekey, one.line, one.column) for one in found.body.citations] == [("a", 5, 6), ("b", 14, 3)]


def test_only_the_first_two_fences_are_front_matter() -> None:
    found, _ = read("---\ntitle: A\n---\nOne\n\n---\n\nTwo\n")
    assert found is not None
    assert found.body.body.html == ("<p>One</p>\n<hr>\n<p>Two</p>",)


def test_an_indented_fence_stays_in_a_text_of_the_front_matter() -> None:
    assert article("a", "", "title: A\ntodo: |\n  One\n  ---\n  Two").todo == "One\n---\nTwo"


BEGIN = "begin the file with `---`, lines such as `title: …`, and `---` again"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: empty-file: the file has no content; write front matter with a `title`, or delete it"),
        (" \n", "1:1: empty-file: the file has no content; write front matter with a `title`, or delete it"),
        ("# Back pain\n", f"1:1: bad-front-matter: the article has no front matter; {BEGIN}"),
        ("---\ntitle: A\n", f"1:1: bad-front-matter: the front matter does not end; {BEGIN}"),
        (
            "---\n- A\n---\n",
            "2:1: bad-front-matter: the front matter is not a mapping of fields; write lines such as `title: …`",
        ),
        (
            "---\ntitle: A\ndate: 1: 2\n---\n",
            (
                "3:8: yaml-syntax: mapping values are not allowed in this context;"
                " put a text that contains a colon and a space in quotes, or correct the indentation"
            ),
        ),
        (
            "---\ncitekey: tags\n---\n",
            "2:1: bad-citekey: `tags` is reserved for painsite's own files; choose another citekey",
        ),
    ],
)
def test_a_file_that_is_no_article_is_a_problem(text: str, problem: str) -> None:
    assert read(text) == (None, [problem])


@pytest.mark.parametrize("front_matter", ["", "title:\n", "kind: post\n"])
def test_an_article_without_a_title_is_given_with_a_problem(front_matter: str) -> None:
    found, problems = read(f"---\n{front_matter}---\nText.\n")
    assert problems == ["1:1: missing-title: the article has no `title`; add `title: …` to its front matter"]
    assert found is not None
    assert found.body.plain == "Text."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind: Guide", "3:7: bad-value: `Guide` is not an allowed value; did you mean `guide`?"),
        ("kind: note", "3:7: bad-value: `note` is not an allowed value; use one of: guide, article, post"),
        (
            "date: 2020-13-45",
            "3:7: bad-date: `2020-13-45` is not a date: there is no month 13; months go from 01 to 12",
        ),
        ("auther: A", "3:1: unknown-field: `auther` is not a field of an article; did you mean `author`?"),
    ],
)
def test_a_problem_of_the_front_matter_has_its_place(text: str, problem: str) -> None:
    assert read(f"---\ntitle: A\n{text}\n---\nText.\n")[1] == [problem]


def test_a_problem_of_the_body_has_its_place() -> None:
    assert read("---\ntitle: A\n---\nText.\n\nSee [@a b; c] and [@\n")[1] == [
        (
            "6:5: malformed-citation: `c` in `[@a b; c]` names no work;"
            " put one `@citekey` into each part between semicolons, or join the parts with a comma"
        )
    ]


@pytest.mark.property
@given(st.lists(st.text() | st.sampled_from(["---\n", "---\r\n", "title: A\n", "[@a]", "\n", "- "])).map("".join))
def test_any_text_gives_an_article_or_a_problem(text: str) -> None:
    found, problems = parse_article(text, path=PATH)
    assert found is not None or problems
    assert all(str(problem).isprintable() for problem in problems)
