"""The journey: sources → linking → pages → output."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from painsite.config import DEFAULTS, Settings, parse_settings, place_of_setting
from painsite.files import SourceFile, Sources, read_sources
from painsite.linking.library import link
from painsite.model import Article, Entry, Library
from painsite.output.publish import SIGNATURE, Staging, static_files
from painsite.output.render import TemplateProblemError, make_renderer
from painsite.pages.context import Context
from painsite.pages.images import image_problems
from painsite.pages.links import Linking
from painsite.pages.plan import make_context, plan_assets, plan_documents, plan_pages
from painsite.problems import Place, Problem, severity_of, sort_problems
from painsite.sources.articles import parse_article
from painsite.sources.bibtex import parse_bibtex
from painsite.sources.citekeys import comparable
from painsite.sources.entries import parse_entry
from painsite.sources.overlays import lay_over

Progress = Callable[[str, int, int], None]
"""Told of a stage's name, how much of it is done and how much there is (0 where unknown)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's sources, read and linked."""

    root: Path
    settings: Settings
    library: Library
    problems: tuple[Problem, ...]
    """In no order; some may be switched off."""
    texts: Mapping[str, str] = field(repr=False)
    """Of the sources, by path, for showing lines."""
    others: frozenset[str]
    """Files below `bibliography/` that are no sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build or check has found and done."""

    problems: tuple[Problem, ...]
    """Sorted, each once, without those switched off."""
    errors: int
    warnings: int
    entries: int
    articles: int
    citations: int
    pages: int
    """HTML files."""
    files: int
    size: int
    """Bytes of all files."""
    written: int
    """Files that changed; 0 where nothing was published."""
    texts: Mapping[str, str] = field(repr=False)


def read_site(root: Path, *, drafts: bool, progress: Progress) -> Site:
    """Read and link everything below `root/bibliography`."""
    sources = read_sources(root)
    settings, problems = DEFAULTS, list(sources.problems)
    if sources.settings:
        settings, found = parse_settings(sources.settings.text, path=sources.settings.path)
        problems += found
    entries, articles = _parse(sources, problems, progress)
    progress("linking", 0, 0)
    library, found = link(entries, articles, related_lines=settings.related_lines, drafts=drafts)
    statics = frozenset(path for path, _ in static_files(root))
    problems += (*found, *image_problems(library, sources.others, statics))
    if sources.settings and settings.theme.logo and settings.theme.logo not in statics:
        problems.append(_missing_logo(settings.theme.logo, sources.settings))
    every = (sources.settings, *sources.yaml, *sources.bibtex, *sources.articles)
    return Site(
        root=root,
        settings=settings,
        library=library,
        problems=tuple(problems),
        texts={file.path: file.text for file in every if file},
        others=sources.others,
    )


def build(
    site: Site,
    linking: Linking,
    *,
    staging: Staging | None,
    tolerant: bool = False,
    strict: bool = False,
    progress: Progress,
) -> Result:
    """Render every page and publish all, or none where there are errors (`strict`: or warnings).

    Without `staging` nothing is written: a check. `tolerant` publishes what can be shown: a preview. Every page is
    rendered whatever is wrong, so that one run shows every problem.
    """
    settings = site.settings
    context = make_context(site.library, settings, replace(linking, url=settings.url), site.others)
    problems = list(site.problems)
    tally = _Tally()
    for file in _files(site, context, problems, progress):
        if (problem := tally.add(file)) is not None:
            problems.append(problem)
        elif staging:
            staging.put(file.path, file.content)
    shown = sort_problems(problems, settings.rules)
    errors = sum(severity_of(problem, settings.rules) == "error" for problem in shown)
    failed = not tolerant and (errors > 0 or (strict and bool(shown)))
    if staging and failed:
        staging.discard()
    elif staging:
        progress("publishing", 0, 0)
        staging.publish()
    return Result(
        problems=shown,
        errors=errors,
        warnings=len(shown) - errors,
        entries=len(site.library.entries),
        articles=len(site.library.articles),
        citations=site.library.citations,
        pages=tally.pages,
        files=len(tally.origins),
        size=tally.size,
        written=len(staging.changed) if staging and not failed else 0,
        texts=site.texts,
    )


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: bytes
    origin: Place | None = None
    """Where an editor can change that it is there; None for pages that every site has."""


@dataclass(slots=True)
class _Tally:
    """Counts files and notices two that want one path; file systems and hosts may not tell capitals apart."""

    origins: dict[str, _File] = field(default_factory=dict)
    folders: dict[str, _File] = field(default_factory=dict)
    """By path, the first file in each."""
    size: int = 0
    pages: int = 0

    def add(self, file: _File) -> Problem | None:
        key = comparable(file.path)
        folders = [key[:index] for index, char in enumerate(key) if char == "/"]
        blocking = next((self.origins[folder] for folder in folders if folder in self.origins), self.folders.get(key))
        first = self.origins.get(key) or blocking
        if first is None:
            kept = _File(file.path, b"", file.origin)
            self.origins[key] = kept
            for folder in folders:
                self.folders.setdefault(folder, kept)
            self.size += len(file.content)
            self.pages += file.path.endswith(".html")
            return None
        place = file.origin or first.origin or Place(path=file.path)
        other = (first.origin if place is file.origin else None) or "a page that painsite makes"
        clash = f"is in the way of `{first.path}`, made by" if blocking else "is also made by"
        return Problem(
            place=place,
            rule="same-address",
            message=f"the file `{file.path}` {clash} {other}",
            remedy="remove or rename one of them",
        )


def _missing_logo(logo: str, file: SourceFile) -> Problem:
    return Problem(
        place=place_of_setting(file.text, "theme", "logo", path=file.path),
        rule="missing-theme-file",
        message=f"there is no file `static/{logo}`",
        remedy="put it there, or mend `theme.logo`",
    )


def _parse(sources: Sources, problems: list[Problem], progress: Progress) -> tuple[tuple[Entry, ...], list[Article]]:
    total = len(sources.yaml) + len(sources.bibtex) + len(sources.articles)
    done = 0

    def each(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
        nonlocal done
        for file in files:
            yield file
            done += 1
            progress("reading", done, total)

    overlays = []
    for file in each(sources.yaml):
        entry, found = parse_entry(file.text, path=file.path)
        problems += found
        overlays += [entry] if entry else []
    from_bibtex: list[Entry] = []
    for file in each(sources.bibtex):
        entries, found = parse_bibtex(file.text, path=file.path)
        problems += found
        from_bibtex += entries
    articles = []
    for file in each(sources.articles):
        article, found = parse_article(file.text, path=file.path)
        problems += found
        articles += [article] if article else []
    whole, found = lay_over(overlays, from_bibtex)
    problems += found
    return whole, articles


def _files(site: Site, context: Context, problems: list[Problem], progress: Progress) -> Iterator[_File]:
    """Make every file of the site."""
    yield _File(".nojekyll", SIGNATURE)
    render = make_renderer(site.root, context.settings.wording)
    total = len(site.library.entries) + len(site.library.articles)
    for done, page in enumerate(plan_pages(context), 1):
        try:
            html = render(page)
        except TemplateProblemError as error:
            # a base template fails on every page, and is one problem
            if error.problem.place not in {problem.place for problem in problems}:
                problems.append(error.problem)
            html = broken_page(str(error.problem))
        yield _File(page.path, html.encode(), page.origin)
        progress("rendering", min(done, total), total)
    for document in plan_documents(context):
        yield _File(document.path, document.text.encode())
    for asset in plan_assets(context):
        yield _File(asset.path, (site.root / asset.source).read_bytes(), Place(path=asset.source))
    for path, source in static_files(site.root):
        yield _File(path, source.read_bytes(), Place(path=f"static/{path}"))


def broken_page(message: str) -> str:
    """Stand in for a page whose template fails; only a preview shows it."""
    return f'<!doctype html><html lang="en"><title>painsite</title><body><pre>{escape(message)}</pre></body></html>\n'
