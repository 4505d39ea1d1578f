"""What a build or check has found and done."""

from collections.abc import Mapping

from msgspec.structs import replace

from painsite.model import Value
from painsite.problems import Problem, Severity


class Explanation(Value, frozen=True, array_like=True):
    """Why a file is as it is."""

    path: str
    reasons: tuple[str, ...]
    """In the words that are shown; empty where the file stays as it was."""


class Result(Value, frozen=True, kw_only=True):
    """What a build or check has found and done."""

    problems: tuple[Problem, ...] = ()
    """Errors and warnings: sorted, each once."""
    noted: tuple[Problem, ...] = ()
    """Problems whose severity is `note`: sorted, each once."""
    errors: int = 0
    warnings: int = 0
    entries: int = 0
    articles: int = 0
    citations: int = 0
    pages: int = 0
    """HTML files."""
    files: int = 0
    size: int = 0
    """Bytes of all files."""
    parts: Mapping[str, int] = {}
    """Files by the part of the site that they belong to, where there are very many."""
    large: Mapping[str, int] = {}
    """Bytes by path of files that are very large."""
    identifiers_left_out: int = 0
    """DOIs and PMIDs that have no address because they are too many."""
    written: int = 0
    """Files that changed; 0 where nothing was published."""
    rules: Mapping[str, Severity] = {}
    """Severities that the settings change."""
    rendered: tuple[str, ...] = ()
    """Paths of the files that were made, and not taken as they were kept; sorted."""
    ranked: tuple[str, ...] = ()
    """Citekeys of the nodes whose related content was ranked; sorted."""
    explanations: tuple[Explanation, ...] = ()
    """Of every file why it was made or left, where that was asked; sorted by path."""
    notes: tuple[str, ...] = ()
    """What else an editor may want to know of this run, such as a cache that was thrown away."""
    spent: Mapping[str, float] = {}
    """Seconds by part of the rendering, over all processes."""

    @property
    def with_notes(self) -> "Result":
        """Return the same with notes among the problems, for who lists them."""
        return replace(self, problems=tuple(sorted((*self.problems, *self.noted)))) if self.noted else self


def of_the_site(result: Result) -> Result:
    """Return what a result says of the site, and not of the run."""
    return replace(result, written=0, rendered=(), ranked=(), explanations=(), notes=(), spent={})
