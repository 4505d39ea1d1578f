"""What is kept is given back as it was, or not at all."""

import sqlite3
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import painsite
from painsite.build import cache as cache_module
from painsite.build.cache import Cache, CacheError, program_digest

VALUES = {b"kasch-2022": b"Association", b"weber-1983": b"Lumbar disc herniation", b"": b""}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(path=tmp_path / "kept" / "cache.db", program=b"this program")


def filled(cache: Cache) -> Cache:
    cache.write(VALUES)
    return cache


def change(cache: Cache, statement: str) -> None:
    """Change the file behind the program's back."""
    connection = sqlite3.connect(cache.path)
    with connection:
        connection.execute(statement)
    connection.close()


# kept and read


def test_what_was_written_is_read(cache: Cache) -> None:
    assert filled(cache).read(VALUES.keys()) == VALUES


def test_only_what_is_asked_for_is_read(cache: Cache) -> None:
    assert filled(cache).read([b"weber-1983", b"nobody-1900"]) == {b"weber-1983": b"Lumbar disc herniation"}


def test_nothing_is_read_where_nothing_was_written(cache: Cache) -> None:
    assert (cache.read([b"weber-1983"]), cache.path.exists()) == ({}, False)


def test_asking_for_nothing_and_writing_nothing_makes_no_file(cache: Cache) -> None:
    cache.write({})
    assert (cache.read([]), cache.read_all([]), cache.path.exists()) == ({}, {}, False)


def test_what_is_written_again_takes_the_place_of_what_was_there(cache: Cache) -> None:
    filled(cache).write({b"weber-1983": b"new"})
    assert cache.read(VALUES.keys()) == {**VALUES, b"weber-1983": b"new"}


def test_more_keys_than_one_query_takes_are_read(cache: Cache) -> None:
    values = {f"work-{number}".encode(): str(number).encode() for number in range(1_234)}
    cache.write(values)
    assert cache.read(values.keys()) == values


def test_another_process_finds_what_was_written(cache: Cache) -> None:
    filled(cache)
    assert Cache(path=cache.path, program=cache.program).read(VALUES.keys()) == VALUES


@given(st.dictionaries(st.binary(max_size=40), st.binary(max_size=200), max_size=12))
@settings(max_examples=20)
def test_any_bytes_are_given_back_by_any_key(values: Mapping[bytes, bytes]) -> None:
    values = {b"+" + key: value for key, value in values.items()}  # not that of the program
    with TemporaryDirectory() as folder:
        cache = Cache(path=Path(folder) / "cache.db", program=b"")
        cache.write(values)
        assert cache.read(values.keys()) == values


# all or nothing


def test_where_everything_is_needed_a_missing_value_is_an_error(cache: Cache) -> None:
    with pytest.raises(CacheError) as caught:
        filled(cache).read_all([*VALUES, b"nobody-1900"])
    assert str(caught.value) == "a value that should be there is not"


def test_where_everything_is_needed_and_there_it_is_read_however_often_it_is_named(cache: Cache) -> None:
    assert filled(cache).read_all([*VALUES, *VALUES]) == VALUES


def test_where_everything_is_needed_no_file_is_an_error(cache: Cache) -> None:
    with pytest.raises(CacheError):
        cache.read_all([b"weber-1983"])


# forgetting


def test_only_what_is_named_is_kept(cache: Cache) -> None:
    filled(cache).write({b"state: a": b"1", b"states": b"2"})
    cache.keep_only([b"weber-1983", b"nobody-1900"], prefix=b"state: ")
    assert cache.read([*VALUES, b"nobody-1900", b"state: a", b"states"]) == {
        b"weber-1983": VALUES[b"weber-1983"],
        b"state: a": b"1",
    }


def test_a_cache_that_was_cleared_out_is_still_that_of_its_program(cache: Cache) -> None:
    filled(cache).keep_only([], prefix=b"state: ")
    assert (cache.check(), cache.count()) == (True, 1)


def test_values_are_counted_with_the_one_that_names_the_program(cache: Cache) -> None:
    assert filled(cache).count() == len(VALUES) + 1


def test_what_is_forgotten_is_gone_and_the_cache_can_be_used_again(cache: Cache) -> None:
    filled(cache).forget()
    assert (cache.path.exists(), cache.read(VALUES.keys())) == (False, {})
    assert filled(cache).read(VALUES.keys()) == VALUES


