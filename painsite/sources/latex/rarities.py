"""LaTeX commands that our own tables do not hold: pylatexenc knows hundreds."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_REFERENCES = re.compile(r"<(?:cit\.|ref)>")
"""What it prints for `\\cite` and `\\ref`."""
_UNKNOWN = "\ufdd2"  # a noncharacter: no text contains it


@lru_cache(maxsize=512)
def print_rarely_used(passage: str) -> str:
    """Print a passage by pylatexenc's tables, or nothing where it has no answer."""
    safe = re.sub(r"(?<!\\)([%&#])", r"\\\1", passage)
    try:
        text = str(_pylatexenc().latex_to_text(safe, tolerant_parsing=False))
    except Exception:  # noqa: BLE001 -- its parser has many ways to give up on what people write
        return ""
    return "" if _UNKNOWN in text or not text.strip() or _REFERENCES.search(text) else text


@cache
def _pylatexenc() -> "LatexNodes2Text":
    """Build its converter, in which unknown macros leave a mark. Imported here: it takes 50 ms and is rarely needed."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db  # noqa: PLC0415

    context = get_default_latex_context_db()
    context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_UNKNOWN))
    return LatexNodes2Text(latex_context=context, math_mode="text")
