"""What pages say to machines is there in a browser, and nothing runs that should not."""

import json
from urllib.parse import quote

import pytest

from tests.browser.kinds import PAGES
from tests.browser.serving import Served
from tests.browser.visiting import Visits

TYPES = {
    "home": {"WebSite"},
    "entry": {"WebPage", "Article", "ScholarlyArticle", "BreadcrumbList"},
    "entry with notes": {"WebPage", "Article", "ScholarlyArticle", "BreadcrumbList"},
    "entry from BibTeX": {"WebPage", "ScholarlyArticle", "BreadcrumbList"},
    "bare entry": {"WebPage", "ScholarlyArticle", "BreadcrumbList"},
    "retracted entry": {"WebPage", "Article", "ScholarlyArticle", "BreadcrumbList"},
    "article": {"WebPage", "Article", "BreadcrumbList"},
    "graph": {"WebPage", "BreadcrumbList"},
    "search": {"WebPage", "BreadcrumbList"},
    "unknown address": set[str](),
}
"""By kind of page; any other is a list."""


@pytest.mark.parametrize("kind", PAGES)
def test_the_data_of_every_kind_of_page_parses(walk: Visits, kind: str) -> None:
    page = walk(PAGES[kind])
    texts = page.locator("script[type='application/ld+json']").all_text_contents()
    found = {one["@type"] for text in texts for one in json.loads(text)["@graph"]}
    assert found == TYPES.get(kind, {"CollectionPage", "BreadcrumbList"})


SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
DOI = "10.1097/BRS.0000000000004198"
TYPED = {
    "as it is": f"doi/{DOI.lower()}/",
    "in capitals": f"doi/{DOI}",
    "in capitals, with a slash": f"doi/{DOI}/",
    "as an address": f"doi/https://doi.org/{DOI}",
    "as a link": f"DOI/doi:{DOI}",
}


@pytest.mark.parametrize("form", TYPED)
def test_a_doi_leads_to_its_entry_however_it_is_typed(visit: Visits, site_below: Served, form: str) -> None:
    for site in (visit.site, site_below):
        page = visit(TYPED[form], status=200 if form == "as it is" else 404, site=site)
        page.wait_for_url(site.url(PAGES["entry"]))


AS_BROWSERS_SEND_IT = quote(SICI, safe="/:();,")


@pytest.mark.parametrize(
    "typed",
    [AS_BROWSERS_SEND_IT, f"{AS_BROWSERS_SEND_IT}/", AS_BROWSERS_SEND_IT.upper(), quote(SICI), quote(SICI, safe="")],
)
def test_a_doi_that_no_file_could_be_called_leads_to_its_entry(visit: Visits, typed: str) -> None:
    page = visit(f"doi/{typed}", status=404)
    page.wait_for_url(visit.site.url(PAGES["bare entry"]))


@pytest.mark.parametrize("unknown", ["doi/10.1000/NOBODY", "doi/10.1000/no%body", "pmid/1/", "doi/", "no/such/page"])
def test_an_identifier_that_nothing_has_gives_the_page_for_unknown_addresses(visit: Visits, unknown: str) -> None:
    page = visit(unknown, status=404)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == "Page not found"
    # where it was led to it is unknown too, and is not led on again
    assert len(visit.faults) <= 2
    visit.faults[:] = [fault for fault in visit.faults if "404" not in fault]
