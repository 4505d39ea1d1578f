"""From the start of `painsite lsp` to its first completion, and a key stroke's time as an editor sees it."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from painsite.lsp.ranking import Row

_DRAFT = "bibliography/articles/draft.md"


def write_entries(root: Path, rows: Sequence[Row]) -> None:
    """Write an entry for each row, and an article in which somebody is going to write."""
    (root / "bibliography" / "articles").mkdir(parents=True)
    for number, row in enumerate(rows):
        folder = root / "bibliography" / f"{number // 1000:03}"
        folder.mkdir(exist_ok=True)
        authors = [{"family": name} for name in row.surnames if name.strip()]
        fields = {"title": row.title, "authors": authors, "year": row.year, "headline": row.headline}
        (folder / f"{row.citekey}.yaml").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    (root / _DRAFT).write_text("---\ntitle: A draft\n---\nSee.\n", encoding="utf-8")


def measure_start(root: Path, typed: Sequence[str]) -> str:
    """Return how long the first completion takes from the process's start, and the key strokes after it."""
    first, strokes = asyncio.run(_measure(root, typed))
    strokes.sort()
    return (
        f"first completion {first:.2f} s after the start; {len(strokes)} key strokes: "
        f"median {median(strokes):.1f} ms, 95 % within {strokes[len(strokes) * 95 // 100]:.1f} ms, "
        f"worst {strokes[-1]:.1f} ms"
    )


async def _measure(root: Path, typed: Sequence[str]) -> tuple[float, list[float]]:
    began = time.perf_counter()
    config = ClientServerConfig(
        server_command=[sys.executable, "-m", "painsite", "lsp", "--source", str(root)],
    )
    client = await config.start()
    assert isinstance(client, LanguageClient)
    folder = types.WorkspaceFolder(uri=root.as_uri(), name="site")
    await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual_studio_code"), workspace_folders=[folder], root_uri=root.as_uri()
        )
    )
    uri = (root / _DRAFT).as_uri()
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=0, text="")
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    found = await _complete(client, uri, 1, typed[0])
    taken = time.perf_counter() - began
    assert found, "the first completion found nothing"
    strokes, version = [], 2
    for query in typed:
        for end in range(1, len(query) + 1):
            start = time.perf_counter()
            await _complete(client, uri, version, query[:end])
            strokes.append((time.perf_counter() - start) * 1000)
            version += 1
            await asyncio.sleep(0.05)
    await client.shutdown_session()
    return taken, strokes


async def _complete(client: LanguageClient, uri: str, version: int, query: str) -> Sequence[types.CompletionItem]:
    text = f"---\ntitle: A draft\n---\nSee [@{query}"
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    change = types.TextDocumentContentChangeWholeDocument(text=text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=document, content_changes=[change]))
    position = types.Position(line=3, character=len(f"See [@{query}".encode("utf-16-le")) // 2)
    params = types.CompletionParams(text_document=types.TextDocumentIdentifier(uri=uri), position=position)
    found = await client.text_document_completion_async(params)
    return found.items if isinstance(found, types.CompletionList) else []
