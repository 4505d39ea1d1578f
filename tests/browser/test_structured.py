"""What pages say to machines is there in a browser, and nothing runs that should not."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html as lxml_html

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
def test_the_data_of_every_kind_of_page_parses(published: Path, kind: str) -> None:
    # no script writes them: what is published is what a browser has
    source = published / PAGES[kind]
    tree = lxml_html.parse(source if source.is_file() else source / "index.html")
    texts = tree.xpath("//script[@type='application/ld+json']/text()")
    found = {one["@type"] for text in texts for one in json.loads(str(text))["@graph"]}
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
def test_a_doi_leads_to_its_entry_however_it_is_typed(walk: Visits, site_below: Served, form: str) -> None:
    for site in (walk.site, site_below):
        page = walk(TYPED[form], status=200 if form == "as it is" else 404, site=site)
        page.wait_for_url(site.url(PAGES["entry"]))


AS_BROWSERS_SEND_IT = quote(SICI, safe="/:();,")


@pytest.mark.parametrize(
    "typed",
    [AS_BROWSERS_SEND_IT, f"{AS_BROWSERS_SEND_IT}/", AS_BROWSERS_SEND_IT.upper(), quote(SICI), quote(SICI, safe="")],
)
def test_a_doi_that_no_file_could_be_called_leads_to_its_entry(walk: Visits, typed: str) -> None:
    page = walk(f"doi/{typed}", status=404)
    page.wait_for_url(walk.site.url(PAGES["bare entry"]))


UNKNOWN = {
    "doi/10.1000/NOBODY": "doi/10.1000/nobody/",
    "doi/10.1000/no%body": "doi/10.1000/no~25body/",
    "pmid/1/": "pmid/1/",
    "doi/": "doi/",
    "no/such/page": "no/such/page",
}
"""What nothing has, and where it is looked for."""


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_an_identifier_that_nothing_has_gives_the_page_for_unknown_addresses(walk: Visits, unknown: str) -> None:
    page = walk(unknown, status=404)
    page.wait_for_url(walk.site.url(UNKNOWN[unknown]), wait_until="load")
    assert page.locator("h1").inner_text() == "Page not found"
    # where it was led to it is unknown too, and is not led on again
    assert len(walk.faults) <= 2
    walk.faults[:] = [fault for fault in walk.faults if "404" not in fault]
