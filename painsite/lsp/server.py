"""The messages of the language server protocol, and which answer each gets.

`initialize` is answered before anything is read.
"""

import asyncio
import sys
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
from painsite.build.standing import FirstFaces
from painsite.editing.renaming.nodes import RenameError
from painsite.editing.renaming.rename import Renaming
from painsite.files import MissingSourceError, find_root, kind_of
from painsite.lsp.completion import complete_citekey, complete_field, span_of
from painsite.lsp.fixes import fixes_of, problem_span
from painsite.lsp.positions import Encoding, Lines
from painsite.lsp.renaming import plan_edit, renamed_citekey, workspace_edit
from painsite.lsp.session import Session
from painsite.lsp.spots import citekey_at, field_at, identifier_at, in_front_matter, name_begun_at, typed_at
from painsite.lsp.words import describe_field, describe_node, without_marks
from painsite.problems import RULES, Place, Problem

_SOURCES = types.FileOperationRegistrationOptions(
    filters=[types.FileOperationFilter(pattern=types.FileOperationPattern(glob="**/bibliography/**/*.{yaml,yml,md}"))]
)
ADD = "painsite.add"
"""The command that adds a work by its identifier."""
_QUIET_SECONDS = 0.15
"""How long nothing is typed before a buffer is checked."""
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}


