"""What looks wrong and may be right: in fields, between entries, in texts held against works."""

from pathlib import Path

import pytest

from painsite.build.checking import check_site
from painsite.build.start import Options
from painsite.linking.doubts.near_duplicates import find_near_duplicates
from painsite.linking.doubts.spellings import find_spellings
from painsite.linking.fields import find_leftovers
from painsite.linking.library import link
from painsite.model import PartialDate
from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import FIXTURES, KASCH, WEBER, build_site, entry, needs_fixtures, shown, write_site

TODAY = PartialDate(year=2026, month=11, day=30)


def leftovers(yaml: str) -> list[str]:
    return shown(find_leftovers([entry("kasch-2022", yaml)]))


# fields


AS_A_SENTENCE = "write it as a sentence, with capitals for names; no style can tell which words have them"


def test_a_title_in_capitals_is_told() -> None:
    assert leftovers("year: 2022\ntitle: LUMBAR DISC HERNIATION IN 2022\n") == [
        f"2:1: title-capitals: the title `LUMBAR DISC HERNIATION IN 2022` is in capitals; {AS_A_SENTENCE}"
    ]


@pytest.mark.parametrize("title", ["MRI", "SPORT trial", "ICD-10: 2019", "腰痛の診断", "UK BEAM", "NICE NG59"])
def test_an_acronym_is_no_title_in_capitals(title: str) -> None:
    assert leftovers(f'title: "{title}"\n') == []


CHARACTERS = "is shown as written; write the characters themselves"


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("title: '{MRI} of the spine'\n", "1:1: leftover-markup: `{MRI}` in the title is LaTeX, and"),
        ('title: A\npublisher: M\\"uller\n', '2:1: leftover-markup: `\\"u` in the publisher is LaTeX, and'),
        ("title: The \\emph{lumbar} disc\n", "1:1: leftover-markup: `\\emph{` in the title is LaTeX, and"),
        ("title: A\nlabel: Kasch &amp; Weber\n", "2:1: leftover-markup: `&amp;` in the label is HTML, and"),
        ("title: A\nlabel: <i>Kasch</i> 2022\n", "2:1: leftover-markup: `<i>` in the label is HTML, and"),
    ],
)
def test_markup_that_is_left_in_a_plain_field_is_told(yaml: str, said: str) -> None:
    assert leftovers(yaml) == [f"{said} {CHARACTERS}"]


@pytest.mark.parametrize(
    "title", ["Pain < 3 months & more", "p<0.05 in AT&T; Bell", "Costs \\$ and £", "<b>Bold</b> &amp; plain", "A\\B"]
)
def test_signs_that_are_no_markup_are_left_alone(title: str) -> None:
    assert leftovers(f"title: '{title}'\n") == []


def test_what_bibtex_cannot_read_is_told_once() -> None:
    entries, problems = parse_bibtex("@article{k, title = {The \\foo{lumbar} disc}, year = 2020}", path="a.bib")
    assert ([one.rule for one in problems], list(find_leftovers(entries))) == (["bibtex-latex"], [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("R. K.", "initials-only: the name `R. K.` is only initials"),
        ("J.A.", "initials-only: the name `J.A.` is only initials"),
        ("RK", "initials-only: the name `RK` is only initials"),
        ("'R, Kasch'", "name-order: the name `Kasch R` has initials for a family name; write `Kasch, R`"),
        ("'R. K., Kasch'", "name-order: the name `Kasch R. K.` has initials for a family name; write `Kasch, R. K.`"),
        ("LI X", "name-order: the name `LI X` has initials for a family name; write `LI, X`"),
    ],
)
def test_a_name_whose_family_name_is_initials_is_told(name: str, said: str) -> None:
    found = leftovers(f"title: A\nauthors: [{name}]\n")
    assert [one.removeprefix("2:1: ")[: len(said)] for one in found] == [said]


@pytest.mark.parametrize(
    "name",
    ["Kasch R", "R Kasch", "Ng A", "'O, Jane'", "'U, Thant'", "WHO", "{literal: JA}", "KASCH R", "Li X"],
)
def test_a_short_family_name_is_no_initials(name: str) -> None:
    assert leftovers(f"title: A\nauthors: [{name}]\n") == []


