"""Which service is asked for which identifier, at which address, and how its answer is read."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from painsite.editing.formats.arxiv import parse_arxiv_feed
from painsite.editing.formats.crossref import parse_crossref
from painsite.editing.formats.datacite import parse_datacite
from painsite.editing.formats.identified import first_identifier
from painsite.editing.formats.json_values import objects_at, read_object, text_at, texts_at
from painsite.editing.formats.open_library import parse_open_library
from painsite.editing.formats.pubmed_xml import parse_pubmed_xml
from painsite.editing.identify import Identifier
from painsite.editing.record import Record
from painsite.editing.services.client import Client, ServiceError
from painsite.problems import Unreadable
from painsite.sources.identifiers import parse_doi, parse_pmid

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A service: how it is called, where it is, and how fast it is asked until it says so itself."""

    name: str
    address: str
    """Another one, such as a mirror, stands in the environment under `setting`."""
    setting: str
    pause: float
    """Seconds between two requests."""


CROSSREF = Source(name="Crossref", address="https://api.crossref.org", setting="PAINSITE_CROSSREF", pause=0.25)
PUBMED = Source(
    name="PubMed", address="https://eutils.ncbi.nlm.nih.gov/entrez/eutils", setting="PAINSITE_PUBMED", pause=0.42
)
PMC = Source(
    name="PubMed Central",
    address="https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1",
    setting="PAINSITE_PMC",
    pause=0.42,
)
ARXIV = Source(name="arXiv", address="https://export.arxiv.org/api", setting="PAINSITE_ARXIV", pause=3.0)
DATACITE = Source(name="DataCite", address="https://api.datacite.org", setting="PAINSITE_DATACITE", pause=0.38)
OPEN_LIBRARY = Source(name="Open Library", address="https://openlibrary.org", setting="PAINSITE_OPENLIBRARY", pause=1.0)
SOURCES = (CROSSREF, PUBMED, PMC, ARXIV, DATACITE, OPEN_LIBRARY)


def find_records(identifier: Identifier, client: Client) -> tuple[Record, ...]:
    """Return what is known of a work: by Crossref and PubMed where they have it, else by the one that does.

    The records may be of two works, where a database has a wrong identifier: `merge_records` looks at that. Empty where
    nobody knows the work. Raises `ServiceError`.
    """
    return tuple(_ASK[identifier.kind](identifier.value, client))


def _of_doi(doi: str, client: Client) -> Iterator[Record]:
    record = crossref(doi, client)
    if record is None:
        if record := datacite(doi, client):
            yield record
        return
    yield record
    found = pubmed_by_doi(doi, client)
    if found:
        yield found


def _of_pmid(pmid: str, client: Client) -> Iterator[Record]:
    record = pubmed(pmid, client)
    if record is None:
        return
    yield record
    if record.entry.doi and (published := crossref(record.entry.doi, client)):
        yield published


def _of_pmcid(pmcid: str, client: Client) -> Iterator[Record]:
    answer = _ask(client, PMC, "/articles/", {"ids": pmcid, "format": "json", **_ncbi(client)}, read_object)
    found = next(iter(objects_at(answer, "records")), {})
    pmid, doi = first_identifier(parse_pmid, text_at(found, "pmid")), first_identifier(parse_doi, text_at(found, "doi"))
    if pmid:
        yield from _of_pmid(pmid, client)
    elif doi:
        yield from _of_doi(doi, client)


def _of_arxiv(identifier: str, client: Client) -> Iterator[Record]:
    record = _ask(client, ARXIV, "/query", {"id_list": identifier, "max_results": "1"}, parse_arxiv_feed)
    if record:
        yield record


def _of_isbn(isbn: str, client: Client) -> Iterator[Record]:
    parameters = {"bibkeys": f"ISBN:{isbn}", "format": "json", "jscmd": "data"}
    record = _ask(client, OPEN_LIBRARY, "/api/books", parameters, lambda text: parse_open_library(text, isbn))
    if record:
        yield record


def crossref(doi: str, client: Client) -> Record | None:
    """Return Crossref's record of a DOI, or None where it has another agency or is unknown. Raises `ServiceError`."""
    return _ask(client, CROSSREF, f"/works/{quote(doi, safe='')}", _mail(client), parse_crossref)


def datacite(doi: str, client: Client) -> Record | None:
    """Return DataCite's record of a DOI. Raises `ServiceError`."""
    return _ask(client, DATACITE, f"/dois/{quote(doi, safe='')}", _mail(client), parse_datacite)


def pubmed(pmid: str, client: Client) -> Record | None:
    """Return PubMed's record. Raises `ServiceError`."""
    parameters = {"db": "pubmed", "id": pmid, "retmode": "xml", **_ncbi(client)}
    return _ask(client, PUBMED, "/efetch.fcgi", parameters, lambda text: _one_of_pubmed(text, pmid))


def _one_of_pubmed(text: str, pmid: str) -> Record | None:
    records, refusals = parse_pubmed_xml(text)
    record = next((record for record in records if record.entry.pmid == pmid), None)
    if refusals and record is None:
        raise Unreadable(f"the record of PMID {pmid} cannot be used: {refusals[0].message}")
    return record


def pubmed_by_doi(doi: str, client: Client) -> Record | None:
    """Return PubMed's record of a DOI: of what it finds, the one that has this very DOI. Raises `ServiceError`."""
    parameters = {"db": "pubmed", "term": f'"{doi}"[doi]', "retmode": "json", **_ncbi(client)}
    answer = _ask(client, PUBMED, "/esearch.fcgi", parameters, read_object)
    found = texts_at(answer, "esearchresult", "idlist")
    if len(found) != 1:
        return None
    record = pubmed(first_identifier(parse_pmid, *found), client)
    return record if record and record.entry.doi == doi else None


def _mail(client: Client) -> dict[str, str]:
    return {"mailto": client.contact} if client.contact else {}


def _ncbi(client: Client) -> dict[str, str]:
    """Return what NCBI wants to know of who asks (https://www.ncbi.nlm.nih.gov/books/NBK25497/)."""
    key = os.environ.get("NCBI_API_KEY")
    return {
        "tool": "painsite",
        **({"email": client.contact} if client.contact else {}),
        **({"api_key": key} if key else {}),
    }


def _ask(
    client: Client, source: Source, path: str, parameters: Mapping[str, str], read: Callable[[str], T]
) -> T | None:
    """Return what an answer says, or None where nothing is known. Raises `ServiceError`."""
    base = os.environ.get(source.setting) or source.address
    if not base.startswith(("https://", "http://")):
        raise ServiceError(f"`{source.setting}` is not an address: `{base}`; begin it with `https://`")
    address = base.rstrip("/") + path
    text = client.ask(source, address, parameters)
    if text is None:
        return None
    try:
        return read(text)
    except Unreadable as error:
        client.forget(address, parameters)
        raise ServiceError(f"{source.name}: {error.message}; try again later") from None


_ASK: Mapping[str, Callable[[str, Client], Iterator[Record]]] = {
    "doi": _of_doi, "pmid": _of_pmid, "pmcid": _of_pmcid, "arxiv": _of_arxiv, "isbn": _of_isbn,
}  # fmt: skip
