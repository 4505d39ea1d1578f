"""Where texts name a node: citations as the parser has placed them, and links to its page or file."""

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import unquote

from painsite.editing.edits import Edit
from painsite.editing.renaming.nodes import RenameError
from painsite.linking.nodes import normal_key
from painsite.model import Article, Entry, Text
from painsite.sources.citekeys import encode_citekey
from painsite.sources.markdown.citation_syntax import CITEKEY

_CITEKEY = re.compile(CITEKEY)
_ENDING = re.compile(r"(?:\.(?:ya?ml|md|markdown|qmd|rmd|html)|/(?:index\.html)?)$")
_PARENTS = frozenset({"", ".", "..", "articles", "bibliography"})
_TEXTS = ("commentary", "notes", "abstract_note", "body")


def edits_of_texts(source: str, node: Entry | Article, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of a node's texts, whose source this is. Raises `RenameError` where a place is not certain."""
    starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
    for name in _TEXTS:
        text = getattr(node, name, None)
        if not isinstance(text, Text):
            continue
        for citation in text.citations:
            if normal_key(citation.citekey) == normal_key(old):
                offset = starts[citation.line - 1] + citation.column - 1
                yield _of_citation(source, offset, citation.citekey, new, f"{node.path}:{citation.line}")
        for link in text.links:
            offset = starts[link.line - 1] + link.column - 1
            if source.startswith(link.address, offset) and (edit := _of_link(link.address, offset, old, new)):
                yield edit


def _of_citation(source: str, offset: int, written: str, new: str, where: str) -> Edit:
    for opening, closing in (("@{", "}"), ("@", "")):
        if source.startswith(f"{opening}{written}{closing}", offset):
            start = offset + len(opening)
            bare = _CITEKEY.fullmatch(f"@{new}")
            text = new if closing or (bare and bare["key"]) else f"{{{new}}}"
            return Edit(start=start, end=start + len(written), text=text)
    raise RenameError(f"the citation of `{written}` at {where} cannot be found in its line; rename it there first")


def _of_link(address: str, offset: int, old: str, new: str) -> Edit | None:
    """Return the edit of a link whose last step is the node's page or file; other kinds of pages have other parents."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    bare = _ENDING.sub("", path)
    parents, _, step = bare.rpartition("/")
    is_file = path[len(bare) :].startswith(".") and not path.endswith(".html")
    if not is_file and (parents.rpartition("/")[2] not in _PARENTS or (bare.startswith("/") and not parents)):
        return None
    if normal_key(unquote(step)) not in {normal_key(old), encode_citekey(old)}:
        return None
    end = offset + len(bare)
    return Edit(start=end - len(step), end=end, text=encode_citekey(new))
