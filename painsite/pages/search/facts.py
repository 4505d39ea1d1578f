"""What a search page filters and sorts by, and the words that it suggests for mistyped ones."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from painsite.linking.study_types import STUDY_TYPES, study_type
from painsite.model import Face, Value
from painsite.pages.context import Context
from painsite.pages.lists.timelines import type_names
from painsite.pages.planned import PLAIN, FileKind, Given, Planned
from painsite.pages.search.bundles import bundles

FACTS = "search/facts.json"
WORDS = "search/words.json"
_WORD = re.compile(r"[^\W\d_]{3,}")


class Vocabulary(Value, frozen=True, array_like=True):
    """The words of all nodes that the plan names, and of tags."""

    tags: tuple[str, ...]


def plan_facts(context: Context) -> Iterator[Planned]:
    """Plan the two files."""
    yield PLAIN.plan([FACTS], {FACTS: facts(context)})
    yield VOCABULARY.plan([WORDS], Vocabulary(tuple(context.tag_names.values())), faces=tuple(context.library.faces))


def facts(context: Context) -> bytes:
    """Return what filters and orders need, as JSON.

    `types` holds key and words of each study type as the index has them, the strongest first, and `tags` words.
    `bundles` holds for each bundle, by number, a row for each of its nodes, in the order of their citekeys: 1 for an
    entry and 0 for an article, position of its study type (-1 for none), year (0 where unknown), how many texts cite
    it, 1 for an entry with commentary, positions of its tags and of those above.
    """
    faces, cited_by = context.library.faces, context.library.cited_by
    used = {study_type(face.design) for face in faces.values() if face.kind == "entry"} - {"other"}
    types = [kind for kind in STUDY_TYPES if kind in used]
    type_at = {kind: position for position, kind in enumerate(types)}
    tag_at = {step: position for position, step in enumerate(context.tag_names)}

    def row(face: Face) -> list[object]:
        return [
            int(face.kind == "entry"),
            type_at.get(study_type(face.design), -1) if face.kind == "entry" else -1,
            face.year,
            len(cited_by.get(face.citekey, ())),
            int(face.kind == "entry" and face.has_commentary),
            sorted([tag_at[step] for step in context.steps_with_above(face.tags) if step in tag_at]),
        ]

    rows = {str(number): [row(faces[one]) for one in citekeys] for number, citekeys in bundles(context).items()}
    names = type_names(context.settings.wording)
    return _json(
        {"types": [[kind, names[kind]] for kind in types], "tags": list(context.tag_names.values()), "bundles": rows}
    )


def vocabulary(faces: Iterable[Face], tags: Iterable[str]) -> bytes:
    """Return the words of headlines, titles, labels, authors and tags as JSON, in lower case, the most used first."""
    counts: Counter[str] = Counter()
    for face in faces:
        names = [f"{person.given} {person.last_name}" for person in face.authors.people]
        text = " ".join([face.headline, face.title, face.label, *names])
        counts.update(_WORD.findall(text.lower()))
    for name in tags:
        counts.update(_WORD.findall(name.lower()))
    return _json(sorted(counts, key=lambda word: (-counts[word], word)))


def _make_vocabulary(inputs: Vocabulary, given: Given) -> dict[str, bytes]:
    return {WORDS: vocabulary(given.faces.values(), inputs.tags)}


VOCABULARY = FileKind("vocabulary", Vocabulary, _make_vocabulary)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
