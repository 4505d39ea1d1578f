"""What the preview knows of a page: the source that it is made of, and what is wrong on the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from painsite.build.job import Shown
from painsite.build.result import Result
from painsite.build.start import DAMAGED
from painsite.linking.nodes import place_of
from painsite.linking.notes import limits_of
from painsite.model import PartialDate
from painsite.pages.links import file_of
from painsite.preview.editors import editor_link
from painsite.preview.overlay import PageNote, ShownProblem, format_overlay
from painsite.preview.todo import format_todo
from painsite.problems import Place, severity_of
from painsite.queries.reporting import make_report
from painsite.reporting.excerpts import take_excerpt
from painsite.reporting.folding import fold
from painsite.reporting.source_lines import SourceLines

_WIDTH = 84
"""Cells of an excerpt."""


@dataclass(frozen=True, kw_only=True)
class SiteNotes:
    """What one build has found out; each build makes new ones."""

    root: Path
    editor: str = ""
    """The address that opens a place, as in `EDITORS`."""
    shown: Shown | None = None
    """None before the first build has ended well."""
    problems: tuple[ShownProblem, ...] = ()
    failure: str = ""
    """What ended a build that should not have ended."""

    @cached_property
    def _citekeys(self) -> Mapping[str, str]:
        """By path in the output, of each page that a node has to itself."""
        if self.shown is None:
            return {}
        return {file_of(face.address): citekey for citekey, face in self.shown.library.faces.items()}

    def overlay(self, path: str, version: int = 0) -> bytes:
        """Return what is added to a page, by its path in the output; `version` as in `PreviewState`."""
        return format_overlay(self.note(path), self.problems, self.failure, version=version)

    def note(self, path: str) -> PageNote:
        """Return what is known of a page."""
        citekey = self._citekeys.get(path)
        if citekey is None or self.shown is None:
            return self._note_on_nothing(path)
        try:
            node = self.shown.library.node(citekey)
        except (KeyError, *DAMAGED):  # the next build says what is wrong
            return PageNote()
        place = place_of(node, "citekey")
        return PageNote(place=place, link=self.link(place), is_draft=node.draft)

    def _note_on_nothing(self, path: str) -> PageNote:
        """Return the broken source that a page would have, where its address is that of a file's name."""
        stem = Path(path).parent.name if path.endswith("/index.html") else ""
        for one in self.problems:
            place = one.fold.problem.place
            if stem and Path(place.path).stem == stem and one.severity == "error":
                return PageNote(place=place, link=self.link(place))
        return PageNote()

    def todo(self, today: PartialDate, stylesheet: str) -> bytes:
        """Return the page of what to do next. Raises what `DAMAGED` names."""
        if self.shown is None:
            return format_todo((), {}, self.link, stylesheet)
        library = self.shown.library
        limits = limits_of(self.shown.context.settings)
        report = make_report(library, today=today, limits=limits)
        addresses = {citekey: face.address for citekey, face in library.faces.items()}
        return format_todo(report, addresses, self.link, stylesheet)

    def link(self, place: Place) -> str:
        """Return the address that opens a place in the editor's program; empty where there is none."""
        return editor_link(self.editor, self.root, place.path, place.line, place.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMaker:
    """Makes notes for the site at a root."""

    root: Path
    editor: str = ""

    def of_build(self, result: Result, shown: Shown | None) -> SiteNotes:
        """Return the notes on a build."""
        lines = SourceLines(self.root)
        problems = []
        for one in fold(result.problems):
            place = one.problem.place
            line = lines.at(place)
            problems.append(
                ShownProblem(
                    fold=one,
                    severity=severity_of(one.problem, result.rules),
                    excerpt=take_excerpt(line, place.column, _WIDTH) if line.strip() else None,
                    link=editor_link(self.editor, self.root, place.path, place.line, place.column),
                )
            )
        return SiteNotes(root=self.root, editor=self.editor, shown=shown, problems=tuple(problems))

    def of_failure(self, message: str, before: SiteNotes) -> SiteNotes:
        """Return the notes before, with what ended a build."""
        return SiteNotes(
            root=self.root, editor=self.editor, shown=before.shown, problems=before.problems, failure=message
        )
