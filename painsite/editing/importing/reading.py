"""Files of references on disk → what they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from painsite.editing.formats.recognise import BIBTEX, Format, UnknownFormatError, recognise
from painsite.editing.formats.references import NOTHING, References, Refused
from painsite.editing.importing.decoding import decode, with_line_feeds

_NAMES = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_LARGEST = 500_000_000
"""Bytes; a file of references with a hundred thousand abstracts has half of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file that was given, read."""

    name: str
    """As it was named."""
    format: Format | None = None
    """None where it is in none, or cannot be read."""
    text: str = ""
    """Of BibTeX alone, for what is to stay as it is."""
    references: References = NOTHING
    notes: tuple[str, ...] = ()
    """What is to be told of the file as a whole."""
    error: str = ""
    """Why nothing was read of it."""


def read_file(path: Path) -> ReadFile:
    """Read one file; whatever is wrong with it is part of what comes back."""
    name = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            return ReadFile(name=name, error="it is larger than 500 MB; divide it")
        content = path.read_bytes()
    except OSError as error:
        return ReadFile(name=name, error=(error.strerror or "it cannot be read").lower())
    return read_content(content, name=name)


def read_content(content: bytes, *, name: str) -> ReadFile:
    """Read the bytes of a file."""
    if not content.strip():
        return ReadFile(name=name, notes=(f"{name}: the file is empty",))
    decoded = decode(content)
    notes = []
    if decoded.is_guess:
        encoding = _NAMES.get(decoded.encoding, decoded.encoding)
        notes.append(f"{name}: the file is not UTF-8 and is read as {encoding}; look at names with accents")
    text = with_line_feeds(decoded.text)
    try:
        found = recognise(text)
    except UnknownFormatError as error:
        return ReadFile(name=name, notes=tuple(notes), error=str(error))
    references = found.parse(decoded.text if found is BIBTEX else text, path=name)
    if not references.records and not references.refused:
        notes.append(f"{name}: no record is in it")
    return ReadFile(
        name=name,
        format=found,
        text=decoded.text if found is BIBTEX else "",
        references=references,
        notes=tuple(notes),
    )


def refused_files(files: Iterable[ReadFile]) -> tuple[Refused, ...]:
    """Return the files of which nothing was read; each counts as one record."""
    return tuple(Refused(place=file.name, reason=file.error) for file in files if file.error)
