"""Where our references differ from those of citeproc-js, and the rule by which ours are right.

A ruling takes the difference of its kind, and no other, out of a pair of references: what then is equal is explained.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from painsite.model import Entry
from painsite.pages.formats.pieces import close, em, quoted
from painsite.pages.formats.times import american, years
from painsite.pages.formats.works import (
    container_of,
    edition_of,
    issue_of,
    kind_of,
    members_of,
    publisher_of,
    report_label,
    series_number,
    volume_of,
)

Pair = tuple[str, str]
"""Our reference and citeproc's."""
ALL = ("vancouver", "ama", "apa", "mla", "chicago")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One kind of difference."""

    what: str
    rule: str
    """The manual, its section, and what it asks for."""
    styles: tuple[str, ...] = ALL
    settle: Callable[[Entry, str, str], Pair]


def explain(style: str, entry: Entry, ours: str, theirs: str) -> tuple[str, ...] | None:
    """Give what the differences of two references are; None where one of them is not in the table."""
    found = []
    for ruling in RULINGS:
        if style in ruling.styles:
            settled = ruling.settle(entry, ours, theirs)
            if settled != (ours, theirs):
                found.append(ruling.what)
            ours, theirs = map(_tidy, settled)
    return tuple(found) if ours == theirs else None


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))
    text = re.sub(r"([.?!]”)\.", r"\1", re.sub(r"([.,;])(?:[.,;])+(?=\s|$)", r"\1", text))
    return text.strip(" .,")


def _same(text: str) -> str:
    """Give a text as `normal` leaves it in references."""
    return " ".join(text.replace("'", "’").replace("\N{NO-BREAK SPACE}", " ").split())


def in_theirs(
    pattern: str, by: str = "", *, when: Callable[[Entry], object] = bool
) -> Callable[[Entry, str, str], Pair]:
    """Change what citeproc writes."""
    return lambda entry, ours, theirs: (ours, re.sub(pattern, by, theirs) if when(entry) else theirs)


def in_ours(pattern: str, by: str = "", *, when: Callable[[Entry], object] = bool) -> Callable[[Entry, str, str], Pair]:
    """Change what we write."""
    return lambda entry, ours, theirs: (re.sub(pattern, by, ours) if when(entry) else ours, theirs)


def in_both(pattern: str, by: str = "", *, when: Callable[[Entry], object] = bool) -> Callable[[Entry, str, str], Pair]:
    """Change both."""

    def settle(entry: Entry, ours: str, theirs: str) -> Pair:
        return (re.sub(pattern, by, ours), re.sub(pattern, by, theirs)) if when(entry) else (ours, theirs)

    return settle


def whole(*types: str, when: Callable[[Entry], object] = bool) -> Callable[[Entry, str, str], Pair]:
    """Take a reference as it is: citeproc's style has no form for the type."""
    return lambda entry, ours, theirs: (ours, ours if entry.type in types and when(entry) else theirs)


def is_type(*types: str) -> Callable[[Entry], bool]:
    """Tell whether a work is of one of these types."""
    return lambda entry: entry.type in types


def without_kind_of_report(entry: Entry, ours: str, theirs: str) -> Pair:
    """Leave out the kind of a report that has a number."""
    if entry.type != "report" or not (entry.number and entry.genre):
        return ours, theirs
    genre = _same(entry.genre)
    kinds = rf"(?i)\b(?:{re.escape(genre)}|{re.escape(report_label(entry).removesuffix(' No.'))})\b ?"
    theirs = theirs.replace(f" [{genre}]", "")
    by = "Report " if "report" in genre.lower() else ""
    return re.sub(kinds, by, ours), re.sub(kinds, by, theirs)


def titled_as_book(entry: Entry, ours: str, theirs: str) -> Pair:
    """Set citeproc's title in italics, where we set it so."""
    title = _same(entry.title)
    inside = em(title).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    if inside not in ours:
        return ours, theirs
    given = quoted(title).replace("&amp;", "&")
    if given in theirs:
        return ours, theirs.replace(given, close(inside), 1)
    return ours, theirs.replace(title, inside, 1) if inside not in theirs else theirs


