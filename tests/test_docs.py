"""README, manual and CONTRIBUTING say what the code does; their tables are made from the code that they describe."""

import ast
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest
from msgspec import structs

from painsite.cli import main
from painsite.config import Features, Settings, Theme, format_settings_table, parse_settings
from painsite.languages.wording import Wording
from painsite.manual.topics import CHAPTERS, ROOT, TOPICS, read_topic
from painsite.problems import ONLY_CHECKED, RULES, Problem
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.entries import parse_entry
from painsite.sources.markdown.allowed_html import ALLOWED
from painsite.sources.schema import ARTICLE_FIELDS, format_export_table, format_field_table
from painsite.sources.tags import parse_tags
from tests.rooms import format_floors
from tests.words import format_words

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
CONTRIBUTING = CHECKOUT / "CONTRIBUTING.md"
PACKAGE = CHECKOUT / "painsite"
ARTICLES = ROOT / "bibliography" / "articles"
HOME = ROOT / "templates" / "home.html"
RENEW = bool(os.environ.get("PAINSITE_UPDATE_DOCS"))

RULE = re.compile(
    r"^- \[`([a-z0-9-]+)`\]\{#\1\} (\((?:error|warning|note)(?:, only by `check`)?\): .*?) \*Remedy:\* \S.*$",
    re.MULTILINE,
)


def format_wording() -> str:
    rows = "".join(
        f"| `{field.name}` | {shown} |\n"
        for field in structs.fields(Wording)
        if (shown := format_text(field.default)) is not None
    )
    return f"| text | in English |\n| --- | --- |\n{rows}"


def format_text(text: object) -> str:
    return f"`{' · '.join(text) if isinstance(text, tuple) else text}`" if text else "–"


def format_chapters() -> str:
    def quoted(text: str) -> str:
        assert '"' not in text, text
        return f'"{text}"'

    rows = []
    for chapter, names in CHAPTERS.items():
        rows.append(f"({quoted(chapter)}, [\n")
        rows += [
            f"  ({quoted(topic.name)}, {quoted(topic.title)}, {quoted(topic.description)}),\n"
            for topic in map(read_topic, names)
        ]
        rows.append("]),\n")
    return f"{{% set chapters = [\n{''.join(rows)}] %}}\n"


def format_topics() -> str:
    folder = ARTICLES.relative_to(CHECKOUT).as_posix()
    rows = (
        f"| {chapter} | {', '.join(f'[{name}]({folder}/{name}.md)' for name in names)} |\n"
        for chapter, names in CHAPTERS.items()
    )
    return f"| | topics |\n| --- | --- |\n{''.join(rows)}"


MADE = {
    README: {"topics": format_topics},
    ARTICLES / "fields.md": {"fields": format_field_table, "exports": format_export_table},
    ARTICLES / "settings.md": {"settings": format_settings_table},
    ARTICLES / "markdown.md": {"allow-list": lambda: f"{' '.join(f'`{tag}`' for tag in ALLOWED)}\n"},
    ARTICLES / "wording.md": {"wording": format_wording},
    HOME: {"chapters": format_chapters},
    CONTRIBUTING: {"rooms": format_floors, "words": format_words},
}
"""By page: what is made from the code, by the name of its place."""


def hold(page: Path, renewed: str) -> None:
    """Compare a page with what it should be, or make it so where that was asked for."""
    if RENEW:
        page.write_text(renewed, encoding="utf-8")
    assert renewed == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", MADE, ids=lambda page: page.name)
def test_the_tables_of_a_page_are_those_of_the_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name, part in MADE[page].items():
        pattern = re.compile(rf"((?:<!--|{{#) {name}: [^\n]*\n)(\n?).*?((?:<!--|{{#) end )", re.DOTALL)
        assert pattern.search(text), name
        made = part()
        text = pattern.sub(lambda match, made=made: f"{match[1]}{match[2]}{made}{match[2]}{match[3]}", text)
    hold(page, text)


# the manual's topics


def test_each_article_of_the_manual_is_a_topic_of_one_chapter() -> None:
    assert sorted(TOPICS) == sorted(path.stem for path in ARTICLES.iterdir())


@pytest.mark.parametrize(("name", "following"), list(pairwise(TOPICS)))
def test_a_topic_leads_to_the_next(name: str, following: str) -> None:
    page = ARTICLES / f"{name}.md"
    text = re.sub(r"\nNext: .*\n\Z", "", page.read_text(encoding="utf-8"))
    hold(page, f"{text}\nNext: [{read_topic(following).title}](../{following}/).\n")


