r"""Addresses in `url` and among the words of `howpublished`."""

import pytest

from painsite.model import Entry, PartialDate
from painsite.sources.bibtex.reader import parse_bibtex


def work(fields: str, kind: str = "misc") -> tuple[Entry, list[str]]:
    (found,), problems = parse_bibtex(f"@{kind}{{kocher-1996, {fields}}}", path="classics.bib")
    return found, [str(problem).split(": ", 1)[1] for problem in problems]


A = "https://example.org/a"


@pytest.mark.parametrize(
    ("howpublished", "url", "publisher"),
    [
        (r"\url{https://example.org/a}", A, ""),
        (A, A, ""),
        (r"Available at \url{https://example.org/a}", A, ""),
        (r"Available from: https://example.org/a.", A, ""),
        (r"[Online]. Available: https://example.org/a", A, ""),
        (r"Online: \url{https://example.org/a}", A, ""),
        (r"Retrieved from \url{https://example.org/a}", A, ""),
        (r"Verfügbar unter: https://example.org/a", A, ""),
        (r"Web page (\url{https://example.org/a})", A, ""),
        (r"\href{https://example.org/a}{Online}", A, ""),
        (r"\href{https://example.org/a}{\texttt{https://example.org/a}}", A, ""),
        (r"\href{https://example.org/a}{Patient leaflet}", A, "Patient leaflet"),
        (r"\texttt{https://example.org/a}", A, ""),
        (r"Public lecture, \url{https://example.org/a}", A, "Public lecture"),
        (r"Public lecture. Available at: \url{https://example.org/a}", A, "Public lecture"),
        (r"Available at SSRN: https://example.org/a", A, "SSRN"),
        (r"GitHub repository at \url{https://example.org/a}", A, "GitHub repository"),
        (r"Preprint at https://example.org/a", A, ""),
        (r"Accessed from https://example.org/a", A, ""),
        (r"Accessed on yyyy-mm-dd from https://example.org/a", A, ""),
        (r"Spiegel Online, https://example.org/a", A, "Spiegel Online"),
        (r"\url{www.example.org/a\_b}", "http://www.example.org/a_b", ""),
        (r"www.example.org", "http://www.example.org", ""),
        (r"\url{https://example.org/$\sim$kocher/}", "https://example.org/~kocher/", ""),
        (r"{\tt https://example.org/a}", A, ""),
        (r"{\em https://example.org/a}, Leaflet", A, "Leaflet"),
        ("see (https://example.org/a).", A, ""),
        (r"\url{https://example.org/Pain_(film)}", "https://example.org/Pain_(film)", ""),
        ("see (https://example.org/Pain_(film)).", "https://example.org/Pain_(film)", ""),
        ("Web site of the clinic", "", "Web site of the clinic"),
        ("Leaflet", "", "Leaflet"),
        ("guide.pdf", "", "guide.pdf"),
        ("Online", "", ""),
        ("Mail to me@www.example.org", "", "Mail to me@www.example.org"),
    ],
)
def test_an_address_is_told_from_the_words_of_howpublished(howpublished: str, url: str, publisher: str) -> None:
    found, problems = work(f"howpublished = {{{howpublished}}}")
    assert (found.url, found.publisher, problems) == (url, publisher, [])
    assert found.type == ("webpage" if url else "document")


def test_words_beside_an_address_of_its_own_keep_their_page_a_page() -> None:
    found, _ = work("howpublished = {Web site of the clinic}, url = {https://example.org/a}")
    assert (found.type, found.url, found.publisher) == ("webpage", A, "Web site of the clinic")


def test_howpublished_may_name_a_preprint() -> None:
    found, problems = work("howpublished = {arXiv preprint arXiv:2101.00001}")
    assert (found.type, found.arxiv, found.publisher, problems) == ("article", "2101.00001", "", [])


@pytest.mark.parametrize(
    "howpublished",
    [r"\url{https://example.org/a} (accessed 12 March 2015)", r"Accessed: 2015-03-12. \url{https://example.org/a}"],
)
def test_the_day_on_which_a_page_was_looked_at_is_read(howpublished: str) -> None:
    found, problems = work(f"howpublished = {{{howpublished}}}")
    assert (found.url, found.accessed, found.publisher) == (A, PartialDate(year=2015, month=3, day=12), "")
    assert problems == []


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (r"http://example.org/$\sim$kocher/", "http://example.org/~kocher/"),
        (r"http://example.org/\~{}kocher/", "http://example.org/~kocher/"),
        (r"http://example.org/{\textasciitilde}kocher/", "http://example.org/~kocher/"),
        (r"http://example.org/{\raise.17ex\hbox{$\scriptstyle\sim$}}kocher/", "http://example.org/~kocher/"),
        (r"http://example.org/\texttildelow{}kocher/", "http://example.org/~kocher/"),
        (r"http://example.org/\string~kocher/", "http://example.org/~kocher/"),
        (r"\url{https://example.org/a\%20b\_c\#d}", "https://example.org/a%20b_c#d"),
        (r"https://example.org/a{\_}b", "https://example.org/a_b"),
        (r"https:\/\/example.org\/a", A),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        (f"<{A}>", A),
        (f"URL: {A}", A),
        (f"{A} (accessed 2020)", A),
        (f"{A} {A}", A),
        ("www.example.org/a", "http://www.example.org/a"),
    ],
)
def test_an_address_loses_its_latex(url: str, wanted: str) -> None:
    found, problems = work(f"url = {{{url}}}", "article")
    assert (found.url, problems) == (wanted, [])


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            "url = {https://example.org/a; https://example.org/b}",
            "bad-url: `https://example.org/a; https://example.org/b` contains 2 addresses, and the first is used;",
        ),
        (
            r"howpublished = {\url{https://example.org/a} and \url{https://example.org/b}}",
            (
                r"bad-url: `\url{https://example.org/a} and \url{https://example.org/b}` contains 2 addresses,"
                " and the first is used;"
            ),
        ),
    ],
)
def test_of_several_addresses_the_first_is_read_and_this_is_told(fields: str, problem: str) -> None:
    found, problems = work(fields)
    assert (found.url, problems) == (A, [f"{problem} keep the one that belongs to this work"])