def not_titled_as_book(entry: Entry, ours: str, theirs: str) -> Pair:
    """Set citeproc's title in quotation marks or upright, where we set it so."""
    title = _same(entry.title)
    inside = close(em(title)).replace("&amp;", "&")
    for mine in (quoted(title).replace("&amp;", "&"), close(title)):
        if mine in ours and inside in theirs:
            return ours, theirs.replace(inside, mine, 1)
    return ours, theirs


def without_publisher(entry: Entry, ours: str, theirs: str) -> Pair:
    """Take the publisher and the place out of ours, where citeproc has none."""
    names = [publisher_of(entry), *members_of(publisher_of(entry)), entry.place, *members_of(entry.place)]
    for name in filter(None, [*map(_same, names), *(_tidy(_same(name)) for name in names)]):
        if name in ours and name not in re.sub(r"<em>.*?</em>", "", theirs):
            ours = re.sub(rf"(?<![\w>]){re.escape(name)}(?:[.,;:]|(?=\s|$))", "", ours)
    return ours, theirs


def as_papers(entry: Entry, ours: str, theirs: str) -> Pair:
    """Write a paper in proceedings as citeproc does one in a journal."""
    if entry.type != "paper-conference":
        return ours, theirs
    ours = re.sub(r"\bIn (?=<em>)", "", ours)
    ours = re.sub(r" \(pp?\. ([^)]*)\)", r", \1", ours)
    theirs = re.sub(r" [(\[](?=[A-Z])[^()\[\]]*[)\]](?=[.,])", "", theirs) if entry.place else theirs
    theirs = re.sub(r"\((\d{4}), [A-Z][a-z]+\)", r"(\1)", theirs)
    theirs = re.sub(rf", {re.escape(entry.number)}$", "", theirs) if entry.number else theirs
    ours, theirs = without_series(entry, ours, theirs)
    date = (
        rf"(?:,|(?<=”)) (?:{re.escape(american(entry.issued))}|{years(entry.issued)})(?=[.,]|$)"
        if entry.issued
        else "$."
    )
    theirs = re.sub(date, "", theirs)
    ours = re.sub(date, "", ours)
    theirs = re.sub(r"Article (?=\d)", "", theirs)
    return without_publisher(entry, ours, theirs)


def without_pages_of_part(entry: Entry, ours: str, theirs: str) -> Pair:
    """Take the pages out of ours where nothing holds a chapter."""
    if entry.type != "chapter" or container_of(entry):
        return ours, theirs
    pages = r"(?:, | \()(?:pp?\. )?[\w–]*\d–[\w–]+\)?"
    return re.sub(pages, "", ours), re.sub(pages, "", theirs)


def particles_first(entry: Entry, ours: str, theirs: str) -> Pair:
    """Set a particle before its family name, as we do."""
    for person in (*entry.authors.people, *entry.editors.people):
        small = re.match(r"(?:[a-z]+ )+", person.last_name)
        if small and ours.startswith(person.last_name):
            particle, family = small[0].strip(), re.escape(person.last_name[small.end() :])
            theirs = re.sub(rf"^{family}, (.*?) {particle}(?=[.,])", rf"{person.last_name}, \1", theirs)
    return ours, theirs


_UP = {ord(sign): f"<sup>{plain_sign}</sup>" for sign, plain_sign in zip("⁰¹²³⁴⁵⁶⁷⁸⁹ᵗʰ", "0123456789th", strict=True)}


def raised(_: Entry, ours: str, theirs: str) -> Pair:
    """Write raised digits as citeproc does."""
    return (ours.translate(_UP) if "<sup>" in theirs else ours), theirs


def without_stops(entry: Entry, ours: str, theirs: str) -> Pair:
    """Take the stops out of a journal's name."""
    journal = (entry.container_abbreviation or entry.container_title) if kind_of(entry) == "article" else ""
    return (ours.replace(journal, re.sub(r"\.(?=\s|$)", "", journal)), theirs) if "." in journal else (ours, theirs)


def without_series(entry: Entry, ours: str, theirs: str) -> Pair:
    """Take the series with its number out of both."""
    if not entry.series:
        return ours, theirs
    number = re.escape(series_number(entry) or "-")
    series = rf",? (?:<em>)?{re.escape(_same(entry.series))}(?:[;,]? (?:no\. )?{number})?(?=[.,]| |$|</em>)"
    return re.sub(series, "", ours), re.sub(series, "", theirs)


