"""Pages → HTML, through Jinja templates: the site's own before the default ones."""

import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)

from painsite.pages.plan import Page
from painsite.problems import Place, Problem
from painsite.theme import TEMPLATES
from painsite.wording import Wording


class TemplateProblemError(Exception):
    """A template fails; carries the problem that says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def make_renderer(root: Path, wording: Wording) -> Callable[[Page], str]:
    """Give the function that renders a page; it raises `TemplateProblemError`.

    A template in `root/templates` comes before the default of its name, and can extend it as `default/NAME`.
    """
    default = FileSystemLoader(TEMPLATES)
    loader = ChoiceLoader([FileSystemLoader(root / "templates"), PrefixLoader({"default": default}), default])
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fill"] = _fill
    environment.globals["words"] = wording

    def render(page: Page) -> str:
        try:
            return environment.get_template(page.template).render(site=page.site, page=page.value)
        except Exception as error:
            raise TemplateProblemError(_problem(error, page, root)) from error

    return render


def _fill(pattern: str, **values: object) -> str:
    return pattern.format(**values)


def _problem(error: Exception, page: Page, root: Path) -> Problem:
    path, line = _where(error, page, root)
    message = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    message = message[:1].lower() + message[1:]
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error.name}`"
    return Problem(
        place=Place(path=path, line=line),
        rule="template-error",
        message=f"{message}, met while rendering `{page.path}`",
        remedy="compare the template with the default one",
    )


def _where(error: Exception, page: Page, root: Path) -> tuple[str, int]:
    """Find the template and line: a syntax error knows them, any other has them in its traceback."""
    if isinstance(error, TemplateSyntaxError):
        return _shown_path(error.filename or error.name or page.template, root), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith((".html", ".xml")):
            return _shown_path(frame.filename, root), frame.lineno or 1
    return f"templates/{page.template}", 1


def _shown_path(filename: str, root: Path) -> str:
    path = Path(filename)
    for base, prefix in ((root, ""), (TEMPLATES, "templates/")):
        if path.is_relative_to(base):
            return prefix + path.relative_to(base).as_posix()
    return path.as_posix()
