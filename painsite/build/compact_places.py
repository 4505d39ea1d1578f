"""Where the fields of a node stand, in a few hundred bytes instead of some thirty objects: many nodes are in memory."""

from collections.abc import Iterator, Mapping

from msgspec import msgpack

Spot = tuple[str, int, int]
"""Path, line and column."""
_OWN = b"\xa0"
"""An empty text, as MessagePack has it: it stands for the path that most places have in common."""


class CompactPlaces(Mapping[str, Spot]):
    """Places by field, as `Entry` has them; each look-up unpacks them all."""

    __slots__ = ("_packed", "_path")

    def __init__(self, places: Mapping[str, Spot], path: str) -> None:
        self._path, self._packed = path, _encode(places)
        if {spot[0] for spot in places.values()} == {path}:
            self._packed = self._packed.replace(_encode(path), _OWN)  # no field is called as a path is

    def __getitem__(self, name: str) -> Spot:
        path, line, column = _decode(self._packed)[name]
        return path or self._path, line, column

    def __iter__(self) -> Iterator[str]:
        return iter(_decode(self._packed))

    def __len__(self) -> int:
        return len(_decode(self._packed))


def spread_places(value: object) -> dict[str, Spot]:
    """Return places as an encoder knows them. Raises `TypeError` for anything else."""
    if isinstance(value, CompactPlaces):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be packed")


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(dict[str, Spot]).decode
