"""XML of reference managers: its records one after the other, each with its line.

Entities are refused, whatever they stand for, and nothing outside the text is ever read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from painsite.problems import Unreadable

_CHUNK = 1 << 16
_DEEPEST = 100
"""Elements in each other; EndNote has some ten."""


@dataclass(kw_only=True)
class _Records:
    """What expat calls while it reads: the records of a name become trees, all else is passed over."""

    name: str
    parser: expat.XMLParserType
    found: list[tuple[int, Element]] = field(default_factory=list)
    tree: TreeBuilder | None = None
    line: int = 0
    depth: int = 0
    record_depth: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable(f"the XML nests deeper than {_DEEPEST} elements")
        if self.tree is None and name == self.name:
            self.tree, self.line, self.record_depth = TreeBuilder(), self.parser.CurrentLineNumber, self.depth
        if self.tree is not None:
            self.tree.start(name, attributes)

    def end(self, name: str) -> None:
        if self.tree is not None:
            self.tree.end(name)
            if self.depth == self.record_depth:
                self.found.append((self.line, self.tree.close()))
                self.tree = None
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.tree is not None:
            self.tree.data(text)

    def entity(self, *_: object) -> None:
        raise Unreadable("the XML declares entities, which no reference manager does")


def read_records(text: str, name: str) -> Iterator[tuple[int, Element]]:
    """Yield the elements of a name with their lines; those inside of one belong to it.

    Raises Unreadable for what is no XML, ends in the middle, declares entities or nests too deeply; what comes before
    is yielded first.
    """
    # a text has no encoding any more, whatever its declaration says
    parser = expat.ParserCreate(encoding="utf-8")
    records = _Records(name=name, parser=parser)
    parser.StartElementHandler = records.start
    parser.EndElementHandler = records.end
    parser.CharacterDataHandler = records.data
    parser.EntityDeclHandler = records.entity
    parser.buffer_text = True
    problem: Unreadable | None = None
    for start in range(0, len(text) + 1, _CHUNK):
        chunk = text[start : start + _CHUNK].encode("utf-8", "surrogatepass")
        try:
            parser.Parse(chunk, start + _CHUNK > len(text))
        except Unreadable as error:
            problem = error
        except expat.ExpatError as error:
            problem = Unreadable(f"the XML cannot be read beyond line {error.lineno}, column {error.offset + 1}")
        yield from records.found
        records.found.clear()
        if problem:
            raise problem
