"""A linked site → its plan: made where something has changed that pages show of others, and else taken as it was."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from painsite.build.image_sizes import sizes_of
from painsite.build.load import LinkedSite
from painsite.build.path_collisions import Tally
from painsite.build.start import Start
from painsite.hashing import content_digest, encode, value_digest
from painsite.model import Value
from painsite.pages.context import Context, make_context
from painsite.pages.links import Linking
from painsite.pages.plan import Candidate, Plan, plan_site
from painsite.pages.planned import FaceDigests, Planned, bare_key
from painsite.problems import Place, Problem
from painsite.theme import STATIC


class Copied(Value, frozen=True, array_like=True):
    """A file that is copied as it is."""

    path: str
    """From the output folder."""
    name: str
    """Among the inputs."""

    def source(self, root: Path) -> Path:
        """Return the file that is copied."""
        own = self.name.removeprefix("default/static/")
        return STATIC / own if own != self.name else root / self.name


class SitePlan(Value, frozen=True, kw_only=True):
    """All files of a site, and what keys are made of."""

    key: bytes
    """From `plan_key`."""
    plan: Plan
    copies: tuple[Copied, ...]
    faces: Mapping[str, bytes]
    """Digests by citekey."""
    entries: int
    articles: int
    citations: int
    problems: tuple[Problem, ...] = ()
    """Of files that want one path."""


def context_of(start: Start, site: LinkedSite) -> Context:
    """Return what pages are planned from."""
    return make_context(
        site.library, site.settings, linking_of(start, site), start.inputs.others, sizes_of(site.images)
    )


def linking_of(start: Start, site: LinkedSite) -> Linking:
    """Return how pages link to each other."""
    return dataclasses.replace(start.options.linking, url=site.settings.url)


def plan_key(start: Start, site: LinkedSite) -> bytes:
    """Return what changes whenever the plan may: 16 bytes."""
    references = site.references
    held = content_digest(b"".join([references[citekey] for citekey in sorted(references)]))
    statics = [(path, _static_name(path, source, start.root)) for path, source in site.statics.items()]
    rest = (linking_of(start, site), start.options.index, sorted(sizes_of(site.images).items()), statics)
    return value_digest(b"plan", site.index.library, held, rest)


def make_plan(start: Start, site: LinkedSite, key: bytes) -> SitePlan:
    """Plan every file of a site, and keep the plan where nothing is wrong with it."""
    library = site.library
    site.nodes.fetch(site.nodes)  # at once
    context = context_of(start, site)
    candidates = plan_site(context, searched=start.options.index)
    statics = site.statics
    tally = Tally()
    tally.add(".nojekyll")
    digests = FaceDigests(library.faces)
    files = [one.planned for one in candidates.pages if tally.add(one.planned.paths[0], one.origin)]
    nodes = [one.planned for one in candidates.nodes if tally.add(one.planned.paths[0], one.origin)]
    files += _with_places(candidates.files, statics, tally)
    plan = candidates.finish(
        context,
        {one.texts[0]: _keyed(one, digests) for one in nodes},
        tuple([_keyed(one, digests) for one in files]),
    )
    copies = tuple([copied for copied, origin in _copies(start, plan, statics) if tally.add(copied.path, origin)])
    made = SitePlan(
        key=key,
        plan=plan,
        copies=copies,
        faces={citekey: digests[citekey] for citekey in library.faces},
        entries=len(library.entries),
        articles=len(library.articles),
        citations=library.citations,
        problems=tuple(tally.problems),
    )
    if not tally.problems:
        start.cache.write({key: encode(made)})
    return made


def _keyed(planned: Planned, digests: Mapping[str, bytes]) -> Planned:
    return replace(planned, bare=bare_key(planned, digests))


def _with_places(files: tuple[Candidate, ...], statics: Mapping[str, Path], tally: Tally) -> Iterator[Planned]:
    """Yield the data files that have a place, without those that stand in `static/`, such as a robots.txt."""
    for candidate in files:
        planned = candidate.planned
        paths = tuple([path for path in planned.paths if path not in statics])
        if not paths and not planned.folder:
            continue
        is_free = not planned.folder or tally.reserve(planned.folder)
        if is_free and all(tally.add(path) for path in paths):
            yield replace(planned, own=tuple([path for path in planned.paths if path in statics]))


def _copies(start: Start, plan: Plan, statics: Mapping[str, Path]) -> Iterator[tuple[Copied, Place]]:
    """Yield the files that are copied, each with where an editor can change that it is there."""
    for asset in plan.assets:
        yield Copied(asset.path, asset.source), Place(path=asset.source)
    for path, source in statics.items():
        if path in plan.unused and source.is_relative_to(STATIC):
            continue
        yield Copied(path, _static_name(path, source, start.root)), Place(path=f"static/{path}")


def _static_name(path: str, source: Path, root: Path) -> str:
    return f"static/{path}" if source.is_relative_to(root) else f"default/static/{path}"
