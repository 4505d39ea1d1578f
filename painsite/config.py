"""site.yaml → settings, every one with a default."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any

import yaml
from msgspec import structs

from painsite.languages import wording_in
from painsite.languages.plurals import PLURALS
from painsite.languages.wording import Wording
from painsite.problems import RULES, Place, Problem, Severity, Unreadable
from painsite.sources import readers as read
from painsite.sources.identifiers import parse_url
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading
from painsite.sources.yaml import compose, is_null, members

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_CSS_VALUE = re.compile(r"(?!(?i:.*(?:url\s*\(|/\*)))[\w#%.,()'\"\s+*/-]+")
CITEKEY_PARTS = ("surname", "year", "title")
"""The first author's surname, the year, the first word of the title that says something."""
_CITEKEY_SCHEME = re.compile(r"(?:[\w.:-]|{(?:" + "|".join(CITEKEY_PARTS) + r")})+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """A link in the header."""

    text: str
    address: str
    """From the site's root, `/articles/`, or absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How the site looks, as far as a setting says so."""

    colours: Mapping[str, str] = field(default_factory=dict)
    """By the name of a custom property of the style sheet, without `--`; a name ending in `-dark` is for dark pages."""
    fonts: Mapping[str, str] = field(default_factory=dict)
    """`text`, `heading`, `mono`: lists of font families as in CSS."""
    width: str = ""
    """The measure, as in CSS: `34rem`."""
    logo: str = ""
    """A file in `static/`."""
    navigation: tuple[NavigationItem, ...] = ()
    """Instead of the usual links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Parts that can be left out everywhere."""

    search: bool = True
    feeds: bool = True
    exports: bool = True
    structured_data: bool = True
    map: bool = True
    cards: bool = True
    highlights: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What site.yaml says."""

    name: str = "Bibliography"
    url: str = ""
    """Absolute, with a closing slash; empty where not given."""
    language: str = "en"
    tagline: str = ""
    description: str = ""
    wording: Wording = field(default_factory=Wording)
    report_errors_to: str = ""
    """An address; an e-mail address as `mailto:`."""
    identifier_addresses: int = 5_000
    """The most files that addresses made of DOIs and PMIDs may take; more, and there are none."""
    highwire_tags: bool = False
    """Entries' pages have `citation_*` elements."""
    licence: str = ""
    related_lines: int = 20
    highlights: int = 5
    export_abstracts: bool = False
    """Files of references hold abstracts."""
    page_size: int = 100
    """Entries on one page of a list."""
    author_pages: int = 10
    """From so many entries an author has a page; 0 for never."""
    journal_pages: int = 5
    """The same of journals."""
    citekey_scheme: str = "{surname}-{year}"
    """How new entries are named; its parts are those of `CITEKEY_PARTS`."""
    rules: Mapping[str, Severity] = field(default_factory=dict)
    allow: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By a pattern of paths, by rule: why what it finds there is no problem."""
    often_cited: int = 3
    """So many texts that cite an entry without commentary are worth a note; 0 for never."""
    old_after: int = 10
    """After so many years a work that is cited is worth a note; 0 for never."""
    review_after: int = 24
    """After so many months a review is overdue; 0 for never."""
    theme: Theme = Theme()
    features: Features = Features()


DEFAULTS = Settings()


def parse_settings(text: str, *, path: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Read site.yaml; a setting with a problem keeps its default."""
    reading = Reading(path=path, text=text)
    node = compose(reading)
    if node is None:
        return DEFAULTS, tuple(reading.problems)
    if not isinstance(node, yaml.MappingNode):
        remedy = "begin with a line such as `name: …`"
        reading.report("bad-setting", node.start_mark.index, "the settings are not a mapping", remedy)
        return DEFAULTS, tuple(reading.problems)
    given: dict[str, Any] = {}
    for member in members(reading, node):
        reader = _READERS.get(member.name)
        if reader is None:
            remedy = _suggest_setting(member.name)
            reading.report("unknown-setting", member.offset, f"{quoted(member.name)} is not a setting", remedy)
        elif not is_null(member.node) and (value := reader(reading, read.Located(member.node))) is not None:
            given[member.name] = value
    language = given.get("language", DEFAULTS.language)
    given["wording"] = structs.replace(wording_in(language), **given.get("wording", {}))
    # each value was read by its own setting's reader
    return replace(DEFAULTS, **given), tuple(reading.problems)


def _suggest_setting(name: str) -> str:
    """Return the remedy for an unknown setting: where it belongs, the nearest one, or all."""
    groups = {
        "theme": {one.name for one in fields(Theme)},
        "features": {one.name for one in fields(Features)},
        "wording": Wording.__struct_fields__,
        "rules": RULES,
    }
    for group, names in groups.items():
        if name in names:
            return f"write it under `{group}`: `{group}: {{{name}: …}}`"
    if name.lower() in {"title", "site_name", "sitename"}:
        return "did you mean `name`?"
    return read.suggest(name, _READERS, f"use one of: {', '.join(_READERS)}")


def place_of_setting(text: str, *names: str, path: str) -> Place:
    """Return the place of a setting's value, for a problem that shows only later: `"theme", "logo"`."""
    reading = Reading(path=path, text=text)
    node = compose(reading)
    for name in names:
        inside = members(reading, node) if isinstance(node, yaml.MappingNode) else ()
        node = next((member.node for member in inside if member.name == name), node)
    return reading.place(read.Located(node).offset if node else 0)


def _read_url(reading: Reading, value: read.Located) -> str | None:
    address = read.parsed(reading, value, parse_url, nothing="", rule="bad-setting", form="an address")
    if re.search(r"[?#]", address):
        reading.report(
            "bad-setting", value.offset, f"`{address}` contains `?` or `#`", "write the site's address alone"
        )
        return None
    return f"{address.rstrip('/')}/" if address else None


def _read_report_errors_to(reading: Reading, value: read.Located) -> str | None:
    text = read.line(reading, value)
    if _EMAIL.fullmatch(text.removeprefix("mailto:")):
        return f"mailto:{text.removeprefix('mailto:')}"
    return read.parsed(reading, value, parse_url, nothing="", rule="bad-setting", form="an address") or None


def _read_language(reading: Reading, value: read.Located) -> str | None:
    return _matching(reading, value, _LANGUAGE, "a language, such as `en` or `pt-BR`")


def _read_citekey_scheme(reading: Reading, value: read.Located) -> str | None:
    parts = ", ".join(f"`{{{part}}}`" for part in CITEKEY_PARTS)
    scheme = _matching(reading, value, _CITEKEY_SCHEME, f"a scheme of {parts}, letters, digits and hyphens")
    if scheme and "{" not in scheme:
        reading.report("bad-setting", value.offset, f"{quoted(scheme)} names no part of a work", f"use one of {parts}")
        return None
    return scheme


def _matching(reading: Reading, value: read.Located, pattern: re.Pattern[str], form: str) -> str | None:
    text = read.line(reading, value)
    if text and not pattern.fullmatch(text):
        reading.report(
            "bad-setting", value.offset, f"{quoted(text)} is not {form}", "`painsite manual settings` has examples"
        )
        return None
    return text or None


def _count(*, least: int, most: int) -> Callable[[Reading, read.Located], int | None]:
    def read_count(reading: Reading, value: read.Located) -> int | None:
        def parse(text: str) -> int:
            if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
                raise Unreadable(f"{quoted(text)} is not a number from {least} to {most}", "write it in digits")
            return int(text)

        return read.parsed(reading, value, parse, nothing=None, rule="bad-setting", form="a number")

    return read_count


def _read_wording(reading: Reading, value: read.Located) -> dict[str, Any]:
    """Return the texts that are the site's own; the others come from its language."""
    known = Wording.__struct_fields__
    given: dict[str, Any] = {}
    for key, part in read.mapping(reading, value, known, "a text of `wording`", "a mapping of texts"):
        if is_null(part.node):
            continue
        text = _WORDING_READERS.get(key, read.line)(reading, part)
        if text is None:
            continue
        given[key] = text
        wanted = sorted(set(re.findall(r"{\w*}", str(getattr(Wording(), key)))))
        unknown = [found for found in re.findall(r"{[^{}]*}|[{}]", str(given[key])) if found not in wanted]
        if unknown:
            remedy = f"use {', '.join(f'`{name}`' for name in wanted)}" if wanted else "remove the braces"
            message = f"{quoted(unknown[0])} means nothing in `{key}`"
            reading.report("bad-setting", part.offset, message, remedy)
            del given[key]
    return given


def _read_months(reading: Reading, value: read.Located) -> tuple[str, ...] | None:
    months = read.lines(reading, value)
    if months and len(months) != 12:
        remedy = "write twelve, from January to December"
        reading.report("bad-setting", value.offset, f"there are {len(months)} months here", remedy)
        return None
    return months or None


def _read_plurals(reading: Reading, value: read.Located) -> str | None:
    return read.one_of(PLURALS)(reading, value) or None


def _read_number(reading: Reading, value: read.Located) -> str | None:
    text = read.line(reading, value)
    if not re.fullmatch(r"1\D?000", text):
        remedy = "write a thousand the way numbers should be grouped, such as `1,000`"
        reading.report("bad-setting", value.offset, f"{quoted(text)} is not a thousand", remedy)
        return None
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _read_rules(reading: Reading, value: read.Located) -> Mapping[str, Severity]:
    severity = read.one_of(("error", "warning", "note", "off"))
    rules = read.mapping(reading, value, RULES, "a rule", "a mapping of rules to severities")
    chosen: dict[str, Any] = {key: severity(reading, part) for key, part in rules}
    return {key: level for key, level in chosen.items() if level}


def _read_allow(reading: Reading, value: read.Located) -> Mapping[str, Mapping[str, str]]:
    """Return by a pattern of paths what is allowed there, with the reasons."""
    if not isinstance(value.node, yaml.MappingNode):
        remedy = "write a pattern of paths, and below it a rule with the reason"
        reading.report("wrong-type", value.offset, "`allow` is not a mapping", remedy)
        return {}
    parts = members(reading, value.node, start=value.start)
    found = {one.name: read.allowances(reading, read.Located(one.node, value.start)) for one in parts}
    return {pattern: rules for pattern, rules in found.items() if rules}


def _read_features(reading: Reading, value: read.Located) -> Features:
    known = [one.name for one in fields(Features)]
    parts = read.mapping(reading, value, known, "a feature", "a mapping of features to true or false")
    return Features(**{key: read.boolean(reading, part) for key, part in parts if not is_null(part.node)})


def _read_theme(reading: Reading, value: read.Located) -> Theme:
    given: dict[str, Any] = {}
    known = [one.name for one in fields(Theme)]
    for key, part in read.mapping(reading, value, known, "a setting of `theme`", "a mapping"):
        if is_null(part.node):
            continue
        if key in {"colours", "fonts"}:
            given[key] = _read_css_values(reading, part, key)
        elif key == "navigation":
            given[key] = tuple(_read_navigation(reading, part))
        elif key == "width":
            given[key] = _matching(reading, part, _CSS_VALUE, "a length in CSS") or ""
        else:
            given[key] = read.line(reading, part)
    return Theme(**given)


_OF_THEME = {
    "colours": ("paper", "ink", "quiet", "rule", "rubric", "tint"),
    "fonts": ("text", "heading", "small", "mono"),
}
"""A site's own style sheet may use further names."""


def _read_css_values(reading: Reading, value: read.Located, what: str) -> Mapping[str, str]:
    if not isinstance(value.node, yaml.MappingNode):
        remedy = "write one name and one value on each line"
        reading.report("wrong-type", value.offset, f"`{what}` is not a mapping", remedy)
        return {}
    found = {}
    for member in members(reading, value.node, start=value.start):
        part = read.Located(member.node, value.start)
        text = _matching(reading, part, _CSS_VALUE, "a value in CSS")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", member.name):
            message = f"{quoted(member.name)} is not the name of one of `{what}`"
            remedy = "use lowercase letters, digits and hyphens, as in `accent-dark`"
            reading.report("bad-setting", member.offset, message, remedy)
        elif text:
            found[member.name] = text
            bare = member.name.removesuffix("-dark")
            near = get_close_matches(bare, _OF_THEME[what], n=1, cutoff=0.75)
            if near and near[0] != bare:
                message = f"the theme has no {quoted(member.name)} among its `{what}`"
                remedy = f"did you mean `{near[0]}`? If not, choose a name that differs more"
                reading.report("bad-setting", member.offset, message, remedy)
    return found


def _read_navigation(reading: Reading, value: read.Located) -> Any:
    for item in read.items(reading, value, "a list of links"):
        parts = dict(read.mapping(reading, item, ("text", "address"), "a part of a link", "a link"))
        text = read.line(reading, parts["text"]) if "text" in parts else ""
        address = read.line(reading, parts["address"]) if "address" in parts else ""
        if text and re.match(r"https?://|/(?!/)", address):
            yield NavigationItem(text=text, address=address)
        else:
            remedy = "write `text`, and an `address` that begins with `/` or `https://`"
            reading.report("bad-setting", item.offset, "a link of `navigation` is incomplete", remedy)


_WORDING_READERS: Mapping[str, Callable[[Reading, read.Located], object]] = {
    "count_words": read.lines,
    "months": _read_months,
    "months_alone": _read_months,
    "number": _read_number,
    "plurals": _read_plurals,
}
_READERS: Mapping[str, Callable[[Reading, read.Located], object]] = {
    "name": read.line,
    "url": _read_url,
    "language": _read_language,
    "tagline": read.line,
    "description": read.line,
    "wording": _read_wording,
    "report_errors_to": _read_report_errors_to,
    "identifier_addresses": _count(least=0, most=1_000_000),
    "highwire_tags": read.boolean,
    "licence": read.line,
    "related_lines": _count(least=0, most=100),
    "highlights": _count(least=0, most=50),
    "export_abstracts": read.boolean,
    "page_size": _count(least=10, most=10_000),
    "author_pages": _count(least=0, most=10_000),
    "journal_pages": _count(least=0, most=10_000),
    "citekey_scheme": _read_citekey_scheme,
    "rules": _read_rules,
    "allow": _read_allow,
    "often_cited": _count(least=0, most=10_000),
    "old_after": _count(least=0, most=1_000),
    "review_after": _count(least=0, most=1_200),
    "theme": _read_theme,
    "features": _read_features,
}
