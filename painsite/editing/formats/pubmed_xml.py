"""PubMed's XML, as efetch answers and the website exports it → records.

Source: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html
"""

import re
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from painsite.editing.formats.identified import first_identifier, named_work
from painsite.editing.formats.pages import article_number, full_pages
from painsite.editing.formats.people import person
from painsite.editing.formats.pubmed_dates import date_of, parse_medline_date
from painsite.editing.formats.study_designs import design_of
from painsite.editing.formats.subjects import is_check_tag
from painsite.editing.formats.titles import plain_title
from painsite.editing.formats.xml_text import child_text, paragraphs_of, read_elements, root_name, text_of
from painsite.editing.record import Appearance, Record, Refusal
from painsite.languages.codes import language_code
from painsite.model import AbstractPart, Entry, Issued, Names, Person, Retraction, RetractionNature, Study
from painsite.problems import Unreadable
from painsite.sources.abstracts import format_abstract, parse_abstract
from painsite.sources.identifiers import parse_doi, parse_isbn, parse_issn, parse_pmcid, parse_pmid

_WORKS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_ROOTS = frozenset({"PubmedArticleSet", "PubmedBookArticleSet", *_WORKS})
_NOTICES: dict[str, RetractionNature] = {
    "RetractionIn": "retraction", "RetractedandRepublishedIn": "retraction", "ExpressionOfConcernIn": "concern",
    "ErratumIn": "correction", "CorrectedandRepublishedIn": "correction",
}  # fmt: skip
_RELATIONS = {
    "UpdateIn": "superseded_by", "RepublishedIn": "superseded_by", "RetractedandRepublishedIn": "superseded_by",
    "CorrectedandRepublishedIn": "superseded_by", "UpdateOf": "update_of", "ErratumFor": "update_of",
    "RepublishedFrom": "update_of", "RetractedandRepublishedFrom": "update_of",
    "CorrectedandRepublishedFrom": "update_of", "RetractionOf": "update_of", "ExpressionOfConcernFor": "update_of",
    "CommentOn": "reply_to",
}  # fmt: skip
_PREPRINT = "preprint"
_SOURCE_DATE = re.compile(r"(?<![\d-])((?:19|20)\d{2}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)(?=[;.:]|$)")
_SOURCE_DOI = re.compile(r"doi: ?(10\.\S+)")


def parse_pubmed_xml(text: str, *, source: str = "pubmed") -> tuple[tuple[Record, ...], tuple[Refusal, ...]]:
    """Read every work of an answer or a file, in its order, and say which cannot be used and why.

    What ends in the middle gives the works before that and a refusal. Raises Unreadable where the text is something
    else.
    """
    root = root_name(text)
    if root not in _ROOTS:
        found = f"its root is `{root}`" if root else "it is not XML"
        raise Unreadable(f"this is not PubMed's XML: {found}", "export the works as PubMed's XML again")
    records: list[Record] = []
    refusals: list[Refusal] = []
    elements = read_elements(text, {*_WORKS, "DeleteCitation", "DeleteDocument"})
    while True:
        try:
            element = next(elements)
        except StopIteration:
            break
        except Unreadable as error:
            refusals.append(Refusal(name=f"behind {len(records)} works", message=error.message))
            break
        if element.tag not in _WORKS:
            refusals += [Refusal(name=f"PMID {text_of(pmid)}", message="PubMed has deleted it") for pmid in element]
            continue
        record = _book(element, source) if element.tag == "PubmedBookArticle" else _article(element, source)
        if record.entry.title:
            records.append(record)
        else:
            name = f"PMID {record.entry.pmid}" if record.entry.pmid else f"work {len(records) + len(refusals) + 1}"
            refusals.append(Refusal(name=name, message="the record has no title"))
    return tuple(records), tuple(refusals)


