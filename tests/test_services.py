"""The client: polite, patient and clear, against a server of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from painsite.editing.identify import Identifier
from painsite.editing.services.client import Client, ServiceError
from painsite.editing.services.kept_answers import KeptAnswers
from painsite.editing.services.lookup import CROSSREF, find_records
from painsite.editing.services.pace import pause_between, wait_asked_for
from tests.services import Answer, Services, serve_recordings, use_recordings

DOI = "10.5555/spine.2021.023"
PMID = "36825522"
KEPT = "what was written before is kept"


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serve_recordings() as services:
        use_recordings(monkeypatch, services)
        services.known = {"topics"}
        yield services


class Clock:
    """Time that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def seconds(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[Client]:
    made = make_client(tmp_path, clock)
    yield made
    made.close()


def make_client(folder: Path, clock: Clock, *, fresh: bool = False, contact: str = "") -> Client:
    kept = KeptAnswers(folder / ".painsite")
    return Client(kept=kept, contact=contact, fresh=fresh, seconds=clock.seconds, sleep=clock.sleep)


# how fast


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 0.025),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"}, 0.25),
        ({"x-ratelimit-limit": "3"}, 0.417),
        ({"x-ratelimit-limit": "1000", "x-ratelimit-interval": "300s"}, 0.375),
        ({"x-rate-limit-limit": "100", "x-rate-limit-interval": "5m"}, 3.75),
        ({}, 2.0),
        ({"x-rate-limit-limit": "none"}, 2.0),
        ({"x-rate-limit-limit": "0"}, 2.0),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "99999h"}, 2.0),
    ],
)
def test_four_fifths_of_a_limit_are_used(headers: dict[str, str], pause: float) -> None:
    assert round(pause_between(headers, 2.0), 3) == pause


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:01:10 GMT", 10.0),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:01:10 -0000", 10.0),
        ("Thu, 01 Jan 1970 01:01:10 +0100", 10.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(text: str, seconds: float | None) -> None:
    assert wait_asked_for({"retry-after": text}, 60.0) == seconds


def test_requests_keep_the_pace_that_the_last_answer_names(services: Services, client: Client, clock: Clock) -> None:
    slow = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s"}
    services.answers = {"/works/": [Answer(status=404, headers=slow)]}
    for number in range(3):
        client.ask(CROSSREF, f"{services.address}/works/{number}", {})
    assert clock.slept == [0.625, 0.625]


# what is asked


def test_a_doi_is_looked_up_at_crossref_and_pubmed(services: Services, client: Client) -> None:
    records = find_records(Identifier("doi", DOI), client)
    assert [record.source for record in records] == ["crossref", "pubmed"]
    assert [path.partition("?")[0] for path in services.asked] == [
        "/works/10.5555%2Fspine.2021.023",
        "/esearch.fcgi",
        "/efetch.fcgi",
    ]


@pytest.mark.usefixtures("services")
def test_a_pmid_and_a_pmcid_lead_to_both_too(client: Client) -> None:
    assert [record.source for record in find_records(Identifier("pmid", PMID), client)] == ["pubmed", "crossref"]
    assert [record.source for record in find_records(Identifier("pmcid", "PMC4464797"), client)] == [
        "pubmed",
        "crossref",
    ]


@pytest.mark.usefixtures("services")
def test_a_work_that_nobody_knows_has_no_records(client: Client) -> None:
    for kind, value in (
        ("doi", "10.5555/nobody.knows"),
        ("pmid", "12"),
        ("arxiv", "1806.05726"),
        ("isbn", "9780198526636"),
    ):
        assert find_records(Identifier(kind, value), client) == ()  # type: ignore[arg-type] # kinds as in the table


def test_who_asks_says_so(services: Services, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "a-key-of-ones-own")
    client = make_client(tmp_path, clock, contact="editor@example.org")
    find_records(Identifier("doi", DOI), client)
    client.close()
    assert "painsite/" in services.headers[0]["user-agent"]
    assert "mailto:editor@example.org" in services.headers[0]["user-agent"]
    assert services.asked[0].endswith("?mailto=editor%40example.org")
    assert "tool=painsite&email=editor%40example.org&api_key=a-key-of-ones-own" in services.asked[2]


def test_a_key_is_never_written_to_disk(
    services: Services, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "a-key-of-ones-own")
    client = make_client(tmp_path, clock, contact="editor@example.org")
    find_records(Identifier("pmid", PMID), client)
    client.close()
    kept = [path.read_bytes() for path in (tmp_path / ".painsite").rglob("*.answer")]
    assert len(kept) == 2
    assert not any(b"a-key" in content or b"example.org" in content for content in kept)
    assert services.asked


def test_arxiv_datacite_and_open_library_have_what_the_others_do_not(services: Services, client: Client) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'
        "<id>http://arxiv.org/abs/1806.05726v1</id><published>2018-06-14T20:15:04Z</published><title>Journal of Open\n"
        " Source Software</title><summary>Made by hand.</summary><author><name>Arfon M Smith</name></author>"
        "<arxiv:doi>10.5555/joss</arxiv:doi></entry></feed>"
    )
    thesis = (
        '{"data": {"attributes": {"doi": "10.5555/thesis", "titles": [{"title": "On pain"}, {"title": "A study",'
        ' "titleType": "Subtitle"}], "creators": [{"familyName": "Weber", "givenName": "Henrik"}], "publisher": "UiO",'
        ' "publicationYear": 1983, "types": {"resourceTypeGeneral": "Dissertation"}}}}'
    )
    book = (
        '{"ISBN:9780198526636": {"title": "Made by hand", "subtitle": "a book", "authors": [{"name": "Anna Roy"}],'
        ' "publishers": [{"name": "OUP"}], "publish_date": "March 2003"}}'
    )
    services.answers = {
        "/query": [Answer(feed.encode(), headers={"Content-Type": "application/atom+xml"})],
        "/dois/": [Answer(thesis.encode())],
        "/api/books": [Answer(book.encode())],
    }
    (preprint,) = find_records(Identifier("arxiv", "1806.05726"), client)
    assert (preprint.entry.title, preprint.entry.arxiv) == ("Journal of Open Source Software", "1806.05726v1")
    assert preprint.entry.relations == {"version_of": ("doi:10.5555/joss",)}
    (dissertation,) = find_records(Identifier("doi", "10.5555/thesis"), client)
    assert (dissertation.entry.type, dissertation.entry.title) == ("thesis", "On pain: A study")
    (bound,) = find_records(Identifier("isbn", "9780198526636"), client)
    assert (bound.entry.title, str(bound.entry.issued and bound.entry.issued.start)) == (
        "Made by hand: a book",
        "2003-03",
    )


