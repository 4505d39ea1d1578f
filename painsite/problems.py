"""What is wrong in a source: the values that say so, and the one table of rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note", "off"]
"""With an error nothing is published; a note is work to do and no fault, and is shown where somebody asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A spot in a source file."""

    path: str
    """Relative to the folder that holds `bibliography/`, with forward slashes."""
    line: int = 1
    """From 1."""
    column: int = 1
    """From 1, in characters."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something in a source that its author should put right."""

    place: Place
    rule: str
    """A key of `RULES`."""
    message: str
    """What is wrong: lower case, no full stop, the author's own words in backticks."""
    remedy: str = ""
    """What to do, in the same manner."""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.rule}: {self.message}{remedy}"


class Unreadable(ValueError):
    """A value cannot be read; caught where its place is known and turned into a problem."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Doubtful(Unreadable):
    """A value can be read in part, or may mean something else; it is kept, and the problem is told all the same."""

    def __init__(self, message: str, remedy: str, *, value: Any) -> None:
        super().__init__(message, remedy)
        self.value = value
        """What the parser would have returned."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem: how grave it is unless `rules` in site.yaml says otherwise, and why it exists."""

    severity: Severity
    explanation: str


RULES: dict[str, Rule] = {
    # files
    "unreadable-file": Rule("error", "A source cannot be read: it is a folder, a broken link or not permitted."),
    "outside-link": Rule("error", "A link leads out of the bibliography folder; nothing outside it is read."),
    "not-utf8": Rule("error", "A source is not UTF-8 text, or its name is not."),
    "empty-file": Rule("error", "A source has no content."),
    "stray-article": Rule("warning", "A Markdown file is outside the folder of articles and is not read."),
    "unread-file": Rule("warning", "A file looks like a source but is of a kind that is not read."),
    "bad-citekey": Rule("error", "A citekey is empty, reserved or holds characters that no citation can name."),
    # YAML
    "yaml-syntax": Rule("error", "The YAML does not parse."),
    "yaml-limit": Rule("error", "The YAML nests too deeply or its aliases grow too large."),
    "yaml-comment": Rule("warning", "A value ends before ` #`, which begins a comment."),
    "yaml-line": Rule("warning", "A line that looks like a list item continues the text above it."),
    "yaml-quotes": Rule("warning", "Quotation marks of a kind that YAML does not know are part of a value."),
    "yaml-blank": Rule(
        "warning", "A space or invisible character of a kind that YAML does not know is beside a field's name."
    ),
    "duplicate-field": Rule("error", "A field is given twice; one of the values would be lost."),
    "unknown-field": Rule("error", "A field is not part of the schema."),
    "unknown-setting": Rule("error", "A key of site.yaml is not a setting."),
    "wrong-type": Rule("error", "A value does not have the form that its field requires."),
    "bad-value": Rule("error", "A value is not one of those that its field allows."),
    "bad-date": Rule("error", "A date does not exist or has an unknown form."),
    "bad-pages": Rule("warning", "Pages are not page numbers; they are kept as written."),
    "unknown-level": Rule("warning", "A level of evidence is not on any known scale."),
    "bad-name": Rule("error", "A name cannot be understood."),
    "doubtful-name": Rule("warning", "A name contains a title, a degree or an address, which is left out."),
    "title-capitals": Rule("warning", "A title is in capitals throughout."),
    "leftover-markup": Rule("warning", "A plain field holds HTML or LaTeX, which is shown as written."),
    "initials-only": Rule("warning", "A name is only initials."),
    "name-order": Rule("warning", "The family name and the given names of somebody may have changed places."),
    "missing-title": Rule("error", "An entry or article has no title."),
    "orphan-overlay": Rule("error", "A YAML file without a title has no BibTeX entry to be laid over."),
    "bad-front-matter": Rule("error", "An article's front matter is missing or does not end."),
    # BibTeX
    "bibtex-syntax": Rule("warning", "A BibTeX block, or part of one, does not parse and is left out."),
    "bibtex-key": Rule("warning", "A BibTeX entry has no citekey, or one that cannot be used, and is left out."),
    "bibtex-title": Rule("warning", "A BibTeX entry has no title and is left out."),
    "bibtex-duplicate-key": Rule(
        "warning", "A BibTeX entry or an `ids` has the citekey of another one and is left out."
    ),
    "bibtex-comma": Rule("warning", "A comma between two BibTeX fields is missing."),
    "bibtex-stray-text": Rule("warning", "Text between BibTeX blocks looks like a mistyped entry or is ignored."),
    "bibtex-duplicate-field": Rule("warning", "A BibTeX entry gives a field twice, with two values."),
    "bibtex-undefined-string": Rule("warning", "A BibTeX macro is used but not defined."),
    "bibtex-crossref": Rule("warning", "A `crossref` or `xdata` names no entry, or goes in a circle."),
    "bibtex-ambiguous": Rule(
        "warning", "Several other .bib files have a macro or parent of this name, and they differ."
    ),
    "bibtex-limit": Rule("warning", "Macros or inherited fields make a .bib file too large."),
    "bibtex-latex": Rule("warning", "A LaTeX passage could not be turned into text and is shown as written."),
    "bibtex-keywords": Rule("warning", "A BibTeX list of keywords may be split in the wrong places."),
    "bibtex-pages": Rule("warning", "BibTeX pages are not page numbers, or a range has no end or a wrong one."),
    "bibtex-date": Rule("warning", "A BibTeX date cannot be understood with certainty."),
    "bibtex-name": Rule("warning", "A BibTeX name cannot be understood completely."),
    "unknown-bibtex-field": Rule("warning", "A BibTeX field is unknown; it is kept for exports."),
    "unknown-bibtex-type": Rule("warning", "A BibTeX entry type is unknown; the entry is read as a document."),
    # retractions
    "bad-retractions": Rule("error", "The snapshot of retractions lacks a column or is not a CSV file."),
    "bad-retraction": Rule("warning", "A row of the snapshot of retractions cannot be read completely."),
    # imported files
    "bad-record": Rule("warning", "A record of an imported file is not whole, or of an unknown type."),
    # identifiers
    "bad-doi": Rule("warning", "A DOI is malformed, or there are several."),
    "bad-pmid": Rule("warning", "A PMID is not a plausible number."),
    "bad-pmcid": Rule("warning", "A PMCID is malformed."),
    "bad-isbn": Rule("warning", "An ISBN's check digit or length is wrong."),
    "bad-issn": Rule("warning", "An ISSN's check digit or length is wrong."),
    "bad-arxiv": Rule("warning", "An arXiv identifier is malformed."),
    "bad-url": Rule("warning", "An address is not one that a page may link to, or there are several."),
    # texts
    "lost-markup": Rule("warning", "HTML in a plain field contains what plain text cannot show, or nothing else."),
    "dropped-html": Rule("warning", "Raw HTML is not on the allow-list and was left out."),
    "malformed-citation": Rule("error", "Something looks like a citation but does not follow the syntax."),
    "misplaced-citation": Rule("warning", "A citation is in a text whose citations are not read."),
    "undefined-footnote": Rule("error", "A footnote is used but not defined."),
    "unused-footnote": Rule("warning", "A footnote is defined but never used."),
    "duplicate-footnote": Rule("error", "A footnote's label is defined more than once."),
    "markdown-limit": Rule(
        "error", "A Markdown text nests too deeply, opens too many tags or has an overlong paragraph."
    ),
    "unclosed-code": Rule("warning", "A block of code does not end; everything after it is shown as code."),
    "unread-formula": Rule("warning", "A formula cannot be read and is shown as written."),
    "foreign-syntax": Rule("warning", "A text contains the syntax of another system, which is shown as written."),
    "long-sentence": Rule("warning", "A sentence with citations is very long; pages that it cites quote parts of it."),
    "lost-cell": Rule("warning", "A row of a table has more cells than its head; they are not shown."),
    "list-without-blank": Rule("warning", "A list without a blank line before it runs into the paragraph."),
    "nested-list": Rule("warning", "A list inside another has too few blanks before it, and is read as part of that."),
    "skipped-heading": Rule("warning", "A heading is more than one level below the one before it."),
    "commentary-and-notes": Rule("warning", "Both commentary and notes are given; the commentary is shown."),
    "unknown-tag": Rule("error", "A tag in tags.yaml has a parent that is not in the file."),
    "tag-circle": Rule("error", "A tag in tags.yaml is its own parent, directly or through others."),
    "duplicate-tag": Rule("error", "Two tags in tags.yaml share a name or synonym."),
    "near-tag": Rule("warning", "A tag is not in tags.yaml but looks like one that is."),
    "missing-image": Rule("error", "An image file is missing."),
    "unreadable-image": Rule("warning", "An image file is damaged or does not say how large it is."),
    "external-image": Rule("warning", "A text shows an image from another host; pages make no request to others."),
    "dead-link": Rule("warning", "A link in a text leads nowhere."),
    "missing-alt": Rule("warning", "An image has no alternative text."),
    # linking
    "duplicate-citekey": Rule("error", "Two entries or articles have the same citekey."),
    "same-address": Rule("error", "Two pages would have the same address."),
    "long-name": Rule("warning", "A tag's, author's or journal's name is too long for an address, which is cut off."),
    "long-address": Rule("error", "A page's address is too long for a file's name."),
    "unknown-citekey": Rule("error", "A citation names an entry or article that does not exist."),
    "ambiguous-citekey": Rule("error", "A text cites a citekey that two works in .bib files have."),
    "cited-draft": Rule("error", "A published text cites a draft."),
    "alias-used": Rule("warning", "A text names an entry or article by an old citekey."),
    "cites-retracted": Rule("warning", "A text cites a work that has been retracted."),
    "cites-doubted": Rule("warning", "A text cites a work about which its journal has expressed concern."),
    "other-retraction": Rule("warning", "A notice has an entry's PMID but another DOI, and is not shown."),
    "self-citation": Rule("warning", "A text cites itself."),
    "duplicate-doi": Rule("warning", "Two entries have the same DOI."),
    "duplicate-pmid": Rule("warning", "Two entries have the same PMID."),
    "duplicate-label": Rule("warning", "Two entries set the same label, or two articles have the same title."),
    "near-duplicate": Rule("warning", "Two entries seem to be the same work, and no identifier says whether they are."),
    "journal-spelling": Rule("warning", "A journal has another spelling in more entries."),
    "uncited-mention": Rule(
        "warning", "A text names a work by author and year that has an entry, and does not cite it."
    ),
    "misquotation": Rule("warning", "A quotation in an entry's own text differs from the abstract in a few words."),
    "export-loss": Rule("warning", "An export format cannot represent something in the entry."),
    "overlay-difference": Rule("warning", "A YAML file changes what the BibTeX entry below it says."),
    # settings and templates
    "bad-setting": Rule("error", "A setting has a value that is not allowed."),
    "search-failed": Rule("error", "The search index cannot be made."),
    "template-error": Rule("error", "A template fails."),
    "missing-theme-file": Rule("error", "A file that a setting names is missing."),
    # work to do
    "never-cited": Rule("note", "No text cites an entry."),
    "no-commentary": Rule("note", "Several texts cite an entry that has neither commentary nor notes."),
    "lone-tag": Rule("note", "A tag that is not in tags.yaml stands in a single entry or article."),
    "old-work": Rule("note", "Texts cite a work that is old."),
    "review-overdue": Rule("note", "An entry or article was last reviewed long ago."),
    "unused-allow": Rule("note", "A rule is allowed in a file or by a pattern, and finds nothing there."),
    "unfound-quotation": Rule("note", "A quotation in an entry's own text is not in the stored abstract."),
}

