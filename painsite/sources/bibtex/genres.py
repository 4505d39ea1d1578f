"""What kind of work a .bib file describes: its CSL type, and the genre that its author names in `type`.

Keys that BibLaTeX translates (manual, 4.9.2.12 to 4.9.2.14) become their words, but for those of the two degrees, which
every style names in its own way.
"""

import re

from painsite.sources.bibtex.addresses import has_address
from painsite.sources.bibtex.entries import RawEntry
from painsite.sources.bibtex.identifiers import ARXIV_NAME, eprint_type
from painsite.sources.bibtex.types import (
    BIBTEX_TYPE_BY_CSL_TYPE,
    GENRE_BY_BIBTEX_TYPE,
    meant_by_subtype,
    meant_type,
    subtype_of,
    without_signs,
)
from painsite.sources.bibtex.work import Work, plain, use

_DEGREES = {"phdthesis": "phdthesis", "mathesis": "mastersthesis", "mastersthesis": "mastersthesis"}
_DEGREE_WORDS = {"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis"}
_WORDS = {
    "candthesis": "Candidate thesis",
    "bathesis": "Bachelor’s thesis",
    "bachelorthesis": "Bachelor’s thesis",
    "bscthesis": "Bachelor’s thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patreq": "Patent request",
    **{
        f"{key}{country}": f"{adjective} {words}"
        for key, words in (("patent", "patent"), ("patreq", "patent request"))
        for country, adjective in (
            ("de", "German"), ("eu", "European"), ("fr", "French"), ("uk", "British"), ("us", "U.S."),
        )
    },
}  # fmt: skip
_DOCTORAL = re.compile(r"\bph\.?\s?d\b|\bdoctor|\bdr\.|dissertation|doctora[lt]|promotionsschrift", re.IGNORECASE)
_MASTER = re.compile(r"\bmaster|\bm\.?\s?(?:sc|a|phil)\b|\bmagister", re.IGNORECASE)
_NO_GENRE = frozenset(
    {"chapter", "paper-conference", "book", "article-journal", "article-magazine", "article-newspaper"}
)
"""CSL types whose `type` names a part of a book (`Section`), or what an exporter calls the entry."""
_NAMES_OF_TYPES = frozenset({
    "article", "book", "book section", "computer program", "conference paper", "conference proceedings", "data set",
    "dataset", "document", "edited book", "electronic article", "electronic book", "film or broadcast", "generic",
    "journal article", "manuscript", "misc", "miscellaneous", "online", "report", "review", "standard", "text",
    "thesis", "unpublished work", "web page", "webpage", "type",
})  # fmt: skip
"""What EndNote and others write into `type`, and says no more than the entry's type."""


def genre_in_words(text: str) -> str:
    """Return a genre in words where it is one of BibLaTeX's keys: `mathesis`, `patentus`."""
    return _WORDS.get(text.lower()) or _DEGREE_WORDS.get(text.lower(), text)


def read_type_and_genre(work: Work, raw: RawEntry) -> None:
    """Read what kind of work an entry describes."""
    fields = work.fields
    subtype = fields["entrysubtype"].value.strip().lower() if "entrysubtype" in fields else ""
    howpublished = fields["howpublished"].value if "howpublished" in fields else ""
    at_arxiv = ("eprint" in fields and eprint_type(work) == "arxiv") or (
        raw.type == "misc" and ARXIV_NAME.search(howpublished) is not None
    )
    on_web = "url" in fields or has_address(howpublished)
    csl_type = meant_type(raw.type, subtype, fields, at_arxiv=at_arxiv, on_web=on_web)
    work.values["type"] = csl_type
    work.places["type"] = work.places["citekey"]
    named = meant_by_subtype(raw.type, subtype)
    if named:
        work.used.add("entrysubtype")
    degree, genre = _genre(work, csl_type)
    genre = genre or GENRE_BY_BIBTEX_TYPE.get(without_signs(raw.type), "")
    if genre:
        work.values["genre"] = genre
        work.places.setdefault("genre", work.places["citekey"])
    # nothing need be kept of a subtype that says no more than the type
    given = raw.type if not named else "" if subtype == subtype_of(named) else subtype
    given = degree if degree and given == "thesis" else given
    if given and given not in {csl_type, BIBTEX_TYPE_BY_CSL_TYPE.get(csl_type)}:
        work.values["bibtex_type"] = given


def _genre(work: Work, csl_type: str) -> tuple[str, str]:
    """Return the entry type of the degree that `type` names, and the words of it that are kept; both may be empty."""
    found = work.fields.get("type")
    if not found or csl_type in _NO_GENRE:
        return "", ""
    words = plain(work, found).strip(" ,;")
    key = without_signs(words.lower())
    if key in _DEGREES and " " not in words:
        use(work, "genre", "type")
        return _DEGREES[key], ""
    if key in _WORDS and " " not in words:
        use(work, "genre", "type")
        return "", "" if key == csl_type else _WORDS[key]
    if words.lower().rstrip(".") in _NAMES_OF_TYPES or not any(map(str.isalpha, words)):
        return "", ""
    use(work, "genre", "type")
    degree = "phdthesis" if _DOCTORAL.search(words) else "mastersthesis" if _MASTER.search(words) else ""
    return degree, words
