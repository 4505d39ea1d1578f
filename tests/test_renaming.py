"""A node gets another citekey, with all that names it, and nothing else changes."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from painsite.build.graph import read_graph
from painsite.build.start import Options
from painsite.cli import main
from painsite.editing import safe_writing
from painsite.editing.lock import LOCK_PATH, LockedField, format_lock, lock_fields
from painsite.editing.renaming.nodes import RenameError, parse_source
from painsite.editing.renaming.rename import Renaming, plan_renaming
from painsite.editing.safe_writing import write_changes
from painsite.editing.source_text import SourceText
from painsite.linking.nodes import normal_key
from painsite.model import Text
from painsite.pages.graph.formats import format_graph
from tests.support import contents, silent, write_site

SAMPLE = Path(__file__).parent.parent / "bibliography"
B = "bibliography/"
KASCH = "title: Association of scans\n"


def renamed(folder: Path, files: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Give what becomes of files, those that stay the same left out."""
    root = write_site(folder, files)
    write_changes(root, plan_renaming(root, old, new).changes)
    after = {path: content.decode() for path, content in contents(root).items()}
    return {path: text for path, text in after.items() if files.get(path) != text}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[@kasch-2022]", "[@spine]"),
        ("[see @kasch-2022, p. 3; @weber-1983; -@kasch-2022]", "[see @spine, p. 3; @weber-1983; -@spine]"),
        ("As @kasch-2022 [p. 3] and -@kasch-2022 say.", "As @spine [p. 3] and -@spine say."),
        ("[as Kasch found](@kasch-2022)", "[as Kasch found](@spine)"),
        ("[@{kasch-2022}]", "[@{spine}]"),
        ("_@kasch-2022_ and **[@kasch-2022]**", "_@spine_ and **[@spine]**"),
        ("A note.[^1]\n\n[^1]: See @kasch-2022.", "A note.[^1]\n\n[^1]: See @spine."),
        ("A note.^[See @kasch-2022.]", "A note.^[See @spine.]"),
        ("| a |\n| - |\n| [@kasch-2022] |", "| a |\n| - |\n| [@spine] |"),
        ("[there](/bibliography/kasch-2022/#cite)", "[there](/bibliography/spine/#cite)"),
        ("[there](../kasch-2022/)", "[there](../spine/)"),
        ("[a](kasch-2022.yaml), [b](../x/kasch-2022.md#cite)", "[a](spine.yaml), [b](../x/spine.md#cite)"),
        ("[there](../bibliography/kasch-2022.html)", "[there](../bibliography/spine.html)"),
        # what names something else, or nothing
        ("`[@kasch-2022]` and [@weber-1983]", None),
        ("```\n[@kasch-2022]\n```\n", None),
        ("Code:\n\n    [@kasch-2022]\n", None),
        ("<!-- [@kasch-2022] -->", None),
        ("\\@kasch-2022 and me@kasch-2022", None),
        ("[@kasch-2022b] and [@kasch-2022.x]", None),
        ("kasch-2022 and [there](/tags/kasch-2022/)", None),
        ("[kasch-2022](/articles/other/)", None),
        ("[there](/scans/kasch-2022.html)", None),
        ("[there](https://example.org/bibliography/kasch-2022/)", None),
        ("`@kasch-2022` is written [@kasch-2022].", "`@kasch-2022` is written [@spine]."),
    ],
)
def test_citations_and_links_are_renamed_where_they_are_some(tmp_path: Path, before: str, after: str | None) -> None:
    files = {
        f"{B}kasch-2022.yaml": KASCH,
        f"{B}articles/guide.md": f"---\ntitle: A guide\n---\n{before}\n",
        f"{B}weber-1983.yaml": f"title: Disc\ncommentary: |\n  {before.replace(chr(10), chr(10) + '  ')}\n",
    }
    changed = renamed(tmp_path, files, "kasch-2022", "spine")
    assert changed.pop(f"{B}spine.yaml") == f"{KASCH}aliases: [kasch-2022]\n"
    assert changed == (
        {}
        if after is None
        else {
            f"{B}articles/guide.md": f"---\ntitle: A guide\n---\n{after}\n",
            f"{B}weber-1983.yaml": f"title: Disc\ncommentary: |\n  {after.replace(chr(10), chr(10) + '  ')}\n",
        }
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("related: [kasch-2022, '@kasch-2022b']\n", "related: [spine, '@kasch-2022b']\n"),
        ("related: kasch-2022, hayden-2021\n", "related: spine, hayden-2021\n"),
        ('related:\n- "@kasch-2022" # first\n', 'related:\n- "@spine" # first\n'),
        ("not_related: kasch-2022\n", "not_related: spine\n"),
        ("works_cited: [doi:10.1000/kasch-2022, kasch-2022]\n", "works_cited: [doi:10.1000/kasch-2022, spine]\n"),
        ("relations:\n  reply_to: [kasch-2022]\n", "relations:\n  reply_to: [spine]\n"),
        ("abstract_note: See [@kasch-2022].\n", "abstract_note: See [@spine].\n"),
        ('notes: "\\"So\\" [@kasch-2022]"\r\n', 'notes: "\\"So\\" [@spine]"\r\n'),
        ("notes: >-\n  Folded\n  [@kasch-2022]\n", "notes: >-\n  Folded\n  [@spine]\n"),
        ("tags: [kasch-2022]\n", None),
        ("todo: ask @kasch-2022\n", None),
    ],
)
def test_fields_that_hold_citekeys_are_renamed(tmp_path: Path, before: str, after: str | None) -> None:
    files = {f"{B}kasch-2022.yaml": KASCH, f"{B}weber-1983.yaml": f"title: Disc\n{before}"}
    changed = renamed(tmp_path, files, "kasch-2022", "spine")
    del changed[f"{B}spine.yaml"]
    assert changed == ({} if after is None else {f"{B}weber-1983.yaml": f"title: Disc\n{after}"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: T\ndraft: true\n", "title: T\naliases: [kasch-2022]\ndraft: true\n"),
        ("title: T", "title: T\naliases: [kasch-2022]\n"),
        ("title: T\r\n", "title: T\r\naliases: [kasch-2022]\r\n"),
        ("title: T\n\n# the end\n", "title: T\naliases: [kasch-2022]\n\n# the end\n"),
        ("title: T\naliases: [a, b] # old\n", "title: T\naliases: [a, b, kasch-2022] # old\n"),
        ("title: T\naliases: []\n", "title: T\naliases: [kasch-2022]\n"),
        ("title: T\naliases:\n", "title: T\naliases: [kasch-2022]\n"),
        ("title: T\naliases: a b\n", "title: T\naliases: [a, b, kasch-2022]\n"),
        ("aliases:\n  - a # old\ntitle: T\n", "aliases:\n  - a # old\n  - kasch-2022\ntitle: T\n"),
        ("title: T\naliases:\n- a", "title: T\naliases:\n- a\n- kasch-2022\n"),
        ("title: T\naliases: [spine, a]\n", "title: T\naliases: [a, kasch-2022]\n"),
        ("title: T\nnotes: Not @kasch-2022 again.\n", "title: T\nnotes: Not @spine again.\naliases: [kasch-2022]\n"),
    ],
)
def test_the_old_citekey_stays_as_an_alias(tmp_path: Path, before: str, after: str) -> None:
    assert renamed(tmp_path, {f"{B}sub/kasch-2022.yaml": before}, "kasch-2022", "spine") == {
        f"{B}sub/spine.yaml": after
    }


