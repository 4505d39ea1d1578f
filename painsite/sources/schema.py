"""The fields that editors write: one table for entries, one for articles.

The table of the manual (`painsite manual fields`), the JSON Schemas (`painsite schema`) and what editors show of a field
are made from them; tests compare them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from painsite.sources import readers as read
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE, csl_type_of
from painsite.sources.identifier_lists import first_arxiv, first_doi, first_isbn, first_issn, first_pmcid, first_pmid
from painsite.sources.identifiers import parse_url
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

Reader = Callable[[Reading, read.Located], object]
Markup = Literal["plain", "Markdown", "–"]

CSL_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)  # fmt: skip
"""https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: how it is read, and what the manual says of it.

    What searches and exports it is elsewhere: `pages/search/records.py`, `pages/formats/`. Tests hold both to this.
    """

    name: str
    """As in the model, and as editors write it."""
    read: Reader
    form: str
    """How a value is written."""
    about: str = ""
    """What it is, in a sentence of Markdown: for the manual, for JSON Schema and for editors that show it."""
    example: str = ""
    """A value, as YAML."""
    aliases: tuple[str, ...] = ()
    """Other names that editors may write."""
    markup: Markup = "plain"
    citations_count: bool = False
    searched: bool = False
    bibtex: str = ""
    ris: str = ""
    csl: str = ""


def read_type(reading: Reading, value: read.Located) -> str:
    """Read the type of a work, by the name that CSL or BibTeX gives it."""
    text = read.line(reading, value).lower()
    if text in CSL_TYPES or not text:
        return text
    if csl_type := csl_type_of(text):
        return csl_type
    remedy = read.suggest(text, (*CSL_TYPES, *CSL_TYPE_BY_BIBTEX_TYPE), f"use one of: {', '.join(CSL_TYPES)}")
    reading.report("bad-value", value.offset, f"{quoted(text)} is not a type of work", remedy)
    return ""


ENTRY_FIELDS = (
    # the work
    Field(name="type", read=read_type, form="CSL type, or BibTeX's name of it", markup="–", bibtex="entry type", ris="TY", csl="type",
          about="What sort of work it is; a paper in a journal where nothing is said.", example="book"),
    Field(name="title", read=read.work_line, form="text; the only required field", searched=True, bibtex="title", ris="TI", csl="title",
          about="The work’s own title, with its subtitle.", example="'Degenerative Cervical Radiculopathy: Diagnosis and Conservative Treatment'"),
    Field(name="authors", read=read.names, form="list of names", aliases=("author",), searched=True, bibtex="author", ris="AU", csl="author",
          about="Who wrote it, in the work’s order; a last `others` stands for more.", example="[Kasch R, Truthmann J, others]"),
    Field(name="collaboration", read=read.work_line, form="name of a group beside the authors", searched=True, bibtex="collaboration", ris="AU", csl="author",
          about="A group that signs beside the authors.", example="Alf-One Study Group"),
    Field(name="editors", read=read.names, form="list of names", aliases=("editor",), bibtex="editor", ris="A2, A3", csl="editor",
          about="Who edited it, or the book that it is in.", example="[Wall PD, Melzack R]"),
    Field(name="translators", read=read.names, form="list of names", aliases=("translator",), bibtex="translator", ris="A4", csl="translator",
          about="Who translated it.", example="[Weeks D]"),
    Field(name="container_title", read=read.work_line, form="text", aliases=("journal", "booktitle", "website"), bibtex="journal, booktitle", ris="T2, C3", csl="container-title",
          about="The journal, book or site that it appeared in, by its full name.", example="Deutsches Ärzteblatt International"),
    Field(name="container_abbreviation", read=read.work_line, form="text", bibtex="shortjournal, shortbooktitle", ris="J2", csl="container-title-short",
          about="The short name of the journal.", example="Dtsch Arztebl Int"),
    Field(name="main_title", read=read.work_line, form="title of the work of which this is a volume", aliases=("maintitle",), bibtex="maintitle", ris="N1", csl="container-title",
          about="The title of a work of several volumes, of which this is one.", example="Handbook of Clinical Neurology"),
    Field(name="publisher", read=read.listing, form="text, or list of texts", bibtex="publisher", ris="PB", csl="publisher",
          about="Who published it.", example="Churchill Livingstone"),
    Field(name="place", read=read.listing, form="text, or list of texts", bibtex="address", ris="CY", csl="publisher-place",
          about="Where it was published.", example="Edinburgh"),
    Field(name="edition", read=read.work_line, form="text", bibtex="edition", ris="ET", csl="edition",
          about="Which edition it is.", example="2nd"),
    Field(name="version", read=read.line, form="text", bibtex="version", ris="ET", csl="version",
          about="Which version of software, data or a standard it is.", example="2.1"),
    Field(name="series", read=read.work_line, form="text", bibtex="series", ris="T3", csl="collection-title",
          about="The series that it is part of.", example="Progress in Pain Research and Management"),
    Field(name="number", read=read.line, form="text", bibtex="number", ris="M1, IS, SN", csl="number, collection-number",
          about="Its number in a series, or that of a report or patent.", example="12"),
    Field(name="genre", read=read.genre, form="text: `Habilitationsschrift`, `Technical Note`", bibtex="type", csl="genre",
          about="Its kind in words, where the type says too little.", example="Doctoral dissertation"),
    Field(name="institution", read=read.work_line, form="text", bibtex="institution, school, organization", ris="PB", csl="publisher",
          about="The university or organisation behind a thesis or report.", example="Agency for Healthcare Research and Quality"),
    Field(name="event", read=read.work_line, form="text", bibtex="eventtitle", ris="T2", csl="event-title",
          about="The conference at which it was presented.", example="14th World Congress on Pain"),
    Field(name="issued", read=read.issued, form="`2022`, `2022-02`, `2022-02-01`, `spring 2022`, `2021-11/2022-02`", aliases=("date", "year"), markup="–", bibtex="year, month, day, date", ris="PY, DA", csl="issued",
          about="When it was published.", example="2022-02"),
    Field(name="original_date", read=read.issued, form="as `date`", markup="–", bibtex="origdate", ris="OP", csl="original-date",
          about="When the original was published, of a reprint or translation.", example="1965"),
    Field(name="publication_status", read=read.publication_status, form="`in press`, `forthcoming`, `submitted`, `preprint`", bibtex="pubstate", ris="N1", csl="status",
          about="How far it is on its way into print.", example="in press"),
    Field(name="volume", read=read.line, form="text", bibtex="volume", ris="VL", csl="volume",
          about="The journal’s volume.", example="119"),
    Field(name="issue", read=read.line, form="text", bibtex="number", ris="IS", csl="issue",
          about="The issue in the volume.", example="4"),
    Field(name="page_range", read=read.page_range, form="`201-211`, `e012938`", aliases=("pages",), bibtex="pages", ris="SP, EP", csl="page",
          about="Its pages, or the number of the article.", example="201-211"),
    Field(name="doi", read=read.Identifier(first_doi, "bad-doi"), form="DOI, bare or as an address", markup="–", searched=True, bibtex="doi", ris="DO", csl="DOI",
          about="The Digital Object Identifier; related works, exports and links need it.", example="10.1097/brs.0000000000004198"),
    Field(name="pmid", read=read.Identifier(first_pmid, "bad-pmid"), form="PubMed number", markup="–", searched=True, bibtex="pmid", ris="AN, M2", csl="PMID",
          about="The number in PubMed.", example="34889889"),
    Field(name="pmcid", read=read.Identifier(first_pmcid, "bad-pmcid"), form="`PMC4464797`", markup="–", searched=True, bibtex="pmcid", ris="C2, M2", csl="PMCID",
          about="The number in PubMed Central, where its full text is free.", example="PMC4464797"),
    Field(name="isbn", read=read.Identifier(first_isbn, "bad-isbn"), form="ISBN-10 or ISBN-13", markup="–", searched=True, bibtex="isbn", ris="SN", csl="ISBN",
          about="The number of the book.", example="978-0-19-852663-6"),
    Field(name="issn", read=read.Identifier(first_issn, "bad-issn"), form="`0362-2436`", markup="–", searched=True, bibtex="issn", ris="SN", csl="ISSN",
          about="The number of the journal.", example="0362-2436"),
    Field(name="arxiv", read=read.Identifier(first_arxiv, "bad-arxiv"), form="`2101.00001`", markup="–", searched=True, bibtex="eprint", ris="UR", csl="archive_location",
          about="The identifier of the preprint on arXiv.", example="2101.00001"),
    Field(name="url", read=read.Identifier(parse_url, "bad-url"), form="address", markup="–", bibtex="url", ris="UR", csl="URL",
          about="Where it is on the web, if it has no identifier.", example="https://www.nice.org.uk/guidance/ng59"),
    Field(name="accessed", read=read.date, form="date", markup="–", bibtex="urldate", ris="Y2", csl="accessed",
          about="When the web page was read.", example="2024-03-01"),
    Field(name="full_text", read=read.Identifier(parse_url, "bad-url"), form="address of a free copy", markup="–", ris="L1",
          about="Where it can be read for free.", example="https://www.nice.org.uk/guidance/ng59"),
    Field(name="language", read=read.language, form="text", bibtex="langid", ris="LA", csl="language",
          about="The language that it is written in.", example="de"),
    Field(name="works_cited", read=read.works, form="list of citekeys, DOIs and PMIDs", markup="–",
          about="What the work itself cites; works that cite the same are related.", example="[weber-1983, pmid:34889889]"),
    Field(name="relations", read=read.relations, form="`version_of`, `update_of`, `superseded_by`, `reply_to`: each a list of citekeys, DOIs and PMIDs", markup="–",
          about="Works that this one updates, answers or is another version of.", example="{version_of: [pmid:34889889]}"),
    Field(name="events", read=read.events, form="list of `nature` (`retraction`, `concern`, `correction` or `reinstatement`), `date`, `doi`, `pmid`", markup="–",
          about="What became of the work: retractions, corrections and the like.", example="[{nature: correction, date: 2022-05}]"),
    Field(name="mesh", read=read.lines, form="list of subject headings; they count for related content", markup="–",
          about="Subject headings of PubMed; pages do not show them.", example="[Intervertebral Disc Displacement]"),
    Field(name="extra", read=read.extra, form="names and texts of an imported record that no field holds; never published", markup="–",
          about="What the source of an imported record says beside the fields.", example="{label: '9421'}"),
    # what it says
    Field(name="abstract", read=read.abstract, form="paragraphs, each with a `LABEL:` if it has one", searched=True, bibtex="abstract", ris="AB", csl="abstract",
          about="The authors’ summary as the source has it.", example="'OBJECTIVE: To compare surgery with waiting.'"),
    Field(name="abstract_note", read=read.markdown, form="text", markup="Markdown", citations_count=True,
          about="What readers should know about the abstract.", example="Cut to the part about radiculopathy."),
    Field(name="abstract_paraphrased", read=read.boolean, form="`true` or `false`", markup="–",
          about="The abstract is retold in our own words.", example="true"),
    Field(name="study", read=read.study, form="`design`, `participants`, `follow_up`, `level`, `funding`, `population`, `setting`, `effects`",
          about="How the evidence was made.", example="{design: cohort, participants: 280}"),
    # what we say
    Field(name="headline", read=read.work_line, form="text", searched=True,
          about="Our finding in plain language: the title of the work’s page.", example="Most disc herniations get better without surgery"),
    Field(name="summary", read=read.work_line, form="one or two sentences", searched=True,
          about="One or two plain sentences, shown wherever the work is listed.", example="After ten years people with and without surgery were equally well."),
    Field(name="commentary", read=read.markdown, form="text", markup="Markdown", citations_count=True, searched=True,
          about="Our long text on the work; it may cite others.", example="Weber followed people for ten years, longer than [@kasch-2022]."),
    Field(name="notes", read=read.markdown, form="short text", markup="Markdown", citations_count=True, searched=True,
          about="Our short text on the work, where there is no commentary.", example="Small, but carefully done."),
    Field(name="rating", read=read.rating, form="1 to 5", markup="–",
          about="How much we trust it, from 1 to 5.", example="4"),
    Field(name="rating_reason", read=read.work_line, form="text",
          about="Why it is rated so.", example="Randomised, but few people were followed to the end."),
    Field(name="tags", read=read.tags, form="list; commas divide one text", searched=True, bibtex="keywords", ris="KW", csl="keyword",
          about="Topics; each has a page.", example="[imaging, low back pain]"),
    Field(name="related", read=read.citekeys, form="list of citekeys, best first", markup="–",
          about="Works that stand first under related content.", example="[weber-1983]"),
    Field(name="not_related", read=read.citekeys, form="list of citekeys", markup="–",
          about="Works that are never shown as related.", example="[brinjikji-2015]"),
    Field(name="image", read=read.image, form="file, or `file`, `alt`, `caption`",
          about="A picture at the top of the page.", example="{file: scan.jpg, alt: A disc that presses on a nerve root}"),
    Field(name="written_by", read=read.people, form="list of names",
          about="Who wrote our text.", example="[The editors]"),
    Field(name="reviewed_by", read=read.people, form="list of names",
          about="Who checked our text.", example="[The reviewers]"),
    Field(name="reviewed", read=read.date, form="date", markup="–",
          about="When our text was checked.", example="2024-05-17"),
    Field(name="added", read=read.date, form="date", markup="–",
          about="When it came into the bibliography; new ones are shown on the home page.", example="2024-03-01"),
    Field(name="updated", read=read.date, form="date", markup="–",
          about="When our text last changed.", example="2024-05-20"),
    Field(name="changes", read=read.changes, form="list of `date` and `note`",
          about="The public log of corrections.", example="[{date: 2024-05-20, note: Corrected the number of participants.}]"),
    Field(name="label", read=read.line, form="sets the short name, such as `Kasch 2022`", searched=True,
          about="The short name by which texts call it, where the usual one will not do.", example="Kasch 2022"),
    Field(name="aliases", read=read.citekeys, form="list of old citekeys", markup="–",
          about="Citekeys that it had before; they still lead to it.", example="[kasch-2021]"),
    Field(name="redirect_from", read=read.old_paths, form="list of old paths", markup="–",
          about="Paths that its page had on a former site.", example="[/biblio/kasch22.html]"),
    Field(name="draft", read=read.boolean, form="`true` or `false`", markup="–",
          about="It is not published yet.", example="true"),
    Field(name="todo", read=read.paragraph, form="text, never published",
          about="Notes to ourselves.", example="Look up the funding."),
    Field(name="allow", read=read.allowances, form="rules that find no problem here, each with the reason", markup="–",
           about="Rules that find no problem here, each with the reason.", example="{never-cited: Kept for its history.}"),
)  # fmt: skip

ARTICLE_FIELDS = (
    Field(name="title", read=read.work_line, form="text; required", searched=True,
          about="The article’s title.", example="Do I need a scan?"),
    Field(name="description", read=read.work_line, form="one or two sentences", searched=True,
          about="One or two sentences for lists and search engines.", example="What scans of a painful back show, and what they do not."),
    Field(name="authors", read=read.people, form="list of names", aliases=("author",),
          about="Who wrote it.", example="[The editors]"),
    Field(name="date", read=read.date, form="date", markup="–",
          about="When it was published.", example="2024-03-01"),
    Field(name="updated", read=read.date, form="date", markup="–",
          about="When it last changed.", example="2024-05-20"),
    Field(name="reviewed_by", read=read.people, form="list of names",
          about="Who checked it.", example="[The reviewers]"),
    Field(name="reviewed", read=read.date, form="date", markup="–",
          about="When it was checked.", example="2024-05-17"),
    Field(name="tags", read=read.tags, form="list; commas divide one text", searched=True,
          about="Topics; each has a page.", example="[imaging]"),
    Field(name="image", read=read.image, form="file, or `file`, `alt`, `caption`",
          about="A picture at the top of the page.", example="{file: scan.jpg, alt: A disc that presses on a nerve root}"),
    Field(name="related", read=read.citekeys, form="list of citekeys of articles, best first", markup="–",
          about="Articles that stand first under related content.", example="[scans-and-back-pain]"),
    Field(name="not_related", read=read.citekeys, form="list of citekeys", markup="–",
          about="Articles that are never shown as related.", example="[sciatica]"),
    Field(name="kind", read=read.OneOf(("guide", "article", "post")), form="`guide`, `article` or `post`", markup="–",
          about="Guides stand first in lists, posts last.", example="guide"),
    Field(name="changes", read=read.changes, form="list of `date` and `note`",
          about="The public log of corrections.", example="[{date: 2024-05-20, note: Corrected a figure.}]"),
    Field(name="aliases", read=read.citekeys, form="list of old citekeys", markup="–",
          about="Citekeys that it had before; they still lead to it.", example="[scans]"),
    Field(name="redirect_from", read=read.old_paths, form="list of old paths", markup="–",
          about="Paths that its page had on a former site.", example="[/articles/scans.html]"),
    Field(name="draft", read=read.boolean, form="`true` or `false`", markup="–",
          about="It is not published yet.", example="true"),
    Field(name="todo", read=read.paragraph, form="text, never published",
          about="Notes to ourselves.", example="Ask a radiologist."),
    Field(name="allow", read=read.allowances, form="rules that find no problem here, each with the reason", markup="–",
           about="Rules that find no problem here, each with the reason.", example="{never-cited: Kept for its history.}"),
)  # fmt: skip


def field_by_name(fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Return each field by its name and by each of its aliases."""
    return {name: field for field in fields for name in (field.name, *field.aliases)}


