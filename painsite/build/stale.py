"""A plan and what the last build left → which files are as they should be, and which have to be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from painsite.build.frames import Frames
from painsite.build.outputs import OutputMark
from painsite.hashing import value_digest
from painsite.model import Related
from painsite.pages.plan import KINDS
from painsite.pages.planned import Digests, Planned, full_key
from painsite.pages.values import Shared

Blocks = Mapping[str, tuple[Shared, bytes]]
"""What a page may share with others, by name: the block and its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of all files of a plan."""

    frames: Frames
    digests: Digests
    blocks: tuple[Blocks, ...]
    """The sets of the plan, by number."""

    def of(self, planned: Planned, related: tuple[Related, ...] = ()) -> bytes:
        """Return what changes whenever a file may, blocks aside; `related` are the lines of a node's page."""
        return full_key(planned, self.frames.of_kind(KINDS[planned.kind]), self.digests, related)

    def blocks_of(self, planned: Planned) -> Blocks:
        """Return the blocks of a page."""
        return self.blocks[planned.blocks]

    @staticmethod
    def is_there(mark: OutputMark, key: bytes, blocks: Blocks) -> bool:
        """Tell whether a file that the last build left is what would be made."""
        return mark.key == key and all(key_in(blocks, block.name) == block.key for block in mark.blocks)


def key_in(blocks: Blocks, name: str) -> bytes:
    """Return the key of a block; empty where a page has none of this name."""
    return blocks[name][1] if name in blocks else b""


def block_keys(sets: Sequence[tuple[Shared, ...]], frames: Frames) -> tuple[Blocks, ...]:
    """Return sets of blocks with their keys."""
    return tuple(
        [
            {block.name: (block, value_digest(frames.of_template(f"{block.name}.html"), block)) for block in blocks}
            for blocks in sets
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The files that the last build left."""

    published: Mapping[str, OutputMark]
    """By path, those that are as they were written."""
    paths: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    """By key, of all that it wrote; pages, which have blocks, aside."""

    def page(self, planned: Planned, key: bytes, blocks: Blocks) -> OutputMark | None:
        """Return the page that was planned if it is there."""
        mark = self.published.get(planned.paths[0])
        return mark if mark is not None and Keys.is_there(mark, key, blocks) else None

    def files(self, planned: Planned, key: bytes) -> Mapping[str, OutputMark] | None:
        """Return the data files that were planned if all of them are there, whatever they are called."""
        paths = self.paths.get(key, frozenset())
        if not paths or not paths.issuperset(planned.published(planned.paths)) or not self.published.keys() >= paths:
            return None
        return {path: self.published[path] for path in sorted(paths)}


def left_by(published: Mapping[str, OutputMark], outputs: Mapping[str, OutputMark]) -> Left:
    """Return what is left of `outputs`, which is all that the last build wrote."""
    found: dict[bytes, list[str]] = {}
    for path, mark in outputs.items():
        if mark.key and not mark.blocks:
            found.setdefault(mark.key, []).append(path)
    return Left(published=published, paths={key: frozenset(paths) for key, paths in found.items()})
