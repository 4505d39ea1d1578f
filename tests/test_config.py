import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.config import DEFAULTS, Features, NavigationItem, Settings, Theme, parse_settings
from painsite.languages.wording import Wording
from painsite.problems import RULES
from tests.support import shown

PATH = "bibliography/site.yaml"

SITE = """\
name: PainSci
url: https://example.org/bibliography
language: en-GB
tagline: Research on back pain
description: Plain-language
  summaries
wording:
  page_plural: texts
  count_words: [None, One]
  medical_notice: ""
  footer: "Part of {name}, a [bibliography]({bibliography})."
  feed:
report_errors_to: editors@example.org
identifier_addresses: 900
highwire_tags: yes
licence: CC BY 4.0
related_lines: 0
highlights: 3
export_abstracts: true
page_size: 50
author_pages: 0
allow:
  cdl/*.bib: {bad-pages: article numbers}
often_cited: 7
old_after: 12
review_after: 36
journal_pages: 3
abstracts: {words: 60}
ignored_tags: [/*, "@check-tags"]
citekey_scheme: "{surname}_{title}{year}"
rules:
  overlay-difference: off
  self-citation: error
theme:
  colours: {accent: "#06c", accent-dark: rgb(10% 20% 30% / 0.5)}
  fonts:
    text: "'Source Serif', Georgia, serif"
  width: 34rem
  logo: logo.svg
  navigation:
    - {text: Articles, address: /articles/}
    - {text: Elsewhere, address: "https://example.org/"}
features:
  search: false
  map: no
  cards:
"""

EXPECTED: dict[str, object] = {
    "name": "PainSci",
    "url": "https://example.org/bibliography/",
    "language": "en-GB",
    "tagline": "Research on back pain",
    "description": "Plain-language summaries",
    "wording": Wording(
        page_plural="texts",
        count_words=("None", "One"),
        medical_notice="",
        footer="Part of {name}, a [bibliography]({bibliography}).",
    ),
    "report_errors_to": "mailto:editors@example.org",
    "identifier_addresses": 900,
    "highwire_tags": True,
    "licence": "CC BY 4.0",
    "related_lines": 0,
    "highlights": 3,
    "export_abstracts": True,
    "page_size": 50,
    "author_pages": 0,
    "journal_pages": 3,
    "citekey_scheme": "{surname}_{title}{year}",
    "abstracts": 60,
    "ignored_tags": ("/*", "@check-tags"),
    "rules": {"overlay-difference": "off", "self-citation": "error"},
    "allow": {"cdl/*.bib": {"bad-pages": "article numbers"}},
    "often_cited": 7,
    "old_after": 12,
    "review_after": 36,
    "theme": Theme(
        colours={"accent": "#06c", "accent-dark": "rgb(10% 20% 30% / 0.5)"},
        fonts={"text": "'Source Serif', Georgia, serif"},
        width="34rem",
        logo="logo.svg",
        navigation=(
            NavigationItem(text="Articles", address="/articles/"),
            NavigationItem(text="Elsewhere", address="https://example.org/"),
        ),
    ),
    "features": Features(search=False, map=False),
}


def read(text: str) -> tuple[Settings, list[str]]:
    settings, problems = parse_settings(text, path=PATH)
    return settings, shown(problems)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_setting_is_read_in_its_own_form(name: str) -> None:
    assert getattr(read(SITE)[0], name) == EXPECTED[name]


def test_every_setting_is_tried_and_none_is_a_problem() -> None:
    assert {field.name for field in fields(Settings)} == set(EXPECTED)
    assert read(SITE)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "name:\n",
        "theme: {colours: , fonts: , width: , navigation: }\n",
        "".join(f"{name}: null\n" for name in EXPECTED),
    ],
)
def test_what_is_not_given_has_its_default(text: str) -> None:
    assert read(text) == (DEFAULTS, [])


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("HTTPS://example.org/pain//", "https://example.org/pain/"),
    ],
)
def test_the_address_of_the_site_ends_with_one_slash(written: str, url: str) -> None:
    assert read(f"url: {written}\n")[0].url == url


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/issues", "https://example.org/issues"),
        ("mailto:editors@example.org", "mailto:editors@example.org"),
        ("editors@example.org", "mailto:editors@example.org"),
    ],
)
def test_errors_are_reported_to_an_address_or_by_mail(written: str, address: str) -> None:
    assert read(f"report_errors_to: {written}\n")[0].report_errors_to == address


NEAR_RULE = "`self-citaton` is not a rule"


