"""The manual in a browser."""

import shutil
import tempfile
from pathlib import Path

from painsite.manual.topics import ROOT
from painsite.preview.server import preview


def serve_manual(*, port: int, open_browser: bool) -> None:
    """Build the manual and serve it on this machine alone until interrupted. Raises `PortError`.

    It is built from a copy in a temporary folder, since nobody may write where painsite is installed.
    """
    with tempfile.TemporaryDirectory(prefix="painsite-manual-") as temporary:
        root = Path(temporary)
        for folder in ("bibliography", "templates"):
            shutil.copytree(ROOT / folder, root / folder)
        preview(root, port=port, open_browser=open_browser, drafts=False)
