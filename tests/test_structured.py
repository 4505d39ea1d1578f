"""What pages say of themselves to machines: JSON-LD, OpenGraph, canonical addresses, Highwire's elements."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import html5lib
import pytest
from lxml import html as lxml_html
from msgspec.structs import replace

from painsite.config import DEFAULTS, Settings
from painsite.linking.library import link
from painsite.pages.context import make_context
from painsite.pages.json_ld_nodes import entry_values
from painsite.pages.links import Linking
from painsite.pages.metadata.json_ld import breadcrumb_value, own_people, script_html, type_of_work
from painsite.sources.schema import CSL_TYPES
from tests.hostile import HOSTILE, hostile_site
from tests.schema_org import ABOVE, SPACE, expand, faults, nodes
from tests.support import WEBER, Built, build_site, entry, some, svg

BASE = "https://example.org/notes"
FIELDS = """\
headline: Worn discs say little
title: Association of Lumbar MRI Findings with Back Pain
authors: ["Kasch, Richard", {literal: World Health Organization}, {literal: WHO}]
editors: [Weber H]
journal: Spine (Phila Pa 1976)
issn: 0362-2436
date: 2022-02-01
volume: 47
issue: 3
pages: 201-211
doi: 10.1097/BRS.0000000000004198
pmid: 34732634
pmcid: PMC4464797
publisher: Wolters Kluwer
language: en
url: https://journals.example.org/kasch
image: {file: disc.png, alt: A worn disc}
summary: Little & late.
tags: [imaging, back pain]
added: 2026-11-20
updated: 2026-11-23
reviewed: 2026-11-24
written_by: [Jane Roe, The editors]
reviewed_by: [John Doe]
commentary: Fits @weber-1983 and [the guide](@guide).
"""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x20\x00\x00\x02\x58\x08\x02\x00\x00\x00"
SITE = {
    "bibliography/site.yaml": f"name: PainSci\ntagline: Backs\nlanguage: en-GB\nurl: {BASE}\npage_size: 10\n",
    "bibliography/kasch-2022.yaml": FIELDS,
    "bibliography/weber-1983.yaml": (
        "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\naliases: [weber83]\n"
    ),
    "bibliography/book.yaml": (
        "title: Backs\ntype: book\nisbn: 9780198526636\nimage: {file: drawing.svg, alt: A back}\n"
    ),
    "bibliography/drawing.svg": svg(800, 600),
    **{f"bibliography/work-{number}.yaml": "title: Work\nyear: 1990\ntags: [all]\n" for number in range(11)},
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\nkind: guide\ndescription: All of it.\nauthors: [Jane Roe]\ndate: 2026-11-21\n"
        "updated: 2026-11-22\nreviewed_by: [John Doe]\nreviewed: 2026-11-24\ntags: [imaging]\n"
        "image: {file: ../disc.png, alt: A disc}\n---\nAs [@kasch-2022] says, and [@post].\n"
    ),
    "bibliography/articles/post.md": "---\ntitle: A post\nkind: post\n---\nYes.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("site")
    (root / "bibliography").mkdir()
    (root / "bibliography/disc.png").write_bytes(PNG)
    built = build_site(root, SITE)
    assert built.problems == []
    return built


def data_of(built: Built, page: str) -> dict[str, Any]:
    """Give the things that a page tells of, by type: those of its graph."""
    [text] = built.page(page).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {one["@type"]: one for one in data["@graph"]}


def test_an_entry_says_that_our_text_is_about_a_work_of_others(site: Built) -> None:
    data = data_of(site, "bibliography/kasch-2022/")
    page, text, work = data["WebPage"], data["Article"], data["ScholarlyArticle"]
    address = f"{BASE}/bibliography/kasch-2022/"
    assert (page["@id"], page["mainEntity"], page["about"]) == (
        address,
        {"@id": f"{address}#text"},
        {"@id": f"{address}#work"},
    )
    assert page["isPartOf"] == [
        {"@id": f"{BASE}/#website"},
        {"@type": "CollectionPage", "@id": f"{BASE}/bibliography/", "name": "All entries"},
    ]
    assert (page["reviewedBy"], page["lastReviewed"]) == ([{"@type": "Person", "name": "John Doe"}], "2026-11-24")
    assert text == {
        "@type": "Article",
        "@id": f"{address}#text",
        "headline": "Worn discs say little",
        "about": {"@id": f"{address}#work"},
        "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "The editors"}],
        "datePublished": "2026-11-20",
        "dateModified": "2026-11-23",
        "inLanguage": "en-GB",
        "image": f"{BASE}/media/disc.png",
        "keywords": ["imaging", "back pain"],
        "mainEntityOfPage": {"@id": address},
        "citation": [
            {
                "@type": "ScholarlyArticle",
                "@id": f"{BASE}/bibliography/weber-1983/#work",
                "name": "Lumbar disc herniation",
                "datePublished": "1983",
            },
            {"@type": "Article", "@id": f"{BASE}/articles/guide/#text", "name": "The Guide"},
        ],
    }
    assert work == {
        "@type": "ScholarlyArticle",
        "@id": f"{address}#work",
        "name": "Association of Lumbar MRI Findings with Back Pain",
        "author": [
            {"@type": "Person", "name": "Richard Kasch"},
            {"@type": "Organization", "name": "World Health Organization"},
            {"name": "WHO"},
        ],
        "editor": [{"@type": "Person", "name": "H Weber"}],
        "datePublished": "2022-02-01",
        "publisher": {"@type": "Organization", "name": "Wolters Kluwer"},
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "3",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "47",
                "isPartOf": {"@type": "Periodical", "name": "Spine (Phila Pa 1976)", "issn": "0362-2436"},
            },
        },
        "pagination": "201-211",
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "url": "https://journals.example.org/kasch",
        "sameAs": [
            "https://doi.org/10.1097/brs.0000000000004198",
            "https://pubmed.ncbi.nlm.nih.gov/34732634/",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797/",
        ],
    }


def test_an_entry_on_which_we_say_nothing_claims_no_text_of_ours(site: Built) -> None:
    data = data_of(site, "bibliography/book/")
    assert set(data) == {"WebPage", "Book", "BreadcrumbList"}
    assert data["WebPage"]["mainEntity"] == {"@id": f"{BASE}/bibliography/book/#work"}
    assert data["Book"]["isbn"] == "9780198526636"


def test_an_article_says_what_it_cites(site: Built) -> None:
    data = data_of(site, "articles/guide/")
    address = f"{BASE}/articles/guide/"
    assert data["WebPage"]["mainEntity"] == {"@id": f"{address}#text"}
    assert data["Article"]["citation"] == [
        {
            "@type": "ScholarlyArticle",
            "@id": f"{BASE}/bibliography/kasch-2022/#work",
            "name": "Association of Lumbar MRI Findings with Back Pain",
            "datePublished": "2022-02-01",
            "sameAs": [
                "https://doi.org/10.1097/brs.0000000000004198",
                "https://pubmed.ncbi.nlm.nih.gov/34732634/",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797/",
            ],
        },
        {"@type": "BlogPosting", "@id": f"{BASE}/articles/post/#text", "name": "A post"},
    ]
    assert data_of(site, "articles/post/")["BlogPosting"]["headline"] == "A post"


def test_the_home_page_says_that_the_site_can_be_searched_where_it_can(site: Built, tmp_path: Path) -> None:
    found = data_of(site, "index.html")["WebSite"]
    assert found["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/search/?q={{search_term_string}}"
    settings = "url: https://example.org/\nfeatures: {search: false}\n"
    assert (
        "potentialAction"
        not in data_of(build_site(tmp_path, {"bibliography/site.yaml": settings}), "index.html")["WebSite"]
    )


TRAILS = {
    "bibliography/": ["All entries"],
    "bibliography/kasch-2022/": ["All entries", "Kasch et al 2022"],
    "index/year/2/": ["All entries", "All entries, page 2"],
    "index/a-z/": ["All entries"],
    "articles/": ["Articles"],
    "articles/guide/": ["Articles", "The Guide"],
    "tags/": ["Topics"],
    "tags/imaging/": ["Topics", "imaging"],
    "tags/all/2/": ["Topics", "all", "all, page 2"],
}


@pytest.mark.parametrize("page", TRAILS)
def test_a_page_says_where_it_stands(site: Built, page: str) -> None:
    trail = data_of(site, page)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == list(range(1, len(trail) + 1))
    names = [step["name"] for step in trail]
    assert (names[0], trail[0]["item"], trail[-1]["item"]) == ("PainSci", f"{BASE}/", f"{BASE}/{page}")
    assert [name.replace("Kasch 2022", "Kasch et al 2022") for name in names[1:]] == TRAILS[page]


# Recommended of an Article; nothing is required.
# https://developers.google.com/search/docs/appearance/structured-data/article
ARTICLE = ("author", "dateModified", "datePublished", "headline", "image")
AUTHOR = ("@type", "name")
# Required of a BreadcrumbList, which has at least two items, and of each ListItem.
# https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
BREADCRUMBS = {"itemListElement"}
STEP = {"@type", "item", "name", "position"}
# Required of a WebSite, for the name of a site.
# https://developers.google.com/search/docs/appearance/site-names
WEBSITE = {"name", "url"}


@pytest.mark.parametrize("page", ["bibliography/kasch-2022/", "articles/guide/"])
def test_a_text_of_ours_has_all_that_search_engines_want_of_an_article(site: Built, page: str) -> None:
    text = data_of(site, page)["Article"]
    assert [name for name in ARTICLE if not text.get(name)] == []
    assert all(author[name] for author in text["author"] for name in AUTHOR)
    assert text["image"].startswith("https://")


def test_trails_and_the_site_have_all_that_search_engines_require(site: Built) -> None:
    for path in some(sorted(site.output.rglob("index.html"))):
        page = path.relative_to(site.output).as_posix().removesuffix("index.html")
        if site.page(page or "index.html").xpath("//meta[@http-equiv='refresh']"):
            continue
        data = data_of(site, page or "index.html")
        if not page:
            assert data["WebSite"].keys() >= WEBSITE
            continue
        trail = data["BreadcrumbList"]
        assert trail.keys() >= BREADCRUMBS
        assert len(trail["itemListElement"]) >= 2
        assert all(step.keys() == STEP for step in trail["itemListElement"])


def test_a_processor_finds_nothing_that_schema_org_does_not_know(site: Built) -> None:
    found = set()
    for path in some(sorted(site.output.rglob("*.html"))):
        for text in lxml_html.parse(path).xpath("//script[@type='application/ld+json']/text()"):
            expanded = expand(str(text))
            assert faults(expanded) == [], path
            named = {node["@id"] for node in nodes(expanded) if "@id" in node}
            pointed = {
                one["@id"]
                for node in nodes(expanded)
                for key in ("mainEntity", "breadcrumb")
                for one in node.get(SPACE + key, [])
            }
            assert pointed <= named, path
            found |= {kind for node in nodes(expanded) for kind in node.get("@type", [])}
    assert len(found) > 10


def test_what_schema_org_does_not_know_would_be_found() -> None:
    assert faults(
        expand(script_html([{"@type": "Entry", "@id": "https://example.org/"}, {"@type": "WebPage", "isbn": "1"}]))
    ) == ["['WebPage'] has no http://schema.org/isbn"]
    assert faults(expand(script_html([{"@type": "Entry", "name": "Weber 1983"}])))[0] == "Entry is no type"


def test_every_type_of_work_is_a_type_of_schema_org() -> None:
    assert {type_of_work(name) for name in CSL_TYPES} <= set(ABOVE)


def test_what_became_of_a_work_is_said_of_the_work_and_not_of_our_text() -> None:
    weber = entry("weber-1983", "title: Lumbar disc herniation\ncommentary: A trial.\n")
    library, _ = link([weber], [])
    settings = Settings(url="https://example.org/")
    frame = make_context(library, settings, Linking(url=settings.url)).frame
    for nature, status in (("retraction", "Retracted"), ("concern", "Expression of concern"), ("reinstatement", None)):
        face = replace(library.faces["weber-1983"], retraction=nature)
        _, text, work = entry_values(weber, face, (), "", frame)
        data = json.loads(script_html([text, work]))["@graph"]
        assert [one.get("creativeWorkStatus") for one in data] == [None, status]


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("hostile"), hostile_site(HOSTILE[request.param]), tolerant=True)


def test_no_text_ends_the_element_that_holds_the_data(hostile: Built) -> None:
    for path in some(sorted(hostile.output.rglob("*.html"))):
        text = path.read_text(encoding="utf-8")
        scripts = list(html5lib.parse(text, namespaceHTMLElements=False).iter("script"))
        assert len([one for one in scripts if not one.get("src")]) == (
            'http-equiv="refresh"' not in text and path.name != "404.html"
        )
        for script in scripts:
            if not script.get("src"):
                assert "<" not in str(script.text)
                assert faults(expand(str(script.text))) == []


def test_data_holds_texts_as_they_are(hostile: Built) -> None:
    page = hostile.page("bibliography/weber-1983/")
    heading = page.xpath("string(//h1)")
    data = data_of(hostile, "bibliography/weber-1983/")
    assert " ".join(data["Article"]["headline"].split()) == " ".join(heading.split())
    # a work's own title is what HTML in it means, so that it can differ from a headline with the same signs
    title = page.xpath("string(//p[@class='title'])") or heading
    assert " ".join(data["ScholarlyArticle"]["name"].split()) == " ".join(title.split())


@pytest.mark.parametrize(
    "settings", ["name: PainSci\n", "url: https://example.org/\nfeatures: {structured_data: false}\n"]
)
def test_without_an_address_or_a_wish_for_it_pages_say_nothing_to_machines(tmp_path: Path, settings: str) -> None:
    files = {"bibliography/site.yaml": settings, "bibliography/weber-1983.yaml": "title: Discs\ntags: [disc]\n"}
    built = build_site(tmp_path, {**files, "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nYes.\n"})
    for path in some(built.output.rglob("*.html")):
        page = lxml_html.parse(path)
        assert page.xpath("//script[not(@src)] | //meta[@property] | //meta[@name='twitter:card']") == []


def social(built: Built, page: str) -> dict[str, str]:
    found = built.page(page).xpath("//meta[@property]")
    return {one.get("property"): one.get("content") for one in found}


def test_other_sites_learn_how_to_show_a_link_to_an_entry(site: Built) -> None:
    assert social(site, "bibliography/kasch-2022/") == {
        "og:type": "article",
        "og:title": "Worn discs say little",
        "og:description": "Little & late.",
        "og:url": f"{BASE}/bibliography/kasch-2022/",
        "og:site_name": "PainSci",
        "og:locale": "en_GB",
        "og:image": f"{BASE}/media/disc.png",
        "og:image:width": "800",
        "og:image:height": "600",
        "og:image:alt": "A worn disc",
    }
    cards = site.page("bibliography/kasch-2022/").xpath("//meta[@name='twitter:card']/@content")
    assert cards == ["summary_large_image"]


def test_lists_and_entries_without_a_text_are_no_articles_and_have_no_image(site: Built) -> None:
    for page in ("index.html", "tags/imaging/", "bibliography/book/"):
        found = social(site, page)
        assert (found["og:type"], "og:image" in found) == ("website", False)


@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("index.html", f"{BASE}/"),
        ("bibliography/kasch-2022/", f"{BASE}/bibliography/kasch-2022/"),
        ("articles/guide/", f"{BASE}/articles/guide/"),
        ("bibliography/", f"{BASE}/bibliography/"),
        ("index/year/2/", f"{BASE}/index/year/2/"),
        ("index/a-z/", f"{BASE}/index/a-z/"),
        ("tags/", f"{BASE}/tags/"),
        ("tags/all/", f"{BASE}/tags/all/"),
        ("tags/all/2/", f"{BASE}/tags/all/2/"),
        ("bibliography/weber83/", f"{BASE}/bibliography/weber-1983/"),
        ("doi/10.1097/brs.0000000000004198/", f"{BASE}/bibliography/kasch-2022/"),
        ("pmid/34732634/", f"{BASE}/bibliography/kasch-2022/"),
        ("404.html", None),
    ],
)
def test_each_kind_of_page_has_its_canonical_address(site: Built, page: str, canonical: str | None) -> None:
    assert site.page(page).xpath("//link[@rel='canonical']/@href") == ([canonical] if canonical else [])
    robots = site.page(page).xpath("//meta[@name='robots']/@content")
    assert (robots == ["noindex"]) == (canonical != f"{BASE}/{page.removeprefix('index.html')}")


def test_own_people_are_people_unless_their_name_is_that_of_a_group() -> None:
    names = ["Jane Roe", "The editors", "Die Redaktion", "Bibliography", "Theodora Roe"]
    assert [one["@type"] for one in own_people(names, DEFAULTS)] == [
        "Person", "Organization", "Organization", "Organization", "Person"
    ]  # fmt: skip


def test_a_trail_goes_from_the_first_page_to_the_last() -> None:
    linking = Linking(url="https://example.org/")
    value = breadcrumb_value((("Home", "/"), ("Müller", "/bibliography/Müller/")), linking)
    assert value["@id"] == "https://example.org/bibliography/M%C3%BCller/#breadcrumb"
    assert [(step["position"], step["name"]) for step in value["itemListElement"]] == [(1, "Home"), (2, "Müller")]


THESIS = """\
type: thesis
title: Backs
authors: ["van den Berg, Jan"]
year: 1990
institution: Oslo
full_text: https://example.org/t.PDF
"""
HIGHWIRE = {
    FIELDS: [
        ("title", "Association of Lumbar MRI Findings with Back Pain"),
        ("author", "Kasch, Richard"),
        ("author", "World Health Organization,"),
        ("author", "WHO,"),
        ("publication_date", "2022/02/01"),
        ("journal_title", "Spine (Phila Pa 1976)"),
        ("volume", "47"),
        ("issue", "3"),
        ("firstpage", "201"),
        ("lastpage", "211"),
        ("publisher", "Wolters Kluwer"),
        ("issn", "0362-2436"),
        ("doi", "10.1097/brs.0000000000004198"),
        ("pmid", "34732634"),
        ("language", "en"),
    ],
    THESIS: [
        ("title", "Backs"),
        ("author", "van den Berg, Jan"),
        ("publication_date", "1990"),
        ("dissertation_institution", "Oslo"),
        ("pdf_url", "https://example.org/t.PDF"),
    ],
    "type: report\ntitle: Backs\nnumber: 12\ninstitution: WHO\ncontainer_title: Series\n": [
        ("title", "Backs"),
        ("technical_report_institution", "WHO"),
        ("technical_report_number", "12"),
    ],
    "type: chapter\ntitle: Discs\nbooktitle: Backs\npages: e12\nisbn: 9780198526636\n": [
        ("title", "Discs"),
        ("inbook_title", "Backs"),
        ("book_title", "Backs"),
        ("firstpage", "e12"),
        ("isbn", "9780198526636"),
    ],
    # one author with blanks on both sides of the comma would be taken for two
    "type: book\ntitle: Discs\nauthors: ['van den Berg, Jan Willem']\nabstract: 'METHODS: 280 patients.'\n": [
        ("title", "Discs"),
        ("author", "van den Berg, Jan Willem;"),
        ("abstract", "METHODS: 280 patients."),
    ],
    "type: paper-conference\ntitle: Discs\ncontainer_title: Proceedings on backs\n": [
        ("title", "Discs"),
        ("conference_title", "Proceedings on backs"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("fields", HIGHWIRE, ids=lambda fields: fields.partition("\n")[0])
def test_an_entry_can_say_what_a_papers_own_page_would_say(tmp_path: Path, fields: str) -> None:
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography/disc.png").write_bytes(PNG)
    files = {
        "bibliography/site.yaml": "highwire_tags: true\n",
        "bibliography/a.yaml": fields.replace("commentary: Fits @weber-1983 and [the guide](@guide).\n", ""),
    }
    built = build_site(tmp_path, files)
    assert built.result.errors == 0, built.problems
    found = built.page("bibliography/a/").xpath("//meta[starts-with(@name, 'citation_')]")
    assert [(one.get("name").removeprefix("citation_"), one.get("content")) for one in found] == HIGHWIRE[fields]


def test_unless_asked_no_page_claims_to_be_the_paper(site: Built) -> None:
    assert site.page("bibliography/kasch-2022/").xpath("//meta[starts-with(@name, 'citation_')]") == []


@pytest.mark.parametrize(
    ("fields", "descriptions"),
    [
        ("summary: Ours.\n", 0),
        ("summary: Ours.\nabstract: Old.\n", 2),
        ("summary: Ours.\nabstract: Old.\nabstract_paraphrased: true\n", 0),
    ],
)
def test_what_a_paper_does_not_say_is_not_guessed_from_its_page(tmp_path: Path, fields: str, descriptions: int) -> None:
    files = {
        "bibliography/site.yaml": "highwire_tags: true\nurl: https://example.org/\n",
        "bibliography/a.yaml": f"title: Discs\njournal: Spine\nyear: 2001\n{fields}",
    }
    page = build_site(tmp_path, files).page("bibliography/a/")
    assert len(page.xpath("//meta[@name='description' or @property='og:description']")) == descriptions
    assert page.xpath("//*[contains(concat(' ', @class, ' '), ' byline ')]") == []
    assert page.xpath("//p[@class='whose']")[0].text_content() == "Spine, 2001"


GUIDE_TO_BACKS = """---
title: A guide to back pain
description: What helps.
authors: [Paul Ingraham, The editors]
date: 2024-05-01
updated: 2024-06-02
tags: [back pain]
kind: KIND
---
Old discs heal [@weber-1983].
"""


@pytest.mark.parametrize(("kind", "item"), [("guide", "webpage"), ("article", "webpage"), ("post", "blogPost")])
def test_an_articles_own_page_offers_the_article_beside_the_works_that_it_cites(
    tmp_path: Path, kind: str, item: str
) -> None:
    files = {
        "bibliography/site.yaml": "name: Backs\nurl: https://example.org/\n",
        "bibliography/weber-1983.yaml": WEBER,
        "bibliography/articles/guide.md": GUIDE_TO_BACKS.replace("KIND", kind),
    }
    page = build_site(tmp_path, files).page("articles/guide/")
    own, cited = (parse_qs(one.get("title"), strict_parsing=True) for one in page.xpath("//span[@class='Z3988']"))
    assert own == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft_id": ["https://example.org/articles/guide/"],
        "rft.title": ["A guide to back pain"],
        "rft.source": ["Backs"],
        "rft.creator": ["Paul Ingraham", "The editors,"],
        "rft.date": ["2024-05-01"],
        "rft.language": ["en"],
        "rft.subject": ["back pain"],
        "rft.description": ["What helps."],
        "rft.type": [item],
    }
    assert cited["rft.atitle"] == ["Lumbar disc herniation"]
    assert [one.get("content") for one in page.xpath("//meta[@name='author']")] == ["Paul Ingraham", "The editors"]
    assert {one.get("property"): one.get("content") for one in page.xpath("//meta[contains(@property, '_time')]")} == {
        "article:published_time": "2024-05-01",
        "article:modified_time": "2024-06-02",
    }


def test_without_structured_data_an_article_offers_nothing(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "url: https://example.org/\nfeatures: {structured_data: false}\n",
        "bibliography/weber-1983.yaml": WEBER,
        "bibliography/articles/guide.md": GUIDE_TO_BACKS.replace("KIND", "article"),
    }
    page = build_site(tmp_path, files).page("articles/guide/")
    assert page.xpath("//span[@class='Z3988'] | //meta[@name='author'] | //meta[contains(@property, '_time')]") == []
