"""Small sites for tests that change them at random: what an editor may write, and what an editor may do next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

ENTRIES = (
    "bibliography/kasch-2022.yaml",
    "bibliography/weber-1983.yaml",
    "bibliography/imaging/jensen-1994.yaml",
    "bibliography/imaging/jarvik-2005.yaml",
    "bibliography/brinjikji-2015a.yaml",
    "bibliography/brinjikji-2015b.yml",
    "bibliography/madden-2017.yaml",
    "bibliography/imaging/weber-1983.yaml",
    "bibliography/boos-1995.yaml",
)
"""Two of one citekey among them, and two that may lie over BibTeX."""
ARTICLES = (
    "bibliography/articles/what-scans-say.md",
    "bibliography/articles/pain-and-wear.md",
    "bibliography/articles/who-heals.md",
)
BIBS = ("bibliography/classics.bib", "bibliography/imaging/reviews.bib", "bibliography/strings.bib")
IMAGES = ("bibliography/disc.png", "bibliography/imaging/disc.png", "bibliography/articles/disc.png")
PICTURES = ('<svg viewBox="0 0 8 6"/>', '<svg viewBox="0 0 6 8"/>', "a damaged picture")
ALIASES = ("kasch-2021", "old-guide")
KEYS = (
    "kasch-2022", "weber-1983", "jensen-1994", "jarvik-2005", "brinjikji-2015a", "brinjikji-2015b", "madden-2017",
    "boos-1995", "battie-2009", "what-scans-say", "pain-and-wear", "who-heals", "who:back", *ALIASES,
)  # fmt: skip
"""Of all that there may be."""
UNKNOWN = "nobody-1900"

Edit = tuple[object, ...]
"""What an editor does: its name, and what it is done to."""

SENTENCES = (
    "Lumbar disc degeneration on a scan says little about back pain",
    "Disc herniation heals without surgery in most patients",
    "Surgery for sciatica brings relief sooner, and no better outcome after ten years",
    "Degeneration of the lumbar spine is common in people without back pain",
    "Magnetic resonance scans of the lumbar spine show bulging discs in painless people",
    "Pain of the lower back comes back, whatever the scan shows",
    "Patients with sciatica waited, and their herniation shrank",
    "Depression foretold new back pain better than any scan",
    "Exercise brings relief from pain, and so does walking",
    "Conditioned pain does not follow the wear of discs",
    "Twins tell how much of disc degeneration is inherited",
    "A cohort was scanned twice, with six years between the scans",
)
CITED = (
    *("[@{}]", "[see @{}, p. 3]", "@{} agrees", "[-@{}]", "[as found](@{})", "[^{}]", "[@{0}; @{0}]"),
    *("[as found](/bibliography/{}/#cite)", "[as found](../articles/{}.md)", "[as found]({}.yaml?x)"),
)
"""How a sentence cites or links, if it does; `[^{}]` with a footnote that cites."""
STRANGE = (
    "![A disc](disc.png)",
    "![](static.png)",
    '![A disc](disc.png "A disc")',
    '<img src="disc.png" alt="" width="4">',
    "<script>alert(1)</script> <b>bold</b>",
    "- one\n- two",
    "[Topics](/tags/imaging/), [home](/), [old](/old/), [notes](../../extra/notes.html), [scan](scan.pdf)",
    "“Quoted” -- and *emphasised*, & more",
)
"""What may stand in a text, besides."""

NAMES = ("[Weber H]", "[Weber Karl, Kasch R]", "[Kasch R, others]", "[Brinjikji W, Luetmer PH]")
SPELLINGS = (
    "[Weber Hans, Kasch R]", "[WEBER H]", "[Kasch Richard]", "[Kasch R, Kasch R]", "[{literal: Cochrane}]",
    "[Weber J, Weber H]",
)  # fmt: skip
"""Who is one author, and who is not, hangs on those of all entries."""
DATES = ("2026-01-01", "2026-01-02", "2026-03")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": tuple(f'"{sentence}"' for sentence in SENTENCES[:6]),
    "headline": ("Scans say little", "Worn discs need not hurt"),
    "summary": ("Scans and pain are different things.", "Herniation heals with time."),
    "authors": (*NAMES, *SPELLINGS),
    "year": ("1983", "2015", "2015-02-01"),
    "journal": ("Spine", "The Lancet", "Lancet", "spine", "Spine (Phila Pa 1976)"),
    "container_abbreviation": ("Lancet", "Spine", "Spine (Phila Pa 1976)"),
    "type": ("book", "article-journal", "webpage"),
    "volume": ("8", "47"),
    "page_range": ("131–40", "e1"),
    "url": ("https://example.org/work",),
    "full_text": ("https://example.org/free",),
    "language": ("de",),
    "written_by": ("[The editors]",),
    "changes": ('[{date: 2026-01-03, note: "Mended <a> & a name."}]',),
    "tags": ("[imaging]", "[imaging, back pain]", "[Back Pain]", "[surgery, imaging]", "[größe]", "[]"),
    "added": DATES,
    "updated": DATES,
    "doi": ("10.1097/brs.1", "10.1097/brs.2", "10.1097/BRS(94)1<a>/index.html", "none"),
    "pmid": ("7001", "7002"),
    "pmcid": ("PMC4464797",),
    "abstract": ("METHODS: Scans of lumbar discs.", "RESULTS: Pain and sciatica."),
    "study": (
        "{design: cohort, participants: 98}",
        "{level: 3}",
        "{design: randomised trial, level: 1b}",
        "{design: guideline}",
        "{design: systematic review, level: high}",
        "{design: séance}",
    ),
    "rating": ("3", "4"),
    "label": ("Weber 1983", "Twins"),
    "aliases": (f"[{ALIASES[0]}]", f"[{', '.join(ALIASES)}]"),
    "redirect_from": (
        "[old]",
        "[old/, scans.html]",
        "[extra]",
        "[tags/old/index.html]",
        "[doi/10.1097/brs.1]",
        "[years/1983, search]",
        "[authors/weber-h/, graph/structure.json]",
        "[entries.bib, feed.xml]",
        "[sitemap.xml, index/data/facets.json]",
    ),
    "image": ("disc.png", "{file: disc.png, alt: A disc}", "static.png"),
    "draft": ("true", "false"),
    "citekey": ("who:back", "Kasch-2022"),
    "nonsense": ("1",),
}
"""Values of an entry's fields, as they are written; the last fields of the last values are wrong, or lead to errors."""
LINKS = ("related", "not_related", "works_cited")
"""Fields that are lists of citekeys."""
ARTICLE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("What a scan of the lumbar spine says", "Pain and wear of discs", "“Who” heals"),
    "description": ("Lumbar discs and pain, in short.", "Sciatica, herniation and time."),
    "kind": ("guide", "article", "post"),
    "date": DATES,
    "updated": DATES,
    "tags": FIELDS["tags"],
    "authors": ("[The editors]",),
    "aliases": (f"[{ALIASES[1]}]",),
    "redirect_from": ("[old]", "[guides/old.html]", "[pmid/7001/]"),
    "changes": (
        "[{date: 2026-01-03, note: Mended a name.}]",
        "[{date: 2026-02, note: Mended two., }, {date: 2026-01-03, note: Mended a name.}]",
    ),
    "reviewed_by": ("[The reviewers]",),
    "reviewed": DATES,
    "image": FIELDS["image"],
    "draft": ("true", "false"),
}
OVERLAID = (
    "@article{{{key}, author = {{Boos, N and others}}, title = {{Disc herniation and degeneration}}, year = 1995}}",
    (
        "@article{{{key}, author = {{Weber, H}}, title = {{Disc herniation}}, journal = sp, year = 1983,"
        " doi = {{10.1097/brs.2}}, keywords = {{imaging, surgery}}, abstract = {{Surgery for sciatica.}}}}"
    ),
    "@inproceedings{{{key}, author = {{Battié, M}}, title = {{Twins and disc degeneration}}, crossref = {{all}}}}",
    "@article{{{key}, title = {{Unfinished",
)
"""BibTeX entries; the last is broken."""
BIB_KEYS = ("boos-1995", "battie-2009", "weber-1983")
BIB_HEADS = (
    "",
    '@string{sp = "Spine"}',
    "@proceedings{all, title = {All on twins}, year = 2009}",
    '@string{sp = the # "Spine"}\n@xdata{house, publisher = sp}',
    '@string{the = "The "}\n@book{tome, ids = {all}, title = {Twins}, series = the, publisher={xdata=house-publisher}}',
    "@proceedings{all, title = {Twins again}, crossref = {tome}, xdata = {house}}",
    "@proceedings{tome, title = {Round}, crossref = {all}}",
)
"""What BibTeX files take from each other: macros, and parents that have parents."""
BROKEN = (
    b"title: [unclosed\n",
    b"",
    b"title: \xff\n",
    b"title: Two\ntitle: Titles\n",
    b"- a list\n",
    b"---\ntitle: Never ends\n",
    b"title: Lumbar discs\nyear: soon\n",
    b"headline: Lies over nothing\n",
)
"""What may stand in a source instead of what should."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "entry.html": (
        '{% extends "default/entry.html" %}{% block credits %}<p>Checked.</p>{{ super() }}{% endblock %}',
        '{% extends "default/entry.html" %}{% block highlights %}{% endblock %}',
        '{% extends "default/entry.html" %}{% block cite %}{{ shared.highlights }}{% include "a.html" %}{% endblock %}',
        '{% extends "default/entry.html" %}{% block tags %}{% if page.title %}{{ nothing }}{% endif %}{% endblock %}',
        '{% extends "default/entry.html" %}{% block tags %}{% if %}',
    ),
    "base.html": (
        '{% extends "default/base.html" %}{% block head_end %}<meta name="theme" content="own">{% endblock %}',
        '{% extends "default/base.html" %}{% block colophon %}{{ shared.navigation }}{{ super() }}{% endblock %}',
        '{% extends "default/base.html" %}{% block colophon %}{{ shared.highlights }}{% endblock %}',
        "{{ nothing }}",
    ),
    "highlights.html": (
        "{% for line in block.lines %}<p>{{ line.title }}</p>{% endfor %}",
        "{% for line in block.lines %}{{ line.nothing }}{% endfor %}",
    ),
    "navigation.html": ("<nav>{{ block.links | length }}</nav>", ""),
    "list.html": (
        '{% extends "default/list.html" %}{% block head_end %}{{ page.title }}{% endblock %}',
        "{% endfor %}",
    ),
    "redirect.html": ('{% extends "default/redirect.html" %}',),
    "a.html": ("<p>A part.</p>", "<p>Another part.</p>"),
}
STATICS: Mapping[str, tuple[str, ...]] = {
    "style.css": ("body { color: black }", "body { color: navy }"),
    "robots.txt": ("User-agent: *\n",),
    "static.png": PICTURES,
    "logo.svg": ("<svg/>",),
    "extra": ("a file",),
    "extra/notes.html": ("<p>Notes</p>", "<p>Other notes</p>"),
    "extra/deep/down.txt": ("deep",),
    "tags/imaging/index.html": ("in the way",),
    "index": ("a file where a folder should be",),
    ".hidden": ("never published",),
    "entries.bib": ("% ours",),
    "feed.xml": ("<feed/>",),
    "search/index.html": ("ours",),
    "graph/structure.json": ("{}",),
    "index/data/facets.json": ("{}",),
    "authors": ("a file where a folder should be",),
}
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("Back notes", "PainSci"),
    "url": ("https://example.org/", "https://example.org/notes/"),
    "tagline": ("Evidence on backs",),
    "language": ("en", "ar"),
    "licence": ("CC BY 4.0",),
    "page_size": ("10",),
    "author_pages": ("0", "1", "2"),
    "journal_pages": ("0", "1", "2"),
    "highlights": ("0", "1", "3"),
    "related_lines": ("0", "1", "2", "4"),
    "features": (
        "{feeds: false}",
        "{highlights: false}",
        "{feeds: true}",
        "{search: false}",
        "{exports: false}",
        "{structured_data: false}",
        "{map: false}",
        "{cards: false}",
        "{exports: false, search: false, feeds: false}",
    ),
    "identifier_addresses": ("0", "3", "50"),
    "highwire_tags": ("true",),
    "export_abstracts": ("true",),
    "wording": ("{page_singular: article, page_plural: articles}", "{related_heading: see too}", "{footer: Hello.}"),
    "theme": (
        "{width: 36rem}",
        "{logo: logo.svg}",
        "{colours: {accent: navy}}",
        '{navigation: [{text: Topics, address: "/tags/"}]}',
    ),
    "rules": (
        "{overlay-difference: off, same-address: warning}",
        "{unknown-citekey: error}",
        "{template-error: warning, missing-image: warning}",
    ),
    "nonsense": ("1",),
}
TAGS_PATH = "bibliography/tags.yaml"
TAG_BOOKS = (
    "imaging: {description: What scans show., parents: [diagnosis]}\ndiagnosis:\n",
    "imaging: {description: What pictures show., synonyms: [surgery, scans]}\n",
    "Imaging: {parents: [surgery]}\nsurgery: {parents: [treatment]}\ntreatment: {description: What helps.}\n",
    "imaging: {parents: [surgery]}\nsurgery: {parents: [imaging]}\n",
    "imagings:\n",
    "- a list\n",
)
SNAPSHOT_PATH = "bibliography/retractions.csv"
_COLUMNS = (
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason"
)
SNAPSHOTS = (
    f"{_COLUMNS}\n1/2/2020 0:00,unavailable,0,10.1097/BRS.1,0,Retraction,+Plagiarism of Text;\n",
    f"{_COLUMNS}\n1/2/2020 0:00,unavailable,0,10.1097/brs.2,0,Retraction,\n3/4/2021,,,10.1097/brs.2,,Reinstatement,\n",
    f"{_COLUMNS}\n5/6/2022 0:00,10.1097/brs.9,0,unavailable,7001,Expression of concern,Error in Data;\nodd\n",
    f"{_COLUMNS}\n13/13/2022,,,10.1097/brs.1,7002,Correction,\n",
    "no columns\n",
)
LENIENT = (
    "alias-used", "cited-draft", "duplicate-citekey", "missing-image", "same-address", "unknown-citekey",
    "undefined-footnote", "orphan-overlay", "unknown-field", "unknown-setting", "bad-setting", "wrong-type",
    "tag-circle", "unknown-tag", "bad-retractions",
)  # fmt: skip
"""Rules that are no errors in a lenient site, so that it is published for all that."""

Line = tuple[int, str, int]
"""A sentence by number, a citekey that it cites or an empty text, and how it cites."""


@dataclass(slots=True, kw_only=True)
class Node:
    """An entry's YAML file, or an article."""

    fields: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    strange: str = ""
    """Stands at the end of its text."""
    windows: bool = False
    """Its lines end as on Windows."""


