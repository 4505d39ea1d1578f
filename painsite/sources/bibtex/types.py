"""Entry types of BibTeX and BibLaTeX, and the CSL types that they mean."""

from collections.abc import Container

_OTHER_NAMES = {
    "article": "preprint",
    "article-journal": "journal journalarticle electronicarticle editorial",
    "article-magazine": "magazine magazinearticle",
    "article-newspaper": "newspaper newspaperarticle news newsarticle",
    "book": "monograph editedbook electronicbook ebook encyclopedia dictionary catalog",
    "broadcast": "podcast radiobroadcast televisionbroadcast tvbroadcast episode",
    "chapter": "booksection bookchapter electronicbooksection contribution section",
    "classic": "ancienttext classicalwork",
    "dataset": "data onlinedatabase aggregateddatabase database",
    "document": "generic other",
    "entry-dictionary": "dictionaryentry",
    "entry-encyclopedia": "encyclopediaarticle encyclopediaentry referenceentry",
    "figure": "chart",
    "graphic": "photograph photo picture painting drawing",
    "legal_case": "case courtcase",
    "legislation": "statute law act legalruleorregulation",
    "manuscript": "unpublishedwork draft",
    "map": "map",
    "motion_picture": "film videorecording onlinemultimedia audiovisualmaterial filmorbroadcast",
    "pamphlet": "leaflet brochure factsheet",
    "paper-conference": "conferencepaper conferenceproceedings proceedingspaper",
    "periodical": "serial",
    "personal_communication": "email instantmessage",
    "post": "forumpost discussionforum tweet",
    "post-weblog": "blog blogpost",
    "report": "techrep technicalreport researchreport workingpaper whitepaper policybrief guideline governmentdocument",
    "software": "computerprogram program code codefragment softwaremodule softwareversion game app",
    "song": "audiorecording",
    "speech": "poster presentation talk lecture slides keynote",
    "standard": "norm rfc",
    "thesis": (
        "bachelorthesis bachelorsthesis diplomathesis doctoralthesis habilitationthesis licentiatethesis masterthesis"
        " magisterthesis bachelorarbeit diplomarbeit masterarbeit habilitation dissertation"
    ),
    "webpage": "website wiki elec onlineresource",
}
"""What reference managers (Mendeley, Zotero, EndNote, Citavi) and authors write besides, without `_` and `-`."""

_CSL_NAMES = (
    "article-journal", "article-magazine", "article-newspaper", "bill", "broadcast", "chapter", "classic", "document",
    "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "manuscript", "motion_picture", "musical_score", "pamphlet", "paper-conference",
    "personal_communication", "post", "post-weblog", "regulation", "review-book", "song", "speech", "treaty", "webpage",
)  # fmt: skip
"""CSL's own names that no type of BibTeX has."""

CSL_TYPE_BY_BIBTEX_TYPE = {
    # BibTeX (btxdoc, section 3.1)
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
    # BibLaTeX (manual, sections 2.1.1 to 2.1.3)
    "artwork": "graphic",
    "audio": "song",
    "bibnote": "document",
    "bookinbook": "chapter",
    "collection": "book",
    "commentary": "book",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "thesis": "thesis",
    "video": "motion_picture",
    "www": "webpage",
    **{f"custom{letter}": "document" for letter in "abcdef"},
    **{name: csl_type for csl_type, names in _OTHER_NAMES.items() for name in names.split()},
    **{name.replace("-", "").replace("_", ""): name for name in _CSL_NAMES},
}
"""Lower-case names of entry types."""

GENRE_BY_BIBTEX_TYPE = {
    "bachelorarbeit": "Bachelorarbeit",
    "bachelorsthesis": "Bachelor’s thesis",
    "bachelorthesis": "Bachelor’s thesis",
    "diplomarbeit": "Diplomarbeit",
    "diplomathesis": "Diploma thesis",
    "habilitation": "Habilitation",
    "habilitationthesis": "Habilitation thesis",
    "licentiatethesis": "Licentiate thesis",
    "masterarbeit": "Masterarbeit",
    "policybrief": "Policy brief",
    "whitepaper": "White paper",
    "workingpaper": "Working paper",
}
"""What an entry type says beyond its CSL type."""

