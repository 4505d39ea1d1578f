"""External addresses are asked for politely, and what they answer is told with the places that name them."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from painsite.cli import main
from painsite.editing.link_checking.answers import Answer, Outcome, is_fresh, read_answers, write_answers
from painsite.editing.link_checking.asking import Manners, Report, ask_all
from painsite.editing.link_checking.check import OfflineError, check_addresses
from tests.support import silent, write_site

ANSWERS: dict[str, tuple[int, dict[str, str]]] = {
    "/fine": (200, {}),
    "/gone": (410, {}),
    "/lost": (404, {}),
    "/moved": (301, {"Location": "/new"}),
    "/moved-far": (308, {"Location": "/moved"}),
    "/moved-then-found": (301, {"Location": "/found"}),
    "/found": (302, {"Location": "/fine"}),
    "/found-then-moved": (302, {"Location": "/moved"}),
    "/moved-to-nothing": (301, {"Location": "/lost"}),
    "/circle": (302, {"Location": "/circle"}),
    "/to-a-file": (302, {"Location": "file:///etc/passwd"}),
    "/new": (200, {}),
    "/refused": (403, {}),
    "/broken": (500, {}),
    "/limited": (200, {"X-RateLimit-Limit": "2", "X-RateLimit-Interval": "800s"}),
    "/busy-for-days": (429, {"Retry-After": "86400"}),
}


class Server(ThreadingHTTPServer):
    """Answers by a table, and keeps who asked for what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.never = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        server = self.server
        with server.lock:
            server.asked.append((self.command, self.path))
            server.agents.add(self.headers["User-Agent"])
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        status, headers = self.chosen()
        with server.lock:
            server.at_once -= 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def chosen(self) -> tuple[int, dict[str, str]]:
        path, times = self.path.partition("?")[0], Counter(self.server.asked)[self.command, self.path]
        if path == "/silent":
            self.server.never.wait(10)
        if path == "/head-is-wrong":
            return (405 if self.command == "HEAD" else 200), {}
        if path == "/busy":
            return (503, {"Retry-After": "0"}) if times == 1 else (200, {})
        return ANSWERS.get(path, (404, {}))

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.never.set()
        running.shutdown()
        thread.join()


MANNERS = Manners(agent="painsite/1 (links; https://example.org/)", timeout=5, pause=0)


def ask(addresses: list[str], manners: Manners = MANNERS) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    ask_all(addresses, manners, found.__setitem__)
    return found


@pytest.mark.parametrize(
    ("path", "outcome", "status", "moved_to", "asked"),
    [
        ("/fine", "fine", 200, "", ["HEAD /fine"]),
        ("/head-is-wrong", "fine", 200, "", ["HEAD /head-is-wrong", "GET /head-is-wrong"]),
        ("/lost", "dead", 404, "", ["HEAD /lost", "GET /lost"]),
        ("/gone", "dead", 410, "", ["HEAD /gone", "GET /gone"]),
        ("/moved", "moved", 200, "/new", ["HEAD /moved", "HEAD /new"]),
        ("/moved-far", "moved", 200, "/new", ["HEAD /moved-far", "HEAD /moved", "HEAD /new"]),
        ("/moved-then-found", "moved", 200, "/found", ["HEAD /moved-then-found", "HEAD /found", "HEAD /fine"]),
        ("/found", "fine", 200, "", ["HEAD /found", "HEAD /fine"]),
        ("/found-then-moved", "fine", 200, "", ["HEAD /found-then-moved", "HEAD /moved", "HEAD /new"]),
        ("/moved-to-nothing", "dead", 404, "", ["HEAD /moved-to-nothing", "HEAD /lost", "GET /lost"]),
        ("/circle", "dead", 302, "", ["HEAD /circle"] * 10),
        ("/to-a-file", "unclear", 0, "", ["HEAD /to-a-file"]),
        ("/refused", "unclear", 403, "", ["HEAD /refused", "GET /refused"]),
        ("/broken", "unclear", 500, "", ["HEAD /broken", "GET /broken"]),
        ("/busy", "fine", 200, "", ["HEAD /busy", "HEAD /busy"]),
        ("/busy-for-days", "unclear", 429, "", ["HEAD /busy-for-days"]),
    ],
)
def test_an_answer_says_what_became_of_an_address(
    server: Server, path: str, outcome: str, status: int, moved_to: str, asked: list[str]
) -> None:
    answer = ask([server.address + path])[server.address + path]
    assert (answer.outcome, answer.status) == (outcome, status)
    assert answer.moved_to == (server.address + moved_to if moved_to else "")
    assert [" ".join(one) for one in server.asked] == asked


