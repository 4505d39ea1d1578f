"""What each page shows: frozen values that a template prints without further thought.

Every `href` is final: relative to the page that holds it, or root-absolute, as the build was asked. Every field named
`html` or ending in `_html` holds sanitised HTML; every other text is plain and the template escapes it.
"""

from typing import Literal

from painsite.model import Size, Value


class Link(Value, frozen=True, kw_only=True):
    """An address and the words that lead to it."""

    href: str
    text: str
    note: str = ""
    """Said beside the link, such as `free full text` or a count."""
    current: bool = False
    """It leads to the page that shows it, or to the section that the page belongs to."""


class Fact(Value, frozen=True, kw_only=True):
    """One fact in a list of terms and descriptions."""

    term: str
    description: str
    explanation: str = ""
    """What the description means, opened on demand."""
    explain: str = ""
    """Names what opens the explanation: `What does “Follow-up” mean?`."""
    link: "Link | None" = None
    """To more of it."""


class ContentsLine(Value, frozen=True, kw_only=True):
    """A heading of a text, in its table of contents."""

    link: Link
    below: tuple[Link, ...]
    """The headings under it."""


class Line(Value, frozen=True, kw_only=True):
    """A node in a list."""

    href: str
    name: str
    """Headline, else title."""
    label: str
    """Short name of an entry; empty for an article."""
    kind: str
    """Words for what it is, such as `cohort study`, `guide`; may be empty."""
    container: str = ""
    """Journal or site; may be empty."""
    year: str = ""
    summary: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    """Short remarks: `commentary`, `free full text`, `cited by three pages`."""


class StatusBlock(Value, frozen=True, kw_only=True):
    """The block `status`: what became of the work."""

    nature: str
    """`retraction`, `concern`, `correction` or `reinstatement`."""
    heading: str
    date: str
    """Of the notice, as people read it; may be empty."""
    datetime: str
    """ISO 8601, possibly reduced."""
    about: str
    """What that means."""
    reasons: str
    """`Reasons given: doubts about its data.`; may be empty."""
    notice: Link
    """Its `href` is empty where the data does not say where the notice is."""
    others: tuple[Link, ...]
    """All other notices, newest first: the kind of each, its date as note, and where it is, if that is known."""


class CitingLine(Value, frozen=True, kw_only=True):
    """One node that cites this one."""

    href: str
    name: str
    sentences: tuple[str, ...]
    """The citing sentences, plain text."""
    status: str = ""
    """`Retracted`, `Expression of concern`, or nothing; so in all lines."""


class CitingBlock(Value, frozen=True, kw_only=True):
    """The block `citing-pages`. One citing node: its name follows the lead; several: an ordered list follows it."""

    lead: str
    """`Three pages on PainSci cite Kasch 2022:`."""
    lines: tuple[CitingLine, ...]


class RelatedLine(Value, frozen=True, kw_only=True):
    """`“Title,” Jarvik et al, Spine, 2005.` and why it is offered."""

    href: str
    title: str
    """With its curly quotes and its comma inside; the part that links."""
    rest: str
    """What follows the title, with the closing full stop: `Jarvik et al, Spine, 2005.`; may be empty."""
    reasons: str
    """`cited together on 3 pages · similar text`."""
    status: str = ""


class Highlight(Value, frozen=True, kw_only=True):
    """`Title. Madden 2017 Pain Med.`: the title links, the rest follows it."""

    href: str
    title: str
    """With its closing punctuation."""
    rest: str
    """`Madden 2017 Pain Med.`."""
    status: str = ""


class Picture(Value, frozen=True, kw_only=True):
    """An image with what a page needs to show it without a shift."""

    src: str
    alt: str
    caption: str = ""
    width: int = 0
    """In CSS pixels; 0 where unknown."""
    height: int = 0


class LabelledParagraph(Value, frozen=True, kw_only=True):
    """A paragraph of an abstract."""

    label: str
    """`STUDY DESIGN`; may be empty."""
    text: str


class AbstractBlock(Value, frozen=True, kw_only=True):
    """The block `abstract`."""

    heading: str
    note_html: str
    """The dagger's note."""
    language: str
    """Where it is another than the site's; else empty."""
    paragraphs: tuple[LabelledParagraph, ...]
    more: Link | None = None
    """Where the whole abstract is, if this is its beginning."""
    own_note_html: str = ""
    """The editor's note on this one abstract."""
    own_footnotes: tuple["FootnoteItem", ...] = ()


