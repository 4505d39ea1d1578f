"""What texts say of works, held against the works: quotations that no abstract has, works named and not cited."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from painsite.linking.dead_links import texts_of
from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key, place_of
from painsite.linking.steps import fold
from painsite.model import Entry, Fragment, Library, Node, Text
from painsite.problems import Problem
from painsite.sources.quoting import quoted

_TAG = re.compile(r"<[^<>]*>")
_QUOTE = re.compile(r"“([^“”]{12,2000})”|„([^„“]{12,2000})“|«([^«»]{12,2000})»")
_BLOCK_QUOTE = re.compile(r"<blockquote\b[^>]*>(.*?)</blockquote>", re.DOTALL)
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]|…|\.\.\.")
_WORD = re.compile(r"\w+")
_FEW = 5
"""Words of a quotation; a shorter one may be a term."""
_ALIKE = 0.7
"""The share of a quotation's words that have to stand in the abstract in the same order."""
_NAME = r"[^\W\d_a-z][^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+)*"
_MENTION = re.compile(
    rf"(?<![\w@])(?P<name>{_NAME})(?:,? et al\.?,?|,? and colleagues,?|,? (?:and|&) {_NAME})?(?:’s|'s)?,? ?\(?"
    r"(?P<year>(?:19|20)\d\d)(?!\d)\)?"
)
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Spring Summer Autumn Fall"
    " Winter Januar Februar März April Mai Juni Juli Oktober Dezember Since Until From In By Before After".split()
)


class Doubt(NamedTuple):
    """A problem in a text, at the place of its field, and the words at which it stands."""

    problem: Problem
    words: tuple[str, ...]


def find_misquotations(nodes: Iterable[Node]) -> Iterator[Doubt]:
    """Report quotations in entries' own texts that their abstract does not have; nodes are given with their texts."""
    for node in nodes:
        if isinstance(node, Entry) and node.abstract and not node.abstract_paraphrased:
            abstract = _words(" ".join(part.text for part in node.abstract))
            for field in ("commentary", "notes"):
                text = getattr(node, field)
                if text:
                    yield from _misquotations(node, field, text, abstract)


def _misquotations(entry: Entry, field: str, text: Text, abstract: list[str]) -> Iterator[Doubt]:
    known = f" {' '.join(abstract)} "
    for quotation in _quotations(text):
        for part in _LEFT_OUT.split(quotation):
            words = _words(part)
            if len(words) < _FEW or f" {' '.join(words)} " in known:
                continue
            shown, place = quoted(" ".join(part.split()), limit=60), place_of(entry, field)
            if _is_near(words, abstract):
                rule, message = "misquotation", f"{shown} is in quotation marks, and the abstract says it otherwise"
                remedy = "quote it word for word, with `[…]` for what is left out, or take the marks away"
            else:
                rule, message = "unfound-quotation", f"the abstract does not have the quotation {shown}"
                remedy = "compare it with the work itself"
            yield Doubt(Problem(place=place, rule=rule, message=message, remedy=remedy), tuple(words[:_FEW]))


def _quotations(text: Text) -> Iterator[str]:
    """Yield what stands in quotation marks or blocks, but for what a citation right behind it says to be another's."""
    for piece, is_cited in _stretches(text.body):
        plain = html.unescape(_TAG.sub("", piece))
        for found in _QUOTE.finditer(plain):
            if not (is_cited and len(plain) - found.end() <= len(" (.")):
                yield next(filter(None, found.groups()))
        for block in _BLOCK_QUOTE.finditer(piece):
            yield html.unescape(_TAG.sub(" ", block[1]))


def _stretches(fragment: Fragment) -> Iterator[tuple[str, bool]]:
    """Yield what stands between citations and calls of footnotes, and whether a citation follows it."""
    parts: list[str] = []
    for piece, mark in zip_longest(fragment.html, fragment.marks):
        parts.append(piece)
        if mark is None or mark.kind in ("citations", "footnote"):  # others stand in tags
            yield "".join(parts), mark is not None and mark.kind == "citations"
            parts.clear()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "").replace("'", ""))


def _is_near(words: list[str], abstract: list[str]) -> bool:
    """Tell whether most words of a quotation stand close together in the abstract, in their order."""
    matcher = SequenceMatcher(None, abstract, words, autojunk=False)
    best = matcher.find_longest_match()
    start = max(0, best.a - best.b - _FEW)
    matcher.set_seq1(abstract[start : start + len(words) + 2 * _FEW])
    return sum(block.size for block in matcher.get_matching_blocks()) >= _ALIKE * len(words)


def find_mentions(library: Library, nodes: Iterable[Node]) -> Iterator[Doubt]:
    """Report works that a text names by author and year and does not cite; nodes are given with their texts."""
    works = _works_by_author(library)
    for node in nodes:
        cited = {
            library.canonical.get(normal_key(citation.citekey), "")
            for text in shown_texts(node)
            for citation in text.citations
        }
        told: set[str] = set()
        for field, text in texts_of(node):
            for found in _mentions(text):
                keys = works.get((fold(found["name"]), int(found["year"])), ())
                if not keys or not cited.isdisjoint(keys) or node.citekey in keys or keys[0] in told:
                    continue
                told.add(keys[0])
                said = " ".join(found[0].split()) if "(" in found[0] else found[0].rstrip(")")
                problem = Problem(
                    place=place_of(node, field),
                    rule="uncited-mention",
                    message=f"{quoted(said)} names a work of this bibliography, and nothing here cites it",
                    remedy=f"cite it: {' or '.join(f'`[@{key}]`' for key in keys[:3])}",
                )
                yield Doubt(problem, (found["name"], found["year"]))


def _works_by_author(library: Library) -> Mapping[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for citekey, face in library.faces.items():
        if face.kind == "entry" and face.authors.people and face.year:
            first = face.authors.people[0]
            for name in dict.fromkeys((fold(first.last_name), fold(first.family))):
                if name:
                    found[name, face.year].append(citekey)
    return found


def _mentions(text: Text) -> Iterator[re.Match[str]]:
    for fragment in (text.body, *text.footnotes):
        for piece, _ in _stretches(fragment):
            if "19" in piece or "20" in piece:
                plain = html.unescape(_TAG.sub("", piece))
                yield from (found for found in _MENTION.finditer(plain) if found["name"] not in _NO_NAMES)