ENTRY_FIELD_BY_NAME = field_by_name(ENTRY_FIELDS)
ARTICLE_FIELD_BY_NAME = field_by_name(ARTICLE_FIELDS)


def format_field_table() -> str:
    """Return the manual's table of entry fields and of how each is read, in Markdown."""
    rows = [
        f"| {_names(field)} | {field.about} | {field.form} | {', '.join(_uses(field)) or '–'} |\n"
        for field in ENTRY_FIELDS
    ]
    return f"| field | what it is | form | text |\n| --- | --- | --- | --- |\n{''.join(rows)}"


def format_export_table() -> str:
    """Return the manual's table of the names that entry fields have in other formats, in Markdown."""
    rows = [
        f"| {_names(field)} | {' | '.join(name or '–' for name in (field.bibtex, field.ris, field.csl))} |\n"
        for field in ENTRY_FIELDS
        if field.bibtex or field.ris or field.csl
    ]
    return f"| field | BibTeX | RIS | CSL |\n| --- | --- | --- | --- |\n{''.join(rows)}"


def _names(field: Field) -> str:
    return ", ".join(f"`{name}`" for name in _written_names(field))


def _uses(field: Field) -> Iterator[str]:
    if field.markup != "–":
        yield field.markup
    if field.citations_count:
        yield "citations count"
    if field.searched:
        yield "searched"


def _written_names(field: Field) -> tuple[str, ...]:
    # `issued` is the model's word; editors write `date` or `year`
    return field.aliases if field.name == "issued" else (field.name, *field.aliases)
