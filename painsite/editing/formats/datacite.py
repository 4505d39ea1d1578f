"""DataCite's answer about one work → a record.

Source: https://support.datacite.org/docs/api-get-doi, and the metadata schema 4.6.
"""

from painsite.editing.formats.csl_parts import plain
from painsite.editing.formats.identified import first_identifier, named_work
from painsite.editing.formats.json_values import JsonObject, object_at, objects_at, read_object, text_at, texts_at
from painsite.editing.formats.pages import full_pages
from painsite.editing.formats.people import person
from painsite.editing.formats.titles import join_subtitle, plain_title
from painsite.editing.record import Appearance, Record
from painsite.model import RELATIONS, Entry, Names, Person
from painsite.problems import Unreadable
from painsite.sources.abstracts import parse_abstract
from painsite.sources.dates import parse_issued
from painsite.sources.field_markup import read_markup
from painsite.sources.identifiers import parse_doi, parse_isbn

_TYPES = {
    "dataset": "dataset", "software": "software", "dissertation": "thesis", "thesis": "thesis", "book": "book",
    "bookchapter": "chapter", "journalarticle": "article-journal", "datapaper": "article-journal",
    "conferencepaper": "paper-conference", "conferenceproceeding": "book", "preprint": "article", "report": "report",
    "image": "graphic", "audiovisual": "motion_picture", "film": "motion_picture", "collection": "collection",
    "standard": "standard", "peerreview": "review",
}  # fmt: skip
"""https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/resourceTypeGeneral/"""
_RELATIONS = {
    "IsVersionOf": "version_of", "HasVersion": "version_of", "IsVariantFormOf": "version_of",
    "IsPreviousVersionOf": "superseded_by", "IsObsoletedBy": "superseded_by", "IsNewVersionOf": "update_of",
    "Obsoletes": "update_of", "IsReviewOf": "reply_to",
}  # fmt: skip


def parse_datacite(text: str, *, source: str = "datacite") -> Record:
    """Read the answer of `/dois/{doi}`. Raises Unreadable for what is none and for a work without a title."""
    work = object_at(read_object(text), "data", "attributes")
    doi = first_identifier(parse_doi, text_at(work, "doi"))
    if not doi:
        raise Unreadable("this is not DataCite's answer about a work")
    title = _title(work)
    if not title:
        raise Unreadable(f"DataCite's record of {doi} has no title")
    kind = _type(work)
    appearance = _appearance(work)
    people, groups = _people(work)
    entry = Entry(
        citekey="",
        path="",
        type=kind,
        title=title,
        authors=Names(people=people or groups),
        collaboration="; ".join(group.literal for group in groups) if people else "",
        container_title=plain(text_at(work, "container", "title")),
        publisher=plain(text_at(work, "publisher", "name") or text_at(work, "publisher")),
        version=text_at(work, "version"),
        issued=appearance.online,
        publication_status="preprint" if kind == "article" else "",
        volume=text_at(work, "container", "volume"),
        issue=text_at(work, "container", "issue"),
        page_range=full_pages(
            "-".join(filter(None, (text_at(work, "container", end) for end in ("firstPage", "lastPage"))))
        ),
        doi=doi,
        isbn=_isbn(work) if kind in {"book", "chapter"} else "",
        language=text_at(work, "language"),
        relations=_relations(work),
        abstract=parse_abstract(read_markup(_description(work))[0]),
    )
    keywords = tuple(dict.fromkeys(plain(text_at(subject, "subject")) for subject in objects_at(work, "subjects")))
    return Record(entry=entry, source=source, keywords=tuple(filter(None, keywords)), appearance=appearance)


def _title(work: JsonObject) -> str:
    titles = objects_at(work, "titles")
    main = next((plain(text_at(title, "title")) for title in titles if not text_at(title, "titleType")), "")
    subtitle = next(
        (plain(text_at(title, "title")) for title in titles if text_at(title, "titleType") == "Subtitle"), ""
    )
    return plain_title(join_subtitle(main, subtitle))


def _type(work: JsonObject) -> str:
    for name in (text_at(work, "types", "resourceTypeGeneral"), text_at(work, "types", "resourceType")):
        if found := _TYPES.get(name.replace(" ", "").lower()):
            return found
    return "document"


def _appearance(work: JsonObject) -> Appearance:
    dates = {text_at(date, "dateType"): text_at(date, "date") for date in objects_at(work, "dates")}
    for text in (dates.get("Issued", ""), text_at(work, "publicationYear"), dates.get("Available", "")):
        try:
            return Appearance(online=parse_issued(text[:10])) if text else Appearance()
        except Unreadable:
            continue
    return Appearance()


def _people(work: JsonObject) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    people: list[Person] = []
    groups: list[Person] = []
    for creator in objects_at(work, "creators"):
        one = person(family=plain(text_at(creator, "familyName")), given=plain(text_at(creator, "givenName")))
        name = plain(text_at(creator, "name"))
        if one and text_at(creator, "familyName"):
            people.append(one)
        elif "," in name and text_at(creator, "nameType") != "Organizational":
            family, _, given = name.partition(",")
            people += [found] if (found := person(family=family, given=given)) else []
        elif name:
            groups.append(Person(literal=name))
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(groups))


def _isbn(work: JsonObject) -> str:
    given = [
        *texts_at(work, "container", "identifier"),
        *(text_at(one, "identifier") for one in objects_at(work, "identifiers")),
    ]
    return first_identifier(parse_isbn, *given)


def _relations(work: JsonObject) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in objects_at(work, "relatedIdentifiers"):
        kind = _RELATIONS.get(text_at(one, "relationType"), "")
        if kind and text_at(one, "relatedIdentifierType") == "DOI":
            found.setdefault(kind, []).append(named_work(doi=text_at(one, "relatedIdentifier")))
    named = {kind: tuple(dict.fromkeys(filter(None, found.get(kind, ())))) for kind in RELATIONS}
    return {kind: works for kind, works in named.items() if works}


def _description(work: JsonObject) -> str:
    for one in objects_at(work, "descriptions"):
        if text_at(one, "descriptionType") == "Abstract":
            return text_at(one, "description")
    return ""
