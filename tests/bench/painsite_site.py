"""Write a made-up bibliography as sources of painsite."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.bench.generate import Bibliography, Essay, Work

FEATURES = ("search", "feeds", "exports", "structured_data", "map", "cards", "highlights")
"""What the pages of the other tools do not have."""


def write_painsite_site(bibliography: Bibliography, folder: Path, *, all_features: bool) -> None:
    """Write a folder in which `painsite build` finds all it needs."""
    sources = folder / "bibliography"
    articles = sources / "articles"
    articles.mkdir(parents=True)
    _write(sources / "site.yaml", _settings(all_features=all_features))
    for work in bibliography.work_by_citekey.values():
        _write(sources / f"{work.citekey}.yaml", "\n".join(_entry_lines(work)))
    for essay in bibliography.essays:
        _write(articles / f"{essay.slug}.md", "\n".join((*_front_matter(essay), essay.text)))


def _settings(*, all_features: bool) -> str:
    lines = [
        "name: Bench",
        "url: https://example.org/",
        "related_lines: 10",
        *([] if all_features else ["author_pages: 0", "journal_pages: 0", "identifier_addresses: 0"]),
        "features:",
        *(f"  {feature}: {str(all_features).lower()}" for feature in FEATURES),
    ]
    return "\n".join(lines)


def _entry_lines(work: Work) -> Iterator[str]:
    yield f"headline: {_quoted(work.headline)}"
    yield f"title: {_quoted(work.title)}"
    yield f"authors: [{', '.join(work.authors)}]"
    yield f"journal: {work.journal}"
    yield f"year: {work.year}"
    yield f"volume: {work.volume}"
    yield f"issue: {work.issue}"
    yield f"pages: {work.pages}"
    yield f"doi: {work.doi}"
    yield f"tags: [{', '.join(work.tags)}]"
    yield f"added: {work.added}"
    yield f"summary: {_quoted(work.summary)}"
    yield "abstract: |"
    yield from _block("\n\n".join(f"{label.upper()}: {text}" for label, text in work.abstract))
    yield "commentary: |"
    yield from _block(work.commentary)


def _front_matter(essay: Essay) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(essay.title)}"
    yield f"description: {_quoted(essay.description)}"
    yield "kind: article"
    yield f"date: {essay.date}"
    yield f"tags: [{', '.join(essay.tags)}]"
    yield "---"
    yield ""


def _quoted(text: str) -> str:
    """Write a YAML string; JSON's are that too."""
    return json.dumps(text, ensure_ascii=False)


def _block(text: str) -> Iterator[str]:
    """Indent the lines of a YAML block."""
    return (f"  {line}" if line else "" for line in text.splitlines())


def _write(path: Path, text: str) -> None:
    path.write_text(f"{text}\n", encoding="utf-8", newline="")