@pytest.mark.parametrize(
    ("text", "place", "rule", "message", "remedy"),
    [
        ("- a", "1:1", "bad-setting", "the settings are not a mapping", "begin with a line such as `name: …`"),
        ("nam: x", "1:1", "unknown-setting", "`nam` is not a setting", "did you mean `name`?"),
        (
            "zzz: x",
            "1:1",
            "unknown-setting",
            "`zzz` is not a setting",
            f"use one of: {', '.join(EXPECTED)}",
        ),
        (
            "name: A\nname: B",
            "2:1",
            "duplicate-field",
            "`name` is given twice, first at line 1, column 1",
            "keep one of them",
        ),
        ("name: [A]", "1:7", "wrong-type", "this is a list, not a text", "write a text instead"),
        (
            "url: example.org",
            "1:6",
            "bad-setting",
            "`example.org` is not the address of a web page",
            "write all of it, beginning with `https://`",
        ),
        (
            "url: https://example.org/?x=1",
            "1:6",
            "bad-setting",
            "`https://example.org/?x=1` contains `?` or `#`",
            "write the site's address alone",
        ),
        (
            "language: English, please",
            "1:11",
            "bad-setting",
            "`English, please` is not a language, such as `en` or `pt-BR`",
            "`painsite manual settings` has examples",
        ),
        (
            "report_errors_to: the editors",
            "1:19",
            "bad-setting",
            "`the editors` is not the address of a web page",
            "write all of it, beginning with `https://`",
        ),
        (
            "report_errors_to: javascript:alert(1)",
            "1:19",
            "bad-setting",
            "`javascript:alert(1)` is not the address of a web page",
            "write all of it, beginning with `https://`",
        ),
        (
            "identifier_addresses: -1",
            "1:23",
            "bad-setting",
            "`-1` is not a number from 0 to 1000000",
            "write it in digits",
        ),
        ("highwire_tags: maybe", "1:16", "wrong-type", "`maybe` is neither true nor false", "write `true` or `false`"),
        ("page_size: 5", "1:12", "bad-setting", "`5` is not a number from 10 to 10000", "write it in digits"),
        ("author_pages: -1", "1:15", "bad-setting", "`-1` is not a number from 0 to 10000", "write it in digits"),
        (
            "citekey_scheme: kasch",
            "1:17",
            "bad-setting",
            "`kasch` names no part of a work",
            "use one of `{surname}`, `{year}`, `{title}`",
        ),
        (
            "citekey_scheme: '{surname}/{year}'",
            "1:17",
            "bad-setting",
            "`{surname}/{year}` is not a scheme of `{surname}`, `{year}`, `{title}`, letters, digits and hyphens",
            "`painsite manual settings` has examples",
        ),
        ("journal_pages: 1e3", "1:16", "bad-setting", "`1e3` is not a number from 0 to 10000", "write it in digits"),
        ("highlights: 51", "1:13", "bad-setting", "`51` is not a number from 0 to 50", "write it in digits"),
        ("related_lines: many", "1:16", "bad-setting", "`many` is not a number from 0 to 100", "write it in digits"),
        (
            "wording: {commentry_heading: x}",
            "1:11",
            "unknown-field",
            "`commentry_heading` is not a text of `wording`",
            "did you mean `commentary_heading`?",
        ),
        (
            "wording: x",
            "1:10",
            "wrong-type",
            "this is a text, not a mapping of texts",
            "indent lines such as `page_singular: …` below it",
        ),
        (
            "wording: {notes_heading: 'On {title}:'}",
            "1:26",
            "bad-setting",
            "`{title}` means nothing in `notes_heading`",
            "use `{label}`, `{name}`",
        ),
        ("wording: {feed: 'Feed {x}'}", "1:17", "bad-setting", "`{x}` means nothing in `feed`", "remove the braces"),
        (
            "wording: {footer: '50 { of'}",
            "1:19",
            "bad-setting",
            "`{` means nothing in `footer`",
            "use `{bibliography}`, `{name}`",
        ),
        (
            "wording: {footer: '{name!r}'}",
            "1:19",
            "bad-setting",
            "`{name!r}` means nothing in `footer`",
            "use `{bibliography}`, `{name}`",
        ),
        (
            "wording: {footer: '{{name}}'}",
            "1:19",
            "bad-setting",
            "`{` means nothing in `footer`",
            "use `{bibliography}`, `{name}`",
        ),
        (
            "wording: {count_words: ['{n}']}",
            "1:24",
            "bad-setting",
            "`{n}` means nothing in `count_words`",
            "remove the braces",
        ),
        (
            "wording: {months: [Januar, Februar]}",
            "1:19",
            "bad-setting",
            "there are 2 months here",
            "write twelve, from January to December",
        ),
        (
            "wording: {number: many}",
            "1:19",
            "bad-setting",
            "`many` is not a thousand",
            "write a thousand the way numbers should be grouped, such as `1,000`",
        ),
        ("wording: {plurals: polsh}", "1:20", "bad-value", "`polsh` is not an allowed value", "did you mean `polish`?"),
        ("rules: {self-citaton: off}", "1:9", "unknown-field", NEAR_RULE, "did you mean `self-citation`?"),
        (
            "rules: {self-citation: fatal}",
            "1:24",
            "bad-value",
            "`fatal` is not an allowed value",
            "use one of: error, warning, note, off",
        ),
        ("features: {serch: true}", "1:12", "unknown-field", "`serch` is not a feature", "did you mean `search`?"),
        (
            "features: {search: perhaps}",
            "1:20",
            "wrong-type",
            "`perhaps` is neither true nor false",
            "write `true` or `false`",
        ),
        (
            "features: false",
            "1:11",
            "wrong-type",
            "this is a text, not a mapping of features to true or false",
            "indent lines such as `search: …` below it",
        ),
        ("theme: {color: x}", "1:9", "unknown-field", "`color` is not a setting of `theme`", "did you mean `colours`?"),
        (
            "theme: {colours: red}",
            "1:18",
            "wrong-type",
            "`colours` is not a mapping",
            "write one name and one value on each line",
        ),
        (
            "theme: {colours: {accent: 'red; x: y'}}",
            "1:27",
            "bad-setting",
            "`red; x: y` is not a value in CSS",
            "`painsite manual settings` has examples",
        ),
        (
            "theme: {colours: {'a;b': red}}",
            "1:19",
            "bad-setting",
            "`a;b` is not the name of one of `colours`",
            "use lowercase letters, digits and hyphens, as in `accent-dark`",
        ),
        (
            "theme: {colours: {rubrik-dark: red}}",
            "1:19",
            "bad-setting",
            "the theme has no `rubrik-dark` among its `colours`",
            "did you mean `rubric`? If not, choose a name that differs more",
        ),
        (
            "theme: {width: '34rem}'}",
            "1:16",
            "bad-setting",
            "`34rem}` is not a length in CSS",
            "`painsite manual settings` has examples",
        ),
        (
            "theme: {navigation: [{text: Articles}]}",
            "1:22",
            "bad-setting",
            "a link of `navigation` is incomplete",
            "write `text`, and an `address` that begins with `/` or `https://`",
        ),
        (
            "theme: {navigation: [{text: A, address: //example.org}]}",
            "1:22",
            "bad-setting",
            "a link of `navigation` is incomplete",
            "write `text`, and an `address` that begins with `/` or `https://`",
        ),
        (
            "name: A: B",
            "1:8",
            "yaml-syntax",
            "mapping values are not allowed in this context",
            "put a text that contains a colon and a space in quotes, or correct the indentation",
        ),
    ],
)
def test_a_problem_names_its_place_what_is_wrong_and_what_to_do(
    text: str, place: str, rule: str, message: str, remedy: str
) -> None:
    assert read(f"{text}\n")[1] == [f"{place}: {rule}: {message}; {remedy}"]


