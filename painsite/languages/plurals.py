"""Which form of a noun goes with a count.

The rules are those of https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html for whole
numbers; a rule serves several languages. Form 0 is the text ending in `_one` or `_singular`; the others stand in the
text ending in `_many` or `_plural`, separated by ` | `: `{count} wpisy | {count} wpisów`.
"""

from collections.abc import Callable, Mapping

SEPARATOR = " | "


def _is_few(count: int) -> bool:
    return 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14


def _russian(count: int) -> int:
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if _is_few(count) else 2


def _polish(count: int) -> int:
    if count == 1:
        return 0
    return 1 if _is_few(count) else 2


def _czech(count: int) -> int:
    if count == 1:
        return 0
    return 1 if 2 <= count <= 4 else 2


def _romanian(count: int) -> int:
    if count == 1:
        return 0
    return 1 if count == 0 or 1 <= count % 100 <= 19 else 2


def _slovene(count: int) -> int:
    return {1: 0, 2: 1, 3: 2, 4: 2}.get(count % 100, 3)


def _lithuanian(count: int) -> int:
    if 11 <= count % 100 <= 19 or count % 10 == 0:
        return 2
    return 0 if count % 10 == 1 else 1


def _arabic(count: int) -> int:
    """Nought takes the form of a hundred."""
    if count in {1, 2}:
        return count - 1
    if 3 <= count % 100 <= 10:
        return 2
    return 3 if count % 100 >= 11 else 4


PLURALS: Mapping[str, Callable[[int], int]] = {
    "one": lambda count: int(count != 1),
    "none": lambda _count: 1,
    "up-to-one": lambda count: int(count > 1),
    "arabic": _arabic,
    "czech": _czech,
    "lithuanian": _lithuanian,
    "polish": _polish,
    "romanian": _romanian,
    "russian": _russian,
    "slovene": _slovene,
}
"""From a count to the number of its form."""


def plural(count: int, one: str, many: str, rule: str) -> str:
    """Choose the form for a count by one of the rules; where a form is not given, the last one stands for it."""
    form = PLURALS[rule](count)
    if not form:
        return one
    forms = many.split(SEPARATOR)
    return forms[min(form, len(forms)) - 1]
