"""`painsite explain RULE`: what the manual says of a rule."""

import pytest
from click.testing import CliRunner, Result

from painsite.cli import main
from painsite.problems import RULES


def explain(*rules: str) -> Result:
    return CliRunner().invoke(main, ["explain", *rules], catch_exceptions=False)


DUPLICATE_TAG = (
    "`duplicate-tag` (error): Two tags in tags.yaml share a name or synonym."
    " *Remedy:* Rename one of the two, or remove the synonym.\n"
)


@pytest.mark.parametrize("name", ["duplicate-tag", "Duplicate-Tag", "duplicate-tag:", "`duplicate-tag`"])
def test_a_rule_is_explained_however_it_is_copied(name: str) -> None:
    assert (explain(name).exit_code, explain(name).stdout) == (0, DUPLICATE_TAG)


def test_several_rules_are_explained_each_once() -> None:
    found = explain("duplicate-tag", "bad-doi", "duplicate-tag").stdout
    assert found.startswith(f"{DUPLICATE_TAG}\n`bad-doi` (warning): ")
    assert found.count("*Remedy:*") == 2


@pytest.mark.parametrize("rule", RULES)
def test_it_says_what_the_manual_says(rule: str) -> None:
    said = CliRunner().invoke(main, ["manual", rule], catch_exceptions=False).stdout
    assert explain(rule).stdout == said
    assert said.startswith(f"`{rule}` ({RULES[rule].severity}")


def test_without_a_rule_all_are_listed_without_their_remedies() -> None:
    lines = explain().stdout.splitlines()
    assert [line.split("`")[1] for line in lines] == list(RULES)
    assert lines[0] == (
        "- `unreadable-file` (error): A source cannot be read: it is a folder, a broken link or not permitted."
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ded-link", "; did you mean `dead-link`?"),
        ("doi", "; did you mean `bad-doi` or `duplicate-doi`?"),
        ("image", "; did you mean `missing-image` or `unreadable-image` or `external-image`?"),
        ("misplaced", "; did you mean `misplaced-citation`?"),
        ("xyzzy", ""),
        ("settings", "; did you mean `bad-setting` or `unknown-setting`?"),
    ],
)
def test_what_is_no_rule_is_wrong_usage_and_names_what_is_near(name: str, hint: str) -> None:
    found = explain(name)
    assert (found.exit_code, found.stdout, found.stderr) == (2, "", f"painsite: there is no rule `{name}`{hint}\n")
