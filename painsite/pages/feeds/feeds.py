"""Feeds: of the site, of each tag, and of each article's changes; each in two formats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from painsite.model import Article, Face, Value
from painsite.pages.context import Context
from painsite.pages.feeds.atom import atom_entry, atom_feed
from painsite.pages.feeds.items import FeedItem, change_items, node_item
from painsite.pages.feeds.json_feed import json_feed, json_item
from painsite.pages.feeds.values import FeedHead
from painsite.pages.frame import Frame, has_feeds
from painsite.pages.planned import FileKind, Given, Planned
from painsite.pages.views import View, text_view

_MOST = 30
"""Items of the site's feed, and of an article's."""
_MOST_OF_TAG = 15
"""Tags are many, and each item stands in the feeds of some three of them, in two formats."""


class Feed(Value, frozen=True, kw_only=True):
    """A feed before its items are made."""

    address: str
    """Of the page that it belongs to; its files lie there."""
    views: tuple[View, ...]
    """Of the nodes that it tells of, the newest first: what their texts show of others."""
    title: str
    description: str
    is_of_changes: bool = False
    """It tells of the changes of its one node, an article, too."""


class _Written(Value, frozen=True):
    """An item in both formats."""

    updated: str
    atom: bytes
    json: bytes


def plan_feeds(context: Context) -> Iterator[Planned]:
    """Plan all feeds of a site."""
    if has_feeds(context.settings):
        views = _Views(context)
        for feed in (*_site_feed(context, views), *_tag_feeds(context, views), *_article_feeds(context, views)):
            folder = feed.address.removeprefix("/")
            yield FEED.plan(
                (f"{folder}feed.xml", f"{folder}feed.json"),
                feed,
                faces=tuple(dict.fromkeys([citekey for view in feed.views for citekey in view.faces])),
                texts=tuple([view.citekey for view in feed.views]),
            )


@dataclass(frozen=True, slots=True)
class _Views:
    """The views of nodes: a node stands in several feeds."""

    context: Context
    known: dict[str, View] = field(default_factory=dict)

    def of(self, citekeys: Sequence[str]) -> tuple[View, ...]:
        """Return some views."""
        for citekey in citekeys:
            if citekey not in self.known:
                self.known[citekey] = text_view(citekey, self.context)
        return tuple([self.known[citekey] for citekey in citekeys])


def _site_feed(context: Context, views: _Views) -> Iterator[Feed]:
    """Plan the feed of the site, which has one if it has a node with a date."""
    settings = context.settings
    if context.frame.has_feed:
        yield Feed(
            address="/",
            views=views.of(_newest(context.additions)),
            title=settings.wording.feed_title.format(name=settings.name),
            description=settings.tagline,
        )


def _tag_feeds(context: Context, views: _Views) -> Iterator[Feed]:
    """Plan the feeds of tags; a tag has one if it has a node with a date."""
    settings = context.settings
    newest: dict[str, list[str]] = {}
    for face in context.additions:
        for step in context.steps_with_above(face.tags):
            members = newest.setdefault(step, [])
            if len(members) < _MOST_OF_TAG:
                members.append(face.citekey)
    for step, citekeys in sorted(newest.items()):
        yield Feed(
            address=f"/tags/{step}/",
            views=views.of(citekeys),
            title=settings.wording.feed_title_of_tag.format(name=settings.name, title=context.tag_names[step]),
            description=context.library.tags.descriptions.get(step, ""),
        )


def _article_feeds(context: Context, views: _Views) -> Iterator[Feed]:
    """Plan the feeds of articles; one has a feed if it has a date, or changes, which have theirs."""
    settings, faces = context.settings, context.library.faces
    for citekey, article in context.library.articles.items():
        face = faces[citekey]
        if face.date or article.changes:
            yield Feed(
                address=face.address,
                views=views.of([citekey]),
                title=settings.wording.feed_title_of_article.format(name=settings.name, title=face.title),
                description=face.summary,
                is_of_changes=True,
            )


def _newest(additions: Sequence[Face]) -> tuple[str, ...]:
    return tuple([face.citekey for face in islice(additions, _MOST)])


def _make(feed: Feed, given: Given) -> Mapping[str, bytes]:
    written: dict[str, _Written] = given.workshop.items
    missing = [view for view in feed.views if view.citekey not in written]
    nodes = given.texts([view.citekey for view in missing])
    for view in missing:
        written[view.citekey] = _write(node_item(view, nodes[view.citekey], given.faces, given.frame))
    items = [written[view.citekey] for view in feed.views]
    if feed.is_of_changes:
        citekey = feed.views[0].citekey
        article = given.texts([citekey])[citekey]
        assert isinstance(article, Article)  # noqa: S101 - feeds of changes are articles'
        changes = change_items(article, given.faces[citekey], given.frame)
        items = [*map(_write, changes[: _MOST - 1]), *items]
    xml, json = given.paths
    head = _head(feed, (xml, json), given.frame, max(item.updated for item in items))
    return {
        xml: atom_feed(head, [item.atom for item in items]),
        json: json_feed(head, [item.json for item in items]),
    }


FEED = FileKind("feed", Feed, _make, is_framed=True)


def _head(feed: Feed, paths: tuple[str, str], frame: Frame, updated: str) -> FeedHead:
    absolute, settings = frame.linking.absolute, frame.settings
    atom_address, json_address = map(absolute, paths)
    return FeedHead(
        # an article is an item of its own feed, and no two things may have one name
        identifier=atom_address if feed.is_of_changes else absolute(feed.address),
        title=feed.title,
        description=feed.description,
        language=settings.language,
        author=settings.name,
        address=absolute(feed.address),
        atom_address=atom_address,
        json_address=json_address,
        updated=updated,
    )


def _write(item: FeedItem) -> _Written:
    return _Written(item.updated, atom_entry(item), json_item(item))