# what is kept


def test_what_was_answered_today_is_not_asked_again(services: Services, client: Client) -> None:
    first = find_records(Identifier("doi", DOI), client)
    asked = len(services.asked)
    assert find_records(Identifier("doi", DOI), client) == first
    assert len(services.asked) == asked


def test_an_answer_with_an_etag_is_sent_once(services: Services, tmp_path: Path, clock: Clock) -> None:
    services.answers = {"/works/": [Answer(b"{}", headers={"ETag": '"one"'}), Answer(status=304)]}
    client = make_client(tmp_path, clock, fresh=True)
    address = f"{services.address}/works/1"
    assert [client.ask(CROSSREF, address, {}), client.ask(CROSSREF, address, {})] == ["{}", "{}"]
    client.close()
    assert [headers.get("if-none-match") for headers in services.headers] == [None, '"one"']


def test_a_damaged_answer_counts_as_not_there(services: Services, client: Client, tmp_path: Path) -> None:
    find_records(Identifier("pmid", PMID), client)
    for path in (tmp_path / ".painsite").rglob("*.answer"):
        path.write_bytes(b"damaged")
    asked = len(services.asked)
    assert find_records(Identifier("pmid", PMID), client)
    assert len(services.asked) == 2 * asked


def test_what_cannot_be_understood_is_not_kept(services: Services, client: Client) -> None:
    services.answers = {"/works/": [Answer(b'{"status": "ok", "message": {"DOI"')]}
    with pytest.raises(ServiceError):
        find_records(Identifier("doi", DOI), client)
    services.answers = {}
    assert len(find_records(Identifier("doi", DOI), client)) == 2