def test_a_setting_with_a_problem_keeps_its_default_and_harms_no_other() -> None:
    settings, problems = read("page_size: 5\nurl: x\nwording: {footer: '{x}', feed: News}\nname: PainSci\n")
    assert len(problems) == 3
    assert settings == Settings(name="PainSci", wording=Wording(feed="News"))


def test_windows_line_ends_change_no_setting() -> None:
    assert read(SITE.replace("\n", "\r\n")) == read(SITE)


def test_every_default_wording_passes_its_own_check() -> None:
    texts = "".join(
        f"  {name}: {json.dumps(getattr(Wording(), name), ensure_ascii=False)}\n" for name in Wording.__struct_fields__
    )
    assert read(f"wording:\n{texts}") == (DEFAULTS, [])


def test_every_rule_has_a_severity_and_an_explanation_in_a_sentence() -> None:
    assert [
        name for name, rule in RULES.items() if not (rule.explanation[0].isupper() and rule.explanation[-1] == ".")
    ] == []


@pytest.mark.property
@given(
    st.recursive(
        st.text(max_size=8) | st.sampled_from([*EXPECTED, "{name}", "{", "#06c", "/x/", "text", "address"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*EXPECTED, "colours", "navigation", "footer", "count_words"]) | st.text(max_size=3),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_any_settings_are_read_with_problems_of_one_line(value: object) -> None:
    import yaml

    settings, problems = parse_settings(yaml.safe_dump(value), path=PATH)
    settings.wording.footer.format(name="PainSci", bibliography="/")
    assert all(str(problem).isprintable() for problem in problems)