def _article(element: Element, source: str) -> Record:
    citation = _found(element, "MedlineCitation")
    article, journal = _found(citation, "Article"), _found(citation, "Article/Journal")
    title, vernacular = plain_title(child_text(article, "ArticleTitle")), child_text(article, "VernacularTitle")
    if title.lower() in {"not available", "in process citation"} and vernacular:
        title = plain_title(vernacular)
    types = [text_of(kind) for kind in article.iterfind("PublicationTypeList/PublicationType")]
    people, groups, others = _people(article.find("AuthorList"))
    appearance = _appearance(article, journal)
    doi, pmcid = _identifiers(element, article)
    is_preprint = _PREPRINT in {kind.lower() for kind in types}
    extra = (
        {"published_online": str(appearance.online.start)} if _has_two_dates(appearance) and appearance.online else {}
    )
    for_patients = [_work_of(note) for note in _notes(citation, "SummaryForPatientsIn")]
    entry = Entry(
        citekey="",
        path="",
        type="article" if is_preprint else "article-journal",
        title=title,
        authors=Names(people=people or groups, others=others),
        collaboration="; ".join(group.literal for group in groups) if people else "",
        container_title=child_text(journal, "Title"),
        container_abbreviation=child_text(journal, "ISOAbbreviation"),
        issued=_issued(appearance),
        publication_status=_PREPRINT if is_preprint else "",
        volume=child_text(journal, "JournalIssue/Volume"),
        issue=child_text(journal, "JournalIssue/Issue"),
        page_range=_pages(article),
        doi=doi,
        pmcid=pmcid,
        pmid=first_identifier(parse_pmid, child_text(citation, "PMID")),
        issn=first_identifier(parse_issn, *(text_of(issn) for issn in journal.iterfind("ISSN"))),
        language=_language(article),
        works_cited=_works_cited(element, citation),
        relations=_relations(citation, is_preprint=is_preprint),
        events=tuple(_events(citation, types)),
        mesh=tuple(_headings(citation, major=False)),
        extra={
            **extra,
            **({"summary_for_patients": "; ".join(filter(None, for_patients))} if any(for_patients) else {}),
        },
        abstract=_abstract(article.find("Abstract")),
        study=Study(design=design_of(types, title)),
    )
    return Record(
        entry=entry,
        source=source,
        keywords=_keywords(citation),
        plain_summary=_plain_summary(citation),
        appearance=appearance,
    )


def _book(element: Element, source: str) -> Record:
    document = _found(element, "BookDocument")
    doi, pmcid = _identifiers(element, document)
    book = _found(document, "Book")
    chapter = plain_title(child_text(document, "ArticleTitle"))
    whole = plain_title(child_text(book, "BookTitle"))
    own, groups, others = _people(document.find("AuthorList"))
    lists = {kind.get("Type", "authors"): kind for kind in book.iterfind("AuthorList")}
    of_book, book_groups, _ = _people(lists.get("authors"))
    editors, _, _ = _people(lists.get("editors"))
    types = [text_of(kind) for kind in document.iterfind("PublicationType")]
    entry = Entry(
        citekey="",
        path="",
        type="chapter" if chapter else "book",
        title=chapter or whole,
        authors=Names(people=own or of_book or groups or book_groups, others=others),
        editors=Names(people=editors),
        container_title=whole if chapter else "",
        publisher=child_text(book, "Publisher/PublisherName"),
        place=child_text(book, "Publisher/PublisherLocation"),
        edition=child_text(book, "Edition"),
        series=child_text(book, "CollectionTitle"),
        issued=date_of(document.find("ContributionDate") if chapter else None) or date_of(book.find("PubDate")),
        isbn=first_identifier(parse_isbn, *(text_of(isbn) for isbn in book.iterfind("Isbn"))),
        pmid=first_identifier(parse_pmid, child_text(document, "PMID")),
        doi=doi,
        pmcid=pmcid,
        language=_language(document),
        abstract=_abstract(document.find("Abstract")),
        study=Study(design=design_of(types, chapter or whole)),
    )
    keywords = tuple(text_of(word) for word in document.iterfind("KeywordList/Keyword"))
    return Record(entry=entry, source=source, keywords=_once(keywords))


