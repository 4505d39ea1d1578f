"""What a new editor is told: by its own name, at its own place, and once."""

from pathlib import Path

import pytest

from painsite.config import parse_settings
from painsite.editing.formats.recognise import recognise
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.entries import parse_entry
from tests.support import KASCH, build_site, shown, write_site


def of_entry(text: str) -> list[str]:
    return shown(parse_entry(text, path="bibliography/kasch-2022.yaml")[1])


def of_article(text: str) -> list[str]:
    return shown(parse_article(text, path="bibliography/articles/guide.md")[1])


def of_bibtex(text: str) -> list[str]:
    return shown(parse_bibtex(text, path="bibliography/works.bib")[1])


# quotation marks and blanks


NO_QUOTE = 'which opens no quoted text in YAML; put straight quotes (`"`) around the text'
AFTER_HYPHEN = "yaml-syntax: `-` without a space does not begin a list item; put a space after the hyphen"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: “Back pain: a review”\n", f"1:8: yaml-syntax: `“` is a curly quotation mark, {NO_QUOTE}"),
        ("title: ‘Back pain’: a review\n", f"1:8: yaml-syntax: `‘` is a curly quotation mark, {NO_QUOTE}"),
        ("title: «Mal de dos»: une revue\n", f"1:8: yaml-syntax: `«` is an angle quotation mark, {NO_QUOTE}"),
        (
            'title: "Back pain”\nyear: 2020\n',
            ('1:18: yaml-syntax: `”` is a curly quotation mark, which does not end the text that begins with `"`;'
            ' write `"` instead'),
        ),
        ("title: A\nauthors:\n  - Kasch R\n  -Weber H\n  - Deyo R\n", f"4:3: {AFTER_HYPHEN}"),
        ("title: A\nauthors:\n  - family: Kasch\n  -family: Weber\n    given: H\n", f"4:3: {AFTER_HYPHEN}"),
        ("title: A\nchanges:\n  - date: 2020\n    note: x\n  -date: 2021\n", f"5:3: {AFTER_HYPHEN}"),
        ("title: A\ntags:\n  -pain\n  Back\n  neck\n  disc: x\n", f"3:3: {AFTER_HYPHEN}"),
        ("title:A\n", "1:1: wrong-type: `title:` without a space is not a field; put a space after the colon"),
    ],
)  # fmt: skip
def test_a_sign_that_yaml_takes_for_another_is_named_at_its_own_place(text: str, said: str) -> None:
    assert of_entry(text) == [said]


IN_QUOTES = "is a comment in YAML and is left out; put the whole value in quotes if this belongs to it; if not, put"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Cause # 5 of pain\n", f"1:14: yaml-comment: `# 5 of pain` {IN_QUOTES} it on a line of its own"),
        ("title: A\ntags: [pain, #disc]\n", f"2:14: yaml-syntax: `#disc]` {IN_QUOTES} a space after the `#`"),
        (
            "title: A\nsummary: It is\n  one #of many\n  causes\n",
            f"3:7: yaml-syntax: `#of many` {IN_QUOTES} a space after the `#`",
        ),
    ],
)
def test_a_comment_that_cuts_a_text_is_told_though_the_yaml_breaks_only_later(text: str, said: str) -> None:
    assert of_entry(text) == [said]


@pytest.mark.parametrize("comment", ["# from PubMed", "#", "## checked"])
def test_a_comment_that_says_something_of_a_value_is_none_of_it(comment: str) -> None:
    assert of_entry(f"title: A\nyear: 2020 {comment}\n") == []


@pytest.mark.parametrize(
    ("mark", "close", "name"),
    [("“", "”", "a curly"), ("„", "“", "a curly"), ("«", "»", "an angle")],
)
def test_a_value_of_bibtex_in_other_marks_is_read_with_a_warning(mark: str, close: str, name: str) -> None:
    entries, problems = parse_bibtex(
        f"@article{{k,\n  title = {mark}Back pain, a review{close},\n  year = 2020\n}}\n", path="bibliography/works.bib"
    )
    assert [(one.title, one.issued is not None) for one in entries] == [("Back pain, a review", True)]
    assert shown(problems) == [
        (
            f"2:11: bibtex-syntax: `{mark}` before the value of `title` is {name} quotation mark;"
            ' write straight quotes (`"`), or braces'
        )
    ]


def test_a_block_of_bibtex_that_breaks_at_other_marks_names_them() -> None:
    assert of_bibtex("@article{k, title = “Pain”, author = “Kasch, R”, year = 2020}") == [
        (
            "1:21: bibtex-syntax: `@article{k` is not read: `“` before the value of `title` is a curly quotation mark;"
            ' put values in braces, or in straight quotes (`"`)'
        )
    ]


