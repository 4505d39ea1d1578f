"""The nouns of painsite: frozen values, no behaviour beyond their own sense."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Season = Literal["", "spring", "summer", "autumn", "winter"]
ArticleKind = Literal["guide", "article", "post"]
RELATIONS = ("version_of", "update_of", "superseded_by", "reply_to")
CitationForm = Literal["bracketed", "narrative", "suppressed", "worded"]
"""`[@a]`, `@a`, `[-@a]` and `[words](@a)`."""


class Value(Struct, frozen=True, gc=False, omit_defaults=True):
    """What all nouns are: made once, never changed, cheap to make, to pack and to unpack.

    Values hold no way back to what holds them, so the garbage collector need not look for circles among them.
    """


class Person(Value, frozen=True, kw_only=True, array_like=True):
    """One author or editor: a literal, or a family name with what belongs to it."""

    family: str = ""
    given: str = ""
    """Given names or initials as the source has them."""
    particle: str = ""
    """`van den`, `de`: printed before the family name and not part of it."""
    suffix: str = ""
    """`Jr`, `III`."""
    literal: str = ""
    """An organisation's name, or a name that does not divide; then the other fields are empty."""

    @property
    def last_name(self) -> str:
        """Family name with its particle, or the literal."""
        name = f"{self.particle} {self.family}" if self.particle and self.family else self.particle or self.family
        return self.literal or name


class Names(Value, frozen=True, kw_only=True, array_like=True):
    """A list of people in the order of the work."""

    people: tuple[Person, ...] = ()
    others: bool = False
    """The source ends with `others`: there are more, unnamed, people."""

    def __bool__(self) -> bool:
        return bool(self.people)


class PartialDate(Value, frozen=True, kw_only=True, array_like=True, order=True):
    """A date that may lack its day, or its month and day (ISO 8601 reduced precision)."""

    year: int
    month: int = 0
    """1-12; 0 where unknown."""
    day: int = 0
    """1-31; 0 where unknown."""

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text


class Issued(Value, frozen=True, kw_only=True, array_like=True):
    """When a work was published: a date, a season of a year, or a range of dates."""

    start: PartialDate
    end: PartialDate | None = None
    season: Season = ""

    @property
    def year(self) -> int:
        """The year that labels and lists show."""
        return self.start.year


class Study(Value, frozen=True, kw_only=True):
    """How the evidence of a work was made, in the editor's words. Empty or 0 where not given."""

    design: str = ""
    """Such as `cohort`, `randomised controlled trial`, `systematic review`."""
    participants: int = 0
    follow_up: str = ""
    level: str = ""
    funding: str = ""
    population: str = ""
    setting: str = ""
    effects: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != EMPTY_STUDY


EMPTY_STUDY = Study()


class Image(Value, frozen=True, kw_only=True):
    """A picture of a node."""

    file: str
    """Relative to the source file's folder or to `static/`."""
    alt: str = ""
    caption: str = ""


class Size(Value, frozen=True, array_like=True):
    """How large a picture is; CSS pixels, 0 where it is not known."""

    width: int = 0
    height: int = 0


class TextImage(Value, frozen=True, kw_only=True, array_like=True):
    """One place in a text that shows an image file beside the source or in `static/`."""

    file: str
    """As written."""
    size: Size = Size()
    """What the author asks for."""
    line: int = 1
    column: int = 1


class TextLink(Value, frozen=True, array_like=True):
    """One place in a text that links to an address of the site itself."""

    address: str
    """As written."""
    line: int = 1
    column: int = 1


class Change(Value, frozen=True, kw_only=True):
    """One line of the public log of corrections."""

    date: PartialDate
    note: str


class Citation(Value, frozen=True, kw_only=True, array_like=True):
    """One place in a text that points to a node."""

    citekey: str
    """As written; it may be an alias."""
    form: CitationForm = "bracketed"
    prefix: str = ""
    """Plain text, but for emphasis as Markdown has it: `see *e.g.*`; the suffix too."""
    locator: str = ""
    """As written, with en dashes: `p. 9`, `pp. 33–35`."""
    suffix: str = ""
    group: int = 0
    """Index into the text's `groups`: citations of one bracket share it."""
    sentence: tuple[str, ...] = ()
    """The sentence around it: plain text at even indexes, citekeys named in running text at odd ones.

    A bracketed citation leaves nothing.
    """
    footnote: str = ""
    """Label of the footnote it stands in; empty in the text itself."""
    paragraph: int = 0
    """Counts block elements of the text; citations of one paragraph or list item share it."""
    section: int = 0
    """Counts headings: 0 before the first."""
    line: int = 1
    column: int = 1


