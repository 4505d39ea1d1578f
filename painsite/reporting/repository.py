"""Where a site lies in its repository: services name files from there."""

import os
from collections.abc import Mapping
from pathlib import Path


def folder_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """Return the way from the repository's root to a site's, with a slash behind it; nothing where they are one.

    GitHub says where the repository is; elsewhere it is taken to be the working directory.
    """
    here = os.path.abspath(root)  # noqa: PTH100 - links stay as they are
    top = os.path.abspath(environment.get("GITHUB_WORKSPACE") or os.curdir)  # noqa: PTH100
    if here == top or not Path(here).is_relative_to(top):
        return ""
    return f"{Path(here).relative_to(top).as_posix()}/"
