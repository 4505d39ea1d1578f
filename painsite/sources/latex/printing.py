"""Pieces of LaTeX printed as text: groups, commands and formulas."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from painsite.sources.latex.chemistry import set_chemistry
from painsite.sources.latex.formulas import Script, is_formula, set_accent, set_fraction, set_root, set_script
from painsite.sources.latex.rarities import print_rarely_used
from painsite.sources.latex.symbols import (
    ACCENTS,
    DROPPED,
    LETTERS,
    NOTES,
    SPACED_SIGNS,
    SPACING_ACCENTS,
    SWITCHES,
    SYMBOLS,
    TEXT_IN_FORMULAS,
    WRAPPERS,
)

TYPOGRAPHY = {"``": "“", "''": "”", "---": "—", "--": "–", "~": " ", "`": "‘"}
# Noncharacters, which no text contains.
EATEN_BLANK = "\ufdd3"
"""Stands where a command in running text has eaten the blank behind it."""
OPENING, CLOSING = "\ufdd4", "\ufdd5"
"""Stand for braces in names."""
RAISED, LEVEL = "\ufdd6", "\ufdd7"
"""Stand around what is raised in names."""

_FORMULA_SIGNS = {"-": "−", "'": "′", "''": "″"}
_FORMULA_WINDOW = 200
_OPERATORS = frozenset(SPACED_SIGNS + "-+*/|")


@dataclass(slots=True, kw_only=True)
class Printer:
    """LaTeX on its way to text."""

    pieces: list[str]
    """What is left to print, the next piece last."""
    unread: list[str] = field(default_factory=list)
    """Passages that were not understood; they are printed as they stand."""
    in_formula: bool = False
    in_name: bool = False
    """Keep braces and what is raised marked, but for the braces of a single letter."""
    before: str = ""
    """The piece that was printed last."""

    def print(self) -> str:
        """Print all pieces; a brace that closes nothing is left out."""
        printed = []
        while self.pieces:
            printed.append(self._group())
        return "".join(printed)

    def _group(self) -> str:
        """Print up to the brace that closes this group, or to the end."""
        printed = []
        while self.pieces:
            piece = self.pieces.pop()
            if piece == "}":
                break
            printed.append(self._piece(piece))
            self.before = piece
        return "".join(printed)

    def _piece(self, piece: str) -> str:
        if piece == "{":
            return self._braces()
        if piece == "$":
            return self.formula(closing="$")
        if piece[0] == "\\" and piece != "\\":
            return self._command(piece)
        if self.in_formula:
            if piece in {"^", "_"}:
                return self._script("^" if piece == "^" else "_")
            piece = _FORMULA_SIGNS.get(piece, piece)
        return TYPOGRAPHY.get(piece, piece)

    def _braces(self) -> str:
        letter = self.pieces[-1][0] == "\\" if self.pieces else False
        content = self._group()
        if not self.in_name or (letter and len(content.strip()) <= 2):
            return content
        return f"{OPENING}{content}{CLOSING}"

    def _command(self, piece: str) -> str:
        name = piece[1:].rstrip() or " "
        if name in ACCENTS:
            return self._accent(name)
        if name in LETTERS or name in SWITCHES:
            return LETTERS.get(name, "")
        if name in SYMBOLS:
            ate_blank = piece[-1].isspace() and name.strip() != ""
            return SYMBOLS[name] + self._blank_after(SYMBOLS[name], ate_blank=ate_blank)
        if name in WRAPPERS:
            return self._wrapped(name)
        if name in DROPPED:
            self.argument()
            return ""
        return _COMMANDS[name](self) if name in _COMMANDS else self._rare_command(piece)

    def _blank_after(self, symbol: str, *, ate_blank: bool) -> str:
        r"""Return what is printed of the blank behind a command: LaTeX eats it.

        In a formula blanks mean nothing, and those that its author typed divide it well: `$a \leq b$`. A letter alone
        belongs to what follows, unless that is an operator: `$\mu m$`, `$\alpha = 0.05$`.
        """
        if not ate_blank:
            return ""
        if not self.in_formula:
            return EATEN_BLANK
        if len(symbol) > 1 or not symbol.isalpha():
            return " "
        following = self.pieces[-1] if self.pieces else ""
        if following[:1] == "\\":
            following = SYMBOLS.get(following[1:].rstrip(), "")
        return " " if following[:1] in _OPERATORS else ""

    def _wrapped(self, name: str) -> str:
        before, after = WRAPPERS[name]
        self._skip("*")
        content = self._text_argument() if name in TEXT_IN_FORMULAS else self.argument()
        if self.in_name and name in NOTES:
            return f"{RAISED}{content}{LEVEL}"
        return f"{before}{content}{after}" if content else ""

    def address(self) -> str:
        """Take an address as it stands, without its escapes."""
        return re.sub(r"\\([_%&#~$])(?:\{\})?", r"\1", "".join(self.take_group())[1:-1])

    def link(self) -> str:
        r"""Print the text of `\href`, or its address where it has none."""
        address = self.address()
        return self.argument() or address

    def second(self) -> str:
        r"""Print the second of two arguments: `\foreignlanguage{german}{Schmerz}`."""
        self.argument()
        return self.argument()

    def spacing(self) -> str:
        """Take the width of a blank."""
        self._skip("*")
        return self.argument()

    def fraction(self) -> str:
        """Print a fraction from the next two arguments; behind a number it is a part of that."""
        gap = " " if self.before[-1:].isdigit() else ""
        return gap + set_fraction(self._formula_argument(), self._formula_argument())

    def root(self) -> str:
        """Print a root and its index."""
        if not self.pieces:
            return self._rare_command("\\sqrt")
        index = ""
        if self.pieces[-1].startswith("["):
            index, _, rest = self.pieces.pop()[1:].partition("]")
            if rest:
                self.pieces.append(rest)
        return set_root(self._formula_argument(), index)

    def delimiter(self) -> str:
        r"""Leave out `\left` and `\right`, and the full stop by which they stand for nothing."""
        self._skip(".")
        return ""

    def _skip(self, sign: str) -> None:
        """Leave out a sign that belongs to a command."""
        if self.pieces and self.pieces[-1].startswith(sign):
            rest = self.pieces.pop()[1:]
            if rest:
                self.pieces.append(rest)

    def argument(self) -> str:
        """Print what a command applies to: the next group, command or character."""
        while self.pieces and self.pieces[-1].isspace():
            self.pieces.pop()
        if not self.pieces or self.pieces[-1] == "}":
            return ""
        piece = self.pieces.pop().lstrip()
        if piece == "{":
            return self._group()
        if piece[0] not in "\\$" and len(piece) > 1:
            self.pieces.append(piece[1:])
            return piece[0]
        return self._piece(piece)

    def _text_argument(self) -> str:
        was_in_formula, self.in_formula = self.in_formula, False
        content = self.argument()
        self.in_formula = was_in_formula
        return content

    def _formula_argument(self) -> str:
        was_in_formula, self.in_formula = self.in_formula, True
        content = self.argument().strip()
        self.in_formula = was_in_formula
        return content

    def _accent(self, name: str) -> str:
        letters = self.argument()
        if self.in_name:
            letters = letters.strip()
        if not letters.strip():
            return SPACING_ACCENTS.get(name, "") + letters
        return set_accent(letters, ACCENTS[name])

    def _script(self, sign: Script) -> str:
        content = self.argument().strip()
        return f"{RAISED}{content}{LEVEL}" if self.in_name else set_script(sign, content)

    def text_script(self, sign: Script) -> str:
        """Raise or lower the argument of a command of running text."""
        content = self.argument()
        if self.in_name:
            return f"{RAISED}{content}{LEVEL}"
        # `n\textsuperscript{ème}` reads well as it is
        if sign == "^" and len(content) > 1 and content.isalpha():
            return content
        shaped = set_script(sign, content)
        return content if shaped == f"^{content}" else shaped

    def formula(self, *, closing: str) -> str:
        """Print a formula up to `closing`; without one, or around what looks like prose, a dollar is a dollar."""
        window = self.pieces[: -_FORMULA_WINDOW - 1 : -1]
        width = 2 if closing == "$" and window[:1] == ["$"] else 1
        start = width - 1
        end = next(
            (
                index
                for index in range(start, len(window))
                if window[index].rstrip() == closing and (width == 1 or window[index + 1 : index + 2] == ["$"])
            ),
            -1,
        )
        sign = "$" if closing == "$" else ""
        if end < 0:
            return sign
        content, after = window[start:end], "".join(window[end + 1 : end + 2])
        if sign and width == 1 and not is_formula("".join(content), before=self.before, after=after):
            return sign
        del self.pieces[len(self.pieces) - end - width :]
        if window[end][-1].isspace():
            self.pieces.append(" ")
        return self.nested(content[::-1])

    def nested(self, pieces: list[str]) -> str:
        """Print a formula that is taken out of the text."""
        printed = Printer(pieces=pieces, unread=self.unread, in_formula=True, in_name=self.in_name).print()
        return printed.strip() or printed[:1]

    def take_group(self) -> list[str]:
        """Take the next group as it stands, with its braces; nothing where none follows."""
        group: list[str] = []
        depth = 0
        while self.pieces and (depth or (not group and self.pieces[-1] == "{")):
            group.append(self.pieces.pop())
            depth += {"{": 1, "}": -1}.get(group[-1], 0)
        return group

    def _rare_command(self, piece: str) -> str:
        """Ask pylatexenc about a command and the groups after it, or leave them as they stand and note it."""
        passage = piece
        if piece.rstrip() == "\\mathbb" and self.pieces and self.pieces[-1][:1].isalpha():
            passage = f"\\mathbb{{{self.argument()}}}"
        while group := self.take_group():
            passage += "".join(group)
        printed = print_rarely_used(passage)
        if not printed:
            self.unread.append(passage)
        return printed or passage


_COMMANDS: dict[str, Callable[[Printer], str]] = {
    **dict.fromkeys(("url", "nolinkurl", "path"), Printer.address),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "sfrac", "textfrac"), Printer.fraction),
    **dict.fromkeys(("left", "right"), Printer.delimiter),
    "href": Printer.link,
    **dict.fromkeys(("foreignlanguage", "raisebox", "rotatebox"), Printer.second),
    "sqrt": Printer.root,
    "(": lambda printer: printer.formula(closing="\\)"),
    "[": lambda printer: printer.formula(closing="\\]"),
    "ensuremath": lambda printer: printer.nested(printer.take_group()[:0:-1]),
    "ce": lambda printer: set_chemistry("".join(printer.take_group())[1:-1]),
    "hspace": lambda printer: "" if printer.spacing().startswith("-") else " ",
    "string": lambda printer: printer.pieces.pop() if printer.pieces else "",
    "up": lambda printer: printer.text_script("^"),
    "textsuperscript": lambda printer: printer.text_script("^"),
    "textsubscript": lambda printer: printer.text_script("_"),
    **dict.fromkeys(("uppercase", "MakeUppercase"), lambda printer: printer.argument().upper()),
    **dict.fromkeys(("lowercase", "MakeLowercase"), lambda printer: printer.argument().lower()),
}
