"""Compiled templates: those of the theme kept between processes, those of a site as long as the process lives.

The theme is part of the program. What is compiled of it lies where Python keeps what it has compiled of the program
itself, and is trusted as much. The cache of a site holds no code: anybody may have put it there.
"""

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from painsite.hashing import SIZE, content_digest
from painsite.theme import TEMPLATES

_THEME = f"{TEMPLATES}{os.sep}"
_MARK = "theme-"
"""How the keys of the theme's templates begin."""
_OPTIONS = ("autoescape", "optimized", "trim_blocks", "lstrip_blocks", "keep_trailing_newline", "newline_sequence")
"""Those of an environment that the code depends on."""


class Compiled(BytecodeCache):
    """What was compiled from which template."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}
        """By name and file, a digest of the source and what was made of it."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a name for a template, which tells those of the theme from others."""
        key = super().get_cache_key(name, filename)
        return f"{_MARK}{key}" if filename and filename.startswith(_THEME) else key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Return what was compiled from the same source."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum != bucket.checksum:
            code = self._read(bucket) if bucket.key.startswith(_MARK) else None
        if code is not None:
            self._codes[bucket.key] = (bucket.checksum, code)
        bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        assert bucket.code is not None  # noqa: S101 - Jinja has just compiled it
        self._codes[bucket.key] = (bucket.checksum, bucket.code)
        if bucket.key.startswith(_MARK) and not sys.dont_write_bytecode:
            with suppress(OSError, NotImplementedError):  # nobody may write there
                self._write(bucket, bucket.code)

    @staticmethod
    def _read(bucket: Bucket) -> CodeType | None:
        try:
            with open(_file_of(bucket), "rb") as file:  # noqa: PTH123
                digest, packed = file.read(SIZE), file.read()
            code = marshal.loads(packed) if digest == _digest(bucket, packed) else None  # noqa: S302 - our own
        except (OSError, NotImplementedError, EOFError, ValueError, TypeError):
            return None
        return code if isinstance(code, CodeType) else None

    @staticmethod
    def _write(bucket: Bucket, code: CodeType) -> None:
        path = _file_of(bucket)
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        packed, new = marshal.dumps(code), f"{path}.{os.getpid()}"
        with open(new, "wb") as file:  # noqa: PTH123
            file.write(_digest(bucket, packed) + packed)
        os.replace(new, path)  # noqa: PTH105 - so that nobody reads half of it


def _digest(bucket: Bucket, packed: bytes) -> bytes:
    """Return a digest of code and of all that it was made with."""
    options = [str(getattr(bucket.environment, name)) for name in _OPTIONS]
    made_with = "\0".join((jinja2.__version__, *options, bucket.checksum))
    return content_digest(MAGIC_NUMBER + made_with.encode() + packed)


def _file_of(bucket: Bucket) -> str:
    """Return where code is kept. Raises `NotImplementedError` where Python keeps none."""
    return cache_from_source(os.path.join(os.path.dirname(__file__), f"{bucket.key}.py"))  # noqa: PTH118, PTH120
