"""The master index, the list of articles and the pages of tags: lines under headings, cut into pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from painsite.hashing import content_digest, encode
from painsite.languages.wording import Wording
from painsite.model import Citing, Face
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.frame import has_feeds
from painsite.pages.graph.page import graph_link
from painsite.pages.links import Href
from painsite.pages.lists.downloads import take_away
from painsite.pages.lists.filters import index_filter
from painsite.pages.lists.timelines import Tally, tally, timeline
from painsite.pages.metadata.heads import About
from painsite.pages.orders import author_order, sort_text
from painsite.pages.phrases import cited_by_mark, counted, kind_words
from painsite.pages.status import mark
from painsite.pages.values import Group, Line, Link, ListPage, Pager, TakeAway


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
    """Of the group that a line belongs to; lines of one group follow each other. From face and wording alone."""
    anchor: Callable[[str], str]
    """From a heading to the group's id."""
    css_class: str = "list"
    orders: tuple[tuple[str, str], ...] = ()
    """Address and words of each order of the same list."""
    introduction: str = ""
    description: str = ""
    broader: tuple[tuple[str, str], ...] = ()
    """Of a tag: address and words of those that it is part of."""
    narrower: tuple[tuple[str, str], ...] = ()
    """Of a tag: the same of its parts."""
    has_timeline: bool = False
    parent: tuple[str, str] = ("", "")
    """Address and words of the page of all lists of its kind."""
    hubs: tuple[tuple[str, str], ...] = ()
    """Of the master index: address and words of other ways into the bibliography."""
    exports: str = ""
    """Address below which the files of its references lie; where it is empty, the address of its first page."""
    has_filter: bool = False
    """Its first page can be narrowed and sorted by a script."""
    feed: str = ""
    """Title of its own feed, whose files lie at its first page; empty where it has none."""
    entries: int = field(init=False)
    """How many of the nodes are entries: counted once, since every page of the list says it."""

    def __post_init__(self) -> None:
        """Count the entries."""
        object.__setattr__(self, "entries", sum(face.kind == "entry" for face in self.faces))

    def addresses(self, page_size: int) -> tuple[str, ...]:
        """Return the addresses of all its pages, at least one."""
        count = max(1, -(-len(self.faces) // page_size))
        return (self.first, *(self.further.format(number=number) for number in range(2, count + 1)))

    def part(self, number: int, page_size: int) -> tuple[Face, ...]:
        """Return what stands on one of its pages, from 1."""
        return self.faces[(number - 1) * page_size : number * page_size]


def index_plans(context: Context, hubs: tuple[tuple[str, str], ...] = ()) -> tuple[ListPlan, ...]:
    """Return the master index, by year and A–Z; `hubs` are addresses and words of other ways into the bibliography."""
    words, entries = context.settings.wording, context.entries
    orders = (("/bibliography/", words.index_by_year), ("/index/a-z/", words.index_by_author), *graph_link(context))
    introduction = counted(len(entries), words.entries_count_one, words.entries_count_many, words)
    by_year = ListPlan(
        title=words.index_title,
        first="/bibliography/",
        further="/index/year/{number}/",
        faces=entries,
        heading=lambda face: str(face.year or words.no_year),
        anchor=lambda heading: f"year-{heading.replace(' ', '-')}",
        css_class="list index",
        orders=orders,
        introduction=introduction,
        hubs=hubs,
        exports="/",
        has_filter=bool(entries),
    )
    by_author = ListPlan(
        title=words.index_title,
        first="/index/a-z/",
        further="/index/a-z/{number}/",
        faces=tuple(sorted(entries, key=lambda face: (letter_of(face, words) == words.no_letter, *author_order(face)))),
        heading=lambda face: letter_of(face, words),
        anchor=lambda heading: f"letter-{heading if heading != words.no_letter else 'other'}",
        orders=orders,
        introduction=introduction,
        hubs=hubs,
        exports="/",
    )
    return by_year, by_author


def articles_plan(context: Context) -> ListPlan:
    """Return the list of articles: guides, articles, posts; newest first in each."""
    words = context.settings.wording
    groups = {"guide": words.guides_group, "article": words.articles_group, "post": words.posts_group}
    return ListPlan(
        title=words.articles_title,
        first="/articles/",
        further="/index/articles/{number}/",
        faces=context.articles,
        heading=lambda face: groups[face.kind],
        anchor=lambda heading: next(f"{kind}s" for kind, group in groups.items() if heading == group),
        introduction=counted(len(context.articles), words.articles_count_one, words.articles_count_many, words),
    )


def tag_plans(context: Context) -> Iterator[ListPlan]:
    """Yield the page of each tag: its articles, then its entries."""
    words, book = context.settings.wording, context.library.tags
    parts: dict[str, list[str]] = {}
    for step in context.tag_names:
        for parent in book.parents.get(step, ()):
            parts.setdefault(parent, []).append(step)
    for step, faces in context.faces_by_tag.items():
        entries = sum(face.kind == "entry" for face in faces)
        counts = []
        if len(faces) > entries:
            counts.append(counted(len(faces) - entries, words.articles_count_one, words.articles_count_many, words))
        if entries:
            counts.append(counted(entries, words.entries_count_one, words.entries_count_many, words))
        yield ListPlan(
            title=context.tag_names[step],
            first=f"/tags/{step}/",
            further=f"/tags/{step}/{{number}}/",
            faces=faces,
            heading=lambda face: words.entries_group if face.kind == "entry" else words.articles_title,
            anchor=lambda heading: "entries" if heading == words.entries_group else "articles",
            css_class="tag",
            introduction=", ".join(counts),
            description=book.descriptions.get(step, ""),
            broader=_tag_links(book.parents.get(step, ()), context),
            narrower=_tag_links(parts.get(step, ()), context),
            has_timeline=True,
            parent=("/tags/", words.tags_title),
            feed=_feed_title(step, context) if any(map(context.date_in_feeds, faces)) else "",
        )


def _feed_title(step: str, context: Context) -> str:
    settings = context.settings
    pattern = settings.wording.feed_title_of_tag
    return pattern.format(name=settings.name, title=context.tag_names[step]) if has_feeds(settings) else ""


def _tag_links(steps: Iterable[str], context: Context) -> tuple[tuple[str, str], ...]:
    return tuple((f"/tags/{step}/", context.tag_names[step]) for step in steps)


def list_key(plan: ListPlan, number: int, context: Context, digests: Digests) -> bytes:
    """Return what changes whenever a page of a list may: 16 bytes."""
    size, cited_by = context.settings.page_size, context.library.cited_by
    faces = plan.part(number, size)
    own = (
        (plan.title, plan.first, plan.further, plan.css_class, plan.orders, plan.introduction),
        (plan.description, plan.broader, plan.narrower, plan.parent, plan.hubs, plan.has_filter),
        (plan.exports, plan.entries, plan.feed),
        (number, len(plan.faces)),
        _tally(plan, number),
        [len(cited_by.get(face.citekey, ())) for face in faces],
    )
    return content_digest(b"".join([digests.frame, *[digests.faces[face.citekey] for face in faces], encode(own)]))


def list_page(plan: ListPlan, number: int, context: Context, href: Href) -> ListPage:
    """Make one page, from 1, of a list."""
    size, words = context.settings.page_size, context.settings.wording
    addresses = plan.addresses(size)
    groups = tuple(
        Group(
            heading=heading,
            anchor=plan.anchor(heading),
            lines=list_lines(members, context, href),
            timeline=timeline(_tally(plan, number), words) if heading == words.entries_group else None,
        )
        for heading, members in groupby(plan.part(number, size), key=plan.heading)
    )
    title = plan.title if number == 1 else words.page_of.format(title=plan.title, number=number)
    return ListPage(
        head=context.frame.head(
            title,
            plan.description or plan.introduction,
            addresses[number - 1],
            plan.css_class if number == 1 else "list" if plan.has_filter else plan.css_class,
            _about(plan, number),
        ),
        title=plan.title,
        introduction=plan.introduction,
        description=plan.description,
        broader=tuple(Link(href=href(address), text=text) for address, text in plan.broader),
        narrower=tuple(Link(href=href(address), text=text) for address, text in plan.narrower),
        orders=tuple(
            Link(href=href(address), text=text, current=address == plan.first) for address, text in plan.orders
        ),
        parent=Link(href=href(plan.parent[0]), text=plan.parent[1]) if plan.parent[0] else None,
        hubs=tuple(Link(href=href(address), text=text) for address, text in plan.hubs),
        take_away=_take_away(plan, context, href),
        filter=index_filter(context, href) if plan.has_filter and number == 1 else None,
        groups=groups,
        pager=_pager(addresses, number, href) if len(addresses) > 1 else None,
    )


def _take_away(plan: ListPlan, context: Context, href: Href) -> TakeAway | None:
    words, entries = context.settings.wording, plan.entries
    if not (entries and context.settings.features.exports):
        return None
    address = plan.exports or plan.first
    return take_away(words.take_site if address == "/" else words.take_list, address, entries, href)


def _about(plan: ListPlan, number: int) -> About:
    """Say to machines that the page is one of a list, and what that belongs to."""
    address, words = plan.parent
    above = ((words, address),) if address else ()
    first = ((plan.title, plan.first),) if number > 1 else ()
    feed = (plan.feed, plan.first) if plan.feed else None
    return About(kind="CollectionPage", above=(*above, *first), feed=feed)


def _tally(plan: ListPlan, number: int) -> Tally:
    """Count what the timeline of a page shows, which is more than what stands on that page."""
    return tally(plan.faces) if plan.has_timeline and number == 1 else ()


def list_lines(faces: Iterable[Face], context: Context, href: Href) -> tuple[Line, ...]:
    """Return nodes as lists show them."""
    cited_by, words = context.library.cited_by, context.settings.wording
    known, root = context.lines, href("/")
    lines = []
    for face in faces:
        line = known.get((root, face.citekey))
        if line is None:
            line = known[root, face.citekey] = _line(face, cited_by, words, href)
        lines.append(line)
    return tuple(lines)


def _line(face: Face, cited_by: Mapping[str, tuple[Citing, ...]], words: Wording, href: Href) -> Line:
    is_entry = face.kind == "entry"
    marks = (words.has_commentary,) if is_entry and face.has_commentary else ()
    if face.free_full_text:
        marks = (*marks, words.free_full_text)
    if citing := cited_by.get(face.citekey):
        marks = (*marks, cited_by_mark(len(citing), words))
    return Line(
        href=href(face.address),
        name=face.headline or face.title,
        label=face.label if is_entry else "",
        kind=kind_words(face, words),
        container=face.container_abbreviation or face.container_title,
        year=str(face.year or ""),
        summary="" if is_entry and not face.headline else face.summary,
        status=mark(face, words),
        marks=marks,
    )


def letter_of(face: Face, words: Wording) -> str:
    """Return the letter under which an entry stands A to Z."""
    first = sort_text(face.label[:1])[:1].upper()
    return first if first.isalpha() else words.no_letter


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
