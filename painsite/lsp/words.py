"""What an editor shows of a node or of a field, in Markdown."""

import re
from collections.abc import Iterator, Mapping

from painsite.json_schema.documents import describe
from painsite.json_schema.shapes import PARTS
from painsite.lsp.knowledge import Knowledge
from painsite.lsp.ranking import Row
from painsite.model import Entry
from painsite.pages.formats.vancouver import format_vancouver
from painsite.queries.citing import plain_text
from painsite.sources.schema import ARTICLE_FIELD_BY_NAME, ENTRY_FIELD_BY_NAME, Field

_BECAME = {
    "retraction": "⚠ This work was retracted",
    "concern": "⚠ The journal has expressed concern about this work",
    "correction": "This work was corrected",
    "reinstatement": "This work was retracted, and reinstated",
}
_PLACES = ("place", "places")
_MOST_SENTENCES = 3
_MARKS = re.compile(r"(?<!\\)[*`]|^> ", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|])")
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def describe_node(citekey: str, known: Knowledge) -> str:
    """Return headline, reference, study and what became of a work; of an article its title and description."""
    return "\n\n".join(_node_parts(citekey, known))


def describe_field(name: str, *, is_article: bool) -> str:
    """Return what a field is; nothing for one that is unknown. Fields of fields are named as `study.design`."""
    outer, _, inner = name.partition(".")
    fields: Mapping[str, Field] = ARTICLE_FIELD_BY_NAME if is_article else ENTRY_FIELD_BY_NAME
    if inner:
        about = PARTS.get(outer, {}).get(inner, "")
        return f"**`{outer}.{inner}`** {about}" if about else ""
    if outer == "citekey":
        return "**`citekey`** The key by which texts cite it, where the file’s name cannot be it."
    return f"**`{outer}`** {describe(fields[outer])}" if outer in fields else ""


def escape(text: str) -> str:
    """Return a text in which nothing is read as Markdown or HTML."""
    return text.translate(_SPECIAL)


def without_marks(text: str) -> str:
    """Return a text of ours for an editor that shows no Markdown."""
    return _ESCAPED.sub(r"\1", _MARKS.sub("", text))


def one_line(row: Row) -> str:
    """Return what stands beside a citekey in a list."""
    mark = "⚠ " if row.retraction in {"retraction", "concern"} else ""
    return f"{mark}{row.label}: {row.headline or row.title}"


def _node_parts(citekey: str, known: Knowledge) -> Iterator[str]:
    face = known.faces[citekey]
    library = known.site.library if known.site else None
    retraction = library.retractions.get(citekey) if library else None
    if face.retraction:
        day = f" on {retraction.date}" if retraction and retraction.date else ""
        yield f"**{_BECAME[face.retraction]}{day}.**"
    yield f"**{escape(face.name)}**"
    node = known.node(citekey)
    if isinstance(node, Entry):
        yield escape(plain_text(format_vancouver(node)))
        study = node.study
        facts = [study.design, f"{study.participants} participants" if study.participants else "", study.level]
        if any(facts):
            yield f"*{escape(' · '.join(fact for fact in facts if fact))}*"
    if face.summary:
        yield escape(face.summary)
    references = known.references(citekey)
    yield f"`{citekey}`" + (f" · cited at {len(references)} {_PLACES[len(references) > 1]}" if references else "")
    for one in [one for one in references if one.sentence][:_MOST_SENTENCES]:
        yield f"> {escape(one.sentence)} ({escape(one.place.path)})"
