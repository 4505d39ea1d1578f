"""`painsite lsp` as editors speak with it, once with the capabilities of each."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.support import IS_TORTURE

ONES = ("visual_studio_code", "neovim@0.6.1", "neovim@0.11.0", "emacs")
OTHERS = ("neovim@0.7.0", "neovim@0.8.0", "neovim@0.9.1", "neovim@0.10.0")
GUIDE = "bibliography/articles/scans.md"
WEBER = "bibliography/weber-1983.yaml"
FILES = {
    "bibliography/site.yaml": "name: Back notes\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings with Current and Future Back Pain\n"
        "authors: [Kasch R, Truthmann J, others]\njournal: Spine (Phila Pa 1976)\nyear: 2022\ndoi: 10.5555/kasch\n"
        "headline: What a scan shows says little about pain to come\nstudy: {design: cohort, participants: 3369}\n"
        "commentary: |\n  It agrees with @weber-1983 on discs 😀 and with [@weber-1983].\n"
    ),
    WEBER: "title: Lumbar disc herniation\nauthors: [Weber H]\njournal: Spine\nyear: 1983\naliases: [weber-83]\n",
    "bibliography/retractions.csv": (
        "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionDate,RetractionNature,Reason,RetractionDOI,"
        "RetractionPubMedID\n"
        "1,Stem cells,10.5555/stem,0,1/2/2021 0:00,Retraction,+Fraud;,10.5555/notice,0\n"
    ),
    "bibliography/stem-2019.yaml": "title: Stem cells for discs\nauthors: [Stem A]\nyear: 2019\ndoi: 10.5555/stem\n",
    GUIDE: "---\ntitle: Do I need a scan?\n---\nScans mislead [@kasch-2022, p. 3].\n",
}


def write(root: Path) -> None:
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(folder)
    return folder


CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Editor:
    """A client with one buffer."""

    def __init__(self, client: LanguageClient, root: Path, encoding: str) -> None:
        self.client, self.root = client, root
        self.codec, self.unit = CODECS[encoding]
        self.uri, self.version = "", 0
        self.moves_files = True
        self.published: dict[tuple[str, int | None], list[types.Diagnostic]] = {}

        # the client's own forgets of which version of a text the problems are
        client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published[params.uri, params.version] = list(params.diagnostics)

    def show(self, path: str, text: str) -> None:
        """Open a source, or change what is open of it."""
        self.version += 1
        uri = (self.root / path).as_uri()
        if uri != self.uri:
            if self.uri:
                self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=self.document()))
            self.uri = uri
            item = types.TextDocumentItem(uri=uri, language_id="yaml", version=self.version, text=text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
            return
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=self.version)
        change = types.TextDocumentContentChangeWholeDocument(text=text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
        )

    def at(self, text: str) -> types.Position:
        """Show a text, and return where `|` stands in it."""
        path, marked = GUIDE, text
        if text.startswith("bibliography/"):
            path, _, marked = text.partition("\n")
        before, _, after = marked.partition("|")
        self.show(path, before + after)
        return types.Position(line=before.count("\n"), character=self.units(before.split("\n")[-1]))

    def units(self, text: str) -> int:
        """Count as the editor and the server have agreed to."""
        return len(text.encode(self.codec)) // self.unit

    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri=self.uri)

    async def completion(self, text: str) -> list[types.CompletionItem]:
        position = self.at(text)
        params = types.CompletionParams(text_document=self.document(), position=position)
        found = await self.client.text_document_completion_async(params)
        return list(found.items) if isinstance(found, types.CompletionList) else []

    async def problems(self, text: str) -> list[types.Diagnostic]:
        """Show a text, and wait for its problems."""
        self.at(text)
        await until(lambda: (self.uri, self.version) in self.published)
        return self.published[self.uri, self.version]


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[*ONES, *(OTHERS if IS_TORTURE else ())])
async def editor(request: pytest.FixtureRequest, root: Path) -> AsyncIterator[Editor]:
    config = ClientServerConfig(server_command=[sys.executable, "-m", "painsite", "lsp"])
    client = await config.start()
    assert isinstance(client, LanguageClient)
    folder = types.WorkspaceFolder(uri=root.as_uri(), name="site")
    agreed = await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param), workspace_folders=[folder], root_uri=root.as_uri()
        )
    )
    encoding = agreed.capabilities.position_encoding or "utf-16"
    here = Editor(client, root, str(getattr(encoding, "value", encoding)))
    here.moves_files = "rename" in operations(client_capabilities(request.param))
    await until_read(here)
    yield here
    await client.shutdown_session()


def operations(capabilities: types.ClientCapabilities) -> list[str]:
    edit = capabilities.workspace.workspace_edit if capabilities.workspace else None
    return [str(getattr(one, "value", one)) for one in (edit.resource_operations or [] if edit else [])]


async def until_read(editor: Editor) -> None:
    """Wait until the site is read, and not only what a former server knew of it."""
    for _ in range(300):
        position = editor.at("@weber-|1983")
        params = types.DefinitionParams(text_document=editor.document(), position=position)
        if await editor.client.text_document_definition_async(params):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the site was never read")


pytestmark = pytest.mark.asyncio(loop_scope="module")


def said(content: object) -> str:
    """Return a text, with Markdown's marks where the editor knows Markdown; the client's own checks see to that."""
    assert isinstance(content, str | types.MarkupContent)
    return content if isinstance(content, str) else content.value


def passes_the_filter(item: types.CompletionItem, typed: str) -> bool:
    """Filter as VS Code does within 128 characters, and Neovim by what the text begins with."""
    return (item.filter_text or item.label)[:128].lower().startswith(typed.lower())


@pytest.mark.parametrize(
    ("text", "typed", "first"),
    [
        ("See [@kas|", "kas", "kasch-2022"),
        ("See [@Kasch 2022|].", "Kasch 2022", "kasch-2022"),
        ("See @1983|", "1983", "weber-1983"),
        ("See [@scan shows little|]", "scan shows little", "kasch-2022"),
        ("See [@weber-1983; @lumbar mri|]", "lumbar mri", "kasch-2022"),
        ("😀 [@herniation|", "herniation", "weber-1983"),
        (f"{WEBER}\nrelated: [kas|", "kas", "kasch-2022"),
        (f"{WEBER}\nrelated:\n  - kas|", "kas", "kasch-2022"),
        (f"{WEBER}\nworks_cited:\n- stem|", "stem", "stem-2019"),
    ],
)
async def test_a_node_is_found_by_what_is_known_of_it(editor: Editor, text: str, typed: str, first: str) -> None:
    items = await editor.completion(text)
    assert [item.label for item in sorted(items, key=lambda item: item.sort_text or "")][:1] == [first]
    assert [item.label for item in items if not passes_the_filter(item, typed)] == []


async def test_what_is_chosen_takes_the_place_of_all_that_was_typed(editor: Editor) -> None:
    (item, *_) = await editor.completion("😀 [@Kasch 2022|, p. 3]")
    assert item.text_edit == types.TextEdit(
        range=types.Range(
            start=types.Position(line=0, character=editor.units("😀 [@")),
            end=types.Position(line=0, character=editor.units("😀 [@Kasch 2022")),
        ),
        new_text="kasch-2022",
    )


@pytest.mark.parametrize(
    "text", ["me@example|", "no at-sign kasch|", "[@kasch-2022 |", "[@kasch-2022, p. 3|", "https://x.org/@kasch|"]
)
async def test_nothing_is_offered_where_nobody_cites(editor: Editor, text: str) -> None:
    assert await editor.completion(text) == []


async def test_an_item_is_explained_when_it_is_looked_at(editor: Editor) -> None:
    (item, *_) = await editor.completion("[@kasch|")
    resolved = await editor.client.completion_item_resolve_async(item)
    assert "What a scan shows says little about pain to come" in said(resolved.documentation)


async def test_front_matter_offers_its_fields_with_what_they_are(editor: Editor) -> None:
    items = await editor.completion("---\ntitle: Scans\nki|\n---\n")
    kind = next(item for item in items if item.label == "kind")
    assert "Guides stand first in lists, posts last." in said(kind.documentation)


async def hover(editor: Editor, text: str) -> str:
    params = types.HoverParams(text_document=types.TextDocumentIdentifier(uri=""), position=editor.at(text))
    params.text_document = editor.document()
    found = await editor.client.text_document_hover_async(params)
    return said(found.contents) if found else ""


async def test_hover_shows_headline_reference_and_design(editor: Editor) -> None:
    shown = await hover(editor, "[@kasch|-2022]")
    assert "**What a scan shows says little about pain to come**" in shown
    assert "Kasch R, Truthmann J, et al." in shown
    assert "*cohort · 3369 participants*" in shown


async def test_hover_shows_who_cites_a_work_with_which_sentence(editor: Editor) -> None:
    shown = await hover(editor, "[@weber|-1983]")
    assert "cited at 2 places" in shown
    assert "> It agrees with Weber 1983 on discs 😀 and with. (bibliography/kasch-2022.yaml)" in shown


async def test_hover_says_first_that_a_work_was_retracted(editor: Editor) -> None:
    assert (await hover(editor, "@stem-2019| says")).startswith("**⚠ This work was retracted on 2021-01-02.**")


async def test_hover_explains_a_field_from_the_table_of_fields(editor: Editor) -> None:
    assert "Our finding in plain language" in await hover(editor, f"{WEBER}\nhead|line: Discs")
    assert "How many people took part." in await hover(editor, f"{WEBER}\nstudy:\n  participants|: 280")
    assert await hover(editor, f"{WEBER}\nnonsense|: 280") == ""


async def test_definition_leads_to_the_source(editor: Editor) -> None:
    position = editor.at("😀 @weber-83| is an old citekey")
    params = types.DefinitionParams(text_document=editor.document(), position=position)
    found = await editor.client.text_document_definition_async(params)
    assert isinstance(found, types.Location)
    assert (found.uri, found.range.start.line) == ((editor.root / WEBER).as_uri(), 0)


async def test_references_are_all_places_that_cite_it(editor: Editor) -> None:
    position = editor.at("[@weber|-1983]")
    params = types.ReferenceParams(
        text_document=editor.document(), position=position, context=types.ReferenceContext(include_declaration=False)
    )
    found = await editor.client.text_document_references_async(params) or []
    places = [(one.uri.rpartition("/")[2], one.range.start.line, one.range.start.character) for one in found]
    line = FILES["bibliography/kasch-2022.yaml"].splitlines()[8]
    before = (line[: line.index("@weber")], line[: line.rindex("@weber")])
    assert [one for one in places if one[0] == "kasch-2022.yaml"] == [
        ("kasch-2022.yaml", 8, editor.units(text)) for text in before
    ]


async def test_problems_are_those_of_the_text_that_is_not_saved_yet(editor: Editor) -> None:
    found = await editor.problems("---\ntitle: Scans\n---\n😀 As [@kash-2022] and @stem-2019 say.\n|")
    assert [(one.code, one.severity, one.range.start.line, one.range.start.character) for one in found] == [
        ("unknown-citekey", types.DiagnosticSeverity.Error, 3, editor.units("😀 As [@")),
        ("cites-retracted", types.DiagnosticSeverity.Warning, 3, editor.units("😀 As [@kash-2022] and @")),
    ]
    assert "did you mean `kasch-2022`?" in found[0].message
    assert await editor.problems("---\ntitle: Scans\n---\nAs [@kasch-2022] says.\n|") == []


async def test_problems_of_settings_are_found_too(editor: Editor) -> None:
    (found,) = await editor.problems("bibliography/site.yaml\nnmae: Notes\n|")
    assert (found.code, found.range.start.line) == ("unknown-setting", 0)


async def actions(editor: Editor, text: str) -> list[types.CodeAction | types.Command]:
    await editor.problems(text)
    position = editor.at(text)
    params = types.CodeActionParams(
        text_document=editor.document(),
        range=types.Range(start=position, end=position),
        context=types.CodeActionContext(diagnostics=[]),
    )
    return list(await editor.client.text_document_code_action_async(params) or [])


@pytest.mark.parametrize(
    ("text", "title", "new"),
    [
        ("---\ntitle: Scans\n---\n😀 [@kas|h-2022]\n", "Replace `kash-2022` by `kasch-2022`", "kasch-2022"),
        ("---\ntitle: Scans\n---\n@web|er-83 says\n", "Replace `weber-83` by `weber-1983`", "weber-1983"),
        (f"{WEBER}\ntitle: Discs\nautors|: [Weber H]\n", "Replace `autors` by `authors`", "authors"),
    ],
)
async def test_a_quick_fix_puts_the_right_words_in(editor: Editor, text: str, title: str, new: str) -> None:
    fix = next(one for one in await actions(editor, text) if one.title == title)
    assert isinstance(fix, types.CodeAction)
    assert fix.edit is not None
    (edit,) = (fix.edit.changes or {})[editor.uri]
    marked = text.partition("\n")[2] if text.startswith("bibliography/") else text
    line = marked.replace("|", "").split("\n")[edit.range.start.line].encode(editor.codec)
    old = line[editor.unit * edit.range.start.character : editor.unit * edit.range.end.character].decode(editor.codec)
    assert (f"Replace `{old}` by `{edit.new_text}`", edit.new_text) == (title, new)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("---\ntitle: Scans\n---\nSee [@doi:10.5555/new|].\n", "doi:10.5555/new"),
        (f"{WEBER}\ntitle: Discs\nworks_cited: [pmid:3488|9889]\n", "pmid:34889889"),
        (f"{WEBER}\ntitle: Discs\nworks_cited: [10.5555/KA|SCH]\n", ""),
    ],
)
async def test_a_work_that_is_not_there_can_be_added(editor: Editor, text: str, wanted: str) -> None:
    # this client takes an action with a command for the command itself
    offered = [one.title for one in await actions(editor, text) if isinstance(one, types.Command)]
    assert offered == ([f"Add this work: {wanted}"] if wanted else [])


async def test_what_adding_says_is_shown(editor: Editor) -> None:
    editor.client.messages.clear()
    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command="painsite.add", arguments=["no identifier"])
    )
    await until(lambda: bool(editor.client.messages))
    assert [one.type for one in editor.client.messages] == [types.MessageType.Error]


async def test_a_text_that_does_not_parse_keeps_what_it_said(editor: Editor) -> None:
    good = "title: Discs\ncommentary:\n  See @kasch-2022 here.\n"
    assert await editor.problems(f"{WEBER}\n{good}|") == []
    found = await editor.problems(f"{WEBER}\n{good}tags: [imaging|\n")
    assert [one.code for one in found] == ["yaml-syntax"]
    position = editor.at(f"{WEBER}\n{good.replace('kasch', 'ka|sch')}tags: [imaging\n")
    params = types.ReferenceParams(
        text_document=editor.document(), position=position, context=types.ReferenceContext(include_declaration=False)
    )
    places = await editor.client.text_document_references_async(params) or []
    assert [one.range.start.line for one in places if one.uri == editor.uri] == [2]
    assert await editor.completion(f"{WEBER}\n{good}tags: [imaging\nrelated: [stem|")


async def test_a_saved_source_is_known_to_others(editor: Editor) -> None:
    path = editor.root / "bibliography" / "chou-2009.yaml"
    path.write_text("title: Imaging strategies\nauthors: [Chou R]\nyear: 2009\n", encoding="utf-8")
    editor.at("[@chou|")
    params = types.DidSaveTextDocumentParams(text_document=editor.document())
    editor.client.text_document_did_save(params)

    async def labels() -> list[str]:
        return [item.label for item in await editor.completion("[@chou|")]

    await until_async(labels, ["chou-2009"])
    path.unlink()
    editor.client.text_document_did_save(params)
    await until_async(labels, [])


async def until_async(value: Callable[[], Awaitable[list[str]]], wanted: list[str]) -> None:
    for _ in range(300):
        if await value() == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{await value()} never became {wanted}")


async def test_no_answer_names_a_place_outside_the_text(editor: Editor) -> None:
    beyond = types.Position(line=900, character=900)
    editor.at("---\ntitle: Scans\n---\nNothing.|")
    params = types.HoverParams(text_document=editor.document(), position=beyond)
    assert await editor.client.text_document_hover_async(params) is None


async def renaming(editor: Editor, text: str, new: str) -> types.WorkspaceEdit | None:
    position = editor.at(text)
    document = editor.document()
    prepared = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(text_document=document, position=position)
    )
    if prepared is None:
        return None
    return await editor.client.text_document_rename_async(
        types.RenameParams(text_document=document, position=position, new_name=new)
    )


def edited(edit: types.WorkspaceEdit, editor: Editor) -> dict[str, str]:
    """Make an edit's changes of texts, and return these by path."""
    texts = {}
    for change in edit.document_changes or []:
        if isinstance(change, types.TextDocumentEdit):
            path = change.text_document.uri.removeprefix(editor.root.as_uri() + "/")
            lines = FILES[path].splitlines(keepends=True)
            for one in reversed(list(change.edits)):
                assert isinstance(one, types.TextEdit)
                assert (one.range.start.character, one.range.end.character) == (0, 0)  # whole lines
                lines[one.range.start.line : one.range.end.line] = [one.new_text]
            texts[path] = "".join(lines)
    return texts


