"""The sample tells the truth: each figure in each text that says it, and nothing that a fact check took back."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from lxml import etree

BIBLIOGRAPHY = Path(__file__).parent.parent / "bibliography"
ARTICLES = {
    "guide": "complete-guide-to-low-back-pain",
    "imaging": "double-edged-sword-of-imaging",
    "post": "back-pain-does-not-follow-the-signs",
}
DRAWING = BIBLIOGRAPHY / "articles" / "findings-by-age.svg"
FIELDS = ("headline", "summary", "commentary", "notes", "abstract")
WITHOUT_OUTCOME = {"boos-1995"}
"""Nothing but the title and the authors is known."""


class Figure(NamedTuple):
    """A row of the table."""

    work: str
    ways: tuple[str, ...]
    """To say the figure; `…` stands for a few words."""
    meaning: str
    texts: tuple[str, ...]


def read_table() -> tuple[Figure, ...]:
    """Read the table, whose first lines say how it is written."""
    rows, work = [], ""
    for line in (Path(__file__).parent / "sample_figures.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if " | " in line:
            figure, meaning, texts = line.split(" | ")
            rows.append(Figure(work, tuple(figure.split(" // ")), meaning, tuple(texts.split())))
        elif line:
            work = line
    return tuple(rows)


FIGURES = read_table()


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Read what the YAML files say, by citekey."""
    paths = (path for path in BIBLIOGRAPHY.rglob("*.yaml") if path.stem not in {"site", "tags"})
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(paths)}


@cache
def articles() -> dict[str, str]:
    """Read the bodies of the articles, by short name."""
    paths = {name: BIBLIOGRAPHY / "articles" / f"{stem}.md" for name, stem in ARTICLES.items()}
    return {name: path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for name, path in paths.items()}


def own_texts(work: str) -> dict[str, str]:
    """Give the texts of an entry by the name of their field."""
    return {field: fold(entries()[work][field]) for field in FIELDS if field in entries().get(work, {})}


def all_texts() -> Iterator[tuple[str, str]]:
    """Give name and folded text of every field and every article."""
    for work in entries():
        for field, text in own_texts(work).items():
            yield f"{work}, {field}", text
    for name, text in articles().items():
        yield name, fold(text)


def fold(text: str) -> str:
    """Make one line of a text."""
    return " ".join(text.split())


def blocks(text: str) -> list[str]:
    """Part a text into paragraphs; a list or table belongs to the line that announces it, a note to where it is set."""
    found: list[str] = []
    for part in map(fold, re.split(r"\n\s*\n", text.strip())):
        note = re.match(r"(\[\^\d+\]):", part)
        if note:
            found = [f"{block} {part}" if note[1] in block else block for block in found]
        elif found and found[-1].endswith(":"):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def cited_in(block: str) -> set[str]:
    return {citekey.rstrip(".") for citekey in re.findall(r"@([\w.-]+)", block)}


def blocks_on(work: str, name: str) -> list[str]:
    """Give the paragraphs of an article or another entry that cite a work."""
    if name in articles():
        texts = [articles()[name]]
    else:
        texts = [entries()[name][field] for field in FIELDS if field in entries()[name]]
    return [block for text in texts for block in blocks(text) if work in cited_in(block)]


def said_in(work: str, name: str) -> list[str]:
    """Give what a text says of a work."""
    if name == "study":
        return [str(entries()[work]["study"]["participants"])]
    if name == "drawing":
        return [" ".join(part.text or "" for part in drawn("text"))]
    if name in FIELDS:
        return [own_texts(work)[name]]
    return blocks_on(work, name)


def drawn(tag: str) -> list[Any]:
    return list(etree.parse(DRAWING).getroot().iter("{http://www.w3.org/2000/svg}" + tag))


def pattern(row: Figure) -> re.Pattern[str]:
    """Turn a figure of the table into a pattern that does not find 13% in 113%, or 0.3 in 0.33."""
    ways = (".{0,160}?".join(re.escape(part) for part in way.split("…")) for way in row.ways)
    return re.compile(rf"(?<![\w.−])(?:{'|'.join(ways)})(?!\w|\.\d|%)")


