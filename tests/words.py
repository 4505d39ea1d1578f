"""The words of the code, each for one thing: `test_words.py` holds the code to them, CONTRIBUTING.md prints them."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "painsite"

WORDS = {
    "work": ("", "A scientific paper, book or other publication, wherever it appeared."),
    "entry": ("model.Entry", "A work as this bibliography has it: its reference, and what editors write about it."),
    "article": ("model.Article", "A text of the site itself: a guide, an article or a post, which cites works."),
    "node": ("model.Node", "An entry or an article: what cites and is cited."),
    "citekey": ("", "The name of a node, by which texts cite it; an alias is another name of the same node."),
    "citation": ("model.Citation", "One place in a text that names a node, with the sentence around it."),
    "source": ("", "A file below `bibliography/` that an editor writes."),
    "outline": ("build.outline.Prepared", "A node without its long texts: what linking and lists need of it."),
    "shape": (
        "build.outline.shape_of",
        "Of a node, what linking and planning look at; texts are not part of it.",
    ),
    "library": ("model.Library", "All published nodes, linked: who cites whom, labels, names, tags."),
    "face": ("model.Face", "What other pages show of a node: its label, headline, address."),
    "view": ("pages.views.View", "What the page of a node shows of other nodes."),
    "frame": ("pages.frame.Frame", "What all pages share: settings, wording, how links are written."),
    "page": ("pages.planned.Page", "An HTML file, printed by a template from a value."),
    "data file": ("pages.planned.FileKind", "A file that no template prints: a feed, an export, data for a script."),
    "plan": ("pages.plan.Plan", "All pages and data files of a site, each as a value that says what it shows."),
    "kind": ("pages.planned.Kind", "What makes pages or data files of one sort from their inputs."),
    "inputs": ("pages.planned.Planned", "What a page or data file is made from, besides faces, texts and the frame."),
    "key": (
        "pages.planned.full_key",
        "A digest of all that a file is made from; the same key means the same file.",
    ),
    "block": ("pages.values.Shared", "A part that is the same on many pages, such as the navigation."),
    "template": ("", "A Jinja file that prints pages of one kind."),
    "stage": ("build.pipeline.build", "One step of a build: look, parse, link, plan, relate, render, publish, save."),
    "stale": ("build.stale.Keys", "Of a file: its key is not that of the file in the output folder."),
    "cache": ("build.cache.Cache", "Results of stages by a digest of what they were made from, kept between builds."),
    "index": (
        "build.index.Index",
        "A few words on each source of the last build, so that little is unpacked.",
    ),
    "manifest": (
        "build.manifest.Manifest",
        "What the last build read and wrote; it shows whether anything has changed.",
    ),
    "problem": ("problems.Problem", "What is wrong in a source, with its place and what to do."),
    "rule": ("problems.Rule", "A kind of problem, whose severity a site can change."),
    "related content": ("model.Related", "Nodes that a page offers because they are about the same, with the reasons."),
}
"""By word: where the code defines it, if anywhere, and what it means."""

FORBIDDEN = {
    "Document": "data file",
    "ListJob": "a planned page",
    "recall": "load",
    "digest_of": "content_digest",
    "remember": "save",
    "Memo": "Cache",
}
"""Names that classes and functions do not have, and what to say instead."""

SAID_ONCE = ("Site", "Memory", "Reading", "Work")
"""Names of classes that once stood for several things."""


def format_words() -> str:
    """Return the words as a table."""
    rows = [f"| {word} | {meaning} | {f'`{where}`' if where else ''} |\n" for word, (where, meaning) in WORDS.items()]
    return f"| word | what it means | in the code |\n| --- | --- | --- |\n{''.join(rows)}"


def definitions() -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and module of each class and function of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield "class", node.name, module
            elif isinstance(node, ast.FunctionDef):
                yield "function", node.name, module
