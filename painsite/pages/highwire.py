"""The `citation_*` elements of Highwire Press, by which reference managers and Google Scholar know a paper's own page.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
"""

from collections.abc import Iterator

from painsite.languages.codes import language_code
from painsite.model import Entry, Person
from painsite.pages.formats.ranges import first_and_last

_CONTAINERS = {
    "chapter": "citation_inbook_title",
    "paper-conference": "citation_conference_title",
    "thesis": "",
    "report": "",
    "book": "",
}
"""By type of a work: what its container is; else it is a journal."""
_INSTITUTIONS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}


def highwire_tags(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Give names and contents of the elements that describe a work, in a fixed order."""
    return tuple([(name, content) for name, content in _tags(entry) if name and content])


def _tags(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "citation_title", entry.title
    for person in entry.authors.people:
        yield "citation_author", _name(person)
    if entry.issued:
        yield "citation_publication_date", str(entry.issued.start).replace("-", "/")
    yield _CONTAINERS.get(entry.type, "citation_journal_title"), entry.container_title
    yield "citation_volume", entry.volume
    yield "citation_issue", entry.issue
    first, last = first_and_last(entry.page_range)
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield _INSTITUTIONS.get(entry.type, ""), entry.institution or entry.publisher
    yield "citation_technical_report_number" if entry.type == "report" else "", entry.number
    yield "citation_publisher", entry.publisher
    yield "citation_issn", entry.issn
    yield "citation_isbn", entry.isbn
    yield "citation_doi", entry.doi
    yield "citation_pmid", entry.pmid
    yield "citation_arxiv_id", entry.arxiv
    yield "citation_language", language_code(entry.language)
    yield "citation_pdf_url", entry.full_text if entry.full_text.lower().endswith(".pdf") else ""


def _name(person: Person) -> str:
    """Give `Weber, Henrik`, as the guidelines show it."""
    family = f"{person.last_name} {person.suffix}".strip()
    return f"{family}, {person.given}" if person.given and family else family or person.given
