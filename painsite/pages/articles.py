"""The page of an article, with one series of notes."""

from collections.abc import Iterator, Mapping
from html import escape

from painsite.model import Article, Node
from painsite.pages.contents import link_headings, table_of_contents
from painsite.pages.dates import format_date
from painsite.pages.entries import (
    change_lines,
    citing_block,
    picture,
    related_lines,
    reviewed_fact,
    tag_links,
    work_links,
)
from painsite.pages.fill import Numbering, Surroundings, backlinks, fill_article
from painsite.pages.frame import Frame
from painsite.pages.references import format_vancouver
from painsite.pages.sidenotes import place_sidenotes
from painsite.pages.values import ArticlePage, Fact, FootnoteItem, Link, NoteItem, ReferenceItem
from painsite.pages.views import View
from painsite.wording import Wording


def article_page(
    article: Article, view: View, around: Surroundings, works: Mapping[str, Node], frame: Frame
) -> ArticlePage:
    """Make the page of an article. `works` holds those whose references it prints; outlines are enough."""
    words = frame.settings.wording
    face = around.faces[article.citekey]
    html, footnotes, numbering = fill_article(article.body, around)
    notes = {number: footnotes[key] for number, (_, key) in enumerate(numbering.keys, 1) if isinstance(key, int)}
    html = link_headings(place_sidenotes(html, notes, words), article.body.headings, words)
    kinds = {"guide": words.kind_guide, "article": words.kind_article, "post": words.kind_post}
    return ArticlePage(
        head=frame.head(face.title, article.description, face.address, "article"),
        scripts=tuple(around.href(address) for address in (["/notes.js"] if notes else [])),
        title=face.title,
        description=article.description,
        kind=kinds[article.kind],
        tags=tag_links(view, around.href),
        credits=tuple(_credits(article, words)),
        image=picture(article.image, around.media),
        contents=table_of_contents(article.body.headings),
        html=html,
        references_heading=words.references_heading,
        references=tuple(_notes(footnotes, numbering, around, works, frame.settings.name)),
        citing=citing_block(view, around, frame.settings.name),
        related_heading=words.related_heading,
        related=related_lines(view, around, frame),
        changes=change_lines(article.changes, words),
    )


def _notes(
    footnotes: tuple[str, ...], numbering: Numbering, around: Surroundings, works: Mapping[str, Node], name: str
) -> Iterator[NoteItem]:
    for number, (kind, key) in enumerate(numbering.keys, 1):
        mentions = numbering.mentions.get(number, 0)
        anchor = f"{kind}-{number}" if isinstance(key, int) else f"ref-{number}"
        links = backlinks(anchor, mentions, around.wording)
        if isinstance(key, int):
            yield NoteItem(footnote=FootnoteItem(anchor=anchor, number=number, html=footnotes[key], backlinks=links))
            continue
        page, reference, elsewhere, summary = _reference(key, around, works, name)
        yield NoteItem(
            reference=ReferenceItem(
                anchor=anchor,
                number=number,
                reference_html=reference,
                links=elsewhere,
                page=page,
                summary=summary,
                backlinks=links,
            )
        )


def _reference(
    citekey: str, around: Surroundings, works: Mapping[str, Node], name: str
) -> tuple[Link, str, tuple[Link, ...], str]:
    """Give what the list says of a node: the link to its page, its reference, the links elsewhere, its summary."""
    words = around.wording
    if citekey not in works:  # an unknown key, in a preview with errors
        return Link(href="", text=""), escape(f"{citekey}?"), (), ""
    node, face = works[citekey], around.faces[citekey]
    href = around.href(face.address)
    if isinstance(node, Article):
        return Link(href=href, text=words.article_page_link), _own_reference(node, name), (), face.summary
    page = Link(href=href, text=words.entry_page_link)
    return page, format_vancouver(node), work_links(node, words), face.summary


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
