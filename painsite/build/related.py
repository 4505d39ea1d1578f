"""Related content from one build to the next: only the lists that a change can reach are ranked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import msgpack

from painsite.build.outline import Prepared
from painsite.build.start import Start, state_key
from painsite.hashing import content_digest
from painsite.linking.related.profiling import make_profile
from painsite.model import Library, Related, Value

if TYPE_CHECKING:
    from painsite.linking.related.corpus import Survey
    from painsite.linking.related.profiles import Profile
    from painsite.linking.related.ranking import Ranked


class Known(Value, frozen=True, kw_only=True):
    """What the last build knew of related content, apart from the survey."""

    limit: int = 0
    """Lines on a page."""
    names: bytes = b""
    """Digest of which names lead to which nodes."""
    linked: Mapping[str, bytes] = {}
    """By citekey, `Prepared.linked`."""
    profiles: Mapping[str, bytes] = {}
    """By citekey, a digest of the node's profile."""
    lines: Mapping[str, bytes] = {}
    """By citekey, the packed lines of its page."""


@dataclass(slots=True, kw_only=True)
class Relations:
    """What is known of related content in this build."""

    known: Known = field(default_factory=Known)
    packed: bytes = b""
    """The survey as it was kept; empty where there is none."""
    survey: "Survey | None" = None
    """Unpacked when it is needed."""
    unranked: frozenset[str] = frozenset()
    """Citekeys whose lines are not known yet."""
    is_new: bool = False
    """It differs from what is kept."""


_pack = msgpack.Encoder().encode
_lines_decoder = msgpack.Decoder(tuple[Related, ...])


def revise_relations(
    before: Relations,
    library: Callable[[], Library],
    nodes: Mapping[str, Prepared],
    *,
    names: bytes,
    linked: Mapping[str, bytes],
    limit: int,
) -> Relations:
    """Bring what is known up to date with the library; which lines have to be ranked again is in `unranked`.

    `names` is a digest of which names lead to which nodes, and `linked` holds `Prepared.linked` by citekey: library and
    nodes are asked for only where one of these has changed.

    Raises `ValueError` and `msgspec.DecodeError` where what was kept is damaged.
    """
    if not limit:
        return Relations()
    if before.known.limit != limit:
        before = Relations()
    changed = _changed_profiles(before.known, library, nodes, names, linked)
    removed = [citekey for citekey in before.known.profiles if citekey not in linked]
    digests = {citekey: before.known.profiles.get(citekey, b"") for citekey in linked}
    digests |= {citekey: digest for citekey, (_, digest) in changed.items()}
    revised = Relations(known=before.known, packed=before.packed, survey=before.survey)
    unranked: Iterable[str] = ()
    if changed or removed or not (before.packed or before.survey):
        # with numpy, which takes 0.15 s that a build without a changed profile does not need
        from painsite.linking.related.packing import unpack_survey  # noqa: PLC0415
        from painsite.linking.related.revision import revise  # noqa: PLC0415

        survey = before.survey or (unpack_survey(before.packed) if before.packed else None)
        revised.survey, unranked = revise(survey, {key: profile for key, (profile, _) in changed.items()}, removed)
    lines = {citekey: before.known.lines[citekey] for citekey in linked if citekey in before.known.lines}
    revised.unranked = frozenset(unranked) | (linked.keys() - lines.keys())
    revised.known = Known(limit=limit, names=names, linked=linked, profiles=digests, lines=lines)
    revised.is_new = names != before.known.names or linked != before.known.linked or bool(revised.unranked)
    return revised


def _changed_profiles(
    known: Known,
    library: Callable[[], Library],
    nodes: Mapping[str, Prepared],
    names: bytes,
    linked: Mapping[str, bytes],
) -> "dict[str, tuple[Profile, bytes]]":
    """Return the profiles that differ from those before, with their digests."""
    changed = {}
    for citekey, digest in linked.items():
        if names == known.names and known.linked.get(citekey) == digest:
            continue
        prepared = nodes[citekey]
        profile = make_profile(prepared.outline, prepared.terms, library())
        profile_digest = content_digest(_pack(profile))
        if known.profiles.get(citekey) != profile_digest:
            changed[citekey] = profile, profile_digest
    return changed


def rank(relations: Relations, citekeys: Iterable[str]) -> "dict[str, Ranked]":
    """Rank the lines of some nodes, in any process."""
    wanted = [citekey for citekey in citekeys if citekey in relations.unranked]
    if not wanted or relations.survey is None:
        return {}
    from painsite.linking.related.ranking import rank_share  # noqa: PLC0415 - see `revise_relations`

    return rank_share(relations.survey, wanted, limit=relations.known.limit)


def lines_of(relations: Relations, citekey: str) -> tuple[Related, ...]:
    """Return the lines of a node that were ranked before. Raises `msgspec.DecodeError`."""
    packed = relations.known.lines.get(citekey)
    return _lines_decoder.decode(packed) if packed else ()


class PackedRanked(Mapping[str, "Ranked"]):
    """What was ranked, by citekey; each is unpacked when it is asked for."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def __getitem__(self, citekey: str) -> "Ranked":
        from painsite.linking.related.ranking import unpack_ranked  # noqa: PLC0415 - see `revise_relations`

        return unpack_ranked(self.packed[citekey])

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def pack_ranked(ranked: "Mapping[str, Ranked]") -> dict[str, bytes]:
    """Return what was ranked for `PackedRanked`."""
    return {citekey: _pack(one) for citekey, one in ranked.items()}


def add_ranked_lines(relations: Relations, ranked: "Mapping[str, Ranked]") -> Relations:
    """Return what the next build should know, with what was ranked in this one."""
    if not ranked:
        return relations
    from painsite.linking.related.ranking import add_ranked  # noqa: PLC0415 - see `revise_relations`

    known, survey = relations.known, relations.survey
    lines = dict(known.lines) | {citekey: _pack(one.related) for citekey, one in ranked.items()}
    return Relations(
        known=Known(limit=known.limit, names=known.names, linked=known.linked, profiles=known.profiles, lines=lines),
        survey=add_ranked(survey, ranked) if survey else None,
        is_new=True,
    )


def pack_relations(relations: Relations) -> tuple[bytes, bytes]:
    """Return what is known and the survey, packed for `unpack_relations`."""
    packed = relations.packed
    if relations.survey is not None:
        from painsite.linking.related.packing import pack_survey  # noqa: PLC0415 - see `revise_relations`

        packed = pack_survey(relations.survey)
    return pack_known(relations), packed


def pack_known(relations: Relations) -> bytes:
    """Return the first of what `pack_relations` returns."""
    return _pack(relations.known)


def unpack_relations(known: bytes, survey: bytes) -> Relations:
    """Return what the last build knew; the survey stays packed until it is needed. Raises `msgspec.DecodeError`."""
    return Relations(known=msgpack.decode(known, type=Known), packed=survey)


def unpack_survey_of(relations: Relations) -> None:
    """Unpack the survey, before lines are ranked in several processes. Raises `ValueError` where it is damaged."""
    if relations.survey is None and relations.packed:
        from painsite.linking.related.packing import unpack_survey  # noqa: PLC0415 - see `revise_relations`

        relations.survey, relations.packed = unpack_survey(relations.packed), b""


def read_relations(start: Start) -> Relations:
    """Return what the last build kept. Raises `CacheError` and `msgspec.DecodeError`."""
    known, survey = (state_key(name, start.root, start.output) for name in ("related", "survey"))
    found = start.cache.read([known, survey])
    return unpack_relations(found[known], found[survey]) if len(found) == 2 else Relations()
