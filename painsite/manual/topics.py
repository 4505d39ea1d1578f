"""The topics of the manual in their order, and looking them up by name.

Knows nothing of painsite's own readers, so that printing a topic starts as quickly as `--help`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

ROOT = Path(__file__).parent
"""Holds the manual's `bibliography/` and `templates/`."""
_ARTICLES = ROOT / "bibliography" / "articles"

CHAPTERS = {
    "Getting started": ("installation", "first-site", "commands", "preview", "editors"),
    "Writing": (
        "files", "entries", "fields", "bibtex", "importing", "articles", "markdown", "citations", "images", "tagging",
        "adding", "retractions",
    ),
    "What readers see": ("pages", "lists", "search", "exports", "feeds"),
    "Your own site": ("settings", "wording", "languages", "theme"),
    "Building and publishing": ("problems", "publishing", "performance"),
}  # fmt: skip
"""The manual's table of contents: chapters, and the topics of each in the order of reading."""

TOPICS = tuple(name for names in CHAPTERS.values() for name in names)

_FRONT_MATTER = re.compile(r"---\ntitle: (?P<title>.+)\ndescription: (?P<description>.+)\n---\n+")
_COMMENT_LINE = re.compile(r"^<!--.*?-->\n+", re.MULTILINE)
_ID = re.compile(r"\[(`[^`]+`)\]\{#[a-z0-9-]+\}")
_RULE = re.compile(r"^- \[`(?P<name>[a-z0-9-]+)`\]\{#(?P=name)\} .*(?:\n  .*)*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One article of the manual."""

    name: str
    title: str
    description: str
    """One sentence for lists."""
    text: str
    """Markdown, without front matter and comments."""


class UnknownTopicError(Exception):
    """The manual has neither a topic nor a rule of this name."""


def read_topic(name: str) -> Topic:
    """Read a topic by its name in `TOPICS`."""
    content = (_ARTICLES / f"{name}.md").read_text(encoding="utf-8")
    front = _FRONT_MATTER.match(content)
    if front is None:
        raise ValueError(f"{name}.md does not begin with a title and a description, a line each")
    text = _COMMENT_LINE.sub("", content[front.end() :])
    return Topic(name=name, title=front["title"], description=front["description"], text=text)


def find_text(name: str) -> str:
    """Return, as Markdown, the topic of this name or what the manual says of the rule of this name.

    Ids, which only a page needs, are left out.

    Raises `UnknownTopicError`, which names what is near.
    """
    wanted = name.lower()
    if wanted in TOPICS:
        topic = read_topic(wanted)
        return _ID.sub(r"\1", f"# {topic.title}\n\n{topic.text}")
    rules = rule_passages()
    if wanted in rules:
        return f"{rules[wanted]}\n"
    raise UnknownTopicError(f"the manual has no topic `{name}`{_near(wanted, (*TOPICS, *rules))}")


def explain_rules(names: Iterable[str]) -> str:
    """Return, as Markdown, what the manual says of some rules, or of all where none is named.

    A name may be copied out of a list of problems, with its colon. Raises `UnknownTopicError`, as `find_text`.
    """
    rules = rule_passages()
    passages = []
    for name in names:
        wanted = name.strip("`: ").lower()
        if wanted not in rules:
            raise UnknownTopicError(f"there is no rule `{name}`{_near(wanted, tuple(rules))}")
        passages.append(rules[wanted])
    if not passages:
        passages = [f"- {passage.partition(' *Remedy:*')[0]}" for passage in rules.values()]
        return "".join(f"{passage}\n" for passage in passages)
    return "\n".join(f"{passage}\n" for passage in dict.fromkeys(passages))


def _near(wanted: str, known: Sequence[str]) -> str:
    """Return the end of a message about an unknown name: which are spelled alike, or have a word of it."""
    near = get_close_matches(wanted, known, n=1, cutoff=0.8)
    if not near:
        words = set(wanted.split("-"))
        sharing = [one for one in known if not words.isdisjoint(one.split("-"))]
        near = list(dict.fromkeys((*sharing, *get_close_matches(wanted, known, n=2, cutoff=0.6))))[:3]
    return f"; did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else ""


def rule_passages() -> dict[str, str]:
    """Return what the manual says of each rule, as Markdown, by the rule's name."""
    return {
        found["name"]: _ID.sub(r"\1", found[0]).removeprefix("- ")
        for found in _RULE.finditer(read_topic("problems").text)
    }


def format_contents() -> str:
    """Return the list of topics by chapter: the name and the description of each."""
    width = max(map(len, TOPICS))
    chapters = []
    for chapter, names in CHAPTERS.items():
        lines = (f"  {name:<{width}}  {read_topic(name).description}" for name in names)
        chapters.append("\n".join((chapter, *lines)))
    return "\n\n".join(chapters) + "\n"
