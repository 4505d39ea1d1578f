"""Whatever changes, ranking again what a revision names gives what ranking everything anew gives."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.linking.related import affected, packing, similarity
from painsite.linking.related import cocitation_arrays as company
from painsite.linking.related import corpus as survey
from painsite.linking.related import ranking as related
from painsite.linking.related.cocitation import CitedAt
from painsite.linking.related.corpus import Survey
from painsite.linking.related.packing import pack_survey, unpack_survey
from painsite.linking.related.profiles import Profile
from painsite.linking.related.ranking import add_ranked, rank_related, rank_share
from painsite.linking.related.revision import revise
from painsite.linking.related.similarity import Depth
from painsite.linking.related.terms import Terms

WORDS = [f"word{number}" for number in range(40)]
FIELDS = (
    "terms", "terms", "terms", "citations", "citations", "tags", "related", "not_related", "works_cited", "year",
    "is_article",
)  # fmt: skip


def some(random: Random, things: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(random.choice(things) for _ in range(random.randint(0, most))))


def terms(counts: Mapping[str, int]) -> Terms:
    return Terms(words=" ".join(sorted(counts)), counts=bytes(counts[word] for word in sorted(counts)))


def make_profile(random: Random, citekey: str, keys: Sequence[str]) -> Profile:
    words = WORDS[: random.choice([6, 40])]
    places = [
        CitedAt(
            citekey=random.choice(keys),
            group=random.randrange(4),
            footnote=random.choice(["", "", "1"]),
            paragraph=random.randrange(3),
            section=random.randrange(2),
        )
        for _ in range(random.choice([0, 0, 1, 2, 4, 7]))
    ]
    return Profile(
        citekey=citekey,
        is_article=random.random() < 0.25,
        year=random.choice([0, 1990, 1990, 2001, 2002]),
        tags=some(random, WORDS[:5], 2),
        related=some(random, keys, random.choice([0, 0, 0, 2])),
        not_related=some(random, keys, random.choice([0, 0, 0, 2])),
        works_cited=some(random, [*keys, "doi:10/1", "doi:10/2", "pmid:3"], random.choice([0, 3])),
        terms=terms(
            {random.choice(words): random.choice([1, 1, 2, 3, 9]) for _ in range(random.choice([0, 1, 2, 4, 8, 16]))}
        ),
        citations=tuple(places),
    )


def edit(random: Random, profile: Profile, keys: Sequence[str]) -> Profile:
    """Change one thing; of words often only how often one stands there."""
    if profile.terms.words and random.random() < 0.2:
        counts = dict(zip(profile.terms.words.split(), profile.terms.counts, strict=True))
        counts[random.choice(list(counts))] = random.choice([1, 2, 3])
        return replace(profile, terms=terms(counts))
    field = random.choice(FIELDS)
    return replace(profile, **{field: getattr(make_profile(random, profile.citekey, keys), field)})


def change(random: Random, profiles: dict[str, Profile], keys: Sequence[str]) -> tuple[dict[str, Profile], set[str]]:
    """Edit, add and remove some profiles; give what is changed or new, and what is gone."""
    changed: dict[str, Profile] = {}
    removed: set[str] = set()
    for citekey in random.sample(keys, min(len(keys), random.choice([0, 1, 1, 1, 2, 5]))):
        if citekey not in profiles:
            changed[citekey] = make_profile(random, citekey, keys)
        elif random.random() < 0.12:
            removed.add(citekey)
            del profiles[citekey]
        else:
            changed[citekey] = edit(random, profiles[citekey], keys)
    profiles |= changed
    return changed, removed


@contextmanager
def shallow(random: Random) -> Iterator[None]:
    """Look less far, so that few nodes meet all the limits that ten thousand meet."""

    def depth(floor: int) -> Depth:
        asked, holders, compared = random.randint(1, 5), random.choice([1, 2, 4, 64]), random.choice([1, 2, 4, 64])
        return Depth(
            asked=asked,
            held=asked + random.randint(0, 4),
            holders=holders,
            compared=compared,
            floor=floor,
        )

    with pytest.MonkeyPatch.context() as patch:
        text_depth, reference_depth = depth(random.choice([2, 5, 10, 100])), depth(1 << 30)
        for module in (survey, packing):
            patch.setattr(module, "TEXT_DEPTH", text_depth)
            patch.setattr(module, "REFERENCE_DEPTH", reference_depth)
        patch.setattr(company, "MOST_IN_A_CIRCLE", random.choice([2, 3, 100]))
        patch.setattr(affected, "_MOST_PAIRS", random.choice([3, 50_000, 50_000]))
        patch.setattr(related, "_CUT_OFF", random.choice([2, 5, 50]))
        yield


def check_revisions(random: Random, nodes: int, revisions: int) -> int:
    """Change a bibliography again and again, and compare each time; count the lists that were kept."""
    keys = [f"work-{number:02d}" for number in range(nodes)]
    profiles = {key: make_profile(random, key, keys) for key in keys if random.random() < 0.8}
    limit = random.choice([0, 1, 2, 3, 5, 20])
    changed, removed = dict(profiles), set[str]()
    found: Survey | None = None
    lists: dict[str, object] = {}
    kept = 0
    for _ in range(revisions):
        found, named = revise(found, changed, removed)
        assert set(changed) <= set(named) <= set(profiles)
        assert list(named) == sorted(named)
        if random.random() < 0.3:
            found = unpack_survey(pack_survey(found))
        ranked = rank_share(found, random.sample(named, len(named)), limit=limit)
        if random.random() < 0.8:
            found = add_ranked(found, {citekey: one for citekey, one in ranked.items() if random.random() < 0.9})
        lists = {citekey: lines for citekey, lines in lists.items() if citekey in profiles}
        lists |= {citekey: one.related for citekey, one in ranked.items()}
        assert lists == rank_related(list(profiles.values()), limit=limit)
        kept += len(profiles) - len(named)
        changed, removed = change(random, profiles, keys)
    return kept


@pytest.mark.property
@given(st.randoms(use_true_random=False), st.sampled_from([4, 12, 30]))
def test_what_a_revision_does_not_name_stays_as_it_is(random: Random, nodes: int) -> None:
    with shallow(random):
        check_revisions(random, nodes, 4)


@pytest.mark.torture
@given(st.randoms(use_true_random=True), st.sampled_from([30, 70, 140]))
@settings(max_examples=300)
def test_what_a_long_row_of_revisions_does_not_name_stays_as_it_is(random: Random, nodes: int) -> None:
    with shallow(random):
        check_revisions(random, nodes, 12)


def test_most_lists_stay_when_one_node_changes() -> None:
    random = Random(7)  # noqa: S311
    kept = check_revisions(random, 70, 12)
    assert kept > 70 * 11 // 2


def large() -> dict[str, Profile]:
    random = Random(1)  # noqa: S311
    keys = [f"work-{number:03d}" for number in range(400)]
    return {key: make_profile(random, key, keys) for key in keys}


def test_how_many_nodes_are_taken_at_a_time_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    together = pack_survey(revise(None, large(), ())[0])
    monkeypatch.setattr(similarity, "_AT_ONCE", 7)
    monkeypatch.setattr(company, "_AT_ONCE", 3)
    assert pack_survey(revise(None, large(), ())[0]) == together


def test_a_revision_without_changes_names_nothing() -> None:
    found, _ = revise(None, large(), ())
    assert revise(found, {}, ())[1] == ()


def test_a_new_tag_names_only_the_node_and_those_whose_lists_it_was_considered_for() -> None:
    profiles = large()
    found, citekeys = revise(None, profiles, ())
    ranked = rank_share(found, citekeys, limit=5)
    found = add_ranked(found, ranked)
    _, named = revise(found, {"work-007": replace(profiles["work-007"], tags=("new",))}, ())
    considered = {
        citekey
        for citekey, one in ranked.items()
        if "work-007" in one.tied or "work-007" in {line.citekey for line in one.related}
    }
    assert set(named) == {"work-007", *considered}


def test_a_word_by_which_nobody_is_found_names_those_for_whom_the_edited_text_is_a_candidate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    depth = Depth(asked=1, held=1, holders=64, compared=64, floor=10)
    for module in (survey, packing):
        monkeypatch.setattr(module, "TEXT_DEPTH", depth)
    counts = {
        "weber-1983": {"sciatica": 9, "reflex": 1},
        "boos-1995": {"sciatica": 9, "disc": 1},
        "jensen-1994": {"sciatica": 9, "reflex": 1, "disc": 1},
        "moore-2023": {"cannabidiol": 9, "reflex": 1},
    }
    profiles = {
        key: Profile(
            citekey=key, is_article=False, year=2000, tags=(), related=(), not_related=(), works_cited=(),
            terms=terms(words), citations=(),
        )
        for key, words in counts.items()
    }  # fmt: skip
    found, citekeys = revise(None, profiles, ())
    ranked = rank_share(found, citekeys, limit=5)
    found = add_ranked(found, ranked)
    edited = replace(profiles["boos-1995"], terms=terms({"sciatica": 9, "reflex": 3}))
    found, named = revise(found, {"boos-1995": edited}, ())
    assert set(named) == {"boos-1995", "jensen-1994", "weber-1983"}
    assert [line.citekey for line in ranked["weber-1983"].related] == ["jensen-1994", "boos-1995"]
    again = rank_share(found, ["weber-1983"], limit=5)["weber-1983"].related
    assert [line.citekey for line in again] == ["boos-1995", "jensen-1994"]


def test_a_node_that_nobody_mentions_names_itself_alone_when_it_goes() -> None:
    profiles = large()
    lonely = Profile(
        citekey="zhong-2017", is_article=False, year=2017, tags=(), related=(), not_related=(), works_cited=(),
        terms=terms({"allodynia": 1}), citations=(),
    )  # fmt: skip
    found, _ = revise(None, profiles | {"zhong-2017": lonely}, ())
    assert revise(found, {}, ["zhong-2017"])[1] == ()
    assert revise(revise(None, profiles, ())[0], {"zhong-2017": lonely}, ())[1] == ("zhong-2017",)


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    found, _ = revise(None, large(), ())
    assert revise(found, {}, ["zhong-2017", "word1"])[1] == ()


def test_the_last_node_can_go() -> None:
    found, _ = revise(None, {}, ())
    profile = make_profile(Random(2), "work", ["work"])  # noqa: S311
    found, named = revise(found, {"work": profile}, ())
    assert named == ("work",)
    found, named = revise(found, {}, ["work"])
    assert (len(found), named) == (0, ())
    assert rank_share(found, (), limit=5) == {}


def test_a_survey_is_the_same_after_packing() -> None:
    found, citekeys = revise(None, large(), ())
    found = add_ranked(found, rank_share(found, citekeys[::2], limit=5))
    packed = pack_survey(found)
    assert pack_survey(unpack_survey(packed)) == packed


@given(st.data())
@settings(max_examples=200)
def test_damaged_bytes_are_no_survey_or_one_that_can_be_used(data: st.DataObject) -> None:
    random = Random(3)  # noqa: S311
    keys = [f"work-{number}" for number in range(6)]
    profiles = {key: make_profile(random, key, keys) for key in keys}
    packed = pack_survey(revise(None, profiles, ())[0])
    place = data.draw(st.integers(0, len(packed) - 1))
    inserted = data.draw(st.binary(max_size=3))
    damaged = packed[:place] + inserted + packed[place + data.draw(st.integers(0, 3)) :]
    try:
        found = unpack_survey(damaged)
    except ValueError:
        return
    assert isinstance(found, Survey)


@pytest.mark.parametrize("packed", [b"", b"\x90", b"\xc1", b"painsite"])
def test_what_is_no_survey_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no survey"):
        unpack_survey(packed)


@pytest.mark.parametrize(
    ("column", "damage", "message"),
    [
        ("citekeys", b"\xff\xff\xff\x7f", "`citekeys` leads nowhere"),
        ("years", b"", "`years` has 0 bytes instead of 4"),
        ("years", b"\x00", "`years` has 1 bytes instead of 4"),
        ("tagged.starts", b"\x01\x00\x00\x00\x01\x00\x00\x00", "`tagged` do not stand end to end"),
        ("texts.rows.items", b"\xff\xff\xff\x7f", "`texts.rows.items` leads nowhere"),
    ],
)
def test_numbers_that_lead_nowhere_are_refused(column: str, damage: bytes, message: str) -> None:
    profile = make_profile(Random(2), "work", ["work"])  # noqa: S311
    profile = replace(profile, tags=("spine",), terms=terms({"pain": 1}))
    packed = msgspec.msgpack.decode(pack_survey(revise(None, {"work": profile}, ())[0]))
    packed[-1][column] = damage
    with pytest.raises(ValueError, match=message):
        unpack_survey(msgspec.msgpack.encode(packed))


def test_more_entries_than_nodes_are_refused() -> None:
    packed = msgspec.msgpack.decode(pack_survey(revise(None, {}, ())[0]))
    packed[-2] = 1
    with pytest.raises(ValueError, match="1 of 0 nodes are entries"):
        unpack_survey(msgspec.msgpack.encode(packed))


def test_a_survey_made_by_other_measures_is_refused() -> None:
    with shallow(Random(4)):  # noqa: S311
        packed = pack_survey(revise(None, {}, ())[0])
    with pytest.raises(ValueError, match="other measures"):
        unpack_survey(packed)


def test_who_is_cited_with_a_hundred_others_is_named_where_another_of_its_list_joins_them() -> None:
    crowd = [f"crowd-{number:03d}" for number in range(110)]
    cited = [CitedAt(citekey=key, group=place, paragraph=place, section=place) for place, key in enumerate(crowd)]
    profiles = {
        key: Profile(
            citekey=key, is_article=key == "guide", year=2020, tags=(), related=(), not_related=(), works_cited=(),
            terms=terms({"sciatica": 2, "placebo": 1} if key in {"crowd-000", "boos-1995"} else {}),
            citations=tuple(cited) if key == "guide" else (),
        )
        for key in [*crowd, "boos-1995", "guide"]
    }  # fmt: skip
    found, citekeys = revise(None, profiles, ())
    found = add_ranked(found, rank_share(found, citekeys, limit=5))
    joined = (*cited, CitedAt(citekey="boos-1995", group=200, paragraph=200, section=200))
    found, named = revise(found, {"guide": replace(profiles["guide"], citations=joined)}, ())
    assert set(named) == {"crowd-000", "boos-1995", "guide"}
    assert rank_share(found, ["crowd-000"], limit=5)["crowd-000"].related[0].reasons.cocited_pages == 1
