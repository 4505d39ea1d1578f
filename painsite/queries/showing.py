"""What the site knows of one entry or article: its reference, who cites it here, what is missing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill, indent

from painsite.build.query import OpenSite
from painsite.linking.graph import citations_of
from painsite.model import Citing, Entry, Library, Node
from painsite.pages.formats.vancouver import format_vancouver
from painsite.queries.choice import citekey_of
from painsite.queries.citing import plain_text

_WIDTH = 100
_NAMES = 20
"""Characters that the names of values take."""
_WANTED = ("doi", "pmid", "abstract", "headline", "summary", "commentary", "tags")
"""Fields without which an entry is not finished; a DOI or a PMID will do."""


def describe(site: OpenSite, name: str) -> dict[str, object]:
    """Return what is known of a node, in the order in which it is shown. Raises `UnknownKeyError`.

    Values are texts, numbers, lists of texts, or lists of objects with `citekey`, `label` and `sentences`; what is not
    known is left out.
    """
    library = site.linked.library
    citekey = citekey_of(name, library)
    node, face = site.wholes([citekey])[citekey], library.faces[citekey]
    found: dict[str, object] = {
        "citekey": citekey,
        "label": face.label,
        "kind": face.kind,
        "place": site.places([citekey])[citekey],
        "address": site.linking.absolute(face.address) if site.linking.url else face.address,
        "title": node.title,
        **(_of_entry(node, library) if isinstance(node, Entry) else {}),
        "tags": list(node.tags),
        "aliases": list(node.aliases),
        "cited_by": [_citing(one, library) for one in library.cited_by.get(citekey, ())],
        "cites": _cited(node, library),
    }
    if isinstance(node, Entry):
        found |= {"works_cited": len(node.works_cited), "works_cited_here": _works_here(node, library)}
        found["missing"] = _missing(node)
    found["todo"] = node.todo
    return {name: value for name, value in found.items() if value not in ("", 0, [], None)}


def _of_entry(entry: Entry, library: Library) -> dict[str, object]:
    study = {name: getattr(entry.study, name) for name in entry.study.__struct_fields__}
    retraction = library.retractions.get(entry.citekey)
    return {
        "reference": plain_text(format_vancouver(entry)),
        "became": retraction.nature if retraction else "",
        "became_on": str(retraction.date or "") if retraction else "",
        "doi": entry.doi,
        "pmid": entry.pmid,
        "pmcid": entry.pmcid,
        "headline": entry.headline,
        "summary": entry.summary,
        **{f"study_{name}": value for name, value in study.items() if name != "effects"},
    }


def _citing(citing: Citing, library: Library) -> dict[str, object]:
    sentences = [_sentence(sentence, library) for sentence in citing.sentences]
    return {
        "citekey": citing.citekey,
        "label": library.faces[citing.citekey].label,
        "sentences": [text for text in sentences if text],
    }


def _sentence(sentence: Sequence[str], library: Library) -> str:
    """Return a sentence with the labels of those whom its running text names."""
    faces = library.faces
    parts = (faces[part].label if index % 2 and part in faces else part for index, part in enumerate(sentence))
    return " ".join("".join(parts).split())


def _cited(node: Node, library: Library) -> list[dict[str, object]]:
    keys = dict.fromkeys(citation.citekey for citation in citations_of(node, library.canonical))
    return [{"citekey": key, "label": library.faces[key].label} for key in keys]


def _works_here(entry: Entry, library: Library) -> list[str]:
    found = (library.identifiers.get(work) for work in entry.works_cited)
    return list(dict.fromkeys(citekey for citekey in found if citekey))


def _missing(entry: Entry) -> list[str]:
    missing = [name for name in _WANTED if not getattr(entry, name)]
    if len({"doi", "pmid"} & set(missing)) == 1:
        missing = [name for name in missing if name not in {"doi", "pmid"}]
    return missing


def format_json(known: Mapping[str, object]) -> str:
    """Return what is known as an object."""
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def format_text(known: Mapping[str, object]) -> str:
    """Return what is known in lines for people."""
    return "".join(f"{line}\n" for line in _lines(known))


def _lines(known: Mapping[str, object]) -> Iterator[str]:
    yield f"{known['citekey']}: {known['label']}"
    for name, value in known.items():
        if name in {"citekey", "label"}:
            continue
        title = name.replace("_", " ")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"  {title} ({len(value)})"
            for one in value:
                yield f"    {one['citekey']}: {one['label']}"
                for sentence in one.get("sentences", ()):
                    yield indent(fill(f"“{sentence}”", _WIDTH - 6), " " * 6)
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield _wrap(f"  {title:<{_NAMES}}", text)


def _wrap(lead: str, text: str) -> str:
    """Return a text behind its name, its further lines below its first."""
    return fill(
        f"{lead}{text}", _WIDTH, subsequent_indent=" " * len(lead), break_long_words=False, break_on_hyphens=False
    )
