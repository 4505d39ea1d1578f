"""Sources → the citation graph for other programs; nothing is rendered or published."""

import dataclasses
from pathlib import Path

from painsite.build.load import LinkedSite, Loaded, read_site
from painsite.build.result import Result
from painsite.build.start import DAMAGED, Options, begin, open_cache
from painsite.pages.graph.formats import GraphRows, graph_rows
from painsite.problems import severity_of, sort_problems
from painsite.workers import Progress


def read_graph(root: Path, options: Options, progress: Progress) -> tuple[GraphRows, Result]:
    """Return the graph of all that can be linked, whatever the problems, and these.

    Raises `CacheError` and `OSError`.
    """
    with open_cache(root) as (cache, found):
        notes = found
        try:
            site = read_site(begin(root, None, options, cache, progress), Loaded(sources={}, nodes={}), progress)
        except DAMAGED:
            cache.forget()
            notes = (*found, "the cache was damaged and is rebuilt")
            site = read_site(begin(root, None, options, cache, progress), Loaded(sources={}, nodes={}), progress)
        linking = dataclasses.replace(options.linking, url=site.settings.url)
        return graph_rows(site.library, linking, site.settings.name), _result(site, notes)


def _result(site: LinkedSite, notes: tuple[str, ...]) -> Result:
    rules = site.settings.rules
    problems = sort_problems(site.problems, rules)
    errors = sum(severity_of(problem, rules) == "error" for problem in problems)
    return Result(problems=problems, errors=errors, warnings=len(problems) - errors, rules=rules, notes=notes)
