"""The fields of BibTeX and BibLaTeX: which of ours they fill, which are private, which are known at all."""

import re
from functools import cache

TEXT_FIELDS = {
    "container_abbreviation": ("shortjournal", "shortbooktitle"),
    "edition": ("edition",),
    "series": ("series",),
    "version": ("version",),
    "event": ("eventtitle", "event"),
}
"""Our fields that are plain text, and the first of whose names has a value."""

ARTICLE_TYPES = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "periodical", "review", "review-book",
})  # fmt: skip
"""CSL types whose `number` is the issue."""

PART_TYPES = ARTICLE_TYPES | {
    "article", "chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference", "review-book",
    "webpage", "post", "post-weblog",
}  # fmt: skip
"""CSL types of what is held by something else."""

_PRIVATE = frozenset({
    "note", "notes", "annote", "annotation", "file", "pdf", "ps", "local-url", "localfile", "owner", "comment",
    "comments", "groups", "timestamp", "creationdate", "modificationdate", "date-added", "date-modified",
    "date_added", "date-last-opened", "rating", "ranking", "read", "readstatus", "review", "priority",
    "qualityassured", "relevance", "printed", "search", "username", "privnote", "todo", "extra", "internal-note",
    "remark", "remarks", "uuid", "posted-at", "added-at", "interhash", "intrahash", "sentelink", "papers2_url",
    "citeulike-article-id", "mendeley-tags", "author-email", "email", "correspondence_address",
})  # fmt: skip
_PRIVATE_PREFIX = re.compile(r"bdsk-|__|comment-|citeulike-|mendeley-|jabref|sente|local-zo-|zotero-|private")

COMMON_FIELDS = (
    "abstract", "address", "author", "booktitle", "chapter", "crossref", "date", "doi", "edition", "editor", "eprint",
    "howpublished", "institution", "isbn", "issn", "journal", "journaltitle", "keywords", "language", "location",
    "month", "number", "organization", "pages", "pmcid", "pmid", "publisher", "school", "series", "shortjournal",
    "subtitle", "title", "translator", "url", "urldate", "volume", "year",
)  # fmt: skip
"""Fields that a mistyped name may mean."""

NOT_EXPORTED = frozenset({"crossref", "xdata", "entryset", "ids"})
"""Fields that tie entries of one file together and mean nothing in another."""

_KNOWN = frozenset(
    """
    abbrev_source_title abstract addendum address affiliation afterword annotator annotatortype archive
    archiveprefix articleno arxiv arxivid asin author author_keywords authortype bibdate bibsource biburl bookauthor
    bookpagination booksubtitle booktitle booktitleaddon chapter coden collaborator commentator copyright crossref
    date day dayfiled document_type doi edition editor editora editoratype editorb editorbtype editorc editorctype
    editortype eid eissn entryset entrysubtype eprint eprintclass eprinttype event eventdate eventtitle
    eventtitleaddon execute fjournal foreword gender holder howpublished hyphenation ids indexsorttitle indextitle
    institution introduction isan isbn ismn isrn issn issue issue_date issuesubtitle issuetitle issuetitleaddon iswc
    journal journalsubtitle journaltitle journaltitleaddon key keyword keywords keywords-plus label langid
    langidopts language lastaccessed lastchecked lccn library link lista listb listc listd liste listf location
    mainsubtitle maintitle maintitleaddon mesh month monthfiled mrclass mrnumber mrreviewer namea nameaddon
    nameatype nameb namebtype namec namectype nationality number numpages options organisation organization origdate
    origlanguage origlocation origpublisher origtitle origyear page pages pagetotal pagination part pmc pmcid pmid
    presort primaryclass publisher pubstate related relatedoptions relatedstring relatedtype reprinttitle
    research-areas rights school series shortauthor shortbooktitle shorteditor shorthand shorthandintro shortjournal
    shortseries shorttitle size sortkey sortname sortshorthand sorttitle sortyear source subject subtitle title
    titleaddon translator translatortype type url urldate urlday urlmonth urlyear usera userb userc userd usere
    userf venue verba verbb verbc version volume volumes xdata xref year yearfiled zblnumber
    article-number art_number page_count director directors
    """.split()
)


@cache
def is_private(name: str) -> bool:
    """Return whether a field, named in lower case, holds notes or bookkeeping: never published or exported."""
    return name in _PRIVATE or _PRIVATE_PREFIX.match(name) is not None


@cache
def is_known(name: str) -> bool:
    """Return whether a field, named in lower case, is one of BibTeX's, BibLaTeX's or the great databases' own."""
    return name in _KNOWN or "+an" in name
