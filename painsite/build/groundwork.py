"""Sources → a linked site, its plan, and what is known of related content: all that pages are made from.

Of a large site that is done in a process of its own, whose memory is gone before the first page is made.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from painsite.build.kept_plan import read_plan
from painsite.build.lazy_nodes import LetGo
from painsite.build.load import LinkedSite, Loaded, find_site, link_site, pack_site, resume_site
from painsite.build.outline import Prepared
from painsite.build.plan import SitePlan, make_plan, plan_key
from painsite.build.related import (
    Relations,
    pack_known,
    pack_relations,
    read_relations,
    revise_relations,
    unpack_relations,
    unpack_survey_of,
)
from painsite.build.start import Start
from painsite.model import Library
from painsite.workers import ProcessEndedError, Progress, beside, stages_beside

if TYPE_CHECKING:
    from painsite.linking.related.corpus import Survey

WORTH_A_PROCESS = 1_000
"""Sources."""
MOST_BESIDE = 30_000
"""Sources up to which a site is planned while it is related: two processes hold it then."""


@dataclass(slots=True, kw_only=True)
class Recent:
    """What a process that builds again and again need not unpack again."""

    loaded: Loaded = field(default_factory=lambda: Loaded(sources={}, nodes={}))
    plan: SitePlan | None = None
    relations: Relations | None = None


class Groundwork:
    """The stages before pages, one after the other."""

    def __init__(self, start: Start, site: LinkedSite | None, recent: Recent, progress: Progress) -> None:
        self.start, self.site, self.recent, self.progress = start, site, recent, progress
        self.planned: SitePlan | None = None

    def link(self) -> LinkedSite:
        """Return the linked site."""
        if self.site is None:
            self.site = link_site(self.start, self.recent.loaded, self.progress)
        return self.site

    def plan(self) -> SitePlan:
        """Return the plan of all files."""
        if self.planned is None:
            site, known = self.link(), self.recent.plan
            self.progress("planning", 0, 0)
            key = plan_key(self.start, site)
            self.planned = known if known and known.key == key else read_plan(self.start, key)
            self.planned = self.recent.plan = self.planned or make_plan(self.start, site, key)
        return self.planned

    def relate(self) -> Relations:
        """Return what is known of related content, and whose lines have to be ranked."""
        site = self.link()
        return self._relate(lambda: site.library, site.nodes)

    def relate_at_last(self) -> Relations:
        """Return the same. The process comes to its end, and lets go what that does not need, node by node."""
        site, loaded = self.link(), self.recent.loaded
        library = _with_names_alone(site.library)
        self.planned = self.recent.plan = loaded.library = None
        loaded.sources.clear()
        return self._relate(lambda: library, LetGo(site.nodes))

    def _relate(self, library: Callable[[], Library], nodes: Mapping[str, Prepared]) -> Relations:
        site = self.link()
        self.progress("relating", 0, 0)
        linked = {citekey: origin.linked for citekey, origin in sorted(site.index.origins.items())}
        return revise_relations(
            self.recent.relations or read_relations(self.start),
            library,
            nodes,
            names=site.index.names,
            linked=linked,
            limit=site.settings.related_lines,
        )


def _with_names_alone(library: Library) -> Library:
    """Leave of a library what a node's profile is made with."""
    return replace(library, entries={}, articles={}, faces={}, cited_by={}, authors={}, journals={})


class _Apart(Groundwork):
    """The same, done by another process: this one unpacks what that has packed."""

    def __init__(self, start: Start, recent: Recent, progress: Progress, messages: Iterator[Any]) -> None:
        super().__init__(start, None, recent, progress)
        self.messages = messages

    def link(self) -> LinkedSite:
        if self.site is None:
            self.site = resume_site(self.start, self.receive(), self.recent.loaded)
        return self.site

    def plan(self) -> SitePlan:
        self.link()
        if self.planned is None:
            self.receive()  # it is in the cache now
        return super().plan()

    def relate(self) -> Relations:
        self.plan()
        return _received(self.receive())

    def receive(self) -> Any:
        """Return what comes next, and pass on how far the other process is."""
        for kind, value in self.messages:
            if kind == "result":
                return value
            self.progress(*value)
        raise ProcessEndedError


@contextmanager
def lay_groundwork(start: Start, recent: Recent, progress: Progress) -> Iterator[Groundwork]:
    """Yield the stages before pages. Raises what `DAMAGED` names where the cache is damaged."""
    site = find_site(start, recent.loaded, progress)
    if site is not None or start.options.jobs < 2 or len(start.inputs.listing.files) < WORTH_A_PROCESS:
        yield Groundwork(start, site, recent, progress)
        return
    with stages_beside(lambda send: _send_all(start, send)) as messages:
        yield _Apart(start, recent, progress, messages)


def _send_all(start: Start, send: Callable[[tuple[str, Any]], None]) -> None:
    """Do the work, and send what another process needs of it, and how far it is."""
    work = Groundwork(start, None, Recent(), lambda *stage: send(("progress", stage)))
    send(("result", pack_site(work.link())))

    def plan() -> None:
        work.plan()
        send(("result", None))

    if len(start.inputs.listing.files) > MOST_BESIDE:
        plan()
        relations = work.relate_at_last()
    else:
        # neither needs the other; short messages of two processes do not mix, and the long one comes when the plan is
        # there
        with beside(plan, jobs=start.options.jobs) as planned:
            relations = work.relate_at_last()
            planned.result()
    send(("result", _sent(relations)))


_Sent = tuple[bytes, bytes, "Survey | None", frozenset[str], bool]
"""Relations on their way from one process to another."""


def _sent(relations: Relations) -> _Sent:
    """Return relations; the survey unpacked where lines are to be ranked by it, which takes numpy anyway."""
    rest = (relations.unranked, relations.is_new)
    if relations.survey is not None and relations.unranked:
        return pack_known(relations), b"", relations.survey, *rest
    known, packed = pack_relations(relations)
    return known, packed, None, *rest


def _received(sent: _Sent) -> Relations:
    known, packed, survey, unranked, is_new = sent
    relations = unpack_relations(known, packed)
    relations.survey, relations.unranked, relations.is_new = survey, unranked, is_new
    if unranked:
        unpack_survey_of(relations)
    return relations
