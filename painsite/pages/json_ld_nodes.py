"""The structured data of entries and articles: our text, the work that it is about, what it cites."""

from collections.abc import Mapping, Sequence

from painsite.languages.codes import language_code
from painsite.model import Article, Entry, Face, Node
from painsite.pages.dates import last_change
from painsite.pages.frame import Frame
from painsite.pages.metadata.json_ld import (
    Value,
    date_text,
    own_people,
    page_value,
    people,
    status_of_work,
    text_id,
    type_of_work,
    work_id,
)
from painsite.sources.identifiers import arxiv_address, doi_address, pmcid_address, pmid_address

_PAGED = frozenset({"Article", "Chapter", "NewsArticle", "Report", "ScholarlyArticle"})
"""Types of schema.org that have a pagination."""
_WEB_TYPES = frozenset({"webpage", "post", "post-weblog"})


def entry_values(entry: Entry, face: Face, cited: Sequence[Face], image: str, frame: Frame) -> tuple[Value, ...]:
    """Describe the page of an entry, our text on it, and the work. `image` is the address of its image, or empty."""
    settings, linking = frame.settings, frame.linking
    work, text = {"@id": work_id(face.address, linking)}, {"@id": text_id(face.address, linking)}
    bibliography = {
        "@type": "CollectionPage",
        "@id": linking.absolute("/bibliography/"),
        "name": settings.wording.index_title,
    }
    page = page_value("WebPage", face.address, face.name, entry.summary, settings, linking)
    page |= {
        "isPartOf": [page["isPartOf"], bibliography],
        "about": work,
        "mainEntity": text if face.has_commentary else work,
        "reviewedBy": own_people(entry.reviewed_by, settings),
        "lastReviewed": date_text(entry.reviewed),
    }
    if not face.has_commentary:
        return page, _work(entry, face, frame)
    own = {
        "@type": "Article",
        **text,
        "headline": face.name,
        "about": work,
        "author": own_people(entry.written_by, settings),
        "datePublished": face.added,
        "dateModified": modified(entry, face),
        "inLanguage": settings.language,
        "image": image,
        "keywords": entry.tags,
        "mainEntityOfPage": {"@id": page["@id"]},
        "citation": [_cited(one, None, frame) for one in cited],
    }
    return page, own, _work(entry, face, frame)


def article_values(
    article: Article, face: Face, cited: Sequence[Face], works: Mapping[str, Node], image: str, frame: Frame
) -> tuple[Value, ...]:
    """Describe the page of an article and its text. Of the works that it cites outlines are enough."""
    settings, linking = frame.settings, frame.linking
    text = {"@id": text_id(face.address, linking)}
    page = page_value("WebPage", face.address, face.title, article.description, settings, linking)
    page |= {
        "mainEntity": text,
        "reviewedBy": own_people(article.reviewed_by, settings),
        "lastReviewed": date_text(article.reviewed),
    }
    own = {
        "@type": "BlogPosting" if article.kind == "post" else "Article",
        **text,
        "headline": face.title,
        "description": article.description,
        "author": own_people(article.authors, settings),
        "datePublished": date_text(article.date),
        "dateModified": modified(article, face),
        "inLanguage": settings.language,
        "image": image,
        "keywords": article.tags,
        "mainEntityOfPage": {"@id": page["@id"]},
        "citation": [_cited(one, works.get(one.citekey), frame) for one in cited],
    }
    return page, own


def modified(node: Node, face: Face) -> str:
    """Say when our text last changed, where that was after it was published."""
    last = last_change(node)
    return "" if last == face.added else last


def _cited(face: Face, node: Node | None, frame: Frame) -> Value:
    """Name what is cited, under the name that it has on its own page here."""
    if face.kind != "entry":
        kind = "BlogPosting" if face.kind == "post" else "Article"
        return {"@type": kind, "@id": text_id(face.address, frame.linking), "name": face.title}
    value: dict[str, object] = {
        "@type": type_of_work(face.type),
        "@id": work_id(face.address, frame.linking),
        "name": face.title,
    }
    if face.date:
        value["datePublished"] = face.date
    if isinstance(node, Entry) and (elsewhere := _elsewhere(node)):
        value["sameAs"] = elsewhere
    return value


def _work(entry: Entry, face: Face, frame: Frame) -> Value:
    kind = type_of_work(entry.type)
    return {
        "@type": kind,
        "@id": work_id(face.address, frame.linking),
        "name": entry.title,
        "author": people(entry.authors),
        "editor": people(entry.editors),
        "translator": people(entry.translators),
        "datePublished": date_text(entry.issued.start) if entry.issued else "",
        "publisher": _publishers(entry.publisher),
        "isPartOf": _container(entry),
        "pagination": entry.page_range if kind in _PAGED else "",
        "isbn": entry.isbn if kind == "Book" else "",
        "inLanguage": language_code(entry.language),
        "creativeWorkStatus": status_of_work(face.retraction),
        "isAccessibleForFree": True if face.free_full_text else None,
        "url": entry.url,
        "sameAs": _elsewhere(entry),
    }


def _publishers(names: str) -> Value | list[Value] | None:
    publishers: list[Value] = [{"@type": "Organization", "name": name} for name in names.split("; ") if name]
    return publishers if len(publishers) > 1 else next(iter(publishers), None)


def _container(entry: Entry) -> Value | None:
    """Return what a work is a part of: a journal, by way of its volume and issue, or a book or website."""
    if not entry.container_title:
        return None
    if not entry.type.startswith("article"):
        is_on_web = entry.type in _WEB_TYPES
        kind, isbn = ("WebSite", "") if is_on_web else ("Book", entry.isbn)
        return {"@type": kind, "name": entry.container_title, "isbn": isbn}
    found: Value = {"@type": "Periodical", "name": entry.container_title, "issn": entry.issn}
    if entry.volume:
        found = {"@type": "PublicationVolume", "volumeNumber": entry.volume, "isPartOf": found}
    if entry.issue:
        found = {"@type": "PublicationIssue", "issueNumber": entry.issue, "isPartOf": found}
    return found


def _elsewhere(entry: Entry) -> tuple[str, ...]:
    """Return the addresses that stand for the work itself."""
    known = (
        (doi_address, entry.doi),
        (pmid_address, entry.pmid),
        (pmcid_address, entry.pmcid),
        (arxiv_address, entry.arxiv),
    )
    return tuple([address(identifier) for address, identifier in known if identifier])