def test_a_host_is_asked_one_thing_at_a_time_and_told_by_whom(server: Server) -> None:
    addresses = [f"{server.address}/fine?{number}" for number in range(12)]
    assert {answer.outcome for answer in ask(addresses).values()} == {"fine"}
    assert [path for _, path in server.asked] == [f"/fine?{number}" for number in range(12)]
    assert (server.most_at_once, server.agents) == (1, {MANNERS.agent})


def test_a_silent_host_does_not_keep_the_others_waiting(server: Server) -> None:
    other = server.address.replace("127.0.0.1", "localhost")
    found: list[str] = []
    manners = Manners(agent="painsite", timeout=0.5, pause=0)
    answers: dict[str, Answer] = {}

    def report(address: str, answer: Answer) -> None:
        found.append(address)
        answers[address] = answer

    ask_all([f"{server.address}/silent", f"{other}/fine"], manners, report)
    assert found == [f"{other}/fine", f"{server.address}/silent"]
    assert answers[f"{server.address}/silent"] == Answer(outcome="timeout", reason="no answer within 0.5 seconds")


@pytest.mark.parametrize(
    ("address", "outcome"),
    [("http://127.0.0.1:1/", "unclear"), ("http://name.invalid/", "dead"), ("http://[::1", "unclear")],
)
def test_what_cannot_be_reached_has_a_reason(address: str, outcome: str) -> None:
    answer = ask([address])[address]
    if outcome == "dead" and "Temporary" in answer.reason:
        pytest.skip("no name server can be asked here")
    assert (answer.outcome, answer.status, bool(answer.reason)) == (outcome, 0, True)


def test_the_limit_that_a_host_names_is_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waits, sleep = list[float](), asyncio.sleep

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", note)
    ask([f"{server.address}/limited?{number}" for number in range(3)], replace(MANNERS, patience=1000))
    assert [round(wait, -2) for wait in waits if wait] == [500, 500]
    waits.clear()
    ask([f"{server.address}/limited?{number}" for number in range(2)], replace(MANNERS, patience=100))
    assert [round(wait, -2) for wait in waits if wait] == [100]


# what is kept


class StoppedError(Exception):
    """Somebody has had enough."""


def test_good_answers_count_for_some_days_and_others_are_asked_for_again() -> None:
    day = 86_400
    fine, dead = Answer(outcome="fine", asked=10 * day), Answer(outcome="dead", asked=10 * day)
    assert [is_fresh(fine, now * day, 7) for now in (9, 10, 16, 17)] == [False, True, True, False]
    assert (is_fresh(dead, 10 * day, 7), is_fresh(None, 10 * day, 7), is_fresh(fine, 10 * day, 0)) == (
        False, False, False
    )  # fmt: skip


def test_answers_are_kept_and_a_damaged_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / ".painsite" / "links.json"
    answers = {"https://example.org/": Answer(outcome="moved", status=200, moved_to="https://example.com/", asked=5)}
    write_answers(path, answers)
    assert read_answers(path) == answers
    path.write_text('{"answers": {"a": {"outcome": "odd"}}}', encoding="utf-8")
    assert read_answers(path) == {}


