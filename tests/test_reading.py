"""Sources seen before come from the cache, by what is in them; the others are parsed, in any process."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from msgspec import DecodeError

from painsite.build import outline as prepare
from painsite.build import parse as reading
from painsite.build.cache import Cache, CacheError
from painsite.build.index import every_key
from painsite.build.lending import Loans
from painsite.build.outline import PreparedSource, source_key, unpack_entry
from painsite.build.parse import NodeFile, ReadNodes, read_nodes
from painsite.files import list_sources, read_content
from painsite.hashing import content_digest
from painsite.sources.bibtex.lending import Lent
from tests.support import KASCH, WEBER, shown, write_site

BIB = "@article{boos-1995, title={Herniations}}\n@article{deyo, title={Sciatica}, volume=8}\n"
SITE = {
    "bibliography/kasch-2022.yaml": KASCH,
    "bibliography/weber-1983.yaml": f"{WEBER}notes: See [@kasch-2022].\n",
    "bibliography/classics.bib": BIB,
    "bibliography/deyo.yaml": "headline: Little helps\nnotes: As [@kasch-2022] says.\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@deyo].\n",
}


@dataclass(slots=True)
class Reader:
    """Reads the sources of a site again and again, and notes which it has parsed."""

    root: Path
    known: dict[bytes, PreparedSource] = field(default_factory=dict)
    parsed: list[str] = field(default_factory=list)
    stages: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def cache(self) -> Cache:
        return Cache(path=self.root / "cache.db", program=b"program")

    def files(self) -> list[NodeFile]:
        """Look at the sources."""
        return [
            NodeFile(file.kind, file.path, content_digest(read_content(self.root, file.path)))
            for file in list_sources(self.root).files
            if file.kind in {"yaml", "bibtex", "article"}  # type: ignore[comparison-overlap] # narrows the kind
        ]

    def read(self, files: Iterable[NodeFile] | None = None, *, jobs: int = 1) -> ReadNodes:
        self.parsed.clear()
        self.stages.clear()
        files = self.files() if files is None else files
        return read_nodes(self.root, files, self.cache, self.known, jobs=jobs, progress=self.note)

    def read_in_new_process(self) -> ReadNodes:
        self.known.clear()
        return self.read()

    def note(self, stage: str, done: int, total: int) -> None:
        self.stages.append((stage, done, total))

    def forget(self) -> None:
        (self.root / "cache.db").unlink()

    def bib(self) -> bytes:
        return (self.root / "bibliography" / "classics.bib").read_bytes()

    def save(self, path: str, text: str) -> None:
        write_site(self.root, {f"bibliography/{path}": text})


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader(write_site(tmp_path, SITE))
    real = prepare.prepare_source

    def note(
        kind: prepare.NodeSource, content: bytes, path: str, lent: Lent, former: PreparedSource | None
    ) -> tuple[PreparedSource, dict[bytes, bytes]]:
        reader.parsed.append(path.removeprefix("bibliography/"))
        return real(kind, content, path, lent, former)

    monkeypatch.setattr(reading, "prepare_source", note)
    return reader


def citekeys(read: ReadNodes) -> list[str]:
    return [node.outline.citekey for node in read.nodes]


# by content


def test_every_source_is_read_entries_of_yaml_first_then_of_bibtex_then_articles(reader: Reader) -> None:
    read = reader.read()
    assert citekeys(read) == ["deyo", "kasch-2022", "weber-1983", "boos-1995", "guide"]
    assert (read.problems, read.unread, read.changed) == ((), (), {})


def test_the_second_time_nothing_is_parsed(reader: Reader) -> None:
    first = reader.read()
    assert (reader.read_in_new_process(), reader.parsed) == (first, [])


def test_a_process_that_knows_the_sources_does_not_unpack_them(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.save("deyo.yaml", "title: Sciatica\n")
    reader.save("classics.bib", "@article{boos-1995, title={Herniations}}")
    first = reader.read()

    def refuse(_packed: bytes) -> PreparedSource:
        raise AssertionError

    monkeypatch.setattr(reading, "unpack", refuse)
    assert reader.read() == first


def test_only_what_has_changed_is_parsed(reader: Reader) -> None:
    reader.read()
    reader.save("weber-1983.yaml", f"{WEBER}rating: 3\n")
    read = reader.read_in_new_process()
    assert reader.parsed == ["weber-1983.yaml"]
    entries = {node.outline.citekey: node.entry for node in read.nodes if node.entry}
    assert entries["weber-1983"].rating == 3


def named(read: ReadNodes) -> set[bytes]:
    """Return the keys of all that is kept for what was read."""
    return set(every_key(read.rows, read.keys, read.origins))


def test_of_an_edited_bib_file_only_what_differs_is_written(reader: Reader) -> None:
    before = named(reader.read())
    reader.save("classics.bib", BIB.replace("Herniations", "Hernia"))
    read = reader.read_in_new_process()
    (edited,) = [node for node in read.nodes if node.outline.citekey == "boos-1995"]
    source = source_key("bibtex", "bibliography/classics.bib", content_digest(reader.bib()))
    assert named(read) - before == {source, edited.whole}
    assert reader.read_in_new_process() == read
    reader.forget()
    assert replace(reader.read_in_new_process(), origins=()) == replace(read, origins=())


def test_an_overlay_of_a_bib_file_is_prepared_once_wherever_its_entry_moves(reader: Reader) -> None:
    before = named(reader.read())
    reader.save("classics.bib", f"\n\n{BIB}")
    read = reader.read_in_new_process()
    source = source_key("bibtex", "bibliography/classics.bib", content_digest(reader.bib()))
    assert named(read) - before == {source}
    (deyo,) = [node.outline for node in read.nodes if node.outline.citekey == "deyo"]
    assert deyo.places["volume"] == ("bibliography/classics.bib", 4, 34)
    reader.forget()
    assert replace(reader.read_in_new_process(), origins=()) == replace(read, origins=())


def test_an_overlay_that_empties_a_field_is_another_than_one_that_is_silent(reader: Reader) -> None:
    def volume() -> str:
        return next(node.entry.volume for node in reader.read().nodes if node.entry and node.entry.citekey == "deyo")

    assert volume() == "8"
    reader.save("deyo.yaml", SITE["bibliography/deyo.yaml"] + "volume:\n")
    assert volume() == ""
    reader.save("deyo.yaml", SITE["bibliography/deyo.yaml"])
    assert volume() == "8"


def test_what_was_there_before_is_not_parsed_when_it_comes_back(reader: Reader) -> None:
    first = reader.read()
    reader.save("weber-1983.yaml", WEBER)
    reader.read()
    reader.save("weber-1983.yaml", SITE["bibliography/weber-1983.yaml"])
    assert (reader.read_in_new_process(), reader.parsed) == (first, [])


def test_a_source_with_problems_is_not_parsed_again_and_its_problems_are_known(reader: Reader) -> None:
    reader.save("kasch-2022.yaml", f"{KASCH}jornal: Spine\n")
    first = reader.read()
    again = reader.read_in_new_process()
    assert (again.problems, reader.parsed) == (first.problems, [])
    assert shown(again.problems) == ["5:1: unknown-field: `jornal` is not a field of an entry; did you mean `journal`?"]


def test_a_file_that_was_renamed_is_parsed_because_its_path_says_what_it_is(reader: Reader) -> None:
    reader.read()
    folder = reader.root / "bibliography"
    (folder / "weber-1983.yaml").rename(folder / "weber.yaml")
    assert "weber" in citekeys(reader.read())
    assert reader.parsed == ["weber.yaml"]


def test_two_files_of_one_content_are_two_nodes(reader: Reader) -> None:
    reader.save("weber-b.yaml", SITE["bibliography/weber-1983.yaml"])
    assert {"weber-1983", "weber-b"} <= set(citekeys(reader.read()))


def test_a_source_that_is_gone_is_forgotten(reader: Reader) -> None:
    reader.read()
    before = len(reader.known)
    (reader.root / "bibliography" / "weber-1983.yaml").unlink()
    assert "weber-1983" not in citekeys(reader.read())
    assert len(reader.known) == before - 1


def test_several_processes_read_what_one_reads(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.read()
    reader.cache.forget()
    reader.known.clear()
    monkeypatch.setattr(reading, "_WORTH_FORKING", 1)
    monkeypatch.setattr(reading, "_SHARE", 2)
    assert reader.read(jobs=2) == first
    assert (reader.read_in_new_process(), reader.parsed) == (first, [])


def test_progress_is_told_of_what_is_parsed(reader: Reader) -> None:
    reader.read()
    assert reader.stages == [("reading", done, 5) for done in range(1, 6)]
    reader.read()
    assert reader.stages == []


def test_much_is_written_in_several_parts(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_WRITTEN_AT_ONCE", 1)
    first = reader.read()
    assert (reader.read_in_new_process(), reader.parsed) == (first, [])


def test_all_that_is_kept_for_the_sources_is_named(reader: Reader) -> None:
    keys = named(reader.read())
    first = reader.read()
    reader.cache.keep_only(keys, prefix=b"state")
    assert (reader.read_in_new_process(), reader.parsed) == (first, [])
    assert len(reader.cache.read_all({node.whole for node in first.nodes})) == 5
    reader.save("deyo.yaml", "headline: Nothing helps\n")
    reader.read_in_new_process()
    assert reader.parsed == ["deyo.yaml"]


def test_a_cache_that_was_damaged_is_an_error(reader: Reader) -> None:
    reader.read()
    key = source_key("yaml", "bibliography/kasch-2022.yaml", content_digest(KASCH.encode()))
    reader.cache.write({key: b"painsite"})
    with pytest.raises(DecodeError):
        reader.read_in_new_process()


# what changes or vanishes meanwhile


def test_what_is_saved_between_the_look_and_the_reading_is_kept_by_what_was_read(reader: Reader) -> None:
    files = reader.files()
    text = f"{WEBER}rating: 3\n"
    reader.save("weber-1983.yaml", text)
    read = reader.read(files)
    assert read.changed == {"bibliography/weber-1983.yaml": content_digest(text.encode())}
    assert source_key("yaml", "bibliography/weber-1983.yaml", content_digest(text.encode())) in named(read)
    assert (reader.read_in_new_process().nodes, reader.parsed) == (read.nodes, [])
    reader.save("weber-1983.yaml", SITE["bibliography/weber-1983.yaml"])
    reader.read_in_new_process()
    assert reader.parsed == ["weber-1983.yaml"]


def test_a_source_that_nobody_has_looked_into_is_kept_by_what_was_read(reader: Reader) -> None:
    read = reader.read([NodeFile(file.kind, file.path, b"") for file in reader.files()])
    assert read.changed == {path: content_digest(text.encode()) for path, text in SITE.items()}
    assert (reader.read_in_new_process().nodes, reader.parsed) == (read.nodes, [])


def test_a_source_that_vanishes_meanwhile_is_a_problem_and_is_tried_again(reader: Reader) -> None:
    files = reader.files()
    (reader.root / "bibliography" / "weber-1983.yaml").unlink()
    read = reader.read(files)
    assert [str(problem) for problem in read.problems] == [
        (
            "bibliography/weber-1983.yaml:1:1: unreadable-file: no such file or directory;"
            " check the file and its permissions"
        )
    ]
    assert (read.unread, read.changed) == (("weber-1983",), {"bibliography/weber-1983.yaml": b""})
    reader.save("weber-1983.yaml", SITE["bibliography/weber-1983.yaml"])
    assert (reader.read().problems, reader.parsed) == ((), ["weber-1983.yaml"])


def test_a_source_that_could_not_be_read_is_not_kept_as_such(reader: Reader) -> None:
    files = [NodeFile(file.kind, file.path, b"") for file in reader.files()]
    (reader.root / "bibliography" / "weber-1983.yaml").unlink()
    assert len(reader.read(files).problems) == 1
    reader.save("weber-1983.yaml", SITE["bibliography/weber-1983.yaml"])
    reader.known.clear()
    assert reader.read(files).problems == ()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no permissions here")
def test_a_source_that_may_not_be_read_is_a_problem(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [NodeFile(file.kind, file.path, b"") for file in reader.files()]
    real = reading.read_content

    def refuse(root: Path, path: str) -> bytes:
        if path.endswith("weber-1983.yaml"):
            raise PermissionError(13, "Permission denied")
        return real(root, path)

    monkeypatch.setattr(reading, "read_content", refuse)
    assert shown(reader.read(files).problems) == [
        "1:1: unreadable-file: permission denied; check the file and its permissions"
    ]


@pytest.mark.parametrize(
    ("path", "text", "unread"),
    [
        ("weber-1983.yaml", "title: [\n", ("weber-1983",)),
        ("imaging/scan.yml", "", ("scan",)),
        ("articles/guide.md", "no front matter", ("guide",)),
        ("classics.bib", "@article{", ()),
    ],
)
def test_a_source_without_a_readable_node_is_named_by_its_file(
    reader: Reader, path: str, text: str, unread: tuple[str, ...]
) -> None:
    reader.save(path, text)
    read = reader.read()
    assert (read.unread, bool(read.problems)) == (unread, True)
    assert reader.read_in_new_process() == read


# YAML laid over BibTeX


def whole(reader: Reader, read: ReadNodes, citekey: str) -> prepare.Entry:
    node = next(node for node in read.nodes if node.outline.citekey == citekey)
    return unpack_entry(reader.cache.read_all([node.whole])[node.whole])


def test_yaml_is_laid_over_bibtex_in_the_outline_and_in_the_whole(reader: Reader) -> None:
    read = reader.read()
    deyo = whole(reader, read, "deyo")
    assert (deyo.title, deyo.volume, deyo.headline) == ("Sciatica", "8", "Little helps")
    assert deyo.notes is not None
    assert [citation.citekey for citation in deyo.notes.citations] == ["kasch-2022"]
    outline = read.nodes[0].outline
    assert outline.path == "bibliography/deyo.yaml"
    assert (outline.places["volume"][:2], outline.places["headline"]) == (
        ("bibliography/classics.bib", 2),
        ("bibliography/deyo.yaml", 1, 1),
    )


def test_a_pair_is_prepared_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.read()

    def refuse(_node: prepare.Node) -> tuple[prepare.Prepared, bytes]:
        raise AssertionError

    monkeypatch.setattr(reading, "prepare", refuse)
    assert reader.read_in_new_process() == first


@pytest.mark.parametrize(
    ("path", "text", "shown_as"),
    [
        ("deyo.yaml", "headline: Nothing helps\n", ("Sciatica", "8", "Nothing helps")),
        ("classics.bib", BIB.replace("Sciatica", "Lumbago"), ("Lumbago", "8", "Little helps")),
        ("classics.bib", BIB.replace("=8", "=9"), ("Sciatica", "9", "Little helps")),
    ],
)
def test_a_pair_of_which_one_has_changed_is_prepared_again(
    reader: Reader, path: str, text: str, shown_as: tuple[str, str, str]
) -> None:
    reader.read()
    reader.save(path, text)
    deyo = whole(reader, reader.read_in_new_process(), "deyo")
    assert (deyo.title, deyo.volume, deyo.headline) == shown_as


def test_a_line_put_in_above_an_entry_that_is_laid_over_changes_its_places_and_not_its_whole(reader: Reader) -> None:
    before = reader.read().nodes[0]
    reader.save("classics.bib", f"% a remark\n{BIB}")
    after = reader.read_in_new_process().nodes[0]
    assert (after.whole, after.linked) == (before.whole, before.linked)
    assert after.outline.places["volume"][:2] == ("bibliography/classics.bib", 3)


def test_where_one_of_a_pair_is_missing_in_the_cache_that_is_an_error(reader: Reader) -> None:
    reader.read()
    keys = [source_key(file.kind, file.path, file.digest) for file in reader.files()]
    reader.cache.keep_only(keys, prefix=b"state")
    with pytest.raises(CacheError):
        reader.read_in_new_process()


def test_what_yaml_and_bibtex_say_differently_is_told_every_time(reader: Reader) -> None:
    reader.save("deyo.yaml", "volume: 9\n")
    first = reader.read().problems
    assert [problem.rule for problem in first] == ["overlay-difference"]
    assert reader.read_in_new_process().problems == first


def test_a_second_overlay_of_one_key_stays_an_entry_of_its_own(reader: Reader) -> None:
    reader.save("more.yaml", "citekey: deyo\nheadline: Much helps\n")
    read = reader.read()
    deyos = [node.outline for node in read.nodes if node.outline.citekey == "deyo"]
    assert [one.path for one in deyos] == ["bibliography/deyo.yaml", "bibliography/more.yaml"]
    assert reader.read_in_new_process() == read


# .bib files that take something from each other

PAPERS = "@inproceedings{paper, title = {Sorting}, journal = sp, crossref = {stoc}}\n"
STRINGS = "@string{sp = {Spine}}\n@string{other = {Other}}\n"
WHOLES = "@proceedings{stoc, title = {Symposium}}\n@book{more, title = {More}}\n"
LENDING = {
    "bibliography/alone.bib": BIB,
    "bibliography/papers.bib": PAPERS,
    "bibliography/sub/strings.bib": STRINGS,
    "bibliography/sub/wholes.bib": WHOLES,
}


@pytest.fixture
def lending(reader: Reader) -> Reader:
    for path in SITE:
        (reader.root / path).unlink()
    write_site(reader.root, LENDING)
    return reader


def containers(read: ReadNodes) -> dict[str, str]:
    return {node.entry.citekey: node.entry.container_title for node in read.nodes if node.entry}


def test_a_file_that_others_lend_something_is_read_once_more(lending: Reader) -> None:
    read = lending.read()
    assert lending.parsed == ["alone.bib", "papers.bib", "sub/strings.bib", "sub/wholes.bib", "papers.bib"]
    assert (containers(read)["paper"], read.problems) == ("Symposium", ())
    assert (lending.read_in_new_process(), lending.parsed) == (read, [])


@pytest.mark.parametrize(
    ("path", "text", "parsed"),
    [
        ("alone.bib", BIB + "@book{loeser, title = {Pain}}", ["alone.bib"]),
        ("sub/strings.bib", STRINGS.replace("Other", "Another"), ["sub/strings.bib"]),
        ("sub/strings.bib", STRINGS.replace("Spine", "The Spine"), ["sub/strings.bib", "papers.bib"]),
        ("sub/wholes.bib", WHOLES.replace("More", "Much more"), ["sub/wholes.bib"]),
        ("sub/wholes.bib", WHOLES.replace("Symposium", "A Symposium"), ["sub/wholes.bib", "papers.bib"]),
        ("papers.bib", PAPERS.replace("Sorting", "Searching"), ["papers.bib", "papers.bib"]),
        ("papers.bib", "@book{alone, title = {Alone}}", ["papers.bib"]),
    ],
)
def test_of_files_that_lend_only_those_are_read_again_that_get_something_else(
    lending: Reader, path: str, text: str, parsed: list[str]
) -> None:
    lending.read()
    lending.save(path, text)
    read = lending.read_in_new_process()
    assert lending.parsed == parsed
    clean = Reader(write_site(lending.root / "clean", {**LENDING, f"bibliography/{path}": text}))
    assert read.nodes == clean.read().nodes


def test_a_file_that_comes_back_lends_what_it_lent(lending: Reader) -> None:
    first = lending.read()
    (lending.root / "bibliography/sub/wholes.bib").unlink()
    without = lending.read_in_new_process()
    assert (lending.parsed, containers(without)["paper"]) == (["papers.bib"], "Spine")
    assert shown(without.problems) == [
        (
            "1:56: bibtex-crossref: `crossref` names `stoc`, but no .bib file has an entry with this key;"
            " add it, or correct the key"
        )
    ]
    lending.save("sub/wholes.bib", WHOLES)
    assert (lending.read_in_new_process(), lending.parsed) == (first, [])


def test_everything_that_lending_needs_is_among_the_keys(lending: Reader) -> None:
    first = lending.read()
    lending.cache.keep_only(named(first), prefix=b"none")
    assert (lending.read_in_new_process(), lending.parsed) == (first, [])


def test_a_file_saved_between_its_two_readings_stays_as_it_was_read_alone(
    lending: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = lending.files()
    real = reading.find_loans

    def save(*arguments: object) -> Loans:
        lending.save("papers.bib", PAPERS.replace("Sorting", "Searching"))
        return real(*arguments)  # type: ignore[arg-type] # what it was called with

    monkeypatch.setattr(reading, "find_loans", save)
    assert containers(lending.read(files))["paper"] == "sp"
    monkeypatch.setattr(reading, "find_loans", real)
    read = lending.read_in_new_process()
    assert [node.entry.title for node in read.nodes if node.entry and node.entry.citekey == "paper"] == ["Searching"]
    assert containers(read)["paper"] == "Symposium"


def test_files_are_borrowed_from_in_any_process(lending: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_WORTH_FORKING", 1)
    monkeypatch.setattr(reading, "_SHARE", 1)
    for number in range(3):
        lending.save(f"more/{number}.bib", PAPERS.replace("paper", f"paper-{number}"))
    read = lending.read(jobs=2)
    assert [containers(read)[f"paper-{number}"] for number in range(3)] == ["Symposium"] * 3


def test_a_file_in_another_encoding_lends_too(lending: Reader) -> None:
    text = "% Encoding: windows-1252\n" + WHOLES.replace("Symposium", "Münchner Symposium")
    (lending.root / "bibliography/sub/wholes.bib").write_bytes(text.encode("cp1252"))
    assert containers(lending.read())["paper"] == "Münchner Symposium"
