import os
from pathlib import Path

import pytest

from painsite.files import MissingSourceError, SourceFile, find_root, read_sources
from tests.support import shown


def write(root: Path, path: str, content: str | bytes = "title: Lumbar disc herniation\n") -> Path:
    file = root / "bibliography" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def paths(files: tuple[SourceFile, ...]) -> list[str]:
    return [file.path.removeprefix("bibliography/") for file in files]


def test_each_kind_of_source_is_read_in_the_order_of_its_path(tmp_path: Path) -> None:
    for path in ("weber-1983.yaml", "imaging/kasch-2022.yml", "classics.bib", "articles/guide.md", "articles/a/b.md"):
        write(tmp_path, path)
    write(tmp_path, "site.yaml", "name: PainSci\n")
    write(tmp_path, "images/scan.png", b"\x89PNG")
    write(tmp_path, "README.md")
    sources = read_sources(tmp_path)
    assert sources.settings == SourceFile(path="bibliography/site.yaml", text="name: PainSci\n")
    assert paths(sources.yaml) == ["imaging/kasch-2022.yml", "weber-1983.yaml"]
    assert paths(sources.bibtex) == ["classics.bib"]
    assert paths(sources.articles) == ["articles/a/b.md", "articles/guide.md"]
    assert sources.others == {"bibliography/images/scan.png", "bibliography/README.md"}
    assert sources.problems == ()


def test_only_the_top_site_file_holds_settings(tmp_path: Path) -> None:
    write(tmp_path, "imaging/site.yaml")
    sources = read_sources(tmp_path)
    assert (sources.settings, paths(sources.yaml)) == (None, ["imaging/site.yaml"])


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    write(tmp_path, "weber-1983.yaml", b"\xef\xbb\xbftitle: \xc3\x84\n")
    assert read_sources(tmp_path).yaml[0].text == "title: Ä\n"


def test_windows_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, "weber-1983.yaml", b"title: A\r\nyear: 1983\r\n")
    assert read_sources(tmp_path).yaml[0].text == "title: A\r\nyear: 1983\r\n"


def test_what_is_not_utf8_is_a_problem_at_its_byte(tmp_path: Path) -> None:
    write(tmp_path, "mueller-2001.yaml", "title: A\nsummary: Ümit Müller\n".encode().replace(b"M\xc3\xbc", b"M\xfc"))
    write(tmp_path, "weber-1983.yaml")
    sources = read_sources(tmp_path)
    assert shown(sources.problems) == [
        "2:16: not-utf8: the byte 0xfc is not UTF-8; save the file as UTF-8 in your editor"
    ]
    assert paths(sources.yaml) == ["weber-1983.yaml"]


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    folder = os.fsencode(write(tmp_path, "weber-1983.yaml").parent)
    try:
        os.close(os.open(folder + b"/caf\xe9.yaml", os.O_CREAT))
    except OSError:
        pytest.skip("this file system takes no such name")
    sources = read_sources(tmp_path)
    assert [str(problem) for problem in sources.problems] == [
        "bibliography/caf�.yaml:1:1: not-utf8: the name of this file is not UTF-8; rename it"
    ]
    assert paths(sources.yaml) == ["weber-1983.yaml"]