def test_a_citekey_in_its_file_is_renamed_there(tmp_path: Path) -> None:
    changed = renamed(tmp_path, {f"{B}a.yaml": "title: T\ncitekey: 'kasch-2022' # ours\n"}, "kasch-2022", "k:1")
    assert changed == {f"{B}a.yaml": "title: T\ncitekey: 'k:1' # ours\naliases: [kasch-2022]\n"}


def test_an_article_is_renamed(tmp_path: Path) -> None:
    files = {f"{B}articles/guide.md": "---\ntitle: T\n---\nText.\n", f"{B}a.yaml": "title: A\nnotes: See @guide.\n"}
    assert renamed(tmp_path, files, "guide", "back pain guide".replace(" ", "-")) == {
        f"{B}articles/back-pain-guide.md": "---\ntitle: T\naliases: [guide]\n---\nText.\n",
        f"{B}a.yaml": "title: A\nnotes: See @back-pain-guide.\n",
    }


def test_a_key_of_a_bib_file_is_renamed_with_the_fields_that_name_it(tmp_path: Path) -> None:
    files = {
        f"{B}a.bib": (
            "% kasch-2022\r\n@book{kasch-2022,\r\n  title = {The {Spine} kasch-2022},\r\n}\r\n"
            '@incollection{ch, title={A}, crossref = {Kasch-2022}, xref="kasch-2022, b"}\r\n'
        ),
        f"{B}b.bib": "@article{kasch-2022b, title = {B}, related = {kasch-2022}}\n",
        f"{B}n.yaml": "title: N\nnotes: See @kasch-2022.\n",
    }
    assert renamed(tmp_path, files, "kasch-2022", "spine") == {
        f"{B}a.bib": (
            "% kasch-2022\r\n@book{spine,\r\n  ids = {kasch-2022},\r\n  title = {The {Spine} kasch-2022},\r\n}\r\n"
            '@incollection{ch, title={A}, crossref = {spine}, xref="spine, b"}\r\n'
        ),
        f"{B}b.bib": "@article{kasch-2022b, title = {B}, related = {spine}}\n",
        f"{B}n.yaml": "title: N\nnotes: See @spine.\n",
    }


