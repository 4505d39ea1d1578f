"""What lies below the sources' folder is listed without reading any of it, and nothing outside is touched."""

import builtins
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from painsite.files import (
    FoundFile,
    MissingSourceError,
    SourceFile,
    decode_source,
    find_root,
    kind_of,
    list_sources,
    read_content,
    stamp_of,
    unreadable,
)
from painsite.hashing import content_digest
from painsite.problems import Problem
from tests.support import WEBER, build_site, shown


def write(root: Path, path: str, content: str | bytes = "title: Lumbar disc herniation\n") -> Path:
    file = root / "bibliography" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def paths(files: Iterable[FoundFile], *kinds: str) -> list[str]:
    return [file.path.removeprefix("bibliography/") for file in files if not kinds or file.kind in kinds]


# listing


def test_each_kind_of_source_is_listed_in_the_order_of_its_path(tmp_path: Path) -> None:
    for path in ("weber-1983.yaml", "imaging/kasch-2022.yml", "classics.bib", "articles/guide.md", "articles/a/b.md"):
        write(tmp_path, path)
    write(tmp_path, "site.yaml", "name: PainSci\n")
    write(tmp_path, "images/scan.png", b"\x89PNG")
    write(tmp_path, "README.md")
    listing = list_sources(tmp_path)
    assert paths(listing.files, "settings") == ["site.yaml"]
    assert paths(listing.files, "yaml") == ["imaging/kasch-2022.yml", "weber-1983.yaml"]
    assert paths(listing.files, "bibtex") == ["classics.bib"]
    assert paths(listing.files, "article") == ["articles/a/b.md", "articles/guide.md"]
    assert paths(listing.files, "other") == ["README.md", "images/scan.png"]
    assert listing.problems == ()


def test_a_listing_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("weber-1983.yaml", "classics.bib", "articles/guide.md", "site.yaml", "scan.png"):
        write(tmp_path, path)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(builtins, "open", refuse)
    assert len(list_sources(tmp_path).files) == 5


def test_a_name_with_other_letters_is_listed_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "müller-2001.yaml")
    assert paths(list_sources(tmp_path).files) == ["müller-2001.yaml"]


def test_the_order_in_which_the_system_names_files_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("b.yaml", "a.yaml", "c/a.yaml", "c/b.yaml"):
        write(tmp_path, path)
    before, scan = list_sources(tmp_path), os.scandir

    class Reversed:
        """A folder whose files come in another order."""

        def __init__(self, folder: str) -> None:
            with scan(folder) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_error: object) -> None:
            return

    monkeypatch.setattr(os, "scandir", Reversed)
    assert list_sources(tmp_path) == before


def test_only_the_top_site_file_holds_settings(tmp_path: Path) -> None:
    write(tmp_path, "imaging/site.yaml")
    assert [(file.kind, file.path) for file in list_sources(tmp_path).files] == [
        ("yaml", "bibliography/imaging/site.yaml")
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("site.yaml", "settings"),
        ("site.yml", "other"),
        ("weber-1983.YAML", "yaml"),
        ("REFS.BIB", "bibtex"),
        ("articles/guide.MD", "article"),
        ("guide.md", "other"),
        ("notes.articles/guide.md", "other"),
        ("yaml", "other"),
        (".yaml", "other"),
        ("weber-1983.", "other"),
        ("old.yaml/scan.png", "other"),
    ],
)
def test_the_kind_of_a_source_is_that_of_its_ending_and_place(path: str, kind: str) -> None:
    assert kind_of(f"bibliography/{path}") == kind


# stamps


def test_a_listed_file_has_the_stamp_that_the_system_gives_it(tmp_path: Path) -> None:
    file = write(tmp_path, "weber-1983.yaml")
    (found,) = list_sources(tmp_path).files
    assert found.stamp == stamp_of(file.stat())
    assert (found.stamp.size, found.stamp.inode) == (30, file.stat().st_ino)


def test_a_file_that_a_link_leads_to_gives_the_stamp(tmp_path: Path) -> None:
    file = write(tmp_path, "weber-1983.yaml")
    (file.parent / "a-link.png").symlink_to("weber-1983.yaml")
    assert [one.stamp for one in list_sources(tmp_path).files] == [stamp_of(file.stat())] * 2


