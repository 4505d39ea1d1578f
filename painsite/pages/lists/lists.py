"""The master index, the list of articles and the pages of tags: lines under headings, cut into pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from painsite.languages.wording import Wording
from painsite.model import Face, Value
from painsite.pages.context import Context
from painsite.pages.frame import Frame, has_feeds
from painsite.pages.graph.page import graph_link
from painsite.pages.links import Href, file_of
from painsite.pages.lists.downloads import take_away
from painsite.pages.lists.filters import index_filter
from painsite.pages.lists.timelines import Tally, tally, timeline
from painsite.pages.metadata.heads import About
from painsite.pages.orders import author_order, sort_text
from painsite.pages.phrases import cited_by_mark, counted, kind_words
from painsite.pages.planned import Given, PageKind, Planned
from painsite.pages.status import mark
from painsite.pages.values import Group, Line, Link, ListPage, Pager, TakeAway

Grouping = Literal["year", "letter", "kind of article", "kind of node"]
"""What the headings of a list are."""


class ListText(Value, frozen=True, kw_only=True):
    """What the pages of one list say, apart from its lines."""

    title: str
    first: str
    """Address of its first page."""
    further: str
    """Address of its other pages, with `{number}`."""
    grouping: Grouping
    """Of its lines; those of one group follow each other."""
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


class ListInputs(Value, frozen=True, kw_only=True):
    """One page of a list; its lines are the faces that the plan names."""

    text: ListText
    number: int
    """From 1."""
    nodes: int
    """Of the whole list."""
    entries: int
    """How many of these are entries."""
    cited: tuple[int, ...]
    """How many nodes cite each that has a line."""
    tally: Tally = ()
    """What its timeline shows, which is more than what stands on this page."""


@dataclass(frozen=True, slots=True)
class ListPlan:
    """One list before it is cut into pages."""

    text: ListText
    faces: tuple[Face, ...]

    def addresses(self, page_size: int) -> tuple[str, ...]:
        """Return the addresses of all its pages, at least one."""
        count = _page_count(len(self.faces), page_size)
        return _addresses(self.text, count)

    def part(self, number: int, page_size: int) -> tuple[Face, ...]:
        """Return what stands on one of its pages, from 1."""
        return self.faces[(number - 1) * page_size : number * page_size]


def plan_list(plan: ListPlan, context: Context, blocks: Mapping[str, int]) -> Iterator[Planned]:
    """Plan the pages of a list; `blocks` by address, as in `Planned`."""
    cited_by, size, text = context.library.cited_by, context.settings.page_size, plan.text
    entries = sum(face.kind == "entry" for face in plan.faces)
    for number, address in enumerate(plan.addresses(size), 1):
        faces = plan.part(number, size)
        inputs = ListInputs(
            text=text,
            number=number,
            nodes=len(plan.faces),
            entries=entries,
            cited=tuple([len(cited_by.get(face.citekey, ())) for face in faces]),
            tally=tally(plan.faces) if text.has_timeline and number == 1 else (),
        )
        shown = tuple([face.citekey for face in faces])
        yield LIST.plan(file_of(address), inputs, faces=shown, address=address, base=address, blocks=blocks[address])


def index_plans(context: Context, hubs: tuple[tuple[str, str], ...] = ()) -> tuple[ListPlan, ...]:
    """Return the master index, by year and A–Z; `hubs` are addresses and words of other ways into the bibliography."""
    words, entries = context.settings.wording, context.entries
    orders = (("/bibliography/", words.index_by_year), ("/index/a-z/", words.index_by_author), *graph_link(context))
    introduction = counted(len(entries), words.entries_count_one, words.entries_count_many, words)
    by_year = ListText(
        title=words.index_title,
        first="/bibliography/",
        further="/index/year/{number}/",
        grouping="year",
        css_class="list index",
        orders=orders,
        introduction=introduction,
        hubs=hubs,
        exports="/",
        has_filter=bool(entries),
    )
    by_author = ListText(
        title=words.index_title,
        first="/index/a-z/",
        further="/index/a-z/{number}/",
        grouping="letter",
        orders=orders,
        introduction=introduction,
        hubs=hubs,
        exports="/",
    )
    a_to_z = sorted(entries, key=lambda face: (letter_of(face, words) == words.no_letter, *author_order(face)))
    return ListPlan(by_year, entries), ListPlan(by_author, tuple(a_to_z))


def articles_plan(context: Context) -> ListPlan:
    """Return the list of articles: guides, articles, posts; newest first in each."""
    words = context.settings.wording
    text = ListText(
        title=words.articles_title,
        first="/articles/",
        further="/index/articles/{number}/",
        grouping="kind of article",
        introduction=counted(len(context.articles), words.articles_count_one, words.articles_count_many, words),
    )
    return ListPlan(text, context.articles)


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
        text = ListText(
            title=context.tag_names[step],
            first=f"/tags/{step}/",
            further=f"/tags/{step}/{{number}}/",
            grouping="kind of node",
            css_class="tag",
            introduction=", ".join(counts),
            description=book.descriptions.get(step, ""),
            broader=_tag_links(book.parents.get(step, ()), context),
            narrower=_tag_links(parts.get(step, ()), context),
            has_timeline=True,
            parent=("/tags/", words.tags_title),
            feed=_feed_title(step, context) if any(map(context.date_in_feeds, faces)) else "",
        )
        yield ListPlan(text, faces)


def heading_of(face: Face, grouping: Grouping, words: Wording) -> str:
    """Return the heading of the group that a line belongs to."""
    if grouping == "year":
        return str(face.year or words.no_year)
    if grouping == "letter":
        return letter_of(face, words)
    if grouping == "kind of node":
        return words.entries_group if face.kind == "entry" else words.articles_title
    return {"guide": words.guides_group, "article": words.articles_group, "post": words.posts_group}[face.kind]


def anchor_of(face: Face, heading: str, grouping: Grouping, words: Wording) -> str:
    """Return the id of the group that begins with a line."""
    if grouping == "year":
        return f"year-{heading.replace(' ', '-')}"
    if grouping == "letter":
        return f"letter-{heading if heading != words.no_letter else 'other'}"
    if grouping == "kind of node":
        return "entries" if face.kind == "entry" else "articles"
    return f"{face.kind}s"


def _feed_title(step: str, context: Context) -> str:
    settings = context.settings
    pattern = settings.wording.feed_title_of_tag
    return pattern.format(name=settings.name, title=context.tag_names[step]) if has_feeds(settings) else ""


def _tag_links(steps: Iterable[str], context: Context) -> tuple[tuple[str, str], ...]:
    return tuple((f"/tags/{step}/", context.tag_names[step]) for step in steps)


def _page_count(nodes: int, page_size: int) -> int:
    return max(1, -(-nodes // page_size))


def _addresses(text: ListText, count: int) -> tuple[str, ...]:
    return (text.first, *(text.further.format(number=number) for number in range(2, count + 1)))


def list_page(inputs: ListInputs, given: Given) -> ListPage:
    """Make one page of a list."""
    text, number, href, frame = inputs.text, inputs.number, given.href, given.frame
    words = frame.settings.wording
    addresses = _addresses(text, _page_count(inputs.nodes, frame.settings.page_size))
    shown = list(zip(given.faces.values(), list_lines(given, inputs.cited), strict=True))
    groups = []
    for heading, members in groupby(shown, key=lambda line: heading_of(line[0], text.grouping, words)):
        lines = list(members)
        first = lines[0][0]
        groups.append(
            Group(
                heading=heading,
                anchor=anchor_of(first, heading, text.grouping, words),
                lines=tuple([line for _, line in lines]),
                timeline=timeline(inputs.tally, words) if heading == words.entries_group else None,
            )
        )
    title = text.title if number == 1 else words.page_of.format(title=text.title, number=number)
    return ListPage(
        head=frame.head(
            title,
            text.description or text.introduction,
            addresses[number - 1],
            text.css_class if number == 1 else "list" if text.has_filter else text.css_class,
            _about(text, number),
        ),
        title=text.title,
        introduction=text.introduction,
        description=text.description,
        broader=tuple(Link(href=href(address), text=name) for address, name in text.broader),
        narrower=tuple(Link(href=href(address), text=name) for address, name in text.narrower),
        orders=tuple(
            Link(href=href(address), text=name, current=address == text.first) for address, name in text.orders
        ),
        parent=Link(href=href(text.parent[0]), text=text.parent[1]) if text.parent[0] else None,
        hubs=tuple(Link(href=href(address), text=name) for address, name in text.hubs),
        take_away=_take_away(inputs, frame, href),
        filter=index_filter(frame.settings, href) if text.has_filter and number == 1 else None,
        groups=tuple(groups),
        pager=_pager(addresses, number, href) if len(addresses) > 1 else None,
    )


LIST = PageKind("list.html", ListInputs, list_page)


def _take_away(inputs: ListInputs, frame: Frame, href: Href) -> TakeAway | None:
    words = frame.settings.wording
    if not (inputs.entries and frame.settings.features.exports):
        return None
    address = inputs.text.exports or inputs.text.first
    return take_away(words.take_site if address == "/" else words.take_list, address, inputs.entries, href)


def _about(text: ListText, number: int) -> About:
    """Say to machines that the page is one of a list, and what that belongs to."""
    address, words = text.parent
    above = ((words, address),) if address else ()
    first = ((text.title, text.first),) if number > 1 else ()
    feed = (text.feed, text.first) if text.feed else None
    return About(kind="CollectionPage", above=(*above, *first), feed=feed)


def list_lines(given: Given, cited: Sequence[int]) -> tuple[Line, ...]:
    """Return nodes as lists show them, with how many nodes cite each."""
    known, root, words = given.workshop.lines, given.href("/"), given.frame.settings.wording
    lines = []
    for face, count in zip(given.faces.values(), cited, strict=True):
        line = known.get((root, face.citekey))
        if line is None:
            line = known[root, face.citekey] = line_of(face, count, words, given.href)
        lines.append(line)
    return tuple(lines)


def lines_of(faces: Iterable[Face], context: Context, href: Href) -> tuple[Line, ...]:
    """Return a few nodes as lists show them."""
    cited_by, words = context.library.cited_by, context.settings.wording
    return tuple([line_of(face, len(cited_by.get(face.citekey, ())), words, href) for face in faces])


def line_of(face: Face, cited: int, words: Wording, href: Href) -> Line:
    """Return a node as lists show it."""
    is_entry = face.kind == "entry"
    marks = (words.has_commentary,) if is_entry and face.has_commentary else ()
    if face.free_full_text:
        marks = (*marks, words.free_full_text)
    if cited:
        marks = (*marks, cited_by_mark(cited, words))
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
