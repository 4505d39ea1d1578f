"""What a build does not look for because it is dear or hangs on the day; `checking` says when it is looked for."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from painsite.build.load import SETTINGS, LinkedSite
from painsite.build.outline import unpack_article, unpack_entry, with_places
from painsite.build.silencing import Allowed, silence, unused, unused_allowances
from painsite.config import place_of_setting
from painsite.files import SourceFile, decode_source, read_content
from painsite.linking.doubts.anchors import find_dead_anchors
from painsite.linking.doubts.near_duplicates import find_near_duplicates
from painsite.linking.doubts.spellings import find_spellings
from painsite.linking.doubts.texts import Doubt, find_mentions, find_misquotations
from painsite.linking.notes import find_notes, limits_of
from painsite.model import Node, PartialDate
from painsite.problems import Problem
from painsite.sources.reading import Reading


def find_more(site: LinkedSite, today: PartialDate) -> tuple[Problem, ...]:
    """Return what a build does not look for, in no order; some may be switched off.

    Raises `CacheError` and `msgspec.DecodeError` where the cache is damaged.
    """
    site.nodes.fetch(site.nodes)  # at once
    library = site.library
    nodes = _with_texts(site)
    doubts = (*find_misquotations(nodes), *find_mentions(library, nodes))
    found = (
        *find_near_duplicates(library.entries.values()),
        *find_spellings(library),
        *find_dead_anchors(library, nodes),
        *Placing(site.start.root).place(doubts),
        *find_notes(library, today=today, limits=limits_of(site.settings)),
    )
    left, used = silence(found, site.index.rows, site.index.spans, site.settings.allow)
    return (*left, *_unused(site, used | site.used))


def _unused(site: LinkedSite, used: frozenset[Allowed]) -> Iterator[Problem]:
    """Yield a note for each rule that is allowed where it finds nothing."""
    library = site.library
    yield from unused_allowances((*library.entries.values(), *library.articles.values()), used)
    text = ""
    for pattern, rules in site.settings.allow.items():
        for rule in rules:
            if Allowed(pattern, rule) not in used:
                text = text or decoded(site.start.root, SETTINGS)
                yield unused(rule, place_of_setting(text, "allow", pattern, rule, path=SETTINGS))


def _with_texts(site: LinkedSite) -> list[Node]:
    """Return the nodes that have texts of their own, with these."""
    faces = {citekey: face for citekey, face in site.library.faces.items() if face.has_commentary}
    wholes = site.start.cache.read_all({site.index.origins[citekey].whole for citekey in faces})
    nodes: list[Node] = []
    for citekey, face in faces.items():
        whole = wholes[site.index.origins[citekey].whole]
        if face.kind == "entry":
            nodes.append(with_places(unpack_entry(whole), site.nodes.entry(citekey)))
        else:
            outline = site.nodes.article(citekey)
            article = unpack_article(whole)
            body = replace(article.body, citations=outline.body.citations, links=outline.body.links)
            nodes.append(replace(article, places=outline.places, body=body))
    return nodes


class Placing:
    """Where in their sources the words stand at which texts were found to be doubtful."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, Reading] = {}

    def place(self, doubts: Iterable[Doubt]) -> Iterator[Problem]:
        """Yield the problems, each at its words; where these cannot be found, at the field."""
        for problem, words in doubts:
            reading = self._reading(problem.place.path)
            start = reading.start_of(problem.place.line)
            # between words Markdown may have blanks, emphasis, brackets
            pattern = re.compile(r".{1,60}?".join(map(re.escape, words)), re.IGNORECASE | re.DOTALL)
            found = pattern.search(reading.text, start)
            yield dataclasses.replace(problem, place=reading.place(found.start())) if found else problem

    def _reading(self, path: str) -> Reading:
        if path not in self._texts:
            self._texts[path] = Reading(path=path, text=decoded(self._root, path))
        return self._texts[path]


def decoded(root: Path, path: str) -> str:
    """Return a source's text; nothing where it cannot be read any more."""
    try:
        file = decode_source(read_content(root, path), path)
    except OSError:
        return ""
    return file.text if isinstance(file, SourceFile) else ""
