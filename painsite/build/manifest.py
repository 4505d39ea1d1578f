"""What the last build of a folder read and wrote: enough to know, without making anything, that nothing has changed."""

from collections.abc import Mapping

from msgspec import msgpack

from painsite.build.inputs import FileMark
from painsite.build.outputs import OutputMark
from painsite.build.result import Result
from painsite.model import Value


class Manifest(Value, frozen=True, kw_only=True):
    """What a build read and wrote."""

    fingerprint: bytes = b""
    """Of the program, the options and the content of everything that was read."""
    inputs: Mapping[str, FileMark] = {}
    """By name, see `Inputs`."""
    outputs: Mapping[str, OutputMark] = {}
    """By path from the output folder."""
    folders: Mapping[str, int] = {}
    """By path, `` for the output folder itself: when something was last put in or taken out; nanoseconds."""
    result: Result = Result()


_decoder = msgpack.Decoder(Manifest)


def unpack_manifest(packed: bytes) -> Manifest:
    """Return a manifest. Raises `msgspec.DecodeError`."""
    return _decoder.decode(packed)