async def test_rename_changes_every_citation_and_leaves_an_alias(editor: Editor) -> None:
    text = FILES[GUIDE].replace("@kasch-2022", "@kasch|-2022")
    if not editor.moves_files:
        with pytest.raises(JsonRpcException, match="run `painsite rename kasch-2022 kasch-2022b`"):
            await renaming(editor, text, "kasch-2022b")
        return
    edit = await renaming(editor, text, "kasch-2022b")
    assert edit is not None
    texts = edited(edit, editor)
    assert "[@kasch-2022b, p. 3]" in texts[GUIDE]
    assert "aliases:" in texts["bibliography/kasch-2022.yaml"]
    moves = [one for one in edit.document_changes or [] if isinstance(one, types.RenameFile)]
    assert [(one.old_uri.rpartition("/")[2], one.new_uri.rpartition("/")[2]) for one in moves] == [
        ("kasch-2022.yaml", "kasch-2022b.yaml")
    ]


async def test_rename_of_what_is_no_citekey_is_not_offered(editor: Editor) -> None:
    assert await renaming(editor, "Scans mis|lead.", "kasch") is None


@pytest.mark.parametrize(
    ("new", "said"),
    [("weber-1983", "`weber-1983` is taken by"), ("kasch 2022", "contains a blank")],
)
async def test_a_renaming_that_cannot_be_says_why(editor: Editor, new: str, said: str) -> None:
    with pytest.raises(JsonRpcException, match=said):
        await renaming(editor, FILES[GUIDE].replace("@kasch-2022", "@kasch|-2022"), new)


async def test_what_is_not_saved_is_not_renamed(editor: Editor) -> None:
    with pytest.raises(JsonRpcException, match=f"save {GUIDE} first, so that nothing is missed"):
        await renaming(editor, FILES[GUIDE].replace("@kasch-2022", "too @kasch|-2022"), "kasch-2022b")


async def test_a_file_that_the_editor_renames_takes_its_citations_along(editor: Editor) -> None:
    editor.at(FILES[GUIDE] + "|")
    old = (editor.root / "bibliography" / "kasch-2022.yaml").as_uri()
    file = types.FileRename(old_uri=old, new_uri=old.replace("kasch-2022", "kasch-2021"))
    edit = await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(files=[file]))
    assert edit is not None
    assert "[@kasch-2021, p. 3]" in edited(edit, editor)[GUIDE]
    assert [one for one in edit.document_changes or [] if isinstance(one, types.RenameFile)] == []
