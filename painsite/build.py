"""The journey: sources → linking → pages → output."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from painsite.config import DEFAULTS, Settings, parse_settings, place_of_setting
from painsite.files import SourceFile, read_sources
from painsite.linking.library import link
from painsite.model import Article, Entry, Library
from painsite.output.publish import SIGNATURE, Staging, static_files
from painsite.output.render import Renderer, TemplateProblemError
from painsite.pages.context import Context, make_context
from painsite.pages.images import image_problems
from painsite.pages.links import Linking
from painsite.pages.plan import (
    ListJob,
    Page,
    plan_article,
    plan_assets,
    plan_documents,
    plan_entry,
    plan_lists,
)
from painsite.pages.shared import node_blocks
from painsite.pages.values import Shared
from painsite.pages.views import node_view
from painsite.prepare import unpack_article, unpack_entry
from painsite.problems import Place, Problem, severity_of, sort_problems
from painsite.reading import NodeKey, read_nodes
from painsite.sources.citekeys import comparable
from painsite.workers import Progress, map_forked


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
    wholes: Mapping[NodeKey, bytes] = field(repr=False)
    """The nodes with their texts; the library holds outlines."""
    jobs: int = 1
    """Processes that work on it."""

    def entry(self, citekey: str) -> Entry:
        """Give an entry with its texts."""
        return unpack_entry(self.wholes[citekey, self.library.entries[citekey].path])

    def article(self, citekey: str) -> Article:
        """Give an article with its text."""
        return unpack_article(self.wholes[citekey, self.library.articles[citekey].path])


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


def read_site(root: Path, *, drafts: bool, progress: Progress, jobs: int = 1) -> Site:
    """Read and link everything below `root/bibliography`, in as many processes as `jobs` says."""
    sources = read_sources(root)
    settings, problems = DEFAULTS, list(sources.problems)
    if sources.settings:
        settings, found = parse_settings(sources.settings.text, path=sources.settings.path)
        problems += found
    nodes = read_nodes(sources, jobs=jobs, progress=progress)
    problems += nodes.problems
    progress("linking", 0, 0)
    library, found = link(
        nodes.entries,
        nodes.articles,
        related_lines=settings.related_lines,
        drafts=drafts,
        terms_of=lambda node: nodes.terms[node.citekey, node.path],
        unread=nodes.unread,
    )
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
        wholes=nodes.wholes,
        jobs=jobs,
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
    for file in _files(site, context, staging, progress):
        problems += _new_template_problems(file, problems)
        if (problem := tally.add(file)) is not None:
            problems.append(problem)
        elif staging:
            staging.record(file.path, file.size, changed=file.changed)
    shown = sort_problems(problems, settings.rules)
    errors = sum(severity_of(problem, settings.rules) == "error" for problem in shown)
    failed = not tolerant and (errors > 0 or tally.broken or (strict and bool(shown)))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file of the site that has been made, and laid beside the output if it changed."""

    path: str
    size: int
    changed: bool
    origin: Place | None = None
    """Where an editor can change that it is there; None for pages that every site has."""
    problem: Problem | None = None
    """Its template fails."""


_LONGEST_NAME = 255


@dataclass(slots=True)
class _Tally:
    """Counts files and notices two that want one path; file systems and hosts may not tell capitals apart."""

    origins: dict[str, _File] = field(default_factory=dict)
    folders: dict[str, _File] = field(default_factory=dict)
    """By path, the first file in each."""
    size: int = 0
    pages: int = 0
    broken: bool = False
    """A template fails, whatever the settings say of that: its pages are not fit to be published."""

    def add(self, file: _File) -> Problem | None:
        self.broken = self.broken or file.problem is not None
        if any(len(step.encode()) > _LONGEST_NAME for step in file.path.split("/")):
            return Problem(
                place=file.origin or Place(path=file.path),
                rule="long-address",
                message=f"the address `{file.path[:60]}…` has a part of more than {_LONGEST_NAME} bytes",
                remedy="shorten the citekey or tag that it is made of",
            )
        key = comparable(file.path)
        folders = [key[:index] for index, char in enumerate(key) if char == "/"]
        blocking = next((self.origins[folder] for folder in folders if folder in self.origins), self.folders.get(key))
        first = self.origins.get(key) or blocking
        if first is None:
            self.origins[key] = file
            for folder in folders:
                self.folders.setdefault(folder, file)
            self.size += file.size
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


def _new_template_problems(file: _File, problems: list[Problem]) -> Iterator[Problem]:
    # a base template fails on every page, and is one problem
    if file.problem and file.problem.place not in {problem.place for problem in problems}:
        yield file.problem


def _files(site: Site, context: Context, staging: Staging | None, progress: Progress) -> Iterator[_File]:
    """Make every file of the site, the pages of nodes in as many processes as wanted."""
    renderer = Renderer(site.root, context.settings.wording)
    library, lists = site.library, plan_lists(context)

    def keep(path: str, content: bytes, origin: Place | None = None, problem: Problem | None = None) -> _File:
        # of two files with one path the first is kept; the second is reported
        changed = staging is not None and path not in staging.paths and staging.write(path, content)
        return _File(path=path, size=len(content), changed=changed, origin=origin, problem=problem)

    def keep_page(page: Page, shared: tuple[Shared, ...], origin: Place | None = None) -> _File:
        try:
            return keep(page.path, renderer.page(page, shared), origin)
        except TemplateProblemError as error:
            return keep(page.path, broken_page(str(error.problem)).encode(), origin, error.problem)

    def keep_node(citekey: str) -> _File:
        view = node_view(citekey, context, library.related.get(citekey, ()))
        if citekey in library.entries:
            page = plan_entry(site.entry(citekey), view, library.faces, context.frame)
        else:
            works = {key: library.node(key) for key in view.works}
            page = plan_article(site.article(citekey), view, library.faces, works, context.frame)
        return keep_page(page, node_blocks(citekey, context))

    citekeys = [*library.entries, *library.articles]
    yield keep(".nojekyll", SIGNATURE)
    for job in lists:
        yield keep_page(job.page(), job.shared, job.origin)
    for done, file in enumerate(map_forked(keep_node, citekeys, jobs=site.jobs), 1):
        yield file
        progress("rendering", done, len(citekeys))
    for path, content, origin in _other_files(site, context, lists):
        yield keep(path, content, origin)


def _other_files(site: Site, context: Context, lists: Sequence[ListJob]) -> Iterator[tuple[str, bytes, Place | None]]:
    """Give the files that no template makes, each with where an editor can change that it is there."""
    statics = dict(static_files(site.root))
    for document in plan_documents(context, lists, site.entry):
        if document.path not in statics:  # a robots.txt of one's own
            yield document.path, document.text().encode(), None
    for asset in plan_assets(context):
        yield asset.path, (site.root / asset.source).read_bytes(), Place(path=asset.source)
    for path, source in statics.items():
        yield path, source.read_bytes(), Place(path=f"static/{path}")


def broken_page(message: str) -> str:
    """Stand in for a page whose template fails; only a preview shows it."""
    return f'<!doctype html><html lang="en"><title>painsite</title><body><pre>{escape(message)}</pre></body></html>\n'