def test_marks_inside_a_value_of_bibtex_are_left_alone() -> None:
    assert of_bibtex("@article{k,\n  title = {The\n  score = “high”,\n  and more},\n  year = 2020\n}\n") == []


# fields that belong elsewhere


@pytest.mark.parametrize(
    ("field", "remedy"),
    [
        ("participants: 120", "write it under `study`: `study: {participants: …}`"),
        ("design: cohort", "write it under `study`: `study: {design: …}`"),
        ("followup: 2 years", "write it under `study`: `study: {follow_up: …}`"),
        ("family: Kasch", "write it in a name: `authors: [{family: …, given: …}]`"),
        ("alt: a disc", "write it under `image`: `image: {file: …, alt: …}`"),
        ("description: Scans", "an entry has a `summary`"),
        ("jornal: Spine", "did you mean `journal`?"),
        ("Year: 2020", "did you mean `year`?"),
        ("keywords: pain", "did you mean `tags`?"),
        ("colour: red", "remove it, or keep it in `todo`, which is never published"),
    ],
)
def test_an_unknown_field_of_an_entry_is_sent_where_it_belongs(field: str, remedy: str) -> None:
    name = field.partition(":")[0]
    assert of_entry(f"title: A\n{field}\n") == [f"2:1: unknown-field: `{name}` is not a field of an entry; {remedy}"]


@pytest.mark.parametrize(
    ("field", "remedy"),
    [
        ("headline: Scans", "an article has a `description`"),
        ("commentary: Scans", "write it below the front matter"),
        ("journal: Spine", "it is a field of entries; cite one, or remove it here"),
        ("auhtors: Kasch R", "did you mean `authors`?"),
        ("layout: post", "remove it, or keep it in `todo`, which is never published"),
    ],
)
def test_an_unknown_field_of_an_article_is_sent_where_it_belongs(field: str, remedy: str) -> None:
    name, start = field.partition(":")[0], "3:1: unknown-field:"
    assert of_article(f"---\ntitle: A\n{field}\n---\n") == [f"{start} `{name}` is not a field of an article; {remedy}"]


def test_a_field_of_an_entry_under_study_is_sent_back() -> None:
    assert of_entry("title: A\nstudy:\n  design: cohort\n  journal: Spine\n") == [
        (
            "4:3: unknown-field: `journal` is not a field of `study`;"
            " write it at the beginning of a line, as a field of the entry itself"
        )
    ]


@pytest.mark.parametrize(
    ("setting", "remedy"),
    [
        ("title: Notes", "did you mean `name`?"),
        ("navigation: []", "write it under `theme`: `theme: {navigation: …}`"),
        ("search: false", "write it under `features`: `features: {search: …}`"),
        ("page_plural: articles", "write it under `wording`: `wording: {page_plural: …}`"),
        ("missing-alt: error", "write it under `rules`: `rules: {missing-alt: …}`"),
        ("langauge: de", "did you mean `language`?"),
    ],
)
def test_an_unknown_setting_is_sent_where_it_belongs(setting: str, remedy: str) -> None:
    name = setting.partition(":")[0]
    assert shown(parse_settings(f"{setting}\n", path="bibliography/site.yaml")[1]) == [
        f"1:1: unknown-setting: `{name}` is not a setting; {remedy}"
    ]


# files in another format


RIS = "TY  - JOUR\nAU  - Kasch, R\nTI  - MRI\nER  - \n"
OF_ITS_OWN = "move it into a file of its own, and take that over with `painsite import FILE`"
BY_IMPORT = "take the references over with `painsite import {}`, and remove the file"


@pytest.mark.parametrize(
    ("text", "name", "remedy"),
    [
        (RIS, "RIS", BY_IMPORT),
        (f"\ufeff{RIS}", "RIS", BY_IMPORT),
        ("\nPMID- 34224511\nOWN - NLM\nTI  - Lumbar\n", "PubMed's own format (nbib)", BY_IMPORT),
        ("%0 Journal Article\n%T MRI\n%A Kasch, R\n", "EndNote's own format", BY_IMPORT),
        ('[{"id": "x", "type": "article-journal"}]', "JSON", BY_IMPORT),
        ('<?xml version="1.0"?>\n<xml><records></records></xml>', "XML", BY_IMPORT),
        ("<!DOCTYPE html>\n<html>Not found</html>", "HTML", "export it again from where it came, as BibTeX"),
    ],
)
def test_a_bib_file_in_another_format_is_told_once(text: str, name: str, remedy: str) -> None:
    line = 2 if text.startswith("\n") else 1
    remedy = remedy.format("bibliography/works.bib")
    assert of_bibtex(text)[0].partition(": ")[2] == (
        f"bibtex-stray-text: this is {name} and not BibTeX, and is not read; {remedy}"
    )
    assert "import" not in remedy or recognise(text)
    assert (len(of_bibtex(text)), line) == (1, line)