@dataclass(slots=True, kw_only=True)
class Sources:
    """All that an editor has written."""

    lenient: bool = False
    """Little is an error."""
    careful: bool = False
    """Whoever removes a node removes what names it, too."""
    nodes: dict[str, Node] = field(default_factory=dict)
    """By path, entries and articles."""
    bibs: dict[str, dict[str, int]] = field(default_factory=dict)
    """By path, what stands in a BibTeX file: for each citekey which text."""
    heads: dict[str, int] = field(default_factory=dict)
    """By path, what stands at the beginning of a BibTeX file."""
    settings: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    """By path: templates, static files and images."""
    spoilt: dict[str, bytes] = field(default_factory=dict)
    """By path, what stands there instead."""

    def files(self) -> dict[str, bytes]:
        """Give the content of every file, by path below the site's root."""
        known = self._known()
        found = {path: self._text_of(path, known).encode() for path in sorted(self.nodes)}
        for path, keys in sorted(self.bibs.items()):
            blocks = [OVERLAID[number].format(key=key) for key, number in sorted(keys.items())]
            found[path] = "\n".join([BIB_HEADS[self.heads.get(path, 0)], *blocks, ""]).encode()
        settings = dict(self.settings)
        if self.lenient and "rules" not in settings:
            settings["rules"] = f"{{{', '.join(f'{rule}: warning' for rule in LENIENT)}}}"
        if settings:
            found["bibliography/site.yaml"] = _fields(settings).encode()
        for path, text in sorted(self.others.items()):
            if not any(other.startswith(f"{path}/") for other in self.others):  # a file in the place of a folder
                found[path] = text.encode()
        return found | {path: content for path, content in sorted(self.spoilt.items()) if path in found}

    def apply(self, edit: Edit) -> None:  # noqa: C901, PLR0912 - one case for each thing that an editor does
        """Do what an edit says; where there is nothing to do it to, do nothing."""
        match edit:
            case "field", str(path), str(name), str() | None as value if path in self.nodes:
                _put(self.nodes[path].fields, name, value)
            case "links", str(path), str(name), tuple() as keys if path in self.nodes:
                _put(self.nodes[path].links, name, keys or None)
            case "text", str(path), str(name), tuple() as lines if path in self.nodes:
                _put(self.nodes[path].texts, name, lines or None)
            case "strange", str(path), str(text) if path in self.nodes:
                self.nodes[path].strange = text
            case "line ends", str(path) if path in self.nodes:
                self.nodes[path].windows = not self.nodes[path].windows
            case "add", str(path):
                self.nodes[path] = new_node(path)
            case "remove", str(path):
                for things in (self.nodes, self.bibs, self.others, self.spoilt):
                    things.pop(path, None)
            case "rename", str(path), str(target) if path in self.nodes and target not in self.nodes:
                self.nodes[target] = self.nodes.pop(path)
            case "bib", str(path), str(key), number:
                _put(self.bibs.setdefault(path, {}), key, number)
            case "head", str(path), int(number):
                self.heads[path] = number
                self.bibs.setdefault(path, {})
            case "spoil", str(path), bytes(content):
                self.spoilt[path] = content
            case "mend":
                self.spoilt.clear()
            case "file", str(path), str() | None as text:
                _put(self.others, path, text)
            case "move file", str(path), str(target) if path in self.others:
                self.others[target] = self.others.pop(path)
            case "setting", str(name), str() | None as value:
                _put(self.settings, name, value)

    def _known(self) -> frozenset[str]:
        """Give the citekeys that texts may cite without an error."""
        known = {key for keys in self.bibs.values() for key in keys}
        for path, node in self.nodes.items():
            if path not in self.spoilt and node.fields.get("draft") != "true":
                known.add(node.fields.get("citekey") or stem(path))
                known.update(alias for alias in ALIASES if alias in node.fields.get("aliases", ""))
        return frozenset(known)

    def _text_of(self, path: str, known: frozenset[str]) -> str:
        node = self.nodes[path]

        def may_name(key: str) -> bool:
            return not self.careful or key in known

        links = {name: f"[{', '.join(filter(may_name, keys))}]" for name, keys in sorted(node.links.items())}
        texts = {name: "\n\n".join(_lines(lines, may_name, node.strange)) for name, lines in node.texts.items()}
        head = _fields({**node.fields, **links})
        if path in ARTICLES:
            text = f"---\n{head}---\n\n{texts.get('body', '')}\n"
        else:
            text = head + "".join(f"{name}: |\n{_indented(shown)}" for name, shown in sorted(texts.items()))
        return text.replace("\n", "\r\n") if node.windows else text