@pytest.mark.parametrize(
    ("ids", "aliases", "bib", "yaml"),
    [
        ("", "", "@article{spine, title = {T}}\n", "notes: N\naliases: [kasch-2022]\n"),
        ("ids = {a}, ", "", "@article{spine, ids = {a, kasch-2022}, title = {T}}\n", "notes: N\n"),
        ("", "aliases: [a]\n", "@article{spine, title = {T}}\n", "notes: N\naliases: [a, kasch-2022]\n"),
    ],
)
def test_of_what_is_laid_over_one_another_one_keeps_the_alias(
    tmp_path: Path, ids: str, aliases: str, bib: str, yaml: str
) -> None:
    files = {
        f"{B}a.bib": f"@article{{kasch-2022, {ids}title = {{T}}}}\n",
        f"{B}kasch-2022.yaml": f"notes: N\n{aliases}",
    }
    assert renamed(tmp_path, files, "kasch-2022", "spine") == {f"{B}a.bib": bib, f"{B}spine.yaml": yaml}


SITE = {
    f"{B}kasch-2022.yaml": KASCH,
    f"{B}weber-1983.yaml": "title: Disc\naliases: [weber]\n",
    f"{B}a.bib": "@article{müller:1, title = {M}}\n@article{twice, title = {A}}\n@article{twice, title = {B}}\n",
    f"{B}odd.yaml": "{title: Odd}\n",
    f"{B}latin.bib": "",
    f"{B}odd.bib": "@article{slip title = {A}}\n@article{sum, ids = {a} # {b}, title = {A}}\n",
    f"{B}anchored.yaml": "title: A\nrelated: &all [battie-2009]\nnot_related: *all\n",
    f"{B}battie-2009.yaml": "title: B\n",
    f"{B}unread.yaml": "title: [\n# battie-2009\n",
}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kasch-202", "a", "no entry or article has the citekey `kasch-202`; did you mean `kasch-2022`?"),
        ("zzz", "a", "no entry or article has the citekey `zzz`"),
        ("weber", "a", "`weber` is an alias of `weber-1983`; rename that"),
        ("twice", "a", "`twice` is the citekey of several: bibliography/a.bib; keep one of them"),
        (
            "kasch-2022",
            "Weber-1983",
            "`Weber-1983` is taken by bibliography/weber-1983.yaml:1:1; choose another",
        ),
        ("kasch-2022", "MÜLLER:1", "`MÜLLER:1` is taken by bibliography/a.bib:1:10; choose another citekey"),
        (
            "kasch-2022",
            "WEBER",
            "`WEBER` is an alias of `weber-1983` (bibliography/weber-1983.yaml:1:1); choose",
        ),
        ("kasch-2022", "kasch-2022", "the old and the new citekey are the same"),
        ("kasch-2022", "", "the new citekey is empty"),
        ("kasch-2022", "site", "`site` is reserved for painsite's own files; choose another citekey"),
        (
            "kasch-2022",
            "two words",
            "the citekey `two words` contains a blank; use letters, digits and `-`, `_`, `.` or `:`, or set another",
        ),
        (
            "kasch-2022",
            "../up",
            "`../up` cannot be a file's name; choose another, or write `citekey: ../up` in bibliography/",
        ),
        ("müller:1", "a,b", "`a,b` cannot be a key of BibTeX; use letters, digits and `-`, `_`, `.` or `:`"),
        ("slip", "a", "there is no comma right behind the citekey `slip`; add it first"),
        (
            "battie-2009",
            "a",
            "the fields of bibliography/anchored.yaml are written so that they cannot be edited; write",
        ),
        ("odd", "a", "the fields of bibliography/odd.yaml are written so that they cannot be edited; write one a line"),
    ],
)
def test_what_cannot_be_renamed_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = write_site(tmp_path, SITE)
    before = contents(root)
    with pytest.raises(RenameError) as caught:
        plan_renaming(root, old, new)
    assert str(caught.value).startswith(message)
    assert contents(root) == before