def test_records_of_ris_behind_entries_are_told_once() -> None:
    assert of_bibtex(f"@article{{k, title = {{Pain}}, year = 2020}}\n\n{RIS}AD  - r@example.org\n{RIS}") == [
        f"3:1: bibtex-stray-text: this is RIS and not BibTeX, and is not read; {OF_ITS_OWN}"
    ]


@pytest.mark.parametrize("text", ["", "% nothing\n", "@comment{none}\n", "@string{a = {b}}\n", "My references.\n"])
def test_a_bib_file_without_entries_is_no_problem(text: str) -> None:
    assert of_bibtex(text) == []


@pytest.mark.parametrize(
    ("text", "name", "remedy"),
    [
        (RIS, "RIS", BY_IMPORT),
        ("@article{kasch, title = {MRI}}", "BibTeX", "let the file's name end in `.bib`"),
        (
            "---\ntitle: A\n---\nSome text.\n",
            "Markdown with front matter",
            "let the file's name end in `.md`, and put it into `bibliography/articles/`",
        ),
        ('[{"id": "x"}]', "JSON", BY_IMPORT),
        ("<html><body>x</body></html>", "HTML", "write what it says in YAML, or move it out of this folder"),
    ],
)
def test_a_yaml_file_in_another_format_is_told_once(text: str, name: str, remedy: str) -> None:
    remedy = remedy.format("bibliography/kasch-2022.yaml")
    assert of_entry(text) == [f"1:1: wrong-type: this is {name} and no entry in YAML; {remedy}"]


IN_YAML = "write it in YAML: `---`, lines such as `title: …`, and `---` again"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('+++\ntitle = "A"\n+++\nText\n', f"1:1: the front matter is TOML, between lines `+++`; {IN_YAML}"),
        ('{\n"title": "A"\n}\nText\n', f"1:1: the front matter is JSON; {IN_YAML}"),
        ("\n---\ntitle: A\n---\n", "2:1: the front matter does not begin in the first line; delete what is above it"),
        ("----\ntitle: A\n----\n", "1:1: `----` does not begin front matter; write three hyphens, `---`"),
        ("title: A\n---\nText\n",
         "1:1: the front matter does not begin with a line `---`; put one above it, and one below it"),
        ("---\ntitle: A\n...\nText\n", "3:1: the front matter ends with `...`; end it with `---`"),
        ("<html>x</html>\n", "1:1: this is HTML and no article; write it in Markdown, with front matter"),
        (RIS, f"1:1: this is RIS and no article; {BY_IMPORT.format('bibliography/articles/guide.md')}"),
    ],
)  # fmt: skip
def test_front_matter_of_another_kind_is_named(text: str, said: str) -> None:
    place, _, words = said.partition(": ")
    assert of_article(text) == [f"{place}: bad-front-matter: {words}"]


# one cause, one problem


@pytest.mark.parametrize("name", ["titel", "Title", "“title”", "titles"])
def test_a_misspelled_title_is_one_problem_and_is_shown(tmp_path: Path, name: str) -> None:
    files = {
        "bibliography/kasch-2022.yaml": f"{name}: Lumbar discs\n",
        "bibliography/articles/guide.md": f"---\n{name}: A guide\n---\nText.\n",
    }
    built = build_site(tmp_path, files, tolerant=True)
    assert [problem.rule for problem in built.result.problems] == ["unknown-field", "unknown-field"]
    assert "Lumbar discs" in built.text("bibliography/kasch-2022/index.html")


def test_a_title_that_yaml_takes_for_a_comment_is_one_problem(tmp_path: Path) -> None:
    assert build_site(tmp_path, {"bibliography/kasch-2022.yaml": "title: #1 cause of pain\n"}).problems == [
        (
            "bibliography/kasch-2022.yaml:1:8: missing-title: `#1 cause of pain` is a comment in YAML, and so there"
            " is no title; put the title in quotes"
        )
    ]


@pytest.mark.parametrize(
    ("name", "broken", "cited"),
    [
        ("kasch.yaml", "title: [A\ncitekey: kasch-2022\n", "kasch-2022"),
        ("kasch.yaml", "title: [A\ncitekey: 'kasch-2022' # ours\n", "kasch-2022"),
        ("kasch.yaml", "title: [A\n", "kasch"),
        ("kasch.yaml", "aliases: [back, 'mri-2022']\ntitle: [A\n", "mri-2022"),
        ("kasch.yaml", "title: [A\naliases:\n  - back\n- mri-2022\n", "mri-2022"),
        ("articles/mri.md", "---\ntitle: [A\ncitekey: kasch-2022\n---\nText\n", "kasch-2022"),
    ],
)
def test_a_file_that_does_not_parse_is_one_problem_wherever_it_is_cited(
    tmp_path: Path, name: str, broken: str, cited: str
) -> None:
    files = {f"bibliography/{name}": broken, "bibliography/articles/guide.md": f"---\ntitle: G\n---\nSee [@{cited}].\n"}
    assert [problem.place.path for problem in build_site(tmp_path, files).result.problems] == [f"bibliography/{name}"]


