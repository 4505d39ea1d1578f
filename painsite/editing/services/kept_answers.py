"""Answers of services that are kept below `.painsite/`, so that nothing is asked twice in vain."""

from contextlib import suppress
from pathlib import Path

import msgspec

from painsite.editing.safe_writing import replace_file
from painsite.hashing import content_digest
from painsite.model import Value

_FOLDER = ("services",)


class KeptAnswer(Value, frozen=True, kw_only=True):
    """What a service answered to one request."""

    address: str
    """Without what names the person who asks."""
    text: str
    etag: str = ""
    fetched: float
    """Seconds since 1970."""


class KeptAnswers:
    """A folder of answers. What cannot be read counts as not there."""

    def __init__(self, folder: Path) -> None:
        """Take the site's cache folder; it is made when something is kept."""
        self._folder = folder.joinpath(*_FOLDER)

    def find(self, address: str) -> KeptAnswer | None:
        """Return what was answered last."""
        try:
            kept = _decoder.decode(self._path(address).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        return kept if kept.address == address else None

    def keep(self, answer: KeptAnswer) -> None:
        """Put an answer in the place of the last one. A disk that is full or read-only is no reason to fail."""
        try:
            replace_file(self._path(answer.address), _encode(answer))
        except OSError:
            return

    def drop(self, address: str) -> None:
        """Forget an answer."""
        with suppress(OSError):
            self._path(address).unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        return self._folder / f"{content_digest(address.encode()).hex()}.answer"


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(KeptAnswer)
