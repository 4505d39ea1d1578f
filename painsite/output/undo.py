"""Taking back what a publication has changed when it cannot be finished."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Undo:
    """What a publication has changed so far, so that it can be taken back."""

    folder: Path
    """For what was set aside; on the same file system."""
    steps: list[tuple[Path, Path | None]] = field(default_factory=list)
    """A path, and where what was there lies now; None where nothing was."""

    def set_aside(self, path: Path) -> None:
        """Take a file, link or folder out of the way."""
        self.folder.mkdir(exist_ok=True)
        aside = self.folder / str(len(self.steps))
        path.rename(aside)
        self.steps.append((path, aside))

    def make_folder(self, path: Path) -> None:
        """Make a folder in one that is there."""
        path.mkdir()
        self.steps.append((path, None))

    def replace(self, source: Path, target: Path) -> None:
        """Put a file into its place in one step, keeping what was there."""
        aside = None
        if target.is_symlink() or target.exists():
            self.folder.mkdir(exist_ok=True)
            aside = self.folder / str(len(self.steps))
            shutil.copy2(target, aside, follow_symlinks=False)
        self.steps.append((target, aside))
        os.replace(source, target)  # noqa: PTH105 - the one call that replaces in one step

    def restore(self) -> None:
        """Take everything back, as far as the disk allows."""
        for path, aside in reversed(self.steps):
            with suppress(OSError):
                if aside is None and path.is_dir():
                    path.rmdir()
                elif aside is None:
                    path.unlink(missing_ok=True)
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(aside, path)  # noqa: PTH105
        self.forget()

    def forget(self) -> None:
        """Return up what was set aside."""
        shutil.rmtree(self.folder, ignore_errors=True)
