"""HTML, JATS and MathML in plain fields, as databases deliver titles and abstracts: read as the text that they mean."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from painsite.problems import Unreadable
from painsite.sources.field_formulas import ELEMENTS as FORMULA_ELEMENTS
from painsite.sources.field_formulas import TOKENS, format_element
from painsite.sources.latex.decoding import decode
from painsite.sources.latex.formulas import set_degrees, set_script
from painsite.sources.quoting import quoted

_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<prefix>(?:jats|mml|m|ali|x?html|ns\d{1,2}):)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})"""
    r"""(?P<attributes>(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=]++))*+)\s*+(?P<empty>/?)>"""
    r"""|<!(?:--|–)[^>]{0,2000}+(?:(?<=--)|(?<=–))>|<!\[CDATA\[|\]\]>"""
)
_INLINE = frozenset(
    "a abbr alternatives b bdi bdo bold cite code del dfn disp-formula em email ext-link font i inline-formula ins"
    " italic kbd label mark monospace named-content nobr overline q roman s samp sans-serif sc scp small span strike"
    " strong styled-content tt u underline uri var xref".split()
)
_BLOCKS = frozenset(
    "abstract article blockquote body br break center dd def-list disp-quote div dl dt hr li list list-item ol p pre"
    " sec section td th tr ul".split()
)
_WHOLE_BLOCKS = frozenset({"abstract", "article", "blockquote", "center", "div", "dl", "ol", "pre", "section", "ul"})
"""Blocks that nobody leaves without their end."""
_VOID = frozenset({"br", "break", "hr"})
"""Blocks that have no end."""
_BREAKS = {"br": "\n", "break": "\n", "td": " ", "th": " "}
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS = frozenset({"sub", "sup", "inf"})
_PICTURES = frozenset({
    "audio", "canvas", "embed", "graphic", "iframe", "img", "inline-graphic", "mtable", "object", "svg", "table",
    "video",
})  # fmt: skip
_PROGRAMS = frozenset({"script", "style"})
"""No database writes them: a text speaks of them."""
_SHOW_SOMETHING = "write what is to be shown, a tag itself as `&lt;b&gt;`, or remove it"
_NO_LABELS = frozenset({"abstract", "summary", "zusammenfassung", "résumé", "resumen"})
_DEEPEST = 50
_TEX = re.compile(r"<(?:[A-Za-z]+:)?tex(?:-math)?(?:\s[^<>]{0,200})?>|</(?:[A-Za-z]+:)?tex(?:-math)?>")
_MATHML = re.compile(r"<(?:[A-Za-z]+:)?math\b")


def read_markup(text: str) -> tuple[str, tuple[Unreadable, ...]]:
    """Turn tags and entities into text, once or twice escaped ones too.

    Paragraphs are divided by blank lines, and a heading becomes a label in capitals. What no text can show, a tag
    without its end, tags that no one knows and a text of which nothing is left come back as well. A `<` that begins no
    tag stays.
    """
    if "&" not in text and "<" not in text:
        return text, ()
    lost: list[Unreadable] = []
    read = _read_tags(text, lost, pairs_only=False)
    if "&" in text:
        read = _ENTITY.sub(_character, read)
        # `&lt;i&gt;coli&lt;/i&gt;` is a tag that was escaped once too often; `&lt;b&gt;` alone is meant as it stands.
        read = _read_tags(read, lost, pairs_only=True)
    if not lost and not read.strip() and text.strip():
        lost.append(Unreadable(f"{quoted(text, limit=40)} is nothing but markup and shows nothing", _SHOW_SOMETHING))
    return read, tuple(lost)


def escape_markup(text: str) -> str:
    """Return a text that reads as this one."""
    if ("&" not in text and "<" not in text) or read_markup(read_tex_math(text))[0] == text:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;")


def read_tex_math(text: str) -> str:
    """Set the formulas that JATS has as whole LaTeX documents; where MathML stands beside them they are left out."""
    if "tex" not in text or not _TEX.search(text):
        return text
    replaced = _MATHML.search(text) is not None
    printed, position, start = [], 0, -1
    for tag in _TEX.finditer(text):
        if start < 0 and tag[0][1] != "/":
            printed.append(text[position : tag.start()])
            start = position = tag.end()
        elif start >= 0 and tag[0][1] == "/":
            printed.append("" if replaced else _print_document(text[start : tag.start()]))
            start, position = -1, tag.end()
    return "".join([*printed, text[position:]])


def _read_tags(text: str, lost: list[Unreadable], *, pairs_only: bool) -> str:
    tags = list(_TAG.finditer(text)) if "<" in text else []
    if not tags:
        return text
    counts = Counter(tag["name"].lower() for tag in tags if tag["name"])
    ends = Counter(tag["name"].lower() for tag in tags if tag["close"])
    return _Reader(pairs_only=pairs_only, counts=counts, ends=ends, lost=lost).read(text, tags)


def _print_document(latex: str) -> str:
    body = latex.partition(r"\begin{document}")[2].partition(r"\end{document}")[0] or latex
    body = body.strip()
    return decode(body if body[:1] == "$" or body[:2] in {r"\(", r"\["} else f"${body}$")[0]


def _character(entity: re.Match[str]) -> str:
    whole = f"&{entity[1]};"
    character = html.unescape(whole)
    if character == "\u00ad":  # a soft hyphen
        return ""
    return character


