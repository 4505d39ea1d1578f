"""Which image files nodes name, and whether they are there."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from painsite.model import Entry, Library, Node, Text
from painsite.problems import Place, Problem


def image_files(node: Node) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Give the image files that a node names, as written, and the place of the field that names each."""
    if node.image:
        yield node.image.file, node.places["image"]
    texts: tuple[tuple[str, Text | None], ...] = (
        (("commentary", node.commentary), ("notes", node.notes), ("abstract_note", node.abstract_note))
        if isinstance(node, Entry)
        else (("body", node.body),)
    )
    for field, text in texts:
        for file in text.images if text else ():
            yield file, node.places.get(field, (node.path, 1, 1))


def beside(path: str, file: str) -> str:
    """Give the path of an image file that lies beside the source that names it."""
    return normpath(join(dirname(path), file))


def image_problems(library: Library, source_files: frozenset[str], static_files: frozenset[str]) -> Iterator[Problem]:
    """Report the image files that are neither beside their source nor in `static/`."""
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    for node in nodes:
        for file, (path, line, column) in image_files(node):
            if beside(node.path, file) not in source_files and normpath(file) not in static_files:
                yield Problem(
                    place=Place(path=path, line=line, column=column),
                    rule="missing-image",
                    message=f"there is no image `{file}`",
                    remedy="put it beside this source or into `static/`",
                )
