"""Related content is ranked where a change can have reached it, and known elsewhere."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import DecodeError
from msgspec.structs import replace

from painsite.build.outline import Prepared, prepare
from painsite.build.related import (
    Relations,
    add_ranked_lines,
    lines_of,
    pack_relations,
    rank,
    revise_relations,
    unpack_relations,
)
from painsite.hashing import value_digest
from painsite.linking.library import link
from painsite.linking.related import revision
from painsite.linking.related.corpus import Survey
from painsite.linking.related.profiles import Profile
from painsite.model import Article, Entry, Library, Node, Related
from tests.support import article, entry

TOPICS = ("lumbar sciatica discectomy", "cervical whiplash collar", "placebo acupuncture needles")
TITLES = {f"work-{number:02d}": TOPICS[number % 3] for number in range(12)}
BODY = "Both [@work-00] and [@work-01] say so."


def site(titles: Mapping[str, str] = TITLES, body: str = BODY, **more: str) -> dict[str, Node]:
    """Make entries with these titles and further lines by citekey, and an article."""
    nodes: dict[str, Node] = {
        citekey: entry(citekey, f"title: {title}\n{more.get(citekey.replace('-', '_'), '')}\n")
        for citekey, title in titles.items()
    }
    return {**nodes, "guide": article("guide", body)}


def linked(nodes: Mapping[str, Node]) -> tuple[Library, dict[str, Prepared]]:
    entries = [node for node in nodes.values() if isinstance(node, Entry)]
    library, _ = link(entries, [node for node in nodes.values() if isinstance(node, Article)])
    return library, {citekey: prepare(library.node(citekey))[0] for citekey in library.faces}


def revised(before: Relations, nodes: Mapping[str, Node], *, limit: int = 3) -> Relations:
    library, prepared = linked(nodes)
    digests = {citekey: prepared[citekey].linked for citekey in library.faces}
    names = value_digest(library.canonical, library.identifiers)
    return revise_relations(before, lambda: library, prepared, names=names, linked=digests, limit=limit)


def remembered(relations: Relations) -> Relations:
    """Rank what is to be ranked, and give what the next build should know."""
    return add_ranked_lines(relations, rank(relations, sorted(relations.unranked)))


def kept(relations: Relations) -> Relations:
    """Pack and unpack, as from one process to the next."""
    return unpack_relations(*pack_relations(relations))


def known(nodes: Mapping[str, Node], *, limit: int = 3) -> Relations:
    """Give what is known after a build of these nodes."""
    return kept(remembered(revised(Relations(), nodes, limit=limit)))


def lines(relations: Relations, citekeys: Iterable[str]) -> dict[str, tuple[Related, ...]]:
    return {citekey: lines_of(relations, citekey) for citekey in citekeys}


class Revisions(list[tuple[set[str], set[str]]]):
    """Citekeys of the changed profiles and of the removed ones, of each revision."""


@pytest.fixture
def revisions(monkeypatch: pytest.MonkeyPatch) -> Revisions:
    found, real = Revisions(), revision.revise

    def note(
        before: Survey | None, changed: Mapping[str, Profile], removed: Iterable[str]
    ) -> tuple[Survey, tuple[str, ...]]:
        removed = list(removed)
        found.append((set(changed), set(removed)))
        return real(before, changed, removed)

    monkeypatch.setattr(revision, "revise", note)
    return found


# from nothing


def test_at_first_everything_has_to_be_ranked(revisions: Revisions) -> None:
    nodes = site()
    relations = revised(Relations(), nodes)
    assert (relations.unranked, relations.is_new, revisions) == (set(nodes), True, [(set(nodes), set())])
    assert lines(relations, nodes) == dict.fromkeys(nodes, ())


def test_what_was_ranked_is_known_the_next_time(revisions: Revisions) -> None:
    nodes = site()
    before = known(nodes)
    revisions.clear()
    relations = revised(before, nodes)
    assert (relations.unranked, relations.is_new, revisions) == (set(), False, [])
    assert [line.citekey for line in lines_of(relations, "work-00")] == ["work-01", "work-03", "work-06"]


def test_where_nothing_has_changed_the_survey_stays_packed() -> None:
    nodes = site()
    before = known(nodes)
    relations = remembered(revised(before, nodes))
    assert (relations.survey, relations.packed) == (None, before.packed)
    assert pack_relations(relations) == pack_relations(before)


def test_only_what_is_asked_for_and_not_known_is_ranked() -> None:
    nodes = site()
    relations = revised(Relations(), nodes)
    assert list(rank(relations, ["work-00"])) == ["work-00"]
    assert rank(relations, []) == {}
    assert rank(revised(known(nodes), nodes), nodes) == {}


def test_what_nobody_has_ranked_has_to_be_ranked_the_next_time() -> None:
    nodes = site()
    relations = revised(Relations(), nodes)
    ranked = rank(relations, sorted(relations.unranked - {"work-05", "guide"}))
    assert revised(kept(add_ranked_lines(relations, ranked)), nodes).unranked == {"work-05", "guide"}


# where lines are limited


def test_where_no_lines_are_wanted_nothing_is_known(revisions: Revisions) -> None:
    nodes = site()
    relations = revised(known(nodes), nodes, limit=0)
    assert (relations.unranked, relations.known.limit, relations.is_new) == (set(), 0, False)
    assert lines(relations, nodes) == dict.fromkeys(nodes, ())
    assert len(revisions) == 1


@pytest.mark.parametrize("limit", [1, 4])
def test_with_another_limit_everything_is_ranked_anew(revisions: Revisions, limit: int) -> None:
    nodes = site()
    before = known(nodes)
    revisions.clear()
    relations = revised(before, nodes, limit=limit)
    assert (relations.unranked, revisions) == (set(nodes), [(set(nodes), set())])
    assert len(lines_of(remembered(relations), "work-00")) == min(limit, 4)


# after a change

EDITS: list[tuple[dict[str, Node], set[str], set[str]]] = [
    # another text
    (site({**TITLES, "work-00": TOPICS[1]}), {"work-00"}, set()),
    # nothing that a profile knows
    (site(work_00="volume: 8"), set(), set()),
    (site(work_00="commentary: ''"), set(), set()),
    (site(body=f"{BODY}\n"), set(), set()),
    # a citation elsewhere
    (site(body=BODY.replace("work-01", "work-02")), {"guide"}, set()),
    (site({**TITLES, "work-12": TOPICS[0]}), {"work-12"}, set()),
    (site({key: title for key, title in TITLES.items() if key != "work-11"}), set(), {"work-11"}),
    # a name that others use: who cites what is gone has another profile
    (site({key: title for key, title in TITLES.items() if key != "work-01"}), {"guide"}, {"work-01"}),
    # another name of a work, which nobody uses
    (site(work_00="aliases: [work-zero]"), set(), set()),
]


@pytest.mark.parametrize(("nodes", "changed", "removed"), EDITS)
def test_only_changed_profiles_are_revised(
    revisions: Revisions, nodes: dict[str, Node], changed: set[str], removed: set[str]
) -> None:
    before = known(site())
    revisions.clear()
    relations = revised(before, nodes)
    assert revisions == ([(changed, removed)] if changed or removed else [])
    assert changed <= relations.unranked
    after = remembered(relations)
    assert lines(after, nodes) == lines(known(nodes), nodes)


def test_a_changed_node_that_leaves_its_profile_is_known_by_its_new_digest() -> None:
    nodes = site(work_00="volume: 8")
    relations = revised(known(site()), nodes)
    assert relations.is_new
    assert not revised(kept(remembered(relations)), nodes).is_new


STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(sorted(TITLES)), st.sampled_from(["", *TOPICS]), max_size=3),
        st.sampled_from([BODY, "", "[@work-02; @work-03; @nobody-1900]"]),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.property
@given(STEPS)
@settings(max_examples=25)
def test_after_any_changes_the_lines_are_those_of_a_first_build(
    steps: list[tuple[dict[str, str], str]],
) -> None:
    relations = Relations()
    for changes, body in steps:
        titles = {citekey: title for citekey, title in {**TITLES, **changes}.items() if title}
        nodes = site(titles, body)
        relations = remembered(revised(relations, nodes))
        assert lines(relations, nodes) == lines(known(nodes), nodes)


def test_a_process_that_remembers_needs_no_packing() -> None:
    nodes, other = site(), site({**TITLES, "work-00": TOPICS[1]})
    relations = remembered(revised(remembered(revised(Relations(), nodes)), other))
    assert relations.survey is not None
    assert lines(relations, other) == lines(known(other), other)


# damage


def test_relations_are_the_same_after_packing() -> None:
    before = remembered(revised(Relations(), site()))
    packed = pack_relations(before)
    assert (unpack_relations(*packed).known, pack_relations(unpack_relations(*packed))) == (before.known, packed)


def test_what_is_nothing_known_is_refused() -> None:
    with pytest.raises(DecodeError):
        unpack_relations(b"painsite", b"")


def test_a_damaged_survey_is_refused_when_it_is_needed() -> None:
    nodes = site()
    known_before, _ = pack_relations(known(nodes))
    before = unpack_relations(known_before, b"painsite")
    assert revised(before, nodes).unranked == set()
    with pytest.raises(ValueError, match="no survey"):
        revised(before, site({**TITLES, "work-00": TOPICS[1]}))


def test_damaged_lines_are_refused_when_they_are_asked_for() -> None:
    relations = known(site())
    relations.known = replace(relations.known, lines={"work-00": b"painsite"})
    with pytest.raises(DecodeError):
        lines_of(relations, "work-00")
