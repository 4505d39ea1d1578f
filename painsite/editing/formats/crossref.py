"""Crossref's answer about one work → a record.

Source: https://api.crossref.org/swagger-ui/index.html, and its JSON of works.
"""

import re
from collections.abc import Iterator, Mapping

from painsite.editing.formats.csl_parts import CSL_TYPE_BY_CROSSREF_TYPE, date_at, names_at, plain
from painsite.editing.formats.identified import first_identifier, named_work
from painsite.editing.formats.json_values import JsonObject, object_at, objects_at, read_object, text_at, texts_at
from painsite.editing.formats.pages import article_number, full_pages
from painsite.editing.formats.study_designs import design_from_title
from painsite.editing.formats.titles import join_subtitle, plain_title
from painsite.editing.record import Appearance, Record
from painsite.linking.retractions import add_events
from painsite.model import RELATIONS, AbstractPart, Entry, Retraction, RetractionNature, Study
from painsite.problems import Unreadable
from painsite.sources.abstracts import parse_abstract
from painsite.sources.field_markup import read_markup, read_tex_math
from painsite.sources.identifiers import parse_doi, parse_isbn, parse_issn

_NATURES: Mapping[str, RetractionNature] = {
    "retraction": "retraction", "withdrawal": "retraction", "removal": "retraction",
    "expression_of_concern": "concern", "correction": "correction", "corrigendum": "correction",
    "erratum": "correction", "clarification": "correction", "partial_retraction": "correction",
    "reinstatement": "reinstatement",
}  # fmt: skip
"""Of `updated-by` and `update-to`, with `_` for blanks and hyphens. https://www.crossref.org/documentation/crossmark/"""
_RELATIONS = {
    "is-preprint-of": "version_of", "has-preprint": "version_of", "is-version-of": "version_of",
    "has-version": "version_of", "is-manuscript-of": "version_of", "has-manuscript": "version_of",
    "is-replaced-by": "superseded_by", "replaces": "update_of", "is-comment-on": "reply_to", "is-reply-to": "reply_to",
    "is-review-of": "reply_to",
}  # fmt: skip
_BOOKS = frozenset({"book", "chapter", "paper-conference", "entry"})
_SERIES = re.compile(
    r"\b(series|lecture notes|contemporary|studies in|advances in|progress in|methods in)\b", re.IGNORECASE
)
_COPYRIGHT = ("©", "copyright ©", "copyright (c)", "(c) 20")


def parse_crossref(text: str, *, source: str = "crossref") -> Record:
    """Read the answer of `/works/{doi}`. Raises Unreadable for what is none and for a work without a title."""
    answer = read_object(text)
    message = object_at(answer, "message")
    if text_at(answer, "status") != "ok" or not text_at(message, "DOI"):
        raise Unreadable("this is not Crossref's answer about a work")
    record = crossref_record(message, source=source)
    if not record.entry.title:
        raise Unreadable(f"Crossref's record of {text_at(message, 'DOI')} has no title")
    return record


def crossref_record(work: JsonObject, *, source: str = "crossref") -> Record:
    """Return the record of a work as the REST API's `message`, or an item of a list of works, has it."""
    kind = CSL_TYPE_BY_CROSSREF_TYPE.get(text_at(work, "type"), "document")
    is_preprint = kind == "article" and text_at(work, "subtype") in {"preprint", ""}
    authors, collaboration = names_at(work, "author")
    title = plain_title(join_subtitle(plain(text_at(work, "title")), plain(text_at(work, "subtitle"))))
    container, series = _containers(work, kind)
    appearance = _appearance(work)
    online = appearance.online if appearance.printed else None
    entry = Entry(
        citekey="",
        path="",
        type=kind,
        title=title,
        authors=authors,
        collaboration=collaboration,
        editors=names_at(work, "editor")[0],
        translators=names_at(work, "translator")[0],
        container_title=container,
        container_abbreviation=_abbreviation(work, container),
        publisher=plain(text_at(work, "publisher")) if kind != "article-journal" else "",
        place=plain(text_at(work, "publisher-location")) if kind != "article-journal" else "",
        edition=text_at(work, "edition-number"),
        series=series,
        genre=plain(text_at(work, "degree")) if kind == "thesis" else "",
        institution=""
        if is_preprint
        else "; ".join(plain(text_at(one, "name")) for one in objects_at(work, "institution")),
        event=plain(text_at(work, "event", "name")),
        issued=appearance.printed or appearance.online or date_at(work, "issued") or date_at(work, "published"),
        publication_status="preprint" if is_preprint else "",
        volume=text_at(work, "volume"),
        issue=text_at(work, "issue") or text_at(work, "journal-issue", "issue"),
        page_range=full_pages(text_at(work, "page")) or article_number(text_at(work, "article-number")),
        doi=first_identifier(parse_doi, text_at(work, "DOI")),
        isbn=first_identifier(parse_isbn, *(isbn.rpartition("/")[2] for isbn in texts_at(work, "ISBN")))
        if kind in _BOOKS
        else "",
        issn=_issn(work),
        language=text_at(work, "language"),
        works_cited=_works_cited(work),
        relations=_relations(work),
        events=add_events((), _events(work)),
        extra=_extra(work, online=str(online.start) if online else ""),
        abstract=_abstract(text_at(work, "abstract")),
        study=Study(design=design_from_title(title) if kind in {"article-journal", "article"} else ""),
    )
    return Record(entry=entry, source=source, appearance=appearance)