class Server(LanguageServer):
    """A server for one site. `adds` says whether a command of painsite adds works by their identifiers."""

    def __init__(self, root: Path | None, *, adds: bool, first: Awaitable[FirstFaces | None] | None = None) -> None:
        # whole texts: pygls, which would put changes together, takes U+2028 for a line's end, which it is not
        super().__init__("painsite", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.session = Session(root=root)
        self.adds = adds
        self._first = first
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[str, asyncio.Task[None]] = {}

    # the site

    def begin(self, folders: Iterable[Path]) -> None:
        """Begin to read the site that is open in the editor, or the one that the command line has named."""
        root = next((found for folder in folders if (found := _root_above(folder))), self.session.root)
        if root != self.session.root:
            self._first = None
            self.session.root = root
        self.run(self.session.begin(self._first, self.check_all))

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
        found = [_diagnostic(one, lines, changed.get(one.rule, RULES[one.rule].severity)) for one in problems]
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


def make_server(root: Path | None, *, adds: bool = False, first: Awaitable[FirstFaces | None] | None = None) -> Server:
    """Return a server that answers; `first` is what the last build knew, if somebody reads that already."""
    server = Server(root, adds=adds, first=first)
    for make in (_texts, _completion, _hover, _places, _renaming, _renamed_files, _actions):
        make(server)
    return server


def _texts(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        folders = [to_fs_path(folder.uri) for folder in server.workspace.folders.values()]
        server.begin(Path(folder) for folder in (*folders, server.workspace.root_path) if folder)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(_params: types.DidSaveTextDocumentParams) -> None:
        server.run(server.session.read(server.check_all))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.run(server.session.read(server.check_all))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if path := server.path(uri):
            server.session.close(path)
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def take(uri: str) -> None:
        if path := server.path(uri):
            server.session.open(path, server.workspace.get_text_document(uri).source)
            server.check_soon(path)


def _completion(server: Server) -> None:
    options = types.CompletionOptions(trigger_characters=["@", " "], resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        found = server.at(params.text_document.uri, params.position)
        if found is None:
            return None
        path, lines, offset = found
        is_article = kind_of(path) == "article"
        known = await server.session.names()
        typed = typed_at(lines.text, offset, is_markdown=is_article, known=known.canonical)
        if typed is not None:
            return complete_citekey(typed, lines, offset, known)
        is_front = is_article and in_front_matter(lines.text, offset)
        begun = name_begun_at(lines.text, offset) if is_front else None
        return complete_field(begun, lines, server.documentation) if begun else None

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def resolve(item: types.CompletionItem) -> types.CompletionItem:
        known = server.session.known
        if isinstance(item.data, str) and item.data in known.faces:
            item.documentation = server.documentation(describe_node(item.data, known))
        return item


def _hover(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        found = server.at(params.text_document.uri, params.position)
        if found is None:
            return None
        path, lines, offset = found
        known, is_article = server.session.known, kind_of(path) == "article"
        spot = citekey_at(lines.text, offset, known.canonical)
        words = ""
        if spot and (citekey := known.citekey(spot.text)):
            words = describe_node(citekey, known)
        elif (not is_article or in_front_matter(lines.text, offset)) and (spot := field_at(lines.text, offset)):
            words = describe_field(spot.text, is_article=is_article)
        if not spot or not words:
            return None
        return types.Hover(contents=server.markup(words), range=span_of(lines, spot.start, spot.end))


def _places(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        citekey = citekey_of(params)
        place = server.session.known.definition(citekey) if citekey else None
        return server.location(place) if place else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location] | None:
        citekey = citekey_of(params) or own_citekey(params)
        if citekey is None:
            return None
        known = server.session.known
        found = [server.location(one.place, len(one.written) + 1) for one in known.references(citekey)]
        if params.context.include_declaration and (place := known.definition(citekey)):
            found.append(server.location(place))
        return [one for one in found if one]

    def citekey_of(params: types.DefinitionParams | types.ReferenceParams) -> str | None:
        found = server.at(params.text_document.uri, params.position)
        if found is None:
            return None
        _, lines, offset = found
        spot = citekey_at(lines.text, offset, server.session.known.canonical)
        return server.session.known.citekey(spot.text) if spot else None

    def own_citekey(params: types.ReferenceParams) -> str | None:
        """Return the citekey of the source itself, where the cursor is on its title or citekey."""
        found = server.at(params.text_document.uri, params.position)
        spot = field_at(found[1].text, found[2]) if found else None
        checked = server.session.checked.get(found[0]) if found else None
        if spot and spot.text in {"title", "citekey"} and checked and checked.node:
            return checked.node.citekey
        return None


def _renaming(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = server.at(params.text_document.uri, params.position)
        spot = citekey_at(found[1].text, found[2], server.session.known.canonical) if found else None
        if not found or not spot or server.session.known.citekey(spot.text) is None:
            return None
        return types.PrepareRenamePlaceholder(range=span_of(found[1], spot.start, spot.end), placeholder=spot.text)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = server.at(params.text_document.uri, params.position)
        spot = citekey_at(found[1].text, found[2], server.session.known.canonical) if found else None
        citekey = server.session.known.citekey(spot.text) if spot else None
        if citekey is None:
            return None
        operations = get_capability(server.client_capabilities, "workspace.workspace_edit.resource_operations", [])
        renaming = await server.plan(citekey, params.new_name)
        if renaming.moved and types.ResourceOperationKind.Rename not in operations:
            raise JsonRpcInvalidParams(
                f"this editor renames no files for a server; run `painsite rename {citekey} {params.new_name}`"
            )
        return workspace_edit(renaming, server.lines, server.uri, moves=True)


def _renamed_files(server: Server) -> None:
    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, _SOURCES)
    async def will_rename_files(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        for file in params.files:
            old, new = server.path(file.old_uri), server.path(file.new_uri)
            keys = renamed_citekey(old, new) if old and new else None
            if keys and server.session.known.citekey(keys[0]) == keys[0]:
                renaming = await server.plan(*keys)
                return workspace_edit(renaming, server.lines, server.uri, moves=False) if renaming.moved else None
        return None


def _actions(server: Server) -> None:
    options = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        found = server.at(uri, params.range.start)
        if found is None:
            return None
        path, lines, offset = found
        checked = server.session.checked.get(path)
        end = lines.offset((params.range.end.line, params.range.end.character))
        actions = []
        for problem in checked.problems if checked else ():
            place = lines.own_offset(problem.place.line, problem.place.column)
            start, stop = problem_span(lines.text, place, problem)
            if start <= end and offset <= stop:
                actions += [_fix(fix, uri, lines, problem) for fix in fixes_of(lines.text, place, problem)]
        if server.adds and (action := add_action(lines.text, offset)):
            actions.append(action)
        return actions

    def add_action(text: str, offset: int) -> types.CodeAction | None:
        spot, site = identifier_at(text, offset), server.session.known.site
        if spot is None or site is None or spot.text in site.library.identifiers:
            return None
        title = f"Add this work: {spot.text}"
        command = types.Command(title=title, command=ADD, arguments=[spot.text])
        return types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, command=command)

    @server.command(ADD)
    async def add(identifier: str) -> None:
        root = server.session.root
        if not server.adds or root is None:
            return
        command = [sys.executable, "-m", "painsite", "add", "--source", str(root), "--", str(identifier)]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        said, _ = await process.communicate()
        kind = types.MessageType.Info if process.returncode == 0 else types.MessageType.Error
        message = said.decode(errors="replace").strip() or f"painsite add ended with {process.returncode}"
        server.window_show_message(types.ShowMessageParams(type=kind, message=message))
        await server.session.read(server.check_all)


def _fix(fix: Any, uri: str, lines: Lines, problem: Problem) -> types.CodeAction:
    edit = types.TextEdit(range=span_of(lines, fix.start, fix.end), new_text=fix.text)
    return types.CodeAction(
        title=fix.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[_diagnostic(problem, lines, RULES[problem.rule].severity)],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )


def _diagnostic(problem: Problem, lines: Lines, severity: str) -> types.Diagnostic:
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
