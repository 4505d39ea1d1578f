"""Which image files nodes name, whether they are there, and how large they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from painsite.model import Entry, Library, Node, Size, Text, Value
from painsite.problems import Place, Problem


class Media(Value, frozen=True, array_like=True):
    """An image file of a node, as pages need it."""

    file: str
    """As written."""
    address: str
    size: Size = Size()
    """Its own; 0 where that is not known."""


def image_files(node: Node) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Yield the image files that a node names, as written, and the place of each."""
    if node.image:
        yield node.image.file, node.places["image"]
    texts: tuple[tuple[str, Text | None], ...] = (
        (("commentary", node.commentary), ("notes", node.notes), ("abstract_note", node.abstract_note))
        if isinstance(node, Entry)
        else (("body", node.body),)
    )
    for name, text in texts:
        for image in text.images if text else ():
            yield image.file, (node.places.get(name, (node.path,))[0], image.line, image.column)


def image_source(path: str, file: str, source_files: frozenset[str]) -> str:
    """Return the file that a source at a path means: one of those below `bibliography/`, else `static/…`."""
    beside = normpath(join(dirname(path), file))
    return beside if beside in source_files else f"static/{normpath(file)}"


def shown_size(own: Size, wanted: Size) -> Size:
    """Return the size in which an image is shown whose author may want a width or a height: its ratio stays."""
    if not (own.width and own.height) or (wanted.width and wanted.height):
        return wanted
    if wanted.width:
        return Size(wanted.width, max(round(own.height * wanted.width / own.width), 1))
    if wanted.height:
        return Size(max(round(own.width * wanted.height / own.height), 1), wanted.height)
    return own


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundImages:
    """The images of a library's nodes."""

    problems: list[Problem] = field(default_factory=list)
    """Those of images that are not there."""
    uses: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    """By `image_source`, each file that is there as it is written, and where."""


def find_images(library: Library, source_files: frozenset[str], static_files: Mapping[str, object]) -> FoundImages:
    """Look for the image files of all nodes beside their sources and in `static/`."""
    found = FoundImages()
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    for node in nodes:
        for file, (path, line, column) in image_files(node):
            source, place = image_source(node.path, file, source_files), Place(path=path, line=line, column=column)
            if source in source_files or source.removeprefix("static/") in static_files:
                found.uses.setdefault(source, []).append((file, place))
            else:
                message, remedy = f"there is no image `{file}`", "put it beside this source or into `static/`"
                found.problems.append(Problem(place=place, rule="missing-image", message=message, remedy=remedy))
    return found


def size_problems(uses: Mapping[str, Sequence[tuple[str, Place]]], sizes: Mapping[str, Size]) -> Iterator[Problem]:
    """Report the images whose size is not known; both by `image_source`, uses as in `FoundImages`."""
    for source, places in uses.items():
        for file, place in places if source not in sizes else ():
            yield Problem(
                place=place,
                rule="unreadable-image",
                message=f"the size of the image `{file}` cannot be read, so the text will move while it loads",
                remedy="save it again as PNG, JPEG, GIF, WebP or AVIF, or as SVG with a `viewBox`",
            )