# what goes wrong


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again(services: Services, client: Client, clock: Clock, status: int) -> None:
    services.answers = {"/efetch": [Answer(status=status), Answer(status=status), Answer(b"<PubmedArticleSet/>")]}
    assert find_records(Identifier("pmid", "12"), client) == ()
    assert [seconds for seconds in clock.slept if seconds >= 1] == [1.0, 2.0]


def test_retry_after_is_honoured(services: Services, client: Client, clock: Clock) -> None:
    services.answers = {"/efetch": [Answer(status=429, headers={"Retry-After": "7"}), Answer(b"<PubmedArticleSet/>")]}
    find_records(Identifier("pmid", "12"), client)
    assert 7.0 in clock.slept


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            Answer(status=503),
            f"Crossref is busy or out of order (status 503); try again later; {KEPT}",
        ),
        (
            Answer(status=429, headers={"Retry-After": "3600"}),
            f"Crossref is busy or out of order (status 429) and asks to wait 3600 seconds; try again then; {KEPT}",
        ),
        (
            Answer(b"<html>Log in</html>", headers={"Content-Type": "text/html"}),
            (
                "Crossref answered with a web page instead of a record: it is out of order, or this network asks for a"
                f" login; try again later; {KEPT}"
            ),
        ),
        (Answer(b"no", status=403), f"Crossref refuses to answer (status 403); {KEPT}"),
        (Answer(b"{}" * 100, cut=100), f"the answer of `127.0.0.1` broke off; try again later; {KEPT}"),
        (Answer(b'{"title": "\xff"}'), f"the answer of Crossref is not text in utf-8; try again later; {KEPT}"),
        (
            Answer(b"{}", headers={"Content-Type": "application/json; charset=klingon"}),
            f"the answer of Crossref is not text in klingon; try again later; {KEPT}",
        ),
        (Answer(b'{"status": '), "Crossref: the JSON cannot be read beyond line 1, column 12; try again later"),
        (
            Answer(b'{"status": "ok", "message": {"DOI": "10.5555/1"}}'),
            "Crossref: Crossref's record of 10.5555/1 has no title; try again later",
        ),
        (Answer(b" " * 20_000_001), f"the answer of Crossref is larger than 20 MB; {KEPT}"),
    ],
)
def test_what_goes_wrong_is_said_clearly(services: Services, client: Client, answer: Answer, message: str) -> None:
    services.answers = {"/works/": [answer]}
    with pytest.raises(ServiceError) as error:
        find_records(Identifier("doi", DOI), client)
    assert str(error.value) == message


def test_another_charset_is_read(services: Services, client: Client) -> None:
    header = {"Content-Type": "application/json; charset=iso-8859-1"}
    services.answers = {
        "/works/": [
            Answer(
                '{"status": "ok", "message": {"DOI": "10.5555/1", "title": "Schädel"}}'.encode("latin-1"),
                headers=header,
            )
        ]
    }
    assert find_records(Identifier("doi", "10.5555/1"), client)[0].entry.title == "Schädel"


def test_half_an_answer_of_pubmed_is_no_record(services: Services, client: Client) -> None:
    services.answers = {"/efetch": [Answer(b"<PubmedArticleSet><PubmedArticle><MedlineCitation>")]}
    with pytest.raises(
        ServiceError, match="PubMed: the record of PMID 12 cannot be used: the XML cannot be read beyond"
    ):
        find_records(Identifier("pmid", "12"), client)


def test_without_a_network_the_host_is_named(client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAINSITE_CROSSREF", "http://127.0.0.1:9")
    with pytest.raises(ServiceError) as error:
        find_records(Identifier("doi", DOI), client)
    assert str(error.value) == (
        "cannot reach `127.0.0.1`: there is no connection to the internet, or the service is down; try again later;"
        f" {KEPT}"
    )
    assert clock.slept.count(1.0) == 1


def test_an_address_of_a_service_is_one_of_the_web(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAINSITE_CROSSREF", "file:///etc/passwd")
    with pytest.raises(ServiceError, match="`PAINSITE_CROSSREF` is not an address: `file:///etc/passwd`"):
        find_records(Identifier("doi", DOI), client)