# one work twice


DISC = "title: Lumbar disc herniation, a controlled study\nauthors: [Weber H]\njournal: Spine\nyear: 1983\n"


def duplicates(*yamls: str) -> list[str]:
    entries = [entry(f"weber-{number}", yaml) for number, yaml in enumerate(yamls, 1)]
    return [str(problem).partition("; ")[0] for problem in find_near_duplicates(entries)]


@pytest.mark.parametrize(
    "other",
    [
        DISC,
        f"{DISC}doi: 10.1000/182\n",
        "title: 'Lumbar disc herniation: A Controlled Study'\nauthors: ['Weber, Henrik']\nyear: 1984\n",
        "title: Lumbar disc herniations – a controled study\nauthors: [Weber H]\nyear: 1983\n",
        "title: Lumbar disc herniation, a controlled study\n",
    ],
)
def test_two_entries_that_seem_to_be_one_work_are_told(other: str) -> None:
    assert duplicates(DISC, other) == [
        (
            "bibliography/weber-2.yaml:1:1: near-duplicate: `weber-2` seems to be the same work as `weber-1` at"
            " bibliography/weber-1.yaml:1:1"
        )
    ]


@pytest.mark.parametrize(
    "other",
    [
        f"{DISC}volume: 9\n",
        f"{DISC}pages: 12-19\n",
        f"{DISC}pmid: 6857385\n",
        DISC.replace("1983", "1985"),
        DISC.replace("Weber H", "Deyo RA"),
        DISC.replace("controlled study", "controlled study, part 2"),
        DISC.replace("a controlled study", "a case report of two"),
        "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\n",
    ],
)
def test_two_works_that_are_alike_and_differ_in_what_counts_are_two(other: str) -> None:
    assert duplicates(f"{DISC}volume: 8\npages: 131-140\npmid: 6857384\n", other) == []


def test_short_titles_are_one_work_where_the_pages_agree() -> None:
    back = "title: Low back pain\nauthors: [Deyo RA]\nyear: 2001\n"
    assert duplicates(back, back) == []
    assert len(duplicates(f"{back}pages: 363-370\n", f"{back}pages: 363-370\n")) == 1


# two spellings


def spellings(*yamls: str) -> list[str]:
    library, _ = link([entry(f"work-{number}", f"title: A\n{yaml}\n") for number, yaml in enumerate(yamls)], [])
    return [str(problem).partition(": ")[2] for problem in find_spellings(library)]


def test_a_journal_that_more_entries_spell_otherwise_is_told() -> None:
    assert spellings("journal: Pain Medicine", "journal: Pain medicine", "journal: Pain Medicine") == [
        (
            "journal-spelling: the journal is `Pain medicine` here, and 2 entries have `Pain Medicine`;"
            " write `Pain Medicine`"
        )
    ]


def test_an_abbreviation_in_the_place_of_a_title_is_told() -> None:
    assert spellings("journal: Eur Spine J", "journal: European Spine Journal") == [
        (
            "journal-spelling: the journal is `Eur Spine J` here, and another entry has `European Spine Journal`;"
            " write `European Spine Journal`"
        )
    ]


@pytest.mark.parametrize(
    "journals",
    [
        ("Spine", "Spine J"),
        ("Pain Research", "Brain Research"),
        ("Cognitive Neuroscience", "Cognitive Neurosciences"),
        ("J Pain", "Journal of Pain", "Journal of Painting"),
        ("Frontiers in Neuroscience", "Frontiers in Integrative Neuroscience"),
        ("European Spine Journal", "European Spine Journal"),
    ],
)
def test_two_journals_are_two(journals: tuple[str, ...]) -> None:
    assert spellings(*(f"journal: {journal}" for journal in journals)) == []


def test_an_abbreviation_beside_its_title_is_no_other_spelling() -> None:
    both = "journal: European Spine Journal\ncontainer_abbreviation: Eur Spine J"
    assert spellings(both, "journal: European Spine Journal") == []


