"""The allow-list for HTML in our texts, and reading text back out of HTML."""

import functools
import html
import re
from collections.abc import Callable, Iterator

import nh3

from painsite.sources.markdown.scripts import subscript, superscript

_ANYWHERE = frozenset({"class", "dir", "id", "lang", "title"})

ALLOWED: dict[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "abbr": frozenset(),
    "b": frozenset(),
    "bdi": frozenset(),
    "bdo": frozenset(),
    "blockquote": frozenset({"cite"}),
    "br": frozenset(),
    "caption": frozenset(),
    "cite": frozenset(),
    "code": frozenset(),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "dd": frozenset(),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "dfn": frozenset(),
    "div": frozenset(),
    "dl": frozenset(),
    "dt": frozenset(),
    "em": frozenset(),
    "figcaption": frozenset(),
    "figure": frozenset(),
    "h1": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "h4": frozenset(),
    "h5": frozenset(),
    "h6": frozenset(),
    "hr": frozenset(),
    "i": frozenset(),
    "img": frozenset({"alt", "decoding", "height", "loading", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "kbd": frozenset(),
    "li": frozenset({"value"}),
    "mark": frozenset(),
    "ol": frozenset({"reversed", "start", "type"}),
    "p": frozenset(),
    "pre": frozenset(),
    "q": frozenset({"cite"}),
    "rp": frozenset(),
    "rt": frozenset(),
    "ruby": frozenset(),
    "s": frozenset(),
    "samp": frozenset(),
    "small": frozenset(),
    "span": frozenset(),
    "strong": frozenset(),
    "sub": frozenset(),
    "summary": frozenset(),
    "sup": frozenset(),
    "table": frozenset({"tabindex"}),
    "tbody": frozenset(),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "tfoot": frozenset(),
    "th": frozenset({"colspan", "headers", "rowspan", "scope"}),
    "thead": frozenset(),
    "time": frozenset({"datetime"}),
    "tr": frozenset(),
    "u": frozenset(),
    "ul": frozenset(),
    "var": frozenset(),
    "wbr": frozenset(),
}
"""Elements that may stand in a text, with their attributes besides `class`, `dir`, `id`, `lang` and `title`."""

_STYLED = frozenset({"displaystyle", "mathvariant", "scriptlevel"})
_OPERATOR = frozenset(
    "accent fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric".split()
)
MATHML: dict[str, frozenset[str]] = {
    "math": frozenset({"alttext", "display", "tabindex"}),
    "menclose": frozenset({"notation"}),
    "mfrac": frozenset({"linethickness"}),
    "mi": frozenset(),
    "mn": frozenset(),
    "mo": _OPERATOR,
    "mover": frozenset({"accent"}),
    "mpadded": frozenset({"depth", "height", "lspace", "voffset", "width"}),
    "mphantom": frozenset(),
    "mroot": frozenset(),
    "mrow": frozenset(),
    "mspace": frozenset({"depth", "height", "linebreak", "width"}),
    "msqrt": frozenset(),
    "mstyle": frozenset(),
    "msub": frozenset(),
    "msubsup": frozenset(),
    "msup": frozenset(),
    "mtable": frozenset({"columnalign", "columnlines", "columnspacing", "rowlines", "rowspacing"}),
    "mtd": frozenset({"columnalign", "columnspan", "rowspan"}),
    "mtext": frozenset(),
    "mtr": frozenset(),
    "munder": frozenset({"accentunder"}),
    "munderover": frozenset({"accent", "accentunder"}),
}
"""Elements of formulas, likewise; the three attributes of styles may stand at each."""

KNOWN = ALLOWED | {tag: own | _STYLED for tag, own in MATHML.items()}
"""All that may stand on a page."""

SCHEMES = frozenset({"http", "https", "mailto"})
"""Of addresses in `href`, `src` and `cite`; an address without a scheme is fine."""

RESERVED_IDS = frozenset(
    "abstract abstract-mark abstract-note changes cite citing-pages commentary credits facts footer header highlights"
    " main navigation notes references related tags".split()
)
"""Ids of a page's own sections; a text's element with one of them is renamed."""
_ID_OF_NOTE = re.compile(r"(?:abstract-fn|fn|note|ref)-\d+(?:-\d+)?")

_NH3_ATTRIBUTES = {tag: set(own | _ANYWHERE) for tag, own in KNOWN.items()}
_BLOCKS = frozenset(
    "blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody"
    " td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS = frozenset({"sub", "sup"})
_INVISIBLE = "\ufdd0"
"""A noncharacter: where markers of citations and notes begin."""
_AFTER_LESS_THAN = (
    r"""(?:(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*)>|!--.*?-->)"""
)
_TAG = re.compile(f"<{_AFTER_LESS_THAN}")
# A tag of the allow-list without attributes is passed by: it takes half a microsecond to look into one.
_DOUBTFUL_TAG = re.compile(rf"<(?!/?(?:{'|'.join(KNOWN)})>){_AFTER_LESS_THAN}")
_KNOWN_TAG = re.compile(rf"</?(?:{'|'.join(KNOWN)})(?: [^<>]*)?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<u>[^\s"'>]+)))?""")
_VISIBLE = re.compile(r"\S")
_ADDRESSES = frozenset({"cite", "href", "src"})
# In words, a formula is what its `alttext` says.
_FORMULA = re.compile(r"""<math\b(?:[^>]*?\salttext="([^"]*)")?[^>]*>.*?</math>""", re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def sanitise(markup: str) -> str:
    """Keep what the allow-list names; the text of other elements stays, that of scripts and styles goes."""
    cleaned: str = _cleaner().clean(markup)
    return cleaned


@functools.cache
def _cleaner() -> nh3.Cleaner:
    # Handing the tables over takes three times as long as cleaning a commentary with them.
    return nh3.Cleaner(
        tags=set(KNOWN),
        attributes=_NH3_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=_filter_attribute,
    )


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "cite":  # the library looks at the scheme of `href` and `src` alone
        return None if _forbidden_scheme(value) else value
    return free_id(value) if attribute == "id" else value


def free_id(anchor: str) -> str:
    """Rename an id of a text that a page's own sections or notes have."""
    if _ID_OF_NOTE.fullmatch(anchor):
        return f"{anchor}-text"
    return f"{anchor}-1" if anchor in RESERVED_IDS else anchor


def is_id_of_page(anchor: str) -> bool:
    """Return whether the page that shows a text has an element of this id, or can have one."""
    return anchor in RESERVED_IDS or anchor == "top" or _ID_OF_NOTE.fullmatch(anchor) is not None


def find_dropped(markup: str) -> Iterator[tuple[str, str]]:
    """Name what `sanitise` will drop, as its author wrote it, with its tag: `<script>`, `onclick`, `javascript:`."""
    for tag in _DOUBTFUL_TAG.finditer(blank_comments(markup)):
        name = (tag["name"] or "").lower()
        if not name or tag["close"]:
            continue
        if name not in KNOWN:
            yield f"<{tag['name']}>", tag[0]
            continue
        for attribute in _ATTRIBUTE.finditer(tag["attributes"]):
            attribute_name = attribute["name"].lower()
            if attribute_name not in KNOWN[name] and attribute_name not in _ANYWHERE:
                yield attribute["name"], tag[0]
            elif attribute_name in _ADDRESSES:
                address = html.unescape(attribute["d"] or attribute["s"] or attribute["u"] or "")
                if scheme := _forbidden_scheme(address):
                    yield scheme, tag[0]


def blank_comments(markup: str) -> str:
    """Put blanks in the place of HTML comments; line ends stay."""
    pieces, end = [], 0
    while (start := markup.find("<!--", end)) >= 0 and (close := markup.find("-->", start)) >= 0:
        pieces += [markup[end:start], _VISIBLE.sub(" ", markup[start : close + len("-->")])]
        end = close + len("-->")
    return "".join([*pieces, markup[end:]]) if pieces else markup


def find_attribute(markup: str, offset: int, words: str) -> int:
    """Return the offset of an attribute, or of a scheme in its value, in the tag at `offset`; else that of the tag."""
    tag = _TAG.match(markup, offset)
    if tag is None or words.startswith("<"):
        return offset
    for attribute in _ATTRIBUTE.finditer(markup, *tag.span("attributes")):
        if attribute["name"] == words:
            return attribute.start()
        for group in ("d", "s", "u") if attribute["name"].lower() in _ADDRESSES else ():
            if words.endswith(":") and words in (attribute[group] or ""):
                return attribute.start(group) + attribute[group].index(words)
    return offset


def _forbidden_scheme(address: str) -> str:
    # browsers skip blanks and control characters in front of and inside a scheme
    match = _SCHEME.match(re.sub(r"[\x00-\x20]+", "", address))
    return "" if match is None or match[1].lower() in SCHEMES else match[0]


def text_of(markup: str) -> str:
    """Return the plain text of sanitised HTML in one line."""
    return " ".join(runs_of_text(markup, lambda: None))


def text_of_words(words: str) -> str:
    """Return the plain text of words in which an author may have written tags of the allow-list, as of an `alt`."""
    return text_of(sanitise(words)) if "<" in words and _KNOWN_TAG.search(words) else " ".join(words.split())


def runs_of_text(markup: str, start_section: Callable[[], None]) -> Iterator[str]:
    """Yield the text of each block element of sanitised HTML, blanks folded, without the empty ones.

    Superscripts and subscripts are written as such: `10⁶⁰`, `H₂O`. Calls `start_section` before the text of each
    heading.
    """
    if "<math" in markup:
        markup = _FORMULA.sub(lambda formula: formula[1] or formula[0], markup)
    # text, then a tag's `/`, name and attributes, then text …
    pieces = _TAG.split(markup)
    run = _Run()
    run.add(pieces[0])
    for close, name, following in zip(pieces[1::4], pieces[2::4], pieces[4::4], strict=True):
        if name in _SCRIPTS:
            if close:
                run.close(name)
            else:
                run.open(name)
        elif name in _BLOCKS:
            if text := run.take():
                yield text
            if name in _HEADINGS and not close:
                start_section()
        run.add(following)
    if text := run.take():
        yield text


class _Run:
    """The text of a block element as far as it is read, and its superscripts and subscripts that are still open."""

    __slots__ = ("opened", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.opened: list[tuple[str, int]] = []
        """Names, and where their text begins among the parts."""

    def add(self, escaped: str) -> None:
        if escaped:
            self.parts.append(html.unescape(escaped))

    def open(self, name: str) -> None:
        self.opened.append((name, len(self.parts)))

    def close(self, name: str) -> None:
        if not self.opened or self.opened[-1][0] != name:
            return
        _, start = self.opened.pop()
        written = "".join(self.parts[start:])
        del self.parts[start:]
        inner = " ".join(written.split())
        if not inner or _INVISIBLE in inner:  # a citation or note that an author has raised by hand
            self.parts.append(written)
        else:
            before = self.parts[-1][-2:] if self.parts else ""
            self.parts.append(subscript(inner) if name == "sub" else superscript(inner, before))

    def take(self) -> str:
        """Return the text, and begin again; a block closes what is open in it."""
        while self.opened:
            self.close(self.opened[-1][0])
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        return text