@dataclass(slots=True, kw_only=True)
class _Reader:
    """A text whose tags are taken in one after the other."""

    pairs_only: bool
    """Leave a tag without its end as it stands: somebody has escaped it."""
    counts: Counter[str]
    """How many tags of each name there are."""
    ends: Counter[str]
    """How many closing tags of each name are still to come."""
    lost: list[Unreadable]
    open: Counter[str] = field(default_factory=Counter)
    frames: list[tuple[str, list[str]]] = field(default_factory=lambda: [("", [])])
    """Elements that are open and mean something for their text, the outermost first, each with what it prints."""
    after_label: bool = False

    def read(self, text: str, tags: Iterable[re.Match[str]]) -> str:
        position = 0
        for tag in tags:
            self._add_text(text[position : tag.start()])
            position = tag.end()
            self._add_tag(tag)
        self._add_text(text[position:])
        while len(self.frames) > 1:
            self._close()
        return set_degrees("".join(self.frames[0][1]))

    def _add_text(self, text: str) -> None:
        name = self.frames[-1][0]
        if name in FORMULA_ELEMENTS and name not in TOKENS and not text.strip():
            return
        if text:
            self._add(_ENTITY.sub(_character, text) if "&" in text else text)

    def _add(self, text: str) -> None:
        self.frames[-1][1].append(text.lstrip() if self.after_label else text)
        self.after_label = self.after_label and not text.strip()

    def _add_tag(self, tag: re.Match[str]) -> None:
        name = (tag["name"] or "").lower()
        if not name:
            return
        if name in _SCRIPTS or name in _HEADINGS or self._is_formula(tag, name):
            self._add_frame(tag, name)
        elif name in _INLINE:
            self._add_inline(tag, name)
        elif name in _BLOCKS:
            self._add_block(tag, name)
        elif name in _PICTURES:
            if not tag["close"]:
                self._lose(f"{quoted(tag[0], limit=40)} cannot be shown in plain text", "say in words what it shows")
        elif not tag["prefix"]:
            self._keep(tag, name)

    def _is_formula(self, tag: re.Match[str], name: str) -> bool:
        """Distinguish MathML's `<none>` from one that a text speaks of."""
        inside = tag["prefix"] or name == "math" or self.frames[-1][0] in FORMULA_ELEMENTS
        return name in FORMULA_ELEMENTS and bool(inside)

    def _add_inline(self, tag: re.Match[str], name: str) -> None:
        if tag["close"]:
            if self.open[name]:
                self.open[name] -= 1
                if name == "q":
                    self._add("”")
            elif self.pairs_only:
                self._add(tag[0])
            return
        if tag["empty"]:
            return
        if self.ends[name]:
            self.ends[name] -= 1
            self.open[name] += 1
            if name == "q":
                self._add("“")
        else:
            self._add_lone(tag)

    def _add_block(self, tag: re.Match[str], name: str) -> None:
        has_end = tag["close"] or tag["empty"] or self.ends[name]
        if self._is_spoken_of(tag, name) or (name in _WHOLE_BLOCKS and not has_end):
            self._add_lone(tag)
        elif not self.after_label:
            self.frames[-1][1].append(_BREAKS.get(name, "\n\n"))

    def _is_spoken_of(self, tag: re.Match[str], name: str) -> bool:
        """Tell an escaped tag that is meant as it stands from one that was escaped once too often."""
        return self.pairs_only and self.counts[name] == 1 and (name not in _VOID or tag[0] == tag.string.strip())

    def _add_lone(self, tag: re.Match[str]) -> None:
        """Leave a tag without its end out where it touches a word; elsewhere it is spoken of: `the <b> element`."""
        if self.pairs_only or not tag.string[tag.end() : tag.end() + 1].isalnum():
            self._add(tag[0])
            return
        remedy = f"add `</{tag['name']}>`, or write `&lt;{tag['name']}&gt;`"
        self._lose(f"the tag {quoted(tag[0], limit=40)} is not closed and is left out", remedy)

    def _keep(self, tag: re.Match[str], name: str) -> None:
        """Leave what looks like a tag but is none of HTML's as it stands; with its end it was one."""
        self._add(tag[0])
        if not tag["close"] and self.ends[name] and name not in _PROGRAMS:
            self.ends[name] = 0
            self._lose(
                f"the tag {quoted(tag[0], limit=40)} is unknown and is shown as written", "say in words what it means"
            )

    def _lose(self, message: str, remedy: str) -> None:
        self.lost.append(Unreadable(message, remedy))

    def _add_frame(self, tag: re.Match[str], name: str) -> None:
        if not tag["close"]:
            if tag["empty"]:
                self._add(format_element(name, []) if name in FORMULA_ELEMENTS else "")
            elif not self.ends[name] and not tag["prefix"]:
                self._add_lone(tag)
            elif len(self.frames) < _DEEPEST:
                self.ends[name] -= 1
                if name in _HEADINGS:
                    self._add("\n\n")
                self.frames.append((name, []))
                self.open[name] += 1
        elif self.open[name]:
            while self.frames[-1][0] != name:
                self._close()
            self._close()
        elif self.pairs_only and not tag["prefix"]:
            self._add(tag[0])

    def _close(self) -> None:
        name, parts = self.frames.pop()
        self.open[name] -= 1
        if name in FORMULA_ELEMENTS:
            self._add(format_element(name, parts))
        elif name in _SCRIPTS:
            self._add(set_script("^" if name == "sup" else "_", "".join(parts).strip()))
        elif name in _HEADINGS:
            self._add_label(" ".join("".join(parts).split()).rstrip(":."))

    def _add_label(self, words: str) -> None:
        if words and words.lower() not in _NO_LABELS:
            self._add(f"{words.upper()}: ")
        self.after_label = True
