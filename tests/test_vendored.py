"""What the theme ships of others is what its lock file says."""

import re

import pytest

from tests.support import some
from tests.vendored import PARTS, REPOSITORY, TARGET, library, locked_versions

MODULES = REPOSITORY / "node_modules"


def shipped() -> str:
    return TARGET.read_text(encoding="utf-8")


def test_each_part_has_the_locked_version_and_its_licence() -> None:
    versions = dict(re.findall(r"^/\*!\n(d3-\w+) ([\d.]+)$", shipped(), re.MULTILINE))
    assert versions == locked_versions()
    licences = re.findall(r"^/\*!\n(.*?)^\*/$", shipped(), re.MULTILINE | re.DOTALL)
    assert len(licences) == len(PARTS)
    assert all("Copyright" in text and "AS IS" in text for text in licences)


def test_the_parts_are_those_that_npm_gives_unchanged() -> None:
    if not all((MODULES / name).is_dir() for name in PARTS):
        pytest.skip("npm has not installed the parts; `npm ci` does")
    assert shipped() == library(MODULES)


def test_nothing_that_a_strict_policy_forbids_is_in_a_script_of_the_graph() -> None:
    for path in some(sorted(TARGET.parent.glob("graph*.js"))):
        assert re.findall(r"\beval\(|\bnew Function\b", path.read_text(encoding="utf-8")) == []
