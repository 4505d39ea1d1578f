"""A plan as it was kept, whose files stay packed until somebody asks for them: one run of bytes for all processes.

Of a large site the plan is a third of what a process inherits, and what it looks at it has to copy: Python counts
references inside its objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from msgspec import Raw, msgpack
from msgspec.structs import replace

from painsite.build.plan import SitePlan
from painsite.build.start import Start
from painsite.pages.plan import Plan
from painsite.pages.planned import Planned


class _PackedPlan(Plan, frozen=True, kw_only=True):
    nodes: Mapping[str, Raw]  # type: ignore[assignment] # as they are kept
    files: tuple[Raw, ...]  # type: ignore[assignment] # the same


class _PackedSitePlan(SitePlan, frozen=True, kw_only=True):
    plan: _PackedPlan


class _Nodes(Mapping[str, Planned]):
    """The pages of nodes by citekey."""

    def __init__(self, packed: Mapping[str, Raw]) -> None:
        self._packed = packed

    def __getitem__(self, citekey: str) -> Planned:
        return _planned(self._packed[citekey])

    def __contains__(self, citekey: object) -> bool:
        return citekey in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class _Files(Sequence[Planned]):
    """All other files in their order."""

    def __init__(self, packed: Sequence[Raw]) -> None:
        self._packed = packed

    @overload
    def __getitem__(self, number: int) -> Planned: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Planned]: ...
    def __getitem__(self, number: int | slice) -> Planned | Sequence[Planned]:
        return _Files(self._packed[number]) if isinstance(number, slice) else _planned(self._packed[number])

    def __len__(self) -> int:
        return len(self._packed)


def read_plan(start: Start, key: bytes) -> SitePlan | None:
    """Return the plan that was made before under this key, if there is one. Raises `msgspec.DecodeError`.

    So does it when a file is asked for that is damaged.
    """
    packed = start.cache.read([key]).get(key)
    if packed is None:
        return None
    if start.options.tolerant:  # a preview keeps it for the next build, which asks for every file again
        return _decoder.decode(packed)
    site = _packed_decoder.decode(packed)
    plan = replace(site.plan, nodes=_Nodes(site.plan.nodes), files=_Files(site.plan.files))
    return replace(site, plan=plan)


_planned = msgpack.Decoder(Planned).decode
_decoder = msgpack.Decoder(SitePlan)
_packed_decoder = msgpack.Decoder(_PackedSitePlan)
