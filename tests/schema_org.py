"""What of schema.org our pages use: which types there are, and which properties each may have."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyld import jsonld

SPACE = "http://schema.org/"
# https://schema.org/docs/jsonldcontext.jsonld, as far as terms are addresses or dates
CONTEXT = {
    "@context": {
        "@vocab": SPACE,
        **{name: {"@id": f"{SPACE}{name}", "@type": "@id"} for name in ("url", "sameAs", "item", "image")},
        **{
            name: {"@id": f"{SPACE}{name}", "@type": f"{SPACE}Date"}
            for name in ("datePublished", "dateModified", "lastReviewed")
        },
    }
}
ABOVE: Mapping[str, str] = {
    "CreativeWork": "Thing",
    **dict.fromkeys(
        (
            "Article", "Book", "Chapter", "CreativeWorkSeries", "Legislation", "Map", "Movie", "PublicationIssue",
            "PublicationVolume", "Thesis", "WebPage", "WebSite",
        ),
        "CreativeWork",
    ),
    **dict.fromkeys(("NewsArticle", "Report", "ScholarlyArticle", "SocialMediaPosting"), "Article"),
    "BlogPosting": "SocialMediaPosting",
    "BreadcrumbList": "ItemList",
    "CollectionPage": "WebPage",
    "ItemList": "Thing",
    "ListItem": "Thing",
    "Organization": "Thing",
    "Periodical": "CreativeWorkSeries",
    "Person": "Thing",
    "SearchAction": "Thing",
    "EntryPoint": "Thing",
}  # fmt: skip
"""By type the type that it is a kind of. https://schema.org/docs/full.html"""
PROPERTIES: Mapping[str, frozenset[str]] = {
    "Thing": frozenset("name description url sameAs image mainEntityOfPage potentialAction".split()),
    "CreativeWork": frozenset(
        "about author citation creativeWorkStatus dateModified datePublished editor headline inLanguage"
        " isAccessibleForFree isPartOf keywords mainEntity publisher".split()
    ),
    "WebPage": frozenset("breadcrumb lastReviewed reviewedBy".split()),
    "Article": frozenset({"pagination"}),
    "Chapter": frozenset({"pagination"}),
    "Book": frozenset({"isbn"}),
    "CreativeWorkSeries": frozenset({"issn"}),
    "PublicationVolume": frozenset({"volumeNumber"}),
    "PublicationIssue": frozenset({"issueNumber"}),
    "ItemList": frozenset({"itemListElement"}),
    "ListItem": frozenset("item position".split()),
    "SearchAction": frozenset("target query-input".split()),
    "EntryPoint": frozenset({"urlTemplate"}),
}
"""By type the properties that it has of its own, of those that we use."""


def expand(text: str) -> list[dict[str, Any]]:
    """Read JSON-LD as a processor does, and ask no other host."""

    def load(address: str, _options: object) -> dict[str, object]:
        assert address == "https://schema.org"
        return {"contextUrl": None, "documentUrl": address, "document": CONTEXT, "contentType": "application/ld+json"}

    expanded: list[dict[str, Any]] = jsonld.expand(json.loads(text), {"documentLoader": load})
    return expanded


def faults(expanded: object) -> list[str]:
    """Give what is none of the vocabulary."""
    return [fault for node in nodes(expanded) for fault in _faults(node)]


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Give each object that has properties, at any depth."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        if any(key.startswith(SPACE) for key in value):
            yield value
        for one in value.values():
            yield from nodes(one)


def _faults(node: dict[str, Any]) -> Iterator[str]:
    types = [one.removeprefix(SPACE) for one in node.get("@type", ["Thing"])]
    allowed: set[str] = set()
    for kind in types:
        above: str | None = kind
        if kind not in {*ABOVE, "Thing"}:
            yield f"{kind} is no type"
        while above:
            allowed |= PROPERTIES.get(above, frozenset())
            above = ABOVE.get(above)
    for key, values in node.items():
        if not key.startswith("@") and key.removeprefix(SPACE) not in allowed:
            yield f"{types} has no {key}"
        if isinstance(values, list) and any(isinstance(one, dict) and one.get("@value") == "" for one in values):
            yield f"{key} is empty"
