"""Identifiers of works: from any form in which they are met to the one in which they are kept."""

import re
import unicodedata
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from painsite.problems import Unreadable
from painsite.sources.quoting import quoted

_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}

# Publishers and libraries run resolvers of their own: `doi.acm.org`, `doi-org.proxy.example.edu`.
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi[.-][a-z0-9.-]+/(?:doi:)?(?=10[.%])", re.IGNORECASE)
_DOI_SCHEME = re.compile(r"(?:info:doi/|urn:doi:|doi(?:\.org)?\s*(?:[:=]\s*)?)(?=10[.%])", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:(?:doi|url)\s*[:=]?\s*){1,3}(?=https?://|doi|dx\.)", re.IGNORECASE)
_HTML_SIGN = re.compile(r"&(?:lt|gt|amp|quot|apos|#[0-9]{1,4}|#x[0-9a-f]{1,4});", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
_DOI_ESCAPE = re.compile(r"%(?:2[89F]|3[ABCE]|5[BD])", re.IGNORECASE)
_PMID = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/"
    r"|pmid\s*(?::\s*)?|pubmed\s*:\s*)?0*(?P<digits>[1-9][0-9]{0,7})/?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?:(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/"
    r"|(?:https?://)?(?:www\.)?europepmc\.org/articles?/(?:PMC/)?"
    r"|pmcid\s*(?::\s*)?)?(?:PMC)?0*(?P<digits>[1-9][0-9]{0,8})(?:\.[0-9]+)?/?",
    re.IGNORECASE,
)
_ISBN = re.compile(r"(?:ISBN(?:-?1[03])?\s*(?::\s*)?)?(?P<signs>[0-9][0-9\s‐‑–-]*[0-9Xx])", re.IGNORECASE)
_ISSN = re.compile(
    r"(?:e-?|p-?)?(?:ISSN(?:-L)?\s*(?::\s*)?)?(?P<first>[0-9]{4})[\s‐‑–-]?(?P<last>[0-9]{3}[0-9Xx])", re.IGNORECASE
)
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format)/|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\."
    r"|(?:preprint\s+|oai:)?arxiv(?:\.org)?(?:\s+(?:e-?prints?|preprint))?,?(?:\s*arxiv)?\s*:?\s*|abs/)?"
    r"(?:(?P<archive>[a-z-]+)(?P<class>\.[a-z-]+)?/(?P<old>[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})"
    r"|(?P<month>[0-9]{2}(?:0[1-9]|1[0-2]))\.(?P<number>[0-9]{4,5}))"
    r"(?P<version>v[1-9][0-9]*)?(?:\.pdf|/)?(?:[?#]\S*)?(?:\s*\[[^]]*])?",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_DIGITS = re.compile(
    r"(?:arxiv\s*:?\s*)?([0-9]{7})(v[1-9][0-9]*)?\s*\[\s*([a-z.-]+)\s*]", re.IGNORECASE | re.ASCII
)
"""The old scheme with its archive behind the number: `arXiv:0309136 [math.GT]`."""
_FIVE_DIGITS_SINCE = "1501"


def parse_doi(text: str) -> str:
    """Read a DOI, bare or as an address.

    Lower case as far as ASCII goes (DOI Handbook, 2.4: ASCII letters of a DOI name have no case). A SICI's `<>;()`
    are part of the name; a stop, a comma or a lone bracket at the end is the sentence's. Raises Unreadable.
    """
    words = _HTML_SIGN.sub(lambda sign: unescape(sign[0]), text.strip()).lstrip("<([{\"'“")
    label = _DOI_LABEL.match(words)
    words = words[label.end() if label else 0 :]
    address = _DOI_ADDRESS.match(words)
    if address:
        words = unquote(re.split(r"[?#]", words[address.end() :], maxsplit=1)[0])
    scheme = _DOI_SCHEME.match(words)
    name = words[scheme.end() if scheme else 0 :]
    name = _DOI_ESCAPE.sub(lambda escape: unquote(escape[0]), name)
    name = _without_ending(name).translate(_ASCII_LOWER)
    if not _DOI.fullmatch(name):
        raise Unreadable(f"{quoted(text)} is not a DOI", "write it bare, as in `10.1097/brs.0000000000004198`")
    return name


