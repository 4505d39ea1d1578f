"""Where in a Markdown text stands what was found in it.

Python-Markdown keeps no positions, and the same words may stand in code, comments and addresses. So the text is
rendered once more with a number inside each place that could be meant: what is found then names its own place.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from painsite.model import Text
from painsite.sources.markdown.allowed_html import blank_comments, find_attribute
from painsite.sources.markdown.citation_syntax import CITEKEY
from painsite.sources.markdown.extensions import Flaw

Render = Callable[[str], tuple[Text, tuple[Flaw, ...]]]

_CITEKEY = re.compile(CITEKEY)
_CODE = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[ \t]*$|\Z)|(?<!`)(?P<ticks>`+)(?!`)[^`]+(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_WORDED_RULES = frozenset({"foreign-syntax", "lost-cell"})
"""Those whose words may hold a number behind any of their letters."""
_NAME = re.compile(r"[^\W\d_]+")
_VISIBLE = re.compile(r"\S")
_DELIMITERS = frozenset("()<>\"'=[]@ \t\n")
_MAX_AWKWARD = 50
"""Different words that are looked for one by one, or at each character."""
_NUMBERED_RULES = frozenset(
    {"dead-link", "dropped-html", "external-image", "missing-alt", "undefined-footnote", "unused-footnote"}
)
"""Those whose words may hold a number and mean the same; what other rules look at has a form of its own."""
_LETTER = "q"
"""Around numbers, before them more often than in the text: citekeys and schemes hold letters and digits."""
_MAX_RUN = 50
"""Letters in a row."""
_NO_LETTER = "\ufdd2"
"""Before the number of an at-sign that no citekey follows."""


class Places(Struct, frozen=True, kw_only=True):
    """Offsets into a Markdown text, -1 for one that is not known; each as long as what it belongs to."""

    citations: tuple[int, ...]
    """Of the at-signs."""
    images: tuple[int, ...]
    """Of the files' names."""
    links: tuple[int, ...]
    """Of the addresses."""
    flaws: tuple[int, ...]


def find_places(source: str, text: Text, flaws: Sequence[Flaw], render: Render) -> Places:
    """Find what rendering `source` has given; `render` does that again."""
    if not flaws and (plain := _plain_places(source, text)):
        return plain
    files, addresses = [image.file for image in text.images], [link.address for link in text.links]
    words = {*files, *addresses, *(flaw.needle for flaw in flaws if flaw.rule in _NUMBERED_RULES)}
    worded = {flaw.needle for flaw in flaws if flaw.rule in _WORDED_RULES and flaw.offset < 0}
    numbers = _Numbers(source, words, worded, tags=any(flaw.rule == "dropped-html" for flaw in flaws))
    trial, trial_flaws = render(numbers.numbered)
    return Places(
        citations=numbers.places([one.citekey for one in text.citations], [one.citekey for one in trial.citations]),
        images=numbers.places(files, [image.file for image in trial.images]),
        links=numbers.places(addresses, [link.address for link in trial.links]),
        flaws=tuple(_place_flaws(source, flaws, trial_flaws, numbers)),
    )


def _plain_places(source: str, text: Text) -> Places | None:
    """Find citations and images by their words alone, where nothing else can be meant."""
    keys, files = [one.citekey for one in text.citations], [image.file for image in text.images]
    addresses = [link.address for link in text.links]
    if text.footnotes and any(len(set(words)) < len(words) for words in (keys, files, addresses)):
        return None  # what a footnote holds comes at its call, and stands elsewhere
    if len({*files, *addresses}) > _MAX_AWKWARD:
        return None
    at_signs: dict[str, list[int]] = defaultdict(list)
    for match in _CITEKEY.finditer(source) if keys else ():
        at_signs[match["braced"] or match["key"]].append(match.start())
    citations = _in_order(keys, at_signs)
    images = _in_order(files, _offsets(source, files))
    links = _in_order(addresses, _offsets(source, addresses))
    if citations is None or images is None or links is None:
        return None
    return Places(citations=citations, images=images, links=links, flaws=())


def _offsets(source: str, words: Sequence[str]) -> dict[str, list[int]]:
    return {word: [match.start() for match in re.finditer(re.escape(word), source)] for word in dict.fromkeys(words)}


def _in_order(wanted: Iterable[str], offsets: dict[str, list[int]]) -> tuple[int, ...] | None:
    """Return an offset for each word; nothing where one stands more often or less often than it is wanted."""
    left = {word: deque(found) for word, found in offsets.items()}
    wanted = tuple(wanted)
    if any(not left.get(word) for word in wanted):
        return None
    try:
        placed = tuple([left[word].popleft() for word in wanted])
    except IndexError:
        return None
    return placed if not any(left[word] for word in wanted) else None


