"""The citation graph: who cites whom, in which sentence."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from painsite.linking.nodes import Nodes, normal_key, place_of
from painsite.linking.suggestions import Suggestions
from painsite.model import Article, Citation, Citing, Face, Node, Text
from painsite.problems import Place, Problem
from painsite.sources.left_out import LeftOut

MEND_IT = "correct the .bib file, or remove the citekey here"
"""The remedy where a citekey leads to nothing because its entry is left out."""
_KIND_ORDER = {"guide": 0, "article": 1, "post": 2, "entry": 3}


def shown_texts(node: Node) -> tuple[Text, ...]:
    """Return the texts of a node whose citations count, in the order of its page."""
    if isinstance(node, Article):
        return (node.body,)
    text = node.commentary or node.notes
    if node.abstract_note:
        return (text, node.abstract_note) if text else (node.abstract_note,)
    return (text,) if text else ()


def resolve_citations(
    nodes: Nodes, suggestions: Suggestions
) -> tuple[Mapping[str, tuple[Citation, ...]], tuple[Problem, ...]]:
    """Return each node's citations, in order and with canonical citekeys.

    Those that lead nowhere are problems and left out.
    """
    problems: list[Problem] = []
    resolved: dict[str, tuple[Citation, ...]] = {}
    canonical = nodes.canonical
    everything: list[Node] = [*nodes.entries.values(), *nodes.articles.values()]
    for node in sorted(everything, key=lambda node: node.citekey):
        for text in shown_texts(node):
            for citation in text.citations:
                written = citation.citekey
                if canonical.get(written) != written or written == node.citekey or written in nodes.left_out:
                    problems += _citation_problems(citation, node, nodes, suggestions)
        if found := citations_of(node, canonical):
            resolved[node.citekey] = found
    return resolved, tuple(problems)


def citations_of(node: Node, canonical: Mapping[str, str]) -> tuple[Citation, ...]:
    """Return a node's citations that lead somewhere, in order and with canonical citekeys."""
    found = []
    for text in shown_texts(node):
        for citation in text.citations:
            target = canonical.get(normal_key(citation.citekey))
            if target is not None:
                is_plain = citation.citekey == target and len(citation.sentence) < 2
                found.append(citation if is_plain else _canonical(citation, target, canonical))
    return tuple(found)


def sentences_of(citekey: str, citations: Iterable[Citation]) -> dict[str, dict[tuple[str, ...], None]]:
    """Return for each node that a node cites the sentences in which it does, each once. A node does not cite itself."""
    sentences: dict[str, dict[tuple[str, ...], None]] = {}
    for citation in citations:
        if citation.citekey != citekey:
            quoted = sentences.setdefault(citation.citekey, {})
            if "".join(citation.sentence).strip():
                quoted[citation.sentence] = None
    return sentences


def cited_by(
    citations: Mapping[str, tuple[Citation, ...]], faces: Mapping[str, Face]
) -> Mapping[str, tuple[Citing, ...]]:
    """Turn the graph round; those who cite a node stand in the order of `citing_order`."""
    # By `citing_order`, in three sorts that each keep what the one before has done: compared as they are, texts take a
    # tenth of the time that a key of three parts takes. Reduced dates sort as texts do.
    order = sorted(citations)
    order.sort(key=lambda citekey: faces[citekey].date, reverse=True)
    order.sort(key=lambda citekey: _KIND_ORDER[faces[citekey].kind])
    found: dict[str, list[Citing]] = {}
    for citekey in order:
        for cited, sentences in sentences_of(citekey, citations[citekey]).items():
            found.setdefault(cited, []).append(Citing(citekey=citekey, sentences=tuple(sentences)))
    return {cited: tuple(citing) for cited, citing in sorted(found.items())}


def citing_order(face: Face) -> tuple[int, int, str]:
    """Sort guides, articles, posts, then entries; newest first in each, missing dates last, then by citekey."""
    return _KIND_ORDER[face.kind], -date_number(face.date), face.citekey


def date_number(date: str) -> int:
    """Return an ISO date, possibly reduced or empty, as a number that sorts: missing parts count as zero."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return int(year or 0) * 10_000 + int(month or 0) * 100 + int(day or 0)


def why_left_out(entry: LeftOut) -> str:
    """Return what to say of a citekey whose entry is not published."""
    return f"which is at {entry.place}, is left out, since {entry.reason}"


def _canonical(citation: Citation, target: str, canonical: Mapping[str, str]) -> Citation:
    """Name nodes by their citekeys, in the citation and in the sentence around it."""
    sentence = [
        canonical.get(normal_key(part), part) if index % 2 else part for index, part in enumerate(citation.sentence)
    ]
    return replace(citation, citekey=target, sentence=tuple(sentence))


def _citation_problems(citation: Citation, node: Node, nodes: Nodes, suggestions: Suggestions) -> Iterator[Problem]:
    written, place = citation.citekey, Place(path=node.path, line=citation.line, column=citation.column)
    key = normal_key(written)
    target = nodes.canonical.get(key)
    if target == node.citekey:
        message = f"`{written}` cites its own page, at {place_of(node, 'citekey')}"
        yield Problem(place=place, rule="self-citation", message=message, remedy="remove the citation")
    elif target is None and key in nodes.drafts:
        message, remedy = f"`{written}` is a draft", "publish it, or remove the citation"
        yield Problem(place=place, rule="cited-draft", message=message, remedy=remedy)
    elif target is None and key in nodes.left_out:
        message = f"`{written}`, {why_left_out(nodes.left_out[key])}"
        yield Problem(place=place, rule="unknown-citekey", message=message, remedy=MEND_IT)
    elif target is not None and key in nodes.left_out and nodes.left_out[key].is_another_work:
        gone = nodes.left_out[key]
        message = (
            f"`{written}` names two works, at {gone.other or place_of(nodes.node(target), 'citekey')} and {gone.place}"
        )
        remedy = "change one of the citekeys"
        yield Problem(place=place, rule="ambiguous-citekey", message=message, remedy=remedy)
    elif target is None and key not in nodes.unread:
        key = f"{key}{_rest_of_address(citation)}"
        message = f"no entry or article has the key `{key}`"
        yield Problem(place=place, rule="unknown-citekey", message=message, remedy=suggestions.remedy(key))
    elif target is not None and normal_key(target) != key:
        message = f"`{written}` is an old citekey of `{target}`"
        yield Problem(place=place, rule="alias-used", message=message, remedy=f"write `{target}`")


def _rest_of_address(citation: Citation) -> str:
    """Return what of an address, whose scheme alone can be a key, stands behind it: `://doi.org/10.1000/182`."""
    is_address = citation.citekey.lower() in {"http", "https"} and citation.suffix.startswith("://")
    return citation.suffix.split(maxsplit=1)[0].rstrip(".,;") if is_address else ""
