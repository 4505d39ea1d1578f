"""What the page of a node shows of other nodes: the inputs from which it is planned."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key
from painsite.model import Article, Citing, Entry, Face, Library, Node, Related, Retraction, Value
from painsite.pages.context import Context
from painsite.pages.fill import Source, Surroundings
from painsite.pages.frame import Frame
from painsite.pages.images import Media
from painsite.pages.links import Href

_NO_LINKS: Mapping[str, tuple[str, str]] = MappingProxyType({})


class View(Value, frozen=True, kw_only=True):
    """All that the page of a node shows of other nodes."""

    citekey: str
    """Its own."""
    faces: tuple[str, ...]
    """Citekeys of all faces that the page may show: its own, then sorted those that it cites, that cite it, that their
    sentences name, and the related."""
    canonical: tuple[tuple[str, str], ...] = ()
    """For each citation of another form than the citekey's own, such as an alias: what is written, and the citekey."""
    retraction: Retraction | None = None
    """What became of the work."""
    citing: tuple[Citing, ...] = ()
    related: tuple[Related, ...] = ()
    """Empty until it is ranked."""
    tags: tuple[tuple[str, str], ...] = ()
    """Step of the address and the spelling that is shown, of each of its tags."""
    media: tuple[Media, ...] = ()
    """Each image file of its own."""
    links: tuple[tuple[str, str, str], ...] = ()
    """For each link of its texts within the site: what is written, path from the root, and query and anchor."""
    works: tuple[str, ...] = ()
    """Of an article: citekeys of the nodes whose references it prints, sorted."""
    retractions: tuple[tuple[str, Retraction], ...] = ()
    """Of its works: citekeys of those of which something is known, and what that is."""
    authors: tuple[str, ...] = ()
    """Of an entry, where any of its authors has a page: for each of them the step of its address, or nothing."""
    journal: str = ""
    """Of an entry: the step of the address of its journal's page, if there is one."""
    relations: tuple[tuple[str, str, str], ...] = ()
    """Of an entry: kind of relation, the other work as the entry names it, and its citekey if it is an entry too."""


def node_view(citekey: str, context: Context) -> View:
    """Return what the page of a node shows of others, apart from related content; outlines are enough."""
    library = context.library
    node = library.node(citekey)
    journal = library.journals.get(citekey, "")
    citing = library.cited_by.get(citekey, ())
    cited = _cited(node, library)
    shown = set(cited.values())
    for one in citing:
        shown.add(one.citekey)
        for sentence in one.sentences:
            if len(sentence) > 1:
                shown.update([part for part in sentence[1::2] if part in library.faces])
    relations = _relations(node, library)
    shown.update([other for _, _, other in relations if other])
    shown.discard(citekey)
    works = tuple(sorted(set(cited.values()))) if isinstance(node, Article) else ()
    return View(
        citekey=citekey,
        faces=(citekey, *sorted(shown)),
        canonical=_canonical(cited),
        retraction=library.retractions.get(citekey),
        citing=citing,
        tags=tuple([(step, context.tag_names[step]) for step in context.tag_steps(node.tags)]),
        media=_media(node, context),
        links=_links(node, context),
        works=works,
        retractions=tuple([(one, library.retractions[one]) for one in works if one in library.retractions]),
        authors=_authors(library.authors.get(citekey, ()), context.author_steps),
        journal=journal if journal in context.journal_steps else "",
        relations=relations,
    )


def text_view(citekey: str, context: Context) -> View:
    """Return what the texts of a node show of others, without what its page says around them; outlines are enough."""
    node = context.library.node(citekey)
    cited = _cited(node, context.library)
    shown = set(cited.values()) - {citekey}
    return View(
        citekey=citekey,
        faces=(citekey, *sorted(shown)),
        canonical=_canonical(cited),
        media=_media(node, context),
        links=_links(node, context),
    )


def with_related(view: View, related: tuple[Related, ...]) -> View:
    """Return a view with its lines of related content."""
    if not related:
        return view
    known = frozenset(view.faces)
    new = sorted(one.citekey for one in related if one.citekey not in known)
    return replace(view, related=related, faces=(*view.faces, *new))


def surroundings(
    view: View, faces: Mapping[str, Face], frame: Frame, href: Href, *, elsewhere: bool = False
) -> Surroundings:
    """Return what the texts of a view's node are filled with: of the faces those that it names, and no others.

    `elsewhere` means that they are not shown on the node's own page.
    """
    return Surroundings(
        faces={citekey: faces[citekey] for citekey in view.faces},
        canonical=dict(view.canonical),
        href=href,
        media={one.file: Source(href(one.address), one.size) for one in view.media},
        wording=frame.settings.wording,
        links={written: (path, rest) for written, path, rest in view.links} if view.links else _NO_LINKS,
        page=href(faces[view.citekey].address) if elsewhere else "",
    )


def _cited(node: Node, library: Library) -> dict[str, str]:
    """Return what the shown texts cite: as written, and the citekey; what leads nowhere prints as written."""
    found = {}
    for text in shown_texts(node):
        for citation in text.citations:
            written = citation.citekey
            key = library.canonical.get(written) or library.canonical.get(normal_key(written))
            if key is not None:
                found[written] = key
    return found


def _relations(node: Node, library: Library) -> tuple[tuple[str, str, str], ...]:
    """Return the works to which an entry is related; an unknown citekey is told of elsewhere."""
    found = []
    for kind, works in node.relations.items() if isinstance(node, Entry) else ():
        for work in works:
            key = library.identifiers.get(work) or library.canonical.get(normal_key(work), "")
            if key != node.citekey and (key or work.startswith(("doi:", "pmid:"))):
                found.append((kind, work, key))
    return tuple(found)


def _canonical(cited: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple([(written, key) for written, key in cited.items() if written != key])


def _media(node: Node, context: Context) -> tuple[Media, ...]:
    return tuple([context.media(node.path, file) for file in dict.fromkeys(_images(node))])


def _links(node: Node, context: Context) -> tuple[tuple[str, str, str], ...]:
    links = [link for text in shown_texts(node) for link in text.links]
    if not links:
        return ()
    found, address = {}, context.library.faces[node.citekey].address
    for link in links:
        there = context.site_pages.destination(link.address, address)
        if there.path:
            found[link.address] = (link.address, there.path, there.rest)
    return tuple(found.values())


def _authors(steps: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    return () if known.isdisjoint(steps) else tuple([step if step in known else "" for step in steps])


def _images(node: Node) -> list[str]:
    found = [node.image.file] if node.image else []
    for text in shown_texts(node):
        found += [image.file for image in text.images]
    return found