class CommentaryBlock(Value, frozen=True, kw_only=True):
    """The block `commentary` (with a help note) or `notes` (without)."""

    heading: str
    html: str
    help_label: str = ""
    help_html: str = ""
    footnotes: tuple["FootnoteItem", ...] = ()


class Backlink(Value, frozen=True, kw_only=True):
    """From a note back to one place that calls it."""

    href: str
    text: str
    """`a`, `b` … where there are several, else `↑`."""
    name: str
    """For screen readers: `back to mention 2`."""


class Card(Value, frozen=True, kw_only=True):
    """What a citation of a node shows on demand."""

    href: str
    kind: str
    """Words for what it is: `cohort`, `book`, `guide`."""
    name: str
    """Headline, else title."""
    label: str
    """Empty for an article of the site."""
    year: str
    """Where the label does not say it."""
    summary: str
    status: str = ""


class FootnoteItem(Value, frozen=True, kw_only=True):
    """An aside."""

    anchor: str
    number: int
    html: str
    backlinks: tuple[Backlink, ...]


class ReferenceItem(Value, frozen=True, kw_only=True):
    """A cited work, or an article of the site, in an article's list."""

    anchor: str
    number: int
    reference_html: str
    """The formatted reference, with its full stop, and what became of the work."""
    coins: str = ""
    """The same for programs, as the `title` of COinS; of an article, and where it is switched off, empty."""
    links: tuple[Link, ...] = ()
    """PubMed, DOI, PMC, free full text: what there is."""
    page: Link = Link(href="", text="")
    """The node's own page."""
    summary: str = ""
    backlinks: tuple[Backlink, ...]
    kind: str = ""
    """Words for what it is: `cohort`, `book`, `guide`; empty where the reference shows it."""
    year: str = ""
    """For the order by year; may be empty."""
    strength: int = 0
    """For the order by study type: the strongest evidence has the lowest."""
    card: Card | None = None
    """None where cards are switched off."""


class NoteItem(Value, frozen=True, kw_only=True):
    """One number of an article's series: either field is set, never both."""

    reference: ReferenceItem | None = None
    footnote: FootnoteItem | None = None


class ChangeLine(Value, frozen=True, kw_only=True):
    """A public correction."""

    date: str
    """As people read it: `22 November 2026`."""
    datetime: str
    """ISO 8601."""
    note: str


class OwnFeed(Value, frozen=True, kw_only=True):
    """The feed of one page, beside that of the site."""

    title: str
    atom_href: str
    json_href: str


class Head(Value, frozen=True, kw_only=True):
    """What the `<head>` of every page needs."""

    title: str
    """For `<title>`, with the site's name."""
    description: str
    canonical: str
    """Absolute; empty where the site has no `url`, and for pages without an address of their own."""
    body_class: str
    """`entry`, `article`, `home`, `list`, `tag`, `error`."""
    authors: tuple[str, ...] = ()
    """Of a text of the site."""
    feed: OwnFeed | None = None
    social: tuple[tuple[str, str], ...] = ()
    """Properties of OpenGraph and what they hold: how other sites show a link to the page."""
    card: str = ""
    """How X shows the same; empty where there is nothing of OpenGraph."""
    data_html: str = ""
    """JSON-LD, for a `script` element; may be empty."""


class Site(Value, frozen=True, kw_only=True):
    """What is the same on every page, apart from where links lead from."""

    name: str
    language: str
    direction: str
    """Of its writing: `ltr` or `rtl`."""
    tagline: str
    home_href: str
    stylesheet_href: str
    theme_script_href: str
    """Of the script that shows the reader's choice of light or dark."""
    theme_href: str
    """Of the style sheet made from the settings; empty where they change nothing."""
    icon_href: str
    logo_href: str
    """Empty where there is none."""
    logo_size: Size
    """0 where it is not known."""
    feed_href: str
    """Empty where feeds are switched off."""
    json_feed_href: str
    """The same."""
    search_href: str
    """Of the page of search; empty where it is switched off."""
    search_script_href: str
    opensearch_href: str
    """Empty without search or a public address."""
    navigation: tuple[Link, ...]
    licence: str
    report_errors_href: str
    """Empty where not given."""
    medical_notice: str


