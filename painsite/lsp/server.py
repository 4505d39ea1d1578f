"""The messages of the language server protocol, and which answer each gets.

`initialize` is answered before anything is read.
"""

import asyncio
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from painsite import __version__
from painsite.editing.renaming.nodes import RenameError
from painsite.editing.renaming.rename import Renaming
from painsite.files import MissingSourceError, find_root
from painsite.lsp.completion import span_of
from painsite.lsp.fixes import problem_span
from painsite.lsp.knowledge import Knowledge
from painsite.lsp.positions import Encoding, Lines
from painsite.lsp.renaming import plan_edit
from painsite.lsp.session import Session
from painsite.lsp.words import without_marks
from painsite.problems import RULES, Place, Problem

SOURCES = types.FileOperationRegistrationOptions(
    filters=[types.FileOperationFilter(pattern=types.FileOperationPattern(glob="**/bibliography/**/*.{yaml,yml,md}"))]
)
ADD = "painsite.add"
"""The command that adds a work by its identifier."""
_QUIET_SECONDS = 0.15
"""How long nothing is typed before a buffer is checked."""
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}


class Server(LanguageServer):
    """A server for one site."""

    def __init__(self, root: Path | None, *, first: Awaitable[Knowledge | None] | None = None) -> None:
        # whole texts: pygls, which would put changes together, takes U+2028 for a line's end, which it is not
        super().__init__("painsite", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.session = Session(root=root)
        self._first = first
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[str, asyncio.Task[None]] = {}

    # the site

    def begin(self, folders: Iterable[Path]) -> None:
        """Begin to read the site that is open in the editor, or the one that the command line has named."""
        root = next((found for folder in folders if (found := _root_above(folder))), self.session.root)
        before = self.session.root
        if root and (before is None or root.resolve() != before.resolve()):
            self._first = None
            self.session.root = root
        self.run(self.session.begin(self._first, self.check_all))

    def watch(self) -> None:
        """Ask the editor to tell what others change: a fetch, a build, another editor."""
        can_ask = get_capability(
            self.client_capabilities, "workspace.did_change_watched_files.dynamic_registration", default=False
        )
        if can_ask:
            watched = types.DidChangeWatchedFilesRegistrationOptions(
                watchers=[types.FileSystemWatcher(glob_pattern="**/bibliography/**")]
            )
            registration = types.Registration(
                id="painsite-sources", method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=watched
            )
            self.client_register_capability(types.RegistrationParams(registrations=[registration]))

    def run(self, work: Awaitable[None]) -> asyncio.Task[None]:
        """Do something while messages come in."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def check_all(self) -> None:
        """Check every open buffer against the site as it is known now."""
        for path in list(self.session.open_texts):
            await self.check(path)

    def check_soon(self, path: str) -> None:
        """Check a buffer when nothing more is typed."""
        if before := self._waiting.pop(path, None):
            before.cancel()
        self._waiting[path] = self.run(self._check_later(path))

    async def _check_later(self, path: str) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(_QUIET_SECONDS)
            await self.check(path)

    async def check(self, path: str) -> None:
        """Check a buffer, and tell the editor its problems."""
        problems = await self.session.check(path)
        text = self.session.open_texts.get(path)
        if problems is None or text is None:
            return
        lines = self.lines(text)
        changed = self.session.known.site.settings.rules if self.session.known.site else {}
        found = [diagnostic_of(one, lines, changed.get(one.rule, RULES[one.rule].severity)) for one in problems]
        uri = self.uri(path)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=uri, diagnostics=found, version=self.workspace.get_text_document(uri).version
            )
        )

    async def plan(self, old: str, new: str) -> Renaming:
        """Return what it takes to give a node another citekey. Raises `JsonRpcInvalidParams`, which editors show."""
        session = self.session
        assert session.root is not None  # noqa: S101 - there are sources
        unsaved = frozenset(path for path, text in session.open_texts.items() if session.saved_text(path) != text)
        try:
            return await asyncio.to_thread(plan_edit, session.root, old, new, unsaved)
        except (RenameError, OSError) as error:
            raise JsonRpcInvalidParams(str(error)) from None

    # texts and places

    def lines(self, text: str) -> Lines:
        """Return a text with positions as this editor counts them."""
        encoding = self.workspace.position_encoding
        names: dict[Any, Encoding] = {"utf-8": "utf-8", "utf-32": "utf-32"}
        return Lines(text, names.get(getattr(encoding, "value", encoding), "utf-16"))

    def uri(self, path: str) -> str:
        """Return the address of a source for the editor: that of its buffer where it is open."""
        for uri in self.workspace.text_documents:
            if self.path(uri) == path:
                return str(uri)
        assert self.session.root is not None  # noqa: S101 - there is a path below it
        return from_fs_path(str(self.session.root.absolute() / path)) or ""

    def path(self, uri: str) -> str | None:
        """Return a source's path from the root; None for what is none."""
        file = to_fs_path(uri)
        return self.session.path_of(Path(file)) if file else None

    def at(self, uri: str, position: types.Position) -> tuple[str, Lines, int] | None:
        """Return a source's path, its lines and the offset of a position; None for what is no source of the site."""
        path = self.path(uri)
        text = self.session.open_texts.get(path) if path else None
        if path is None or text is None:
            return None
        lines = self.lines(text)
        return path, lines, lines.offset((position.line, position.character))

    def documentation(self, text: str) -> str | types.MarkupContent:
        """Return Markdown for an item of completion, without its marks where the editor does not know them."""
        formats = get_capability(
            self.client_capabilities, "text_document.completion.completion_item.documentation_format", []
        )
        if types.MarkupKind.Markdown in formats:
            return types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)
        return without_marks(text)

    def markup(self, text: str) -> types.MarkupContent:
        """Return Markdown for a hover, without its marks where the editor does not know them."""
        formats = get_capability(self.client_capabilities, "text_document.hover.content_format", [])
        if types.MarkupKind.PlainText in formats and types.MarkupKind.Markdown not in formats:
            return types.MarkupContent(kind=types.MarkupKind.PlainText, value=without_marks(text))
        return types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)

    def location(self, place: Place, length: int = 0) -> types.Location | None:
        """Return a place for the editor, in as many characters of its line; None where it cannot be read."""
        text = self.session.text_of(place.path)
        if text is None:
            return None
        lines = self.lines(text)
        start = lines.own_offset(place.line, place.column)
        return types.Location(uri=self.uri(place.path), range=span_of(lines, start, min(start + length, len(text))))


def diagnostic_of(problem: Problem, lines: Lines, severity: str) -> types.Diagnostic:
    """Return a problem for the editor."""
    start, end = problem_span(lines.text, lines.own_offset(problem.place.line, problem.place.column), problem)
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    return types.Diagnostic(
        range=span_of(lines, start, end),
        severity=_SEVERITIES.get(severity, types.DiagnosticSeverity.Information),
        code=problem.rule,
        source="painsite",
        message=f"{problem.message}{remedy}",
    )


def _root_above(folder: Path) -> Path | None:
    """Return the folder that holds `bibliography/`: the one that is open in the editor, or one above it."""
    for place in (folder, *folder.parents):
        with suppress(MissingSourceError):
            return find_root(place)
    return None
