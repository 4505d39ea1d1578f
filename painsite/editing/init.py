"""A small working site of one's own."""

import os
from importlib.resources import files
from pathlib import Path

from painsite import __version__
from painsite.editing.editors import write_schemas


class FolderInUseError(Exception):
    """The folder holds something already."""


def make_site(folder: Path) -> tuple[str, ...]:
    """Write the starter site into a new or empty folder; give the paths of its files, in order.

    Raises `FolderInUseError`.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderInUseError(f"`{folder}` is a file; name a new folder")
    if folder.is_dir() and set(os.listdir(folder)) - {".git"}:  # noqa: PTH208 - names are all it takes
        raise FolderInUseError(f"`{folder}` is not empty; name a new folder")
    starter = files("painsite.editing") / "starter"
    written = []
    for path, name in _STARTER:
        text = (starter / name).read_text(encoding="utf-8").replace("{version}", __version__)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return (*written, *write_schemas(folder))


# Where each file goes; the starter's own names have no dot in front, which packaging tools would leave out.
_STARTER = (
    ("bibliography/site.yaml", "site.yaml"),
    ("bibliography/kasch-2022.yaml", "kasch-2022.yaml"),
    ("bibliography/reviews.bib", "reviews.bib"),
    ("bibliography/brinjikji-2015.yaml", "brinjikji-2015.yaml"),
    ("bibliography/articles/scans-and-back-pain.md", "scans-and-back-pain.md"),
    (".github/workflows/pages.yml", "pages.yml"),
    (".gitignore", "gitignore"),
    (".vscode/settings.json", "vscode-settings.json"),
    (".vscode/extensions.json", "vscode-extensions.json"),
    (".vscode/tasks.json", "vscode-tasks.json"),
    (".pre-commit-config.yaml", "pre-commit.yaml"),
    ("README.md", "README.md"),
)
