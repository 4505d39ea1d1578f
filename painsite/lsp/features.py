"""What the server answers about a place in a text: completion, hover, definitions, references."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from painsite.files import kind_of
from painsite.lsp.completion import complete_citekey, complete_field, span_of
from painsite.lsp.server import Server
from painsite.lsp.spots import citekey_at, field_at, in_front_matter, name_begun_at, typed_at
from painsite.lsp.words import describe_field, describe_node


def add_texts(server: Server) -> None:
    """Register the answers."""

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        folders = [to_fs_path(folder.uri) for folder in server.workspace.folders.values()]
        server.begin(Path(folder) for folder in (*folders, server.workspace.root_path) if folder)
        server.watch()

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


def add_completion(server: Server) -> None:
    """Register the answers."""
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


def add_hover(server: Server) -> None:
    """Register the answers."""

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


def add_places(server: Server) -> None:
    """Register the answers."""

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
