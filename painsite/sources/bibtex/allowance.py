"""How much may be made of an input: a multiple of it, so that time and memory grow no faster than it does."""

from dataclasses import dataclass

_FREE = 100_000
"""Characters that any file may grow by."""
_TIMES = 20
"""No real file that was looked at grows by more than twice its size."""


@dataclass(slots=True)
class Allowance:
    """What is left of it. Nothing else changes."""

    left: int
    """Characters."""

    def take(self, characters: int) -> bool:
        """Take some away; where there are not enough, take none and say so."""
        if characters > self.left:
            return False
        self.left -= characters
        return True


def allowance_for(size: int) -> Allowance:
    """Return what an input of this many characters may grow by."""
    return Allowance(_FREE + _TIMES * size)
