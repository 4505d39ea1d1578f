"""How a text is written as a scalar of YAML, so that it reads as that text."""

import yaml

from painsite.sources.reading import Reading
from painsite.sources.yaml import compose, is_null


def format_scalar(text: str, *, style: str = "", in_flow: bool = False) -> str:
    """Write a text on one line: in quotes of a `style`, or without any where it can stand so."""
    forms = [text, f'"{_escape(text)}"']
    if style == "'" or (not style and ("\\" in text or '"' in text)):
        forms.insert(1, "'" + text.replace("'", "''") + "'")
    if style in {"'", '"'}:
        forms = forms[1:]
    return next((form for form in forms if _reads_as(form, text, in_flow=in_flow)), forms[-1])


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _reads_as(form: str, text: str, *, in_flow: bool) -> bool:
    if not form or "\n" in form:
        return False
    reading = Reading(path="", text=f"a: [{form}]\n" if in_flow else f"a: {form}\n")
    root = compose(reading)
    if not isinstance(root, yaml.MappingNode) or reading.problems:
        return False
    value = root.value[0][1]
    if in_flow:
        if not isinstance(value, yaml.SequenceNode) or len(value.value) != 1:
            return False
        value = value.value[0]
    is_whole = value.end_mark.index == len(form) + (4 if in_flow else 3)
    return isinstance(value, yaml.ScalarNode) and value.value == text and is_whole and not is_null(value)