BIBTEX_TYPE_BY_CSL_TYPE = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "broadcast": "audio",
    "chapter": "incollection",
    "dataset": "dataset",
    "document": "misc",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "figure": "image",
    "graphic": "artwork",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "map": "misc",
    "motion_picture": "movie",
    "musical_score": "music",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "review": "review",
    "review-book": "review",
    "software": "software",
    "song": "audio",
    "speech": "unpublished",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "legal",
    "webpage": "online",
}
"""The entry type of BibLaTeX that says a CSL type best; `misc` for those that are not here."""

EXPORTED_TYPE_BY_CSL_TYPE = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "bill": "legislation",
    "book": "book",
    "broadcast": "audio",
    "chapter": "incollection",
    "classic": "book",
    "collection": "book",
    "dataset": "misc",
    "document": "misc",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "event": "misc",
    "figure": "artwork",
    "graphic": "artwork",
    "hearing": "misc",
    "interview": "misc",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "map": "misc",
    "motion_picture": "movie",
    "musical_score": "book",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "misc",
    "periodical": "article",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "song": "audio",
    "speech": "unpublished",
    "standard": "report",
    "thesis": "thesis",
    "treaty": "misc",
    "webpage": "online",
}
"""The entry type under which a .bib file of ours has a CSL type: one that Zotero reads (`READ_EVERYWHERE`).

What it does not say stands in `entrysubtype`.
"""

READ_EVERYWHERE = frozenset(
    "article artwork audio book booklet collection conference electronic inbook incollection inproceedings inreference"
    " jurisdiction legislation letter manual mastersthesis misc movie mvbook online patent phdthesis proceedings report"
    " software techreport thesis unpublished video".split()
)
"""The entry types of which Zotero makes an item; it drops a block of any other without a word.

Source: zotero/translators, BibTeX.js, `bibtex2zoteroTypeMap`. BibTeX's styles know fewer and print the others as
`@misc`; biber knows them all.
"""

_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_TYPES_BY_SUBTYPE = {subtype: csl_type for csl_type, subtype in _SUBTYPES.items()}


def subtype_of(csl_type: str) -> str:
    """Return the `entrysubtype` of a CSL type: `magazine` and `newspaper`, which BibLaTeX has; else its name."""
    return _SUBTYPES.get(csl_type, csl_type)


def meant_by_subtype(kind: str, subtype: str) -> str:
    """Return the CSL type that an `entrysubtype` names beside this entry type, or nothing.

    It is the name of a CSL type or of an entry type that readers drop, under the entry type that stands for it: so a
    word that somebody else puts there for other ends decides nothing.
    """
    named = _TYPES_BY_SUBTYPE.get(subtype, subtype)
    if EXPORTED_TYPE_BY_CSL_TYPE.get(named) == kind:
        return named
    meant = "" if subtype in READ_EVERYWHERE else CSL_TYPE_BY_BIBTEX_TYPE.get(subtype, "")
    return meant if EXPORTED_TYPE_BY_CSL_TYPE.get(meant) == kind else ""


def meant_type(kind: str, subtype: str, fields: Container[str], *, at_arxiv: bool, on_web: bool) -> str:
    """Return the CSL type of an entry, named in lower case, by its types and the names of its fields.

    `at_arxiv` says that it has a number of arXiv, `on_web` that it has an address.
    """
    named = meant_by_subtype(kind, subtype)
    if named:
        return named
    if kind in {"misc", "online", "unpublished"} and at_arxiv:
        return "article"
    is_book = "publisher" in fields and ("address" in fields or "location" in fields)
    if kind == "misc" and on_web and not is_book and not any(name in fields for name in _NO_PAGE):
        return "webpage"
    if kind == "unpublished" and "eventtitle" in fields:
        return "speech"
    return csl_type_of(kind) or "document"


_NO_PAGE = ("doi", "isbn", "journal", "journaltitle", "booktitle")
"""Fields by which a `@misc` with an address is more than a page on the web."""

STRUCTURE_TYPES = frozenset({"xdata", "set", "ieeetranbstctl", "control"})
"""Blocks that look like entries but describe no work."""


def without_signs(name: str) -> str:
    """Return a name without the signs that exporters part its words by: `book_section`, `book-section`."""
    return name.replace("_", "").replace("-", "").replace(" ", "")


def csl_type_of(bibtex_type: str) -> str:
    """Return the CSL type of an entry type in lower case, or nothing for one that nobody knows."""
    return CSL_TYPE_BY_BIBTEX_TYPE.get(bibtex_type) or CSL_TYPE_BY_BIBTEX_TYPE.get(without_signs(bibtex_type), "")
