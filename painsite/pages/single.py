"""The pages of which a site has one: home, all tags, 404; and those at old addresses."""

from collections.abc import Iterable, Mapping
from operator import itemgetter

from painsite.pages.context import Context
from painsite.pages.graph.page import graph_link
from painsite.pages.inline import render_inline
from painsite.pages.links import Href
from painsite.pages.lists.lists import lines_of
from painsite.pages.metadata.heads import SILENT, About
from painsite.pages.orders import sort_text
from painsite.pages.phrases import counted, in_digits
from painsite.pages.planned import PageKind, as_it_is
from painsite.pages.values import ErrorPage, HomePage, Link, RedirectPage, TagsPage, Topic

_LINES = 6
_HOME_TAGS = 40
_DEPTH = 6
"""Of tags below tags on one page."""


def home_page(context: Context, href: Href, hubs: Iterable[tuple[str, str]] = ()) -> HomePage:
    """Make the first page; `hubs` are addresses and words of ways into the bibliography."""
    settings, words, library = context.settings, context.settings.wording, context.library
    entries, articles, cited_by = context.entries, context.articles, library.cited_by
    # sorting keeps the order of those that are cited equally often
    cited = sorted(
        (face for face in entries if face.citekey in cited_by), key=lambda face: -len(cited_by[face.citekey])
    )
    counts = (
        (len(entries), words.entries_count_one, words.entries_count_many),
        (len(articles), words.articles_count_one, words.articles_count_many),
        (library.citations, words.citations_count_one, words.citations_count_many),
    )
    tags = tuple(_counted_tags(context, href).values())
    return HomePage(
        head=context.frame.head(
            settings.name, settings.description or settings.tagline, "/", "home", About(kind="WebSite")
        ),
        name=settings.name,
        tagline=settings.tagline,
        description=settings.description,
        counts=", ".join(counted(*count, words) for count in counts if count[0] or not any(map(itemgetter(0), counts))),
        articles=lines_of(articles[:_LINES], context, href),
        newest=lines_of(context.newest[:_LINES], context, href),
        latest=() if context.newest else lines_of(entries[:_LINES], context, href),
        most_cited=lines_of(cited[:_LINES], context, href),
        tags=tuple(sorted(tags[:_HOME_TAGS], key=lambda link: sort_text(link.text))),
        index=Link(href=href("/bibliography/"), text=words.all_entries, note=in_digits(len(entries), words)),
        hubs=tuple(Link(href=href(address), text=text) for address, text in hubs if address != "/tags/"),
        articles_index=Link(href=href("/articles/"), text=words.all_articles, note=in_digits(len(articles), words)),
        tags_index=Link(href=href("/tags/"), text=words.all_tags, note=in_digits(len(tags), words)),
        graph=next((Link(href=href(address), text=words.graph_title) for address, _ in graph_link(context)), None),
    )


def tags_page(context: Context, href: Href) -> TagsPage:
    """Make the page of all tags, in alphabetical order."""
    title = context.settings.wording.tags_title
    links = dict(sorted(_counted_tags(context, href).items(), key=lambda item: sort_text(item[1].text)))
    topics = _topics(context, links)
    is_plain = all(not topic.description and not topic.parts for topic in topics)
    return TagsPage(
        head=context.frame.head(title, title, "/tags/", "tags", About(kind="CollectionPage")),
        title=title,
        tags=tuple(links.values()) if is_plain else (),
        topics=() if is_plain else topics,
    )


def _topics(context: Context, links: Mapping[str, Link]) -> tuple[Topic, ...]:
    """Return the tags that are part of no other, each with its parts below it; `links` by step, in the order wanted.

    A tag stands below each tag that it is part of, its description and its own parts only the first time.
    """
    book = context.library.tags
    shown: set[str] = set()

    def topic(step: str, depth: int) -> Topic:
        is_first = step not in shown
        shown.add(step)
        below = [one for one in links if step in book.parents.get(one, ())] if is_first and depth < _DEPTH else []
        return Topic(
            link=links[step],
            description=book.descriptions.get(step, "") if is_first else "",
            parts=tuple([topic(one, depth + 1) for one in below]),
        )

    found = [topic(step, 1) for step in links if not book.parents.get(step)]
    found += [topic(step, 1) for step in links if step not in shown]  # what lies too deep stands at the end
    return tuple(found)


def error_page(context: Context, href: Href) -> ErrorPage:
    """Make the page that answers to unknown addresses."""
    words = context.settings.wording
    return ErrorPage(
        head=context.frame.head(words.not_found_title, "", "", "error"),
        title=words.not_found_title,
        html=render_inline(words.not_found_text, name=context.settings.name),
        indexes=tuple(
            Link(href=href(address), text=text, note=in_digits(count, words))
            for address, text, count in (
                ("/articles/", words.all_articles, len(context.articles)),
                ("/bibliography/", words.all_entries, len(context.entries)),
                ("/tags/", words.all_tags, len(context.tag_names)),
            )
            if count
        ),
        newest=lines_of(context.newest[:_LINES], context, href),
        latest=() if context.newest else lines_of(context.entries[:_LINES], context, href),
        scripts=(href("/identifiers.js"),) if context.identifier_addresses else (),
    )


def redirect_page(target: str, title: str, context: Context, href: Href) -> RedirectPage:
    """Make the page at an old address."""
    moved = context.settings.wording.moved_title.format(title=title)
    head = context.frame.head(moved, "", target, "redirect", SILENT)
    return RedirectPage(head=head, target=Link(href=href(target), text=title))


HOME = PageKind("home.html", HomePage, as_it_is)
TAGS = PageKind("tags.html", TagsPage, as_it_is)
ERROR = PageKind("error.html", ErrorPage, as_it_is)
REDIRECT = PageKind("redirect.html", RedirectPage, as_it_is)


def _counted_tags(context: Context, href: Href) -> dict[str, Link]:
    """Return all tags by step, the most used first."""
    words = context.settings.wording
    counts = {step: len(faces) for step, faces in context.faces_by_tag.items()}
    return {
        step: Link(href=href(f"/tags/{step}/"), text=context.tag_names[step], note=in_digits(counts[step], words))
        for step in sorted(counts, key=lambda step: (-counts[step], step))
    }
