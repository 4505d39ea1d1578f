"""The index: what is in it, when it is made anew, and what happens where it cannot be made."""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import Options
from painsite.output import search
from painsite.output.search import index_records
from painsite.pages.planned import DataFileError
from painsite.pages.search import bundles
from painsite.pages.search_index import Record
from tests.support import KASCH, WEBER, build_site, contents, silent, write_site

SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/notes/\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}headline: Worn discs say little\ncommentary: Scans.\ntags: [imaging]\n",
    "bibliography/weber-1983.yaml": WEBER,
    "bibliography/boos-1995.yaml": "title: Herniations of the healthy\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@boos-1995].\n",
}
RECORDS = (
    Record(url="bibliography/kasch-2022/", content="Scans say little.", meta=(("title", "Worn discs"),)),
    Record(url="bibliography/weber-1983/", content="Surgery, \x00 <b>and</b> none.", meta=(("title", "Bülow"),)),
)


def fragments(output: Path) -> list[dict[str, object]]:
    files = sorted(output.glob("search/*/fragment/*"))
    return [json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")) for path in files]


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Addresses of what was indexed, a tuple for each time."""
    found: list[tuple[str, ...]] = []

    def note(records: Sequence[Record], language: str) -> dict[str, bytes]:
        found.append(tuple(record.url for record in records))
        return index_records(records, language)

    monkeypatch.setattr(search, "index_records", note)
    monkeypatch.setattr(bundles, "BUNDLE_SIZE", 2)  # two bundles of a small site
    return found


def build(root: Path, output: str = "_site", **options: bool) -> Result:
    return run(root, root / output, Options(**options), progress=silent)


def test_the_same_records_give_the_same_bytes_and_nothing_that_is_not_needed() -> None:
    first, again = (index_records(RECORDS, "en") for _ in range(2))
    assert first == again
    kinds = {path.partition("/")[0] if "/" in path else path.rpartition(".")[2] for path in first}
    assert kinds == {"fragment", "index", "js", "json", "pagefind", "pf_meta"}
    assert {path for path in first if "/" not in path and not path.endswith("pf_meta")} == {
        "ids.json",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.en.pagefind",
    }


def test_the_engine_for_a_language_that_is_not_known_is_the_plain_one() -> None:
    files = index_records(RECORDS, "tlh")
    assert [path for path in files if path.startswith("wasm.")] == ["wasm.unknown.pagefind"]


def test_each_record_is_found_by_its_id() -> None:
    files = index_records(RECORDS, "en")
    names = [f"fragment/{name}.pf_fragment" for name in json.loads(files["ids.json"])]
    assert [json.loads(gzip.decompress(files[name]).removeprefix(b"pagefind_dcd"))["url"] for name in names] == [
        record.url for record in RECORDS
    ]


def test_a_site_is_indexed_with_all_that_is_published(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/hidden.yaml": "title: A draft\ndraft: true\n"}, index=True)
    assert built.problems == []
    assert {one["url"] for one in fragments(built.output)} == {
        "articles/guide/",
        "bibliography/boos-1995/",
        "bibliography/kasch-2022/",
        "bibliography/weber-1983/",
    }


def test_nothing_of_search_is_made_or_linked_where_it_is_switched_off(tmp_path: Path) -> None:
    settings = SITE["bibliography/site.yaml"] + "features: {search: false}\n"
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": settings}, index=True)
    assert not (built.output / "search").exists()
    assert not (built.output / "opensearch.xml").exists()
    assert "search" not in built.text("bibliography/kasch-2022/index.html").replace("research", "")


def test_only_the_bundle_of_an_edited_commentary_is_made_anew(tmp_path: Path, indexed: list[tuple[str, ...]]) -> None:
    build(write_site(tmp_path, SITE))
    assert len(indexed) == 2
    write_site(
        tmp_path, {"bibliography/kasch-2022.yaml": SITE["bibliography/kasch-2022.yaml"].replace("Scans.", "Discs.")}
    )
    indexed.clear()
    build(tmp_path)
    assert len(indexed) == 1
    assert "bibliography/kasch-2022/" in indexed[0]


def test_nothing_is_indexed_where_nothing_that_is_searched_has_changed(
    tmp_path: Path, indexed: list[tuple[str, ...]]
) -> None:
    build(write_site(tmp_path, SITE))
    indexed.clear()
    build(tmp_path)
    write_site(tmp_path, {"bibliography/site.yaml": SITE["bibliography/site.yaml"] + "tagline: Backs\n"})
    build(tmp_path)
    assert indexed == []


def test_a_restored_cache_spares_the_indexing(tmp_path: Path, indexed: list[tuple[str, ...]]) -> None:
    build(write_site(tmp_path, SITE))
    indexed.clear()
    build(tmp_path, "_other")
    assert indexed == []
    assert contents(tmp_path / "_other") == contents(tmp_path / "_site")


def test_a_check_indexes_nothing(tmp_path: Path, indexed: list[tuple[str, ...]]) -> None:
    run(write_site(tmp_path, SITE), None, Options(), progress=silent)
    assert indexed == []


@pytest.mark.parametrize("seed", range(3))
def test_an_index_after_edits_is_that_of_a_clean_build(
    tmp_path: Path, seed: int, indexed: list[tuple[str, ...]]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    root = write_site(tmp_path / "site", SITE)
    build(root)
    keys = ["kasch-2022", "weber-1983", "boos-1995", "jensen-1994", "suri-2014"]
    texts = [
        "summary: Little.\n",
        "tags: [imaging]\n",
        "commentary: See [@kasch-2022].\n",
        "rating: 2\n",
        "year: 1999\n",
    ]
    for _ in range(6):
        citekey = chance.choice(keys)
        path = root / "bibliography" / f"{citekey}.yaml"
        if chance.random() < 0.2 and citekey not in {"kasch-2022", "boos-1995"}:
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"title: A work\n{''.join(chance.sample(texts, 2))}", encoding="utf-8")
        build(root, tolerant=True)
    clean = tmp_path / "clean"
    for path, content in contents(root / "bibliography").items():
        target = clean / "bibliography" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    build(clean, tolerant=True)
    assert contents(root / "_site") == contents(clean / "_site")
    assert indexed


def test_a_missing_pagefind_is_a_problem_and_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none" / "pagefind"))
    built = build_site(tmp_path, SITE, index=True)
    told = (
        f"bibliography/site.yaml:1:1: search-failed: `{tmp_path}/none/pagefind`, which makes the search index, cannot"
        " be run: no such file or directory; reinstall the package `pagefind[bin]`, or switch search off: `features:"
        " {search: false}`"
    )
    assert built.problems == [told]
    assert (built.result.errors, built.output.exists() and any(built.output.iterdir())) == (1, False)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 1", "`pagefind`, which makes the search index, ended without a message"),
        ("printf 'bm90IGpzb24=,'; cat >/dev/null", "`pagefind`, which makes the search index, failed: "),
        (
            'printf \'%s,\' $(printf \'{"payload":{"type":"Error","message":"no"}}\' | base64 -w0); cat >/dev/null',
            "`pagefind` could not make the search index: no",
        ),
    ],
)
def test_a_pagefind_that_fails_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    binary = tmp_path / "pagefind"
    binary.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    binary.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(binary))
    with pytest.raises(DataFileError) as caught:
        index_records(RECORDS, "en")
    assert caught.value.message.startswith(message)
    assert caught.value.remedy.startswith("reinstall the package `pagefind[bin]`")


def test_after_a_failure_the_index_is_made_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
        assert build_site(tmp_path, SITE, index=True).result.errors == 1
    built = build_site(tmp_path, index=True)
    assert (built.problems, len(fragments(built.output))) == ([], 4)


def test_browsers_are_told_how_to_search(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    description = etree.fromstring(built.text("opensearch.xml").encode())
    assert [description.findtext(f"{name}{part}") for part in ("ShortName", "Description")] == [
        "PainSci",
        "Search PainSci",
    ]
    address = description.find(f"{name}Url")
    assert address is not None
    assert address.get("template") == "https://example.org/notes/search/?q={searchTerms}"
    link = built.page("bibliography/kasch-2022/").xpath("//link[@rel='search']/@href")
    assert link == ["../../opensearch.xml"]


def test_the_page_of_search_is_not_for_other_search_engines(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    assert built.page("search/").xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "/search/" not in built.text("sitemap.xml")
