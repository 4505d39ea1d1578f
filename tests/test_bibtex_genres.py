"""Entry types that BibTeX does not know, and the genres that authors name in `type`."""

import pytest

from painsite.pages.formats.bibtex import format_bibtex
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE, GENRE_BY_BIBTEX_TYPE, csl_type_of
from painsite.sources.schema import CSL_TYPES
from tests.support import entry


@pytest.mark.parametrize(
    ("kind", "csl_type"),
    [
        # Mendeley
        ("web_page", "webpage"),
        ("journal_article", "article-journal"),
        ("newspaper_article", "article-newspaper"),
        ("magazine_article", "article-magazine"),
        ("book_section", "chapter"),
        ("conference_proceedings", "paper-conference"),
        ("computer_program", "software"),
        ("encyclopedia_article", "entry-encyclopedia"),
        ("working_paper", "report"),
        ("television_broadcast", "broadcast"),
        ("film", "motion_picture"),
        ("bill", "bill"),
        ("case", "legal_case"),
        ("hearing", "hearing"),
        ("statute", "legislation"),
        ("generic", "document"),
        # Zotero and Better BibTeX
        ("journalArticle", "article-journal"),
        ("conferencePaper", "paper-conference"),
        ("blogPost", "post-weblog"),
        ("forumPost", "post"),
        ("videoRecording", "motion_picture"),
        ("dictionaryEntry", "entry-dictionary"),
        ("email", "personal_communication"),
        # EndNote, Citavi
        ("edited_book", "book"),
        ("electronic_article", "article-journal"),
        ("unpublished_work", "manuscript"),
        ("contribution", "chapter"),
        # CSL
        ("article_newspaper", "article-newspaper"),
        ("legal_case", "legal_case"),
        # authors
        ("diplomarbeit", "thesis"),
        ("whitepaper", "report"),
    ],
)
def test_types_of_reference_managers_are_known(kind: str, csl_type: str) -> None:
    (work,), problems = parse_bibtex(f"@{kind}{{curie-1903, title = {{Recherches}}}}", path="classics.bib")
    assert (work.type, problems) == (csl_type, ())


def test_every_name_leads_to_a_csl_type() -> None:
    assert {csl_type_of(name) for name in (*CSL_TYPE_BY_BIBTEX_TYPE, *GENRE_BY_BIBTEX_TYPE)} <= set(CSL_TYPES)


@pytest.mark.parametrize(
    ("kind", "words", "genre", "bibtex_type"),
    [
        # the two degrees have words in every style
        ("thesis", "phdthesis", "", "phdthesis"),
        ("thesis", "mathesis", "", "mastersthesis"),
        # keys of BibLaTeX
        ("thesis", "candthesis", "Candidate thesis", ""),
        ("thesis", "bathesis", "Bachelor’s thesis", ""),
        ("report", "techreport", "Technical report", ""),
        ("report", "resreport", "Research report", ""),
        ("patent", "patreqeu", "European patent request", ""),
        ("patent", "patentus", "U.S. patent", ""),
        ("software", "software", "", ""),
        # own words
        ("phdthesis", "Habilitationsschrift", "Habilitationsschrift", "phdthesis"),
        ("phdthesis", "{PhD} Dissertation", "PhD Dissertation", "phdthesis"),
        ("thesis", "Doctoral Thesis", "Doctoral Thesis", "phdthesis"),
        ("thesis", "Master of Science", "Master of Science", "mastersthesis"),
        ("thesis", "Diplomarbeit", "Diplomarbeit", ""),
        ("techreport", "Technical Note", "Technical Note", "techreport"),
        ("techreport", "Tech. Rep.", "Tech. Rep.", "techreport"),
        ("thesis", "Dissertation", "Dissertation", "phdthesis"),
        ("thesis", "M.A. thesis", "M.A. thesis", "mastersthesis"),
        ("online", "White Paper", "White Paper", ""),
        ("diplomarbeit", "", "Diplomarbeit", "diplomarbeit"),
        ("working_paper", "", "Working paper", "working_paper"),
        # what exporters call an entry, and parts of books
        ("article", "Journal Article", "", ""),
        ("thesis", "Thesis", "", ""),
        ("incollection", "Section", "", ""),
    ],
)
def test_the_genre_is_what_type_says_beyond_the_entry_type(kind: str, words: str, genre: str, bibtex_type: str) -> None:
    given = f"type = {{{words}}}" if words else ""
    (work,), problems = parse_bibtex(f"@{kind}{{curie-1903, {given}}}", path="classics.bib")
    assert (work.genre, work.bibtex_type, problems) == (genre, bibtex_type, ())


def test_a_genre_goes_out_and_comes_back() -> None:
    work = entry("curie-1903", "type: thesis\ntitle: Recherches\ngenre: Thèse de doctorat\n")
    (back,), _ = parse_bibtex(format_bibtex(work), path="classics.bib")
    assert (back.type, back.genre) == ("thesis", "Thèse de doctorat")
