"""Print where our references differ from those of citeproc-js: `python -m tests.citeproc apa mla`."""

import sys
from collections import Counter

from tests.citeproc.comparison import STYLES, compare, works
from tests.citeproc.rulings import explain


def main(styles: list[str]) -> None:
    """Print the differences of these styles, or of all, that no ruling explains; then how many references agree."""
    for style in styles or STYLES:
        agreed, reasons = 0, Counter[str]()
        for entry, ours, theirs in compare(style, works()):
            explained = () if ours == theirs else explain(style, entry, ours, theirs)
            agreed += ours == theirs
            if explained is None:
                print(f"{entry.type} {entry.path}:{entry.citekey}\n  ours   {ours}\n  theirs {theirs}")  # noqa: T201
                reasons["not explained"] += 1
            reasons.update(explained or ())
        print(f"{style}: {agreed} of {len(works())} agree; {dict(reasons)}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