def numbers(text: str) -> set[str]:
    """Give the figures of a text without those of citations, notes, numbered lists, levels of trust and scales."""
    prose = re.sub(r"\[[^\]]*@[^\]]*\]|\(@[^)]*\)|@[\w.-]+|\[\^\d+\]:?|(?<!\S)\d\. ", " ", text)
    prose = re.sub(r"95% CI|\b0 to 10\b|\btype 1\b|\bType 1\b", " ", prose)
    return set(re.findall(r"(?<![\w−.-])−?\d+(?:\.\d+)*%?", prose))


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row.work}: {row.ways[0]}")
def test_a_figure_is_in_every_text_that_should_say_it(row: Figure) -> None:
    missing = [name for name in row.texts if not any(map(pattern(row).search, said_in(row.work, name)))]
    assert missing == [], f"{row.work}: “{row.ways[0]}” ({row.meaning}) is changed or gone; change it everywhere"


def rows_for(work: str, name: str) -> str:
    """Give the figures of a work that the table has for a text, as one text."""
    return " ".join(way for row in FIGURES if row.work == work and name in row.texts for way in row.ways)


def test_no_text_of_an_entry_has_a_figure_that_the_table_lacks() -> None:
    lacking = []
    for work in entries():
        for field in FIELDS:
            for block in blocks(entries()[work].get(field, "")):
                known = " ".join([rows_for(work, field), *(rows_for(other, work) for other in sorted(cited_in(block)))])
                lacking += [(work, field, figure) for figure in sorted(numbers(block) - numbers(known))]
    assert lacking == []


def test_no_article_has_a_figure_that_the_table_lacks() -> None:
    lacking = []
    for name, text in articles().items():
        for block in blocks(text):
            works = cited_in(block) or {row.work for row in FIGURES}
            known = " ".join(rows_for(work, name) for work in sorted(works))
            lacking += [(name, block[:40], figure) for figure in sorted(numbers(block) - numbers(known))]
    assert lacking == []


def test_the_table_names_only_works_and_texts_that_there_are() -> None:
    assert {row.work for row in FIGURES} <= set(entries())
    names = {name for row in FIGURES for name in row.texts}
    assert names <= {"study", "drawing", *FIELDS, *ARTICLES, *entries()}


def test_the_number_of_participants_is_in_the_table_for_every_study_that_gives_it() -> None:
    given = {work for work, fields in entries().items() if "participants" in fields.get("study", {})}
    assert {row.work for row in FIGURES if "study" in row.texts} == given


NOT_SAID = (
    (r"(?i)of (all )?280 patients|In 280 patients", "weber-1983: the result is that of the 126 who were randomised"),
    (r"of 39\b", "fraser-1995: 37% is no whole number of 39"),
    (r"\bOf 140\b", "kjaer-2016: the shares are not of all 140"),
    (r"\bOf 95\b|Among 95 people followed", "carragee-2004: 46 had injections, 49 were controls"),
    (r"66\.66|70\.39|87\.77|66\.91|37\.53|13\.33", "zhong-2017, zou-2024: the intervals are wide"),
    (r"(?i)another group of 67|earlier study of 67", "borenstein-2001: perhaps the people of boden-1990"),
    (r"(?i)likelier it is to (go|vanish)", "chiu-2015: to shrink; few disappeared"),
    (r"nobody better|not make people better|all the same\. They do not", "chou-2009: no clear difference on average"),
    (r"straight away does not|They did not do better", "chou-2009: the same"),
    (r"scores and chronic pain|scores and with chronic", "carragee-2004: or"),
    (r"(?i)less happens", "kjaer-2016: no rate of growth is known for patients"),
    (r"told nothing|no bearing|\bunrelated\b", "kasch-2022: no clear link"),
    (r"(?i)rise was modest|the change was −0\.30", "kasch-2022: differences from people with no findings"),
    (r"(?i)some of them mattered", "suri-2014: not more than chance explains"),
    (r"(?i)\badded nothing\b", "kirwan-2024: the interval allows some benefit"),
    (r"(?i)not at all in the medium|It did not last", "hohenschurzschmidt-2024: few trials, none found"),
    (r"(?i)brings is mainly speed|the difference fades", "weber-1983, gugliotta-2016: where the need is uncertain"),
    (r"(?i)next to absent", "weishaupt-1998: in 60 volunteers aged 20 to 50"),
    (r"(?i)(year|scan) after sciatica", "barzouhi-2013: after treatment for sciatica"),
    (r"(?i)how much more common|clearly more common", "brinjikji-2015b: odds, and rough ones"),
    (r"(?i)clearly tied", "suri-2014: the interval runs from 1.2 to 36.9"),
    (r"told (more|less) about (recovery|the course)", "aasdahl-2021: courses differed more clearly"),
    (r"(?i)shoulder or several places|pain in various places", "aasdahl-2021: complex pain"),
    (r"(?i)nearly universal in old age", "brinjikji-2015a: disc degeneration is, other signs are not"),
)
"""What a fact check took back, and why."""


