"""The author's own words inside a message."""


def quoted(words: str, *, limit: int = 60) -> str:
    """Set an author's words in backticks, on one line and cut to `limit` characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return f"`{line}`" if len(line) <= limit else f"`{line[: limit - 1]}…`"
