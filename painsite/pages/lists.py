"""Home, the master index, the list of articles, tag pages, 404 and redirects."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from painsite.linking.graph import date_number
from painsite.model import Face
from painsite.pages.context import Context
from painsite.pages.inline import render_inline
from painsite.pages.links import Href
from painsite.pages.phrases import counted
from painsite.pages.values import ErrorPage, Group, HomePage, Line, Link, ListPage, Pager, RedirectPage, TagsPage
from painsite.sources.citekeys import encode_tag
from painsite.wording import Wording

_HOME_LINES = 10
_HOME_TAGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """One list before it is cut into pages."""

    title: str
    first: str
    """Address of its first page."""
    further: str
    """Address of its other pages, with `{number}`."""
    faces: tuple[Face, ...]
    heading: Callable[[Face], str]
    """Of the group that a line belongs to; lines of one group follow each other."""
    anchor: Callable[[str], str]
    """From a heading to the group's id."""
    css_class: str = "list"
    orders: tuple[tuple[str, str], ...] = ()
    """Address and words of each order of the same list."""
    introduction: str = ""
    description: str = ""


def entry_order(face: Face) -> tuple[int, str, str]:
    """Sort by year, newest first and missing last, then label, then citekey."""
    return -(face.year or -10_000), sort_text(face.label), face.citekey


def sort_text(text: str) -> str:
    """Fold case and accents away, for sorting."""
    return "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))


def index_plans(context: Context) -> tuple[ListPlan, ...]:
    """Give the master index, by year and A–Z."""
    words = context.settings.wording
    entries = [face for face in context.library.faces.values() if face.kind == "entry"]
    orders = (("/bibliography/", words.index_by_year), ("/index/a-z/", words.index_by_author))
    introduction = counted(len(entries), words.entries_count_one, words.entries_count_many)
    by_year = ListPlan(
        title=words.index_title,
        first="/bibliography/",
        further="/index/year/{number}/",
        faces=tuple(sorted(entries, key=entry_order)),
        heading=lambda face: str(face.year or words.no_year),
        anchor=lambda heading: f"year-{heading.replace(' ', '-')}",
        orders=orders,
        introduction=introduction,
    )
    by_author = ListPlan(
        title=words.index_title,
        first="/index/a-z/",
        further="/index/a-z/{number}/",
        faces=tuple(sorted(entries, key=lambda face: (_letter(face, words) == words.no_letter, _author_order(face)))),
        heading=lambda face: _letter(face, words),
        anchor=lambda heading: f"letter-{heading if heading != words.no_letter else 'other'}",
        orders=orders,
        introduction=introduction,
    )
    return by_year, by_author


def articles_plan(context: Context) -> ListPlan:
    """Give the list of articles: guides, articles, posts; newest first in each."""
    words = context.settings.wording
    articles = _articles(context)
    return ListPlan(
        title=words.articles_title,
        first="/articles/",
        further="/index/articles/{number}/",
        faces=articles,
        heading=lambda _face: "",
        anchor=lambda _heading: "",
        introduction=counted(len(articles), words.articles_count_one, words.articles_count_many),
    )


def tag_plans(context: Context) -> Iterator[ListPlan]:
    """Give the page of each tag: its articles, then its entries."""
    words = context.settings.wording
    by_tag: dict[str, list[Face]] = {step: [] for step in context.tag_names}
    for face in context.library.faces.values():
        for step in dict.fromkeys(encode_tag(tag) for tag in face.tags):
            by_tag[step].append(face)
    for step, faces in by_tag.items():
        entries = sorted((face for face in faces if face.kind == "entry"), key=entry_order)
        articles = sorted((face for face in faces if face.kind != "entry"), key=_article_order)
        counts = []
        if articles:
            counts.append(counted(len(articles), words.articles_count_one, words.articles_count_many))
        if entries:
            counts.append(counted(len(entries), words.entries_count_one, words.entries_count_many))
        yield ListPlan(
            title=context.tag_names[step],
            first=f"/tags/{step}/",
            further=f"/tags/{step}/{{number}}/",
            faces=(*articles, *entries),
            heading=lambda face: words.entries_group if face.kind == "entry" else words.articles_title,
            anchor=lambda heading: "entries" if heading == words.entries_group else "articles",
            css_class="tag",
            introduction=", ".join(counts),
        )


