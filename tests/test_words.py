"""Each word of the code means one thing."""

from collections import Counter
from importlib import import_module

import pytest

from tests.words import FORBIDDEN, SAID_ONCE, WORDS, definitions

DEFINED = {word: where for word, (where, _) in WORDS.items() if where}


@pytest.mark.parametrize(("word", "where"), DEFINED.items())
def test_a_word_is_defined_where_the_page_of_words_says(word: str, where: str) -> None:
    module, _, name = f"painsite.{where}".rpartition(".")
    assert hasattr(import_module(module), name), word


def test_no_class_or_function_has_a_forbidden_name() -> None:
    found = {
        f"{module}.{name}: say {instead}"
        for _, name, module in definitions()
        for forbidden, instead in FORBIDDEN.items()
        if name.strip("_") == forbidden or name.strip("_").startswith(f"{forbidden}_")
    }
    assert found == set()


def test_names_that_stood_for_several_things_stand_for_one() -> None:
    counts = Counter(name for kind, name, _ in definitions() if kind == "class" and name in SAID_ONCE)
    assert {name: count for name, count in counts.items() if count > 1} == {}


def test_a_meaning_is_one_sentence() -> None:
    for _, meaning in WORDS.values():
        assert meaning.endswith(".")
        assert len(meaning) <= 120
