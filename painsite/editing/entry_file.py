"""A new entry → its file below `bibliography/`."""

from collections.abc import Mapping
from pathlib import Path

from painsite.editing.safe_writing import replace_file, write_beside
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
    if force:
        replace_file(target, text.encode())
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    prepared = write_beside(target, text.encode())
    try:
        _place(prepared, target, path)
    finally:
        prepared.unlink(missing_ok=True)


def _place(prepared: Path, target: Path, path: str) -> None:
    """Give a file its name unless another has it: a link never replaces, whoever came first."""
    try:
        target.hardlink_to(prepared)
    except FileExistsError:
        raise FileThereError(path) from None
    except OSError:  # a file system without links
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            raise FileThereError(path) from None
        prepared.replace(target)
