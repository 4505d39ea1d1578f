"""Feeds: of the site, of each tag, and of each article's changes; each in two formats."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from painsite.hashing import value_digest
from painsite.model import Face
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document, Texts
from painsite.pages.feeds.atom import atom_entry, atom_feed
from painsite.pages.feeds.items import FeedItem, change_items, node_item
from painsite.pages.feeds.json_feed import json_feed, json_item
from painsite.pages.feeds.values import FeedHead
from painsite.pages.frame import has_feeds
from painsite.pages.views import node_key, text_view

_MOST = 30
"""Items of the site's feed, and of an article's."""
_MOST_OF_TAG = 15
"""Tags are many, and each item stands in the feeds of some three of them, in two formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before its items are made."""

    address: str
    """Of the page that it belongs to; its files lie there."""
    citekeys: tuple[str, ...]
    """Of the nodes that it tells of, the newest first; of an article's changes the article alone."""
    title: Callable[[], str]
    """Asked for when it is made, since the names of tags are counted over all nodes."""
    description: str
    is_of_changes: bool = False

    @property
    def paths(self) -> tuple[str, str]:
        """Return its files, from the output folder."""
        folder = self.address.removeprefix("/")
        return f"{folder}feed.xml", f"{folder}feed.json"


def feed_documents(context: Context, edited: Collection[str] | None = None) -> tuple[Document, ...]:
    """Plan the feeds; `edited` leaves those that tell of none of these nodes."""
    if not has_feeds(context.settings):
        return ()
    pieces = Pieces(context)
    wanted = None if edited is None else set(edited)
    feeds = (*_site_feed(context), *_tag_feeds(context, wanted), *_article_feeds(context, wanted))
    return tuple([_document(feed, pieces) for feed in feeds if wanted is None or not wanted.isdisjoint(feed.citekeys)])


def _site_feed(context: Context) -> Iterator[Feed]:
    """Plan the feed of the site, which has one if it has a node with a date."""
    settings = context.settings
    if context.frame.has_feed:
        yield Feed(
            address="/",
            citekeys=_newest(context.additions),
            title=lambda: settings.wording.feed_title.format(name=settings.name),
            description=settings.tagline,
        )


def _tag_feeds(context: Context, wanted: Collection[str] | None) -> Iterator[Feed]:
    """Plan the feeds of tags, all of them or those of some nodes; a tag has one if it has a node with a date."""
    for step, citekeys in sorted(_newest_by_step(context, wanted).items()):
        yield Feed(
            address=f"/tags/{step}/",
            citekeys=tuple(citekeys),
            title=partial(_tag_title, step, context),
            description=context.library.tags.descriptions.get(step, ""),
        )


def _newest_by_step(context: Context, wanted: Collection[str] | None) -> dict[str, list[str]]:
    faces = context.library.faces
    found: dict[str, list[str]] = {}
    if wanted is None:
        for face in context.additions:
            for step in context.steps_with_above(face.tags):
                members = found.setdefault(step, [])
                if len(members) < _MOST_OF_TAG:
                    members.append(face.citekey)
        return found
    known = [faces[citekey] for citekey in wanted if citekey in faces]
    of_dated = [face.tags for face in known if context.date_in_feeds(face)]
    steps = {step for tags in of_dated for step in context.steps_with_above(tags)}
    for step in steps:
        of_step = (face.citekey for face in context.additions if step in context.steps_with_above(face.tags))
        found[step] = list(islice(of_step, _MOST_OF_TAG))
    return found


def _tag_title(step: str, context: Context) -> str:
    settings = context.settings
    return settings.wording.feed_title_of_tag.format(name=settings.name, title=context.tag_names[step])


def _article_feeds(context: Context, wanted: Collection[str] | None) -> Iterator[Feed]:
    """Plan the feeds of articles; one has a feed if it has a date, or changes, which have theirs."""
    settings, faces, articles = context.settings, context.library.faces, context.library.articles
    for citekey in articles if wanted is None else sorted(wanted):
        if citekey in articles and (faces[citekey].date or articles[citekey].changes):
            face = faces[citekey]
            yield Feed(
                address=face.address,
                citekeys=(citekey,),
                title=partial(settings.wording.feed_title_of_article.format, name=settings.name, title=face.title),
                description=face.summary,
                is_of_changes=True,
            )


def _newest(additions: Sequence[Face]) -> tuple[str, ...]:
    return tuple([face.citekey for face in islice(additions, _MOST)])


def _document(feed: Feed, pieces: "Pieces") -> Document:
    return Document(
        paths=feed.paths,
        content_key=lambda digests: pieces.key(feed, digests),
        make=lambda texts: pieces.make(feed, texts),
        shows=frozenset(feed.citekeys),
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """An item in both formats."""

    updated: str
    atom: bytes
    json: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """What feeds are made of: a node stands in several, and is rendered and written once in each process."""

    context: Context
    written: dict[str, _Written] = field(default_factory=dict)
    """By citekey."""
    keys: dict[str, bytes] = field(default_factory=dict)
    """By citekey: what changes whenever an item may."""

    def key(self, feed: Feed, digests: Digests) -> bytes:
        """Return what changes whenever a feed may: 16 bytes."""
        keys = self.keys
        for citekey in feed.citekeys:
            if citekey not in keys:
                keys[citekey] = node_key(text_view(citekey, self.context), digests)
        about = (feed.address, feed.title(), feed.description, feed.is_of_changes)
        return value_digest(digests.frame, about, [keys[citekey] for citekey in feed.citekeys])

    def make(self, feed: Feed, texts: Texts) -> Mapping[str, bytes]:
        """Make the files of a feed."""
        missing = [citekey for citekey in feed.citekeys if citekey not in self.written]
        nodes = texts(missing)
        for citekey in missing:
            self.written[citekey] = _write(node_item(text_view(citekey, self.context), nodes[citekey], self.context))
        items = [self.written[citekey] for citekey in feed.citekeys]
        if feed.is_of_changes:
            changes = change_items(self.context.library.articles[feed.citekeys[0]], self.context)
            items = [*map(_write, changes[: _MOST - 1]), *items]
        head = self._head(feed, max(item.updated for item in items))
        xml, json = feed.paths
        return {
            xml: atom_feed(head, [item.atom for item in items]),
            json: json_feed(head, [item.json for item in items]),
        }

    def _head(self, feed: Feed, updated: str) -> FeedHead:
        absolute, settings = self.context.frame.linking.absolute, self.context.settings
        atom_address, json_address = map(absolute, feed.paths)
        return FeedHead(
            # an article is an item of its own feed, and no two things may have one name
            identifier=atom_address if feed.is_of_changes else absolute(feed.address),
            title=feed.title(),
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
