"""Where the default templates and static files are."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
# In a wheel the theme lies inside the package; in a checkout, and so in an editable install, beside it.
_HOME = _PACKAGE / "_theme" if (_PACKAGE / "_theme").is_dir() else _PACKAGE.parent

TEMPLATES = _HOME / "templates"
STATIC = _HOME / "static"