def _found(element: Element, path: str) -> Element:
    found = element.find(path)
    return Element(path) if found is None else found


def _people(authors: Element | None) -> tuple[tuple[Person, ...], tuple[Person, ...], bool]:
    """Return people, groups, and whether there are more of them. Corrected forms stand beside wrong ones."""
    people, groups = [], []
    for author in authors.iterfind("Author") if authors is not None else ():
        if author.get("ValidYN", "Y") == "N":
            continue
        if group := child_text(author, "CollectiveName").rstrip("."):
            groups.append(Person(literal=group))
            continue
        given = child_text(author, "ForeName") or child_text(author, "Initials")
        one = person(family=child_text(author, "LastName"), given=given, suffix=child_text(author, "Suffix"))
        people += [one] if one else []
    incomplete = authors is not None and authors.get("CompleteYN") == "N"
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(groups)), incomplete and bool(people)


def _appearance(article: Element, journal: Element) -> Appearance:
    """Read both dates. `PubModel` says by which a work is cited."""
    model = article.get("PubModel", "")
    electronic = next(
        (date for date in article.iterfind("ArticleDate") if date.get("DateType", "") == "Electronic"), None
    )
    return Appearance(
        printed=date_of(journal.find("JournalIssue/PubDate")),
        online=date_of(electronic),
        electronic=model.startswith("Electronic") if model else None,
    )


def _issued(appearance: Appearance) -> Issued | None:
    first, second = appearance.printed, appearance.online
    if appearance.electronic:
        first, second = second, first
    return first or second


def _has_two_dates(appearance: Appearance) -> bool:
    return bool(appearance.printed and appearance.online and not appearance.electronic)


def _pages(article: Element) -> str:
    pagination = article.find("Pagination")
    pages = ""
    if pagination is not None:
        start, end = child_text(pagination, "StartPage"), child_text(pagination, "EndPage")
        pages = full_pages(child_text(pagination, "MedlinePgn")) or full_pages(f"{start}-{end}" if end else start)
    codes = (code for code in article.iterfind("ELocationID") if code.get("EIdType") == "pii" and _is_valid(code))
    return pages or next((number for code in codes if (number := article_number(text_of(code)))), "")


def _identifiers(element: Element, article: Element) -> tuple[str, str]:
    """Return DOI and PMCID; the identifiers of works cited stand deeper."""
    given: dict[str, list[str]] = {"doi": [], "pmc": []}
    for code in article.iterfind("ELocationID"):
        if code.get("EIdType") == "doi" and _is_valid(code):
            given["doi"].append(text_of(code))
    paths = (
        "PubmedData/ArticleIdList/ArticleId",
        "PubmedBookData/ArticleIdList/ArticleId",
        "BookDocument/ArticleIdList/ArticleId",
    )
    for path in paths:
        for code in element.iterfind(path):
            given.setdefault(code.get("IdType", ""), []).append(text_of(code))
    return first_identifier(parse_doi, *given["doi"]), first_identifier(parse_pmcid, *given["pmc"])


def _is_valid(code: Element) -> bool:
    return code.get("ValidYN", "Y") == "Y"


def _language(article: Element) -> str:
    codes = [text_of(language) for language in article.iterfind("Language")]
    return language_code(codes[0]) if len(codes) == 1 and codes[0] not in {"und", "mul"} else ""


def _works_cited(element: Element, citation: Element) -> tuple[str, ...]:
    works = []
    for reference in element.iterfind("PubmedData//ReferenceList/Reference"):
        codes = {code.get("IdType"): text_of(code) for code in reference.iterfind("ArticleIdList/ArticleId")}
        works.append(named_work(doi=codes.get("doi", ""), pmid=codes.get("pubmed", "")))
    cited = [_work_of(note) for note in _notes(citation, "Cites")]
    return _once(works if any(works) else cited)


def _notes(citation: Element, kind: str) -> Iterator[Element]:
    notes = citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    return (note for note in notes if note.get("RefType") == kind)