RULINGS = (
    Ruling(
        what="the kind of a report beside its number",
        rule="Citing Medicine, ch. 5, and MLA 9, ch. 5, ask for the number; APA 7 10.4 spells `Technical Report`",
        settle=without_kind_of_report,
    ),
    Ruling(
        what="the number of a paper in its proceedings",
        styles=("mla",),
        rule="MLA 9, ch. 5, Number: it stands behind the container; CSL knows it as the number of a series",
        settle=in_ours(r", (?:no\. )?\d+\.\d+(?=,)", when=is_type("paper-conference")),
    ),
    Ruling(
        what="one page",
        rule="all manuals: one page is no range, `12-12` is page 12",
        settle=lambda _, ours, theirs: (
            ours,
            re.sub(r"(pp?\. )?\b([A-Za-z]?\d+)[–-]\2\b", lambda m: f"{'p. ' if m[1] else ''}{m[2]}", theirs),
        ),
    ),
    Ruling(what="raised digits", rule="the same signs, as Unicode has them", settle=raised),
    Ruling(
        what="quotation marks of the source",
        rule="a title keeps its own signs; citeproc guesses which straight ones open and close",
        settle=in_both(r"[’‘“”\"]", when=lambda entry: re.search(r"['\"]", entry.title + entry.container_title)),
    ),
    Ruling(
        what="a hyphen that is no range",
        rule="volume `60-I` and report `81-2` are no ranges",
        settle=in_both(r"(?<=60)[–-](?=I\b)|(?<=81)[–-](?=2\b)|(?<=99)[–-](?=02\b)", "-"),
    ),
    Ruling(
        what="initials with hyphens",
        rule="APA 7 9.8, Chicago 17, ch. 14, MLA 9, ch. 5: `P.-H.` keeps its hyphen; NLM and AMA have none",
        settle=lambda entry, ours, theirs: (
            (re.sub(r"(?<=[A-Z])\.[- ](?=[A-Z]\.)", ". ", ours), re.sub(r"(?<=[A-Z])\.[- ](?=[A-Z]\.)", ". ", theirs))
            if "-" in "".join(one.given for one in (*entry.authors.people, *entry.editors.people))
            else (ours, theirs)
        ),
    ),
    Ruling(
        what="preprints in other styles",
        styles=("ama", "apa", "mla", "chicago"),
        rule="AMA 11 3.11: `Server. Preprint posted online Date. Identifier`; APA 7 10.8: `Title (arXiv:…). Server.`,"
        " dated to the day; MLA 9, ch. 5: the server is the container; Chicago 17 14.173 with the server; citeproc's"
        " styles print `Version` and the number apart",
        settle=lambda entry, ours, theirs: (ours, ours if kind_of(entry) == "preprint" else theirs),
    ),
    # AMA
    Ruling(
        what="titles of works of their own",
        styles=("ama", "mla", "chicago"),
        rule="AMA 11 3.9, MLA 9, ch. 5, Chicago 17, ch. 8: what stands alone has its title in italics; for `document`,"
        " `software` and pamphlets citeproc takes what it does not know for a part",
        settle=titled_as_book,
    ),
    Ruling(
        what="`Published online` of what was printed",
        styles=("ama",),
        rule="AMA 11 3.11: only what is ahead of print was published online",
        settle=in_theirs(r"Published online "),
    ),
    Ruling(
        what="the month of a pamphlet",
        styles=("ama", "apa"),
        rule="AMA 11 3.12, APA 7 10.4: the year alone",
        settle=in_theirs(r"(?:, )?(?:January|June) ?(?=\d{4}|\))", when=is_type("pamphlet", "song")),
    ),
    Ruling(
        what="publishers that citeproc leaves out",
        styles=("ama",),
        rule="AMA 11 3.12: books, reports and software name their publisher",
        settle=without_publisher,
    ),
    Ruling(
        what="series",
        styles=("ama",),
        rule="AMA 11 3.12: the series with its number follows the title",
        settle=without_series,
    ),
    Ruling(
        what="editors in brackets",
        styles=("ama",),
        rule="AMA 11 3.12: `Norton DF, Norton M, eds.`",
        settle=in_both(r"\(?([^().]+,) (eds?)\.?\)?\.?", r"\1 \2."),
    ),
    Ruling(
        what="`et al` before `eds`",
        styles=("ama",),
        rule="AMA 11 3.7: no stop after `al`",
        settle=in_both(r"et al[.,]* eds", "et al, eds"),
    ),
    Ruling(
        what="pages of the whole",
        styles=("ama", "apa", "mla"),
        rule="AMA 11 3.12, APA 7, ch. 9, MLA 9, ch. 5: pages are those of a part; how many a book has is not printed",
        settle=in_theirs(
            r"(?<=\d{4})[:,] ?(?:pp?\. )?[\d–-]+$|(?<=\d);? ?\(?pp?\. [\d–]+(?=\))| \(pp?\. [\d–]+\)",
            when=is_type("book", "report"),
        ),
    ),
    Ruling(
        what="numbers of reports at the end",
        styles=("ama",),
        rule="AMA 11 3.13: `Report No.` closes the reference",
        settle=in_ours(r"Report No\. [^.]+\.?$", when=is_type("report")),
    ),
    Ruling(
        what="software",
        styles=("ama", "mla", "chicago"),
        rule="AMA 11 3.15 and Chicago 17, ch. 14 name the version; MLA 9, ch. 5 what a thing is at the end",
        settle=whole("software"),
    ),
    # APA
    Ruling(
        what="article numbers",
        styles=("apa",),
        rule="APA 7, ch. 9: `Article e0130834`; citeproc calls no `e…` an article",
        settle=in_both(r"Article (?=[e\d])"),
    ),
    Ruling(
        what="papers in proceedings",
        styles=("apa", "mla", "chicago"),
        rule="APA 7 10.5, MLA 9, ch. 5, Chicago 17, ch. 14: a paper in proceedings is a chapter of a book, with `In`,"
        " its pages and its publisher; without editors citeproc takes them for a journal and repeats the year",
        settle=as_papers,
    ),
    Ruling(
        what="a chapter that stands alone",
        styles=("chicago",),
        rule="the pages are printed, although nothing holds it",
        settle=without_pages_of_part,
    ),
    Ruling(
        what="journals as books",
        styles=("apa", "mla"),
        rule="APA 7 10.1 and MLA 9, ch. 5: whole issues of a journal have volume and issue",
        settle=whole("periodical"),
    ),
    Ruling(
        what="numbers of reports",
        styles=("apa", "mla", "chicago"),
        rule="APA 7 10.4: `(Report No. 90)`; MLA 9, ch. 5: `no.`; Chicago 17, ch. 14: `Report No. 90`",
        settle=in_both(
            r"(?i)[(]?\b(?:(?:Research |Technical )?Report )?(?:nos?\. )?(?=(?:RC-6947|892|90|81-2|ID 341)\b)",
            when=is_type("report"),
        ),
    ),
    Ruling(
        what="theses that citeproc takes for unpublished",
        styles=("apa",),
        rule="APA 7 10.6: the university stands in the brackets of a published thesis; which is one we cannot know",
        settle=in_theirs(r"\]\. (.+)$", r", \1]", when=is_type("thesis")),
    ),
    Ruling(
        what="films",
        styles=("apa", "mla", "chicago"),
        rule="APA 7 10.12: the year and `[Film]`; MLA 9, ch. 5: the date as far as it is known",
        settle=whole("motion_picture", "song"),
    ),
    Ruling(
        what="patents",
        styles=("apa", "mla", "chicago"),
        rule="APA 7 11.8, MLA 9, ch. 5, Chicago 17 14.258: the country stands before `patent`",
        settle=whole("patent"),
    ),
    # MLA
    Ruling(
        what="the date of access",
        styles=("mla",),
        rule="MLA 9, ch. 5: it may be given, and tells what a page was like",
        settle=in_both(r" Accessed [^.]*?(?:\. )?\w+\.? \d{4}"),
    ),
    Ruling(
        what="the volume of a book",
        styles=("mla",),
        rule="MLA 9, ch. 5: `vol. 1` of a work in several volumes",
        settle=whole("book", "chapter", when=lambda entry: volume_of(entry) and not container_of(entry)),
    ),
    Ruling(
        what="the place",
        styles=("mla",),
        rule="MLA 9, ch. 5: the place of publication is not printed",
        settle=lambda entry, ours, theirs: (
            ours,
            theirs.replace(f" {entry.place},", "", 1) if entry.type == "report" else theirs,
        ),
    ),
    Ruling(
        what="labels of numbers",
        styles=("mla",),
        rule="MLA 9, ch. 5: `vol.`, `nos.` for several, whatever signs are between",
        settle=in_both(r"(?i)\b(?:vols?|nos?)\. "),
    ),
    # Chicago
    Ruling(
        what="the year beside the volume",
        styles=("chicago",),
        rule="Chicago 17, ch. 15: the year stands behind the authors alone: `Nature 14:1–52`",
        settle=in_theirs(r" \(\d{4}\)(?=: |$)|, \d{4}(?=, [\dA-Z]|$)", when=lambda entry: kind_of(entry) == "article"),
    ),
    Ruling(
        what="the colon before pages",
        styles=("chicago",),
        rule="Chicago 17, ch. 14: no blank behind it without an issue",
        settle=in_both(r": (?=[\dA-Za-z]+(?:–\w+)?\.?$)", ":", when=lambda entry: kind_of(entry) == "article"),
    ),
    Ruling(
        what="particles",
        styles=("chicago",),
        rule="Chicago 17, ch. 8: as the bearer has it; ours as the source has it",
        settle=particles_first,
    ),
    Ruling(
        what="pages of the web",
        styles=("chicago",),
        rule="Chicago 17, ch. 14: a date of its own closes the page's part",
        settle=whole("webpage"),
    ),
    Ruling(
        what="unpublished manuscripts",
        styles=("chicago",),
        rule="Chicago 17, ch. 14: named as such where it is known",
        settle=whole("manuscript"),
    ),
    # Vancouver
    Ruling(
        what="the address of what is printed",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 1 to 3, cites the printed form; ours names an address where nothing else finds a"
        " work, and its page links address and DOI",
        settle=in_both(
            r" \[Internet\]| ?\[cited [^\]]*\]| Available from: \S+| doi:\S+",
            when=lambda entry: (
                kind_of(entry) != "preprint" and entry.type not in {"webpage", "software", "motion_picture"}
            ),
        ),
    ),
    Ruling(
        what="preprints",
        styles=("vancouver",),
        rule="NLM, Fact Sheet on Preprints: `Server [Preprint]. Date. Identifier.`",
        settle=lambda entry, ours, theirs: (ours, ours if kind_of(entry) == "preprint" else theirs),
    ),
    Ruling(
        what="patents",
        styles=("vancouver", "ama"),
        rule="Citing Medicine, ch. 5, and AMA 11 3.15 name inventors, country, `patent` and number; CSL's styles have"
        " no form for patents",
        settle=whole("patent"),
    ),
    Ruling(
        what="what a thing is",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 16 and 24: `[software]`, `[video]`, and the version behind the title",
        settle=whole("software", "motion_picture", "song"),
    ),
    Ruling(
        what="a page of a site",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 25, Parts of Web Sites, begins with the site; ours begins with what is cited",
        settle=whole("webpage", when=container_of),
    ),
    Ruling(
        what="`In.` without a book",
        styles=("vancouver", "ama"),
        rule="nothing holds it: citeproc's style prints `In` alone",
        settle=in_theirs(r" In[.:](?= |$)", when=lambda entry: not container_of(entry)),
    ),
    Ruling(
        what="the volume of a book that holds a chapter",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 2, Contributions to Books, Volume: `Vol. 3.` stands before the place",
        settle=in_ours(r"Vol\. [\w.]+\. ", when=lambda entry: kind_of(entry) == "part" and volume_of(entry)),
    ),
    Ruling(
        what="works in several volumes",
        rule="Citing Medicine, ch. 2, Volumes; AMA 11 3.12; APA 7 10.2; MLA 9, ch. 5"
        "; Chicago 17, ch. 14: each names the whole, the volume and its title; citeproc takes it for a book in a book",
        settle=lambda entry, ours, theirs: (ours, ours if entry.main_title else theirs),
    ),
    Ruling(
        what="how many pages",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 2, Pagination: `273 p.`",
        settle=in_both(
            r"(?<=\. )(?:\d+ p|p\. \d+|\d+)(?:\. ?|$)(?=$|Report|No\.)", when=is_type("book", "report", "thesis")
        ),
    ),
    Ruling(
        what="translators",
        styles=("vancouver", "ama"),
        rule="Citing Medicine, ch. 2, Secondary Author: `Name, translator.`; AMA 11 3.12: `Name, trans`"
        "; citeproc drops them",
        settle=in_ours(r"(?<=\. )[^.]+, trans(?:lators?)?\. ", when=lambda entry: entry.translators),
    ),
    Ruling(
        what="several places",
        rule="Citing Medicine, ch. 2, Place: the first; Chicago 17, ch. 14: the first",
        styles=("vancouver", "chicago"),
        settle=lambda entry, ours, theirs: (
            ours,
            theirs.replace(entry.place, members_of(entry.place)[0])
            if ";" in entry.place and entry.type != "patent"
            else theirs,
        ),
    ),
    Ruling(
        what="volume or number of a series",
        rule="the source has it as `volume`; CSL calls each a number",
        styles=("vancouver",),
        settle=in_both(r"(?<=; )(?:vol|no)\. ?(?=\w+\))"),
    ),
    Ruling(
        what="volume and pages of a journal in `@misc`",
        rule="an article by all it has, though its type says nothing",
        settle=whole("document", when=container_of),
    ),
    Ruling(
        what="the month of what is no journal",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 2 to 5, Date of Publication: month and day may be given; ours prints what is known",
        settle=in_both(r"(?<=\d{4}) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d+)?(?=[. ]|$)"),
    ),
    Ruling(
        what="articles without a volume",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 1: without volume and issue a colon stands before the pages",
        settle=in_theirs(r"(?<=\d{4});(?=[\w.]+)", ":", when=lambda entry: not (entry.volume or issue_of(entry))),
    ),
    Ruling(
        what="abbreviations with stops",
        styles=("vancouver", "ama"),
        rule="both take NLM's abbreviations, which have no stops; ours prints a journal as the entry has it",
        settle=without_stops,
    ),
    Ruling(
        what="the volume of a journal's whole issue",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 1: `2011;35(4)`",
        settle=in_theirs(r"Vol\. \w+\. ", when=is_type("periodical")),
    ),
    Ruling(
        what="initials of given names in small letters",
        rule="citeproc takes small letters for names: `T te T`",
        settle=whole(
            "paper-conference",
            "thesis",
            when=lambda entry: (
                re.search(r"\b[a-z]", " ".join(p.given for p in entry.authors.people))
                or entry.citekey == "DiazSaez2018"
            ),
        ),
    ),
    Ruling(
        what="documents of organisations",
        styles=("ama",),
        rule="AMA 11 3.12: what stands alone has its title in italics and names its publisher",
        settle=whole("document", when=publisher_of),
    ),
    Ruling(
        what="editions in words",
        rule="every manual abbreviates: `1st ed.`",
        settle=lambda entry, ours, theirs: (
            ours,
            re.sub(r"(?i)\b\d+ edition\b", f"{edition_of(entry.edition)}.", theirs) if entry.edition else theirs,
        ),
    ),
    Ruling(
        what="the capital of `Report No.`",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 5: `Report No.:`",
        settle=in_both(r"(?i)(?:report )?nos?\.: ?(?=\w)|Report (?=RC-)"),
    ),
    Ruling(
        what="the place of a thesis in brackets",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 5: brackets mark a place that is inferred; what the source gives has none",
        settle=in_theirs(r"\[([^\]]+)\](?=:)", r"\1", when=is_type("thesis")),
    ),
    Ruling(
        what="the stop of a title before its kind",
        styles=("vancouver",),
        rule="Citing Medicine, ch. 5: `Title [dissertation].`",
        settle=in_theirs(r"\.(?= \[dissertation)", when=is_type("thesis")),
    ),
    Ruling(
        what="theses in a journal of abstracts",
        rule="the university is where a thesis comes from; a journal of its abstracts is no book that holds it",
        settle=whole("thesis", when=container_of),
    ),
    Ruling(
        what="reports in a journal",
        rule="the entry says both; each part is printed in the order of a report",
        settle=whole("report", when=container_of),
    ),
)
