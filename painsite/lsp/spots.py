"""What stands at a place of a source's text: a citekey, a field's name, an identifier, or words that somebody types.

Works on any text, whether it parses or not.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from painsite.sources.markdown.citation_syntax import CITEKEY

_CITATION = re.compile(rf"(?<![\w@/:.&\\]){CITEKEY}")
_TYPED = re.compile(r"(?<![\w@/:.&\\])@(?P<brace>\{)?(?P<query>[^\W_]?[\w.:'’+ -]{0,80})\Z")
_MOST_WORDS = 6
_NAMING_FIELDS = frozenset("related not_related works_cited version_of update_of superseded_by reply_to".split())
"""Whose values are citekeys without `@`."""
_ITEM = re.compile(r"(?P<indent>\s*)-\s+[\"']?(?P<query>[^\s\"'\[\]{},#:@][^\[\]{},#\"']{0,80})\Z")
_FLOW = re.compile(r"\s*(?P<field>[a-z_]+)\s*:\s*\[?(?:[^\[\]]*,)?\s*[\"']?(?P<query>[^\[\]{},#\"'@]{1,80})\Z")
_FIELD = re.compile(r"(?P<indent>[ ]*)(?:- )?(?P<name>[a-z_]+)(?=\s*:(?:\s|\Z))")
_NAME_SO_FAR = re.compile(r"[a-z_]*\Z")
_TOKEN = re.compile(r"[^\s\[\]{},\"'#@]+")
_IDENTIFIER = re.compile(
    r"(?i:doi:\s*|https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.[0-9]{4,9}/[^\s\"'<>\]\[{},;]+)|(?i:pmid)[:\s]\s*(?P<pmid>[0-9]{1,8})\b"
)
_FENCE = re.compile(r"---[ \t]*(?:\r?\n|\r|\Z)")
_CLOSING = re.compile(rf"^{_FENCE.pattern}", re.MULTILINE)
_FAR = 200
"""Lines above an item in which its field is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A part of a text, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Words by which a node is looked for, up to the cursor."""

    start: int
    """Where the citekey is going to stand."""
    query: str
    braced: bool = False
    """`@{` stands before it."""
    in_text: bool = True
    """An `@` stands before it; not so in a list of citekeys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A line of a text around an offset."""

    start: int
    before: str
    after: str

    @property
    def line(self) -> str:
        """Return all of it."""
        return self.before + self.after


def surroundings(text: str, offset: int) -> Surroundings:
    """Return the line around an offset."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [end for sign in "\r\n" if (end := text.find(sign, offset)) >= 0]
    return Surroundings(start=start, before=text[start:offset], after=text[offset : min(ends, default=len(text))])


def typed_at(text: str, offset: int, *, is_markdown: bool, known: Collection[str]) -> Typed | None:
    """Return the words by which somebody looks for a node; None where nobody does.

    A citekey that is there, and a blank behind it, is no search any more.
    """
    here = surroundings(text, offset)
    if found := _TYPED.search(here.before):
        query = found["query"]
        words = query.split()
        if len(words) > _MOST_WORDS or query.endswith("  ") or (" " in query and words and words[0] in known):
            return None
        return Typed(start=here.start + found.start("query"), query=query, braced=bool(found["brace"]))
    if is_markdown and not in_front_matter(text, offset):
        return None
    found = _FLOW.match(here.before)
    if found and found["field"] in _NAMING_FIELDS:
        return Typed(start=here.start + found.start("query"), query=found["query"], in_text=False)
    found = _ITEM.match(here.before)
    if found and _field_above(text, here.start, len(found["indent"])) in _NAMING_FIELDS:
        return Typed(start=here.start + found.start("query"), query=found["query"], in_text=False)
    return None


def citekey_at(text: str, offset: int, known: Collection[str]) -> Spot | None:
    """Return the citekey around an offset: behind an `@`, or a word that is the citekey of a node."""
    here = surroundings(text, offset)
    place = offset - here.start
    for found in _CITATION.finditer(here.line):
        if found.start() <= place <= found.end():
            group = "braced" if found["braced"] else "key"
            return Spot(start=here.start + found.start(group), end=here.start + found.end(group), text=found[group])
    for found in _TOKEN.finditer(here.line):
        if found.start() <= place <= found.end():
            if found[0] in known:
                return Spot(start=here.start + found.start(), end=here.start + found.end(), text=found[0])
            return None
    return None


def field_at(text: str, offset: int) -> Spot | None:
    """Return the name of a field around an offset; fields of fields as `study.design`."""
    here = surroundings(text, offset)
    found = _FIELD.match(here.line)
    if not found or not found.start("name") <= offset - here.start <= found.end("name"):
        return None
    above = _field_above(text, here.start, len(found["indent"])) if found["indent"] else ""
    name = f"{above}.{found['name']}" if above else found["name"]
    return Spot(start=here.start + found.start("name"), end=here.start + found.end("name"), text=name)


def name_begun_at(text: str, offset: int) -> Spot | None:
    """Return what is written of a field's name at the beginning of a line."""
    here = surroundings(text, offset)
    if _NAME_SO_FAR.match(here.before) and not here.after.strip():
        return Spot(start=here.start, end=offset, text=here.before)
    return None


def identifier_at(text: str, offset: int) -> Spot | None:
    """Return the DOI or PMID around an offset, as `doi:…` or `pmid:…`."""
    here = surroundings(text, offset)
    for found in _IDENTIFIER.finditer(here.line):
        if found.start() <= offset - here.start <= found.end():
            name = f"doi:{found['doi'].rstrip('.,;:)').lower()}" if found["doi"] else f"pmid:{found['pmid']}"
            return Spot(start=here.start + found.start(), end=here.start + found.end(), text=name)
    return None


def in_front_matter(text: str, offset: int) -> bool:
    """Tell whether an offset into an article lies in its front matter; one that does not end goes on to the end."""
    opening = _FENCE.match(text)
    if not opening or offset < opening.end():
        return False
    closing = _CLOSING.search(text, opening.end())
    return closing is None or offset <= closing.start()


def _field_above(text: str, start: int, indent: int) -> str:
    """Return the name of the field to whose value a line belongs: of a list, the one at its own indentation too."""
    lines = text[:start].splitlines()[-_FAR:]
    for line in reversed(lines):
        found = _FIELD.match(line)
        if found and (len(found["indent"]) < indent or (indent == 0 and not found["indent"])):
            return found["name"]
    return ""
