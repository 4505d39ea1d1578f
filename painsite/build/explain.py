"""Why files were made again: the parts of their keys, compared with those of the last build.

Nothing is worked out a second time in another way: the parts are those that the keys are digests of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec import msgpack, to_builtins

from painsite.build.frames import Frames
from painsite.build.index import Index
from painsite.build.inputs import FileMark
from painsite.build.job import AllMade, Job
from painsite.build.kept_plan import read_plan
from painsite.build.load import LinkedSite, read_index, references_of
from painsite.build.outline import unpack_article, unpack_entry
from painsite.build.plan import SitePlan
from painsite.build.related import Relations, lines_of, read_relations
from painsite.build.render import Made
from painsite.build.result import Explanation
from painsite.build.start import Start
from painsite.model import Face, Library, Related
from painsite.pages.plan import KINDS
from painsite.pages.planned import Digests, FileKind, Part, Planned, bare_parts, other_parts


@dataclass(frozen=True, kw_only=True)
class _State:
    """One build, as its keys see it."""

    start: Start
    index: Index
    plan: SitePlan
    relations: Relations
    frames: Frames
    references: Mapping[str, bytes]
    library: Library | None
    """None where it is kept no more."""

    def planned(self, path: str) -> Planned | None:
        """Return what was planned of which a file is a part."""
        found = self._by_path.get(path)
        if found is None:
            found = next((one for one in self.plan.plan.files if one.folder and path.startswith(one.folder)), None)
        return found

    @cached_property
    def _by_path(self) -> Mapping[str, Planned]:
        every = (*self.plan.plan.files, *self.plan.plan.nodes.values())
        return {path: planned for planned in every for path in planned.paths}

    @cached_property
    def digests(self) -> Digests:
        """Return what keys are made of."""
        wholes = {citekey: origin.whole for citekey, origin in self.index.origins.items()}
        return Digests(faces=self.plan.faces, nodes=wholes, references=self.references)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Return by citekey the source of each node."""
        return {node.citekey: row.path for row in self.index.rows for node in row.nodes}

    def parts(self, planned: Planned) -> dict[tuple[str, str], bytes]:
        """Return what a file depends on."""
        lines: tuple[Related, ...] = ()
        if planned.texts and planned.texts[0] in self.plan.plan.nodes and not isinstance(_kind(planned), FileKind):
            lines = lines_of(self.relations, planned.texts[0])
        frame = self.frames.of_kind(_kind(planned))
        parts: Iterable[Part] = (
            *bare_parts(planned, self.plan.faces),
            *other_parts(planned, frame, self.digests, lines),
        )
        return {(kind, name): digest for kind, name, digest in parts}


def explain_all(job: Job, made: AllMade, relations: Relations) -> tuple[Explanation, ...]:
    """Return why each file of a build was made, or that it was not. It has to run before the build is remembered."""
    before = _before(job.start, job.site)
    now = _State(
        start=job.start,
        index=job.site.index,
        plan=job.plan,
        relations=relations,
        frames=job.keys.frames,
        references=job.site.references,
        library=job.site.library,
    )
    return tuple([Explanation(path, tuple(_reasons(file, before, now))) for path, file in sorted(made.files.items())])


def _before(start: Start, site: LinkedSite) -> _State | None:
    """Return the last build; None where there was none, or where it is kept no more."""
    index = read_index(start)
    plan = read_plan(start, index.plan) if index and index.plan else None
    if index is None or plan is None:
        return None
    packed = start.cache.read([index.library]).get(index.library)
    return _State(
        start=start,
        index=index,
        plan=plan,
        relations=read_relations(start),
        frames=index.frames,
        references=references_of(index.origins, site.settings),
        library=msgpack.decode(packed, type=Library) if packed else None,
    )


def _reasons(file: Made, before: _State | None, now: _State) -> Iterator[str]:
    """Yield why a file was made; nothing where it stays as it was."""
    if not file.is_rendered:
        yield from _reasons_of_kept(file, now) if file.changed else ()
        return
    if before is None:
        yield "nothing is known of the build before"
        return
    planned = now.planned(file.path)
    old = before.planned(file.path) or (before.planned(planned.folder) if planned and planned.folder else None)
    if planned is None or old is None:
        yield "it is new"
        return
    parts, old_parts = now.parts(planned), before.parts(old)
    # what comes or goes, comes or goes with the inputs or with a line of related content
    changed = [part for part in parts if part in old_parts and parts[part] != old_parts[part]]
    changed += [part for part in [("related", "")] if (part in parts) != (part in old_parts)]
    for kind, name in changed:
        yield from _reason(kind, name, (old, before), (planned, now))
    if not changed:
        yield "it was not in the output folder as it was left"


