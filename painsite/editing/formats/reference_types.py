"""The kinds of works in EndNote, by their names in English and their numbers.

Source: EndNote's reference types and RefTypeTable; what Zotero's translator for EndNote XML makes of them.
"""

_NAMES = {
    "article-journal": "journal article;journal;electronic article;press release;article",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "article": "preprint;unpublished preprint",
    "bill": "bill",
    "book": "book;edited book;electronic book;serial;catalog;collection;proceedings",
    "broadcast": "podcast;radio broadcast;television episode",
    "chapter": "book section;electronic book section;book chapter;chapter;section;section in book",
    "classic": "ancient text;classical work",
    "dataset": "dataset;online database;aggregated database",
    "document": "generic;grant;unused 1;unused 2;unused 3;multimedia application;discussion forum",
    "entry-dictionary": "dictionary",
    "entry-encyclopedia": "encyclopedia",
    "figure": "figure;chart or table;equation",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript;unpublished work",
    "map": "map",
    "motion_picture": "film or broadcast;audiovisual material;online multimedia;video",
    "musical_score": "music",
    "pamphlet": "pamphlet",
    "paper-conference": "conference paper;conference proceedings;conference",
    "patent": "patent",
    "personal_communication": "personal communication",
    "post-weblog": "blog",
    "regulation": "legal rule or regulation",
    "report": "report;government document",
    "software": "computer program;software",
    "standard": "standard",
    "thesis": "thesis;dissertation",
    "webpage": "web page;webpage;website",
}
_TYPE_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split(";")}
_TYPE_BY_NUMBER = {
    "0": "article-journal", "1": "book", "2": "thesis", "3": "paper-conference", "4": "personal_communication",
    "5": "chapter", "6": "book", "7": "book", "8": "software", "9": "software", "10": "paper-conference",
    "12": "webpage", "13": "document", "14": "legal_case", "16": "webpage", "17": "article-journal",
    "18": "legal_case", "19": "article-magazine", "20": "map", "21": "motion_picture", "23": "article-newspaper",
    "25": "patent", "26": "personal_communication", "27": "report", "28": "book", "31": "legislation",
    "32": "thesis", "34": "manuscript", "36": "manuscript", "37": "figure", "43": "article-journal", "44": "book",
    "45": "dataset", "46": "report", "47": "paper-conference", "48": "motion_picture", "52": "entry-dictionary",
    "53": "entry-encyclopedia", "56": "post-weblog", "58": "standard", "59": "dataset", "60": "chapter",
}  # fmt: skip


def type_of(name: str, number: str = "") -> str:
    """Return the CSL type of a kind of work; nothing for one that nobody knows."""
    return _TYPE_BY_NAME.get(" ".join(name.lower().split()), "") or _TYPE_BY_NUMBER.get(number.strip(), "")
