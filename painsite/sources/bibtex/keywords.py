r"""Lists of keywords as exporters and authors write them: which sign parts them, and what each tag is.

| written by | form |
| --- | --- |
| Zotero, JabRef, Mendeley, publishers | `a, b, c` |
| Web of Science, Scopus, PubMed through JabRef | `a; b; Polymorphism, Single Nucleotide` |
| EndNote, PubMed | one a line, MeSH headings with qualifiers: `*Back Pain/therapy`; Mendeley: `Back Pain: therapy` |
| Better BibTeX | `a,b,Marcus; David A`: a comma inside a keyword becomes a semicolon |
| Elsevier's and Springer's classes | `a \sep b`, `a $\cdot$ b` |
| authors | bullets, bars, ` / `, ` - `, numbers, a label in front, `{a, b}` for one keyword with a comma |
"""

import re
from html import unescape

from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.mesh import heading_of
from painsite.sources.bibtex.work import Work, plain, use
from painsite.sources.citekeys import encode_tag
from painsite.sources.quoting import quoted

# Noncharacters, which no text contains: they stand for signs that part nothing.
_COMMA, _SEMICOLON, _BAR = "\ufdd3", "\ufdd4", "\ufdd5"
_SIGNS = str.maketrans({",": _COMMA, ";": _SEMICOLON, "|": _BAR})
_SIGNS_BACK = str.maketrans({_COMMA: ",", _SEMICOLON: ";", _BAR: "|"})
_FOREIGN_SIGNS = str.maketrans({"，": ",", "،": ",", "；": ";", "؛": ";"})
_BULLET = re.compile(
    r"\\(?:sep|and|textbullet|textperiodcentered|newline|par|quad|qquad)(?![A-Za-z])(?:\{\})?"
    r"|\$\\(?:cdot|bullet)\$|\\\\|[•∙●▪◦|¦、]|(?:^|(?<=\s))[·⋅](?=\s)"
)
_THIN_BLANK = re.compile(r"\\[,;]")
_LABEL = re.compile(
    r"\s*(?:key[ -]?words?(?: and phrases)?|index terms|mesh terms|schl(?:ü|ue)sselw(?:ö|oe)rter|stichworte"
    r"|mots[ -]cl[ée]s|palabras clave|parole chiave|trefwoorden)\s*(?:[:：—–]|--)\s*",
    re.IGNORECASE,
)
_LOCANTS = re.compile(r"(?<![\w.,])(?:[0-9]+'?|[NOS])(?:,(?:[0-9]+'?|[NOS]))+(?=-)")
"""Of chemical names: `1,2-dichloroethane`, `N,N-dimethylaniline`."""
_NUMBER = re.compile(r"\(?([0-9]{1,2})(?:[.)]|\.\))\s+(?=\S)")
_INVERTED = re.compile(r",(?= [^\W\d_a-zß-öø-ÿ])")
_RARE_SIGNS = (
    (re.compile(" / "), 1),
    (re.compile(" (?:-{1,3}|[–—]) "), 2),
    (re.compile(r"(?<=[a-z]{3})\. (?=[A-Z])"), 2),
    (re.compile(r" (?=\(?[0-9]{1,2}[.)] )"), 1),
)
"""With how many pieces there are at most where the sign parts nothing."""
_DEPTH = re.compile(r"\\.|[{}()\[\],;|]", re.DOTALL)
_WRAPPED_WIDTH = 40
"""No tool breaks lines that are shorter."""


def split_keywords(raw: str) -> tuple[list[str], bool]:
    """Return the keywords of a BibTeX value, their LaTeX as it stands, as often as they are written.

    The flag says that commas and semicolons both seem to part them, which may be wrong. Commas and semicolons in
    braces, and in brackets that are closed, part nothing.
    """
    text = unescape(raw) if "&" in raw else raw
    text = _THIN_BLANK.sub(lambda found: found[0].translate(_SIGNS), text.translate(_FOREIGN_SIGNS).strip())
    text = _without_outer_braces(text)
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    text = _LOCANTS.sub(lambda found: found[0].translate(_SIGNS), _shield_brackets(text))
    doubtful = False
    pieces = []
    for part in _BULLET.split(text):
        for line in _lines(part):
            found, mixed = _split_signs(line)
            doubtful |= mixed
            pieces += found
    if len(pieces) == 1:
        pieces = _split_rare(pieces[0])
    return [piece.translate(_SIGNS_BACK).strip() for piece in _without_numbers(pieces) if piece.strip()], doubtful


def clean_keyword(keyword: str) -> str:
    """Return the tag that a keyword means, its LaTeX decoded: a MeSH heading without star and qualifiers."""
    tag = heading_of(keyword.strip().strip(",;").strip())
    if len(tag) > 2 and tag[0] in "\"'“„‘_#" and tag.count(tag[0]) <= 2:
        tag = tag.lstrip("#\"'“„‘_").rstrip("\"'”“’_")
    words = tag.split()
    # the stop of a list's end, but not of `U.S.` and `spp.`
    if tag.endswith(".") and tag.count(".") == 1 and (len(words[-1]) > 4 or words[-1].isupper()):
        tag = tag[:-1]
    return tag.strip()


