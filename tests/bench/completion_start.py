"""From the start of `painsite lsp` to its first completion, and key strokes as an editor sees them."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from msgspec import msgpack
from msgspec.structs import replace
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from painsite.build.index import Index, NodeRow, SourceRow, pack_index
from painsite.build.outline import Origin
from painsite.build.standing import StandingLibrary
from painsite.build.start import open_cache, state_key
from painsite.hashing import content_digest
from painsite.linking.library import link
from painsite.lsp.ranking import Finder, Row, rows_of
from painsite.model import Entry, Issued, Names, PartialDate, Person

_UNTIL_READ = 5
_DRAFT = "bibliography/articles/draft.md"


def write_site(root: Path, rows: Sequence[Row], *, is_known: bool) -> None:
    """Write an article in which somebody is going to write, and a cache that knows so many entries.

    `is_known` says whether a server has been there before, or a build alone. Their sources are not there: it would take
    minutes to read them, and the first completion does not.
    """
    (root / _DRAFT).parent.mkdir(parents=True)
    (root / _DRAFT).write_text("---\ntitle: A draft\n---\nSee.\n", encoding="utf-8")
    library, _ = link([_entry(row) for row in rows], [])
    key, digest = content_digest(b"library"), content_digest(b"")
    sources = tuple(
        SourceRow(entry.path, digest, digest, (NodeRow(entry.citekey, digest, digest),), ())
        for entry in library.entries.values()
    )
    origins = {row.citekey: Origin(digest, 0, digest, digest) for row in rows}
    with open_cache(root) as (cache, _):
        packed = {key: msgpack.encode(replace(library, entries={}, articles={}))}
        index = Index(rows=sources, origins=origins, library=key)
        cache.write({**packed, state_key("index", root, root / "_site"): pack_index(index)})
    if is_known:
        finder = Finder(rows=rows_of(library.faces.values(), {}))
        StandingLibrary(root=root).save("finder", finder.pack())


def _entry(row: Row) -> Entry:
    people = tuple([Person(family=name) for name in row.surnames])
    issued = Issued(start=PartialDate(year=row.year))
    path = f"bibliography/{row.citekey}.yaml"
    return Entry(
        citekey=row.citekey,
        path=path,
        places={"citekey": (path, 1, 1)},
        title=row.title,
        headline=row.headline,
        authors=Names(people=people),
        issued=issued,
    )


def measure_start(root: Path, typed: Sequence[str]) -> tuple[float, list[float]]:
    """Return seconds from the process's start to the first completion, and milliseconds of each key stroke after it.

    What is typed first is looked for as soon as the server answers; the key strokes follow when the site is read.
    """
    # in a process of its own: one that holds a large library is slow to start others, and to read their answers
    command = [sys.executable, "-m", "tests.bench.completion_start", str(root), *typed]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    first, strokes = json.loads(done.stdout)
    return first, strokes


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
    await asyncio.sleep(_UNTIL_READ if len(typed) > 1 else 0)
    strokes, version = [], 2
    for query in typed[1:]:
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


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_measure(Path(sys.argv[1]), sys.argv[2:]))))
