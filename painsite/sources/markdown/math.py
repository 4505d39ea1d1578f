"""Formulas, `$…$` and `$$…$$`, as MathML: no script, no font, nothing fetched.

Money stays text by Pandoc's rule: a `$` opens before anything but a blank, and closes behind anything but a blank and
not before a digit. https://pandoc.org/MANUAL.html#math
"""

import html
import re
from xml.etree.ElementTree import tostring

import markdown
from latex2mathml.converter import convert_to_element
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from painsite.sources.latex.decoding import decode
from painsite.sources.markdown.citation_syntax import find_citations
from painsite.sources.markdown.extensions import Converter, Flaw
from painsite.sources.quoting import quoted

# A letter or digit before it is part of an amount: `US$5`, `5$`.
_INLINE = r"(?<![\\$\w])\$(?=[^\s$])((?:[^$\\]|\\.)*)(?<!\s)\$(?![\d$])"
_PROSE = re.compile(r"\d[^\\^_=<>{}]*\s[a-z]{2,}\s[^\\^_=<>{}]*")
"""What stands between two amounts: `10 or US` of `$10 or US$ 5`, `5 million and 10` of `$5 million and 10$`."""
_DISPLAYED = r"(?<![\\$])\$\$(?!\$)((?:[^$\\]|\\.|\$(?!\$))+)\$\$"
_OPENING = re.compile(r"( {0,3})\$\$(?!\$)(.*)")
_CLOSING = re.compile(r"(.*?)\$\$ *(?:\{#([\w:.-]+)[^{}]*\})? *")
_MAX_LINES = 100
"""Of one formula."""
_LONGEST_TAG = 1_000
"""How far around a formula the signs of a tag are looked for."""
_UNKNOWN = re.compile(r">(\\[A-Za-z]+)<")
# Rows of `align` would be numbered.
_NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather|multline)\}")
_REFERENCE = re.compile(r"&amp;(#x[0-9A-Fa-f]+;)")
_ROOT = re.compile(r"<math[^>]*>")


def to_mathml(latex: str, *, is_displayed: bool, anchor: str = "") -> tuple[str, Flaw | None]:
    """Turn a formula into MathML; it stays as it is written, in code and with a flaw, where that is impossible."""
    latex = latex.strip()
    markup, why = "", "it does not follow LaTeX's rules"
    try:
        markup = tostring(convert_to_element(_NUMBERED.sub(r"\\\1{\2*}", latex)), encoding="unicode")
    except RecursionError:
        why = "it nests too deeply"
    except Exception:  # noqa: BLE001 - the library has a class for each kind of mistake, and raises others too
        markup = ""
    # the library writes signs as references, and leaves words as they are
    markup = _REFERENCE.sub(r"&\1", markup)
    if unknown := _UNKNOWN.search(markup):
        markup, why = "", f"{quoted(unknown[1])} is not known"
    if not markup:
        flaw = Flaw(
            rule="unread-formula",
            message=f"the formula {quoted(latex, limit=40)} cannot be read: {why}",
            remedy="correct it, or write `\\$` for a dollar sign",
            needle=latex,
        )
        return f"<code>{html.escape(latex)}</code>", flaw
    attributes = f' id="{html.escape(anchor)}"' if anchor else ""
    # a wide one scrolls, which the keyboard has to reach
    display = ' display="block" tabindex="0"' if is_displayed else ""
    words = html.escape(" ".join(decode(f"${latex}$")[0].strip("$").split()))
    return _ROOT.sub(lambda _: f'<math{attributes}{display} alttext="{words}">', markup, count=1), None


def _cites(latex: str) -> bool:
    return "@" in latex and any(find_citations(latex))


def _stands_in_tag(data: str, start: int, end: int) -> bool:
    opening = data.rfind("<", max(0, start - _LONGEST_TAG), start)
    if opening < 0 or not data[opening + 1].isalpha() or data.find(">", opening, start) >= 0:
        return False
    return data.find(">", end, end + _LONGEST_TAG) >= 0


class _Formula(InlineProcessor):
    md: Converter
    is_displayed = False

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        # two amounts around words, a citation or code are no formula
        if not m[1].strip() or STX in m[1] or _cites(m[1]) or (not self.is_displayed and _PROSE.fullmatch(m[1])):
            return None, None, None
        if _stands_in_tag(data, m.start(), m.end()):
            return None, None, None
        markup, flaw = to_mathml(m[1], is_displayed=self.is_displayed)
        self.md.findings.flaws += [flaw] if flaw else []
        placeholder = self.md.htmlStash.store(markup)
        self.md.formulas[placeholder] = m[0]
        return placeholder, m.start(), m.end()


class _DisplayedFormula(_Formula):
    is_displayed = True


class _FormulaBlocks(Preprocessor):
    """Formulas between lines that begin and end with `$$`, whatever their lines look like."""

    md: Converter

    def run(self, lines: list[str]) -> list[str]:
        written: list[str] = []
        number = 0
        while number < len(lines):
            opening = _OPENING.fullmatch(lines[number])
            end = self.end_of(lines, number, opening[2]) if opening else 0
            if opening is None or not end:
                written.append(lines[number])
                number += 1
                continue
            latex, anchor = _joined(lines[number:end])
            if _cites(latex):
                self.md.findings.flaws.append(
                    Flaw(
                        rule="unread-formula",
                        message=f"the formula {quoted(' '.join(latex.split()), limit=40)} contains a citation",
                        remedy="cite outside the formula",
                        needle=latex,
                    )
                )
                written += lines[number:end]
                number = end
                continue
            markup, flaw = to_mathml(latex, is_displayed=True, anchor=anchor)
            self.md.findings.flaws += [flaw] if flaw else []
            written += ["", f"{opening[1]}{self.md.htmlStash.store(f'<p>{markup}</p>')}", "", ""]
            number = end
        return written

    def end_of(self, lines: list[str], number: int, first: str) -> int:
        """Return the index after the formula's last line; 0 where there is none."""
        if first.strip() and _CLOSING.fullmatch(first):
            return number + 1 if first.strip() != "$$" else 0
        for end in range(number + 1, min(len(lines), number + _MAX_LINES)):
            if _CLOSING.fullmatch(lines[end]):
                return end + 1
            if "$$" in lines[end]:
                break
        return 0


def _joined(lines: list[str]) -> tuple[str, str]:
    closing = _CLOSING.fullmatch(lines[-1].lstrip(" ").removeprefix("$$") if len(lines) == 1 else lines[-1])
    last, anchor = (closing[1], closing[2] or "") if closing else ("", "")
    if len(lines) == 1:
        return last, anchor
    return "\n".join([lines[0].lstrip(" ").removeprefix("$$"), *lines[1:-1], last]), anchor


class MathExtension(Extension):
    """Formulas."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register after code (190, 185) and before escapes (180): a formula has backslashes of its own."""
        md.ESCAPED_CHARS.append("$")
        md.preprocessors.register(_FormulaBlocks(md), "formula-blocks", 24)
        md.inlinePatterns.register(_DisplayedFormula(_DISPLAYED, md), "displayed-formula", 184)
        md.inlinePatterns.register(_Formula(_INLINE, md), "formula", 183)