def stem(path: str) -> str:
    """Give the citekey that a file's name says."""
    return path.rpartition("/")[2].rpartition(".")[0]


def new_node(path: str) -> Node:
    """Give a node that is complete."""
    if path in ARTICLES:
        number = ARTICLES.index(path)
        lines = ((number, KEYS[number], 0), (number + 3, KEYS[number + 1], 2))
        fields = {"title": ARTICLE_FIELDS["title"][number], "kind": "guide", "tags": "[imaging]"}
        return Node(fields=fields, texts={"body": lines})
    number = ENTRIES.index(path)
    fields = {
        "title": FIELDS["title"][number % 6],
        "authors": NAMES[number % 4],
        "year": FIELDS["year"][number % 3],
        "added": DATES[number % 3],
        "tags": FIELDS["tags"][number % 4],
    }
    lines = ((number, KEYS[(number + 1) % 7], 0), ((number + 2) % 12, "", 0))
    return Node(fields=fields, texts={"commentary": lines} if number % 2 else {})


def full_site(*, has_url: bool, lenient: bool, careful: bool) -> Sources:
    """Give a site with something of everything."""
    sources = Sources(lenient=lenient, careful=careful)
    for path in (*ENTRIES[:7], *ARTICLES[:2]):
        sources.nodes[path] = new_node(path)
    sources.bibs[BIBS[0]] = {"battie-2009": 1, "boos-1995": 0}
    sources.heads[BIBS[0]] = 1
    sources.nodes[ENTRIES[8]] = Node(fields={"headline": "Worn discs need not hurt", "tags": "[imaging]"})
    sources.settings |= {"name": "Back notes", "related_lines": "4", "page_size": "10"}
    if has_url:
        sources.settings["url"] = "https://example.org/"
    sources.others |= {path: PICTURES[number] for number, path in enumerate(IMAGES)}
    return sources


