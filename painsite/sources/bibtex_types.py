"""Entry types of BibTeX and BibLaTeX, and the CSL types that they mean."""

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
"""The entry type that stands for a CSL type in a .bib file; `misc` for those that are not here."""

STRUCTURE_TYPES = frozenset({"xdata", "set", "ieeetranbstctl", "control"})
"""Blocks that look like entries but describe no work."""


def without_signs(name: str) -> str:
    """Give a name without the signs that exporters part its words by: `book_section`, `book-section`."""
    return name.replace("_", "").replace("-", "").replace(" ", "")


def csl_type_of(bibtex_type: str) -> str:
    """Give the CSL type of an entry type in lower case, or nothing for one that nobody knows."""
    return CSL_TYPE_BY_BIBTEX_TYPE.get(bibtex_type) or CSL_TYPE_BY_BIBTEX_TYPE.get(without_signs(bibtex_type), "")
