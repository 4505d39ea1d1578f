"""Whatever was done to a site, its cache and its output before, a build gives what a clean build gives."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from msgspec.structs import replace

from painsite.build import groundwork, inputs, job
from painsite.build import parse as reading
from painsite.build.cache import Cache
from painsite.build.pipeline import Memory
from painsite.build.result import Result, of_the_site
from painsite.build.run import run
from painsite.build.start import Options
from painsite.output import publish
from painsite.output.publish import SIGNATURE, OutputError
from painsite.pages.links import Linking
from painsite.preview.builder import Builder
from tests.sites import SNAPSHOTS, Edit, Sources, edits, full_site
from tests.support import KASCH, WEBER, build_site, write_site

IS_TORTURE = bool(os.environ.get("PAINSITE_TORTURE"))

Where = Literal["site", "preview", "check"]
Tree = Mapping[str, bytes]
"""Content by path; folders end in a slash, links have what they lead to."""
Files = tuple[tuple[str, bytes], ...]


class StopError(Exception):
    """Ends a build early, as `serve` does."""


def silent(_stage: str, _done: int, _total: int) -> None:
    return


def tree(folder: Path) -> Tree | None:
    """Read everything below a folder; None where there is none."""
    if not folder.is_dir():
        return None
    found: dict[str, bytes] = {}
    for here, folders, names in os.walk(folder):
        prefix = os.path.relpath(here, folder).replace(os.sep, "/")
        prefix = "" if prefix == "." else f"{prefix}/"
        for name in (*folders, *names):
            path = Path(here, name)
            if path.is_symlink():
                found[f"{prefix}{name}"] = b"link to " + bytes(path.readlink())
            elif path.is_dir():
                found[f"{prefix}{name}/"] = b""
            else:
                found[f"{prefix}{name}"] = path.read_bytes()
    return found


def write_files(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Bring a folder from one state to another, without touching what stays."""
    for path in before.keys() - files.keys():
        (root / path).unlink()
        with suppress(OSError):  # until a folder is not empty
            for folder in (root / path).parents:
                if folder.name != "bibliography":
                    folder.rmdir()
    for path, content in files.items():
        if before.get(path) != content:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)


@lru_cache(maxsize=64)
def build_clean(files: Files, options: Options, *, is_check: bool) -> tuple[Result, Tree | None]:
    """Build a new site without a cache: what is found, and what is published."""
    base = Path(tempfile.mkdtemp(prefix="painsite-clean-"))
    try:
        (base / "bibliography").mkdir()
        write_files(base, dict(files), {})
        output = None if is_check else base / "_site"
        result = run(base, output, options, progress=silent)
        return of_the_site(result), tree(base / "_site")
    finally:
        shutil.rmtree(base)


class Counter:
    """Does something at a certain call."""

    def __init__(self, at: int, act: Callable[[], object]) -> None:
        self.left, self.act = at, act
        self.stage = ""

    def count(self) -> None:
        self.left -= 1
        if self.left == -1:
            self.act()

    def progress(self, stage: str, _done: int, _total: int) -> None:
        self.stage = stage
        self.count()

    def before(self, function: Callable[..., object]) -> Callable[..., object]:
        """Count the calls of a function, too."""

        def counted(*arguments: object) -> object:
            self.count()
            return function(*arguments)

        return counted


def fail(error: type[BaseException]) -> object:
    raise error("refused")


@contextmanager
def counted(counter: Counter, by: str) -> Iterator[Callable[[str, int, int], None]]:
    """Count stages of progress, moves of files or files written."""
    with pytest.MonkeyPatch.context() as patch:
        if by == "move":
            for name in ("replace", "rename"):
                patch.setattr(os, name, counter.before(getattr(os, name)))
        elif by == "write":
            patch.setattr(publish, "_write", counter.before(publish._write))
        yield counter.progress if by == "progress" else silent