def test_other_content_of_the_same_size_with_its_time_set_back_has_another_stamp(tmp_path: Path) -> None:
    file = write(tmp_path, "weber-1983.yaml", "year: 1983\n")
    before = stamp_of(file.stat())
    other = write(tmp_path, "new", "year: 1984\n")
    os.utime(other, ns=(before.modified, before.modified))
    other.replace(file)
    after = stamp_of(file.stat())
    assert (after.size, after.modified) == (before.size, before.modified)
    assert after != before


def test_a_digest_stands_for_a_content() -> None:
    digests = {content_digest(content) for content in (b"", b"a", b"b", b"a\n")}
    assert (len(digests), {len(digest) for digest in digests}) == (4, {16})


# text


def test_a_file_is_read_by_its_path_from_the_root(tmp_path: Path) -> None:
    write(tmp_path, "imaging/kasch-2022.yaml", b"\xef\xbb\xbftitle: A\r\n")
    assert read_content(tmp_path, "bibliography/imaging/kasch-2022.yaml") == b"\xef\xbb\xbftitle: A\r\n"


def decoded(content: bytes) -> str:
    file = decode_source(content, "bibliography/weber-1983.yaml")
    assert isinstance(file, SourceFile)
    assert file.path == "bibliography/weber-1983.yaml"
    return file.text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decoded(b"\xef\xbb\xbftitle: \xc3\x84\n") == "title: Ä\n"


def test_windows_line_ends_stay_as_they_are() -> None:
    assert decoded(b"title: A\r\nyear: 1983\r\n") == "title: A\r\nyear: 1983\r\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf8_is_a_problem_at_its_byte(mark: bytes) -> None:
    content = mark + "title: A\nsummary: Ümit Müller\n".encode().replace(b"M\xc3\xbc", b"M\xfc")
    problem = decode_source(content, "bibliography/mueller-2001.yaml")
    assert isinstance(problem, Problem)
    assert str(problem) == (
        "bibliography/mueller-2001.yaml:2:16: not-utf8: the byte 0xfc is not UTF-8;"
        " save the file as UTF-8 in your editor"
    )


def test_what_is_not_utf8_in_the_first_line_is_counted_without_the_byte_order_mark() -> None:
    problem = decode_source(b"\xef\xbb\xbfM\xfc", "bibliography/a.yaml")
    assert isinstance(problem, Problem)
    assert (problem.place.line, problem.place.column) == (1, 2)


# what cannot be a source


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    folder = os.fsencode(write(tmp_path, "weber-1983.yaml").parent)
    try:
        os.close(os.open(folder + b"/caf\xe9.yaml", os.O_CREAT))
    except OSError:
        pytest.skip("this file system takes no such name")
    listing = list_sources(tmp_path)
    assert [str(problem) for problem in listing.problems] == [
        "bibliography/caf�.yaml:1:1: not-utf8: this file's name is not UTF-8; rename it"
    ]
    assert paths(listing.files, "yaml") == ["weber-1983.yaml"]


@pytest.mark.parametrize("name", ["kasch-2022.yaml", "classics.bib", "site.yaml", "articles/guide.md"])
def test_a_folder_named_like_a_source_is_a_problem(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"{name}/inside.yaml")
    listing = list_sources(tmp_path)
    assert [str(problem) for problem in listing.problems] == [
        f"bibliography/{name}:1:1: unreadable-file: this is a folder, not a file; rename the folder"
    ]
    assert listing.files == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path, "weber-1983.yaml").parent / "pipe.yaml")
    assert shown(list_sources(tmp_path).problems) == [
        "1:1: unreadable-file: this is a pipe or device, not a file; remove it"
    ]


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("title: Secret\n")
    (tmp_path / "private").mkdir()
    folder = write(tmp_path, "weber-1983.yaml").parent
    (folder / "kasch-2022.yaml").symlink_to(outside)
    (folder / "more").symlink_to(tmp_path / "private")
    (folder / "up").symlink_to("..")
    listing = list_sources(tmp_path)
    message = "the link leads out of `bibliography` or in a circle; copy the file into the folder instead"
    assert [str(problem) for problem in listing.problems] == [
        f"bibliography/{name}:1:1: outside-link: {message}" for name in ("kasch-2022.yaml", "more", "up")
    ]
    assert paths(listing.files, "yaml") == ["weber-1983.yaml"]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = write(tmp_path, "imaging-old/weber-1983.yaml").parent.parent
    (folder / "imaging").mkdir()
    (folder / "imaging" / "old").symlink_to("../imaging-old")
    (folder / "imaging-old" / "a-link").symlink_to("../imaging-old/weber-1983.yaml")
    listing = list_sources(tmp_path)
    assert listing.problems == ()
    assert paths(listing.files, "yaml") == ["imaging/old/weber-1983.yaml", "imaging-old/weber-1983.yaml"]