ONLY_CHECKED = frozenset(
    "near-duplicate journal-spelling uncited-mention misquotation never-cited no-commentary lone-tag old-work"
    " review-overdue unused-allow unfound-quotation".split()
)
"""Rules at which a build never looks, because they are dear or hang on the day; `check` does."""


def severity_of(problem: Problem, changed: Mapping[str, Severity]) -> Severity:
    """Return a problem's severity; `changed` holds the settings' own."""
    return changed.get(problem.rule, RULES[problem.rule].severity)


def sort_problems(problems: Iterable[Problem], changed: Mapping[str, Severity]) -> tuple[Problem, ...]:
    """Return every problem once, by place, without notes and those that are switched off."""
    return tuple(sorted({problem for problem in problems if severity_of(problem, changed) in {"error", "warning"}}))


def sort_notes(problems: Iterable[Problem], changed: Mapping[str, Severity]) -> tuple[Problem, ...]:
    """Return every note once, by place."""
    return tuple(sorted({problem for problem in problems if severity_of(problem, changed) == "note"}))


def count_problems(errors: int, warnings: int, notes: int = 0) -> str:
    """Say how many there are: `2 errors, 1 warning`; notes are no problems and stand behind."""
    counts = ((errors, "error"), (warnings, "warning"), (notes, "note"))
    if not errors and not warnings:
        return f"no problems, {notes} note{'s' if notes != 1 else ''}" if notes else "no problems"
    return ", ".join(f"{count} {word}{'s' if count != 1 else ''}" for count, word in counts if count)
