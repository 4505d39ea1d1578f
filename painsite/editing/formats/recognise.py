"""Which format a file of references is in, by what it says: its name tells too little, `.txt` and `.xml` nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from painsite.editing.formats.bibtex import parse_bibtex_import
from painsite.editing.formats.csl_json import parse_csl_json
from painsite.editing.formats.endnote_xml import parse_endnote_xml
from painsite.editing.formats.enw import parse_enw
from painsite.editing.formats.nbib import parse_nbib
from painsite.editing.formats.pubmed_file import parse_pubmed_file
from painsite.editing.formats.references import References
from painsite.editing.formats.ris import parse_ris

_AS_RIS = "export it as RIS or BibTeX"
_LOOKED_AT = 200_000
"""Characters; a file whose first records are behind so many others is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of references."""

    name: str
    """As reports write it."""
    parse: Callable[..., References]
    """From a text with line feeds, and the name of the file as `path`."""


class UnknownFormatError(Exception):
    """A file is in no format that can be read."""


BIBTEX = Format(name="BibTeX", parse=parse_bibtex_import)
RIS = Format(name="RIS", parse=parse_ris)
NBIB = Format(name="PubMed (MEDLINE)", parse=parse_nbib)
ENW = Format(name="EndNote tags", parse=parse_enw)
ENDNOTE_XML = Format(name="EndNote XML", parse=parse_endnote_xml)
PUBMED_XML = Format(name="PubMed XML", parse=parse_pubmed_file)
CSL_JSON = Format(name="CSL-JSON", parse=parse_csl_json)

_BY_LINE: tuple[tuple[re.Pattern[str], Format | str], ...] = (
    (re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]"), BIBTEX),
    (re.compile(r"[\ufeff ]{0,3}TY {0,2}-(?:\s|$)"), RIS),
    (re.compile(r"(?:PMID|STAT|FAU |OWN |BTI |PMC )\s?-"), NBIB),
    (re.compile(r"(?:T1|TI|AU|A1|JF|JO)  - \S"), RIS),
    (re.compile(r"%[0TA](?:\s|$)"), ENW),
    (re.compile(r"(?:FN |PT |VR )\S"), "it is in Web of Science’s own format; " + _AS_RIS),
    (re.compile(r"<\d+>\s*$"), "it is in Ovid’s own format; " + _AS_RIS),
    (re.compile(r"\+{3}\s*$|---\s*$"), ""),
)
"""The first line that one of these describes decides; a text says why its format is not read."""
_BY_ROOT: Mapping[str, Format | str] = {
    **dict.fromkeys(("PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle"), PUBMED_XML),
    "xml": ENDNOTE_XML,
    "records": ENDNOTE_XML,
    "html": "it is a web page and not the file that it links to; download the file itself",
    "modsCollection": "it is in MODS; " + _AS_RIS,
    "mods": "it is in MODS; " + _AS_RIS,
    "collection": "it is in MARC; " + _AS_RIS,
    "record": "it is in MARC; " + _AS_RIS,
    "b:Sources": "it is in Word’s own format; " + _AS_RIS,
    "Sources": "it is in Word’s own format; " + _AS_RIS,
}
_ROOT = re.compile(
    r"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?\s*+>)*+<([\w:.-]+)", re.DOTALL
)
_OF_CSL = frozenset({"id", "citation-key", "issued", "container-title", "DOI", "itemType"})
_JSON_NAME = re.compile(r'"([^"\\]{1,40})"\s*:')


def recognise(text: str) -> Format:
    """Return the format of a text. Raises UnknownFormatError, saying what it is and what to do."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return _of_xml(head)
    if head.startswith(("[", "{")) and not head.startswith("{\\rtf"):
        return _of_json(head)
    for line in head.splitlines():
        for pattern, found in _BY_LINE:
            if pattern.match(line):
                if isinstance(found, Format):
                    return found
                if found:
                    raise UnknownFormatError(found)
    raise UnknownFormatError(f"it is in no format that can be imported; {_AS_RIS}")


def _of_xml(head: str) -> Format:
    root = _ROOT.match(head)
    name = root[1] if root else ""
    found = _BY_ROOT.get(name) or _BY_ROOT.get(name.lower(), "")
    if isinstance(found, Format):
        return found
    raise UnknownFormatError(
        found or f"its XML (`{name or head[:20]}`) is in no format that can be imported; {_AS_RIS}"
    )


def _of_json(head: str) -> Format:
    if head.rstrip() in {"[]", "{}"} or not _OF_CSL.isdisjoint(_JSON_NAME.findall(head)):
        return CSL_JSON
    raise UnknownFormatError("its JSON is not CSL-JSON; export it as CSL-JSON, RIS or BibTeX")
