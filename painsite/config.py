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
EVERY_WORD = 1_000_000
"""More words than any abstract has."""
_ABSTRACTS = {"show": EVERY_WORD, "hide": 0}
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
    abstracts: int = EVERY_WORD
    """Words of a publisher's abstract that are published, wherever it would be; 0 for none."""
    ignored_tags: tuple[str, ...] = ()
    """Patterns, as shells have them, of keywords that no imported record gets as tags; `@check-tags` for PubMed's."""
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
SEVERITIES = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of site.yaml: how it is read, and what the manual says of it."""

    name: str
    read: Callable[[Reading, read.Located], object]
    about: str
    """What it is for, in Markdown."""
    example: str
    """A value, as YAML."""


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
        setting = _SETTING_BY_NAME.get(member.name)
        if setting is None:
            remedy = _suggest_setting(member.name)
            reading.report("unknown-setting", member.offset, f"{quoted(member.name)} is not a setting", remedy)
        elif not is_null(member.node) and (value := setting.read(reading, read.Located(member.node))) is not None:
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
    return read.suggest(name, _SETTING_BY_NAME, f"use one of: {', '.join(_SETTING_BY_NAME)}")


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


def _read_abstracts(reading: Reading, value: read.Located) -> int | None:
    """Read `show`, `hide` or `{words: 60}`."""
    if isinstance(value.node, yaml.MappingNode):
        parts = dict(read.mapping(reading, value, ("words",), "a part of `abstracts`", "`show`, `hide` or `words: 60`"))
        return Count(1, EVERY_WORD)(reading, parts["words"]) if "words" in parts else None
    text = read.line(reading, value)
    if text and text not in _ABSTRACTS:
        message = f"{quoted(text)} is not a way to show abstracts"
        reading.report("bad-setting", value.offset, message, "write `show`, `hide` or `{words: 60}`")
    return _ABSTRACTS.get(text)


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


@dataclass(frozen=True, slots=True)
class Count:
    """Reads a number between two others."""

    least: int
    most: int

    def __call__(self, reading: Reading, value: read.Located) -> int | None:
        """Read it; nothing, with a problem, for another."""
        return read.parsed(reading, value, self._parse, nothing=None, rule="bad-setting", form="a number")

    def _parse(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            message = f"{quoted(text)} is not a number from {self.least} to {self.most}"
            raise Unreadable(message, "write it in digits")
        return int(text)


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
    return read.OneOf(tuple(PLURALS))(reading, value) or None


def _read_number(reading: Reading, value: read.Located) -> str | None:
    text = read.line(reading, value)
    if not re.fullmatch(r"1\D?000", text):
        remedy = "write a thousand the way numbers should be grouped, such as `1,000`"
        reading.report("bad-setting", value.offset, f"{quoted(text)} is not a thousand", remedy)
        return None
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _read_rules(reading: Reading, value: read.Located) -> Mapping[str, Severity]:
    severity = read.OneOf(SEVERITIES)
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


STYLE_NAMES = {
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
            near = get_close_matches(bare, STYLE_NAMES[what], n=1, cutoff=0.75)
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
SETTINGS = (
    Setting(name="name", read=read.line, about="the site's name, used in “Three pages on … cite”", example="Back notes"),
    Setting(name="url", read=_read_url, about="the public address; canonical links, the sitemap, feeds and structured data need it", example="https://example.org/notes/"),
    Setting(name="language", read=_read_language, about="the site's language: `en`, `en-US`, `de`, `de-AT` …; see [languages](../languages/)", example="en-GB"),
    Setting(name="tagline", read=read.line, about="a line below the name on the home page", example="Research on back pain"),
    Setting(name="description", read=read.line, about="a sentence for the home page and for search engines", example="Summaries of research in plain language."),
    Setting(name="wording", read=_read_wording, about="any text that the site says of itself: nouns, headings, notes; see [wording](../wording/)", example="{page_plural: articles}"),
    Setting(name="report_errors_to", read=_read_report_errors_to, about="an address or e-mail address, linked from every page", example="editor@example.org"),
    Setting(name="identifier_addresses", read=Count(0, 1_000_000), about="the most files that `/doi/…` and `/pmid/…` may take; see [feeds](../feeds/)", example="20000"),
    Setting(name="highwire_tags", read=read.boolean, about="`citation_*` elements on entries' pages; see [feeds](../feeds/)", example="true"),
    Setting(name="licence", read=read.line, about="a line at the foot of every page", example="CC BY 4.0"),
    Setting(name="related_lines", read=Count(0, 100), about="the most related works on a page", example="10"),
    Setting(name="highlights", read=Count(0, 50), about="newest additions with commentary, at the foot of an entry", example="3"),
    Setting(name="export_abstracts", read=read.boolean, about="put abstracts into files of references; every work is in several, which grow to four times their size", example="true"),
    Setting(name="page_size", read=Count(10, 10_000), about="entries on one page of a list", example="50"),
    Setting(name="author_pages", read=Count(0, 10_000), about="how many entries give an author a page; 0 for never", example="5"),
    Setting(name="journal_pages", read=Count(0, 10_000), about="how many entries give a journal a page; 0 for never", example="3"),
    Setting(name="citekey_scheme", read=_read_citekey_scheme, about="how new entries are named: `{surname}` of the first author, `{year}`, first word of the `{title}`", example="'{surname}{year}{title}'"),
    Setting(name="abstracts", read=_read_abstracts, about="how much of publishers' abstracts is published: `show` all, `hide` them, or `{words: 60}` with a link to the whole; on pages, in search, in structured data and in files alike. What `abstract_paraphrased: true` marks as yours is always shown", example="{words: 60}"),
    Setting(name="ignored_tags", read=read.tags, about="patterns of keywords that new entries do not get as tags, as shells have them; `@check-tags` stands for PubMed's; see [importing](../importing/#keywords-and-tags)", example="['/*', '@check-tags']"),
    Setting(name="rules", read=_read_rules, about="the severity of problems: `overlay-difference: off` (or `error`, `warning`, `note`)", example="{overlay-difference: off}"),
    Setting(name="allow", read=_read_allow, about="rules that find no problem in some files, each with the reason; see [problems](../problems/)", example="{articles/old-*: {dead-link: kept as it was}}"),
    Setting(name="often_cited", read=Count(0, 10_000), about="so many texts that cite an entry without commentary are worth a [note](../problems/#what-notes-are); 0 for never", example="5"),
    Setting(name="old_after", read=Count(0, 1_000), about="after so many years a work that is cited is worth a note; 0 for never", example="15"),
    Setting(name="review_after", read=Count(0, 1_200), about="after so many months a review is overdue, which is a note; 0 for never", example="12"),
    Setting(name="theme", read=_read_theme, about="`colours`, `fonts`, `width`, `logo`, `navigation`; see [theme](../theme/)", example="{width: 36rem}"),
    Setting(name="features", read=_read_features, about="parts that can be switched off; see below", example="{map: false}"),
)  # fmt: skip
"""What site.yaml may say, in the order of the manual, which is made from this table, as the JSON Schema is."""
_SETTING_BY_NAME = {setting.name: setting for setting in SETTINGS}


def format_settings_table() -> str:
    """Return the manual's table of settings, in Markdown."""
    rows = [f"| `{one.name}` | {_format_default(one.name)} | {one.about} |\n" for one in SETTINGS]
    return f"| setting | default | meaning |\n| --- | --- | --- |\n{''.join(rows)}"


def _format_default(name: str) -> str:
    value = getattr(DEFAULTS, name)
    if isinstance(value, bool):
        return str(value).lower()
    if name == "abstracts":
        return "show"
    return str(value) if isinstance(value, int | str) else "all true" if isinstance(value, Features) else ""
