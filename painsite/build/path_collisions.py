"""The files of a site, counted, and two that want one path noticed."""

from dataclasses import dataclass, field

from painsite.problems import Place, Problem
from painsite.sources.citekeys import comparable

_LONGEST_NAME = 255
"""Bytes of one step of a path, on every usual file system."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that the site is to have."""

    path: str
    origin: Place | None = None
    """Where an editor can change that it is there; None for pages that every site has."""


@dataclass(slots=True)
class Tally:
    """Takes in files one by one; file systems and hosts may not tell capitals apart."""

    files: dict[str, Planned] = field(default_factory=dict)
    """By path, in a form without capitals."""
    folders: dict[str, Planned] = field(default_factory=dict)
    """By path in the same form, the first file in each."""
    problems: list[Problem] = field(default_factory=list)
    reserved: dict[str, Planned] = field(default_factory=dict)
    """By path in the same form, folders whose files are not known before they are made: nothing else may lie there."""
    told: set[str] = field(default_factory=set)
    """Steps of paths that are too long; what lies below one of them is not told again."""

    def add(self, path: str, origin: Place | None = None) -> bool:
        """Take in a file; return whether it can be there. Of two with one path the first is kept."""
        file = Planned(path, origin)
        if step := _too_long(file.path):
            if step not in self.told:
                self.problems.append(_long_problem(file))
            self.told.add(step)
            return False
        problem = self._clash(file)
        if problem is not None:
            self.problems.append(problem)
            return False
        return True

    def reserve(self, folder: str) -> bool:
        """Take in a folder, with a slash at its end, that has files of its own; return whether it can be there."""
        if not self.add(folder):
            return False
        self.reserved[comparable(folder)] = self.files[comparable(folder)]
        return True

    def _clash(self, file: Planned) -> Problem | None:
        key = comparable(file.path)
        first = self.files.get(key)
        if first is not None:
            return _problem(file, first, blocking=False)
        blocking = self.folders.get(key)
        if self.reserved and blocking is None:
            blocking = next((self.reserved[one] for one in self.reserved if key.startswith(one)), None)
        new = []
        folder = key.rpartition("/")[0]
        while folder and folder not in self.folders and blocking is None:
            blocking = self.files.get(folder)
            new.append(folder)
            folder = folder.rpartition("/")[0]
        if blocking is not None:
            return _problem(file, blocking, blocking=True)
        self.files[key] = file
        self.folders.update(dict.fromkeys(new, file))
        return None


def _problem(file: Planned, first: Planned, *, blocking: bool) -> Problem:
    place = file.origin or first.origin or Place(path=file.path)
    other = (first.origin if place is file.origin else None) or "a page that painsite makes"
    clash = f"is in the way of `{first.path}`, made by" if blocking else "is also made by"
    return Problem(
        place=place,
        rule="same-address",
        message=f"the file `{file.path}` {clash} {other}",
        remedy="remove or rename one of them",
    )


def _too_long(path: str) -> str:
    """Return the first step of a path that no file can be called, or nothing."""
    if len(path) * 4 <= _LONGEST_NAME:  # no character takes more bytes
        return ""
    return next((step for step in path.split("/") if len(step.encode()) > _LONGEST_NAME), "")


def _long_problem(file: Planned) -> Problem:
    return Problem(
        place=file.origin or Place(path=file.path),
        rule="long-address",
        message=f"the address `{file.path[:60]}…` has a part of more than {_LONGEST_NAME} bytes",
        remedy="shorten the citekey or the path that it is made of",
    )