MarkKind = Literal["citations", "address", "footnote", "image", "link"]
"""A group of citations is printed here; a node's address stands here, inside `href`; a footnote is called here; an
image's `src`, `width` and `height` stand here; the address of a link within the site stands here, inside `href`."""


class Mark(Value, frozen=True, kw_only=True, array_like=True):
    """A gap in rendered HTML that is filled when the pages are known."""

    kind: MarkKind
    index: int
    """Into the text's `groups` for citations and addresses, `footnotes`, `images` or `links`."""


class Fragment(Value, frozen=True, kw_only=True, array_like=True):
    """Sanitised HTML with gaps: `html[0] marks[0] html[1] … html[-1]`."""

    html: tuple[str, ...] = ("",)
    """One longer than `marks`."""
    marks: tuple[Mark, ...] = ()


class Heading(Value, frozen=True, kw_only=True, array_like=True):
    """A heading of a text, for its table of contents."""

    level: int
    anchor: str
    """The id of the heading's element."""
    title: str
    """Plain text."""


class Text(Value, frozen=True, kw_only=True):
    """A Markdown text, rendered once; what depends on other nodes is left as gaps."""

    source: str = ""
    """The Markdown as written; empty where only pages are made of the text."""
    body: Fragment = Fragment()
    footnotes: tuple[Fragment, ...] = ()
    """In order of first appearance; a footnote that is never called is not here."""
    citations: tuple[Citation, ...] = ()
    """In order of appearance, those of a footnote right after its first call."""
    groups: tuple[tuple[int, ...], ...] = ()
    """For each bracket or narrative citation the indexes of its citations in `citations`."""
    images: tuple[TextImage, ...] = ()
    """In order of appearance, those of footnotes last."""
    links: tuple[TextLink, ...] = ()
    """Those to addresses of the site, in the same order."""
    headings: tuple[Heading, ...] = ()
    plain: str = ""
    """The text without marks, for descriptions and similarity."""


class AbstractPart(Value, frozen=True, kw_only=True, array_like=True):
    """One paragraph of an abstract."""

    label: str
    """As written, without the colon: `STUDY DESIGN`; empty for an unlabelled paragraph."""
    text: str
    """Plain text."""


RetractionNature = Literal["retraction", "concern", "correction", "reinstatement"]
"""A work was withdrawn, is in doubt, was corrected, or stands again after it was withdrawn."""


class Retraction(Value, frozen=True, kw_only=True):
    """What became of a work after its publication: one notice, from the snapshot of retractions or from its entry."""

    nature: RetractionNature
    date: PartialDate | None = None
    """Of the notice."""
    doi: str = ""
    """Of the notice; bare and in lower case."""
    pmid: str = ""
    """Of the notice."""
    reasons: tuple[str, ...] = ()
    """In the words of the data."""
    others: tuple["Retraction", ...] = ()
    """Of the notice that says how things stand now: all others on the work, newest first."""


