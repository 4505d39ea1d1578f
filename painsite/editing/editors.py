"""Files by which editors know what painsite knows: JSON Schemas beside the settings that name them."""

from pathlib import Path

from painsite.json_schema.documents import SCHEMAS, format_schema

SCHEMA_FOLDER = ".vscode/painsite"
"""Where schemas lie in a site, relative to its root: committed, so that a fresh checkout has them."""


def schema_files() -> dict[str, str]:
    """Return the schemas by their path from the site's root."""
    return {f"{SCHEMA_FOLDER}/{name}.json": format_schema(name) for name in SCHEMAS}


def write_schemas(root: Path) -> tuple[str, ...]:
    """Write the schemas of this version into a site; give their paths from its root, in order. Raises OSError."""
    files = schema_files()
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return tuple(files)
