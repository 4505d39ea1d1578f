r"""Addresses of web pages in .bib files: in `url`, and among the words of `howpublished`.

`\url{…}`, `\href{…}{words}`, `Available at https://…`, `[Online]. Available: …`, a bare `www.…`. Words that say
more than that there is a page are the work's own (`Public lecture`), and stand where its publisher would.
"""

import re
from html import unescape

from painsite.problems import Unreadable
from painsite.sources.bibtex.dates import parse_bibtex_date
from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.identifiers import ARXIV_NAME
from painsite.sources.bibtex.work import Work, plain, use
from painsite.sources.identifiers import parse_url
from painsite.sources.latex.decoding import clean_verbatim
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_GROUP = r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
_HREF = re.compile(rf"\\href{_GROUP}(?:{_GROUP})?")
_COMMAND = re.compile(rf"\\(?:url|nolinkurl|path|texttt|burl|emph){_GROUP}")
_BARE = re.compile(r"(?:https?://|(?<![\w./@])www\.)[^\s|]+", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^\s|{}<>,;]+", re.IGNORECASE)
_TILDE = re.compile(
    r"\{?\\raise[0-9.]{1,6}ex\\hbox\{\$\\scriptstyle(?:\\mathtt\{)?\\sim\}?\$\}\}?"
    r"|\$?\\(?:sim|tilde|texttildelow)(?![A-Za-z])(?:\s?\{\s?\})?\$?|\{?\\(?:string)?~(?:\{\s?\})?\}?|\$\^\{?\\sim\}?\$"
)
"""The ways in which LaTeX's users have set a tilde in a typewriter's letters."""
_NO_BREAK = re.compile(r"\\(?:allowbreak|linebreak|slash|discretionary\{\}\{\}\{\})(?![A-Za-z])(?:\{\})?|\\-")
_REMARK = re.compile(
    r"[(\[]|(?:last )?(?:accessed|retrieved|visited|checked|abgerufen|zugriff|letzter|consult)", re.IGNORECASE
)
_WORDS_OF_WAY = frozenset(
    """
    abrufbar accessed also and at available beschikbaar consultable disponibile disponible electronic electronically en
    et free freely from home homepage html http https internet ligne link on online op page pdf retrieved see siehe site
    su sur und unter url verfügbar via web webpage website www y à
    """.split()
)
"""A clause of nothing but these says no more than that there is a page."""
_AVAILABLE = re.compile(r"(?:available|retrieved|accessible)(?: online)? (?:at|from|on|via|in) ", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<![.,;:])[.,;:]+(?=\s|$)|[()\[\]<>]+")
_ACCESSED = re.compile(
    r"[(\[]?(?:last |zuletzt )?(?:accessed|retrieved|visited|checked|abgerufen|zugriff|stand|consulté|consultado)"
    r"(?: on| am| le| el)?[:,]? (?P<date>[^()\[\]]{4,30})[)\]]?",
    re.IGNORECASE,
)


def read_addresses(work: Work) -> None:
    """Read the address of a work's page from `url`, else from `howpublished`, and the own words of the latter."""
    found = use(work, "url", "url")
    if found:
        _take(work, clean_address(found.value), found)
    howpublished = work.fields.get("howpublished")
    if not howpublished or not howpublished.value.strip():
        return
    address, words = split_howpublished(howpublished.value)
    if address and "url" not in work.values:
        use(work, "url", "howpublished")
        _take(work, address, howpublished)
        _report_several(work, set(_WHOLE.findall(howpublished.value)), howpublished)
    _read_words(work, words, howpublished)


def has_address(value: str) -> bool:
    """Return whether there is an address in a value of `howpublished`."""
    return bool(split_howpublished(value)[0])


def split_howpublished(value: str) -> tuple[str, str]:
    """Return the first address, without its LaTeX, and the words around it with theirs; either may be empty."""
    text = value if "\\" not in value else _TILDE.sub("~", value)
    for command in (_HREF, _COMMAND, _BARE):
        found = command.search(text)
        if not found:
            continue
        address = _without_stops(clean_address(_outside_braces(found[0]) if command is _BARE else found[1]))
        if "://" not in address and not address.lower().startswith("www."):
            continue
        inside = (found[2] or "") if command is _HREF else ""
        words = f"{text[: found.start()]} {'' if _is_address(inside) else inside} {text[found.end() :]}"
        return (address if "://" in address else f"http://{address}"), _COMMAND.sub("", _BARE.sub("", words)).strip()
    return "", value


