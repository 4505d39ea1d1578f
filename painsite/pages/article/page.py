"""The page of an article, with one series of notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from msgspec.structs import replace

from painsite.config import Settings
from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES, strength, study_type
from painsite.model import Article, Entry, Face, Node, Retraction
from painsite.pages.article.contents import link_headings, table_of_contents
from painsite.pages.article.sidenotes import place_sidenotes
from painsite.pages.cards import card_of, kind_in_words
from painsite.pages.dates import format_date, last_change
from painsite.pages.entry.page import (
    change_lines,
    citing_block,
    own_image,
    picture,
    related_lines,
    reviewed_fact,
    tag_links,
    work_links,
)
from painsite.pages.fill import Numbering, Surroundings, backlinks, fill_article
from painsite.pages.formats.coins import format_coins, format_own_coins
from painsite.pages.formats.vancouver import format_vancouver
from painsite.pages.frame import Frame, has_feeds
from painsite.pages.json_ld_nodes import article_values, modified
from painsite.pages.links import Href
from painsite.pages.lists.downloads import take_away
from painsite.pages.metadata.heads import About
from painsite.pages.metadata.json_ld import date_text, is_group
from painsite.pages.status import reference_note
from painsite.pages.values import ArticlePage, Fact, FootnoteItem, Link, NoteItem, ReferenceItem, TakeAway
from painsite.pages.views import View


class _Works(NamedTuple):
    """The nodes whose references an article prints, and what became of them."""

    nodes: Mapping[str, Node]
    retractions: Mapping[str, Retraction]


_MANY = 5
"""Works from which on another order is of use."""


def article_page(
    article: Article, view: View, around: Surroundings, works: Mapping[str, Node], frame: Frame
) -> ArticlePage:
    """Make the page of an article. `works` holds those whose references it prints; outlines are enough."""
    words = frame.settings.wording
    face = around.faces[article.citekey]
    html, footnotes, numbering = fill_article(article.body, around)
    notes = {number: footnotes[key] for number, (_, key) in enumerate(numbering.keys, 1) if isinstance(key, int)}
    html = link_headings(place_sidenotes(html, notes, words), article.body.headings, words)
    works_cited = len(numbering.keys) - len(notes)
    has_cards, has_orders = frame.settings.features.cards and works_cited > 0, works_cited >= _MANY
    kinds = {"guide": words.kind_guide, "article": words.kind_article, "post": words.kind_post}
    cited = [around.faces[key] for _, key in numbering.keys if isinstance(key, str) and key in around.faces]
    about = _about(article, view, cited, works, face, frame)
    return ArticlePage(
        # said from the first byte on, so that nothing moves when the first note has arrived
        head=frame.head(
            face.title, article.description, face.address, "article with-notes" if notes else "article", about
        ),
        scripts=tuple(_scripts(around.href, has_notes=bool(notes), has_cards=has_cards, has_orders=has_orders)),
        title=face.title,
        description=article.description,
        coins=_own_coins(article, face, frame) if frame.settings.features.structured_data else "",
        kind=kinds[article.kind],
        tags=tag_links(view, around.href),
        credits=tuple(_credits(article, words)),
        image=picture(article.image, around.media),
        contents=table_of_contents(article.body.headings),
        html=html,
        references_heading=words.references_heading,
        references=tuple(_notes(footnotes, numbering, around, _Works(works, dict(view.retractions)), frame.settings)),
        has_orders=has_orders,
        has_cards=has_cards,
        take_away=_take_away(face, [works[one] for one in view.works if one in works], around.href, frame),
        citing=citing_block(view, around, frame.settings.name),
        related_heading=words.related_heading,
        related=related_lines(view, around, frame),
        changes=change_lines(article.changes, words),
    )


def _take_away(face: Face, works: Iterable[Node], href: Href, frame: Frame) -> TakeAway | None:
    entries = sum(isinstance(work, Entry) for work in works)
    if not (entries and frame.settings.features.exports):
        return None
    return take_away(frame.settings.wording.take_references, face.address, entries, href)


def _about(
    article: Article, view: View, cited: Sequence[Face], works: Mapping[str, Node], face: Face, frame: Frame
) -> About:
    settings, words = frame.settings, frame.settings.wording
    title = words.feed_title_of_article.format(name=settings.name, title=face.title)
    feed = (title, face.address) if has_feeds(settings) and last_change(article) else None
    if not (settings.url and settings.features.structured_data):
        return About(feed=feed, authors=article.authors)
    image = own_image(article, view)
    address = frame.linking.absolute(image.address) if image else ""
    return About(
        above=((words.articles_title, "/articles/"),),
        values=article_values(article, face, cited, works, address, frame),
        is_text=True,
        authors=article.authors,
        published=date_text(article.date),
        modified=modified(article, face),
        image=image,
        alt=article.image.alt if article.image else "",
        feed=feed,
    )


def _scripts(href: Href, *, has_notes: bool, has_cards: bool, has_orders: bool) -> Iterator[str]:
    if has_notes:
        yield href("/notes.js")
    if has_cards:
        yield href("/cards.js")
    if has_orders:
        yield href("/sources.js")


def _notes(
    footnotes: tuple[str, ...],
    numbering: Numbering,
    around: Surroundings,
    works: "_Works",
    settings: Settings,
) -> Iterator[NoteItem]:
    for number, (kind, key) in enumerate(numbering.keys, 1):
        mentions = numbering.mentions.get(number, 0)
        anchor = f"{kind}-{number}" if isinstance(key, int) else f"ref-{number}"
        links = backlinks(anchor, mentions, around.wording)
        if isinstance(key, int):
            yield NoteItem(footnote=FootnoteItem(anchor=anchor, number=number, html=footnotes[key], backlinks=links))
        else:
            item = ReferenceItem(anchor=anchor, number=number, reference_html=escape(f"{key}?"), backlinks=links)
            if key in works.nodes:  # not so in a preview with errors
                item = _reference(item, works.nodes[key], works.retractions.get(key), around, settings)
            yield NoteItem(reference=item)


def _reference(
    item: ReferenceItem, node: Node, retraction: Retraction | None, around: Surroundings, settings: Settings
) -> ReferenceItem:
    """Say of a node what the list says: its reference, the links elsewhere and to its page, its summary."""
    words, face = around.wording, around.faces[node.citekey]
    is_article = isinstance(node, Article)
    return replace(
        item,
        reference_html=_own_reference(node, settings.name)
        if isinstance(node, Article)
        else format_vancouver(node) + reference_note(retraction, words),
        coins="" if isinstance(node, Article) or not settings.features.structured_data else format_coins(node),
        links=() if isinstance(node, Article) else work_links(node, words),
        page=Link(
            href=around.href(face.address), text=words.article_page_link if is_article else words.entry_page_link
        ),
        summary=face.summary,
        # the reference itself shows that it is of a journal
        kind="" if face.type == "article-journal" and not face.design else kind_in_words(face, words),
        year=str(face.year or ""),
        strength=len(STUDY_TYPES) if is_article else strength(study_type(face.design)),
        card=card_of(face, around.href, words) if settings.features.cards else None,
    )


def _own_coins(article: Article, face: Face, frame: Frame) -> str:
    settings = frame.settings
    return format_own_coins(
        title=face.title,
        # of a person Zotero takes the last word for the family name; what has a comma at its end stays whole
        authors=[f"{name}," if is_group(name, settings) else name for name in article.authors],
        date=date_text(article.date or article.updated),
        site=settings.name,
        address=frame.linking.absolute(face.address),
        language=settings.language,
        description=article.description,
        tags=article.tags,
        is_post=article.kind == "post",
    )


def _own_reference(article: Article, name: str) -> str:
    """Write the reference of an article of the site of this name."""
    year = str(article.date.year if article.date else "")
    parts = [", ".join(article.authors), article.title, name, year]
    return " ".join(escape(part if part.endswith((".", "?", "!")) else f"{part}.") for part in parts if part)


def _credits(article: Article, words: Wording) -> Iterator[Fact]:
    if article.authors:
        yield Fact(term=words.authors, description=", ".join(article.authors))
    yield from reviewed_fact(article.reviewed_by, article.reviewed, words)
    for term, date in ((words.published, article.date), (words.updated, article.updated)):
        if date:
            yield Fact(term=term, description=format_date(date, words))
    if article.changes:
        newest = max(article.changes, key=lambda change: change.date)
        text = words.last_change_text.format(date=format_date(newest.date, words), note=newest.note)
        more = Link(href="#changes", text=words.all_changes) if len(article.changes) > 1 else None
        yield Fact(term=words.last_change, description=text, link=more)