def test_a_link_to_a_folder_with_a_longer_name_is_no_circle(tmp_path: Path) -> None:
    folder = write(tmp_path, "im/weber-1983.yaml").parent.parent
    (folder / "imaging").mkdir()
    (folder / "imaging" / "short").symlink_to("../im")
    assert list_sources(tmp_path).problems == ()


def test_folders_linked_to_each_other_are_walked_once_around(tmp_path: Path) -> None:
    folder = write(tmp_path, "imaging/weber-1983.yaml").parent.parent
    (folder / "reviews").mkdir()
    for name in ("one", "two"):
        (folder / "imaging" / name).symlink_to("../reviews")
        (folder / "reviews" / name).symlink_to("../imaging")
    assert {problem.rule for problem in list_sources(tmp_path).problems} == {"outside-link"}


def test_a_broken_link_is_a_problem(tmp_path: Path) -> None:
    folder = write(tmp_path, "weber-1983.yaml").parent
    (folder / "kasch-2022.yaml").symlink_to("gone.yaml")
    assert shown(list_sources(tmp_path).problems) == [
        "1:1: unreadable-file: the link leads nowhere; repair or remove it"
    ]


@pytest.mark.parametrize("name", [".kasch-2022.yaml", ".git/config.yaml", "kasch-2022.yaml~", ".#kasch-2022.yaml"])
def test_hidden_files_and_backups_are_left(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    listing = list_sources(tmp_path)
    assert (listing.files, listing.problems) == ((), ())


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no permissions here")
def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "weber-1983.yaml")
    locked = write(tmp_path, "imaging/kasch-2022.yaml").parent
    locked.chmod(0)
    if os.geteuid() == 0:  # permissions do not bind this user
        scan = os.scandir

        def refuse(path: str) -> object:
            if path == os.fspath(locked):
                raise PermissionError(13, "Permission denied")
            return scan(path)

        monkeypatch.setattr(os, "scandir", refuse)
    listing = list_sources(tmp_path)
    locked.chmod(0o755)
    assert [str(problem) for problem in listing.problems] == [
        "bibliography/imaging:1:1: unreadable-file: permission denied; check the file and its permissions"
    ]
    assert paths(listing.files) == ["weber-1983.yaml"]


def test_a_file_that_vanishes_while_it_is_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "weber-1983.yaml")
    monkeypatch.setattr("painsite.files.stamp_of", vanish)
    assert shown(list_sources(tmp_path).problems) == [
        "1:1: unreadable-file: no such file or directory; check the file and its permissions"
    ]


def vanish(_status: os.stat_result) -> None:
    raise FileNotFoundError(2, "No such file or directory")


def test_a_system_that_gives_no_reason_is_not_quoted() -> None:
    assert str(unreadable("bibliography/a.yaml", OSError())) == (
        "bibliography/a.yaml:1:1: unreadable-file: it cannot be read; check the file and its permissions"
    )


