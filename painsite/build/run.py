"""One build or check from beginning to end, whatever the state of the cache and of the output folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.cache import Cache
from painsite.build.result import Result
from painsite.build.start import DAMAGED, Options, begin, open_cache, state_key
from painsite.output.publish import Staging, stage
from painsite.workers import Progress

if TYPE_CHECKING:
    from painsite.build.pipeline import Memory


def run(
    root: Path, output: Path | None, options: Options, *, progress: Progress, memory: "Memory | None" = None
) -> Result:
    """Build a site into a folder, or check it where there is none.

    `memory` spares a process that builds again and again the unpacking; one that is to hold what was made is filled
    though nothing has changed. Raises `OutputError` where the folder cannot be used, and `OSError`.
    """
    staging = stage(output, root) if output else None
    output = staging.output if staging else None
    try:
        with open_cache(root) as (cache, found):
            notes = found
            if memory and found:  # it names what the cache no longer holds
                memory.clear()
            try:
                result = _attempt(root, output, options, cache, staging, memory, progress)
            except DAMAGED:
                cache.forget()
                if memory:
                    memory.clear()
                if staging:
                    staging.clear()
                notes = (*found, "the cache was damaged and is rebuilt")
                result = _attempt(root, output, options, cache, staging, memory, progress)
        return replace(result, notes=notes)
    finally:
        if staging:
            staging.discard()


def _attempt(  # noqa: PLR0913, PLR0917 - the same again, if need be
    root: Path,
    output: Path | None,
    options: Options,
    cache: Cache,
    staging: Staging | None,
    memory: "Memory | None",
    progress: Progress,
) -> Result:
    start = begin(root, output, options, cache, progress)
    finished = start.finished
    if finished is not None and not (memory and memory.is_asked_for):
        if start.seen != start.before:
            cache.write({state_key("manifest", root, output): msgpack.encode(start.seen)})
        return finished
    # with all that parses, links and renders
    from painsite.build.pipeline import Memory, build  # noqa: PLC0415

    return build(start, staging, memory or Memory(), progress)
