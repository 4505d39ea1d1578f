"""A renaming as an editor makes it: changes of texts, and of files' names, in one edit that can be undone."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from posixpath import basename, dirname, splitext

from lsprotocol import types

from painsite.editing.renaming.nodes import RenameError
from painsite.editing.renaming.rename import Renaming, plan_renaming
from painsite.files import SourceFile, decode_source, kind_of
from painsite.lsp.completion import span_of
from painsite.lsp.positions import Lines

AsLines = Callable[[str], Lines]
AsUri = Callable[[str], str]


def plan_edit(root: Path, old: str, new: str, unsaved: frozenset[str]) -> Renaming:
    """Return what it takes to give a node another citekey; `unsaved` are paths of buffers that differ from their files.

    Raises `RenameError` and `OSError`.
    """
    renaming = plan_renaming(root, old, new)
    if waiting := sorted(unsaved & {change.path for change in renaming.changes}):
        raise RenameError(f"save {', '.join(waiting)} first, so that nothing is missed")
    return renaming


def workspace_edit(renaming: Renaming, lines: AsLines, uri: AsUri, *, moves: bool) -> types.WorkspaceEdit:
    """Return a renaming for the editor; without `moves` the editor itself renames the file."""
    moved = {after: before for before, after in renaming.moved}
    texts = {change.path: change.before for change in renaming.changes if change.before is not None}
    edits: list[types.TextDocumentEdit | types.RenameFile] = []
    for change in renaming.changes:
        source = moved.get(change.path, change.path)
        before, after = _text(texts.get(source), source), _text(change.after, source)
        if before is None or after is None:
            continue
        document = types.OptionalVersionedTextDocumentIdentifier(uri=uri(source))
        if found := list(_changed_lines(lines(before), after)):
            edits.append(types.TextDocumentEdit(text_document=document, edits=list(found)))
    if moves:
        edits += [types.RenameFile(old_uri=uri(before), new_uri=uri(after)) for before, after in renaming.moved]
    return types.WorkspaceEdit(document_changes=list(edits))


def renamed_citekey(old_path: str, new_path: str) -> tuple[str, str] | None:
    """Return the citekeys of a source before and after its file is renamed; None where they stay the same."""
    old, new = splitext(basename(old_path))[0], splitext(basename(new_path))[0]
    is_node = kind_of(old_path) in {"yaml", "article"} and kind_of(new_path) == kind_of(old_path)
    # what goes to another folder too is no renaming of ours, but its citekey is
    return (old, new) if is_node and old != new and dirname(old_path) == dirname(new_path) else None


def _text(content: bytes | None, path: str) -> str | None:
    if content is None:
        return None
    file = decode_source(content, path)
    return file.text if isinstance(file, SourceFile) else None


def _changed_lines(before: Lines, after: str) -> Iterator[types.TextEdit]:
    """Yield the edits that make one text of another, as few lines as possible."""
    old, new = before.text.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            span = span_of(before, starts[first], starts[last])
            yield types.TextEdit(range=span, new_text="".join(new[new_first:new_last]))