@pytest.mark.parametrize("name", ["kasch-2022.yaml", "classics.bib", "site.yaml", "articles/guide.md"])
def test_a_folder_named_like_a_source_is_a_problem(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"{name}/inside.yaml")
    sources = read_sources(tmp_path)
    assert [str(problem) for problem in sources.problems] == [
        f"bibliography/{name}:1:1: unreadable-file: this is a folder, not a file; rename the folder"
    ]
    assert sources.yaml == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path, "weber-1983.yaml").parent / "pipe.yaml")
    assert shown(read_sources(tmp_path).problems) == [
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
    sources = read_sources(tmp_path)
    message = "the link leads out of `bibliography` or round in a circle; copy the file into the folder instead"
    assert [str(problem) for problem in sources.problems] == [
        f"bibliography/{name}:1:1: outside-link: {message}" for name in ("kasch-2022.yaml", "more", "up")
    ]
    assert paths(sources.yaml) == ["weber-1983.yaml"]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = write(tmp_path, "imaging-old/weber-1983.yaml").parent.parent
    (folder / "imaging").mkdir()
    (folder / "imaging" / "old").symlink_to("../imaging-old")
    (folder / "imaging-old" / "a-link").symlink_to("../imaging-old/weber-1983.yaml")
    sources = read_sources(tmp_path)
    assert sources.problems == ()
    assert paths(sources.yaml) == ["imaging/old/weber-1983.yaml", "imaging-old/weber-1983.yaml"]


def test_a_link_to_a_folder_with_a_longer_name_is_no_circle(tmp_path: Path) -> None:
    folder = write(tmp_path, "im/weber-1983.yaml").parent.parent
    (folder / "imaging").mkdir()
    (folder / "imaging" / "short").symlink_to("../im")
    assert read_sources(tmp_path).problems == ()


def test_folders_linked_to_each_other_are_walked_once_around(tmp_path: Path) -> None:
    folder = write(tmp_path, "imaging/weber-1983.yaml").parent.parent
    (folder / "reviews").mkdir()
    for name in ("one", "two"):
        (folder / "imaging" / name).symlink_to("../reviews")
        (folder / "reviews" / name).symlink_to("../imaging")
    assert {problem.rule for problem in read_sources(tmp_path).problems} == {"outside-link"}


def test_a_broken_link_is_a_problem(tmp_path: Path) -> None:
    folder = write(tmp_path, "weber-1983.yaml").parent
    (folder / "kasch-2022.yaml").symlink_to("gone.yaml")
    assert shown(read_sources(tmp_path).problems) == ["1:1: unreadable-file: the link leads nowhere; mend or remove it"]


@pytest.mark.parametrize("name", [".kasch-2022.yaml", ".git/config.yaml", "kasch-2022.yaml~", ".#kasch-2022.yaml"])
def test_hidden_files_and_backups_are_left(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    sources = read_sources(tmp_path)
    assert (sources.yaml, sources.others, sources.problems) == ((), frozenset(), ())


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no permissions here")
@pytest.mark.parametrize("name", ["weber-1983.yaml", "imaging"])
def test_what_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write(tmp_path, "weber-1983.yaml")
    write(tmp_path, "imaging/kasch-2022.yaml")
    locked = tmp_path / "bibliography" / name
    locked.chmod(0)
    if os.geteuid() == 0:  # permissions do not bind this user
        refuse_one(monkeypatch, locked)
    sources = read_sources(tmp_path)
    locked.chmod(0o755)
    assert [str(problem) for problem in sources.problems] == [
        f"bibliography/{name}:1:1: unreadable-file: permission denied; check the file and its permissions"
    ]
    assert len(sources.yaml) == 1


def refuse_one(monkeypatch: pytest.MonkeyPatch, locked: Path) -> None:
    read, scan = Path.read_bytes, os.scandir

    def refused(path: Path) -> None:
        if path == locked:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", lambda path: refused(path) or read(path))
    monkeypatch.setattr(os, "scandir", lambda path: refused(path) or scan(path))


@pytest.mark.parametrize("name", ["back-pain.md", "imaging/back-pain.md"])
def test_an_article_outside_its_folder_is_a_warning(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    sources = read_sources(tmp_path)
    message = "this Markdown file is not in `bibliography/articles/` and is not read"
    assert shown(sources.problems) == [f"1:1: stray-article: {message}; move it into `bibliography/articles/`"]
    assert sources.articles == ()


@pytest.mark.parametrize("name", ["README.md", "imaging/readme.md", "articles.txt", "notes.markdown"])
def test_a_readme_is_no_stray_article(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert read_sources(tmp_path).problems == ()


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