def _outside_braces(bare: str) -> str:
    r"""End a bare address before the brace that closes a group around it: `{\tt https://example.org}`."""
    depth = 0
    for index, char in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return bare[:index]
    return bare


def _without_stops(address: str) -> str:
    """Take off the stops and brackets of the sentence around an address; brackets that it opens are its own."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and address[end - 1] in ".,;)>]":
        if address[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return address[:end]


def clean_address(raw: str) -> str:
    r"""Take LaTeX and HTML out of an address: `$\sim$`, `\~{}`, `\_`, `&amp;`, angle brackets."""
    text = raw
    if "\\" in text:
        text = _NO_BREAK.sub("", _TILDE.sub("~", text))
        wrapped = _HREF.search(text) or _COMMAND.search(text)
        text = wrapped[1] if wrapped else text
    # programs that write JSON set a backslash before each slash
    text = clean_verbatim(text.replace("\\/", "/")).strip().removeprefix("URL:").strip()
    if "&amp;" in text:
        text = text.replace("&amp;", "&")
    return text[1:-1].strip() if text.startswith("<") and text.endswith(">") else text


def _is_address(words: str) -> bool:
    return bool(_BARE.search(words)) or "://" in words


def _take(work: Work, whole: str, found: RawField) -> None:
    """Read an address: the first of several; blanks inside one are what a browser makes of them."""
    pieces = [piece.strip(",;") for piece in re.split(r"[,;|]?\s+|[,;|](?=https?://)", whole) if piece.strip(",;|")]
    addresses = [piece for piece in pieces if "://" in piece]
    try:
        if len(pieces) == len(addresses) > 1 or (len(addresses) == 1 < len(pieces) and _REMARK.match(pieces[1])):
            work.values["url"] = parse_url(addresses[0])
            _report_several(work, set(addresses), found)
            return
        address = f"http://{whole}" if whole.lower().startswith("www.") else whole
        work.values["url"] = parse_url(address)
    except Unreadable as problem:
        work.reading.report("bad-url", found.offset, problem.message, problem.remedy)


def _report_several(work: Work, addresses: set[str], found: RawField) -> None:
    if len(addresses) > 1:
        message = f"{quoted(found.value)} contains {len(addresses)} addresses, and the first is used"
        work.reading.report("bad-url", found.offset, message, "keep the one that belongs to this work")


def _read_words(work: Work, words: str, found: RawField) -> None:
    """Take the own words of `howpublished` for the publisher; those that say how to find a page say nothing more."""
    text = unescape(plain(work, RawField(value=words, offset=found.offset)))
    accessed = _ACCESSED.search(text)
    if accessed and "accessed" not in work.values:
        try:
            work.values["accessed"] = parse_bibtex_date(accessed["date"].strip(" .,;")).start
            text = f"{text[: accessed.start()]} {text[accessed.end() :]}"
            use(work, "accessed", "howpublished")
        except Unreadable:
            pass
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip(" -–—")]
    own = [clause for clause in clauses if not _WORDS_OF_WAY.issuperset(clause.casefold().split())]
    text = text.strip(" ,;:-–—") if len(own) == len(clauses) else ", ".join(own)
    if words != found.value:  # an address stood there
        text = _without_way_at_end(_AVAILABLE.sub("", text, count=1))
    says_nothing = not any(map(str.isalnum, text)) or parse_publication_status(text) or _REMARK.match(text)
    if says_nothing or ARXIV_NAME.search(text):
        return
    if "publisher" not in work.values:
        work.values["publisher"] = text
        work.places.setdefault("publisher", work.reading.spot(found.offset))
        work.used.add("howpublished")


def _without_way_at_end(text: str) -> str:
    """Take off the words before an address that stood at the end: `GitHub repository at`."""
    words = text.rstrip(" :").split()
    while words and words[-1].casefold() in {"at", "available", "from", "in", "on", "under", "unter", "via"}:
        words.pop()
    return " ".join(words)
