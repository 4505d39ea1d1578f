"""All sources → nodes ready for linking, parsed by as many processes as are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import basename, splitext

from painsite.files import SourceFile, Sources
from painsite.linking.terms import Terms
from painsite.model import Article, Entry
from painsite.prepare import Prepared, SourceKind, pack_source, prepare, unpack_entry, unpack_source
from painsite.problems import Problem
from painsite.sources.citekeys import comparable
from painsite.sources.overlays import lay_over
from painsite.workers import Progress, map_forked

NodeKey = tuple[str, str]
"""Citekey and path: two nodes of one citekey are a problem, but each has its own texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNodes:
    """The nodes of all sources."""

    entries: tuple[Entry, ...]
    """Outlines, with what YAML lays over BibTeX."""
    articles: tuple[Article, ...]
    """Outlines."""
    terms: Mapping[NodeKey, Terms]
    wholes: Mapping[NodeKey, bytes]
    """For `unpack_entry` and `unpack_article`."""
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]
    """Stems of the YAML and Markdown files that hold no readable node."""


def read_nodes(sources: Sources, *, jobs: int, progress: Progress) -> ReadNodes:
    """Parse every source."""
    files: list[tuple[SourceKind, SourceFile]] = [
        *(("yaml", file) for file in sources.yaml),
        *(("bibtex", file) for file in sources.bibtex),
        *(("article", file) for file in sources.articles),
    ]

    def pack(number: int) -> bytes:
        kind, file = files[number]
        return pack_source(kind, file.text, file.path)

    nodes: dict[SourceKind, list[Prepared]] = {"yaml": [], "bibtex": [], "article": []}
    problems: list[Problem] = []
    unread: list[str] = []
    for number, packed in enumerate(map_forked(pack, range(len(files)), jobs=jobs)):
        prepared, found = unpack_source(packed)
        kind, file = files[number]
        if not prepared and kind != "bibtex":
            unread.append(splitext(basename(file.path))[0])
        nodes[kind] += prepared
        problems += found
        progress("reading", number + 1, len(files))
    entries, found = _lay_over(nodes["yaml"], nodes["bibtex"])
    articles = nodes["article"]
    everything = [*entries, *articles]
    return ReadNodes(
        entries=tuple(one.outline for one in entries if isinstance(one.outline, Entry)),
        articles=tuple(one.outline for one in articles if isinstance(one.outline, Article)),
        terms={_key(one): one.terms for one in reversed(everything)},
        wholes={_key(one): one.whole for one in reversed(everything)},
        problems=(*problems, *found),
        unread=tuple(unread),
    )


def _key(prepared: Prepared) -> NodeKey:
    return prepared.outline.citekey, prepared.outline.path


def _lay_over(from_yaml: list[Prepared], from_bibtex: list[Prepared]) -> tuple[list[Prepared], tuple[Problem, ...]]:
    """Lay YAML over BibTeX: only the pairs are unpacked, and prepared again as one."""
    shared = {_fold(one) for one in from_yaml} & {_fold(one) for one in from_bibtex}

    def entry(one: Prepared) -> Entry:
        return unpack_entry(one.whole) if _fold(one) in shared or not isinstance(one.outline, Entry) else one.outline

    yaml_entries, bibtex_entries = [entry(one) for one in from_yaml], [entry(one) for one in from_bibtex]
    laid, problems = lay_over(yaml_entries, bibtex_entries)
    known = {
        id(given): one for given, one in zip((*yaml_entries, *bibtex_entries), (*from_yaml, *from_bibtex), strict=True)
    }
    return [known[id(one)] if id(one) in known else prepare(one) for one in laid], problems


def _fold(prepared: Prepared) -> str:
    return comparable(prepared.outline.citekey)
