"""Sources → the citation graph for other programs; nothing is rendered or published."""

from pathlib import Path

from painsite.build.load import LinkedSite
from painsite.build.query import open_site
from painsite.build.result import Result
from painsite.build.start import Options
from painsite.pages.graph.formats import GraphRows, graph_rows
from painsite.problems import severity_of, sort_problems
from painsite.workers import Progress


def read_graph(root: Path, options: Options, progress: Progress) -> tuple[GraphRows, Result]:
    """Return the graph of all that can be linked, whatever the problems, and these.

    Raises `CacheError` and `OSError`.
    """
    with open_site(root, options, progress) as site:
        linked = site.linked
        return graph_rows(linked.library, site.linking, linked.settings.name), _result(linked, site.notes)


def _result(site: LinkedSite, notes: tuple[str, ...]) -> Result:
    rules = site.settings.rules
    problems = sort_problems(site.problems, rules)
    errors = sum(severity_of(problem, rules) == "error" for problem in problems)
    return Result(problems=problems, errors=errors, warnings=len(problems) - errors, rules=rules, notes=notes)
