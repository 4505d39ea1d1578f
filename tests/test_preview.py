"""The preview, as a browser and an editor meet it."""

import asyncio
import http.client
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from painsite.preview import builder as preview_builder
from painsite.preview import watch as preview_watch
from painsite.preview.builder import Builder
from painsite.workers import Progress
from tests.support import KASCH, WEBER, contents, write_site

SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/notes/\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}commentary: Scans say little.\n",
    "bibliography/weber-1983.yaml": WEBER,
    "templates/tags.html": '{% extends "default/tags.html" %}',
    "static/style.css": "body { color: black }",
}
PAGE = "/bibliography/kasch-2022/"
WEBER_PATH = "bibliography/weber-1983.yaml"
SAID = f"{KASCH}commentary: Scans say nothing.\n"
SAID_NEWER = SAID.replace("nothing", "less than that")
PATIENCE = 60.0
"""Seconds after which a test gives up; whatever it waits for comes long before on a machine with little else to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]


@dataclass(slots=True)
class Preview:
    """A running `painsite serve`."""

    root: Path
    process: "subprocess.Popen[str]"
    printed: list[str] = field(default_factory=list)
    port: int = 0
    reader: threading.Thread = field(default_factory=threading.Thread)

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, response.read().decode(), found)
        finally:
            connection.close()

    def save(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def wait_for(self, path: str, expected: Callable[[Answer], bool]) -> Answer:
        """Ask until an answer is as expected; the last one in any case."""
        answer = self.get(path)
        end = time.monotonic() + PATIENCE
        while not expected(answer) and time.monotonic() < end:
            time.sleep(0.05)
            answer = self.get(path)
        return answer

    def wait_to_print(self, words: str) -> None:
        """Wait until a line with these words is printed; stop waiting when patience is at its end."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.printed) and time.monotonic() < end:
            time.sleep(0.05)