def _without_ending(name: str) -> str:
    """Take off what closes a sentence or a bracket around it, and not one of its own."""
    surplus = {closing: name.count(closing) - name.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(name)
    while end:
        sign = name[end - 1]
        if surplus.get(sign, 0) > 0:
            surplus[sign] -= 1
        elif sign not in ".,;:\"'”":
            break
        end -= 1
    return name[:end]


def parse_pmid(text: str) -> str:
    """Read a PubMed identifier, bare or as an address: digits without leading zeros. Raises Unreadable."""
    found = _PMID.fullmatch(text.strip())
    if found:
        return found["digits"]
    if re.match(r"(?:pmcid\s*(?::\s*)?)?PMC[0-9]", text.strip(), re.IGNORECASE):
        raise Unreadable(f"{quoted(text)} is a PMCID, not a PMID", "write it as `pmcid`")
    raise Unreadable(f"{quoted(text)} is not a PMID", "write its number alone, as in `34889889`")


def parse_pmcid(text: str) -> str:
    """Read a PubMed Central identifier, with or without `PMC`, or an address: `PMC4464797`. Raises Unreadable."""
    found = _PMCID.fullmatch(text.strip())
    if not found:
        raise Unreadable(f"{quoted(text)} is not a PMCID", "write it as in `PMC4464797`")
    return f"PMC{found['digits']}"


def parse_isbn(text: str) -> str:
    """Read an ISBN of ten or thirteen digits, without hyphens in the result.

    Raises Unreadable for a wrong length or check digit (ISBN Users' Manual, 7th edition, section 5 and appendix 1).
    """
    found = _ISBN.fullmatch(text.strip())
    signs = re.sub(r"[\s‐‑–-]", "", found["signs"]).upper() if found else ""
    if (
        len(signs) not in {10, 13}
        or not signs.strip("0")
        or "X" in signs[:9]
        or (len(signs) == 13 and not re.match(r"97[89][0-9]{10}$", signs))
    ):
        if _is_issn(text):
            raise Unreadable(f"{quoted(text)} is an ISSN, not an ISBN", "write it as `issn`")
        raise Unreadable(f"{quoted(text)} is not an ISBN", "write its 10 or 13 digits, as in `978-0-19-852663-6`")
    digits = [10 if sign == "X" else int(sign) for sign in signs]
    if len(digits) == 10:
        right = sum(digit * (10 - index) for index, digit in enumerate(digits)) % 11 == 0
    else:
        right = sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0
    if not right:
        raise Unreadable(f"the check digit of ISBN {quoted(text)} is wrong", "check it against the book")
    return signs


def parse_issn(text: str) -> str:
    """Read an ISSN, as `0362-2436`. Raises Unreadable for a wrong length or check digit (ISO 3297)."""
    found = _ISSN.fullmatch(text.strip())
    if not found or not f"{found['first']}{found['last']}".strip("0"):
        raise Unreadable(f"{quoted(text)} is not an ISSN", "write it as in `0362-2436`")
    issn = f"{found['first']}-{found['last'].upper()}"
    digits = [10 if sign == "X" else int(sign) for sign in issn if sign != "-"]
    if sum(digit * (8 - index) for index, digit in enumerate(digits)) % 11:
        raise Unreadable(f"the check digit of ISSN {quoted(text)} is wrong", "check it against the journal")
    return issn


def _is_issn(text: str) -> bool:
    try:
        return bool(parse_issn(text))
    except Unreadable:
        return False


def parse_arxiv(text: str) -> str:
    """Read an arXiv identifier of the old or the new scheme, with its version if it has one.

    Raises Unreadable, also for the digits of the old scheme without their archive.

    Source: https://info.arxiv.org/help/arxiv_identifier.html
    """
    digits = _ARXIV_DIGITS.fullmatch(text.strip())
    found = _ARXIV.fullmatch(f"{digits[3]}/{digits[1]}{digits[2] or ''}" if digits else text.strip())
    version = (found["version"] or "").lower() if found else ""
    if found and found["old"]:
        return f"{found['archive'].lower()}{found['class'] or ''}/{found['old']}{version}"
    if found and len(found["number"]) == (5 if found["month"] >= _FIVE_DIGITS_SINCE else 4):
        return f"{found['month']}.{found['number']}{version}"
    raise Unreadable(f"{quoted(text)} is not an arXiv identifier", "write it as in `2101.00001` or `math.GT/0309136`")


def parse_url(text: str) -> str:
    """Read the address of a web page: nothing but `http` and `https`, nothing added. Raises Unreadable."""
    address = text.strip()
    scheme, colon, rest = address.partition("://")
    if not colon or scheme.lower() not in {"http", "https"}:
        raise Unreadable(
            f"{quoted(text)} is not the address of a web page", "write all of it, beginning with `https://`"
        )
    if any(unicodedata.category(char)[0] in "CZ" for char in address):
        raise Unreadable(
            f"the address {quoted(text)} contains a space or an invisible character", "remove it, or write `%20`"
        )
    try:
        host = urlsplit(address).hostname
        urlsplit(address).port  # noqa: B018 -- reading the port checks it
    except ValueError:
        host = None
    if not host:
        raise Unreadable(f"the address {quoted(text)} names no host", "check it against the page's address")
    return f"{scheme.lower()}://{rest}"


def doi_address(doi: str) -> str:
    """Return the address that resolves a DOI: `/`, `:` and unreserved signs stay, the rest is percent-encoded."""
    return "https://doi.org/" + quote(doi, safe="/:", errors="replace")


def pmid_address(pmid: str) -> str:
    """Return the PubMed page of a PMID."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmcid_address(pmcid: str) -> str:
    """Return the free full text of a PMCID."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"


def arxiv_address(arxiv: str) -> str:
    """Return the arXiv page of a preprint."""
    return "https://arxiv.org/abs/" + quote(arxiv, safe="/")