def test_a_name_that_stands_the_other_way_round_elsewhere_is_told() -> None:
    wayne = "authors: ['Donaldson, Wayne']"
    assert spellings(wayne, wayne, "authors: ['Wayne, Donaldson']", "authors: ['Weber, Henrik']") == [
        (
            "name-order: the family name is `Wayne` in `Donaldson Wayne` here, and `Donaldson` in 2 entries;"
            " see which it is, and write it as `Kasch, Richard`"
        )
    ]


# texts


ABSTRACT = (
    "abstract: |\n  RESULTS: Findings on MRI were not associated with future low back pain or disability in this"
    " population, and should be read with caution.\n"
)


def check(root: Path, files: dict[str, str], *, notes: bool = False) -> list[str]:
    written = write_site(root, {f"bibliography/{path}": text for path, text in files.items()})
    result = check_site(written, Options(), today=TODAY, notes=notes, progress=lambda *_: None)
    found = (*result.problems, *(note for note in result.noted if note.rule == "unfound-quotation"))
    return [str(problem).removeprefix("bibliography/") for problem in found]


@pytest.mark.parametrize("never", ["*never*", "[never](./)"])
def test_a_quotation_that_differs_in_a_few_words_is_told_at_its_words(tmp_path: Path, never: str) -> None:
    text = (
        f"{KASCH}{ABSTRACT}commentary: |\n  Careful.\n\n  They say: “findings on MRI were {never}\n  associated with "
    )
    text += "future low back pain”.\n"
    assert check(tmp_path, {"kasch-2022.yaml": text}) == [
        (
            "kasch-2022.yaml:10:14: misquotation: `findings on MRI were never associated with future low back …` is"
            " in quotation marks, and the abstract says it otherwise; quote it word for word, with `[…]` for what is"
            " left out, or take the marks away"
        )
    ]


def test_a_quotation_that_no_abstract_has_is_a_note(tmp_path: Path) -> None:
    text = f"{KASCH}{ABSTRACT}commentary: |\n  > Nobody should be told that age is a disease of the spine.\n"
    assert check(tmp_path, {"kasch-2022.yaml": text}) == []
    assert check(tmp_path, {"kasch-2022.yaml": text}, notes=True) == [
        (
            "kasch-2022.yaml:8:5: unfound-quotation: the abstract does not have the quotation `Nobody should be told"
            " that age is a disease of the spine.`; compare it with the work itself"
        )
    ]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("“Findings on MRI were not associated with future low back pain”.", ""),
        ("“Findings on MRI were not associated […] with … future low back pain or disability”.", ""),
        ("They call it “never associated”.", ""),
        ("“Findings on MRI were never associated with future low back pain”.", "abstract_paraphrased: true\n"),
        ("“Findings on MRI were never associated with future low back pain” [@weber-1983].", ""),
    ],
)
def test_a_quotation_that_the_abstract_has_or_need_not_have_is_no_problem(tmp_path: Path, text: str, more: str) -> None:
    files = {"kasch-2022.yaml": f"{KASCH}{more}{ABSTRACT}commentary: |\n  {text}\n", "weber-1983.yaml": WEBER}
    assert check(tmp_path, files, notes=True) == []


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Kasch et al. (2022)", "kasch-2022"),
        ("Kasch *et al.* 2022", "kasch-2022"),
        ("Kasch and Truthmann (2022)", "kasch-2022"),
        ("Weber’s 1983", "weber-1983"),
        ("Weber, 1983", "weber-1983"),
    ],
)
def test_a_work_that_is_named_and_not_cited_is_told(tmp_path: Path, said: str, key: str) -> None:
    guide = f"---\ntitle: A guide\n---\nBacks.\n\nAs {said} shows.\n"
    (found,) = check(tmp_path, {"kasch-2022.yaml": KASCH, "weber-1983.yaml": WEBER, "articles/guide.md": guide})
    assert found == (
        f"articles/guide.md:6:4: uncited-mention: `{said.replace('*', '')}` names a work of this bibliography, and"
        f" nothing here cites it; cite it: `[@{key}]`"
    ).replace("`Weber’s 1983` names", "`Weber’s 1983` names")