class Entry(Value, frozen=True, kw_only=True):
    """Our record of one work. Empty text, an empty tuple, 0 and None mean that a field is not given."""

    citekey: str
    path: str
    """The file that made it: the YAML file where there is one, else the .bib file."""
    places: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """Path, line and column of each given field, those given as empty too; `citekey` always."""

    type: str = "article-journal"
    """A CSL type."""
    title: str = ""
    authors: Names = Names()
    collaboration: str = ""
    """A group of authors beside those with names of their own: `ATLAS`, `Alf-One Study Group`."""
    editors: Names = Names()
    translators: Names = Names()
    container_title: str = ""
    container_abbreviation: str = ""
    main_title: str = ""
    """Of the work in several volumes of which this, or the book that holds it, is one."""
    publisher: str = ""
    """Semicolons stand between several."""
    place: str = ""
    """Of the publisher, or the countries of a patent; semicolons stand between several."""
    edition: str = ""
    version: str = ""
    """Of software or data: `1.2.3`."""
    series: str = ""
    number: str = ""
    genre: str = ""
    """What kind of thesis, report or other work it is, in the source's words: `Habilitationsschrift`."""
    institution: str = ""
    event: str = ""
    issued: Issued | None = None
    """From `date`, or from `year`."""
    original_date: Issued | None = None
    """When a work first appeared of which this is a later edition or a translation."""
    publication_status: str = ""
    """How far the work is on its way into print: `in press`, `submitted`, `preprint`; empty once it is published."""
    volume: str = ""
    issue: str = ""
    page_range: str = ""
    doi: str = ""
    """Bare and in lower case: `10.1097/brs.0000000000004198`."""
    pmid: str = ""
    pmcid: str = ""
    """`PMC4464797`."""
    isbn: str = ""
    issn: str = ""
    arxiv: str = ""
    """`2101.00001v2` or `math.GT/0309136`, without `arXiv:`."""
    url: str = ""
    accessed: PartialDate | None = None
    full_text: str = ""
    """Address of a free copy."""
    language: str = ""
    works_cited: tuple[str, ...] = ()
    """Citekeys, `doi:10.…` and `pmid:…`."""
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By one of `RELATIONS`, the works that this one updates, answers or is another version of.

    They are named as in `works_cited`.
    """
    events: tuple[Retraction, ...] = ()
    """What became of the work, as records name it: retractions, corrections. `others` and `reasons` are empty."""
    mesh: tuple[str, ...] = ()
    """Subject headings of PubMed. They say what a work is about, beside its words; pages do not show them."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """What the source of an imported record says and no other field holds, by the names there; pages do not show it."""

    abstract: tuple[AbstractPart, ...] = ()
    abstract_note: Text | None = None
    abstract_paraphrased: bool = False
    study: Study = Study()

    headline: str = ""
    summary: str = ""
    commentary: Text | None = None
    notes: Text | None = None
    rating: int = 0
    """1-5; 0 where not given."""
    rating_reason: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    not_related: tuple[str, ...] = ()
    image: Image | None = None
    written_by: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    reviewed: PartialDate | None = None
    added: PartialDate | None = None
    updated: PartialDate | None = None
    changes: tuple[Change, ...] = ()
    label: str = ""
    """Pins the short name."""
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    """Paths from the site's root, without a leading slash."""
    draft: bool = False
    todo: str = ""
    """Private."""
    allow: Mapping[str, str] = field(default_factory=dict)
    """By rule, why what it finds here is no problem."""

    bibtex_type: str = ""
    """The entry type of the .bib file, where it says more than `type`."""
    bibtex_fields: Mapping[str, str] = field(default_factory=dict)
    """BibTeX fields that the schema does not know, as raw text, for exports; and `title` where braces keep capitals."""


class Article(Value, frozen=True, kw_only=True):
    """A text of the site itself."""

    citekey: str
    path: str
    places: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """As in `Entry`."""
    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None
    updated: PartialDate | None = None
    reviewed_by: tuple[str, ...] = ()
    reviewed: PartialDate | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    related: tuple[str, ...] = ()
    not_related: tuple[str, ...] = ()
    kind: ArticleKind = "article"
    changes: tuple[Change, ...] = ()
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    draft: bool = False
    todo: str = ""
    allow: Mapping[str, str] = field(default_factory=dict)
    """As in `Entry`."""
    body: Text = Text()


Node = Entry | Article