def _reasons_of_kept(file: Made, now: _State) -> Iterator[str]:
    """Yield why a file was written that was not made from its inputs."""
    mark = now.start.before.outputs.get(file.path)
    if file.path not in now.start.published.outputs:
        yield "it was not in the output folder as it was left"
    elif not file.key:
        yield "it is copied, and its source has changed"
    elif mark:
        keys = {block.name: block.key for block in mark.blocks}
        names = [block.name for block in file.blocks if keys.get(block.name) != block.key]
        yield f"a part that it shares with other pages: {', '.join(names)}"


def _reason(kind: str, name: str, before: tuple[Planned, _State], now: tuple[Planned, _State]) -> Iterator[str]:
    (old, old_state), (planned, state) = before, now
    source = state.sources.get(name) or old_state.sources.get(name, "")
    if kind == "frame":
        yield from _frame_reasons(planned, old_state, state)
    elif kind == "text":
        yield _about("the text of", name, source, _differing(_whole(name, old_state), _whole(name, state)))
    elif kind == "face":
        names = _differing(_face(name, old_state), _face(name, state))
        yield _about("what others show of", name, source, names)
    elif kind == "record":
        yield _about("the reference of", name, source, _differing(_whole(name, old_state), _whole(name, state)))
    elif kind == "related":
        yield "its lines of related content"
    elif kind == "inputs":
        decode = msgpack.Decoder(_kind(planned).inputs).decode
        fields = _differing(decode(old.inputs), decode(planned.inputs)) if old.kind == planned.kind else ["everything"]
        yield f"what it shows of others: {', '.join(fields)}"
    else:
        yield "its address"


def _about(what: str, citekey: str, source: str, fields: Sequence[str]) -> str:
    told = f": {', '.join(fields)}" if fields else ""
    return f"{what} {citekey} ({source}{told})" if source else f"{what} {citekey}"


def _frame_reasons(planned: Planned, before: _State, now: _State) -> Iterator[str]:
    old, new = before.frames, now.frames
    shared = sorted(name for name in {**old.shared, **new.shared} if old.shared.get(name) != new.shared.get(name))
    if shared:
        yield f"what all pages share: {', '.join(shared)}"
    elif old.frame != new.frame:
        yield "another version of the program"
    name = planned.kind
    if old.templates.get(name) != new.templates.get(name):
        files = _changed_files(("templates/", "default/templates/"), now.start.before.inputs, now.start.inputs.marks)
        yield f"its template {name} ({', '.join(files)})" if files else f"its template {name}"


def _changed_files(prefixes: tuple[str, ...], old: Mapping[str, FileMark], new: Mapping[str, FileMark]) -> list[str]:
    names = [name for name in {**old, **new} if name.startswith(prefixes)]
    return sorted(name for name in names if _digest(old.get(name)) != _digest(new.get(name)))


def _digest(mark: FileMark | None) -> bytes:
    return mark.digest if mark else b""


def _differing(old: object, new: object) -> list[str]:
    """Return the names of the fields that differ."""
    first, second = _fields(old), _fields(new)
    return sorted(name for name in {**first, **second} if first.get(name) != second.get(name))


def _fields(value: object) -> dict[str, Any]:
    """Return the fields of a value by name, those of values in it too."""
    if isinstance(value, dict):
        return {str(name): to_builtins(one) for name, one in value.items()}
    names = getattr(value, "__struct_fields__", ())
    return {name: to_builtins(getattr(value, name)) for name in names}


def _whole(citekey: str, state: _State) -> object:
    """Return a node with its texts; None where it is kept no more."""
    key = state.digests.nodes.get(citekey, b"")
    packed = state.start.cache.read([key]).get(key)
    if not packed:
        return None
    planned = state.plan.plan.nodes.get(citekey)
    return unpack_entry(packed) if planned and planned.kind == "entry.html" else unpack_article(packed)


def _face(citekey: str, state: _State) -> Face | None:
    return state.library.faces.get(citekey) if state.library else None


def _kind(planned: Planned) -> Any:
    return KINDS[planned.kind]
