"""A new entry → its file below `bibliography/`."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from painsite.files import kind_of
from painsite.model import Entry
from painsite.sources.citekeys import encode_citekey
from painsite.sources.entry_format import format_new_entry
from painsite.unread import FOLDER


class FileThereError(Exception):
    """A file is there already, and nobody said that it may be replaced."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{path}` is there already; rename it, or replace it with --force")
        self.path = path


def entry_path(citekey: str) -> str:
    """Return the path of a citekey's file, from the folder that holds `bibliography/`.

    A citekey that no file should be called is written as in addresses, and stands in the file.
    """
    path = f"{FOLDER}/{encode_citekey(citekey)}.yaml"
    return path if kind_of(path) == "yaml" else f"{FOLDER}/work-{encode_citekey(citekey)}.yaml"


def format_entry_file(entry: Entry, hints: Mapping[str, str] | None = None) -> str:
    """Return the text of a new entry's file, with what the editor writes left empty; `hints` are comments by field."""
    named = Path(entry_path(entry.citekey)).stem == entry.citekey
    return format_new_entry(entry, named_by_file=named, hints=hints or {})


def write_new(root: Path, path: str, text: str, *, force: bool = False) -> None:
    """Write a file as a whole or not at all; `path` is from `root`, and its folder is made.

    Raises `FileThereError` where something is there and `force` is not given, and `OSError`.
    """
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        if force:
            Path(temporary).replace(target)
        else:
            _place(temporary, target, path)
    finally:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()


def _place(temporary: str, target: Path, path: str) -> None:
    """Give a file its name unless another has it: a link never replaces, whoever came first."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise FileThereError(path) from None
    except OSError:  # a file system without links
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            raise FileThereError(path) from None
        Path(temporary).replace(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
