"""What the server knows of a site as of the last reading: its nodes, where they are, who cites whom, its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from painsite.build.load import LinkedSite
from painsite.build.standing import StandingLibrary
from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key, place_of
from painsite.lsp.ranking import Finder, rows_of, unpack_finder
from painsite.model import Face, Node
from painsite.problems import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place that cites a node."""

    place: Place
    """Of its `@`."""
    written: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """A site as it was read last. What unpacks raises `CacheError` and `msgspec.DecodeError`."""

    faces: Mapping[str, Face]
    finder: Finder
    site: LinkedSite | None = None
    """None as long as only what nodes are found by is known, from the last time."""
    open_nodes: Mapping[str, Node] = field(default_factory=dict)
    """By citekey, the nodes of open buffers as they last could be read."""

    @cached_property
    def canonical(self) -> Mapping[str, str]:
        """Return citekeys and aliases, in NFC, to citekeys."""
        return (
            self.site.library.canonical
            if self.site
            else {normal_key(row.citekey): row.citekey for row in self.finder.rows}
        )

    @cached_property
    def problems(self) -> Mapping[str, tuple[Problem, ...]]:
        """Return by path the problems that no source has by itself."""
        found: dict[str, list[Problem]] = {}
        for problem in self.site.index.problems if self.site else ():
            found.setdefault(problem.place.path, []).append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    @cached_property
    def of_sources(self) -> Mapping[str, tuple[Problem, ...]]:
        """Return by path the problems that a source has by itself."""
        return {row.path: row.problems for row in self.site.index.rows} if self.site else {}

    @cached_property
    def unread(self) -> frozenset[str]:
        """Return the citekeys of files that could not be read; that is not the problem of those who cite them."""
        rows = self.site.index.rows if self.site else ()
        return frozenset(normal_key(key) for row in rows for key in row.unread)

    def citekey(self, written: str) -> str | None:
        """Return the citekey of the node that is named so, or None."""
        return self.canonical.get(normal_key(written))

    def node(self, citekey: str) -> Node | None:
        """Return a node's outline, with the places of what it says."""
        if citekey in self.open_nodes:
            return self.open_nodes[citekey]
        return self.site.nodes[citekey].outline if self.site and citekey in self.site.nodes.origins else None

    def definition(self, citekey: str) -> Place | None:
        """Return where a node is written."""
        node = self.node(citekey)
        return place_of(node, "citekey") if node else None

    def references(self, citekey: str) -> list[Reference]:
        """Return the places that cite a node, with the sentences around them, those of open buffers as they are now."""
        library = self.site.library if self.site else None
        citing = [one.citekey for one in library.cited_by.get(citekey, ())] if library else []
        found = []
        for key in dict.fromkeys([*citing, *self.open_nodes]):
            node = self.node(key)
            if node is None:
                continue
            for citation in (one for text in shown_texts(node) for one in text.citations):
                if self.citekey(citation.citekey) == citekey:
                    place = Place(path=node.path, line=citation.line, column=citation.column)
                    sentence = " ".join("".join(self._words(citation.sentence)).split())
                    found.append(Reference(place=place, written=citation.citekey, sentence=sentence))
        return found

    def _words(self, sentence: tuple[str, ...]) -> list[str]:
        faces = self.faces
        return [faces[part].label if number % 2 and part in faces else part for number, part in enumerate(sentence)]


_FINDER = "finder"
NOTHING = Knowledge(faces={}, finder=Finder(rows=[]))
"""Before anything is read."""


def read_first(standing: StandingLibrary) -> Knowledge | None:
    """Return what completion needs, as it was known the last time, or at least in the last build; None without a cache.

    Of 100,000 nodes what was kept for this takes a fifth of the time that their faces take.
    """
    packed = standing.load(_FINDER)
    if packed is None:
        first = standing.first()
        finder = Finder(rows=rows_of(first.faces.values(), first.cited)) if first else None
    else:
        finder = unpack_finder(packed)
    if finder is None:
        return None
    finder.warm_up()
    return Knowledge(faces={}, finder=finder)


def read_site_again(standing: StandingLibrary, before: Knowledge) -> Knowledge:
    """Return what is known of a site as it is now, and keep for the next time what completion needs at once.

    Raises `CacheError` and `OSError`.
    """
    known = from_site(standing.read(), before)
    if known.finder is not before.finder or standing.load(_FINDER) is None:
        standing.save(_FINDER, known.finder.pack())
    return known


def from_site(site: LinkedSite, before: Knowledge) -> Knowledge:
    """Return what is known of a site; what is searched is kept where the nodes are the same as before."""
    library = site.library
    rows = rows_of(library.faces.values(), {key: len(citing) for key, citing in library.cited_by.items()})
    finder = before.finder if before.finder.rows == rows else Finder(rows=rows)
    finder.warm_up()
    return Knowledge(faces=library.faces, finder=finder, site=site, open_nodes=before.open_nodes)
