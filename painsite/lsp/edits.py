"""What the server changes for an editor: names, and words that a problem's remedy puts right."""

import asyncio
import sys

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams

from painsite.lsp.completion import span_of
from painsite.lsp.fixes import Fix, fixes_of, problem_span
from painsite.lsp.positions import Lines
from painsite.lsp.renaming import renamed_citekey, workspace_edit
from painsite.lsp.server import ADD, SOURCES, Server, diagnostic_of
from painsite.lsp.spots import citekey_at, identifier_at
from painsite.problems import RULES, Problem


def add_renaming(server: Server) -> None:
    """Register the answers."""

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


def add_renamed_files(server: Server) -> None:
    """Register the answers."""

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, SOURCES)
    async def will_rename_files(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        for file in params.files:
            old, new = server.path(file.old_uri), server.path(file.new_uri)
            keys = renamed_citekey(old, new) if old and new else None
            if keys and server.session.known.citekey(keys[0]) == keys[0]:
                renaming = await server.plan(*keys)
                return workspace_edit(renaming, server.lines, server.uri, moves=False) if renaming.moved else None
        return None


def add_actions(server: Server) -> None:
    """Register the answers."""
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
        if action := add_action(lines.text, offset):
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
        if root is None:
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


def _fix(fix: Fix, uri: str, lines: Lines, problem: Problem) -> types.CodeAction:
    edit = types.TextEdit(range=span_of(lines, fix.start, fix.end), new_text=fix.text)
    return types.CodeAction(
        title=fix.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic_of(problem, lines, RULES[problem.rule].severity)],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )
