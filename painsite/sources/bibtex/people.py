"""The people of a work of a .bib file, each in the place that `editortype` and its like give them.

Source: The biblatex Package, 2.3.6. Who leads a film, a broadcast or a performance stands where its author would,
and a translator among the translators; other roles of `editora` to `editorc` are none of ours, and their fields are
kept for exports.
"""

from painsite.model import Names
from painsite.sources.bibtex.work import Work, read_people

_LEADERS = frozenset(
    """
    artist composer conductor creator dirigent director host interviewer narrator organizer organiser performer pianist
    presenter producer programmer regisseur screenwriter scriptwriter showrunner singer soloist speaker
    """.split()
)
_EDITORS = frozenset({"", "compiler", "editor", "editors", "ed", "eds", "hrsg", "herausgeber"})
_TRANSLATORS = frozenset({"translator", "translators", "trans", "übersetzer"})
_EDITOR_FIELDS = (
    ("editor", "editortype"),
    ("editora", "editoratype"),
    ("editorb", "editorbtype"),
    ("editorc", "editorctype"),
)


def read_authors_and_editors(work: Work) -> None:
    """Read authors and editors; without an author, those who lead the work are its authors."""
    read_people(work, "authors", "author")
    lacks_author = "authors" not in work.values
    for name, type_name in _EDITOR_FIELDS:
        if name not in work.fields:
            continue
        found = work.fields.get(type_name)
        role = found.value.strip().strip("{}").lower() if found else ""
        if role in _LEADERS:
            if lacks_author:
                _add(work, "authors", name, type_name)
        elif role in _TRANSLATORS:
            if "translator" not in work.fields:
                _add(work, "translators", name, type_name)
        elif role in _EDITORS or name == "editor":
            _add(work, "editors", name, type_name)
    for name in ("director", "directors"):
        if lacks_author and name in work.fields:
            _add(work, "authors", name)


def _add(work: Work, ours: str, name: str, type_name: str = "") -> None:
    """Read a list of names behind those that are there."""
    before: Names = work.values.pop(ours, Names())
    read_people(work, ours, name)
    added: Names = work.values.get(ours, Names())
    people = before.people + tuple(person for person in added.people if person not in before.people)
    if people:
        work.values[ours] = Names(people=people, others=before.others or added.others)
    if name in work.used and type_name:
        work.used.add(type_name)
