"""Files of a change are written all or not at all, and nothing outside of the bibliography."""

from pathlib import Path

import pytest

from painsite.editing import safe_writing
from painsite.editing.safe_writing import Change, ChangeError, write_changes
from tests.support import contents, write_site

KASCH, WEBER = "bibliography/kasch-2022.yaml", "bibliography/weber-1983.yaml"
SITE = {KASCH: "title: MRI\n", WEBER: "title: Disc\n"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


def test_files_are_changed_made_and_removed(site: Path) -> None:
    write_changes(
        site,
        [
            Change(path=KASCH, before=b"title: MRI\n", after=b"title: Scans\n"),
            Change(path=WEBER, before=b"title: Disc\n", after=None),
            Change(path="bibliography/new.yaml", before=None, after=b"title: New\n"),
        ],
    )
    assert contents(site) == {KASCH: b"title: Scans\n", "bibliography/new.yaml": b"title: New\n"}


def test_a_file_keeps_its_rights(site: Path) -> None:
    (site / KASCH).chmod(0o640)
    write_changes(site, [Change(path=KASCH, before=b"title: MRI\n", after=b"title: Scans\n")])
    assert (site / KASCH).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("failing", ["replace", "unlink"])
def test_where_one_step_fails_everything_is_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = contents(site)
    real = getattr(Path, failing)
    calls = []

    def fail(path: Path, *arguments: object, **options: object) -> object:
        calls.append(path)
        # the last step of the change: two files are changed before it
        if (failing == "replace" and len(calls) == 2) or (failing == "unlink" and path.name == "weber-1983.yaml"):
            raise OSError(28, "No space left on device")
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, failing, fail)
    changes = [
        Change(path=KASCH, before=b"title: MRI\n", after=b"title: Scans\n"),
        Change(path="bibliography/new.yaml", before=None, after=b"title: New\n"),
        Change(path=WEBER, before=b"title: Disc\n", after=None),
    ]
    with pytest.raises(OSError, match="No space left"):
        write_changes(site, changes)
    monkeypatch.undo()
    assert contents(site) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            Change(path=KASCH, before=b"title: Old\n", after=b""),
            f"`{KASCH}` was changed in the meantime; try again",
        ),
        (Change(path="bibliography/no.yaml", before=b"x", after=b""), "`bibliography/no.yaml` was changed in the"),
        (Change(path=KASCH, before=None, after=b""), f"there is a file `{KASCH}` already"),
        (Change(path="../x.yaml", before=None, after=b""), "`../x.yaml` leads out of `bibliography` and is not"),
        (Change(path="bibliography/away.yaml", before=b"", after=b"x"), "`bibliography/away.yaml` leads out of"),
    ],
)
def test_what_is_not_as_it_was_read_or_is_elsewhere_is_refused(
    site: Path, tmp_path_factory: pytest.TempPathFactory, change: Change, message: str
) -> None:
    away = tmp_path_factory.mktemp("away") / "x.yaml"
    away.write_bytes(b"")
    (site / "bibliography" / "away.yaml").symlink_to(away)
    before = contents(site)
    with pytest.raises(ChangeError) as caught:
        write_changes(site, [Change(path=WEBER, before=b"title: Disc\n", after=b"x"), change])
    assert str(caught.value).startswith(message)
    assert (contents(site), away.read_bytes()) == (before, b"")


def test_a_link_inside_leads_to_its_file_and_stays_a_link(site: Path) -> None:
    link = site / "bibliography" / "link.yaml"
    link.symlink_to("kasch-2022.yaml")
    write_changes(site, [Change(path="bibliography/link.yaml", before=b"title: MRI\n", after=b"title: Scans\n")])
    assert (link.is_symlink(), (site / KASCH).read_bytes()) == (True, b"title: Scans\n")


def test_nothing_is_left_beside_a_file_where_the_disk_is_full(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_writing.os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_changes(site, [Change(path=KASCH, before=b"title: MRI\n", after=b"title: Scans\n")])
    assert sorted(path.name for path in (site / "bibliography").iterdir()) == ["kasch-2022.yaml", "weber-1983.yaml"]
