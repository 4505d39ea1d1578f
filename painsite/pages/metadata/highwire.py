"""The `citation_*` elements of Highwire Press, by which reference managers and Google Scholar know a paper's own page.

Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, and what Zotero makes of them
(zotero/translators, Embedded Metadata.js). What they do not say Zotero guesses from the page: so a page that has them
has no description where the work has no abstract, and no byline by name.
"""

from collections.abc import Iterator

from painsite.languages.codes import language_code
from painsite.model import Entry, Names
from painsite.pages.formats.people import divided_name
from painsite.pages.formats.ranges import first_and_last
from painsite.sources.abstracts import format_abstract

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
    """Return names and contents of the elements that describe a work, in a fixed order."""
    return tuple([(name, content) for name, content in _tags(entry) if name and content])


def _tags(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "citation_title", entry.title
    for name in _names(entry.authors):
        yield "citation_author", name
    if entry.issued:
        yield "citation_publication_date", str(entry.issued.start).replace("-", "/")
    yield _CONTAINERS.get(entry.type, "citation_journal_title"), entry.container_title
    # Zotero knows a chapter by this name, Google Scholar by the other
    yield "citation_book_title" if entry.type == "chapter" else "", entry.container_title
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
    yield "citation_abstract", abstract_of(entry)
    yield "citation_pdf_url", entry.full_text if entry.full_text.lower().endswith(".pdf") else ""


def abstract_of(entry: Entry) -> str:
    """Return the work's own abstract, if there is one."""
    return "" if entry.abstract_paraphrased else format_abstract(entry.abstract)


def _names(names: Names) -> Iterator[str]:
    """Yield names as `Weber, Henrik`, and `World Health Organization,`.

    One author alone is divided at the comma where there are blanks on both of its sides, and so gets a semicolon.
    """
    found = [divided_name(person) for person in names.people]
    if len(found) == 1:
        family, _, given = found[0].partition(", ")
        found = [f"{found[0]};"] if " " in family and " " in given else found
    yield from found