def edits() -> st.SearchStrategy[Edit]:
    """Draw what an editor may do."""
    nodes, every = st.sampled_from((*ENTRIES, *ARTICLES)), st.sampled_from((*ENTRIES, *ARTICLES, *BIBS))
    entries, articles = st.sampled_from(ENTRIES), st.sampled_from(ARTICLES)
    just = st.just
    return st.one_of(
        st.tuples(just("text"), entries, st.sampled_from(("commentary", "notes", "abstract_note")), lines()),
        st.tuples(just("text"), articles, just("body"), lines()),
        st.builds(lambda path, one: ("field", path, *one), entries, pairs(FIELDS)),
        st.builds(lambda path, one: ("field", path, *one), articles, pairs(ARTICLE_FIELDS)),
        st.tuples(just("links"), nodes, st.sampled_from(LINKS), keys()),
        st.tuples(just("add"), nodes),
        st.tuples(just("remove"), every),
        st.tuples(just("rename"), entries, entries) | st.tuples(just("rename"), articles, articles),
        st.tuples(just("bib"), st.sampled_from(BIBS), st.sampled_from(BIB_KEYS), numbers(OVERLAID) | st.none()),
        st.tuples(just("head"), st.sampled_from(BIBS), numbers(BIB_HEADS)),
        st.builds(lambda one: ("setting", *one), pairs(SETTINGS)),
        st.builds(lambda one: ("file", f"templates/{one[0]}", one[1]), pairs(TEMPLATES)),
        st.builds(lambda one: ("file", f"static/{one[0]}", one[1]), pairs(STATICS)),
        st.tuples(just("file"), st.sampled_from(IMAGES), st.sampled_from((None, *PICTURES))),
        st.tuples(just("file"), just(TAGS_PATH), st.sampled_from((None, *TAG_BOOKS))),
        st.tuples(just("file"), just(SNAPSHOT_PATH), st.sampled_from((None, *SNAPSHOTS))),
        rare_edits(nodes, every),
    )


