"""The journey: sources → linking → plan → related content → pages → output."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from painsite.build.groundwork import Recent, lay_groundwork
from painsite.build.job import AllMade, Job, Shown
from painsite.build.load import LinkedSite
from painsite.build.plan import SitePlan
from painsite.build.related import add_ranked_lines
from painsite.build.result import Result
from painsite.build.save import Outcome, save
from painsite.build.size_limits import MOST_FILES, count_parts, large_files
from painsite.build.start import Start
from painsite.output.publish import Staging
from painsite.problems import severity_of, sort_notes, sort_problems
from painsite.workers import Progress


@dataclass(slots=True, kw_only=True)
class Memory:
    """What a process that builds again and again keeps from one build to the next."""

    recent: Recent = field(default_factory=Recent)
    shown: Shown | None = None
    """Of the last build."""
    is_asked_for: bool = False
    """Somebody wants that though nothing may have changed."""

    def clear(self) -> None:
        """Forget everything."""
        self.recent, self.shown = Recent(), None


def build(start: Start, staging: Staging | None, memory: Memory, progress: Progress) -> Result:
    """Render every page that may have changed, and publish all, or none where there are errors.

    Without `staging` nothing is written: a check. Whatever is wrong, the work is done to its end, so that one run shows
    every problem. Raises what `DAMAGED` names where the cache does not hold what it should.
    """
    with lay_groundwork(start, memory.recent, progress) as groundwork:
        site = groundwork.link()
        plan = groundwork.plan()
        job = Job(start, site, plan, staging)
        with job.make_lists() as lists:
            relations = groundwork.relate()
            made = job.make(relations, lists, progress)
    result = _result(site, plan, made)
    failed = made.broken or result.errors > 0 or (start.options.strict and bool(result.problems))
    is_shown = start.options.tolerant or not failed
    if staging and is_shown:
        progress("publishing", 0, 0)
        _publish(start, staging, made)
        result = replace(result, written=len(staging.changed))
    progress("saving", 0, 0)
    relations = memory.recent.relations = add_ranked_lines(relations, made.ranked)
    if start.options.explain:
        # with the reading of the last build, which nothing else needs
        from painsite.build.explain import explain_all  # noqa: PLC0415

        result = replace(result, explanations=explain_all(job, made, relations))
    memory.shown = job.shown(relations)
    outcome = Outcome(files=made.files, copied=made.copied, plan=plan.key, frames=job.keys.frames, result=result)
    save(start, site, relations, outcome if is_shown or not staging else None)
    return result


def _result(site: LinkedSite, plan: SitePlan, made: AllMade) -> Result:
    rules = site.settings.rules
    found = (*site.problems, *plan.problems, *made.failures.values())
    problems = sort_problems(found, rules)
    sizes = {path: file.size for path, file in made.files.items()}
    errors = sum(severity_of(problem, rules) == "error" for problem in problems)
    return Result(
        problems=problems,
        noted=sort_notes(found, rules),
        errors=errors,
        warnings=len(problems) - errors,
        entries=plan.entries,
        articles=plan.articles,
        citations=plan.citations,
        pages=sum(path.endswith(".html") for path in made.files),
        files=len(made.files),
        size=sum(sizes.values()),
        parts=count_parts(sizes) if len(sizes) > MOST_FILES else {},
        large=large_files(sizes),
        identifiers_left_out=plan.plan.identifiers_left_out,
        rules=rules,
        rendered=tuple(sorted(path for path, file in made.files.items() if file.is_rendered)),
        ranked=tuple(sorted(made.ranked)),
        spent=made.spent.by_part(),
    )


def _publish(start: Start, staging: Staging, made: AllMade) -> None:
    for file in made.files.values():
        staging.record(file.path, file.size, changed=file.changed)
    if start.before.outputs:
        gone = start.before.outputs.keys() - made.files.keys()
        staging.publish((*start.published.foreign, *gone))
    else:
        staging.publish()
