"""Make up a bibliography of any size, the same at each call: what every tool of the benchmark is given.

The words are made of syllables and mean nothing. What matters to a site generator is as in a real bibliography: how
long texts are, how much Markdown they hold, how often they cite, and that texts of one topic share words.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count, product
from string import ascii_lowercase, ascii_uppercase

_SEED = 1_983
_ONSETS = "b bl br c ch d dr f fl g gr h j k l m n p pl pr qu r s sk st t tr v w z".split()
_RIMES = "a am ar e el en er i in ir o ol on or u um ul ai ea ou".split()
_JOURNAL_FORMS = ("Annals of {}", "Archives of {}", "Journal of {}", "{} Letters", "{} Reports", "Reviews in {}")
_ABSTRACT_LABELS = ("Background", "Methods", "Results", "Limitations", "Conclusion")

_VOCABULARY = 5_000
_TOPICS, _TOPIC_WORDS, _TOPIC_TAGS, _COMMON_TAGS = 60, 40, 2, 40
_TOPICAL = 0.2
"""Of a text's words, how many belong to its topic."""
_FAMOUS = 0.6
"""Of all citations, how many go to what is cited already, each by as many as cite it: that makes a power law."""
_ABSTRACT_CHARACTERS, _COMMENTARY_CHARACTERS, _ARTICLE_CHARACTERS = 1_600, 1_500, 12_000
_ARTICLE_CITATIONS = 40
_WORKS_OF_AN_ARTICLE = 50
"""There is one article for so many works."""
_RELATED = 10

CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
"""A citation in a commentary or an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One paper with what the site says of it."""

    citekey: str
    label: str
    headline: str
    summary: str
    title: str
    authors: tuple[str, ...]
    """`Family AB`, one to eight."""
    journal: str
    year: int
    volume: int
    issue: int
    pages: str
    doi: str
    """Below 10.5555, which stands for no publisher: it is kept for examples."""
    tags: tuple[str, ...]
    added: str
    """ISO 8601."""
    abstract: tuple[tuple[str, str], ...]
    """Label and text of each paragraph."""
    commentary: str
    """Markdown, with citations as in `[@abel-2001]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """One article of the site itself."""

    slug: str
    title: str
    description: str
    date: str
    """ISO 8601."""
    tags: tuple[str, ...]
    text: str
    """Markdown, with citations as in `[@abel-2001]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """All that a site is made from, and what a site generator finds out about it."""

    work_by_citekey: Mapping[str, Work]
    essays: tuple[Essay, ...]
    cited_by: Mapping[str, tuple[Work | Essay, ...]]
    """By citekey, in the order of the works, then of the essays; works that nothing cites are missing."""
    related: Mapping[str, tuple[Work, ...]]
    """By citekey: some others of the same topic. Any will do for a tool that only prints them."""


def make_bibliography(size: int) -> Bibliography:
    """Make so many works, and an article for every fifty, one at least. Needs six works, so that five can be cited."""
    writer = _Writer(random.Random(_SEED))  # noqa: S311 - the same numbers each time are what we want
    outlines = [_make_outline(number, writer) for number in range(size)]
    _name(outlines)
    writer.library = outlines
    for outline in outlines:
        writer.keys_by_topic.setdefault(outline.topic, []).append(outline.citekey)
    works = {outline.citekey: _make_work(outline, writer) for outline in outlines}
    essays = tuple(_make_essay(number, writer) for number in range(1, max(1, size // _WORKS_OF_AN_ARTICLE) + 1))
    return Bibliography(
        work_by_citekey=works,
        essays=essays,
        cited_by=_find_citing(works, essays),
        related=_choose_related(works, writer),
    )


def cited_keys(text: str) -> tuple[str, ...]:
    """Give the citekeys that a text cites, each once, in the order of the text."""
    return tuple(dict.fromkeys(CITATION.findall(text)))


@dataclass(slots=True)
class _Outline:
    """What has to be known of every work before the first text can cite one."""

    number: int
    topic: int
    family: str
    year: int
    citekey: str = ""
    letter: str = ""


@dataclass(slots=True)
class _Topic:
    words: Sequence[str]
    tags: Sequence[str]


@dataclass(slots=True)
class _Writer:
    """Words, names and chance; and who is cited how often so far."""

    chance: random.Random
    words: list[str] = field(init=False)
    weights: list[float] = field(init=False)
    topics: list[_Topic] = field(init=False)
    topic_weights: list[float] = field(init=False)
    families: list[str] = field(init=False)
    journals: list[str] = field(init=False)
    common_tags: list[str] = field(init=False)
    library: list[_Outline] = field(default_factory=list)
    keys_by_topic: dict[int, list[str]] = field(default_factory=dict)
    famous: list[str] = field(default_factory=list)
    """A citekey for each citation written so far."""

    def __post_init__(self) -> None:
        words = _invent_words(self.chance)
        # as in any language, short words come first and each word is the rarer the later it comes
        self.words = sorted((next(words) for _ in range(_VOCABULARY)), key=len)
        self.weights = list(accumulate(1 / rank for rank in range(8, _VOCABULARY + 8)))
        self.topics = [
            _Topic(
                words=[next(words) for _ in range(_TOPIC_WORDS)],
                tags=[next(words) for _ in range(_TOPIC_TAGS)],
            )
            for _ in range(_TOPICS)
        ]
        self.topic_weights = list(accumulate(1 / rank for rank in range(4, _TOPICS + 4)))
        self.common_tags = [f"{next(words)}-{next(words)}" for _ in range(_COMMON_TAGS)]
        self.families = [next(words).capitalize() for _ in range(2_000)]
        self.journals = [
            self.chance.choice(_JOURNAL_FORMS).format(f"{next(words)} {next(words)}".title()) for _ in range(120)
        ]

    def phrase(self, topic: int, length: int) -> str:
        """Give words without a full stop."""
        topical = round(length * _TOPICAL)
        chosen = self.chance.choices(self.words, cum_weights=self.weights, k=length - topical)
        chosen += self.chance.choices(self.topics[topic].words, k=topical)
        self.chance.shuffle(chosen)
        return " ".join(chosen)

    def heading(self, topic: int) -> str:
        """Give a headline or title."""
        return self.phrase(topic, self.chance.randint(7, 13)).capitalize()

    def sentence(self, topic: int, citation: str = "") -> str:
        """Give a sentence, with its citation before the full stop."""
        words = self.phrase(topic, self.chance.randint(9, 21)).split()
        if len(words) > 13:
            words[6] += ","
        return f"{' '.join(words).capitalize()}{citation and f' {citation}'}."

    def text(self, topic: int, characters: int) -> str:
        """Give sentences, about as long as asked."""
        sentences: list[str] = []
        left = characters
        while left > 0:
            sentences.append(self.sentence(topic))
            left -= len(sentences[-1]) + 1
        return " ".join(sentences)

    def cite(self, topic: int, wanted: int, own: str = "") -> list[str]:
        """Give so many different citekeys, or all others where there are fewer; famous ones are chosen most."""
        chosen: dict[str, None] = {}
        others = len(self.library) - bool(own)
        near = self.keys_by_topic.get(topic, [])
        while len(chosen) < min(wanted, others):
            if self.famous and self.chance.random() < _FAMOUS:
                citekey = self.chance.choice(self.famous)
            elif len(near) > wanted and self.chance.random() < 0.8:
                citekey = self.chance.choice(near)
            else:
                citekey = self.chance.choice(self.library).citekey
            if citekey != own:
                chosen[citekey] = None
        self.famous.extend(chosen)
        return list(chosen)

    def date(self) -> str:
        """Give a day of the last years."""
        return f"{self.chance.randint(2012, 2025)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def author(self) -> str:
        """Give a name with initials."""
        initials = "".join(self.chance.choices(ascii_uppercase, k=self.chance.randint(1, 2)))
        return f"{self.chance.choice(self.families)} {initials}"

    def tags(self, topic: int) -> tuple[str, ...]:
        """Give two to five tags, the topic's own and such as any topic may have."""
        own = self.chance.sample(self.topics[topic].tags, self.chance.randint(1, 2))
        return (*own, *sorted(self.chance.sample(self.common_tags, self.chance.randint(1, 3))))


def _invent_words(chance: random.Random) -> Iterator[str]:
    """Give words of one to four syllables, each once, without end."""
    seen: set[str] = set()
    while True:
        syllables = chance.choices((1, 2, 3, 4), weights=(2, 5, 3, 1))[0]
        word = "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(syllables))
        if word not in seen:
            seen.add(word)
            yield word


def _make_outline(number: int, writer: _Writer) -> _Outline:
    return _Outline(
        number=number,
        topic=writer.chance.choices(range(_TOPICS), cum_weights=writer.topic_weights)[0],
        family=writer.chance.choice(writer.families),
        year=2025 - min(int(writer.chance.expovariate(1 / 10)), 60),
    )


def _name(outlines: Sequence[_Outline]) -> None:
    """Give each its citekey, with letters where several are of one first author and year."""
    sharing: dict[tuple[str, int], list[_Outline]] = {}
    for outline in outlines:
        sharing.setdefault((outline.family, outline.year), []).append(outline)
    for (family, year), same in sharing.items():
        for outline, letter in zip(same, _letters() if len(same) > 1 else [""], strict=False):
            outline.letter = letter
            outline.citekey = f"{family.lower()}-{year}{letter}"


def _letters() -> Iterator[str]:
    """Give a, b … z, aa, ab …"""
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _make_work(outline: _Outline, writer: _Writer) -> Work:
    chance, topic = writer.chance, outline.topic
    paragraph = _ABSTRACT_CHARACTERS // len(_ABSTRACT_LABELS) - 60  # a text overshoots by half a sentence
    first = chance.randint(1, 900)
    initials = "".join(chance.choices(ascii_uppercase, k=chance.randint(1, 2)))
    others = [writer.author() for _ in range(min(int(chance.expovariate(1 / 3)), 7))]
    return Work(
        citekey=outline.citekey,
        label=f"{outline.family} {outline.year}{outline.letter}",
        headline=writer.heading(topic),
        summary=writer.sentence(topic),
        title=writer.heading(topic),
        authors=(f"{outline.family} {initials}", *others),
        journal=chance.choice(writer.journals),
        year=outline.year,
        volume=chance.randint(1, 90),
        issue=chance.randint(1, 12),
        pages=f"{first}-{first + chance.randint(1, 20)}",
        doi=f"10.5555/bench.{outline.number}",
        tags=writer.tags(topic),
        added=writer.date(),
        abstract=tuple((label, writer.text(topic, paragraph)) for label in _ABSTRACT_LABELS),
        commentary=_write_commentary(outline, writer),
    )


def _write_commentary(outline: _Outline, writer: _Writer) -> str:
    """Write paragraphs with emphasis, a list, a quotation and a link, and two to five citations."""
    topic = outline.topic
    cited = writer.cite(topic, writer.chance.randint(2, 5), own=outline.citekey)
    citations = [f"[@{citekey}]" for citekey in cited]
    third, fourth, fifth = (citations + [""] * 3)[2:5]
    paragraphs = (
        f"**{writer.heading(topic)}.** {writer.sentence(topic, citations[0])} {writer.text(topic, 150)}",
        f"{writer.text(topic, 120)} {writer.sentence(topic, citations[1])} *{writer.heading(topic)}.*",
        "\n".join(f"- {writer.sentence(topic, citation)}" for citation in (third, fourth, "")),
        f"> {writer.sentence(topic)}",
        f"{writer.text(topic, 200)} See [{writer.phrase(topic, 3)}](https://example.org/{outline.citekey}).",
        writer.sentence(topic, fifth),
    )
    written = sum(len(paragraph) + 2 for paragraph in paragraphs)
    return "\n\n".join((*paragraphs, writer.text(topic, _COMMENTARY_CHARACTERS - written - 60)))


def _make_essay(number: int, writer: _Writer) -> Essay:
    topic = writer.chance.choices(range(_TOPICS), cum_weights=writer.topic_weights)[0]
    citations = [f"[@{citekey}]" for citekey in writer.cite(topic, _ARTICLE_CITATIONS)]
    sections: list[str] = []
    per_section = 5
    for start in range(0, max(len(citations), 1), per_section):
        sentences = [
            f"{writer.sentence(topic, citation)} {writer.sentence(topic)}"
            for citation in citations[start : start + per_section]
        ]
        items = "\n".join(f"- {writer.phrase(topic, 6)} **{writer.phrase(topic, 2)}**" for _ in range(3))
        heading, text = writer.heading(topic), " ".join(sentences)
        sections += [f"## {heading}", text, items, writer.text(topic, 240)]
    return Essay(
        slug=f"article-{number}",
        title=writer.heading(topic),
        description=writer.sentence(topic),
        date=writer.date(),
        tags=writer.tags(topic),
        text="\n\n".join(sections),
    )


def _find_citing(works: Mapping[str, Work], essays: Sequence[Essay]) -> dict[str, tuple[Work | Essay, ...]]:
    citing: dict[str, list[Work | Essay]] = {}
    for work in works.values():
        for citekey in cited_keys(work.commentary):
            citing.setdefault(citekey, []).append(work)
    for essay in essays:
        for citekey in cited_keys(essay.text):
            citing.setdefault(citekey, []).append(essay)
    return {citekey: tuple(sources) for citekey, sources in citing.items()}


def _choose_related(works: Mapping[str, Work], writer: _Writer) -> dict[str, tuple[Work, ...]]:
    """Give each work the next ones of its topic."""
    related = {}
    for keys in writer.keys_by_topic.values():
        ring = [*keys, *keys]
        for position, citekey in enumerate(keys, 1):
            near = ring[position : position + min(_RELATED, len(keys) - 1)]
            related[citekey] = tuple(works[other] for other in near)
    return related