class Navigation(Value, frozen=True, kw_only=True, tag=True):
    """What `navigation.html` prints: the links of the header."""

    links: tuple[Link, ...]


class Highlights(Value, frozen=True, kw_only=True, tag=True):
    """What `highlights.html` prints: the foot of an entry's page."""

    footer_html: str
    """Says what the bibliography is."""
    lines: tuple[Highlight, ...]
    """The newest additions with commentary."""


class Retractions(Value, frozen=True, kw_only=True, tag=True):
    """What `retractions.html` prints: where statuses come from, and how new they are."""

    note_html: str


class Shared(Value, frozen=True, kw_only=True):
    """A block that is the same on many pages: `NAME.html` prints it where a template has `{{ shared.NAME }}`."""

    name: Literal["navigation", "highlights", "retractions"]
    value: Navigation | Highlights | Retractions


class MapNode(Value, frozen=True, kw_only=True):
    """One neighbour in the list of a map."""

    href: str
    label: str
    """Short name of an entry, title of an article."""
    name: str
    """Headline, else title, of an entry; empty for an article."""
    kind: str
    """Words for what it is, as in lists; may be empty."""
    remark: str
    """Says that each of the two cites the other; else empty."""
    status: str = ""


class MapGroup(Value, frozen=True, kw_only=True):
    """What cites the entry, what it cites, or what is related; never empty."""

    heading: str
    nodes: tuple[MapNode, ...]


class Map(Value, frozen=True, kw_only=True):
    """The block `map`: a drawing, and a list that says the same."""

    heading: str
    view_box: str
    drawing_html: str
    """What stands in the `svg` element."""
    note: str
    """What lines and shapes mean."""
    left_out: str
    """Says how many nodes were left out; else empty."""
    list_label: str
    label: str
    """Of the entry itself."""
    groups: tuple[MapGroup, ...]
    """From one to three."""
    graph: Link | None = None
    """To the entry in the citation graph; None where it neither cites nor is cited."""


class OfferedFormat(Value, frozen=True, kw_only=True):
    """One format in which readers can take a reference with them."""

    words: str
    """`APA`, `BibTeX`."""
    file_suffix: str
    """Of the file in which it is saved: `-apa.txt`, `.bib`."""
    media_type: str
    """Of data for programs; empty for a reference."""
    html: str
    """A reference with its italics; data line by line."""


class FileLink(Value, frozen=True, kw_only=True):
    """A link that saves a file."""

    href: str
    text: str
    file: str
    """What it is called where it is saved: `imaging.bib`."""


class TakeAway(Value, frozen=True, kw_only=True):
    """Files of references of all that a list holds."""

    lead: str
    """`Download this list:`."""
    files: tuple[FileLink, ...]


class EntryPage(Value, frozen=True, kw_only=True):
    """One work."""

    head: Head
    scripts: tuple[str, ...]
    """Addresses of those that it has a use for."""
    headline: str
    """The h1: the headline, else the work's own title."""
    title: str
    """The work's own title where the headline is the h1; else empty."""
    title_language: str
    """Of the work's own title, where it is another than the site's; else empty."""
    byline: tuple[Link, ...]
    """`Kasch et al, Spine (Phila Pa 1976), 2022`, in parts; one without an address is plain text."""
    more_by: tuple[Link, ...]
    """Further authors that have a page."""
    status: StatusBlock | None
    label: str
    summary: str
    tags: tuple[Link, ...]
    facts: tuple[Fact, ...]
    """Study design, participants …; may be empty."""
    rating: Fact | None
    """`4 of 5` and the reason."""
    citing: CitingBlock | None
    image: Picture | None
    commentary: CommentaryBlock | None
    notes: CommentaryBlock | None
    abstract: AbstractBlock | None
    related_heading: str
    related: tuple[RelatedLine, ...]
    map: Map | None
    """None where nothing is near, and where maps are switched off."""
    cite_heading: str
    reference_html: str
    """Vancouver, with what became of the work."""
    coins: str
    """The same for programs, as the `title` of COinS; empty where that is switched off."""
    file_stem: str
    """What the files are called in which its formats are saved, without suffix: `kasch-2022`."""
    formats: tuple[OfferedFormat, ...]
    """Other styles and data formats; empty where exports are switched off."""
    links: tuple[Link, ...]
    """DOI, PubMed, PMC, arXiv, free full text, publisher's page."""
    credits: tuple[Fact, ...]
    """Written by, reviewed by, added, updated."""
    changes: tuple[ChangeLine, ...]
    cards: tuple[Card, ...]
    """Of the nodes that its texts cite."""
    highwire: tuple[tuple[str, str], ...] = ()
    """Names and contents of `citation_*` elements; empty where they are switched off."""


