"""Time and memory grow with the input and not with its square: n, 2n and 4n of what each reader of sources reads."""

import gc
import time
import tracemalloc
from collections.abc import Callable

import pytest

from painsite.config import parse_settings
from painsite.linking.tags import link_tags, near_tags
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.entries import parse_entry
from painsite.sources.markdown.sentences import split_sentences
from painsite.sources.retractions import parse_retractions
from painsite.sources.tags import parse_tags
from tests.support import entry

pytestmark = pytest.mark.torture

MOST = 9.0
"""What four times the input may cost, times what the input costs: 4 where it grows with it, 16 with its square."""
_ENOUGH = 0.1
"""Seconds of the smallest input; shorter ones are doubled until they take as long, or are as long as a chapter."""
_CHAPTER = 30_000
"""Characters."""
_QUICK = 0.4
"""Seconds in which four times the input may be read, whatever the ratio."""
_TRIES = 3


def read_bibtex(text: str) -> object:
    return parse_bibtex(text, path="bibliography/spine.bib")


def read_entry(text: str) -> object:
    return parse_entry(text, path="bibliography/kasch-2022.yaml")


def read_article(text: str) -> object:
    return parse_article(f"---\ntitle: Wear\n---\n\n{text}", path="bibliography/articles/wear.md")


def read_commentary(text: str) -> object:
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    return read_entry(f"title: Wear\ncommentary: |\n{indented}\n")


def read_tags(text: str) -> object:
    tags, _ = parse_tags(text, path="bibliography/tags.yaml")
    return link_tags(tags)


def read_near_tags(text: str) -> object:
    book, _ = link_tags(parse_tags(text, path="bibliography/tags.yaml")[0])
    return list(near_tags(book, [entry(f"k{name}", f"title: A\ntags: [{name[:-1]}x]") for name in book.names]))


def read_settings(text: str) -> object:
    return parse_settings(text, path="bibliography/site.yaml")


def read_retractions(text: str) -> object:
    header = "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    header += "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    header += "RetractionNature,Reason,Paywalled,Notes\n"
    return parse_retractions((header + text).encode(), path="bibliography/retractions.csv")


Make = Callable[[int], str]


def times(piece: str) -> Make:
    return lambda count: piece * count


def numbered(piece: str) -> Make:
    return lambda count: "".join(piece.replace("%", str(number)) for number in range(count))


