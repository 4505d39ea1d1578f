"""Files of an editor that nobody reads: reported once, so that nobody waits for them in vain.

Pictures, documents for download, back-ups and what belongs to tools lie beside sources for good reasons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from painsite.problems import Place, Problem

FOLDER = "bibliography"
ARTICLES = f"{FOLDER}/articles/"
MARKDOWN = frozenset({".md", ".markdown"})
OF_THE_SITE = frozenset({f"{FOLDER}/site.yaml", f"{FOLDER}/tags.yaml", f"{FOLDER}/retractions.csv"})

_AS_MARKDOWN = "save it as Markdown, with front matter, and name it `{stem}.md`"
_BY_EXPORT = (
    "open it in a program that knows it, such as Zotero, EndNote or JabRef, export it as RIS or BibTeX, and take that"
    " over with `painsite import FILE`"
)
BY_IMPORT = "take the references over with `painsite import {path}`, and remove the file"
_BY_TEXT = "save what it says as `.yaml` or `.md`, or move it out of this folder"
_REMEDIES = {
    **dict.fromkeys((".qmd", ".rmd", ".mdx"), "rename it to `{stem}.md`; code in it is not run"),
    **dict.fromkeys((".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtext"), "rename it to `{stem}.md`"),
    **dict.fromkeys((".rst", ".org", ".adoc", ".tex", ".textile", ".ipynb", ".html", ".htm"), _AS_MARKDOWN),
    **dict.fromkeys((".bibtex", ".biblatex"), "rename it to `{stem}.bib`"),
    **dict.fromkeys((".ris", ".nbib", ".enw", ".medline", ".xml", ".json", ".csljson"), BY_IMPORT),
    **dict.fromkeys((".ciw", ".enl", ".enlx", ".rdf", ".jsonl", ".bibjson", ".toml"), _BY_EXPORT),
    **dict.fromkeys((".csv", ".tsv", ".xls", ".xlsx", ".ods"), _BY_EXPORT),
    **dict.fromkeys((".txt", ".text", ".doc", ".docx", ".odt", ".rtf", ".pages"), _BY_TEXT),
}
"""By a name's ending; a file with another ending passes."""
_SOURCES = frozenset({".yaml", ".yml", ".bib", ".md"})
_NO_SOURCES = frozenset(
    "readme license licence copying changelog contributing authors notice requirements robots".split()
)
"""Stems of files that say something about a folder."""
_MANY = 3
"""Files of one ending in one folder that are told of one by one."""


def suffix_of(path: str) -> str:
    """Return the ending of a file's name in lower case, with its dot; nothing if the name begins with its only dot."""
    dot = path.rfind(".")
    return path[dot:].lower() if path.rfind("/") < dot - 1 else ""


def is_readme(path: str) -> bool:
    """Return whether a file explains its folder."""
    return path.rpartition("/")[2].rpartition(".")[0].lower() in _NO_SOURCES


def misnamed(path: str) -> str:
    """Return the name that a file of the site should have, such as `site.yaml` for `Site.yml`; or nothing."""
    meant = path.lower()
    if meant.endswith(".yml"):
        meant = f"{meant.removesuffix('.yml')}.yaml"
    return meant.rpartition("/")[2] if meant in OF_THE_SITE and path not in OF_THE_SITE else ""


def warn_of_unread(paths: Iterable[str]) -> Iterator[Problem]:
    """Report files that are not read though they look like sources; many of a kind in a folder are reported once."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        suffix = suffix_of(path)
        if name := misnamed(path):
            yield _problem("unread-file", path, "this file of the site is not read", f"rename it to `{name}`")
        elif suffix in MARKDOWN and not is_readme(path):
            message = f"this Markdown file is not in `{ARTICLES}` and is not read"
            yield _problem("stray-article", path, message, f"move it into `{ARTICLES}`")
        elif suffix in _REMEDIES and not is_readme(path):
            groups[path.rpartition("/")[0], suffix].append(path)
    for (_, suffix), alike in groups.items():
        told = alike if len(alike) <= _MANY else alike[:1]
        for path in told:
            message = f"files ending in `{suffix}` are not read"
            if len(told) < len(alike):
                message += f", and {len(alike) - 1} more such files are in this folder"
            # an import takes a whole folder too
            named = path if len(told) == len(alike) else path.rpartition("/")[0]
            yield _problem("unread-file", path, message, _remedy(path, suffix, named))


def _remedy(path: str, suffix: str, named: str) -> str:
    stem = path.rpartition("/")[2][: -len(suffix)]
    if suffix_of(stem) in _SOURCES:  # `kasch-2022.yaml.txt`
        return f"rename it to `{stem}`"
    if suffix == ".csv" and stem.lower().startswith("retraction"):
        return f"rename it to `{FOLDER}/retractions.csv`"
    return _REMEDIES[suffix].format(stem=stem, path=named)


def _problem(rule: str, path: str, message: str, remedy: str) -> Problem:
    return Problem(place=Place(path=path), rule=rule, message=message, remedy=remedy)