class ArticlePage(Value, frozen=True, kw_only=True):
    """A text of the site."""

    head: Head
    scripts: tuple[str, ...]
    """Addresses of those that it has a use for."""
    title: str
    description: str
    coins: str
    """The article itself for programs, as the `title` of COinS; empty where that is switched off."""
    kind: str
    """`guide`, `article` or `post`, in words."""
    tags: tuple[Link, ...]
    credits: tuple[Fact, ...]
    """Authors, reviewers, dates."""
    image: Picture | None
    contents: tuple[ContentsLine, ...]
    """Empty where the text is short."""
    html: str
    references_heading: str
    references: tuple[NoteItem, ...]
    """In the order of their numbers, from 1 without a gap."""
    has_orders: bool
    """There are enough of them to be put in another order."""
    has_cards: bool
    take_away: TakeAway | None
    """None where it cites no entry, and where exports are switched off."""
    citing: CitingBlock | None
    related_heading: str
    related: tuple[RelatedLine, ...]
    changes: tuple[ChangeLine, ...]


class HomePage(Value, frozen=True, kw_only=True):
    """The first page."""

    head: Head
    name: str
    tagline: str
    description: str
    counts: str
    """`37 entries, 3 articles, 112 citations`, without what there is none of."""
    articles: tuple[Line, ...]
    newest: tuple[Line, ...]
    """The entries that were added last."""
    latest: tuple[Line, ...]
    """Those that were published last, where none says when it was added."""
    most_cited: tuple[Line, ...]
    tags: tuple[Link, ...]
    """With counts as notes."""
    index: Link
    hubs: tuple[Link, ...]
    """Other ways into the bibliography; that of tags is not among them."""
    articles_index: Link
    tags_index: Link
    graph: Link | None = None
    """The citation graph, where there is one."""


class TimelineRow(Value, frozen=True, kw_only=True):
    """The entries of one type of study in a timeline."""

    name: str
    bars: str
    """Path."""
    total: str
    """How many are drawn."""


class Tick(Value, frozen=True, kw_only=True):
    """A year that is named below a timeline."""

    place: str
    """From the left: `12.5%`."""
    text: str


class TimelineLine(Value, frozen=True, kw_only=True):
    """One line of the table of a timeline."""

    years: str
    """`2022`, `2020–2024`, or words for none."""
    types: str
    """`meta-analysis 2, cohort study 1`."""
    total: str


class Timeline(Value, frozen=True, kw_only=True):
    """The entries of a topic by year and type of study: a drawing, and a table that says the same."""

    view_box: str
    """Of each row."""
    grid: str
    """Path of a line at each tick, in each row."""
    rows: tuple[TimelineRow, ...]
    """The strongest evidence first."""
    ticks: tuple[Tick, ...]
    note: str
    """How many years are taken together, what a block or a bar stands for, and how many entries are not drawn."""
    lines: tuple[TimelineLine, ...]
    """Newest first."""
    total: str
    """Of all entries."""


class Group(Value, frozen=True, kw_only=True):
    """Part of a list under one heading: a year, a letter."""

    heading: str
    anchor: str
    lines: tuple[Line, ...]
    timeline: Timeline | None = None
    """Of all entries of a tag, above the first of them."""


class Pager(Value, frozen=True, kw_only=True):
    """Where a page stands in a list that is cut into pages."""

    number: int
    count: int
    previous_href: str
    next_href: str
    pages: tuple[Link, ...]


class Filter(Value, frozen=True, kw_only=True):
    """What `index.js` needs to narrow and sort the master index."""

    stylesheet_href: str
    scripts: tuple[str, ...]
    """Addresses."""
    facets_href: str
    names_href: str
    rows_href: str
    """Of the first file of rows; the others have another number at its place."""
    facets: tuple[tuple[str, str], ...]
    """Name and words of each facet that there can be."""
    sorts: tuple[tuple[str, str], ...]
    """The same of orders, the usual one first."""
    exports: tuple[Link, ...]
    """The file of all references in each format, the first of its files; empty where exports are switched off."""
    thousands: str
    """What parts thousands in a number."""


