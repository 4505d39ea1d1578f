"""Records → the files of a search index, through Pagefind's binary.

The binary is sent one request after the other, in its own protocol: JSON in base64, ended by a comma, and the same
back, in the order of the requests (https://pagefind.app/docs/py-api/ wraps it in asyncio, and looks ten times a second
for answers). The same records in the same order give the same bytes, as long as they have no filters.
"""

import base64
import gzip
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

from painsite.pages.planned import DataFileError
from painsite.pages.search_index import Record

ENGINE = ("pagefind.js", "pagefind-worker.js")
"""What a browser needs beside the index: the same in every bundle."""
_SIGNATURE = b"pagefind_dcd"
"""Every file that is compressed begins with it."""
_MOST_AT_ONCE = 1 << 20
_MOST_WAITING = 16
"""Requests sent before their answers are looked at, so that neither side waits for the other. The answers, some 200
bytes each, have to find room in a pipe, or nobody would go on."""

Started = Callable[["subprocess.Popen[bytes]"], None]


def index_records(records: Sequence[Record], language: str, *, started: Started | None = None) -> dict[str, bytes]:
    """Return the files of an index by path, with `ids.json`: what results call each record, in the records' order.

    `started` is told of the process. Raises `DataFileError` where there is no binary, or it fails.
    """
    with _service(started) as (send, receive):
        send({"type": "NewIndex", "config": {"force_language": language}})
        index = receive()["index_id"]
        for position, record in enumerate(records):
            if position >= _MOST_WAITING:
                receive()
            fields = {"url": record.url, "content": record.content, "meta": dict(record.meta)}
            send({"type": "AddRecord", "index_id": index, "language": language, "filters": {}, "sort": {}, **fields})
        for _ in records[-_MOST_WAITING:]:
            receive()
        send({"type": "GetFiles", "index_id": index})
        answer = receive()
    files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    wanted = {path: content for path, content in files.items() if _is_wanted(path, files)}
    wanted["ids.json"] = _ids(files, records)
    return dict(sorted(wanted.items()))


def _is_wanted(path: str, files: Mapping[str, bytes]) -> bool:
    """Leave out Pagefind's own pages and styles, and the engine for languages that it does not know where it knows."""
    if path.startswith("wasm."):
        return path != "wasm.unknown.pagefind" or sum(one.startswith("wasm.") for one in files) == 1
    return path in ENGINE or path.startswith(("index/", "fragment/")) or path.endswith((".pf_meta", "entry.json"))


def _ids(files: Mapping[str, bytes], records: Sequence[Record]) -> bytes:
    ids: dict[str, str] = {}
    for path, content in files.items():
        if path.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
            ids[fragment["url"]] = path.removeprefix("fragment/").removesuffix(".pf_fragment")
    return json.dumps([ids.get(record.url, "") for record in records], separators=(",", ":")).encode()


@contextmanager
def _service(
    started: Started | None,
) -> Iterator[tuple[Callable[[Mapping[str, object]], None], Callable[[], dict[str, Any]]]]:
    """Start the binary; give what sends it a request, and what receives the answer to the oldest that has none yet."""
    # it brings a whole event loop along
    from pagefind.service import get_executable  # noqa: PLC0415

    binary = get_executable()
    if binary is None:
        raise DataFileError("`pagefind`, which makes the search index, is not installed", _REMEDY)
    try:
        process = subprocess.Popen(  # noqa: S603 - the package's own binary
            [binary, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataFileError(f"`{binary}`, which makes the search index, cannot be run: {reason}", _REMEDY) from error
    try:
        if started is not None:
            started(process)
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        stdin, answers = process.stdin, _answers(process.stdout)

        def send(payload: Mapping[str, object]) -> None:
            request = json.dumps({"message_id": 1, "payload": payload})
            with suppress(BrokenPipeError):  # it has ended before it was asked, which the next answer tells
                stdin.write(base64.b64encode(request.encode()) + b",")
                stdin.flush()

        def receive() -> dict[str, Any]:
            answer = next(answers, None)
            if answer is None:
                raise DataFileError("`pagefind`, which makes the search index, ended without a message", _REMEDY)
            if answer["type"] == "Error":
                raise DataFileError(f"`pagefind` could not make the search index: {answer['message']}", _REMEDY)
            return answer

        yield send, receive
    except (OSError, ValueError, KeyError) as error:
        raise DataFileError(f"`pagefind`, which makes the search index, failed: {error!r}", _REMEDY) from error
    finally:
        process.kill()
        process.communicate()


_REMEDY = "reinstall the package `pagefind[bin]`, or switch search off: `features: {search: false}`"


def _answers(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Read until the stream ends."""
    parts: list[bytes] = []
    while content := stream.read1(_MOST_AT_ONCE):  # type: ignore[attr-defined] # a pipe is buffered
        first, *others = content.split(b",")
        parts.append(first)
        for other in others:
            yield json.loads(base64.b64decode(b"".join(parts)))["payload"]
            parts = [other]
