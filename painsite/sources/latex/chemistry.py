"""Chemical formulas as the LaTeX package mhchem has them: `H2O`, `SO4^2-`, `^{13}C`."""

import re

from painsite.sources.latex.formulas import set_script

_RAISED = re.compile(r"\^(?:\{([^{}]*)\}|([0-9]*[+-]?))")
_LOWERED = re.compile(r"_\{([^{}]*)\}|_([0-9])|(?<=[A-Za-z)\]])([0-9]+)")
_CHARGE = re.compile(r"(?<=[A-Za-z0-9)\]])[+-](?=\s|$)")
_ARROWS = (("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←"))


def set_chemistry(formula: str) -> str:
    r"""Set the content of `\ce{…}` in one line."""
    for arrow, sign in _ARROWS:
        formula = formula.replace(arrow, sign)
    raised = _RAISED.sub(lambda found: set_script("^", found[1] or found[2] or ""), formula)
    lowered = _LOWERED.sub(lambda found: set_script("_", found[1] or found[2] or found[3]), raised)
    return _CHARGE.sub(lambda found: set_script("^", found[0]), lowered).replace("{", "").replace("}", "")
