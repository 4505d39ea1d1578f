"""arXiv's Atom feed about one preprint → a record.

Source: https://info.arxiv.org/help/api/user-manual.html, section 3.3.
"""

from xml.etree.ElementTree import Element

from painsite.editing.formats.identified import first_identifier, named_work
from painsite.editing.formats.xml_text import child_text, paragraphs_of, read_elements, root_name
from painsite.editing.record import Appearance, Record
from painsite.model import AbstractPart, Entry, Names, Person
from painsite.problems import Unreadable
from painsite.sources.abstracts import parse_abstract
from painsite.sources.dates import parse_issued
from painsite.sources.identifiers import parse_arxiv
from painsite.sources.names import parse_name

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


def parse_arxiv_feed(text: str, *, source: str = "arxiv") -> Record | None:
    """Read the answer about one identifier; None where arXiv knows nothing of it.

    Raises Unreadable for what is no feed and for a preprint without a title.
    """
    if root_name(text) != f"{_ATOM}feed":
        raise Unreadable("this is not arXiv's answer about a preprint")
    entry = next(read_elements(text, {f"{_ATOM}entry"}), None)
    if entry is None or "api/errors" in child_text(entry, f"{_ATOM}id"):
        return None
    record = _record(entry, source)
    if not record.entry.title:
        raise Unreadable(f"arXiv's record of {record.entry.arxiv or 'this work'} has no title")
    return record


def _record(element: Element, source: str) -> Record:
    published = child_text(element, f"{_ATOM}published")[:10]
    online = parse_issued(published) if published else None
    doi = named_work(doi=child_text(element, f"{_ARXIV}doi"))
    entry = Entry(
        citekey="",
        path="",
        type="article",
        title=child_text(element, f"{_ATOM}title"),
        authors=Names(people=tuple(_person(author) for author in element.iterfind(f"{_ATOM}author"))),
        container_title="arXiv",
        issued=online,
        publication_status="preprint",
        arxiv=first_identifier(parse_arxiv, child_text(element, f"{_ATOM}id")),
        relations={"version_of": (doi,)} if doi else {},
        abstract=_abstract(element),
    )
    return Record(entry=entry, source=source, appearance=Appearance(online=online))


def _person(author: Element) -> Person:
    name = child_text(author, f"{_ATOM}name")
    try:
        return parse_name(name)
    except Unreadable:
        return Person(literal=name)


def _abstract(element: Element) -> tuple[AbstractPart, ...]:
    return parse_abstract(paragraphs_of(element.find(f"{_ATOM}summary")))
