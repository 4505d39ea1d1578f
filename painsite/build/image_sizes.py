"""The sizes of the images that a site shows: read from their files when their content is new, and kept."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import msgpack

from painsite.build.inputs import FileMark, Inputs
from painsite.build.start import Start, state_key
from painsite.hashing import content_digest
from painsite.model import Size, Value
from painsite.sources.pictures import picture_size


class Measured(Value, frozen=True, array_like=True):
    """An image file, as it was when it was looked at."""

    name: str
    """Among the inputs of a build."""
    digest: bytes
    """Of its content."""
    size: Size
    """0 where its file does not say."""


Images = Mapping[str, Measured]
"""By `painsite.pages.images.image_source`."""

_decoder = msgpack.Decoder(dict[str, Measured])


def images_key(start: Start) -> bytes:
    """Return the key under which the images of an output folder are kept."""
    return state_key("images", start.root, start.output)


def pack_images(images: Images) -> bytes:
    """Pack images for `unpack_images`."""
    return msgpack.encode(images)


def unpack_images(packed: bytes) -> Images:
    """Return what was kept. Raises `msgspec.DecodeError`."""
    return _decoder.decode(packed)


def are_the_same(images: Images, inputs: Inputs) -> bool:
    """Return whether all files still have the content that was measured."""
    return all(_is_known(inputs.marks.get(one.name), one) for one in images.values())


def measure(start: Start, sources: Iterable[str], static_files: Mapping[str, Path]) -> Images:
    """Return the images of these sources; only those are read that the last build did not measure as they are."""
    packed = start.cache.read([images_key(start)]).get(images_key(start))
    kept = unpack_images(packed) if packed else {}
    found: dict[str, Measured] = {}
    for source in sorted(sources):
        known = kept.get(source)
        own = static_files.get(source.removeprefix("static/")) if source.startswith("static/") else None
        path = own or start.root / source
        name = f"default/{source}" if own and not own.is_relative_to(start.root) else source
        if known and known.name == name and _is_known(start.inputs.marks.get(name), known):
            found[source] = known
        elif measured := _measure(path, name):
            found[source] = measured
    return found


def sizes_of(images: Images) -> dict[str, Size]:
    """Return the sizes that are known."""
    return {source: one.size for source, one in images.items() if one.size.width}


def digests_of(images: Images) -> dict[str, bytes]:
    """Return by name among the inputs the content of which pages show the size."""
    return {one.name: one.digest for one in images.values()}


def _is_known(mark: FileMark | None, measured: Measured) -> bool:
    return mark is not None and mark.digest == measured.digest


def _measure(path: Path, name: str) -> Measured | None:
    """Read one image. The digest is of the same bytes as the size, should the file be replaced meanwhile."""
    try:
        content = path.read_bytes()
    except OSError:  # it has just vanished; copying it says so
        return None
    return Measured(name, content_digest(content), picture_size(content) or Size())
