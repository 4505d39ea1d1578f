"""Fields that a source does not have: what their author may have meant, and where they belong."""

from collections.abc import Mapping
from difflib import get_close_matches

from painsite.model import Image, Person, Study
from painsite.sources.quotation_marks import OTHER_MARKS
from painsite.sources.schema import ENTRY_FIELD_BY_NAME, Field

_STUDY = {name: f"write it under `study`: `study: {{{name}: …}}`" for name in Study.__struct_fields__}
_PARTS = {
    **dict.fromkeys(Person.__struct_fields__, "write it in a name: `authors: [{family: …, given: …}]`"),
    **dict.fromkeys(Image.__struct_fields__, "write it under `image`: `image: {file: …, alt: …}`"),
}
_BELOW = dict.fromkeys(("commentary", "notes", "body", "text", "content"), "write it below the front matter")
_OF_ENTRIES = dict.fromkeys(ENTRY_FIELD_BY_NAME, "it is a field of entries; cite one, or remove it here")
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "an entry": {**_PARTS, **_STUDY, "description": "an entry has a `summary`"},
    "an article": {
        **_PARTS, **_OF_ENTRIES, **_BELOW, **dict.fromkeys(("summary", "headline"), "an article has a `description`")
    },
}  # fmt: skip
"""By what a source is: names that belong somewhere else, and where."""


def suggest_field(
    name: str, field_by_name: Mapping[str, Field], extra: tuple[str, ...], elsewhere: Mapping[str, str]
) -> str:
    """Return the remedy for an unknown field: what it is called here, where it belongs, or what else to do."""
    bare = name.lower().strip(f"{OTHER_MARKS}\"'").replace(" ", "_")
    own = {alias for field in field_by_name.values() for alias in (*field.aliases, field.name)} - {"issued"}
    if bare in own or bare in extra:
        return f"did you mean `{bare}`?"
    for field in field_by_name.values():
        if bare in field.bibtex.split(", "):
            return f"did you mean `{field.aliases[0] if field.name == 'issued' else field.name}`?"
    if bare in elsewhere:
        return elsewhere[bare]
    if near := get_close_matches(bare, elsewhere.keys() - own, n=1, cutoff=0.85):
        return elsewhere[near[0]]
    if near := get_close_matches(bare, sorted((*own, *extra)), n=1, cutoff=0.6):
        return f"did you mean `{near[0]}`?"
    return "remove it, or keep it in `todo`, which is never published"