class ListPage(Value, frozen=True, kw_only=True):
    """The master index, the list of articles, a tag's page: lines under headings."""

    head: Head
    title: str
    introduction: str
    """`312 entries`."""
    description: str
    """Of a tag; may be empty."""
    broader: tuple[Link, ...]
    """Of a tag: those that it is part of."""
    narrower: tuple[Link, ...]
    """Of a tag: its parts."""
    orders: tuple[Link, ...]
    """Other orders of the same list; the present one is `current`. May be empty."""
    parent: Link | None
    """To the page of all lists of its kind."""
    hubs: tuple[Link, ...]
    """Of the master index: other ways into the bibliography."""
    take_away: TakeAway | None
    """None where there are no entries, and where exports are switched off."""
    filter: Filter | None
    """Of the first page of the master index."""
    groups: tuple[Group, ...]
    pager: Pager | None


class Topic(Value, frozen=True, kw_only=True):
    """A tag with what tags.yaml says of it."""

    link: Link
    """With its count as note."""
    description: str
    parts: tuple["Topic", ...]
    """A tag stands below each tag that it is part of."""


class TagsPage(Value, frozen=True, kw_only=True):
    """All tags."""

    head: Head
    title: str
    tags: tuple[Link, ...]
    """With counts as notes; none where there are topics."""
    topics: tuple[Topic, ...]
    """A to Z, where a tag has a description or parts."""


class HubGroup(Value, frozen=True, kw_only=True):
    """Lists of a kind under one heading: a letter, ten years."""

    heading: str
    anchor: str
    links: tuple[Link, ...]
    """With counts as notes."""


class HubPage(Value, frozen=True, kw_only=True):
    """All lists of a kind: years, authors, journals, types of study."""

    head: Head
    title: str
    introduction: str
    """May be empty."""
    others: tuple[Link, ...]
    """The hubs; the present one is `current`."""
    groups: tuple[HubGroup, ...]
    topics: tuple[Topic, ...]
    """Instead of groups, where each list has a description."""


class GraphLine(Value, frozen=True, kw_only=True):
    """A node that is cited, and those that cite it."""

    link: Link
    """With its headline as note, where that is not its label."""
    count: str
    """`cited by three pages`."""
    citing: tuple[Link, ...]
    more: str
    """Says how many more cite it; else empty."""


class GraphData(Value, frozen=True, kw_only=True):
    """Where the script finds what it draws."""

    structure_href: str
    nodes_href: str
    names_href: str
    """Followed by a number from 1 and `.json`."""
    part: int
    """Names in each of these files."""
    entry_href: str
    """Of the page of an entry, with `~` for the last step of its address."""
    article_href: str
    total: str
    """How many nodes are drawn."""


class GraphPage(Value, frozen=True, kw_only=True):
    """The whole citation graph: room for a drawing, and a list that says the same."""

    head: Head
    title: str
    introduction: str
    left_out: str
    """Says how many nodes are not drawn; may be empty."""
    data: GraphData
    stylesheet_href: str
    scripts: tuple[str, ...]
    lines: tuple[GraphLine, ...]
    """The most cited first."""
    more: str
    """Says how many more are cited; else empty."""
    indexes: tuple[Link, ...]
    """Lists of all nodes, whose pages say who cites them."""


class ErrorPage(Value, frozen=True, kw_only=True):
    """404."""

    head: Head
    title: str
    html: str
    indexes: tuple[Link, ...]
    """All lists: articles, entries, topics, as far as there are any."""
    newest: tuple[Line, ...]
    latest: tuple[Line, ...]
    """As on the first page."""
    scripts: tuple[str, ...] = ()
    """Addresses of those that it has a use for."""


class SearchPage(Value, frozen=True, kw_only=True):
    """Where all texts are searched."""

    head: Head
    title: str
    stylesheet_href: str
    """Of what only search needs."""
    bundles: str
    """Numbers of the parts of the index, separated by spaces."""
    thousands: str
    """What stands between thousands in a number."""
    filters: tuple[str, ...]
    """`kind`, `type`, `tag`, `commentary`, as far as the site has something to choose from."""
    lists: tuple[Link, ...]
    """Articles, entries, topics, as far as there are any."""


class RedirectPage(Value, frozen=True, kw_only=True):
    """An old address."""

    head: Head
    target: Link