@pytest.mark.parametrize("name", ["back-pain.md", "imaging/back-pain.md"])
def test_an_article_outside_its_folder_is_a_warning(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    listing = list_sources(tmp_path)
    message = "this Markdown file is not in `bibliography/articles/` and is not read"
    assert shown(listing.problems) == [f"1:1: stray-article: {message}; move it into `bibliography/articles/`"]
    assert paths(listing.files, "article") == []


BY_TEXT = "save what it says as `.yaml` or `.md`, or move it out of this folder"
IMPORT = "take the references over with `painsite import bibliography/{}`, and remove the file"
EXPORT = (
    "open it in a program that knows it, such as Zotero, EndNote or JabRef, export it as RIS or BibTeX, and take that"
    " over with `painsite import FILE`"
)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("articles/wear.qmd", "files ending in `.qmd` are not read; rename it to `wear.md`; code in it is not run"),
        ("articles/wear.Rmd", "files ending in `.rmd` are not read; rename it to `wear.md`; code in it is not run"),
        ("articles/wear.mkd", "files ending in `.mkd` are not read; rename it to `wear.md`"),
        (
            "articles/wear.rst",
            "files ending in `.rst` are not read; save it as Markdown, with front matter, and name it `wear.md`",
        ),
        ("spine.ris", f"files ending in `.ris` are not read; {IMPORT.format('spine.ris')}"),
        ("spine.NBIB", f"files ending in `.nbib` are not read; {IMPORT.format('spine.NBIB')}"),
        ("spine/zotero.json", f"files ending in `.json` are not read; {IMPORT.format('spine/zotero.json')}"),
        ("spine.enw", f"files ending in `.enw` are not read; {IMPORT.format('spine.enw')}"),
        ("spine.xml", f"files ending in `.xml` are not read; {IMPORT.format('spine.xml')}"),
        ("spine.enlx", f"files ending in `.enlx` are not read; {EXPORT}"),
        ("spine.bibtex", "files ending in `.bibtex` are not read; rename it to `spine.bib`"),
        ("kasch-2022.yaml.txt", "files ending in `.txt` are not read; rename it to `kasch-2022.yaml`"),
        (
            "notes.docx",
            f"files ending in `.docx` are not read; {BY_TEXT}",
        ),
        ("retraction_watch.csv", "files ending in `.csv` are not read; rename it to `bibliography/retractions.csv`"),
        ("site.yml", "this file of the site is not read; rename it to `site.yaml`"),
        ("Tags.yaml", "this file of the site is not read; rename it to `tags.yaml`"),
    ],
)
def test_a_file_that_looks_like_a_source_and_is_not_read_is_a_warning(tmp_path: Path, name: str, problem: str) -> None:
    write(tmp_path, name)
    assert shown(list_sources(tmp_path).problems) == [f"1:1: unread-file: {problem}"]


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "imaging/readme.md", "articles/README.md", "readme.txt", "LICENSE.txt", "LICENSE"),
        *("disc.png", "disc.svg", "kasch-2022.pdf", "kasch-2022.yaml~", ".kasch-2022.yaml.swp", "#kasch-2022.yaml#"),
        *(".DS_Store", "Thumbs.db", "kasch-2022.yaml.bak", "~$notes.docx", ".gitkeep", "count.py"),
    ],
)
def test_what_lies_beside_sources_for_good_reasons_passes(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    listing = list_sources(tmp_path)
    assert listing.problems == ()
    assert [file.kind for file in listing.files] in ([], ["other"])


def test_many_files_of_a_kind_in_a_folder_are_told_of_once(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, f"export/{number}.ris")
        write(tmp_path, f"{number % 2}.nbib")
    problems = list_sources(tmp_path).problems
    assert problems[-1].remedy == IMPORT.format("export")
    assert [str(problem).split("; ")[0].removeprefix("bibliography/") for problem in problems] == [
        "0.nbib:1:1: unread-file: files ending in `.nbib` are not read",
        "1.nbib:1:1: unread-file: files ending in `.nbib` are not read",
        (
            "export/0.ris:1:1: unread-file: files ending in `.ris` are not read,"
            " and 4 more such files are in this folder"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("kasch-2022.yml", "yaml"),
        ("KASCH-2022.YAML", "yaml"),
        ("spine.BIB", "bibtex"),
        ("articles/wear.markdown", "article"),
        ("articles/WEAR.MD", "article"),
    ],
)
def test_other_endings_of_the_same_kind_are_read(tmp_path: Path, name: str, kind: str) -> None:
    write(tmp_path, name)
    listing = list_sources(tmp_path)
    assert ([file.kind for file in listing.files], listing.problems) == ([kind], ())


def test_a_stem_with_both_endings_is_a_citekey_given_twice(tmp_path: Path) -> None:
    files = {"bibliography/weber-1983.yaml": WEBER, "bibliography/weber-1983.yml": WEBER}
    problems = build_site(tmp_path, files, tolerant=True).problems
    assert [problem.split(": ")[1] for problem in problems] == ["duplicate-citekey"]


@pytest.mark.parametrize("source", [".", "bibliography"])
def test_the_source_is_the_folder_or_the_one_above(tmp_path: Path, source: str) -> None:
    write(tmp_path, "weber-1983.yaml")
    assert find_root(tmp_path / source).resolve() == tmp_path.resolve()


def test_a_missing_folder_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError) as error:
        find_root(tmp_path)
    assert str(error.value) == (
        f"there is no folder `bibliography` in `{tmp_path}`; make a site with `painsite init {tmp_path}`,"
        " or name another folder with --source"
    )