def test_a_file_that_cannot_be_read_and_may_name_the_node_is_told_of(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / B / "latin.bib").write_bytes(b"@article{a, crossref = {KASCH-2022}, title = {M\xfcller}}")
    with pytest.raises(RenameError) as caught:
        plan_renaming(root, "kasch-2022", "spine")
    assert str(caught.value) == (
        "bibliography/latin.bib:1:48: the byte 0xfc is not UTF-8; save the file as UTF-8 in your editor, so that"
        " nothing is missed"
    )
    assert plan_renaming(root, "weber-1983", "spine").moved == ((f"{B}weber-1983.yaml", f"{B}spine.yaml"),)


# laws


PIECES = (
    "[@OLD]", "[see @OLD, p. 3; @weber-1983]", "@OLD", "`@OLD`", "[so](@OLD)", "word", "\n\n", "[^1]", "> ", "*", "_",
    "@{OLD}", "OLD", "[@OLDx]", "\\@OLD", "    ", "<b>", "[", "]", "(", "```\n", "- ", ".",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from(["kasch-2022", "Müller2001", "a"]),
    st.sampled_from(["spine", "tolkien:single", "b.", "Ärger1"]),
)
def test_the_graph_afterwards_is_the_graph_before_under_the_new_citekey(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], old: str, new: str
) -> None:
    body = "".join(pieces).replace("OLD", old)
    files = {
        f"{B}{old}.yaml": f"title: T\nrelated: [weber-1983]\nnotes: Of itself @{old}.\n",
        f"{B}weber-1983.yaml": f"title: D\nrelated: [{old}]\n",
        f"{B}articles/guide.md": f"---\ntitle: G\n---\n{body}\n\n[^1]: Note @{old}.\n",
    }
    root = write_site(tmp_path_factory.mktemp("site"), files)
    before = cited(root)
    planned = plan_or_refuse(root, old, new)
    if isinstance(planned, str):  # a citekey that no file can be called, or a text in which a place is not certain
        assert "by hand" in planned or "cannot be" in planned
        return
    write_changes(root, planned.changes)
    expected = {
        new if key == old else key: [new if one == old else one for one in named] for key, named in before.items()
    }
    assert cited(root) == expected


def plan_or_refuse(root: Path, old: str, new: str) -> Renaming | str:
    try:
        return plan_renaming(root, old, new)
    except RenameError as error:
        return str(error)


def cited(root: Path) -> dict[str, list[str]]:
    """Give by citekey what each node of a site names."""
    found: dict[str, list[str]] = {}
    for path, content in contents(root).items():
        for node in parse_source(SourceText(path=path, content=content, text=content.decode())):
            texts = [text for name in node.__struct_fields__ if isinstance(text := getattr(node, name), Text)]
            found[node.citekey] = [normal_key(one.citekey) for text in texts for one in text.citations]
            found[node.citekey] += [*node.related, *node.not_related]
    return found