def rare_edits(nodes: st.SearchStrategy[str], every: st.SearchStrategy[str]) -> st.SearchStrategy[Edit]:
    """Draw what an editor seldom does."""
    return st.one_of(
        st.just(("mend",)),
        st.tuples(st.just("strange"), nodes, st.sampled_from(("", *STRANGE))),
        st.tuples(st.just("line ends"), nodes),
        st.tuples(st.just("move file"), files(), files()),
        st.tuples(st.just("spoil"), every | st.just("bibliography/site.yaml"), st.sampled_from(BROKEN)),
    )


def files() -> st.SearchStrategy[str]:
    """Draw the path of a file that is no source."""
    return st.sampled_from((*IMAGES, *(f"static/{name}" for name in STATICS)))


def lines() -> st.SearchStrategy[tuple[Line, ...]]:
    """Draw a text of few sentences, with or without citations."""
    cited = st.just("") | st.sampled_from((*KEYS[:7], *KEYS)) | st.sampled_from((*KEYS, UNKNOWN))
    return st.lists(st.tuples(numbers(SENTENCES), cited, numbers(CITED)), max_size=4).map(tuple)


def keys() -> st.SearchStrategy[tuple[str, ...]]:
    """Draw a list of citekeys."""
    return st.lists(st.sampled_from(KEYS), max_size=3, unique=True).map(tuple)


def numbers(things: tuple[object, ...]) -> st.SearchStrategy[int]:
    """Draw the place of something."""
    return st.integers(0, len(things) - 1)


def pairs(values: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[str, str | None]]:
    """Draw a name and one of its values, or nothing instead."""
    return st.sampled_from([(name, one) for name, some in values.items() for one in (*some, None)])


def _put(things: dict[str, object], name: str, value: object) -> None:
    if value is None:
        things.pop(name, None)
    else:
        things[name] = value


def _fields(fields: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))


def _lines(lines: tuple[Line, ...], may_name: object, strange: str) -> Iterator[str]:
    """Give the paragraphs of a text, and its footnotes: two sentences make a paragraph."""
    shown, notes = [], []
    for number, key, form in lines:
        sentence = SENTENCES[number]
        if key and may_name(key):  # type: ignore[operator]
            if CITED[form] == "[^{}]":
                notes.append(f"[^{len(notes) + 1}]: So [@{key}].")
                sentence += f"[^{len(notes)}]"
            else:
                sentence += f" {CITED[form].format(key)}"
        shown.append(f"{sentence}.")
    for place in range(0, len(shown), 2):
        yield " ".join(shown[place : place + 2])
    if strange:
        yield strange
    yield from notes