def test_a_half_written_journal_is_forgotten_with_its_file(cache: Cache) -> None:
    journal = cache.path.with_name("cache.db-journal")
    filled(cache)
    journal.write_bytes(b"half")
    cache.forget()
    assert list(cache.path.parent.iterdir()) == []


def test_forgetting_what_is_not_there_is_no_error(cache: Cache) -> None:
    cache.forget()
    assert not cache.path.exists()


# whose it is


def test_a_cache_is_that_of_the_program_that_made_it(cache: Cache) -> None:
    assert filled(cache).check()
    assert cache.read(VALUES.keys()) == VALUES


def test_no_cache_is_nobody_elses(cache: Cache) -> None:
    assert (cache.check(), cache.path.exists()) == (True, False)


def test_what_another_program_has_kept_is_forgotten(cache: Cache) -> None:
    filled(cache)
    other = Cache(path=cache.path, program=b"another program")
    assert (other.check(), other.read(VALUES.keys())) == (False, {})


def test_a_cache_that_does_not_say_whose_it_is_is_forgotten(cache: Cache) -> None:
    change(filled(cache), "DELETE FROM kept WHERE key = CAST('program' AS BLOB)")
    assert (cache.check(), cache.path.exists()) == (False, False)


def test_the_program_is_the_same_from_one_start_to_the_next() -> None:
    assert (program_digest(), len(program_digest())) == (program_digest(), 16)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the one that this program lies in."""
    folder = tmp_path / "painsite"
    for path in ("cache.py", "sources/yaml.py", "_theme/a.py", "__pycache__/cache.py", "notes.txt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", encoding="utf-8")
    monkeypatch.setattr(cache_module, "_PACKAGE", str(folder))
    return folder


@pytest.mark.parametrize("path", ["cache.py", "sources/yaml.py", "sources/new.py"])
def test_another_text_of_the_program_is_another_program(program: Path, path: str) -> None:
    before = program_digest()
    (program / path).write_text("1", encoding="utf-8")
    assert program_digest() != before


def test_the_whole_program_counts_whatever_room_this_module_stands_in() -> None:
    assert sorted(path.name for path in Path(cache_module._PACKAGE).iterdir() if path.suffix == ".py") == sorted(
        path.name for path in Path(painsite.__file__).parent.glob("*.py")
    )


@pytest.mark.parametrize("path", ["_theme/a.py", "__pycache__/cache.py", "notes.txt"])
def test_what_is_no_text_of_the_program_does_not_count(program: Path, path: str) -> None:
    before = program_digest()
    (program / path).write_text("1", encoding="utf-8")
    assert program_digest() == before


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("name", "counts"),
    [("markdown-9.9.dist-info", True), ("PyYAML-9.9.dist-info", True), ("pytest-9.9.dist-info", False)],
)
def test_another_version_of_a_library_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, counts: bool
) -> None:
    before = program_digest()
    (tmp_path / "libraries" / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "libraries"), str(tmp_path / "not-there")])
    assert (program_digest() != before) == counts


# damage


def test_a_value_that_was_changed_is_an_error(cache: Cache) -> None:
    change(filled(cache), "UPDATE kept SET value = CAST('Association!' AS BLOB) WHERE key = CAST('kasch-2022' AS BLOB)")
    with pytest.raises(CacheError) as caught:
        cache.read(VALUES.keys())
    assert str(caught.value) == "a value does not have its checksum"


def test_a_value_under_another_key_is_an_error(cache: Cache) -> None:
    change(filled(cache), "UPDATE kept SET key = CAST('nobody-1900' AS BLOB) WHERE key = CAST('kasch-2022' AS BLOB)")
    with pytest.raises(CacheError):
        cache.read([b"nobody-1900"])


def test_what_is_large_is_kept_in_less_room(cache: Cache) -> None:
    cache.write({b"large": b"Association " * 100, b"small": b"Association"})
    sizes = dict(sqlite3.connect(cache.path).execute("SELECT key, length(value) FROM kept").fetchall())
    assert sizes[b"large"] < 100
    assert cache.read([b"large", b"small"]) == {b"large": b"Association " * 100, b"small": b"Association"}


@pytest.mark.parametrize("value", [b"no frame of Zstandard", b"\x28\xb5\x2f\xfd", b""])
def test_a_value_that_does_not_expand_is_an_error(cache: Cache, value: bytes) -> None:
    filled(cache)
    key = b"kasch-2022"
    with sqlite3.connect(cache.path) as connection:
        row = value, crc32(value, crc32(key)), key
        connection.execute("UPDATE kept SET value = ?, checksum = ? WHERE key = ?", row)
    with pytest.raises(CacheError):
        cache.read([key])


@pytest.mark.parametrize("value", ["NULL", "1", "'Association'"])
def test_a_value_that_is_no_bytes_is_an_error(cache: Cache, value: str) -> None:
    change(filled(cache), f"UPDATE kept SET value = {value}")  # noqa: S608 - the three above
    with pytest.raises(CacheError):
        cache.read([b"kasch-2022"])


def test_other_tables_are_an_error(cache: Cache) -> None:
    change(filled(cache), "ALTER TABLE kept DROP COLUMN checksum")
    with pytest.raises(CacheError):
        cache.read(VALUES.keys())
    with pytest.raises(CacheError):
        cache.write(VALUES)


@pytest.mark.parametrize("content", [b"no database", b"\x00" * 10_000, b"SQLite format 3\x00"])
def test_what_is_no_database_is_an_error(cache: Cache, content: bytes) -> None:
    cache.path.parent.mkdir()
    cache.path.write_bytes(content)
    with pytest.raises(CacheError):
        cache.check()


def test_a_folder_in_the_place_of_the_file_is_an_error_and_stays(cache: Cache) -> None:
    cache.path.mkdir(parents=True)
    with pytest.raises(CacheError):
        cache.check()
    cache.forget()
    assert cache.path.is_dir()


def test_an_empty_file_is_an_empty_cache(cache: Cache) -> None:
    cache.path.parent.mkdir()
    cache.path.touch()
    assert (cache.check(), cache.read(VALUES.keys())) == (True, {})


def given_back(cache: Cache, values: Mapping[bytes, bytes]) -> bool:
    """Tell whether a damaged cache says that it is one; what it gives has to be what was written."""
    try:
        cache.check()
        found = cache.read(values.keys())
        cache.write({b"new": b"value"})
    except CacheError:
        return False
    assert found.items() <= values.items()
    return True


def large(cache: Cache) -> dict[bytes, bytes]:
    values = {f"work-{number}".encode(): bytes([number]) * 3_000 for number in range(30)}
    cache.write(values)
    return values


def test_no_flipped_byte_gives_another_value(cache: Cache) -> None:
    values = large(cache)
    whole = cache.path.read_bytes()
    results = set()
    for place in range(0, len(whole), 331):
        cache.path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        results.add(given_back(cache, values))
    assert results == {True, False}


def test_no_truncated_file_gives_another_value(cache: Cache) -> None:
    values = large(cache)
    whole = cache.path.read_bytes()
    for size in range(0, len(whole), 4_001):
        cache.path.write_bytes(whole[:size])
        given_back(cache, values)


# others that use it


def test_a_process_that_was_forked_reads_and_writes(cache: Cache) -> None:
    filled(cache)
    context = get_context("fork")
    worker = context.Process(target=lambda: cache.write({b"forked": cache.read([b"weber-1983"])[b"weber-1983"]}))
    worker.start()
    worker.join()
    assert cache.read([b"forked"]) == {b"forked": b"Lumbar disc herniation"}


def test_several_processes_can_write_at_a_time(cache: Cache) -> None:
    context = get_context("fork")

    def write_some(name: str) -> None:
        for number in range(20):
            cache.write({f"{name} {number}".encode(): name.encode()})

    workers = [context.Process(target=write_some, args=(name,)) for name in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert cache.count() == 61


def test_one_who_writes_too_long_is_not_waited_for(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_PATIENCE", 0.0)
    filled(cache)
    other = sqlite3.connect(cache.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(CacheError, match="database is locked"):
            cache.write(VALUES)
    finally:
        other.close()


def test_a_disk_that_refuses_is_an_error(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(cache)
    refusing = sqlite3.connect(f"file:{cache.path}?mode=ro", uri=True)
    monkeypatch.setattr(sqlite3, "connect", lambda *_arguments, **_options: refusing)
    with pytest.raises(CacheError) as caught:
        cache.write(VALUES)
    assert str(caught.value) == "attempt to write a readonly database"