@pytest.mark.parametrize(
    "text",
    [
        "As Kasch et al. (2022) show [@kasch-2022].",
        "Kasch 1999, Weber 2022, March 2022, in 1983.",
        "`Kasch 2022` and [Kasch 2022](@kasch-2022).",
        "Nobody since Brinjikji 2015.",
    ],
)
def test_a_work_that_is_cited_or_not_here_may_be_named(tmp_path: Path, text: str) -> None:
    guide = f"---\ntitle: A guide\n---\n{text}\n"
    assert check(tmp_path, {"kasch-2022.yaml": KASCH, "weber-1983.yaml": WEBER, "articles/guide.md": guide}) == []


def test_a_text_on_a_work_may_name_it(tmp_path: Path) -> None:
    assert check(tmp_path, {"kasch-2022.yaml": f"{KASCH}commentary: Kasch (2022) looked at backs.\n"}) == []


def test_a_build_leaves_what_is_dear_to_a_check(tmp_path: Path) -> None:
    files = {"bibliography/a.yaml": DISC, "bibliography/b.yaml": DISC}
    assert build_site(tmp_path, files).problems == []
    assert [line.split(": ")[1] for line in check(tmp_path, {})] == ["near-duplicate"]


@needs_fixtures
def test_few_of_many_real_works_look_wrong() -> None:
    text = (FIXTURES / "bib" / "cdl" / "cdl.bib").read_text(encoding="utf-8")
    entries, _ = parse_bibtex(text, path="cdl.bib")
    library, _ = link({one.citekey: one for one in entries if one.title}.values(), [])
    assert len(list(find_leftovers(library.entries.values()))) == 10
    assert sorted(one.message.split("`")[1] for one in find_near_duplicates(library.entries.values())) == [
        "GoenLogo08", "LimoEtal95c", "RuggAlla00",
    ]  # fmt: skip
    assert len(list(find_spellings(library))) < 25


NO_ID = "has nothing with the id `#none`; link to a heading of that page, or to the page"


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("../guide/#sings", "the page of `../guide/#sings` has nothing with the id `#sings`; did you mean `#signs`?"),
        ("guide.md#sings", "the page of `guide.md#sings` has nothing with the id `#sings`; did you mean `#signs`?"),
        ("/articles/guide/#none", f"the page of `/articles/guide/#none` {NO_ID}"),
        ("../../bibliography/weber-1983/#none", f"the page of `../../bibliography/weber-1983/#none` {NO_ID}"),
    ],
)  # fmt: skip
def test_a_link_to_a_place_that_another_page_does_not_have_is_told(tmp_path: Path, link: str, said: str) -> None:
    files = {"weber-1983.yaml": WEBER, "articles/guide.md": GUIDE}
    post = f"---\ntitle: A post\n---\nSee\nthe [guide]({link}).\n"
    assert check(tmp_path, {**files, "articles/post.md": post}) == [f"articles/post.md:5:13: dead-link: {said}"]


GUIDE = '---\ntitle: A guide\n---\n## Signs\n\nText. <span id="spot">Here</span>.\n'


@pytest.mark.parametrize(
    "link", ["../guide/#signs", "guide.md#signs", "../guide/#spot", "../guide/", "../guide/#references", "../#none"]
)
def test_a_link_to_a_place_that_is_there_is_no_problem(tmp_path: Path, link: str) -> None:
    post = f"---\ntitle: A post\n---\nSee the [guide]({link}).\n"
    assert check(tmp_path, {"articles/guide.md": GUIDE, "articles/post.md": post}) == []


def test_two_articles_of_one_title_are_told(tmp_path: Path) -> None:
    files = {"articles/guide.md": GUIDE, "articles/other.md": GUIDE.replace("A guide", "A Guide")}
    assert check(tmp_path, files) == [
        (
            "articles/other.md:2:1: duplicate-label: the title `A Guide` is also that of `guide` at"
            " bibliography/articles/guide.md:2:1; change one of the two, so that readers can tell them apart"
        )
    ]
