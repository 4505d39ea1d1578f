"""The page of an article, with one series of notes."""

from collections.abc import Iterator
from html import escape

from painsite.model import Article, Entry
from painsite.pages.context import Context
from painsite.pages.dates import format_date
from painsite.pages.entries import change_lines, citing_block, related_lines, reviewed_fact, work_links
from painsite.pages.fill import Numbering, backlinks, fill_article
from painsite.pages.links import Href
from painsite.pages.references import format_vancouver
from painsite.pages.values import ArticlePage, Fact, FootnoteItem, Link, NoteItem, ReferenceItem
from painsite.wording import Wording


def article_page(article: Article, context: Context, href: Href) -> ArticlePage:
    """Make the page of an article."""
    words = context.settings.wording
    face = context.library.faces[article.citekey]
    html, footnotes, numbering = fill_article(article.body, context.surroundings(article.path, href))
    kinds = {"guide": words.kind_guide, "article": words.kind_article, "post": words.kind_post}
    return ArticlePage(
        head=context.head(face.title, article.description, face.address, "article"),
        title=face.title,
        description=article.description,
        kind=kinds[article.kind],
        tags=context.tags(article.tags, href),
        credits=tuple(_credits(article, words)),
        image=context.picture(article.image, article.path, href),
        html=html,
        references_heading=words.references_heading,
        references=tuple(_notes(footnotes, numbering, context, href)),
        citing=citing_block(article.citekey, context, href),
        related_heading=words.related_heading,
        related=related_lines(article.citekey, context, href),
        changes=change_lines(article.changes),
    )


def _notes(footnotes: tuple[str, ...], numbering: Numbering, context: Context, href: Href) -> Iterator[NoteItem]:
    words = context.settings.wording
    for number, (kind, key) in enumerate(numbering.keys, 1):
        mentions = numbering.mentions.get(number, 0)
        if isinstance(key, int):
            anchor = f"{kind}-{number}"
            links = backlinks(anchor, mentions, words)
            yield NoteItem(footnote=FootnoteItem(anchor=anchor, number=number, html=footnotes[key], backlinks=links))
        else:
            yield NoteItem(reference=_reference(key, number, mentions, context, href))


def _reference(citekey: str, number: int, mentions: int, context: Context, href: Href) -> ReferenceItem:
    words, library = context.settings.wording, context.library
    anchor = f"ref-{number}"
    entry, face = library.entries.get(citekey), library.faces.get(citekey)
    if face is None:  # an unknown key, in a preview with errors
        page, text = Link(href="", text=""), escape(f"{citekey}?")
    elif entry is not None:
        page, text = Link(href=href(face.address), text=words.entry_page_link), format_vancouver(entry)
    else:
        page, text = (
            Link(href=href(face.address), text=words.article_page_link),
            _own(library.articles[citekey], context),
        )
    return ReferenceItem(
        anchor=anchor,
        number=number,
        reference_html=text,
        links=work_links(entry, words) if isinstance(entry, Entry) else (),
        page=page,
        summary=face.summary if face else "",
        backlinks=backlinks(anchor, mentions, words),
    )


def _own(article: Article, context: Context) -> str:
    """Write the reference of one of the site's own articles."""
    parts = [
        ", ".join(article.authors),
        article.title,
        context.settings.name,
        str(article.date.year if article.date else ""),
    ]
    return " ".join(escape(part if part.endswith((".", "?", "!")) else f"{part}.") for part in parts if part)


def _credits(article: Article, words: Wording) -> Iterator[Fact]:
    if article.authors:
        yield Fact(term=words.authors, description=", ".join(article.authors))
    yield from reviewed_fact(article.reviewed_by, article.reviewed, words)
    for term, date in ((words.published, article.date), (words.updated, article.updated)):
        if date:
            yield Fact(term=term, description=format_date(date))
