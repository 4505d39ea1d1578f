"""What the first page of the master index tells the script that narrows and sorts it."""

from painsite.config import Settings
from painsite.pages.formats.table import FILE_FORMATS
from painsite.pages.links import Href
from painsite.pages.values import Filter, Link

DATA = "/index/data/"
"""Where the script's files lie."""
_FACETS = ("tag", "study", "level", "with", "status", "year", "journal", "type")


def index_filter(settings: Settings, href: Href) -> Filter:
    """Return where its data are, and its words."""
    words, features = settings.wording, settings.features
    return Filter(
        stylesheet_href=href("/index.css"),
        scripts=(href("/index.js"),),
        facets_href=href(f"{DATA}facets.json"),
        names_href=href(f"{DATA}names.json"),
        rows_href=href(f"{DATA}rows-1.json"),
        facets=tuple((name, str(getattr(words, f"facet_{name}"))) for name in _FACETS),
        sorts=(
            ("published", words.sort_published),
            ("added", words.sort_added),
            ("cited", words.sort_cited),
            ("author", words.index_by_author),
            ("evidence", words.sort_evidence),
        ),
        exports=tuple(Link(href=href(f"/entries.{one.ending}"), text=one.words) for one in FILE_FORMATS)
        if features.exports
        else (),
        thousands=words.number[1:-3],
    )