def read_keywords(work: Work) -> None:
    """Read the tags of an entry, those that differ in capitals once."""
    found = use(work, "tags", "keywords", "keyword")
    if not found:
        return
    keywords, doubtful = split_keywords(found.value)
    if doubtful:
        message = f"commas and semicolons both separate the keywords {quoted(found.value)}"
        work.reading.report("bibtex-keywords", found.offset, message, "use one of the two")
    tags: dict[str, str] = {}
    for keyword in keywords:
        tag = clean_keyword(plain(work, RawField(value=keyword, offset=found.offset)))
        if tag:
            tags.setdefault(encode_tag(tag), tag)
    if tags:
        work.values["tags"] = tuple(tags.values())


def _without_outer_braces(text: str) -> str:
    """Take off braces around the whole value, as Web of Science writes them."""
    while text.startswith("{") and text.endswith("}"):
        depth = 0
        for sign in _DEPTH.finditer(text):
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            if depth == 0 and sign.end() < len(text):
                return text
        text = text[1:-1].strip()
    return text


def _shield_brackets(text: str) -> str:
    """Hide the commas, semicolons and bars in braces, and in other brackets where all are closed."""
    if not any(bracket in text for bracket in "{([") or not any(sign in text for sign in ",;|"):
        return text
    opening = "{" + "".join(pair[0] for pair in ("()", "[]") if text.count(pair[0]) == text.count(pair[1]))
    closing = opening.translate(str.maketrans("{([", "})]"))
    depth, position, kept = 0, 0, []
    for sign in _DEPTH.finditer(text):
        depth += 1 if sign[0] in opening else -1 if sign[0] in closing and depth else 0
        if depth and sign[0] in ",;|":
            kept += [text[position : sign.start()], sign[0].translate(_SIGNS)]
            position = sign.end()
    return "".join([*kept, text[position:]])


def _lines(text: str) -> list[str]:
    """Split a text at its line ends, unless these are where a tool broke long lines."""
    if "\n" not in text:
        return [text]
    lines = [line for line in text.split("\n") if line.strip()]
    if _is_wrapped(lines):
        return [" ".join(lines)]
    bare = [line.strip() for line in lines]
    with_signs = sum("," in line for line in bare)
    if with_signs * 2 < len(bare) and not any(";" in line or line.endswith(",") for line in bare):
        # one keyword a line: a comma inside belongs to an inverted heading, `Polymorphism, Single Nucleotide`
        return [_INVERTED.sub(_COMMA, line) for line in bare]
    return [(";" if ";" in text else ",").join(bare)]


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether a tool broke a paragraph into these lines: all but the last are long, and full of keywords."""
    signs = sum(line.count(",") + line.count(";") for line in lines)
    if min(len(line.strip()) for line in lines[:-1] or lines) < _WRAPPED_WIDTH:
        return False
    indented = all(line[0].isspace() for line in lines[1:])
    return signs >= (1 if indented else 2) * (len(lines) - 1)


def _split_signs(line: str) -> tuple[list[str], bool]:
    commas, semicolons = line.count(","), line.count(";")
    if not commas or not semicolons:
        return re.split("[,;]", line), False
    if not re.search(r",\s", line) and not re.search(r";\S", line) and commas > semicolons:
        return [piece.replace("; ", ", ") for piece in line.split(",")], False
    # An inverted heading has a comma or two. A list that ends in a semicolon separates all its keywords by them.
    has_long_piece = max(piece.count(",") for piece in line.split(";")) > 2 and 2 * commas >= 3 * (semicolons + 1)
    if (commas > 2 * (semicolons + 1) or has_long_piece) and not line.rstrip().endswith(";"):
        return re.split("[,;]", line), True
    return line.split(";"), False


def _split_rare(text: str) -> list[str]:
    """Split what neither commas nor lines do: at slashes, tabs, numbers; at dashes or stops if there are several."""
    if "\t" in text.strip():
        return text.split("\t")
    line = " ".join(text.split())
    for sign, enough in _RARE_SIGNS:
        pieces = sign.split(line)
        if len(pieces) > enough:
            return pieces
    hashed = line.split()
    return hashed if all(word.startswith("#") for word in hashed) else [text]


def _without_numbers(pieces: list[str]) -> list[str]:
    """Take off numbers that count the keywords: `1. back pain`, `(2) exercise`."""
    numbers = [_NUMBER.match(piece.strip()) for piece in pieces]
    if len(pieces) < 2 or any(number is None or int(number[1]) != place for place, number in enumerate(numbers, 1)):
        return pieces
    return [_NUMBER.sub("", piece.strip(), count=1) for piece in pieces]
