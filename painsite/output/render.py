"""Pages → HTML, through Jinja templates: the site's own before the default ones."""

import functools
import traceback
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from painsite.languages.wording import Wording
from painsite.output.compiled import Compiled
from painsite.pages.planned import Page
from painsite.pages.values import Shared
from painsite.problems import Place, Problem
from painsite.theme import TEMPLATES

# No text can hold these: `<` is escaped wherever HTML is not parsed, and the parser lets no U+0000 through.
_MARKS = {name: Markup(f"\0<{name}>") for name in ("navigation", "highlights", "retractions")}  # noqa: S704 - no text of others


_COMPILED = Compiled()
"""What this process has compiled, so that a preview compiles no template at each save."""

Part = bytes | str
"""Bytes of a page's own, or the name of a block that stands there."""


class TemplateProblemError(Exception):
    """A template fails; carries the problem that says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Renderer:
    """Renders the pages of one site. Each method raises `TemplateProblemError`.

    A template in `root/templates` comes before the default of its name, and can extend it as `default/NAME`.
    """

    def __init__(self, root: Path, wording: Wording) -> None:
        default = FileSystemLoader(TEMPLATES)
        loader = ChoiceLoader([FileSystemLoader(root / "templates"), PrefixLoader({"default": default}), default])
        self._root = root
        self._environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # a renderer lives no longer than a build
            bytecode_cache=_COMPILED,
        )
        self._environment.template_class = _Template
        self._environment.filters["fill"] = _fill
        self._environment.globals["words"] = wording
        self._blocks: dict[Shared, bytes] = {}

    def own(self, page: Page) -> bytes:
        """Render a page's own part; `own_parts` tells where blocks stand in it."""
        return self._render(page.template, page.path, site=page.site, page=page.value, shared=_MARKS).encode()

    def block(self, block: Shared) -> bytes:
        """Render a block that pages share, once."""
        content = self._blocks.get(block)
        if content is None:
            template = f"{block.name}.html"
            content = self._blocks[block] = self._render(template, template, block=block.value).encode()
        return content

    def _render(self, template: str, path: str, **values: object) -> str:
        try:
            return self._environment.get_template(template).render(values)
        except Exception as error:
            raise TemplateProblemError(_problem(error, template, path, self._root)) from error


def own_parts(own: bytes) -> tuple[Part, ...]:
    """Divide a page's own part where blocks stand: bytes, and between them the blocks' names."""
    own, *others = own.split(b"\0")  # one byte is found ten times as fast as a pattern
    parts: list[Part] = []
    for other in others:
        name = next((name for name in _MARKS if other.startswith(b"<%s>" % name.encode())), None)
        if name is None:  # U+0000 in a text; what a browser makes of it is its affair
            own += b"\0" + other
        else:
            parts += (own, name)
            own = other[len(name) + 2 :]
    return (*parts, own)


class _Template(Template):
    """A compiled template that escapes in a fifth of the usual time, which is a quarter of all rendering."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Load a template and let it escape what it prints by `_escape`."""
        template = super().from_code(environment, code, globals, uptodate)
        # what compiled templates call for each `{{ … }}`; without it they would only be slower
        template.root_render_func.__globals__["escape"] = _escape
        return template


def _escape(value: object) -> str:
    """Do what `markupsafe.escape` does, but give a plain text: what is printed is not escaped again."""
    if type(value) is not str:
        return value if isinstance(value, Markup) else escape(value)
    return _escape_short(value) if len(value) < _SHORT else _escape_text(value)


def _escape_text(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")
    )


_SHORT = 160
_escape_short = functools.lru_cache(maxsize=1 << 16)(_escape_text)
"""Titles and addresses stand on some twenty pages each."""


def _fill(pattern: str, **values: object) -> str:
    return pattern.format(**values)


def _problem(error: Exception, template: str, path: str, root: Path) -> Problem:
    place_path, line = _where(error, template, root)
    message = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    message = message[:1].lower() + message[1:]
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error.name}`"
    return Problem(
        place=Place(path=place_path, line=line),
        rule="template-error",
        message=f"{message}, found while rendering `{path}`",
        remedy="compare it with the default template",
    )


def _where(error: Exception, template: str, root: Path) -> tuple[str, int]:
    """Find the template and line: a syntax error knows them, any other has them in its traceback."""
    if isinstance(error, TemplateSyntaxError):
        return _shown_path(error.filename or error.name or template, root), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith((".html", ".xml")):
            return _shown_path(frame.filename, root), frame.lineno or 1
    return f"templates/{template}", 1


def _shown_path(filename: str, root: Path) -> str:
    path = Path(filename)
    for base, prefix in ((root, ""), (TEMPLATES, "templates/")):
        if path.is_relative_to(base):
            return prefix + path.relative_to(base).as_posix()
    return path.as_posix()
