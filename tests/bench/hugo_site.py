"""Write a made-up bibliography as a Hugo site, whose templates are in the folder `hugo` beside this file."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from tests.bench.generate import CITATION, Bibliography, Essay, Work, cited_keys

Variant = Literal["computed", "precomputed"]
"""Whether Hugo finds citing pages, related works and references itself, or is given them and only prints them."""
FrontMatter = Literal["yaml", "json"]
"""As people write it, or as Hugo reads it fastest."""

_TEMPLATES = Path(__file__).parent / "hugo"
_STATIC = Path(__file__).parent.parent.parent / "static"
_PRINTED_AUTHORS = 6


def write_hugo_site(
    bibliography: Bibliography, folder: Path, *, variant: Variant, front_matter: FrontMatter = "yaml"
) -> None:
    """Write a folder in which `hugo` finds all it needs."""
    shutil.copytree(_TEMPLATES / "common", folder)
    shutil.copytree(_TEMPLATES / variant, folder, dirs_exist_ok=True)
    shutil.copytree(_STATIC, folder / "static")
    content = folder / "content"
    for section, title, address in (
        ("bibliography", "All entries", "/bibliography/"),
        ("articles", "Articles", "/articles/"),
        ("a-z", "All entries", "/index/a-z/"),
    ):
        fields = {"title": title, "url": address}
        (content / section).mkdir(parents=True)
        _write(content / section / "_index.md", front_matter, fields, "")
    for work in bibliography.work_by_citekey.values():
        fields = _work_fields(work)
        if variant == "precomputed":
            fields |= _found_about_work(work, bibliography)
        text = _cite_by_label(work.commentary, bibliography.work_by_citekey)
        _write(content / "bibliography" / f"{work.citekey}.md", front_matter, fields, text)
    for essay in bibliography.essays:
        fields = _essay_fields(essay)
        if variant == "precomputed":
            fields |= _found_about_essay(essay, bibliography)
        _write(content / "articles" / f"{essay.slug}.md", front_matter, fields, _cite_by_number(essay.text))


def _work_fields(work: Work) -> dict[str, Any]:
    return {
        "title": work.headline,
        "description": work.summary,
        "date": work.added,
        "tags": work.tags,
        "label": work.label,
        "letter": work.label[0],
        "work": {
            "title": work.title,
            "authors": work.authors,
            "journal": work.journal,
            "year": work.year,
            "volume": work.volume,
            "issue": work.issue,
            "pages": work.pages,
            "doi": work.doi,
        },
        "cites": cited_keys(work.commentary),
        "abstract": [{"label": label.upper(), "text": text} for label, text in work.abstract],
    }


def _found_about_work(work: Work, bibliography: Bibliography) -> dict[str, Any]:
    citing = bibliography.cited_by.get(work.citekey, ())
    return {
        "reference": _reference(work),
        "citing": [{"address": _address(source), "title": _name(source)} for source in citing],
        "cited_count": len(citing),
        "related": [
            {"address": _address(other), "title": other.title, "rest": _byline(other)}
            for other in bibliography.related[work.citekey]
        ],
    }


def _essay_fields(essay: Essay) -> dict[str, Any]:
    return {
        "title": essay.title,
        "description": essay.description,
        "date": essay.date,
        "tags": essay.tags,
        "cites": cited_keys(essay.text),
    }


def _found_about_essay(essay: Essay, bibliography: Bibliography) -> dict[str, Any]:
    works = [bibliography.work_by_citekey[citekey] for citekey in cited_keys(essay.text)]
    others = [other for other in bibliography.essays if other != essay][:10]
    return {
        "references": [
            {
                "number": number,
                "text": _reference(work),
                "doi": work.doi,
                "address": _address(work),
                "summary": work.summary,
            }
            for number, work in enumerate(works, 1)
        ],
        "related": [
            {"address": _address(other), "title": other.title, "rest": f"{other.date[:4]}"} for other in others
        ],
    }


def _reference(work: Work) -> str:
    names = ", ".join(work.authors[:_PRINTED_AUTHORS])
    more = ", et al" if len(work.authors) > _PRINTED_AUTHORS else ""
    return f"{names}{more}. {work.title}. {work.journal}. {work.year};{work.volume}({work.issue}):{work.pages}."


def _byline(work: Work) -> str:
    more = " et al" if len(work.authors) > 1 else ""
    return f"{work.authors[0]}{more}, {work.journal}, {work.year}"


def _address(source: Work | Essay) -> str:
    return f"/bibliography/{source.citekey}/" if isinstance(source, Work) else f"/articles/{source.slug}/"


def _name(source: Work | Essay) -> str:
    return source.headline if isinstance(source, Work) else source.title


def _cite_by_label(text: str, works: Mapping[str, Work]) -> str:
    """Write citations as links, `([Abel 2001](/bibliography/abel-2001/))`."""

    def link(match: re.Match[str]) -> str:
        work = works[match[1]]
        return f"([{work.label}]({_address(work)}))"

    return CITATION.sub(link, text)


def _cite_by_number(text: str) -> str:
    """Write citations as raised numbers that lead to the list of references."""
    number_by_key = {citekey: number for number, citekey in enumerate(cited_keys(text), 1)}

    def mark(match: re.Match[str]) -> str:
        number = number_by_key[match[1]]
        return f'<sup class="cite"><a href="#reference-{number}">{number}</a></sup>'

    return CITATION.sub(mark, text)


def _write(path: Path, front_matter: FrontMatter, fields: Mapping[str, Any], text: str) -> None:
    if front_matter == "json":
        head = json.dumps(fields, ensure_ascii=False, indent=1)
    else:
        head = "\n".join(("---", *_yaml(fields), "---"))
    path.write_text(f"{head}\n\n{text}\n", encoding="utf-8", newline="")


def _yaml(fields: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Write a mapping in YAML's block style, lists of texts and numbers in one line each."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _yaml(value, f"{indent}  ")
        elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
            yield f"{indent}{name}:"
            for item in value:
                first, *others = _yaml(item, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from others
        else:
            yield f"{indent}{name}: {json.dumps(value, ensure_ascii=False)}"
