"""The README's tables are made from the code that they describe."""

import os
import re
from pathlib import Path

import click
import pytest

from painsite.cli import main
from painsite.config import Features, Settings, Theme
from painsite.problems import RULES
from painsite.sources.markdown.allowed_html import ALLOWED
from painsite.sources.schema import ARTICLE_FIELDS, format_field_table
from tests.rooms import format_floors

README = Path(__file__).parent.parent / "README.md"
CONTRIBUTING = README.with_name("CONTRIBUTING.md")


def format_rules() -> str:
    rows = "".join(f"| `{name}` | {rule.severity} | {rule.explanation} |\n" for name, rule in RULES.items())
    return f"| rule | severity | |\n| --- | --- | --- |\n{rows}"


def made_parts() -> dict[Path, dict[str, str]]:
    return {
        README: {
            "fields": format_field_table(),
            "allow-list": f"{' '.join(f'`{tag}`' for tag in ALLOWED)}\n",
            "rules": format_rules(),
        },
        CONTRIBUTING: {"rooms": format_floors()},
    }


@pytest.mark.parametrize("page", made_parts(), ids=lambda page: page.name)
def test_the_tables_of_a_page_are_those_of_the_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    renewed = text
    for name, part in made_parts()[page].items():
        pattern = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end -->)", re.DOTALL)
        assert pattern.search(renewed), name
        renewed = pattern.sub(lambda match, part=part: f"{match[1]}\n{part}\n{match[2]}", renewed)
    if os.environ.get("PAINSITE_UPDATE_README"):
        page.write_text(renewed, encoding="utf-8")
    assert renewed == page.read_text(encoding="utf-8")


def test_every_command_and_option_stands_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    missing = {
        option
        for command in main.commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option not in text
    } | {name for name in main.commands if f"painsite {name}" not in text}
    assert missing - {"--drafts"} == set()


def test_every_setting_stands_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    names = [*Settings.__slots__, *Theme.__slots__, *Features.__slots__, *(field.name for field in ARTICLE_FIELDS)]
    assert [name for name in names if f"`{name}`" not in text and f"{name}:" not in text] == []
