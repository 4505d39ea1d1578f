"""The fields that editors write: one table for entries, one for articles.

The table of the manual (`painsite manual fields`) is made from `ENTRY_FIELDS`; a test compares them.
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
    """For the manual."""
    aliases: tuple[str, ...] = ()
    """Other names that editors may write."""
    markup: Markup = "plain"
    citations_count: bool = False
    searched: bool = False
    bibtex: str = ""
    ris: str = ""
    csl: str = ""


def _read_type(reading: Reading, value: read.Located) -> str:
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
    Field(name="type", read=_read_type, form="CSL type, or BibTeX's name of it", markup="–", bibtex="entry type", ris="TY", csl="type"),
    Field(name="title", read=read.work_line, form="text; the only required field", searched=True, bibtex="title", ris="TI", csl="title"),
    Field(name="authors", read=read.names, form="list of names", aliases=("author",), searched=True, bibtex="author", ris="AU", csl="author"),
    Field(name="collaboration", read=read.work_line, form="name of a group beside the authors", searched=True, bibtex="collaboration", ris="AU", csl="author"),
    Field(name="editors", read=read.names, form="list of names", aliases=("editor",), bibtex="editor", ris="A2, A3", csl="editor"),
    Field(name="translators", read=read.names, form="list of names", aliases=("translator",), bibtex="translator", ris="A4", csl="translator"),
    Field(name="container_title", read=read.work_line, form="text", aliases=("journal", "booktitle", "website"), bibtex="journal, booktitle", ris="T2, C3", csl="container-title"),
    Field(name="container_abbreviation", read=read.work_line, form="text", bibtex="shortjournal, shortbooktitle", ris="J2", csl="container-title-short"),
    Field(name="main_title", read=read.work_line, form="title of the work of which this is a volume", aliases=("maintitle",), bibtex="maintitle", ris="N1", csl="container-title"),
    Field(name="publisher", read=read.listing, form="text, or list of texts", bibtex="publisher", ris="PB", csl="publisher"),
    Field(name="place", read=read.listing, form="text, or list of texts", bibtex="address", ris="CY", csl="publisher-place"),
    Field(name="edition", read=read.work_line, form="text", bibtex="edition", ris="ET", csl="edition"),
    Field(name="version", read=read.line, form="text", bibtex="version", ris="ET", csl="version"),
    Field(name="series", read=read.work_line, form="text", bibtex="series", ris="T3", csl="collection-title"),
    Field(name="number", read=read.line, form="text", bibtex="number", ris="M1, IS, SN", csl="number, collection-number"),
    Field(name="genre", read=read.genre, form="text: `Habilitationsschrift`, `Technical Note`", bibtex="type", csl="genre"),
    Field(name="institution", read=read.work_line, form="text", bibtex="institution, school, organization", ris="PB", csl="publisher"),
    Field(name="event", read=read.work_line, form="text", bibtex="eventtitle", ris="T2", csl="event-title"),
    Field(name="issued", read=read.issued, form="`2022`, `2022-02`, `2022-02-01`, `spring 2022`, `2021-11/2022-02`", aliases=("date", "year"), markup="–", bibtex="year, month, day, date", ris="PY, DA", csl="issued"),
    Field(name="original_date", read=read.issued, form="as `date`", markup="–", bibtex="origdate", ris="OP", csl="original-date"),
    Field(name="publication_status", read=read.publication_status, form="`in press`, `forthcoming`, `submitted`, `preprint`", bibtex="pubstate", ris="N1", csl="status"),
    Field(name="volume", read=read.line, form="text", bibtex="volume", ris="VL", csl="volume"),
    Field(name="issue", read=read.line, form="text", bibtex="number", ris="IS", csl="issue"),
    Field(name="page_range", read=read.page_range, form="`201-211`, `e012938`", aliases=("pages",), bibtex="pages", ris="SP, EP", csl="page"),
    Field(name="doi", read=read.identifier(first_doi, "bad-doi"), form="DOI, bare or as an address", markup="–", searched=True, bibtex="doi", ris="DO", csl="DOI"),
    Field(name="pmid", read=read.identifier(first_pmid, "bad-pmid"), form="PubMed number", markup="–", searched=True, bibtex="pmid", ris="AN, M2", csl="PMID"),
    Field(name="pmcid", read=read.identifier(first_pmcid, "bad-pmcid"), form="`PMC4464797`", markup="–", searched=True, bibtex="pmcid", ris="C2, M2", csl="PMCID"),
    Field(name="isbn", read=read.identifier(first_isbn, "bad-isbn"), form="ISBN-10 or ISBN-13", markup="–", searched=True, bibtex="isbn", ris="SN", csl="ISBN"),
    Field(name="issn", read=read.identifier(first_issn, "bad-issn"), form="`0362-2436`", markup="–", searched=True, bibtex="issn", ris="SN", csl="ISSN"),
    Field(name="arxiv", read=read.identifier(first_arxiv, "bad-arxiv"), form="`2101.00001`", markup="–", searched=True, bibtex="eprint", ris="UR", csl="archive_location"),
    Field(name="url", read=read.identifier(parse_url, "bad-url"), form="address", markup="–", bibtex="url", ris="UR", csl="URL"),
    Field(name="accessed", read=read.date, form="date", markup="–", bibtex="urldate", ris="Y2", csl="accessed"),
    Field(name="full_text", read=read.identifier(parse_url, "bad-url"), form="address of a free copy", markup="–", ris="L1"),
    Field(name="language", read=read.language, form="text", bibtex="langid", ris="LA", csl="language"),
    Field(name="works_cited", read=read.works, form="list of citekeys, DOIs and PMIDs", markup="–"),
    Field(name="relations", read=read.relations, form="`version_of`, `update_of`, `superseded_by`, `reply_to`: each a list of citekeys, DOIs and PMIDs", markup="–"),
    Field(name="mesh", read=read.lines, form="list of subject headings; they count for related content", markup="–"),
    Field(name="extra", read=read.extra, form="names and texts of an imported record that no field holds; never published", markup="–"),
    # what it says
    Field(name="abstract", read=read.abstract, form="paragraphs, each with a `LABEL:` if it has one", searched=True, bibtex="abstract", ris="AB", csl="abstract"),
    Field(name="abstract_note", read=read.markdown, form="text", markup="Markdown", citations_count=True),
    Field(name="abstract_paraphrased", read=read.boolean, form="`true` or `false`", markup="–"),
    Field(name="study", read=read.study, form="`design`, `participants`, `follow_up`, `level`, `funding`, `population`, `setting`, `effects`"),
    # what we say
    Field(name="headline", read=read.work_line, form="text", searched=True),
    Field(name="summary", read=read.work_line, form="one or two sentences", searched=True),
    Field(name="commentary", read=read.markdown, form="text", markup="Markdown", citations_count=True, searched=True),
    Field(name="notes", read=read.markdown, form="short text", markup="Markdown", citations_count=True, searched=True),
    Field(name="rating", read=read.rating, form="1 to 5", markup="–"),
    Field(name="rating_reason", read=read.work_line, form="text"),
    Field(name="tags", read=read.tags, form="list; commas divide one text", searched=True, bibtex="keywords", ris="KW", csl="keyword"),
    Field(name="related", read=read.citekeys, form="list of citekeys, best first", markup="–"),
    Field(name="not_related", read=read.citekeys, form="list of citekeys", markup="–"),
    Field(name="image", read=read.image, form="file, or `file`, `alt`, `caption`"),
    Field(name="written_by", read=read.people, form="list of names"),
    Field(name="reviewed_by", read=read.people, form="list of names"),
    Field(name="reviewed", read=read.date, form="date", markup="–"),
    Field(name="added", read=read.date, form="date", markup="–"),
    Field(name="updated", read=read.date, form="date", markup="–"),
    Field(name="changes", read=read.changes, form="list of `date` and `note`"),
    Field(name="label", read=read.line, form="sets the short name, such as `Kasch 2022`", searched=True),
    Field(name="aliases", read=read.citekeys, form="list of old citekeys", markup="–"),
    Field(name="redirect_from", read=read.old_paths, form="list of old paths", markup="–"),
    Field(name="draft", read=read.boolean, form="`true` or `false`", markup="–"),
    Field(name="todo", read=read.paragraph, form="text, never published"),
    Field(name="allow", read=read.allowances, form="rules that find no problem here, each with the reason", markup="–"),
)  # fmt: skip

ARTICLE_FIELDS = (
    Field(name="title", read=read.work_line, form="text; required", searched=True),
    Field(name="description", read=read.work_line, form="one or two sentences", searched=True),
    Field(name="authors", read=read.people, form="list of names", aliases=("author",)),
    Field(name="date", read=read.date, form="date", markup="–"),
    Field(name="updated", read=read.date, form="date", markup="–"),
    Field(name="reviewed_by", read=read.people, form="list of names"),
    Field(name="reviewed", read=read.date, form="date", markup="–"),
    Field(name="tags", read=read.tags, form="list; commas divide one text", searched=True),
    Field(name="image", read=read.image, form="file, or `file`, `alt`, `caption`"),
    Field(name="related", read=read.citekeys, form="list of citekeys of articles, best first", markup="–"),
    Field(name="not_related", read=read.citekeys, form="list of citekeys", markup="–"),
    Field(name="kind", read=read.one_of(("guide", "article", "post")), form="`guide`, `article` or `post`", markup="–"),
    Field(name="changes", read=read.changes, form="list of `date` and `note`"),
    Field(name="aliases", read=read.citekeys, form="list of old citekeys", markup="–"),
    Field(name="redirect_from", read=read.old_paths, form="list of old paths", markup="–"),
    Field(name="draft", read=read.boolean, form="`true` or `false`", markup="–"),
    Field(name="todo", read=read.paragraph, form="text, never published"),
    Field(name="allow", read=read.allowances, form="rules that find no problem here, each with the reason", markup="–"),
)


def field_by_name(fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Return each field by its name and by each of its aliases."""
    return {name: field for field in fields for name in (field.name, *field.aliases)}


ENTRY_FIELD_BY_NAME = field_by_name(ENTRY_FIELDS)
ARTICLE_FIELD_BY_NAME = field_by_name(ARTICLE_FIELDS)


def format_field_table() -> str:
    """Return the manual's table of entry fields and of how each is read, in Markdown."""
    rows = [f"| {_names(field)} | {field.form} | {', '.join(_uses(field)) or '–'} |\n" for field in ENTRY_FIELDS]
    return f"| field | form | text |\n| --- | --- | --- |\n{''.join(rows)}"


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