def test_what_was_found_out_is_kept_where_asking_is_broken_off(server: Server, tmp_path: Path) -> None:
    def stop(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    addresses = [f"{server.address}/fine?{number}" for number in range(5)]
    with pytest.raises(ExceptionGroup) as caught:
        check_addresses(addresses, tmp_path, MANNERS, days=7, clock=time.time, progress=stop)
    assert caught.group_contains(StoppedError)
    kept = check_addresses(addresses, tmp_path, MANNERS, days=7, clock=time.time, progress=silent)
    assert {answer.outcome for answer in kept.values()} == {"fine"}
    assert len(server.asked) == 5


def test_a_machine_that_is_offline_is_told_of_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(OfflineError) as caught:
        check_addresses(["http://127.0.0.1:1/"], tmp_path, MANNERS, days=7, clock=time.time, progress=silent)
    assert str(caught.value) == (
        "no host could be reached, such as that of http://127.0.0.1:1/; is this machine online?"
    )
    assert not (tmp_path / ".painsite").exists()


# the command


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["links", "--pause", "0", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def site(folder: Path, server: Server) -> Path:
    here = server.address
    return write_site(
        folder,
        {
            "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/notes\n",
            "bibliography/kasch-2022.yaml": (
                f"title: MRI\nurl: {here}/moved\nfull_text: '{here}/fine#top'\ndoi: 10.1000/x\n"
                f"notes: |\n  See [this]({here}/lost), `{here}/code` and <{here}/refused>.[^1]\n\n"
                f"  [^1]: [Again]({here}/lost).\ntodo: {here}/private\n"
            ),
            "bibliography/articles/guide.md": f"---\ntitle: G\n---\n<a href='{here}/lost'>a</a> [b](/bibliography/)\n",
        },
    )


def test_addresses_are_told_of_with_their_places(server: Server, tmp_path: Path) -> None:
    root, here = site(tmp_path, server), server.address
    line = (root / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8").splitlines()[5]
    status, shown, beside = run("--source", root)
    assert (status, beside) == (1, "")
    assert shown == (
        f"bibliography/articles/guide.md:4:10: dead: `{here}/lost` answers 404; correct or remove it\n"
        f"bibliography/kasch-2022.yaml:6:14: dead: `{here}/lost` answers 404; correct or remove it\n"
        f"bibliography/kasch-2022.yaml:8:17: dead: `{here}/lost` answers 404; correct or remove it\n"
        f"bibliography/kasch-2022.yaml:2:6: moved: `{here}/moved` has moved for good; write `{here}/new`\n"
        f"bibliography/kasch-2022.yaml:6:{line.index(f'{here}/refused') + 1}: unclear: `{here}/refused`"
        " answers 403; look at it in a browser\n"
        "4 addresses: 1 dead, 1 moved, 1 unclear, 1 fine\n"
    )
    assert [agent.partition(" ")[2] for agent in server.agents] == ["(links; https://example.org/notes/)"]
    assert {path for _, path in server.asked} == {"/lost", "/moved", "/new", "/refused", "/fine"}
    server.asked.clear()
    assert run("--source", root) == (1, shown, "")
    assert {path for _, path in server.asked} == {"/lost", "/refused"}  # the good ones are known


def test_addresses_of_some_files_can_be_asked_for_and_listed_for_programs(server: Server, tmp_path: Path) -> None:
    root, here = site(tmp_path, server), server.address
    status, shown, _ = run("--source", root, "--format", "json", root / "bibliography/articles/guide.md")
    assert (status, json.loads(shown)) == (
        1,
        [
            {
                "address": f"{here}/lost",
                "result": "dead",
                "status": 404,
                "moved_to": None,
                "reason": None,
                "places": ["bibliography/articles/guide.md:4:10"],
            }
        ],
    )


def test_dois_are_asked_for_if_wanted_and_a_silent_host_is_told_of(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = server.address
    files = {
        "bibliography/a.yaml": f"title: A\ndoi: doi:10.1000/X\nurl: {here}/silent\n",
        "bibliography/b.yaml": f'title: B\nnotes: "[a]({here}/f\\u0069ne)"\n',
    }
    asked: list[str] = []

    def ask_none(addresses: list[str], _manners: Manners, report: Report) -> None:
        asked.extend(addresses)
        for address in addresses:
            outcome: Outcome = "timeout" if "silent" in address else "fine"
            report(address, Answer(outcome=outcome, status=200, reason="no answer within 20 seconds"))

    monkeypatch.setattr("painsite.editing.link_checking.asking.ask_all", ask_none)
    status, shown, _ = run("--source", write_site(tmp_path, files), "--dois")
    assert asked == [f"{here}/fine", f"{here}/silent", "https://doi.org/10.1000/x"]
    assert status == 0
    assert shown == (
        f"bibliography/a.yaml:3:6: timeout: `{here}/silent` gives no answer within 20 seconds; try again later\n"
        "3 addresses: 1 silent, 2 fine\n"
    )
    kept = json.loads(run("--source", tmp_path, "--dois", "--format", "json")[1])
    assert [row["places"] for row in kept] == [
        ["bibliography/b.yaml:1:1"], ["bibliography/a.yaml:3:6"], ["bibliography/a.yaml:2:10"]
    ]  # fmt: skip


def test_a_site_without_addresses_asks_nothing(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"bibliography/a.yaml": "title: A\ndoi: 10.1000/x\n"})
    assert run("--source", root) == (0, "0 addresses: nothing to ask\n", "")
