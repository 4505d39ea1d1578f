"""The pages of entries and articles: from a citekey to a planned page, and from that to what it shows."""

from painsite.model import Article, Entry
from painsite.pages.article.page import article_page
from painsite.pages.context import Context
from painsite.pages.entry.page import entry_page
from painsite.pages.links import file_of
from painsite.pages.planned import Given, PageKind, Planned
from painsite.pages.values import ArticlePage, EntryPage
from painsite.pages.views import View, node_view, surroundings, with_related


def plan_node(citekey: str, context: Context, blocks: int) -> Planned:
    """Plan the page of a node; related content is added when it is made."""
    view, face = node_view(citekey, context), context.library.faces[citekey]
    kind = ENTRY if face.kind == "entry" else ARTICLE
    return kind.plan(
        file_of(face.address),
        view,
        faces=view.faces,
        texts=tuple(dict.fromkeys((citekey, *view.works))),
        address=face.address,
        base=face.address,
        blocks=blocks,
    )


def _entry(view: View, given: Given) -> EntryPage:
    view = with_related(view, given.related)
    node = _text(view.citekey, given)
    assert isinstance(node, Entry)  # noqa: S101 - its face says so
    return entry_page(node, view, surroundings(view, given.faces, given.frame, given.href), given.frame)


def _article(view: View, given: Given) -> ArticlePage:
    view = with_related(view, given.related)
    node = _text(view.citekey, given)
    assert isinstance(node, Article)  # noqa: S101 - its face says so
    around = surroundings(view, given.faces, given.frame, given.href)
    return article_page(node, view, around, given.texts(view.works), given.frame)


def _text(citekey: str, given: Given) -> Entry | Article:
    return given.texts([citekey])[citekey]


ENTRY = PageKind("entry.html", View, _entry)
ARTICLE = PageKind("article.html", View, _article)
