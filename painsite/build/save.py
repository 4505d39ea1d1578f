"""What was made → what the next build will find."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.cache import STATE
from painsite.build.frames import Frames
from painsite.build.image_sizes import digests_of, images_key, pack_images
from painsite.build.index import every_key
from painsite.build.inputs import Inputs
from painsite.build.load import LinkedSite, write_index
from painsite.build.manifest import Manifest
from painsite.build.outputs import OutputMark, folder_time, mark_output
from painsite.build.related import Relations, pack_relations
from painsite.build.render import Made
from painsite.build.result import Result, of_the_site
from painsite.build.start import Start, state_key
from painsite.files import Stamp, folders_of

_MOST_DEAD = 1000
"""Values of former builds that are kept beside those of this one, and as many again as this one has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build has published, or a check has found."""

    files: Mapping[str, Made]
    """By path."""
    copied: Mapping[str, bytes]
    """By name among the inputs, digests of files that were copied."""
    plan: bytes
    """Key of the plan."""
    frames: Frames
    result: Result


def save(start: Start, site: LinkedSite, relations: Relations, outcome: Outcome | None) -> None:
    """Keep for the next build what it can use; of files nothing where they were not published."""
    manifest, *related = (state_key(name, start.root, start.output) for name in ("manifest", "related", "survey"))
    plan, frames = (outcome.plan, outcome.frames) if outcome else (b"", Frames())
    # without them, where no pages were made of what was linked: the next build compares all keys
    index = replace(site.index, plan=plan, frames=frames)
    # the sources are known whatever became of the pages
    values: dict[bytes, bytes] = {**write_index(start, index), images_key(start): pack_images(site.images)}
    if relations.is_new:
        values.update(zip(related, pack_relations(relations), strict=True))
    if outcome is not None:
        # of an image that was replaced before it was copied pages show the old size: the next build finds it changed
        inputs = start.inputs.with_digests({**site.changed, **outcome.copied, **digests_of(site.images)})
        values[manifest] = msgpack.encode(_manifest(start, inputs, outcome))
    start.cache.write(values)
    shown = start.before.outputs if outcome is None else outcome.files
    live = {
        *(index.library, index.plan),
        *every_key(index.rows, index.keys, index.origins.values()),
        *[file.key for file in shown.values() if file.key],
    }
    if start.cache.count() > 2 * len(live) + _MOST_DEAD:
        start.cache.keep_only(live, prefix=STATE)


def _manifest(start: Start, inputs: Inputs, outcome: Outcome) -> Manifest:
    return Manifest(
        fingerprint=inputs.fingerprint,
        inputs=inputs.marks,
        outputs=_marks(start, outcome.files),
        folders=_folders(start, outcome.files),
        result=of_the_site(outcome.result),
    )


def _marks(start: Start, files: Mapping[str, Made]) -> Mapping[str, OutputMark]:
    """Mark what stands in the output folder now."""
    known = start.published.outputs
    found: dict[str, OutputMark] = {}
    for path, file in files.items():
        mark = known.get(path)
        if start.output is None:
            found[path] = OutputMark(Stamp(file.size, 0, 0, 0), file.digest, file.key, file.blocks)
        elif file.changed or mark is None:
            found[path] = mark_output(os.fspath(start.output), path, file.digest, file.key, file.blocks)
        elif (mark.key, mark.blocks) == (file.key, file.blocks):
            found[path] = mark
        else:
            found[path] = OutputMark(mark.stamp, file.digest, file.key, file.blocks)
    return found


def _folders(start: Start, files: Mapping[str, Made]) -> dict[str, int]:
    """Say when something was last put into each folder; only those are looked at where something was."""
    if start.output is None:
        return {}
    base = os.fspath(start.output)
    known = start.published.folders
    gone = start.before.outputs.keys() - files.keys()
    touched = folders_of([*(path for path, file in files.items() if file.changed), *gone, *start.published.foreign])
    return {
        path: known[path] if path in known and path not in touched else folder_time(f"{base}/{path}" if path else base)
        for path in folders_of(files)
    }
