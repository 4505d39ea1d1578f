"""Rendered pieces → a `Text`, in a reader's order, with what is around each citation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec.structs import replace

from painsite.model import Citation, Fragment, Heading, Mark, MarkKind, Text
from painsite.sources.markdown.allowed_html import runs_of_text
from painsite.sources.markdown.extensions import CLOSE, MARKER, OPEN, Findings, Flaw
from painsite.sources.markdown.sentences import split_sentences

_KINDS: dict[str, MarkKind] = {"c": "citations", "a": "address", "f": "footnote", "i": "image", "l": "link"}
_CITED_AFTER_BLANK = re.compile(rf" {OPEN}c\d+{CLOSE}(?: {OPEN}c\d+{CLOSE})*")
_EMPTY_PARENTHESES = re.compile(r" ?\(\s*\)")
_LONGEST_SENTENCE = 2_000
"""Characters that are quoted whole."""
_STRETCH = 400
_CUT_MARKER = re.compile(rf"^[a-z]?\d*{CLOSE}|{OPEN}[a-z]?\d*$")
_STOPS = frozenset(".!?…")
_CLOSING_SIGNS = frozenset("\"'”’»)")


def assemble(
    findings: Findings,
    *,
    source: str,
    body: str,
    footnotes: Sequence[str] = (),
    sections: Sequence[Iterable[str]] = (),
    headings: tuple[Heading, ...] = (),
) -> Text:
    """Put a text together from its sanitised body and called footnotes, the latter as in `findings.footnote_labels`.

    A footnote and its citations come right after its first call. `sections` are the texts of the body's block elements
    by section, where they are known.
    """
    assembly = _Assembly(findings)
    plain = [] if sections else assembly.read_runs(assembly.runs_of(body), "")
    for assembly.section, runs in enumerate(sections):
        plain += assembly.read_runs(runs, "")
    return assembly.assemble(source, body, footnotes, plain, headings)


@dataclass(slots=True)
class _Assembly:
    findings: Findings
    groups: dict[int, int] = field(default_factory=dict)
    """Indexes into `findings.groups`, in that order, and how many stand before each."""
    footnotes: dict[int, int] = field(default_factory=dict)
    """The same of footnotes."""
    surroundings: dict[int, Citation] = field(default_factory=dict)
    """For each group a citation that knows sentence, footnote, paragraph and section."""
    paragraph: int = 0
    section: int = 0

    def assemble(
        self, source: str, body: str, footnotes: Sequence[str], plain: list[str], headings: tuple[Heading, ...]
    ) -> Text:
        for markup, label in zip(footnotes, self.findings.footnote_labels, strict=True):
            self.read_runs(self.runs_of(markup), label)
        fragments = [_fragment(markup) for markup in footnotes]
        whole = _fragment(body)
        self.visit(whole, fragments)
        citations: list[Citation] = []
        groups = []
        for old, new in self.groups.items():
            members = self.findings.groups[old]
            groups.append(tuple(range(len(citations), len(citations) + len(members))))
            around = self.surroundings[old]
            citations += (
                replace(
                    member,
                    group=new,
                    sentence=around.sentence,
                    footnote=around.footnote,
                    paragraph=around.paragraph,
                    section=around.section,
                )
                for member in members
            )
        return Text(
            source=source,
            body=self.renumber(whole),
            footnotes=tuple(self.renumber(fragments[old]) for old in self.footnotes),
            citations=tuple(citations),
            groups=tuple(groups),
            images=tuple(self.findings.images),
            links=tuple(self.findings.links),
            headings=headings,
            plain=" ".join(plain),
        )

    def visit(self, fragment: Fragment, footnotes: list[Fragment]) -> None:
        for mark in fragment.marks:
            if mark.kind == "citations":
                self.groups.setdefault(mark.index, len(self.groups))
            elif mark.kind == "footnote" and mark.index not in self.footnotes:
                self.footnotes[mark.index] = len(self.footnotes)
                self.visit(footnotes[mark.index], footnotes)

    def renumber(self, fragment: Fragment) -> Fragment:
        return Fragment(
            html=fragment.html,
            marks=tuple(Mark(kind=mark.kind, index=self.new_index(mark)) for mark in fragment.marks),
        )

    def new_index(self, mark: Mark) -> int:
        if mark.kind in ("image", "link"):
            return mark.index
        return (self.footnotes if mark.kind == "footnote" else self.groups)[mark.index]

    def start_section(self) -> None:
        self.section += 1

    def runs_of(self, markup: str) -> Iterator[str]:
        return runs_of_text(markup, self.start_section)

    def read_runs(self, runs: Iterable[str], footnote: str) -> list[str]:
        """Keep what is around each citation, and give the text of each block without its markers."""
        plain = []
        for run in runs:
            self.paragraph += 1
            if OPEN not in run:
                plain.append(run)
                continue
            plain.append(MARKER.sub("", run))
            for sentence in split_sentences(_CITED_AFTER_BLANK.sub(self.close_up, run)):
                for part, groups in self.parts(sentence) if OPEN in sentence else ():
                    around = Citation(
                        citekey="",
                        sentence=self.quote(part),
                        footnote=footnote,
                        paragraph=self.paragraph,
                        section=self.section,
                    )
                    self.surroundings.update(dict.fromkeys(groups, around))
        return plain

    def parts(self, sentence: str) -> Iterator[tuple[str, list[int]]]:
        """Yield a sentence with the groups in it; of one that goes on and on, what is around each of its stretches.

        Each citation keeps its sentence: a whole one of a hundred kilobytes would be kept ten thousand times.
        """
        marks = [(found.start(), int(found[2])) for found in MARKER.finditer(sentence) if found[1] == "c"]
        if not marks:
            return
        if len(sentence) <= _LONGEST_SENTENCE:
            yield sentence, [group for _, group in marks]
            return
        words = sentence.partition(OPEN)[0][:60].strip() or f"@{self.findings.groups[marks[0][1]][0].citekey}"
        message = f"a sentence of {len(MARKER.sub('', sentence))} characters is quoted in parts"
        self.findings.flaws.append(
            Flaw(rule="long-sentence", message=message, remedy="end sentences with full stops", needle=words)
        )
        for stretch, found in groupby(marks, lambda mark: mark[0] // _STRETCH):
            start, end = _STRETCH * stretch - _STRETCH // 2, _STRETCH * (stretch + 1) + _STRETCH // 2
            # markers hold no blank
            first = sentence.find(" ", start, _STRETCH * stretch) + 1 if start > 0 else 0
            last = sentence.rfind(" ", _STRETCH * (stretch + 1), end) if end < len(sentence) else len(sentence)
            part = sentence[max(first, 0) or max(start, 0) : last if last > 0 else end]
            part = _CUT_MARKER.sub("", part)
            yield f"{'…' if start > 0 else ''}{part}{'…' if end < len(sentence) else ''}", [group for _, group in found]

    def close_up(self, match: re.Match[str]) -> str:
        """Bring a bracketed citation that follows a full stop and a blank back to its sentence."""
        end = match.start()
        while match.string[end - 1 : end] in _CLOSING_SIGNS:
            end -= 1
        if match.string[end - 1 : end] not in _STOPS:
            return match[0]
        firsts = (self.findings.groups[int(index)][0] for _, index in MARKER.findall(match[0]))
        return match[0] if any(first.form == "narrative" for first in firsts) else match[0].replace(" ", "")

    def quote(self, sentence: str) -> tuple[str, ...]:
        """Return a sentence in the shape of `Citation.sentence`."""
        quoted = [""]
        pieces = MARKER.split(sentence)
        for text, kind, index in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], "0"], strict=True):
            quoted[-1] += text
            group = self.findings.groups[int(index)] if kind == "c" else ()
            if group and group[0].form == "narrative":
                quoted += [group[0].citekey, ""]
            else:
                quoted[-1] = quoted[-1].rstrip(" ") if kind else quoted[-1]
        quoted[::2] = [_EMPTY_PARENTHESES.sub("", text) if "(" in text else text for text in quoted[::2]]
        quoted[0] = quoted[0].lstrip()
        quoted[-1] = quoted[-1].rstrip()
        return tuple(quoted)


def _fragment(markup: str) -> Fragment:
    pieces = MARKER.split(markup)
    marks = (Mark(kind=_KINDS[kind], index=int(index)) for kind, index in zip(pieces[1::3], pieces[2::3], strict=True))
    return Fragment(html=tuple(pieces[::3]), marks=tuple(marks))
