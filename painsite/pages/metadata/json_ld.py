"""What pages say of themselves to machines, in the words of schema.org: JSON-LD.

An entry's page is about a work of others. It is not that work, and where it has commentary or notes, these are a text
of our own. So there are three things on it, each with a name of its own: the page (its address), our text (`#text`)
and the work (`#work`). It is no `Review`: search engines take that for stars, which a rating of evidence is not.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import json

from painsite.config import Settings
from painsite.model import Names, PartialDate, Person
from painsite.pages.links import Linking

Value = Mapping[str, object]
"""An object of JSON-LD; what is empty is left out when it is written."""

TYPES = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "ScholarlyArticle",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""By CSL type. A dataset is a `CreativeWork` too: of a `Dataset` search engines expect that the page offers it."""
_ARTICLES = frozenset({"the", "die", "das"})
_STATUS = {"retraction": "Retracted", "concern": "Expression of concern", "correction": "Corrected"}


def type_of_work(csl_type: str) -> str:
    """Return the type of schema.org of a work."""
    return TYPES.get(csl_type, "CreativeWork")


def status_of_work(nature: str) -> str:
    """Say what became of a work, in words for machines; empty where it stands as it was published."""
    return _STATUS.get(nature, "")


def work_id(address: str, linking: Linking) -> str:
    """Name the work that the entry at an address is about."""
    return f"{linking.absolute(address)}#work"


def text_id(address: str, linking: Linking) -> str:
    """Name our text on the page at an address."""
    return f"{linking.absolute(address)}#text"


def people(names: Names) -> tuple[Value, ...]:
    """Return the authors of a work, as far as it names them."""
    return tuple([_person(person) for person in names.people])


def own_people(names: Iterable[str], settings: Settings) -> tuple[Value, ...]:
    """Return those who write and review our texts: people, unless the name is the site's or begins with an article."""
    return tuple([{"@type": "Organization" if is_group(name, settings) else "Person", "name": name} for name in names])


def date_text(date: PartialDate | None) -> str:
    """Write a date (ISO 8601, possibly reduced); empty where there is none."""
    return str(date) if date else ""


def page_value(
    kind: str, address: str, title: str, description: str, settings: Settings, linking: Linking
) -> dict[str, object]:
    """Describe a page, of a type of schema.org."""
    own = linking.absolute(address)
    return {
        "@type": kind,
        "@id": own,
        "url": own,
        "name": title,
        "description": description,
        "inLanguage": settings.language,
        "isPartOf": {"@id": _site_id(linking)},
        "breadcrumb": {"@id": f"{own}#breadcrumb"},
    }


def site_value(settings: Settings, linking: Linking) -> Value:
    """Describe the site. That it can be searched is said where it can be."""
    search: Value = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{linking.absolute('/search/')}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        "@id": _site_id(linking),
        "url": linking.absolute("/"),
        "name": settings.name,
        "description": settings.description or settings.tagline,
        "inLanguage": settings.language,
        "potentialAction": search if settings.features.search else None,
    }


def breadcrumb_value(trail: Sequence[tuple[str, str]], linking: Linking) -> Value:
    """Say where a page stands: names and addresses from the home page to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{linking.absolute(trail[-1][1])}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": linking.absolute(address)}
            for position, (name, address) in enumerate(trail, 1)
        ],
    }


def script_html(values: Iterable[Value]) -> str:
    """Write JSON-LD for a `script` element. Without `<` no text can end that, nor begin a comment."""
    graph = [_without_gaps(value) for value in values]
    text = json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    return text.replace("<", r"\u003c").replace(">", r"\u003e")


def _without_gaps(value: Value) -> Value:
    return {
        key: _without_gaps(part) if isinstance(part, dict) else part for key, part in value.items() if part not in _GAPS
    }


_GAPS: tuple[object, ...] = (None, "", (), [], {})


def _site_id(linking: Linking) -> str:
    return f"{linking.absolute('/')}#website"


def _person(person: Person) -> Value:
    if not person.literal:
        name = " ".join(part for part in (person.given, person.last_name, person.suffix) if part)
        return {"@type": "Person", "name": name}
    # a name of one word may be anybody's; of several, it would have been divided if it were a person's
    return {"@type": "Organization", "name": person.literal} if " " in person.literal else {"name": person.literal}


def is_group(name: str, settings: Settings) -> bool:
    """Return whether a name in our credits is no person's: the site's, or one that begins with an article."""
    return name == settings.name or name.partition(" ")[0].lower() in _ARTICLES
