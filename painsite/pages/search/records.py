"""What of a node is searched."""

import re
from collections.abc import Mapping

from painsite.config import EVERY_WORD
from painsite.model import Article, Entry, Face, Names, Node, Text, Value
from painsite.pages.abstracts import shown_abstract
from painsite.pages.context import Context
from painsite.pages.search_index import Record

_GAP = re.compile(r" +(?=[.,;:!?)])")

_WORD = re.compile(r"\w+")
_SUBSCRIPT = re.compile("[₀-₉]")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


class Facts(Value, frozen=True, kw_only=True, array_like=True):
    """What a record says of a node that is not in it."""

    tags: tuple[str, ...]
    """From `tag_words`."""
    kind: str
    status: str


def make_record(node: Node, face: Face, facts: Facts, abstract_words: int = EVERY_WORD) -> Record:
    """Make the record of a node, which is given with its texts; of an abstract no more is searched than is shown."""
    content, meta = _entry_parts(node, face, abstract_words) if isinstance(node, Entry) else _article_parts(node)
    shown = {
        "title": face.name,
        "label": face.label if face.kind == "entry" else "",
        "kind": facts.kind,
        "year": str(face.year or ""),
        "status": facts.status,
        **meta,
        "tags": ", ".join(facts.tags),
    }
    return Record(
        url=face.address.removeprefix("/"),
        content=content or face.name,  # Pagefind passes over what has none
        meta=tuple([(name, text) for name, text in shown.items() if text]),
    )


def tag_words(face: Face, context: Context) -> tuple[str, ...]:
    """Return the names of a node's tags, of the tags that these are part of, and their synonyms."""
    book = context.library.tags
    every = context.steps_with_above(face.tags)
    names = [context.tag_names[step] for step in every if step in context.tag_names]
    synonyms = [old.replace("-", " ") for old, step in book.canonical.items() if step in every]
    return tuple(dict.fromkeys([*names, *synonyms]))


def _entry_parts(entry: Entry, face: Face, abstract_words: int) -> tuple[str, Mapping[str, str]]:
    text = entry.commentary or entry.notes
    parts = shown_abstract(entry, abstract_words)
    abstract = [f"{part.label}: {part.text}" if part.label else part.text for part in parts]
    content = "\n\n".join([part for part in (entry.summary, _running(text) if text else "", *abstract) if part])
    spelled = _spelled_without_subscripts(f"{entry.headline} {entry.title} {content}")
    identifiers = (entry.doi, entry.pmid, entry.pmcid, entry.isbn, entry.issn, entry.arxiv)
    meta = {
        "authors": ", ".join([part for part in (_author_words(entry.authors), entry.collaboration) if part]),
        "work": entry.title if entry.title != face.name else "",
        "ids": " ".join([one for one in (*identifiers, entry.citekey, *entry.aliases, *spelled) if one]),
    }
    return content, meta


def _article_parts(article: Article) -> tuple[str, Mapping[str, str]]:
    content = "\n\n".join([part for part in (article.description, _running(article.body)) if part])
    meta = {
        "authors": ", ".join(article.authors),
        "headings": ", ".join([heading.title for heading in article.body.headings]),
        "ids": " ".join([article.citekey, *article.aliases, *_spelled_without_subscripts(content)]),
    }
    return content, meta


def _running(text: Text) -> str:
    """Return a text without the gaps that its citations leave; how these read depends on other nodes."""
    return _GAP.sub("", text.plain)


def _spelled_without_subscripts(text: str) -> tuple[str, ...]:
    """Return words such as `H₂O` and `CO₂` as people type them, `H2O`; a superscript is a number of its own."""
    if not _SUBSCRIPT.search(text):
        return ()
    words = [word for word in _WORD.findall(text) if _SUBSCRIPT.search(word)]
    return tuple(dict.fromkeys([word.translate(_DIGITS) for word in words]))


def _author_words(names: Names) -> str:
    """Return names without initials: a search for a word that nobody wrote would find its first letter among them."""
    found = []
    for person in names.people:
        given = [word for word in person.given.split() if not _is_initials(word)]
        found.append(" ".join([*given, person.last_name]))
    return ", ".join(found)


def _is_initials(word: str) -> bool:
    letters = [part for part in word.replace("-", ".").split(".") if part]
    return len(letters) > 1 or word.endswith(".") or (len(word) <= 3 and word.isupper())
