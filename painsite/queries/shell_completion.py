"""Citekeys for a shell's completion, as the last build or reading knew them: nothing is read or linked for a Tab."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import click
from click.shell_completion import CompletionItem

_MOST = 200
"""Candidates; a shell asks before it lists more."""


def complete_citekeys(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the citekeys that begin with what was typed, each with what it stands for; none without a cache.

    For the `shell_complete` of an argument; the folder is that of the option `--source`.
    """
    given: Mapping[str, object] = context.params
    return list(_candidates(Path(str(given.get("source") or ".")), incomplete))


def _candidates(source: Path, incomplete: str) -> Iterator[CompletionItem]:
    # a shell loads this at every Tab, whatever is completed
    from painsite.build.standing import StandingLibrary  # noqa: PLC0415
    from painsite.files import MissingSourceError, find_root  # noqa: PLC0415

    try:
        first = StandingLibrary(root=find_root(source)).first()
    except MissingSourceError:
        return
    faces = first.faces if first else {}
    begun = incomplete.casefold()
    found = (citekey for citekey in faces if citekey.casefold().startswith(begun))
    for citekey in islice(found, _MOST):
        words = f"{faces[citekey].label}: {faces[citekey].name}"
        yield CompletionItem(citekey, help=" ".join(words.split()))
