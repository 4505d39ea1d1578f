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
        """Take some away; tell whether there were enough, and where not, leave nothing."""
        self.left = self.left - characters if characters <= self.left else 0
        return self.left > 0


def allowance_for(size: int) -> Allowance:
    """Return what an input of this many characters may grow by."""
    return Allowance(_FREE + _TIMES * size)