def test_the_graph_of_the_sample_is_the_same_under_new_citekeys(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "bibliography")
    new_by_old = {
        "kasch-2022": "ship-cohort",
        "complete-guide-to-low-back-pain": "guide",
        "hartvigsen-2018": "Hartvigsen2018",
    }
    before = graph(tmp_path)
    for old, new in new_by_old.items():
        write_changes(tmp_path, plan_renaming(tmp_path, old, new).changes)
    after = graph(tmp_path)
    assert after == {
        (new_by_old.get(source, source), new_by_old.get(target, target), sentences)
        for source, target, sentences in before
    }
    assert len(after) > 100


def graph(root: Path) -> set[tuple[str, str, tuple[str, ...]]]:
    rows, result = read_graph(root, Options(), silent)
    assert result.problems == ()
    edges = json.loads(format_graph(rows, "json"))["edges"]
    return {(edge["source"], edge["target"], tuple(edge["sentences"])) for edge in edges}


# the command


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["rename", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


CITING = {**SITE, f"{B}articles/guide.md": "---\ntitle: G\n---\n[@kasch-2022] @kasch-2022\n"}


def test_a_renaming_says_what_it_has_changed(tmp_path: Path) -> None:
    root = write_site(tmp_path, CITING)
    shown = (
        "bibliography/kasch-2022.yaml -> bibliography/spine.yaml\nbibliography/articles/guide.md: 2 places\n"
        "bibliography/kasch-2022.yaml: 1 place\n"
    )
    before = contents(root)
    assert run("--source", root, "kasch-2022", "spine", "--dry-run") == (
        0, f"{shown}would rename `kasch-2022` to `spine`\n", ""
    )  # fmt: skip
    assert contents(root) == before
    assert run("--source", root, "kasch-2022", "spine") == (0, f"{shown}renamed `kasch-2022` to `spine`\n", "")
    assert run("--source", root, "kasch-2022", "spine") == (
        2, "", "painsite: `kasch-2022` is an alias of `spine`; rename that\n"
    )  # fmt: skip
    assert run("--source", root, "spine", "kasch-2022")[0] == 0  # and back
    assert (root / f"{B}kasch-2022.yaml").read_text(encoding="utf-8") == f"{KASCH}aliases: [spine]\n"


@pytest.mark.parametrize("failing", [1, 2])
def test_where_the_disk_is_full_nothing_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    root = write_site(tmp_path, CITING)
    before = contents(root)
    calls: list[int] = []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_writing.os, "fsync", fail)
    status, _, beside = run("--source", root, "kasch-2022", "spine")
    assert (status, beside) == (
        2,
        f"painsite: cannot read or write `{root}`: no space left on device; check the file and its permissions\n",
    )
    assert contents(root) == before


def locked(**fields: object) -> dict[str, LockedField]:
    return lock_fields(fields, dict.fromkeys(fields, "crossref"), "2026-11-30")


LOCKED = {
    f"{B}kasch-2022.yaml": f"{KASCH}volume: '48'\n",
    f"{B}weber-1983.yaml": "title: Ischias\nworks_cited: [kasch-2022]\nrelated: [kasch-2022]\n",
}


def test_records_lock_follows_with_what_an_editor_has_left_as_it_was_fetched(tmp_path: Path) -> None:
    kasch, other = locked(title="Association of scans", volume="47"), locked(title="Pain")
    cited = locked(works_cited=["kasch-2022"], related=["quintner-1994"])
    before = {"kasch-2022": kasch, "quintner-1994": other, "weber-1983": cited}
    root = write_site(tmp_path, {**LOCKED, LOCK_PATH: format_lock(before)})
    renaming = plan_renaming(root, "kasch-2022", "spine")
    assert renaming.places[LOCK_PATH] == 2
    write_changes(root, renaming.changes)
    after = {**cited, **locked(works_cited=["spine"])}
    assert (root / LOCK_PATH).read_text(encoding="utf-8") == format_lock(
        {"quintner-1994": other, "spine": kasch, "weber-1983": after}
    )


def test_records_lock_of_others_stays_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**LOCKED, LOCK_PATH: format_lock({"quintner-1994": locked(title="Pain")})})
    assert LOCK_PATH not in plan_renaming(root, "kasch-2022", "spine").places
    write_site(tmp_path, {LOCK_PATH: "<<<<<<< ours\n"})
    with pytest.raises(RenameError, match=r"line 1 of `bibliography/records\.lock` cannot be read; resolve"):
        plan_renaming(root, "kasch-2022", "spine")