class Face(Value, frozen=True, kw_only=True, array_like=True):
    """The public face of a node: all that other nodes and lists show of it."""

    citekey: str
    kind: Literal["entry", "guide", "article", "post"]
    address: str
    """From the site's root: `/bibliography/kasch-2022/`."""
    label: str
    """With its letter, where labels collide."""
    title: str
    """The work's, or the article's; the citekey where a preview shows a node without one."""
    headline: str = ""
    summary: str = ""
    """An article's description."""
    authors: Names = Names()
    container_title: str = ""
    container_abbreviation: str = ""
    type: str = ""
    year: int = 0
    """0 where unknown."""
    date: str = ""
    """ISO 8601, possibly reduced, for sorting: newest first. An article's `date`, else `updated`."""
    added: str = ""
    """ISO 8601, possibly empty."""
    tags: tuple[str, ...] = ()
    design: str = ""
    has_commentary: bool = False
    """Commentary or notes."""
    free_full_text: bool = False
    retraction: RetractionNature | Literal[""] = ""
    """What became of the work; empty where nothing is known."""
    level: str = ""
    """Of evidence, in the editor's words."""

    @property
    def name(self) -> str:
        """How a list names it: the headline, else the title."""
        return self.headline or self.title


class Citing(Value, frozen=True, kw_only=True, array_like=True):
    """One node that cites another, with the sentences in which it does."""

    citekey: str
    sentences: tuple[tuple[str, ...], ...]
    """In order of appearance, without repetition; shape as in `Citation.sentence`, canonical citekeys."""


class Reasons(Value, frozen=True, kw_only=True, array_like=True):
    """Why one node is offered on another's page: each signal's own measure, 0 where silent."""

    chosen: bool = False
    """Named in the editor's `related`."""
    cocited_pages: int = 0
    """Texts of the site that cite both."""
    shared_references: int = 0
    """Works that both cite, by `works_cited` and by our texts on them."""
    cites: bool = False
    """One of our two texts cites the other."""
    similar_text: bool = False
    shared_tags: int = 0

    def __bool__(self) -> bool:
        return self.chosen or self.cites or self.similar_text or bool(self.cocited_pages or self.shared_references)


class Related(Value, frozen=True, kw_only=True, array_like=True):
    """One line of related content."""

    citekey: str
    reasons: Reasons


class Tag(Value, frozen=True, kw_only=True):
    """What tags.yaml says of a tag."""

    name: str
    """As pages show it."""
    description: str = ""
    parents: tuple[str, ...] = ()
    """Names of the tags that it is part of, as written."""
    synonyms: tuple[str, ...] = ()
    place: tuple[str, int, int]
    """Path, line and column."""


class TagBook(Value, frozen=True, kw_only=True):
    """The tags of tags.yaml, linked. A tag is named by its step of an address, as `encode_tag` gives it."""

    names: Mapping[str, str] = {}
    """As pages show them."""
    descriptions: Mapping[str, str] = {}
    parents: Mapping[str, tuple[str, ...]] = {}
    """Without circles."""
    canonical: Mapping[str, str] = {}
    """From synonyms to tags."""


class Library(Value, frozen=True, kw_only=True):
    """All published nodes of a site, linked. Every citekey in it is canonical, every mapping sorted by citekey."""

    entries: Mapping[str, Entry]
    articles: Mapping[str, Article]
    faces: Mapping[str, Face]
    """Of entries and articles."""
    canonical: Mapping[str, str]
    """Citekeys and aliases, in NFC, to citekeys."""
    identifiers: Mapping[str, str]
    """The same, and `doi:…` and `pmid:…` of entries, so that one work has one name."""
    citations: int
    """How many there are in all texts."""
    cited_by: Mapping[str, tuple[Citing, ...]]
    """Guides, articles, posts, then entries; newest first in each. A node that nobody cites is not a key."""
    redirects: Mapping[str, str]
    """Old address from the site's root to the address that took its place."""
    tags: TagBook = TagBook()
    authors: Mapping[str, tuple[str, ...]] = {}
    """By citekey, of entries that have authors: the step of an address of each, by which it is known who is who."""
    journals: Mapping[str, str] = {}
    """By citekey, of entries that appeared in a journal: its step of an address."""
    retractions: Mapping[str, Retraction] = {}
    """By citekey, of those entries alone that have one."""
    retractions_until: str = ""
    """Date of the newest notice in the snapshot, whatever it is on; ISO 8601. Empty where there is no snapshot."""

    def node(self, citekey: str) -> Node:
        """Return the node of a canonical citekey."""
        entry = self.entries.get(citekey)
        return entry if entry is not None else self.articles[citekey]