class Editing(RuleBasedStateMachine):
    """An editor at work, a machine that fails, and a build after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="painsite-"))
        self.root = self.base / "root"
        self.patch = pytest.MonkeyPatch()
        self.sources = Sources()
        self.options = Options(index=False)  # tests/test_search_building.py edits what is searched
        self.written: dict[str, bytes] = {}
        self.builder = self.new_builder()
        self.kept: set[str] = set()
        """What there are older copies of."""
        self.git: dict[Where, dict[str, bytes]] = {"site": {}, "preview": {}}
        """What painsite leaves alone."""
        self.is_damaged = self.was_damaged = False
        """Whether the cache may be, and whether it may have been when it was copied."""
        self.is_behind = False
        """Whether the cache may lack what the preview remembers to be there."""

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.base)

    @initialize(
        manner=st.sampled_from(("lenient", "careful", "tolerant", "plain")),
        site=st.sampled_from(("empty", "full", "full, with an address")),
        settled=st.booleans(),
        where=st.sampled_from(("site", "preview")),
    )
    def begin(self, manner: str, site: str, where: Where, *, settled: bool) -> None:
        if settled:  # files that were changed long ago are not read again
            self.patch.setattr(inputs, "_MARGIN", 0)
        # so that a small site has several batches
        self.patch.setitem(job.AT_ONCE, "nodes", 3)
        self.patch.setitem(job.AT_ONCE, "pages", 4)
        make = Sources if site == "empty" else partial(full_site, has_url="address" in site)
        self.sources = make(lenient=manner == "lenient", careful=manner == "careful")
        self.options = Options(tolerant=manner == "tolerant", index=False)
        self.root.mkdir()
        (self.root / "bibliography").mkdir()
        self.save(())
        self.build(where)

    # what an editor does

    @rule(
        steps=st.lists(edits(), min_size=1, max_size=3),
        wheres=st.sampled_from((("site",), ("site",), ("preview",), ("preview", "site"), ("check",), ())),
        times_kept=st.booleans(),
    )
    def edit(self, steps: list[Edit], wheres: tuple[Where, ...], *, times_kept: bool) -> None:
        self.save(steps, times_kept=times_kept)
        for where in wheres:
            self.build(where)

    @rule(step=edits())
    def save_one_file(self, step: Edit) -> None:
        before = dict(self.written)
        self.save((step,))
        changed = [path for path in before.keys() | self.written.keys() if before.get(path) != self.written.get(path)]
        if len(changed) == 1:
            self.builder.show_at_once(changed[0])
        self.build("preview")

    @rule(
        name=st.sampled_from(("drafts", "strict", "portable", "root")),
        is_on=st.booleans(),
        where=st.sampled_from(("site", "check")),
    )
    def ask_otherwise(self, name: str, where: Where, *, is_on: bool) -> None:
        linking = self.options.linking
        if name == "portable":
            linking = Linking(root=linking.root, portable=is_on)
        elif name == "root":
            linking = Linking(root="/notes/" if is_on else "", portable=linking.portable)
        else:
            self.options = replace(self.options, **{name: is_on})
        self.options = replace(self.options, linking=linking)
        self.build(where)

    @rule(drafts=st.booleans())
    def begin_a_new_preview(self, *, drafts: bool) -> None:
        self.builder = self.new_builder(drafts=drafts)
        self.build("preview")

    @rule(steps=st.lists(edits(), max_size=2))
    def build_in_two_processes(self, steps: list[Edit]) -> None:
        self.save(steps)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(job, "WORTH_FORKING", 1)
            patch.setattr(groundwork, "WORTH_A_PROCESS", 1)
            patch.setattr(reading, "_WORTH_FORKING", 1)
            self.build("site", jobs=2)

    @rule(steps=st.lists(edits(), max_size=1), where=st.sampled_from(("site", "preview")))
    def build_and_tidy_the_cache(self, steps: list[Edit], where: Where) -> None:
        self.save(steps)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Cache, "count", lambda _: 1_000_000)
            self.build(where)
        self.is_behind = where == "site"

    @rule(number=st.integers(0, 20), age=st.sampled_from((-86_400, 0, 86_400)))
    def touch_a_source(self, number: int, age: int) -> None:
        paths = sorted(self.written)
        if paths:
            moment = time.time() + age
            os.utime(self.root / paths[number % len(paths)], (moment, moment))
            self.build("site")

    # what happens to the output

    @rule(
        harm=st.sampled_from(
            (
                "remove file", "remove folder", "append", "flip", "foreign file", "foreign folder", "folder to file",
                "file to folder", "folder to link", "folder moved and linked", "git file", "touch file", "touch folder",
                "unsign", "remove all",
            )
        ),
        number=st.integers(0, 40),
        where=st.sampled_from(("site", "preview")),
        steps=st.lists(edits(), max_size=1),
    )  # fmt: skip
    def harm_the_output(self, harm: str, number: int, where: Where, steps: list[Edit]) -> None:
        output = self.output(where)
        found = tree(output) or {}
        files = sorted(path for path in found if not path.endswith("/") and path not in {".nojekyll", *self.git[where]})
        folders = sorted(path for path in found if path.endswith("/") and not path.startswith(".git"))
        if not files or not folders:
            return
        self.wait_for_another_time()
        file, folder = output / files[number % len(files)], output / folders[number % len(folders)]
        self.harm(harm, output, file, folder)
        if harm == "git file":
            self.git[where] |= {".gitkeep": b"ours", ".git/": b"", ".git/config": b"ours"}
        elif harm == "remove all":
            self.git[where] = {}
        self.save(steps)
        self.build(where)

    def harm(self, harm: str, output: Path, file: Path, folder: Path) -> None:  # noqa: C901, PLR0912 - one case for each
        elsewhere = self.base / "elsewhere"
        match harm:
            case "remove file":
                file.unlink()
            case "remove folder":
                shutil.rmtree(folder)
            case "append":
                file.write_bytes(file.read_bytes() + b"more")
            case "flip":
                file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))
            case "foreign file":
                (folder / "foreign.html").write_bytes(b"foreign")
            case "foreign folder":
                (folder / "foreign" / "deep").mkdir(parents=True, exist_ok=True)
                (folder / "foreign" / "deep" / "index.html").write_bytes(b"foreign")
            case "folder to file":
                shutil.rmtree(folder)
                folder.write_bytes(b"a file")
            case "file to folder":
                file.unlink()
                file.mkdir()
                (file / "inside").write_bytes(b"a file")
            case "folder to link":
                elsewhere.mkdir(exist_ok=True)
                (elsewhere / "theirs").write_bytes(b"not ours")
                shutil.rmtree(folder)
                folder.symlink_to(elsewhere)
            case "folder moved and linked":
                shutil.rmtree(elsewhere, ignore_errors=True)
                shutil.move(folder, elsewhere)
                (elsewhere / "theirs").write_bytes(b"not ours")
                folder.symlink_to(elsewhere)
            case "git file":
                (output / ".git").mkdir(exist_ok=True)
                (output / ".git" / "config").write_bytes(b"ours")
                (output / ".gitkeep").write_bytes(b"ours")
            case "touch file":
                os.utime(file, (0, 0))
            case "touch folder":
                os.utime(folder, (0, 0))
            case "unsign":
                (output / ".nojekyll").write_bytes(b"Made by somebody.\n")
            case "remove all":
                shutil.rmtree(output)

    # what happens to the cache

    @rule(
        harm=st.sampled_from(("flip", "flip", "truncate", "text", "empty", "remove", "journal", "remove all")),
        place=st.integers(0, 10_000),
        bits=st.integers(1, 255),
        where=st.sampled_from(("site", "preview", "check")),
        steps=st.lists(edits(), max_size=1),
    )
    def harm_the_cache(self, harm: str, place: int, bits: int, where: Where, steps: list[Edit]) -> None:
        cache = self.root / ".painsite" / "cache.db"
        content = bytearray(cache.read_bytes()) if cache.exists() else bytearray(b"?")
        offset = len(content) * place // 10_001
        self.is_damaged = True
        match harm:
            case "flip":
                if content:
                    content[offset] ^= bits
            case "truncate":
                del content[offset:]
            case "text":
                content[:] = b"This is no cache."
            case "empty":
                content.clear()
            case "journal":
                (cache.parent / "cache.db-journal").write_bytes(bytes([bits]) * place)
        if harm == "remove all":
            self.git["preview"] = {}
            self.is_damaged = False
            shutil.rmtree(cache.parent, ignore_errors=True)
        elif harm == "remove":
            cache.unlink(missing_ok=True)
        elif cache.parent.exists():
            cache.write_bytes(content)
        self.save(steps)
        self.build(where)

    @rule(name=st.sampled_from((".painsite", "_site")), steps=st.lists(edits(), min_size=1, max_size=2))
    def keep_a_copy(self, name: str, steps: list[Edit]) -> None:
        if (self.root / name).is_dir():
            shutil.rmtree(self.base / name, ignore_errors=True)
            shutil.copytree(self.root / name, self.base / name, symlinks=True)
            self.kept.add(name)
            self.was_damaged = self.is_damaged if name == ".painsite" else self.was_damaged
        self.save(steps)
        self.build("preview" if name == ".painsite" else "site")

    @precondition(lambda self: self.kept)
    @rule(
        name=st.sampled_from((".painsite", "_site")),
        where=st.sampled_from(("site", "site", "preview")),
        steps=st.lists(edits(), max_size=1),
    )
    def put_the_copy_back(self, name: str, where: Where, steps: list[Edit]) -> None:
        if name in self.kept:
            shutil.rmtree(self.root / name, ignore_errors=True)
            shutil.copytree(self.base / name, self.root / name, symlinks=True)
            self.git["site" if name == "_site" else "preview"] = {
                path: content
                for path, content in (tree(self.output("site" if name == "_site" else "preview")) or {}).items()
                if path.startswith(".git")
            }
            self.is_behind = True
            self.is_damaged = self.was_damaged if name == ".painsite" else self.is_damaged
        self.save(steps)
        self.build(where)

    # builds that do not come to their end

    @rule(
        steps=st.lists(edits(), max_size=2),
        at=st.integers(0, 24),
        error=st.sampled_from((KeyboardInterrupt, StopError)),
        where=st.sampled_from(("site", "preview", "check")),
    )
    def interrupt(self, steps: list[Edit], at: int, error: type[BaseException], where: Where) -> None:
        self.save(steps)
        self.end_early(where, error, Counter(at, partial(fail, error)), by="progress")

    @rule(
        steps=st.lists(edits(), max_size=2),
        at=st.integers(0, 12),
        by=st.sampled_from(("move", "write")),
        where=st.sampled_from(("site", "preview")),
    )
    def refuse(self, steps: list[Edit], at: int, by: str, where: Where) -> None:
        self.save(steps)
        self.end_early(where, OSError, Counter(at, partial(fail, OSError)), by=by)

    @rule(steps=st.lists(edits(), max_size=2), at=st.integers(0, 24), by=st.sampled_from(("progress", "move", "write")))
    def kill(self, steps: list[Edit], at: int, by: str) -> None:
        self.save(steps)
        counter = Counter(at, partial(os._exit, 0))
        child = os.fork()
        if not child:
            try:
                with counted(counter, by) as progress:
                    run(self.root, self.output("site"), self.options, progress=progress)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        self.build("site")

    # how it is told

    def new_builder(self, *, drafts: bool = False) -> Builder:
        return Builder(self.root, self.root / ".painsite" / "preview", drafts=drafts)

    def output(self, where: Where) -> Path:
        return self.root / "_site" if where == "site" else self.builder.folder

    def save(self, steps: "list[Edit] | tuple[Edit, ...]", *, times_kept: bool = False) -> None:
        """Edit the sources, and write what has changed."""
        for step in steps:
            self.sources.apply(step)
        files = self.sources.files()
        changed = [path for path in files if path in self.written and files[path] != self.written[path]]
        times = {path: (self.root / path).stat().st_mtime_ns for path in changed}
        if changed:
            self.wait_for_another_time()
        write_files(self.root, files, self.written)
        for path, moment in times.items() if times_kept else ():
            os.utime(self.root / path, ns=(moment, moment))
        self.written = files

    def wait_for_another_time(self) -> None:
        """Wait until what is written has another time than what was written before."""
        probe = self.base / "probe"
        probe.touch()
        before = probe.stat().st_mtime_ns
        while probe.stat().st_mtime_ns == before:
            probe.touch()

    def run(self, where: Where, progress: Callable[[str, int, int], None] = silent, *, jobs: int = 1) -> Result:
        """Build as a user would."""
        if where == "preview":
            memory: Memory | None = self.builder.memory
        else:
            memory = None
        output = None if where == "check" else self.output(where)
        return run(self.root, output, replace(self.asked(where), jobs=jobs), progress=progress, memory=memory)

    def asked(self, where: Where) -> Options:
        if where == "preview":
            return self.builder.options
        return self.options

    def build(self, where: Where, *, jobs: int = 1) -> None:
        """Build, and compare with a clean build."""
        before = tree(self.output(where))
        if self.is_refused(where):
            with pytest.raises(OutputError):
                self.run(where)
            assert tree(self.output(where)) == before
            shutil.rmtree(self.output(where))
            self.git[where] = {}
            before = None
        self.compare(where, self.run(where, jobs=jobs), before)

    def is_refused(self, where: Where) -> bool:
        """Tell whether the folder holds what painsite has not made."""
        found = tree(self.output(where)) or {}
        others = [path for path in found if not path.startswith(".git")]
        return where != "check" and bool(others) and found.get(".nojekyll") != SIGNATURE

    def compare(self, where: Where, result: Result, before: Tree | None) -> None:
        expected, published = self.expected(where, before)
        may_begin_anew = self.is_damaged or (self.is_behind and where == "preview")
        assert of_the_site(result) == expected
        if where != "check":
            self.compare_trees(self.output(where), published)
            if not may_begin_anew:
                written = [
                    path
                    for path, one in (published or {}).items()
                    if not path.endswith("/") and (before or {}).get(path) != one
                ]
                assert result.written == len(written), written
        assert may_begin_anew or result.notes == ()
        self.is_damaged &= not result.notes  # what no build has read is damaged still
        self.is_behind &= where != "preview"
        self.nothing_lies_about()

    def expected(self, where: Where, before: Tree | None) -> tuple[Result, Tree | None]:
        """Give what a clean build says, and what is then to be in the output folder."""
        files = tuple(self.written.items())
        expected, published = build_clean(files, self.asked(where), is_check=where == "check")
        return expected, before if published is None else {**published, **self.git.get(where, {})}

    def compare_trees(self, output: Path, expected: Tree | None) -> None:
        found = tree(output)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            assert sorted(found) == sorted(expected)
            assert [path for path in found if found[path] != expected[path]] == []
        theirs = self.base / "elsewhere" / "theirs"
        assert not theirs.parent.exists() or theirs.read_bytes() == b"not ours"

    def nothing_lies_about(self) -> None:
        names = {path.name for path in self.root.iterdir()}
        assert names <= {"bibliography", "templates", "static", "_site", ".painsite"}
        names = {path.name for path in (self.root / ".painsite").iterdir()}
        assert names <= {".gitignore", "cache.db", "cache.db-journal", "preview"}

    def end_early(self, where: Where, error: type[BaseException], counter: Counter, *, by: str) -> None:
        """Build until something fails: then the output is as it was, and the next build makes up for it."""
        if self.is_refused(where):
            return
        before = tree(self.output(where))
        try:
            with counted(counter, by) as progress:
                result = self.run(where, progress)
        except error:
            _, published = self.expected(where, before)
            if where != "check":
                self.compare_trees(self.output(where), published if counter.stage == "saving" else before)
            self.nothing_lies_about()
            self.build(where)
        else:
            self.compare(where, result, before)


@pytest.mark.property
def test_a_build_equals_a_clean_one_whatever_was_done_before() -> None:
    examples, steps = (300, 40) if IS_TORTURE else (12, 14)
    run_state_machine_as_test(Editing, settings=settings(max_examples=examples, stateful_step_count=steps))


# what it has found


SITE = {"bibliography/kasch-2022.yaml": KASCH, "bibliography/weber-1983.yaml": WEBER}


@pytest.mark.parametrize("at", range(8))
def test_a_publication_that_fails_leaves_no_new_folders(at: int, tmp_path: Path) -> None:
    before = tree(build_site(tmp_path, SITE).output)
    with counted(Counter(at, partial(fail, OSError)), "move"), pytest.raises(OSError, match="refused"):
        build_site(tmp_path, {"bibliography/jensen-1994.yaml": "title: Scans\ntags: [imaging]\n"})
    assert tree(tmp_path / "_site") == before


@pytest.mark.parametrize("at", [0, 1])
def test_a_publication_that_fails_puts_a_file_back_where_a_folder_was_made(at: int, tmp_path: Path) -> None:
    before = tree(build_site(tmp_path, {**SITE, "static/extra": "a file"}).output)
    (tmp_path / "static" / "extra").unlink()
    with counted(Counter(at, partial(fail, OSError)), "move"), pytest.raises(OSError, match="refused"):
        build_site(tmp_path, {"static/extra/notes.html": "notes"})
    assert tree(tmp_path / "_site") == before


def test_what_a_killed_publication_had_set_aside_is_in_nobodys_way(tmp_path: Path) -> None:
    output = build_site(tmp_path, SITE).output
    left = tmp_path / "._site.painsite.old"
    (left / "0" / "deep").mkdir(parents=True)
    (output / "foreign").write_text("foreign", encoding="utf-8")
    build_site(tmp_path)
    assert (left.exists(), (output / "foreign").exists()) == (False, False)


def test_a_preview_goes_on_from_a_build_that_was_superseded_while_it_read(tmp_path: Path) -> None:
    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "reading":
            raise StopError

    build_again = partial(run, tmp_path, tmp_path / "_site", Options(tolerant=True), memory=Memory())
    write_site(tmp_path, SITE)
    build_again(progress=silent)
    write_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}rating: 3\n"})
    with pytest.raises(StopError):
        build_again(progress=stop)
    result = build_again(progress=silent)
    assert (result.written, result.notes) == (1, ())


def test_a_note_that_all_pages_share_comes_to_those_that_had_none_and_goes_again(tmp_path: Path) -> None:
    snapshot = tmp_path / "bibliography" / "retractions.csv"
    before = tree(build_site(tmp_path, SITE).output)
    write_site(tmp_path, {"bibliography/retractions.csv": SNAPSHOTS[0]})
    after = tree(build_site(tmp_path).output)
    assert after == tree(build_site(tmp_path / "clean", {**SITE, "bibliography/retractions.csv": SNAPSHOTS[0]}).output)
    assert after != before
    snapshot.unlink()
    assert tree(build_site(tmp_path).output) == before
