"""A tag, an author or a journal with a long name has a page all the same, and its entry is told."""

from pathlib import Path

import pytest

from tests.support import KASCH, WEBER, build_site, words

LONG = "the name `{}…` is too long for an address, which is cut off"
GROUP = "Guideline Development Group for the Management of Low Back Pain and Sciatica of the National Institute " * 2
SPINES = f"Transactions of the International Society for {'Back Pain Research and ' * 4}Rehabilitation"


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        (
            f"tags: [{'back pain ' * 40}]\n",
            "5:1",
            f"{LONG.format(('back pain ' * 9)[:59])}; shorten the tag, or split it into several tags",
        ),
        (
            f"authors: [{{literal: {GROUP}}}]\n",
            "1:1",
            f"{LONG.format(GROUP[:59])}; shorten it, or split it if it names several authors",
        ),
        (f"journal: {SPINES}\n", "1:1", f"{LONG.format(SPINES[:59])}; shorten the journal's name"),
    ],
)
def test_a_long_name_is_a_warning_at_its_entry_and_stops_no_build(
    tmp_path: Path, fields: str, place: str, message: str
) -> None:
    field = fields.partition(":")[0]
    kept = "".join(line for line in WEBER.splitlines(keepends=True) if not line.startswith(field))
    text = kept + fields if place != "1:1" else fields + kept
    site = build_site(tmp_path, {"bibliography/weber-1983.yaml": text})
    assert site.problems == [f"bibliography/weber-1983.yaml:{place}: long-name: {message}"]
    assert "Lumbar disc herniation" in site.text("bibliography/weber-1983/index.html")


def test_long_tags_that_differ_at_their_end_have_pages_of_their_own(tmp_path: Path) -> None:
    one, other = ("back pain " * 40 + end for end in ("surgery", "exercise"))
    files = {
        "bibliography/weber-1983.yaml": f"{WEBER}tags: [{one}, pain]\n",
        "bibliography/kasch-2022.yaml": f"{KASCH}tags: [{other}, {one}]\n",
    }
    site = build_site(tmp_path, files)
    assert {problem.split(":")[0] for problem in site.problems} == {"bibliography/kasch-2022.yaml"}
    links = site.page("tags/index.html").xpath("//main//a[contains(@href, 'back-pain-')]")
    assert {words(link)[-8:] for link in links} == {"exercise", " surgery"}
    assert len({link.get("href") for link in links}) == 2