def paragraphs(piece: str) -> Make:
    """Give a hundred a paragraph: Python-Markdown copies a paragraph anew for each mark in it."""
    return lambda count: "\n\n".join([piece * 100] * (count // 100) + [piece * (count % 100)])


def nested(opening: str, closing: str = "") -> Make:
    return lambda count: opening * count + closing * count


BIBTEX: dict[str, Make] = {
    "entries": numbered(
        "@article{kasch%,\n title={Wear}, author={Kasch, R and Weber, H}, year={2022}, doi={10.1000/%}}\n"
    ),
    "authors": lambda count: "@article{a, title={Wear}, author={" + " and ".join(["Kasch, R"] * count) + "}}",
    "strings": numbered("@string{s% = {Spine}}\n@article{a%, title={Wear}, journal=s%}\n"),
    "crossref": numbered("@book{b%, title={Spine}}\n@incollection{c%, title={Wear}, crossref={b%}}\n"),
    "keywords": lambda count: "@article{a, title={Wear}, keywords={" + ", ".join(f"k{n}" for n in range(count)) + "}}",
    "braces": lambda count: "@article{a, title={" + "{W}ear " * count + "}}",
    "open braces": times("@article{a, title={"),
    "at signs": times("@"),
    "stray text": times("wear and tear\n"),
    "accents": lambda count: "@article{a, title={" + "M\\'unoz {\\\"o} \\v{S} " * count + "}}",
    "dollars": lambda count: "@article{a, title={" + "$x^2$ $ " * count + "}}",
    "HTML": lambda count: "@article{a, title={" + "<i>wear</i> <b &lt; " * count + "}}",
    "blanks": lambda count: "@article{a, title={Wear" + " " * 20 * count + "}}",
    "comments": times("% wear @article{\n"),
}

YAML: dict[str, Make] = {
    "unknown fields": numbered("field%: wear\n"),
    "authors": lambda count: "title: A\nauthors:\n" + "  - Kasch R\n" * count,
    "authors in one text": lambda count: "title: A\nauthors: " + "Kasch R, " * count + "Weber H\n",
    "tags in one text": lambda count: "title: A\ntags: " + "wear, tear; " * count + "\n",
    "one tag": lambda count: "title: A\ntags: [" + "wear, " * count + "]\n",
    "works cited": lambda count: "title: A\nworks_cited:\n" + "".join(f"  - 10.1000/{n}\n" for n in range(count)),
    "lines of a text": lambda count: "title: A\nsummary: wear\n" + "  and tear\n" * count,
    "dashes": lambda count: "title: A\ntags:\n" + "  -wear\n" * count,
    "quotes": lambda count: "title: A\ntags: [" + "“wear”, " * count + "]\n",
    "comments": lambda count: "title: A\ntags:\n" + "  - wear #1\n" * count,
    "blanks": lambda count: "title: A\nsummary: a" + " " * 20 * count + "b\n",
    "odd blanks": lambda count: "title: A\nsummary: a" + "\u00a0" * 20 * count + "\n",
    "aliases": lambda count: "title: A\ntags: [&a wear" + ", *a" * count + "]\n",
    "abstract": lambda count: "title: A\nabstract: |\n" + "  METHODS: We looked at wear.\n\n" * count,
}

MARKDOWN: dict[str, Make] = {
    "paragraphs": times("Wear says little about pain, as *they* said.\n\n"),
    "one paragraph": times("Wear says little about pain. "),
    "citations": numbered("Wear [see @kasch-%, p. 3; @weber] and @hancock say.\n\n"),
    "citations in one sentence": numbered("[@kasch-%] "),
    "one group": lambda count: "[" + "; ".join(f"@k{n}" for n in range(count)) + "]",
    "open groups": times("[@kasch; "),
    "malformed citations": times("[see @kasch and @weber] "),
    "links": times("[wear](https://example.org/) "),
    "dead links": times("[wear](wear.md) [tear](#tear) "),
    "links to pages": numbered("[wear](../wear-%/) "),
    "open links": times("[wear]("),
    "open brackets": times("["),
    "nested brackets": nested("[", "]"),
    "images": numbered("![Wear](wear-%.png)\n\n"),
    "images of others": times("![Wear](https://example.org/wear.png) "),
    "images without words": times("![](wear.png) "),
    "footnotes": numbered("Wear[^%].\n\n[^%]: Tear.\n\n"),
    "undefined footnotes": numbered("Wear[^%]. "),
    "unused footnotes": numbered("[^%]: Tear.\n\n"),
    "footnotes twice": numbered("[^1]: Tear.\n\n"),
    "open footnotes": times("[^"),
    "rules": times("---\n"),
    "dashes": paragraphs("wear---"),
    "tags": paragraphs("<b>wear</b> "),
    "open tags": times("<b>"),
    "dropped tags": paragraphs("<font>wear</font> "),
    "blocks of HTML": times("<div>wear</div>\n\n"),
    "open comments": paragraphs("<!-- >"),
    "comments": paragraphs("<!-- wear --> "),
    "emphasis": paragraphs("*wear* **tear** "),
    "open emphasis": paragraphs("*a **b "),
    "underscores": paragraphs("_a __b "),
    "code": paragraphs("`wear` "),
    "open code": lambda count: " ".join("`" * (1 + number % 40) + "a" for number in range(count)),
    "fences": times("```\nwear\n```\n\n"),
    "open fences": times("~~~\nwear\n"),
    "headings": numbered("## Wear %\n\n"),
    "same headings": times("## Wear\n\n"),
    "lists": times("- wear\n"),
    "lists without a blank": times("Wear\n- tear\n\n"),
    "quotations": times("> wear\n\n"),
    "tables": lambda count: "| a | b |\n|---|---|\n" + "| wear | tear |\n" * count,
    "definitions": times("Wear\n: tear\n\n"),
    "references": numbered("[wear][%]\n\n[%]: https://example.org/\n\n"),
    "abbreviations": lambda count: "".join(f"*[AB{n}]: wear\n" for n in range(min(count, 100))) + "AB1 AB2 " * count,
    "attributes": times("Wear.\n{: .lead }\n\n"),
    "open braces": times("{: "),
    "entities": paragraphs("&amp; &alpha; &#x3b1; & "),
    "escapes": paragraphs("\\@ \\* \\[ "),
    "quotes": paragraphs("\"wear\" 'tear' "),
    "mail": paragraphs("pain@example.org "),
    "at signs": times("@ "),
    "signs in a row": times("@@"),
    "blanks": times(" " * 20),
    "line ends": times("\n" * 20),
    "full stops": times("a. "),
    "ordinals": times("am 3. Mai "),
}

CSV: dict[str, Make] = {
    "rows": numbered(
        "%,Wear,,,Spine,,,Kasch,,Research,1/2/2022 0:00,10.1000/r%,0,1/2/2020 0:00,10.1000/%,0,Retraction,+Error,No,\n"
    ),
    "broken rows": times("a,b\n"),
    "open quotes": times('"a,'),
}

TAGS: dict[str, Make] = {
    "tags": numbered("topic-%: {description: Wear, synonyms: [other-%]}\n"),
    "chain": lambda count: "t0:\n" + "".join(f"t{n}: {{parents: [t{n - 1}]}}\n" for n in range(1, count)),
    "circle": lambda count: "".join(f"t{n}: {{parents: [t{(n + 1) % count}]}}\n" for n in range(count)),
    "unknown parents": numbered("topic-%: {parents: [part-%]}\n"),
}

SETTINGS: dict[str, Make] = {
    "unknown settings": numbered("setting%: wear\n"),
    "navigation": lambda count: "theme:\n  navigation:\n" + "    - {text: Wear, address: /wear/}\n" * count,
    "wording": numbered("# wear %\n"),
}

CASES = [
    *(("BibTeX", name, read_bibtex, make) for name, make in BIBTEX.items()),
    *(("YAML", name, read_entry, make) for name, make in YAML.items()),
    *(("Markdown", name, read_article, make) for name, make in MARKDOWN.items()),
    ("commentary", "citations", read_commentary, MARKDOWN["citations"]),
    ("commentary", "malformed citations", read_commentary, MARKDOWN["malformed citations"]),
    *(("CSV", name, read_retractions, make) for name, make in CSV.items()),
    *(("tags.yaml", name, read_tags, make) for name, make in TAGS.items()),
    ("tags.yaml", "near tags", read_near_tags, TAGS["tags"]),
    *(("site.yaml", name, read_settings, make) for name, make in SETTINGS.items()),
    ("sentences", "full stops", split_sentences, MARKDOWN["full stops"]),
    ("sentences", "ordinals", split_sentences, MARKDOWN["ordinals"]),
]
IDS = [f"{reader}: {name}" for reader, name, _, _ in CASES]


def seconds(read: Callable[[str], object], text: str) -> float:
    """Give the time of the process, which other processes do not lengthen."""
    gc.collect()
    start = time.process_time()
    read(text)
    return time.process_time() - start


def size_that_takes_long(read: Callable[[str], object], make: Make) -> int:
    read(make(2))
    count = 64
    while len(make(count)) < _CHAPTER and seconds(read, make(count)) < _ENOUGH:
        count *= 2
    return count


@pytest.mark.parametrize(("reader", "name", "read", "make"), CASES, ids=IDS)
def test_time_grows_with_the_input(reader: str, name: str, read: Callable[[str], object], make: Make) -> None:
    count = size_that_takes_long(read, make)
    ratios = []
    for _ in range(_TRIES):  # what is linear passes once, whatever else the machine does meanwhile
        large = seconds(read, make(4 * count))
        if large < _QUICK:
            return
        ratios.append(large / seconds(read, make(count)))
        if ratios[-1] < MOST:
            return
    pytest.fail(f"{reader}, {name}: four times {count} take {min(ratios):.1f} times as long")


def peak(read: Callable[[str], object], text: str) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        read(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("reader", "name", "read", "make"), CASES, ids=IDS)
def test_memory_grows_with_the_input(reader: str, name: str, read: Callable[[str], object], make: Make) -> None:
    count = 200
    read(make(count))
    small, large = peak(read, make(count)), peak(read, make(4 * count))
    assert large < MOST * small + 500_000, f"{reader}, {name}"