@pytest.mark.parametrize(("taken_back", "why"), NOT_SAID)
def test_what_was_taken_back_is_said_nowhere(taken_back: str, why: str) -> None:
    assert [name for name, text in all_texts() if re.search(taken_back, text)] == [], why


def test_readers_are_told_of_chance_and_not_of_significance() -> None:
    """It is taken for “much”; abstracts, which keep to the authors' terms, may have it."""
    texts = [(name, text) for name, text in all_texts() if not name.endswith("abstract")]
    assert [name for name, text in texts if "signific" in text.lower()] == []


def test_advice_against_opioids_and_injections_names_back_pain_without_sciatica() -> None:
    """What NICE says is not about sciatica; a patient could be harmed where that is left out."""
    told = [own_texts("nice-2016")["summary"], *blocks_on("nice-2016", "guide"), *blocks_on("nice-2016", "imaging")]
    points = [fold(point) for point in re.split(r"\n\s*\n|\n- ", entries()["nice-2016"]["commentary"])]
    about = [text for text in [*told, *points] if re.search(r"opioid|injection|medicines", text)]
    assert len(about) >= 5
    assert [text for text in about if "without sciatica" not in text.replace("*", "")] == []


def test_only_one_level_of_evidence_is_known() -> None:
    assert [work for work, fields in entries().items() if "level" in fields.get("study", {})] == ["kasch-2022"]


def test_every_work_with_a_finding_has_a_headline_and_a_summary() -> None:
    assert [work for work, fields in entries().items() if not (fields.get("headline") and fields.get("summary"))] == []
    bibtex = "".join(path.read_text(encoding="utf-8") for path in BIBLIOGRAPHY.glob("*.bib"))
    assert set(re.findall(r"(?i)^@article\{([^,]+),", bibtex, re.MULTILINE)) - set(entries()) == WITHOUT_OUTCOME


def test_an_update_is_told_in_the_public_log() -> None:
    heads = {path.stem: path.read_text(encoding="utf-8").split("\n---\n")[0] for path in BIBLIOGRAPHY.rglob("*.md")}
    updated = {**entries(), **{name: yaml.safe_load(head) for name, head in heads.items()}}
    silent = [
        name
        for name, fields in updated.items()
        if fields.get("updated") != max((change["date"] for change in fields.get("changes", ())), default=None)
    ]
    assert silent == []
    assert updated["weber-1983"]["updated"] == date(2026, 11, 30)


def test_the_dots_of_the_drawing_stand_at_their_figures() -> None:
    texts = [part.text or "" for part in drawn("text")]
    left, right = (float(part.get("x", "")) for part in drawn("text") if part.text in {"0%", "100%"})
    shares = [int(text.split("%")[0]) for text in texts if re.match(r"\d+%", text) and text not in {"0%", "100%"}]
    dots = [float(dot.get("cx", "")) for dot in drawn("circle")]
    assert shares == [37, 96, 30, 84, 29, 43, 19, 29]
    assert dots == [pytest.approx(left + (right - left) * share / 100) for share in shares]