def list_page_addresses(plan: ListPlan, page_size: int) -> tuple[str, ...]:
    """Give the addresses of all pages of a list, at least one."""
    count = max(1, -(-len(plan.faces) // page_size))
    return (plan.first, *(plan.further.format(number=number) for number in range(2, count + 1)))


def list_page(plan: ListPlan, number: int, context: Context, href: Href) -> ListPage:
    """Make one page, from 1, of a list."""
    size, words = context.settings.page_size, context.settings.wording
    addresses = list_page_addresses(plan, size)
    faces = plan.faces[(number - 1) * size : number * size]
    groups = tuple(
        Group(heading=heading, anchor=plan.anchor(heading), lines=_lines(members, context, href))
        for heading, members in groupby(faces, key=plan.heading)
    )
    title = plan.title if number == 1 else words.page_of.format(title=plan.title, number=number)
    return ListPage(
        head=context.head(title, plan.description or plan.introduction, addresses[number - 1], plan.css_class),
        title=plan.title,
        introduction=plan.introduction,
        orders=tuple(
            Link(href=href(address), text=text, current=address == plan.first) for address, text in plan.orders
        ),
        groups=groups,
        pager=_pager(addresses, number, href) if len(addresses) > 1 else None,
    )


def home_page(context: Context, href: Href) -> HomePage:
    """Make the first page."""
    settings, words, library = context.settings, context.settings.wording, context.library
    entries, articles = len(library.entries), _articles(context)
    cited = sorted(
        (face for face in library.faces.values() if face.kind == "entry" and face.citekey in library.cited_by),
        key=lambda face: (-len(library.cited_by[face.citekey]), entry_order(face)),
    )
    counts = (
        counted(entries, words.entries_count_one, words.entries_count_many),
        counted(len(articles), words.articles_count_one, words.articles_count_many),
        counted(library.citations, words.citations_count_one, words.citations_count_many),
    )
    tags = _counted_tags(context, href)
    return HomePage(
        head=context.head(settings.name, settings.description or settings.tagline, "/", "home"),
        name=settings.name,
        tagline=settings.tagline,
        description=settings.description,
        counts=", ".join(counts),
        articles=_lines(articles[:_HOME_LINES], context, href),
        newest=_lines(context.newest[:_HOME_LINES], context, href),
        most_cited=_lines(cited[:_HOME_LINES], context, href),
        tags=tuple(sorted(tags[:_HOME_TAGS], key=lambda link: sort_text(link.text))),
        index=Link(href=href("/bibliography/"), text=words.all_entries, note=f"{entries:,}"),
        articles_index=Link(href=href("/articles/"), text=words.all_articles, note=f"{len(articles):,}"),
        tags_index=Link(href=href("/tags/"), text=words.all_tags, note=f"{len(tags):,}"),
    )


def tags_page(context: Context, href: Href) -> TagsPage:
    """Make the page of all tags, in alphabetical order."""
    title = context.settings.wording.tags_title
    return TagsPage(
        head=context.head(title, title, "/tags/", "tags"),
        title=title,
        tags=tuple(sorted(_counted_tags(context, href), key=lambda link: sort_text(link.text))),
    )


def error_page(context: Context, href: Href) -> ErrorPage:
    """Make the page that answers to unknown addresses."""
    words = context.settings.wording
    return ErrorPage(
        head=context.head(words.not_found_title, "", "", "error"),
        title=words.not_found_title,
        html=render_inline(words.not_found_text, name=context.settings.name),
        index=Link(href=href("/bibliography/"), text=words.all_entries),
        newest=_lines(context.newest[:_HOME_LINES], context, href),
    )


def redirect_page(target: str, title: str, context: Context, href: Href) -> RedirectPage:
    """Make the page at an old address."""
    head = context.head(context.settings.wording.moved_title.format(title=title), "", target, "redirect")
    return RedirectPage(head=head, target=Link(href=href(target), text=title))


def newest_entries(faces: Iterable[Face]) -> tuple[Face, ...]:
    """Give the entries that say when they were added, newest first, then by year, newest first, then citekey."""
    dated = (face for face in faces if face.kind == "entry" and face.added)
    return tuple(sorted(dated, key=lambda face: (-date_number(face.added), -face.year, face.citekey)))


def tag_names(faces: Iterable[Face]) -> dict[str, str]:
    """Give for each tag's step of the address the spelling that most nodes use, then the first in order."""
    counts: dict[str, dict[str, int]] = {}
    for face in faces:
        for tag in face.tags:
            spellings = counts.setdefault(encode_tag(tag), {})
            spellings[tag] = spellings.get(tag, 0) + 1
    return {step: min(spellings, key=lambda tag: (-spellings[tag], tag)) for step, spellings in sorted(counts.items())}


def _articles(context: Context) -> tuple[Face, ...]:
    return tuple(sorted((face for face in context.library.faces.values() if face.kind != "entry"), key=_article_order))


def _article_order(face: Face) -> tuple[int, int, str]:
    return ("guide", "article", "post", "entry").index(face.kind), -date_number(face.date), face.citekey


def _letter(face: Face, words: Wording) -> str:
    first = sort_text(face.label)[:1].upper()
    return first if first.isalpha() else words.no_letter


def _author_order(face: Face) -> tuple[str, int, str]:
    return sort_text(face.label.rsplit(" ", 1)[0]), -face.year, face.citekey


def _lines(faces: Iterable[Face], context: Context, href: Href) -> tuple[Line, ...]:
    return tuple(context.line(face, href) for face in faces)


def _pager(addresses: Sequence[str], number: int, href: Href) -> Pager:
    return Pager(
        number=number,
        count=len(addresses),
        previous_href=href(addresses[number - 2]) if number > 1 else "",
        next_href=href(addresses[number]) if number < len(addresses) else "",
        pages=tuple(
            Link(href=href(address), text=str(position), current=position == number)
            for position, address in enumerate(addresses, 1)
        ),
    )


def _counted_tags(context: Context, href: Href) -> list[Link]:
    """Give all tags, the most used first."""
    counts = dict.fromkeys(context.tag_names, 0)
    for face in context.library.faces.values():
        for step in dict.fromkeys(encode_tag(tag) for tag in face.tags):
            counts[step] += 1
    ranked = sorted(counts, key=lambda step: (-counts[step], step))
    return [
        Link(href=href(f"/tags/{step}/"), text=context.tag_names[step], note=f"{counts[step]:,}") for step in ranked
    ]