def start(root: Path, *options: str) -> Preview:
    command = [sys.executable, "-m", "painsite", "serve", "--source", str(root), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    preview = Preview(root, process)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout
        with process.stdout as lines:
            for line in lines:
                preview.printed.append(line)
                if found := re.search(r"serving http://127\.0\.0\.1:(\d+)/ \(stop with Ctrl\+C\)", line):
                    preview.port = int(found[1])
                    ready.set()

    preview.reader = threading.Thread(target=read)
    preview.reader.start()
    assert ready.wait(PATIENCE), preview.printed
    return preview


def stop(preview: Preview) -> int:
    preview.process.send_signal(signal.SIGINT)
    try:
        return preview.process.wait(timeout=PATIENCE)
    finally:
        preview.process.kill()
        preview.reader.join()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One server for the whole file; each test puts back what it breaks."""
    running = start(write_site(tmp_path_factory.mktemp("site"), SITE))
    yield running
    assert stop(running) == 0, running.printed


def test_a_page_is_served_with_the_script_that_reloads_it(preview: Preview) -> None:
    page = preview.get(PAGE)
    assert (page.status, page.text.endswith(f'<script src="/livereload.js?port={preview.port}"></script>')) == (
        200,
        True,
    )
    assert preview.get("/livereload.js").text.lstrip().startswith(("(function", "!function"))


def test_a_page_says_how_long_it_is_with_all_that_was_added(preview: Preview) -> None:
    page = preview.get(PAGE)
    assert int(page.headers["content-length"]) == len(page.text.encode())


def test_a_style_sheet_is_served_as_it_is(preview: Preview) -> None:
    assert preview.get("/style.css").text == "body { color: black }"


def test_search_follows_what_is_saved(preview: Preview) -> None:
    answer = preview.wait_for("/search/0/ids.json", lambda answer: answer.status == 200)
    before = answer.text
    assert before.count(",") == 1
    preview.save("bibliography/boos-1995.yaml", "title: Herniations of the healthy\n")
    after = preview.wait_for("/search/0/ids.json", lambda answer: answer.text != before)
    assert after.text.count(",") == 2
    (preview.root / "bibliography" / "boos-1995.yaml").unlink()
    assert preview.wait_for("/search/0/ids.json", lambda answer: answer.text == before).text == before
    assert preview.get("/search/0/no-such-file").status == 404
    assert not (preview.root / ".painsite" / "preview" / "search" / "0").exists()


def test_nothing_is_kept_by_the_browser(preview: Preview) -> None:
    headers = preview.get("/style.css").headers
    assert (headers["cache-control"], "etag" in headers) == ("no-store", False)


def test_a_folder_without_its_slash_leads_to_the_page(preview: Preview) -> None:
    answer = preview.get("/bibliography/kasch-2022")
    assert (answer.status, answer.headers["location"]) == (301, PAGE)


CHANGES = [
    ("bibliography/kasch-2022.yaml", f"{KASCH}commentary: Scans say nothing.\n", PAGE, "Scans say nothing."),
    ("bibliography/site.yaml", "name: Backs\n", PAGE, "Backs commentary on Kasch 2022:"),
    ("templates/tags.html", "<p>Our own topics</p>", "/tags/", "Our own topics"),
    ("static/style.css", "body { color: white }", "/style.css", "color: white"),
    ("static/new.txt", "new", "/new.txt", "new"),
    ("bibliography/articles/guide.md", "---\ntitle: A guide\n---\nYes.\n", "/articles/guide/", "<p>Yes.</p>"),
    ("bibliography/draft.yaml", "title: A draft\ndraft: true\n", "/bibliography/draft/", "A draft"),
]


@pytest.mark.parametrize(("path", "text", "address", "shown"), CHANGES)
def test_a_change_is_shown(preview: Preview, path: str, text: str, address: str, shown: str) -> None:
    preview.save(path, text)
    try:
        answer = preview.wait_for(address, lambda answer: shown in answer.text and answer.status == 200)
        assert (answer.status, shown in answer.text) == (200, True)
    finally:
        if path in SITE:
            preview.save(path, SITE[path])
        else:
            (preview.root / path).unlink()
    after = preview.wait_for(address, lambda answer: shown not in answer.text)
    assert shown not in after.text


def test_a_source_that_an_editor_replaces_is_shown(preview: Preview) -> None:
    source = preview.root / "bibliography" / "kasch-2022.yaml"
    before = source.read_text(encoding="utf-8")
    for text, expected in ((SAID, "Scans say nothing."), (before, "Scans say little.")):
        beside = source.with_name("tmp1234")
        beside.write_text(text, encoding="utf-8")
        beside.replace(source)
        assert expected in preview.wait_for(PAGE, lambda answer, wanted=expected: wanted in answer.text).text  # type: ignore[misc]


def test_sources_that_are_saved_at_once_by_the_hundred_are_shown(preview: Preview) -> None:
    folder = preview.root / "bibliography" / "many"
    folder.mkdir()
    try:
        for number in range(100):
            preview.save(f"bibliography/many/work-{number}.yaml", f"title: Work {number}\n")
        for number in (0, 99):
            address = f"/bibliography/work-{number}/"
            assert preview.wait_for(address, lambda answer: answer.status == 200).status == 200
    finally:
        shutil.rmtree(folder)
    assert preview.wait_for(address, lambda answer: answer.status == 404).status == 404


def test_a_changed_file_is_sent_to_a_browser_that_has_the_old_one(preview: Preview) -> None:
    old = preview.get("/style.css").headers
    known = {"If_None_Match": old.get("etag", "*"), "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert preview.get("/style.css", **known).status == 200


def test_a_broken_entry_keeps_the_rest_and_shows_the_problem_on_every_page(preview: Preview) -> None:
    preview.save("bibliography/weber-1983.yaml", "title: Lumbar disc herniation\njornal: Spine\n")
    answer = preview.wait_for(PAGE, lambda answer: "jornal" in answer.text)
    problem = "bibliography/weber-1983.yaml:2:1: error: unknown-field: `jornal` is not a field of an entry"
    try:
        assert ("Scans say little." in answer.text, problem in answer.text) == (True, True)
        assert "<summary>1 error</summary>" in answer.text
        assert "Lumbar disc herniation" in preview.get("/bibliography/weber-1983/").text
        preview.wait_to_print(problem)
        assert any(problem in line for line in preview.printed)
    finally:
        preview.save("bibliography/weber-1983.yaml", WEBER)
    mended = preview.wait_for(PAGE, lambda answer: "jornal" not in answer.text)
    assert "<summary>1 error" not in mended.text


def test_a_broken_template_keeps_the_rest_and_says_where_it_fails(preview: Preview) -> None:
    preview.save("templates/tags.html", "\n{{ page.nam }}")
    try:
        answer = preview.wait_for("/tags/", lambda answer: "templates/tags.html:2:1: template-error" in answer.text)
        assert (answer.status, "templates/tags.html:2:1: template-error" in answer.text) == (200, True)
        assert "Scans say little." in preview.get(PAGE).text
    finally:
        preview.save("templates/tags.html", SITE["templates/tags.html"])
    preview.wait_for("/tags/", lambda answer: "template-error" not in answer.text)


def test_markup_in_a_problem_is_shown_and_not_run(preview: Preview) -> None:
    preview.save("bibliography/weber-1983.yaml", f"{WEBER}<script>alert(1)</script>: x\n")
    try:
        answer = preview.wait_for(PAGE, lambda answer: "alert(1)" in answer.text)
        assert "&lt;script&gt;alert(1)" in answer.text
        assert "<script>alert(1)" not in answer.text
    finally:
        preview.save("bibliography/weber-1983.yaml", WEBER)
    preview.wait_for(PAGE, lambda answer: "alert(1)" not in answer.text)


def test_a_folder_that_is_removed_and_made_again_is_watched_again(preview: Preview) -> None:
    shutil.rmtree(preview.root / "templates")
    preview.save("templates/tags.html", "<p>First</p>")
    try:
        assert "First" in preview.wait_for("/tags/", lambda answer: "First" in answer.text).text
        preview.save("templates/tags.html", "<p>Second</p>")
        assert "Second" in preview.wait_for("/tags/", lambda answer: "Second" in answer.text).text
    finally:
        preview.save("templates/tags.html", SITE["templates/tags.html"])
    preview.wait_for("/tags/", lambda answer: "Second" not in answer.text)


def test_a_file_that_is_replaced_while_it_is_asked_for_is_sent_whole(preview: Preview) -> None:
    served = preview.root / ".painsite" / "preview" / "style.css"
    aside = served.with_name("aside.css")
    before = served.read_text(encoding="utf-8")
    stopping = threading.Event()

    def keep_replacing() -> None:
        while not stopping.is_set():
            for size in (10, 20_000):
                aside.write_text("x" * size, encoding="utf-8")
                aside.replace(served)

    replacing = threading.Thread(target=keep_replacing)
    replacing.start()
    try:
        sizes = {len(preview.get("/style.css").text) for _ in range(400)}
    finally:
        stopping.set()
        replacing.join()
        served.write_text(before, encoding="utf-8")
    assert sizes <= {len(before), 10, 20_000}


def test_an_unknown_address_has_the_page_of_the_site(preview: Preview) -> None:
    answer = preview.get("/no/such/page")
    assert (answer.status, "Page not found" in answer.text) == (404, True)
    assert 'href="/style.css"' in answer.text
    assert "/livereload.js" in answer.text


@pytest.mark.parametrize("path", ["/../bibliography/site.yaml", "/..%2f..%2fbibliography/site.yaml", "/%2e%2e/x"])
def test_nothing_outside_the_preview_is_served(preview: Preview, path: str) -> None:
    answer = preview.get(path)
    assert (answer.status in {403, 404}, "PainSci\nurl" in answer.text) == (True, False)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example"])
def test_another_host_name_is_refused(preview: Preview, host: str) -> None:
    answer = preview.get(PAGE, Host=host)
    assert (answer.status, "Scans say little." in answer.text) == (403, False)


def test_the_host_may_be_called_localhost(preview: Preview) -> None:
    assert preview.get(PAGE, Host=f"localhost:{preview.port}").status == 200


def test_the_server_listens_on_this_machine_alone(preview: Preview) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.is_file():
        pytest.skip("only Linux says who listens where")
    rows = [row.split()[1] for row in listening.read_text(encoding="ascii").splitlines()[1:] if row.split()[3] == "0A"]
    assert [row for row in rows if row.endswith(f":{preview.port:04X}")] == [f"0100007F:{preview.port:04X}"]


HELLO = '{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}'


def hear(preview: Preview, change: Callable[[], None], is_there: Callable[[], bool]) -> list[str | bytes | None]:
    """Shake hands as a browser does, make a change, and give the first message and the one that finds the change there.

    What was saved before may be built meanwhile, and told of.
    """

    async def converse() -> list[str | bytes | None]:
        origin = {"Origin": f"http://127.0.0.1:{preview.port}"}
        request = HTTPRequest(f"ws://127.0.0.1:{preview.port}/livereload", headers=origin)
        socket = await websocket_connect(request)
        await socket.write_message(HELLO)
        hello = await asyncio.wait_for(socket.read_message(), PATIENCE)
        await socket.write_message('{"command": "info", "url": "http://127.0.0.1/"}')
        # there is no answer to `info`; once another `hello` is answered, it was read
        await socket.write_message(HELLO)
        await asyncio.wait_for(socket.read_message(), PATIENCE)
        change()
        reload = await asyncio.wait_for(socket.read_message(), PATIENCE)
        while not is_there():
            reload = await asyncio.wait_for(socket.read_message(), PATIENCE)
        socket.close()
        return [hello, reload]

    return asyncio.run(converse())


def test_the_browser_is_told_to_reload_once_the_change_is_there(preview: Preview) -> None:
    text = SITE["static/style.css"]
    new = f"{text} /* new */"
    hello, reload = hear(
        preview, lambda: preview.save("static/style.css", new), lambda: preview.get("/style.css").text == new
    )
    assert '"command": "hello"' in str(hello)
    assert '"command": "reload"' in str(reload)
    preview.save("static/style.css", text)
    preview.wait_for("/style.css", lambda answer: answer.text == text)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "http://evil.example:{port}", "null"])
def test_a_page_of_another_origin_cannot_listen(preview: Preview, origin: str) -> None:
    headers = {"Origin": origin.format(port=preview.port)}

    async def connect() -> None:
        await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{preview.port}/livereload", headers=headers))

    with pytest.raises(HTTPClientError) as caught:
        asyncio.run(connect())
    assert caught.value.code == 403


def test_the_published_folder_is_never_written(preview: Preview) -> None:
    assert not (preview.root / "_site").exists()
    assert (preview.root / ".painsite" / "preview" / "index.html").is_file()


def test_every_build_ends_with_a_line(preview: Preview) -> None:
    assert re.fullmatch(r"\d+ pages, \d+ changed, no problems\n", preview.printed[0])


def test_drafts_are_hidden_when_asked(tmp_path: Path) -> None:
    running = start(write_site(tmp_path, {"bibliography/draft.yaml": "title: Pain\ndraft: true\n"}), "--no-drafts")
    try:
        assert running.get("/bibliography/draft/").status == 404
    finally:
        stop(running)


def test_ctrl_c_ends_the_server_at_once_and_without_a_word(tmp_path: Path) -> None:
    running = start(write_site(tmp_path, {}))
    begun = time.monotonic()
    assert stop(running) == 0
    assert time.monotonic() - begun < 5
    assert [line for line in running.printed if "Traceback" in line] == []


def test_the_site_is_opened_in_a_browser_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "echo opened %s")
    running = start(write_site(tmp_path, {}), "--open")
    line = f"opened http://127.0.0.1:{running.port}/\n"
    running.wait_to_print(line)
    assert stop(running) == 0, running.printed
    assert line in running.printed


def test_a_port_that_is_taken_is_named(preview: Preview, tmp_path: Path) -> None:
    write_site(tmp_path, {})
    command = [sys.executable, "-m", "painsite", "serve", "--source", str(tmp_path), "--port", str(preview.port)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (run.returncode, run.stderr) == (
        2,
        f"painsite: cannot serve on port {preview.port}: address already in use; choose another with --port\n",
    )


# without a server


def test_what_is_saved_before_the_watch_begins_is_not_lost(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    seen = preview_watch.stamp(tmp_path)
    (tmp_path / "bibliography" / "weber-1983.yaml").write_text(f"{WEBER}rating: 3\n", encoding="utf-8")
    stopping = threading.Event()
    changes = preview_watch.changes(tmp_path, stopping, seen)
    assert next(changes) == frozenset()
    stopping.set()
    assert list(changes) == []


def test_where_the_system_watches_no_more_files_the_preview_looks_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_folders: Path, **_options: object) -> Iterator[set[tuple[int, str]]]:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(preview_watch, "watch", refuse)
    write_site(tmp_path, SITE)
    stopping = threading.Event()
    changes = preview_watch.changes(tmp_path, stopping, frozenset())
    assert next(changes) == frozenset()
    stopping.set()
    assert list(changes) == []


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    stopping = threading.Event()
    threading.Timer(0.1, stopping.set).start()
    assert list(preview_watch.changes(tmp_path, stopping, frozenset())) == []


@pytest.mark.parametrize(
    ("error", "shown"),
    [(OSError(28, "No space left on device"), b"No space left on device"), (RecursionError("too deep"), b"Traceback")],
)
def test_no_error_ends_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, shown: bytes
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(preview_builder, "run", fail)
    builder = Builder(write_site(tmp_path, SITE), tmp_path / ".painsite" / "preview", drafts=True)
    builder.build()
    assert shown in builder.state.banner


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """What builds the preview, once it has built it."""
    builder = Builder(write_site(tmp_path, SITE), tmp_path / ".painsite" / "preview", drafts=True)
    builder.build()
    return builder


KASCH_PAGE = "bibliography/kasch-2022/index.html"


def shown(builder: Builder, path: str = KASCH_PAGE) -> str:
    """Give what is served."""
    page = builder.state.shown.get(path)
    return page.decode() if page is not None else built(builder, path)


def built(builder: Builder, path: str = KASCH_PAGE) -> str:
    return (builder.folder / path).read_text(encoding="utf-8")


def save(builder: Builder, text: str, path: str = "bibliography/kasch-2022.yaml") -> frozenset[str]:
    (builder.root / path).write_text(text, encoding="utf-8")
    return frozenset({path})


NEW = f"{SAID}added: 2026-01-02\n"


def run_to_the_end(builder: Builder) -> None:
    """Let a builder look and build until it has nothing more to do, in its two threads."""
    builder.save(None)
    building = threading.Thread(target=builder.keep_building)
    building.start()
    builder.keep_looking()
    building.join()


def test_what_was_saved_is_shown_before_the_rest_is_built(builder: Builder) -> None:
    write_site(builder.root, {"bibliography/kasch-2022.yaml": NEW.replace("nothing", "little")})
    builder.build()
    seen = []
    builder.reload = lambda: seen.append(
        ("Scans say nothing." in shown(builder), "Scans say nothing." in shown(builder, "feed.xml"))
    )
    builder.save(save(builder, NEW))
    builder.look()
    assert seen == [(True, False)]
    builder.build()
    assert ("Scans say nothing." in built(builder), "Scans say nothing." in shown(builder, "feed.xml")) == (True, True)


def test_once_a_build_has_published_what_was_saved_its_files_are_served(builder: Builder) -> None:
    builder.show_at_once(*save(builder, SAID))
    before = shown(builder)
    builder.build()
    assert (builder.state.shown, built(builder)) == ({}, before)


def test_what_is_saved_while_a_build_runs_comes_first(builder: Builder) -> None:
    builder.save(save(builder, SAID))
    with pytest.raises(preview_builder._SupersededError):
        builder.build(may_stop=True)
    assert "Scans say nothing." not in built(builder)
    builder.look()
    builder.build(may_stop=True)
    assert "Scans say nothing." in built(builder)


def saving(builder: Builder, monkeypatch: pytest.MonkeyPatch, stage: str, *texts: str) -> None:
    """Save an entry and look at it whenever a build comes to a stage."""
    waiting = list(texts)

    def show(now: str, _done: int, _total: int) -> None:
        if now == stage and waiting:
            builder.save(save(builder, waiting.pop(0)))
            builder.look()

    @contextmanager
    def bar() -> Iterator[Progress]:
        yield show

    monkeypatch.setattr(preview_builder, "progress_bar", bar)


def test_a_build_of_what_is_no_longer_the_newest_shows_nothing_old(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(builder.root, {WEBER_PATH: f"{WEBER}headline: Surgery helps sooner\n"})
    saving(builder, monkeypatch, "rendering", SAID, SAID_NEWER)
    builder.build()
    assert ("less than that" in shown(builder), "less than that" in built(builder)) == (True, False)
    builder.show_at_once(*save(builder, f"{WEBER}notes: A trial.\n", WEBER_PATH))
    assert "less than that" in shown(builder)
    builder.build()
    assert (builder.state.shown, "less than that" in built(builder)) == ({}, True)


@pytest.mark.parametrize(("stage", "is_left"), [("rendering", True), ("publishing", True), ("saving", False)])
def test_a_build_is_left_until_it_has_published(
    builder: Builder, monkeypatch: pytest.MonkeyPatch, stage: str, *, is_left: bool
) -> None:
    save(builder, SAID)
    saving(builder, monkeypatch, stage, SAID_NEWER)
    if is_left:
        with pytest.raises(preview_builder._SupersededError):
            builder.build(may_stop=True)
    else:
        builder.build(may_stop=True)
    assert ("Scans say nothing" in built(builder), "less than that" in shown(builder)) == (not is_left, True)


def test_however_fast_somebody_types_a_build_is_done_to_its_end_now_and_then(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reloads: list[None] = []
    builder.reload = lambda: reloads.append(None)
    save(builder, SAID)
    builder.saves += 1
    waits = [True] * (preview_builder._MOST_SUPERSEDED + 1)
    monkeypatch.setattr(builder, "wait", lambda: bool(waits) and waits.pop())
    builder.keep_building()
    assert (reloads, "Scans say nothing." in built(builder)) == ([None], True)


@dataclass(slots=True)
class Saves:
    """Stands for the event that something is wanted: saves that come soon after the first, so many, then quiet."""

    soon: int

    def wait(self, timeout: float | None = None) -> bool:
        self.soon -= timeout is not None
        return self.soon >= 0

    def clear(self) -> None:
        pass


@pytest.mark.parametrize(
    ("soon", "is_urgent", "left"),
    [(0, False, -1), (2, False, -1), (2, True, 2), (99, False, 99 - preview_builder._MOST_SUPERSEDED)],
)
def test_what_is_shown_already_is_built_when_nothing_more_is_saved_or_after_so_many_saves(
    builder: Builder, monkeypatch: pytest.MonkeyPatch, *, soon: int, is_urgent: bool, left: int
) -> None:
    saves = Saves(soon)
    monkeypatch.setattr(builder, "is_wanted", saves)
    builder.is_urgent = is_urgent
    builder.saves += 1  # so that nothing is indexed
    assert (builder.wait(), saves.soon) == (True, left)


@pytest.mark.parametrize(("path", "is_urgent"), [("bibliography/kasch-2022.yaml", False), ("static/new.css", True)])
def test_what_cannot_be_shown_at_once_is_urgent(builder: Builder, path: str, *, is_urgent: bool) -> None:
    builder.save(save(builder, SAID, path))
    builder.look()
    assert builder.is_urgent is is_urgent


def test_at_the_end_no_build_goes_on(builder: Builder) -> None:
    save(builder, SAID)
    builder.save(None)
    builder.look()
    with pytest.raises(preview_builder._SupersededError):
        builder.build()
    assert builder.wait() is False


def test_what_was_saved_before_the_end_is_looked_at(builder: Builder) -> None:
    builder.save(save(builder, SAID))
    run_to_the_end(builder)
    assert "Scans say nothing." in shown(builder)


def test_a_preview_that_has_nothing_to_build_gets_ready_for_a_first_look(builder: Builder) -> None:
    again = Builder(builder.root, builder.folder, drafts=True)
    again.build()
    paths = save(again, SAID)
    assert not again.show_at_once(*paths)
    save(again, f"{KASCH}commentary: Scans say little.\n")
    again.get_ready()
    assert again.show_at_once(*save(again, SAID))


def test_an_error_in_what_is_shown_at_once_is_left_to_the_build(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> Iterator[tuple[str, bytes]]:
        raise RecursionError

    monkeypatch.setattr(builder.first_look, "show", fail)
    paths = save(builder, SAID)
    assert (builder.show_at_once(*paths), builder.first_look.shown) == (False, None)
    builder.build()
    assert "Scans say nothing." in built(builder)


def test_a_first_look_writes_nothing(builder: Builder) -> None:
    before = contents(builder.root / ".painsite")
    assert builder.show_at_once(*save(builder, SAID))
    assert contents(builder.root / ".painsite") == before


@pytest.mark.parametrize(
    ("others", "is_shown"),
    [
        ([], True),
        # what an editor had there for a moment, and another source
        (["bibliography/tmp1234"], True),
        (["bibliography/weber-1983.yaml"], True),
        ([f"bibliography/gone-{number}.yaml" for number in range(preview_builder._MOST_AT_ONCE)], False),
        (["static/style.css"], False),
        (["bibliography/site.yaml"], False),
    ],
)
def test_sources_that_are_saved_together_are_shown_at_once_where_there_is_nothing_else(
    builder: Builder, others: list[str], *, is_shown: bool
) -> None:
    assert builder.show_at_once(*save(builder, SAID), *others) is is_shown


def test_what_lists_a_source_is_shown_unless_something_newer_was_saved(builder: Builder) -> None:
    cited = "bibliography/weber-1983/index.html"
    paths = save(builder, f"{KASCH}commentary: See [@weber-1983].\n")
    builder.save(frozenset())
    assert (builder.show_at_once(*paths), "See" in shown(builder, cited)) == (True, False)
    builder.look()
    assert builder.show_at_once(*paths)
    assert "See" in shown(builder, cited)


def test_a_cache_that_was_damaged_is_said_and_made_anew(builder: Builder, capsys: pytest.CaptureFixture[str]) -> None:
    (builder.root / ".painsite" / "cache.db").write_bytes(b"no database" * 1000)
    save(builder, NEW)
    builder.build()
    assert "note: the cache was damaged and is rebuilt\n" in capsys.readouterr().err
    assert "Scans say nothing." in shown(builder)


@pytest.mark.parametrize(
    ("saved", "paths"),
    [
        (["bibliography/a.yaml"], {"bibliography/a.yaml"}),
        # an editor's own files beside the source
        (["bibliography/a.yaml", "bibliography/.a.yaml.swp", "bibliography/a.yaml~"], {"bibliography/a.yaml"}),
        (["bibliography/.a.yaml.swp"], {"bibliography/.a.yaml.swp"}),
        (["bibliography/a.yaml", "static/style.css"], {"bibliography/a.yaml", "static/style.css"}),
    ],
)
def test_saved_files_are_named_from_the_root(tmp_path: Path, saved: list[str], paths: set[str]) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    changes = [(1, str(tmp_path / path)) for path in saved]
    assert preview_watch._paths(tmp_path / "link", changes) == paths


def test_one_saved_source_is_told_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path, SITE)
    bursts = [set(), {(1, str(root / "bibliography" / "a.yaml"))}, {(3, str(root / "static"))}]
    monkeypatch.setattr(preview_watch, "watch", lambda *_folders, **_options: iter(bursts))
    stopping = threading.Event()
    changes = preview_watch.changes(root, stopping, preview_watch.stamp(root))
    assert [next(changes), next(changes)] == [{"bibliography/a.yaml"}, frozenset()]
