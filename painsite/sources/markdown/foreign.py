"""Marks of other systems that a text still shows when it is rendered: LaTeX, wikis, Jekyll, Hugo, Quarto, MyST, reST.

They are looked for in what is shown, so that code and what Markdown has read are left alone.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from painsite.sources.markdown.extensions import CLOSE, MARKER, OPEN, Findings, Flaw
from painsite.sources.quoting import quoted

_MARKS = tuple("{ \\ [[ ::: ^[ $$ !!! ??? [! [# .. :<code [TOC] +- +& += &lt;! <p>(@) <p>#. <p>|".split())
"""A text without any of them has nothing foreign."""
_CODE = re.compile(r"<(pre|code|kbd|samp)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_CHANGED = re.compile(r"[\"'“”‘’–—…]|\.\.\.|--")
"""What typography has made of signs: the needle ends before it."""
_KEYS = re.compile(r"[^\W_](?:\w|[:.#$%&+?<>~/-](?=\w))*")
_CALLOUT = 'write its text as a paragraph, a quotation, or in `<div class="note">`'
_HOW_TO_CITE = "write `[@citekey]`"

_CITED_TWICE = re.compile(rf"\[{OPEN}c(\d+){CLOSE}\]")


@dataclass(frozen=True, slots=True)
class _Foreign:
    pattern: re.Pattern[str]
    what: str
    """Completes “`…` is”."""
    remedy: Callable[[re.Match[str]], str]


def _always(remedy: str) -> Callable[[re.Match[str]], str]:
    return lambda _: remedy


def _cite(words: str) -> str:
    keys = _KEYS.findall(words)
    return f"write `[{'; '.join(f'@{key}' for key in keys)}]`" if keys else _HOW_TO_CITE


def _of_latex(found: re.Match[str]) -> str:
    return _cite(found["words"]) if "cite" in found["name"].lower() else "write it in Markdown, or remove it"


def _of_tag(found: re.Match[str]) -> str:
    words = found["words"].strip("<>%- ")
    name, _, rest = words.partition(" ")
    return _cite(rest.strip("\"'“”")) if "cite" in name.lower() else "write it in Markdown or HTML, or remove it"


def _of_wiki(found: re.Match[str]) -> str:
    name = found["words"].partition("|")[0].strip()
    if found["picture"]:
        return f"write `![what it shows]({name})`"
    return f"write `[@{name}]` to cite it, or `[words](address)`"


def _of_role(found: re.Match[str]) -> str:
    return _cite(html.unescape(found["words"])) if "cite" in found["name"].lower() else "write its words alone"


def _of_div(found: re.Match[str]) -> str:
    return "remove it for now" if found["name"].strip("{.} ") == "evidence" else _CALLOUT


_ROLE = _Foreign(
    re.compile(r"(?P<shown>\{(?P<name>[A-Za-z][\w:+.-]*)\})<code>(?P<words>[^<]*)</code>"), "a role of MyST", _of_role
)
_RST_ROLE = _Foreign(
    re.compile(r"(?<![\w:])(?P<shown>:(?P<name>[A-Za-z][\w:+.-]*):)<code>(?P<words>[^<]*)</code>"),
    "a role of reStructuredText",
    _of_role,
)
_LIST = re.compile(
    r"(?<=<p>)(?:[1-9]\d?\) [^\s<]+(?=[^\n]*\n *\d{1,2}\) )|a[.)] [^\s<]+(?=[^\n]*\n *b[.)] )|"
    r"i[.)] [^\s<]+(?=[^\n]*\n *ii[.)] ))",
    re.IGNORECASE,
)
_FOREIGN = (
    _Foreign(_LIST, "a list of Pandoc or CommonMark", _always("number its items `1.`, `2.`")),
    _Foreign(re.compile(r"(?<=<p>)#\. [^\s<]+"), "a list of Pandoc", _always("number its items `1.`, `2.`")),
    _Foreign(re.compile(r"(?<=<p>)\(@\)"), "an example of Pandoc", _always("number the examples `1.`, `2.`")),
    _Foreign(
        re.compile(r"(?<=<p>)\| [^\s|<]+(?=[^|\n]*\n\| )"),
        "a block of lines of Pandoc",
        _always("end each line but the last with `\\`"),
    ),
    _Foreign(
        re.compile(r"<!(?:--|–)[^\S\n]?"),
        "the beginning of a comment that does not end",
        _always("close it with `-->`"),
    ),
    _Foreign(
        re.compile(r"\\(?P<name>[A-Za-z]+)\*?(?:\[[^\]\n]*\])*\{(?P<words>[^{}\n]*)\}?"),
        "a command of LaTeX",
        _of_latex,
    ),
    _Foreign(
        re.compile(r"\\(?:newpage|pagebreak|clearpage|noindent|medskip|bigskip|smallskip|footnotesize)\b(?!\{)"),
        "a command of LaTeX",
        _always("remove it"),
    ),
    _Foreign(re.compile(r"(?P<picture>!?)\[\[(?P<words>[^\[\]\n]+)\]\]"), "a wiki link", _of_wiki),
    _Foreign(re.compile(r"(?<!\{)\{%(?P<words>[^{}\n]*)%\}"), "a tag of Jekyll or another template", _of_tag),
    _Foreign(re.compile(r"\{\{(?P<words>[<%][^{}\n]*)\}\}"), "a shortcode", _of_tag),
    _Foreign(re.compile(r"\{\{(?![<%])(?P<words>[^{}\n]*)\}\}"), "a variable of a template", _of_tag),
    _Foreign(re.compile(r"(?:(?<=[>\n])|^):{3,}\s*(?P<name>\{[^{}\n]*\}|[A-Za-z][\w-]*)"), "", _of_div),
    _Foreign(re.compile(r"(?:(?<=[>\n])|^)[!?]{3}\+? [A-Za-z]\w*"), "an admonition of MkDocs", _always(_CALLOUT)),
    _Foreign(re.compile(r"\[![A-Za-z-]+\]"), "a callout of GitHub or Obsidian", _always(_CALLOUT)),
    _Foreign(
        re.compile(r"(?:(?<=[>\n])|^)\.\. [A-Za-z][\w-]*::"), "a directive of reStructuredText", _always(_CALLOUT)
    ),
    _Foreign(
        re.compile(r"\[#(?P<words>[A-Za-z][\w:.-]*)\]"), "a citation of MultiMarkdown", lambda m: _cite(m["words"])
    ),
    _Foreign(
        re.compile(r"\[TOC\]"), "a mark of Markdown editors", _always("remove it: headings make a table of contents")
    ),
    _Foreign(re.compile(r"\+[-=–—]+\+(?:[-=–—]+\+)+"), "a table of Pandoc's grid", _always("write a table with `|`")),
    _Foreign(
        re.compile(r"(?<!:)(?<!: )\{:?\s*(?:[.#][A-Za-z]|[A-Za-z][\w-]*=)[^{}\n]*\}"),
        "a list of attributes that belongs to nothing",
        _always("put it right after a heading, link or image, or after `[words]`"),
    ),
    _Foreign(
        re.compile(r"\^\[(?=\S)"),
        "the beginning of a note that does not end",
        _always("close it with `]` in its paragraph"),
    ),
    _Foreign(
        re.compile(r"(?<!\$)\$\$(?=[^\s$<])"),
        "the beginning of a formula that does not end",
        _always("close it with `$$`, or write `\\$` for a dollar sign"),
    ),
)


def find_foreign(document: str, findings: Findings) -> Iterator[Flaw]:
    """Find what stands in a rendered document, before it is sanitised, as no author wants it shown."""
    # the first sign alone is found, or not, in a tenth of the time
    is_foreign = any(mark[0] in document and mark in document for mark in _MARKS)
    if not is_foreign and f"[{OPEN}c" not in document and not _LIST.search(document):
        return
    for role in (_ROLE, _RST_ROLE):
        for found in role.pattern.finditer(document):
            yield _flaw(found["shown"], role.what, role.remedy(found))
    shown = html.unescape(_CODE.sub("<code></code>", document))
    for kind in _FOREIGN:
        for found in kind.pattern.finditer(shown):
            words = MARKER.sub("", found[0])
            yield _flaw(words, kind.what or _name_of_div(found), kind.remedy(found))
    for found in _CITED_TWICE.finditer(shown):
        citation = findings.groups[int(found[1])][0]
        if citation.form != "narrative":  # `\[@a]` has a bracket that is meant to be shown
            words = f"[[@{citation.citekey}]]"
            yield _flaw(words, "a wiki link", f"write `[@{citation.citekey}]`")


def _name_of_div(found: re.Match[str]) -> str:
    if found["name"].strip("{.} ") == "evidence":
        return "not read yet"
    return "a block of Pandoc, Quarto or MyST"


def _flaw(words: str, what: str, remedy: str) -> Flaw:
    return Flaw(
        rule="foreign-syntax",
        message=f"{quoted(' '.join(words.split()), limit=50)} is {what}, and is shown as written",
        remedy=remedy,
        needle=_CHANGED.split(words, maxsplit=1)[0].strip() or words,
    )