def _work_of(note: Element) -> str:
    doi = _SOURCE_DOI.search(child_text(note, "RefSource"))
    return named_work(doi="" if child_text(note, "PMID") else doi[1] if doi else "", pmid=child_text(note, "PMID"))


def _relations(citation: Element, *, is_preprint: bool) -> dict[str, tuple[str, ...]]:
    """Return related works. What updates a preprint is the article that came of it, and the other way round."""
    found: dict[str, list[str]] = {}
    for note in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = _RELATIONS.get(note.get("RefType", ""), "")
        if (is_preprint and note.get("RefType") == "UpdateIn") or (
            note.get("RefType") == "UpdateOf" and _is_of_preprint_server(child_text(note, "RefSource"))
        ):
            kind = "version_of"
        if kind and (work := _work_of(note)):
            found.setdefault(kind, []).append(work)
    return {
        kind: tuple(dict.fromkeys(found[kind]))
        for kind in ("version_of", "update_of", "superseded_by", "reply_to")
        if kind in found
    }


def _is_of_preprint_server(source: str) -> bool:
    return source.lower().startswith(
        ("medrxiv", "biorxiv", "res sq", "arxiv", "ssrn", "preprints", "psyarxiv", "chemrxiv")
    )


def _events(citation: Element, types: list[str]) -> Iterator[Retraction]:
    found = False
    for note in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        nature = _NOTICES.get(note.get("RefType", ""))
        if nature is None:
            continue
        found = found or nature == "retraction"
        source = child_text(note, "RefSource")
        day, doi = _SOURCE_DATE.search(source), _SOURCE_DOI.search(source)
        dated = parse_medline_date(day[1]) if day else None
        yield Retraction(
            nature=nature,
            date=dated.start if dated else None,
            doi=first_identifier(parse_doi, doi[1]) if doi else "",
            pmid=first_identifier(parse_pmid, child_text(note, "PMID")),
        )
    if not found and "retracted publication" in {kind.lower() for kind in types}:
        yield Retraction(nature="retraction")


def _headings(citation: Element, *, major: bool) -> Iterator[str]:
    """Yield subject headings without check tags; with `major`, those that are the work's main topics."""
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        name = child_text(heading, "DescriptorName")
        if name and not is_check_tag(name) and (not major or any(part.get("MajorTopicYN") == "Y" for part in heading)):
            yield name


def _keywords(citation: Element) -> tuple[str, ...]:
    own = [text_of(word).rstrip(".") for word in citation.iterfind("KeywordList/Keyword")]
    likely = _once([*_headings(citation, major=True), *own])
    return likely or _once(_headings(citation, major=False))


def _abstract(abstract: Element | None) -> tuple[AbstractPart, ...]:
    parts = (_abstract_part(text) for text in abstract.iterfind("AbstractText")) if abstract is not None else ()
    return parse_abstract(format_abstract(tuple(chain.from_iterable(parts))))


def _abstract_part(element: Element) -> Iterator[AbstractPart]:
    label = (element.get("Label") or "").strip().rstrip(":").upper()
    if label in {"UNLABELLED", "UNASSIGNED", "ABSTRACT", "SUMMARY"}:
        label = ""
    for paragraph in paragraphs_of(element).split("\n\n"):
        text = " ".join(paragraph.split())
        if text and not text.startswith(("©", "Copyright ©")):
            yield AbstractPart(label=label, text=text)
            label = ""


def _plain_summary(citation: Element) -> str:
    for abstract in citation.iterfind("OtherAbstract"):
        if abstract.get("Type", "").lower() == "plain-language-summary" and abstract.get("Language", "eng") == "eng":
            return "\n\n".join(filter(None, (text_of(text) for text in abstract.iterfind("AbstractText"))))
    return ""


def _once(texts: "Iterator[str] | tuple[str, ...] | list[str]") -> tuple[str, ...]:
    """Return texts without repetitions, whatever their capitals."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(text.lower(), text)
    return tuple(found.values())
