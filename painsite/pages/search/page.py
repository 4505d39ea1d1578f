"""The page of search, and what tells a browser that a site can be searched."""

from collections.abc import Iterable

from painsite.config import Settings
from painsite.linking.study_types import study_type
from painsite.pages.context import Context
from painsite.pages.links import Href
from painsite.pages.phrases import in_digits
from painsite.pages.planned import PageKind, as_it_is
from painsite.pages.search.bundles import bundles
from painsite.pages.values import Link, SearchPage
from painsite.pages.xml import DECLARATION, encode_xml, escape_xml

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME = 16
"""Letters of `ShortName`: https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md"""


def has_search(settings: Settings) -> bool:
    """Return whether a site can be searched."""
    return settings.features.search


def search_page(context: Context, href: Href, hubs: Iterable[tuple[str, str]] = ()) -> SearchPage:
    """Make the page of search; without JavaScript it leads to the lists, and to address and words of `hubs`."""
    words = context.settings.wording
    lists = (
        ("/bibliography/", words.all_entries, len(context.entries)),
        ("/articles/", words.all_articles, len(context.articles)),
    )
    return SearchPage(
        head=context.frame.head(words.search_title, words.search_field, "/search/", "search"),
        title=words.search_title,
        stylesheet_href=href("/search.css"),
        bundles=" ".join(map(str, bundles(context))),
        thousands=words.number[1:-3],
        filters=_filters(context),
        lists=(
            *[
                Link(href=href(address), text=text, note=in_digits(count, words))
                for address, text, count in lists
                if count
            ],
            *[Link(href=href(address), text=text) for address, text in hubs],
        ),
    )


SEARCH = PageKind("search.html", SearchPage, as_it_is)


def _filters(context: Context) -> tuple[str, ...]:
    """Return those filters that some site may have no use for: a choice of one thing is none."""
    entries = context.entries
    uses = {
        "kind": bool(entries and context.articles),
        "type": any(study_type(face.design) != "other" for face in entries),
        "tag": bool(context.tag_names),
        "commentary": any(face.has_commentary for face in entries),
    }
    return tuple([name for name, is_used in uses.items() if is_used])


def opensearch(context: Context) -> str:
    """Make the description with which a browser takes a site, which has a public address, among its search engines."""
    settings, absolute = context.settings, context.frame.linking.absolute
    description = settings.wording.search_description.format(name=settings.name)
    address = f"{absolute('/search/')}?q={{searchTerms}}"
    text = (
        f'<OpenSearchDescription xmlns="{_NAMESPACE}">\n'
        f"  <ShortName>{escape_xml(settings.name[:_LONGEST_NAME].strip())}</ShortName>\n"
        f"  <Description>{escape_xml(description)}</Description>\n"
        f"  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Image type="image/svg+xml">{escape_xml(absolute("/icon.svg"))}</Image>\n'
        f'  <Url type="text/html" template="{escape_xml(address)}"/>\n'
        "</OpenSearchDescription>\n"
    )
    return (DECLARATION + encode_xml(text)).decode()