def _containers(work: JsonObject, kind: str) -> tuple[str, str]:
    """Return where a work appeared, and the series of that, which may stand before or behind it."""
    titles = [plain(title) for title in texts_at(work, "container-title")]
    if not titles:
        hosts = [plain(text_at(one, "name")) for one in objects_at(work, "institution")]
        return (hosts[0] if hosts and kind == "article" else ""), ""
    if len(titles) == 1 or kind == "article-journal":
        return titles[0], ""
    series = next((title for title in titles if _SERIES.search(title)), titles[0])
    return next(title for title in [*titles, ""] if title != series), series


def _abbreviation(work: JsonObject, container: str) -> str:
    short = plain(text_at(work, "short-container-title"))
    return short if short.casefold() != container.casefold() else ""


def _appearance(work: JsonObject) -> Appearance:
    printed = date_at(work, "published-print") or date_at(work, "journal-issue", "published-print")
    return Appearance(printed=printed, online=date_at(work, "published-online") or date_at(work, "posted"))


def _issn(work: JsonObject) -> str:
    typed = sorted(objects_at(work, "issn-type"), key=lambda one: text_at(one, "type") != "print")
    return first_identifier(parse_issn, *(text_at(one, "value") for one in typed), *texts_at(work, "ISSN"))


def _works_cited(work: JsonObject) -> tuple[str, ...]:
    dois = (named_work(doi=text_at(reference, "DOI")) for reference in objects_at(work, "reference"))
    return tuple(dict.fromkeys(filter(None, dois)))


def _relations(work: JsonObject) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, kind in _RELATIONS.items():
        for one in objects_at(work, "relation", name):
            if text_at(one, "id-type").lower() == "doi":
                found.setdefault(kind, []).append(named_work(doi=text_at(one, "id")))
    for one in objects_at(work, "update-to"):
        kind = "reply_to" if _update_kind(one) == "addendum" else "update_of"
        found.setdefault(kind, []).append(named_work(doi=text_at(one, "DOI")))
    for one in objects_at(work, "updated-by"):
        if _update_kind(one) in {"new_version", "new_edition"}:
            found.setdefault("superseded_by", []).append(named_work(doi=text_at(one, "DOI")))
    own = named_work(doi=text_at(work, "DOI"))
    works = {kind: tuple(dict.fromkeys(one for one in found.get(kind, ()) if one and one != own)) for kind in RELATIONS}
    return {kind: named for kind, named in works.items() if named}


def _events(work: JsonObject) -> Iterator[Retraction]:
    """Yield what became of the work. One event may stand twice, from its publisher and from Retraction Watch."""
    for one in objects_at(work, "updated-by"):
        nature = _NATURES.get(_update_kind(one))
        day = date_at(one, "updated")
        if nature:
            doi = first_identifier(parse_doi, text_at(one, "DOI"))
            yield Retraction(nature=nature, date=day.start if day else None, doi=doi)


def _update_kind(update: JsonObject) -> str:
    return text_at(update, "type").lower().replace("-", "_").replace(" ", "_")


def _extra(work: JsonObject, *, online: str) -> Mapping[str, str]:
    orcids = (
        f"{plain(text_at(author, 'family'))} {orcid.rpartition('/')[2]}"
        for author in objects_at(work, "author")
        if (orcid := text_at(author, "ORCID"))
    )
    given = {"published_online": online, "orcid": "; ".join(orcids)}
    return {name: text for name, text in given.items() if text}


def _abstract(markup: str) -> tuple[AbstractPart, ...]:
    parts = parse_abstract(read_markup(read_tex_math(markup))[0]) if markup else ()
    kept = [part for part in parts if not part.text.lower().startswith(_COPYRIGHT)]
    if kept and not kept[0].label and kept[0].text.lower().rstrip(".:") in {"abstract", "summary"}:
        kept = kept[1:]
    return tuple(kept)
