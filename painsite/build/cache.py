"""What was computed from which content, kept between runs: compressed bytes by key, in one SQLite file.

It is data and never code, and it is not trusted: every value carries a checksum, and a file that is damaged or was
made by another version of the program is thrown away. Nothing in it cannot be computed again.
"""

import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from painsite.build.compression import FEWEST, Dictionary, compress, dictionary_of, expand, keep, make_dictionary

_PROGRAM = b"program"
_LIBRARIES = frozenset(
    "bibtexparser jinja2 markdown markupsafe msgspec nh3 pagefind pagefind_bin pylatexenc pyyaml".split()
)
_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - a text: it is walked at every start
"""All of the program, whatever room this module stands in."""
_AT_ONCE = 500
"""Keys of one query; SQLite takes 999 everywhere."""
_PATIENCE = 20.0
"""Seconds to wait for another process that writes."""
STATE = b"state of the last build: "
"""How the keys begin of what is kept for each output folder."""
_PLAIN = STATE + b"manifest: "
"""The same of what is read at every start, and is kept as it is."""
_DICTIONARY = STATE + b"dictionary: "
"""The same of dictionaries by their name, and of the names by kind of value."""


class CacheError(Exception):
    """The file cannot be used: it is damaged, or the disk refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A place for bytes. It holds no connection, so that it can be used on both sides of a fork."""

    path: Path
    program: bytes
    """Stands for the program and its libraries: what another one has kept is not read."""

    def read(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what is kept by these keys. Raises `CacheError` where it is damaged."""
        if not keys or not self.path.exists():
            return {}
        found: dict[bytes, bytes] = {}
        wanted = list(keys)
        with self._connect() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value, checksum FROM kept WHERE key IN ({marks})", some)  # noqa: S608 - question marks alone
                for key, value, checksum in rows:
                    if not isinstance(value, bytes) or crc32(value, crc32(key)) != checksum:
                        raise CacheError("a value does not have its checksum")
                    found[key] = value
            names = {dictionary_of(packed) for packed in found.values()} - {b""}
            dictionaries = {name: _dictionary(connection, name) for name in names}
        try:
            return {key: expand(packed, dictionaries) for key, packed in found.items()}
        except ValueError as error:
            raise CacheError(str(error)) from error

    def read_all(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what is kept by these keys. Raises `CacheError` where one is missing."""
        found = self.read(keys)
        if len(found) < len(set(keys)):
            raise CacheError("a value that should be there is not")
        return found

    def write(self, values: Mapping[bytes, bytes], *, kind: str = "") -> None:
        """Keep values by their keys, instead of what was there. Raises `CacheError`.

        Values of one kind, where one is named, have much in common.
        """
        if not values:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        dictionary = None
        if kind:
            with self._connect() as connection:
                dictionary = _dictionary_of_kind(connection, kind, values.values())
        rows = []
        for key, value in values.items():
            packed = keep(value) if key.startswith(_PLAIN) else compress(value, dictionary)
            rows.append((key, packed, crc32(packed, crc32(key))))
        with self._connect() as connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def keep_only(self, keys: Iterable[bytes], *, prefix: bytes) -> None:
        """Forget everything else, apart from keys that begin so. Raises `CacheError`."""
        with self._connect() as connection:
            connection.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY)")
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", [(key,) for key in (*keys, _PROGRAM)])
            others = "DELETE FROM kept WHERE key NOT IN (SELECT key FROM wanted) AND substr(key, 1, ?) IS NOT ?"
            connection.execute(others, (len(prefix), prefix))

    def count(self) -> int:
        """Return how many values are kept. Raises `CacheError`."""
        with self._connect() as connection:
            return int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])

    def check(self) -> bool:
        """Return whether the file was made by this program, and forget it where it was not. Raises `CacheError`."""
        if not self.path.exists():
            return True
        if self.read([_PROGRAM]).get(_PROGRAM) == self.program:
            return True
        self.forget()
        return False

    def forget(self) -> None:
        """Remove the file."""
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level="IMMEDIATE")
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error
        try:
            # A crash of the machine may damage the file, which is then noticed; waiting for the disk would cost more.
            connection.execute("PRAGMA synchronous = OFF")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept'").fetchone():
                self._prepare(connection)
            with connection:
                yield connection
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error
        finally:
            connection.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA page_size = 32768")
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, checksum INTEGER)")
            program = keep(self.program)
            row = (_PROGRAM, program, crc32(program, crc32(_PROGRAM)))
            connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", row)


_MOST_DICTIONARIES = 8
_dictionaries: dict[bytes, Dictionary] = {}
"""By name, which is a digest: those that this process has read, so that they are read and prepared once."""


def _dictionary(connection: sqlite3.Connection, name: bytes) -> Dictionary:
    if name not in _dictionaries:
        row = connection.execute("SELECT value, checksum FROM kept WHERE key = ?", (_DICTIONARY + name,)).fetchone()
        if row is None or crc32(row[0], crc32(_DICTIONARY + name)) != row[1]:
            raise CacheError("a dictionary is missing or damaged")
        if len(_dictionaries) >= _MOST_DICTIONARIES:
            _dictionaries.clear()
        _dictionaries[name] = Dictionary(name, bytes(row[0]))
    return _dictionaries[name]


def _dictionary_of_kind(connection: sqlite3.Connection, kind: str, values: Collection[bytes]) -> Dictionary | None:
    """Return the dictionary of a kind, made of these values where there is none yet, and they are many."""
    key = _DICTIONARY + kind.encode()
    query = "SELECT value FROM kept WHERE key = ?"
    row = connection.execute(query, (key,)).fetchone()
    if row is None and len(values) >= FEWEST:
        made = make_dictionary(values)
        rows = [(_DICTIONARY + made.name, made.content), (key, made.name)]
        # of two processes the first wins
        connection.executemany(
            "INSERT OR IGNORE INTO kept VALUES (?, ?, ?)",
            [(key, value, crc32(value, crc32(key))) for key, value in rows],
        )
        row = connection.execute(query, (key,)).fetchone()
    return _dictionary(connection, bytes(row[0])) if row else None


def program_digest() -> bytes:
    """Stand for this program: its own files, and the versions of the libraries that make what is kept."""
    digest = blake2b(f"{sys.version_info[:3]} {' '.join(_versions())}\n".encode(), digest_size=16)
    for folder, subfolders, names in os.walk(_PACKAGE):
        subfolders[:] = sorted(name for name in subfolders if name not in {"__pycache__", "_theme"})
        for name in sorted(names):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123
                    digest.update(name.encode() + b"\0" + file.read())
    return digest.digest()


def _versions() -> list[str]:
    """Name the folders with which installed libraries say their version; `importlib.metadata` takes 50 ms for that."""
    found = set()
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208
                if name.endswith(".dist-info") and name.split("-")[0].lower() in _LIBRARIES:
                    found.add(name.lower())
    return sorted(found)