def test_citekeys_of_a_file_that_does_not_parse_are_those_of_now(tmp_path: Path) -> None:
    guide = "---\ntitle: G\n---\nSee [@kasch-2022].\n"
    broken = "title: [A\ncitekey: kasch-2022\n"
    build_site(tmp_path, {"bibliography/kasch.yaml": broken, "bibliography/articles/guide.md": guide})
    write_site(tmp_path, {"bibliography/kasch.yaml": broken.replace("2022", "2021")})
    assert [problem.rule for problem in build_site(tmp_path).result.problems] == ["unknown-citekey", "yaml-syntax"]


def test_an_empty_title_is_missing_at_its_own_place(tmp_path: Path) -> None:
    assert build_site(tmp_path, {"bibliography/kasch-2022.yaml": "year: 2020\ntitle:\n"}).problems == [
        "bibliography/kasch-2022.yaml:2:1: missing-title: the entry `kasch-2022` has no title; add one"
    ]


def test_two_entries_that_share_doi_and_pmid_are_one_problem(tmp_path: Path) -> None:
    twice = f"{KASCH}doi: 10.1000/182\npmid: 34224511\n"
    built = build_site(tmp_path, {"bibliography/kasch-2022.yaml": twice, "bibliography/kasch-22.yaml": twice})
    assert [problem.rule for problem in built.result.problems] == ["duplicate-doi"]


def test_a_text_that_cites_itself_by_an_alias_is_one_problem(tmp_path: Path) -> None:
    files = {"bibliography/kasch-2022.yaml": f"{KASCH}aliases: [kasch]\ncommentary: See [@kasch].\n"}
    assert [problem.rule for problem in build_site(tmp_path, files).result.problems] == ["self-citation"]


WORK = "@article{Kasch2022, ids = {kasch22}, title = {MRI}, author = {Kasch, R}, journal = {Spine}, year = 2022}\n"


def test_an_overlay_named_by_an_alias_is_one_problem(tmp_path: Path) -> None:
    files = {"bibliography/works.bib": WORK, "bibliography/kasch22.yaml": "headline: Scans\n"}
    assert build_site(tmp_path, files).problems == [
        (
            "bibliography/kasch22.yaml:1:1: orphan-overlay: `kasch22` has no `title`, and in the .bib file this is an"
            " alias of `Kasch2022`; name this file `Kasch2022.yaml`"
        )
    ]


def test_an_overlay_whose_entry_is_spelled_otherwise_is_told_so_in_its_letters(tmp_path: Path) -> None:
    files = {"bibliography/works.bib": WORK, "bibliography/kasch-2022.yaml": "headline: Scans\n"}
    assert build_site(tmp_path, files).problems == [
        (
            "bibliography/kasch-2022.yaml:1:1: orphan-overlay: `kasch-2022` has no `title`, and no BibTeX entry has"
            " this key; did you mean `Kasch2022`? Then name this file so, and put `kasch-2022` among its `aliases`"
        )
    ]


def test_a_difference_is_told_in_the_words_of_the_yaml_file(tmp_path: Path) -> None:
    overlay = "journal: Eur Spine J\nauthor: [Weber H]\nyear: 2021\n"
    built = build_site(tmp_path, {"bibliography/works.bib": WORK, "bibliography/Kasch2022.yaml": overlay})
    assert [problem.message.partition(" at ")[0] for problem in built.result.problems] == [
        "`journal` is `Eur Spine J` here but `Spine`",
        "`author` is `Weber H` here but `Kasch R`",
        "`year` is `2021` here but `2022`",
    ]


def test_a_citation_that_may_mean_two_works_names_the_bib_files_and_no_overlay(tmp_path: Path) -> None:
    files = {
        "bibliography/a.bib": WORK,
        "bibliography/b.bib": WORK.replace("MRI", "Another work"),
        "bibliography/Kasch2022.yaml": "headline: Scans\n",
        "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@Kasch2022].\n",
    }
    assert build_site(tmp_path, files).problems == [
        (
            "bibliography/articles/guide.md:4:6: ambiguous-citekey: `Kasch2022` names two works, at"
            " bibliography/a.bib:1:10 and bibliography/b.bib:1:10; change one of the citekeys"
        ),
        (
            "bibliography/b.bib:1:10: bibtex-duplicate-key: the entry `Kasch2022` is left out, since another work has"
            " its citekey at bibliography/a.bib:1:10; change one of the citekeys"
        ),
    ]