class _Numbers:
    """A text with a number in each place that could be meant."""

    def __init__(self, source: str, words: Iterable[str], worded: Iterable[str], *, tags: bool) -> None:
        longest = max(map(len, re.findall(f"{_LETTER}+", source)), default=0)
        self._sign = _LETTER * (1 + min(longest, _MAX_RUN))
        self._number = re.compile(f"{_NO_LETTER}?{self._sign}(\\d+){_LETTER}")
        self._source = source
        self._words = frozenset(words)
        # an at-sign gets its number anyway
        self._worded = {one: ends[-1] for one in worded if "@" not in one and (ends := _ends_of_names(one))}
        self._offsets: list[int] = []
        awkward = [word for word in self._words if not _DELIMITERS.isdisjoint(word)]
        awkward = sorted({*awkward, *self._worded}, key=lambda word: (-len(word), word))
        patterns = [
            *map(re.escape, awkward[:_MAX_AWKWARD]),
            *([r"[^()<>\"'=\[\]@\s]+"] if self._words else []),
            r"@(?:\{[^{}\s]|\w)?",
            *([r"<[A-Za-z][\w:-]*(?=[\s/>])"] if tags else []),
        ]
        self.numbered = re.sub("|".join(patterns), self._insert, source)

    def _insert(self, match: re.Match[str]) -> str:
        words = match[0]
        if words in self._worded:
            inside = self._worded[words]
        elif words in self._words:
            inside = _inside(words)
        elif words[0] in "@<":
            inside = len(words)
        elif (colon := words.find(":") + 1) and words[:colon] in self._words:  # `javascript:`
            inside = colon - 1
        else:
            return words
        number = f"{self._sign}{len(self._offsets)}{_LETTER}"
        self._offsets.append(match.start())
        if words == "@":
            return f"@{_NO_LETTER}{number}"
        blank = " " if words[0] == "<" else ""
        return f"{words[:inside]}{blank}{number}{words[inside:]}"

    def bare(self, words: str) -> str:
        """Take the numbers out."""
        return self._number.sub("", words)

    def offset_in(self, words: str) -> int:
        """Return the offset that the first number stands for; -1 where there is none."""
        match = self._number.search(words)
        number = int(match[1]) if match else -1
        return self._offsets[number] if 0 <= number < len(self._offsets) else -1

    def places(self, wanted: Sequence[str], found: Sequence[str]) -> tuple[int, ...]:
        """Return the offset of each; where the numbers have changed what is found, by order."""
        if [self.bare(words) for words in found] == list(wanted):
            return tuple(self.offset_in(words) for words in found)
        search = Search(self._source)
        return tuple(search.next(words) for words in wanted)


def _ends_of_names(words: str) -> list[int]:
    return [name.end() for name in _NAME.finditer(words)]


def _inside(words: str) -> int:
    """Return where a number may stand so that a label, file or address stays one of its kind."""
    if words[0] == "[":
        return words.rindex("]")
    dot = words.rfind(".")
    if dot > words.rfind("/"):
        return dot
    return len(words) - words.endswith(":")


def _place_flaws(source: str, flaws: Iterable[Flaw], trial_flaws: Iterable[Flaw], numbers: _Numbers) -> Iterator[int]:
    trials: dict[tuple[str, str], deque[Flaw]] = defaultdict(deque)
    for flaw in trial_flaws:
        trials[flaw.rule, numbers.bare(flaw.needle)].append(flaw)
    search = Search(source)
    for flaw in flaws:
        same = trials[flaw.rule, flaw.needle]
        trial = same.popleft() if same else None
        if flaw.offset >= 0:
            yield flaw.offset
        elif trial and (tag := numbers.offset_in(trial.tag)) >= 0:
            yield find_attribute(source, tag, flaw.needle)
        elif trial and (offset := numbers.offset_in(trial.needle)) >= 0:
            is_bracket = "@" in flaw.needle and flaw.needle.startswith("[")
            yield _opening(source, offset) if is_bracket else offset
        else:
            yield search.next(flaw.needle)


def _opening(source: str, offset: int) -> int:
    """Return the offset of the bracket before an at-sign."""
    if source.endswith("[[", 0, offset):
        return offset - len("[[")
    bracket = source.rfind("[", 0, offset)
    while bracket > 0 and source[bracket - 1] == "\\":
        bracket = source.rfind("[", 0, bracket)
    return bracket if bracket >= 0 else offset


class Search:
    """Words looked for in order, first outside of code and comments."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._prose = _CODE.sub(lambda code: _VISIBLE.sub(" ", code[0]), blank_comments(source))
        self._behind: dict[str, int] = {}

    def next(self, words: str) -> int:
        """Return the offset of the next place of some words, each time another; -1 where there is none."""
        if not words:
            return -1
        # Markdown folds line ends
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        start = self._behind.get(words, 0)
        found = pattern.search(self._prose, start) or pattern.search(self._source, start)
        if found is None:
            return -1
        self._behind[words] = found.end()
        return found.start()