def test_every_rule_stands_in_the_manual_with_cause_and_remedy() -> None:
    page = ARTICLES / "problems.md"

    def said(name: str) -> str:
        where = ", only by `check`" if name in ONLY_CHECKED else ""
        return f"({RULES[name].severity}{where}): {RULES[name].explanation}"

    text = page.read_text(encoding="utf-8")
    assert [rule[1] for rule in RULE.finditer(text)] == list(RULES)
    hold(page, RULE.sub(lambda rule: rule[0].replace(rule[2], said(rule[1]), 1), text))


def test_every_command_and_option_stands_in_the_manual() -> None:
    text = read_topic("commands").text
    missing = {
        option
        for command in main.commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option not in text
    } | {name for name in main.commands if f"painsite {name}" not in text}
    assert missing == set()


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("settings", [*Settings.__slots__, *Theme.__slots__, *Features.__slots__]),
        ("articles", [field.name for field in ARTICLE_FIELDS]),
    ],
)
def test_every_setting_and_field_stands_in_its_topic(topic: str, names: list[str]) -> None:
    text = read_topic(topic).text
    assert [name for name in names if f"`{name}`" not in text and f"{name}:" not in text] == []


# what all pages say


def pages() -> Iterator[tuple[str, str]]:
    yield "README.md", README.read_text(encoding="utf-8")
    for name in TOPICS:
        yield f"{name}.md", (ARTICLES / f"{name}.md").read_text(encoding="utf-8")


def samples(language: str) -> list[tuple[str, str]]:
    return [
        (f"{page}:{text[: found.start()].count(chr(10)) + 1}", found[1])
        for page, text in pages()
        for found in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


def problems_of(page: str, sample: str) -> tuple[Problem, ...]:
    """Read a sample of YAML as what its page is about: settings, tags or an entry."""
    if page.startswith("tagging.md"):
        return parse_tags(sample, path=page)[1]
    if page.startswith(("settings.md", "theme.md", "languages.md", "wording.md", "problems.md", "importing.md")):
        return parse_settings(sample, path=page)[1]
    return parse_entry(sample, path=page)[1]


@pytest.mark.parametrize(("page", "sample"), samples("yaml"), ids=lambda text: text if ".md:" in text else "")
def test_samples_of_yaml_can_be_read(page: str, sample: str) -> None:
    assert problems_of(page, sample) == ()


@pytest.mark.parametrize(("page", "sample"), samples("bibtex"), ids=lambda text: text if ".md:" in text else "")
def test_samples_of_bibtex_can_be_read(page: str, sample: str) -> None:
    entries, problems = parse_bibtex(sample, path=page)
    assert (len(entries), problems) == (1, ())


CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)$|^ {4}.*?$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def test_the_commands_that_pages_name_exist() -> None:
    code = [found[0] for _, text in pages() for found in CODE.finditer(text)]
    named = {name for text in code for name in re.findall(r"(?:^ {0,4}|`|/)painsite ([a-z]+)", text, re.MULTILINE)}
    assert named == set(main.commands)


def named_topics() -> list[tuple[str, str]]:
    """Places that send somebody to `painsite manual TOPIC`, and the topic."""
    sources = [(path.name, path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    return sorted(
        {
            (page, name)
            for page, text in (*sources, *pages())
            for name in re.findall(r"`painsite manual ([a-z][a-z0-9-]+)`", text)
        }
    )


@pytest.mark.parametrize(("page", "name"), named_topics())
def test_each_topic_that_is_named_exists(page: str, name: str) -> None:
    assert name in {*TOPICS, *RULES}, page


def texts_of(path: Path) -> Iterator[str]:
    """Texts in the code of a module, docstrings among them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_message_sends_to_the_manual_without_a_topic() -> None:
    vague = re.compile(r"\b(?:see|in|with) the (?:manual|README)\b", re.IGNORECASE)
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    near = [path for path, text in texts.items() if vague.search(text)]  # to parse them all takes seconds
    assert [path.name for path in near if any(map(vague.search, texts_of(path)))] == []


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 250


def test_the_places_that_contributors_are_sent_to_exist() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    section = text.partition("## Where a change goes")[2].partition("## How it holds together")[0]
    named = set(re.findall(r"`((?:painsite|tests|templates)/[\w./]*)`", section))
    assert len(named) > 25
    assert [path for path in sorted(named) if not (CONTRIBUTING.parent / path).exists()] == []
    code = "".join(path.read_text(encoding="utf-8") for path in (CONTRIBUTING.parent / "painsite").rglob("*.py"))
    names = set(re.findall(r"`(\w+)`", section))
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", code)] == []
