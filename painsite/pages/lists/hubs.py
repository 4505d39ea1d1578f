"""Ways into the bibliography: a list for each year, author, journal and type of study, and a page of each kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES, study_type
from painsite.model import Face, Person
from painsite.pages.context import Context
from painsite.pages.explanations import explain_study_type
from painsite.pages.links import Href
from painsite.pages.lists.lists import ListPlan, ListText
from painsite.pages.lists.timelines import type_names
from painsite.pages.metadata.heads import About
from painsite.pages.orders import sort_text
from painsite.pages.people import full_name, fullest, sorted_name
from painsite.pages.phrases import counted, in_digits
from painsite.pages.planned import PageKind, as_it_is
from painsite.pages.values import HubGroup, HubPage, Link, Topic

_FEW = 40
"""Names that are found without headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One list of a hub: a year, an author, a journal or a type of study, and its entries."""

    step: str
    """Of the address."""
    name: str
    """The title of its list."""
    line: str
    """How the hub names it: `Weber, Hans`."""
    faces: tuple[Face, ...]
    """By year, newest first; never empty."""
    about: str = ""
    """What it is; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A kind of list."""

    address: str
    title: str
    introduction: str
    branches: tuple[Branch, ...]
    """In the order of the hub's page; never empty."""
    group: Callable[[Branch], str]
    """Heading under which the hub names a branch."""


def hubs(context: Context) -> tuple[Hub, ...]:
    """Return the hubs that have a list."""
    found = (_years(context), _authors(context), _journals(context), _study_types(context))
    return tuple(hub for hub in found if hub.branches)


def hub_plans(all_hubs: Iterable[Hub], context: Context) -> Iterator[ListPlan]:
    """Yield the lists of all hubs: entries by year, those of one year A to Z."""
    words = context.settings.wording
    for hub in all_hubs:
        for branch in hub.branches:
            count = len(branch.faces)
            text = ListText(
                title=branch.name,
                first=f"{hub.address}{branch.step}/",
                further=f"{hub.address}{branch.step}/{{number}}/",
                grouping="letter" if hub.address == "/years/" else "year",
                introduction=counted(count, words.entries_count_one, words.entries_count_many, words),
                description=branch.about,
                parent=(hub.address, hub.title),
            )
            yield ListPlan(text, branch.faces)


def hub_page(hub: Hub, all_hubs: Iterable[Hub], context: Context, href: Href) -> HubPage:
    """Make the page of all lists of a kind."""
    words = context.settings.wording
    groups = [
        HubGroup(
            heading=heading,
            anchor=f"group-{heading if heading != words.no_letter else 'other'}",
            links=tuple(
                Link(
                    href=href(f"{hub.address}{branch.step}/"),
                    text=branch.line,
                    note=in_digits(len(branch.faces), words),
                )
                for branch in branches
            ),
        )
        for heading, branches in groupby(hub.branches, key=hub.group)
    ]
    topics = [
        Topic(link=link, description=branch.about, parts=())
        for branch, link in zip(hub.branches, (link for group in groups for link in group.links), strict=True)
    ]
    has_topics = any(branch.about for branch in hub.branches)
    return HubPage(
        head=context.frame.head(hub.title, hub.introduction, hub.address, "hub", About(kind="CollectionPage")),
        title=hub.title,
        introduction=hub.introduction,
        others=tuple(
            Link(href=href(address), text=text, current=address == hub.address)
            for address, text in hub_links(all_hubs, context)
        ),
        groups=() if has_topics else tuple(groups),
        topics=tuple(topics) if has_topics else (),
    )


HUB = PageKind("hub.html", HubPage, as_it_is)


def hub_links(all_hubs: Iterable[Hub], context: Context) -> tuple[tuple[str, str], ...]:
    """Return address and words of each way into the bibliography: the hubs, and the tags."""
    tags = [("/tags/", context.settings.wording.tags_title)] if context.tag_names else []
    return (*[(hub.address, hub.title) for hub in all_hubs], *tags)


def _years(context: Context) -> Hub:
    words = context.settings.wording
    branches = tuple(
        Branch(step=str(year), name=str(year), line=str(year), faces=tuple(faces))
        for year, faces in groupby(context.entries, key=lambda face: face.year)
        if year > 0
    )

    def decade(branch: Branch) -> str:
        start = int(branch.step) // 10 * 10
        return f"{start}–{start + 9}"

    return Hub(address="/years/", title=words.years_title, introduction="", branches=branches, group=decade)


def _authors(context: Context) -> Hub:
    words, least, steps = context.settings.wording, context.settings.author_pages, context.author_steps
    faces: dict[str, dict[str, Face]] = {}
    spellings: dict[str, Counter[Person]] = {}
    for face in context.entries:
        of_entry = context.library.authors.get(face.citekey, ())
        if steps.isdisjoint(of_entry):
            continue
        for person, step in zip(face.authors.people, of_entry, strict=True):
            if step in steps:
                faces.setdefault(step, {})[face.citekey] = face
                spellings.setdefault(step, Counter())[person] += 1
    people = {step: fullest(counts) for step, counts in spellings.items()}
    branches = [
        Branch(step=step, name=full_name(person), line=sorted_name(person), faces=tuple(faces[step].values()))
        for step, person in people.items()
    ]
    return Hub(
        address="/authors/",
        title=words.authors_title,
        introduction=_at_least(least, words.authors_from, words),
        branches=_sorted(branches, words),
        group=_by_letter(len(branches), words),
    )


def _journals(context: Context) -> Hub:
    words, least, steps = context.settings.wording, context.settings.journal_pages, context.journal_steps
    faces: dict[str, list[Face]] = {}
    for face in context.entries:
        step = context.library.journals.get(face.citekey, "")
        if step in steps:
            faces.setdefault(step, []).append(face)
    branches = []
    for step, members in faces.items():
        name = context.journal_names[step]
        branches.append(Branch(step=step, name=name, line=name, faces=tuple(members)))
    return Hub(
        address="/journals/",
        title=words.journals_title,
        introduction=_at_least(least, words.journals_from, words),
        branches=_sorted(branches, words),
        group=_by_letter(len(branches), words),
    )


def _study_types(context: Context) -> Hub:
    words = context.settings.wording
    names, faces = type_names(words), {kind: list[Face]() for kind in STUDY_TYPES}
    for face in context.entries:
        faces[study_type(face.design)].append(face)
    # what is not given or not understood is no type to look for
    branches = tuple(
        Branch(
            step=kind,
            name=names[kind][:1].upper() + names[kind][1:],
            line=names[kind],
            faces=tuple(members),
            about=explain_study_type(kind, words),
        )
        for kind, members in faces.items()
        if members and kind != "other"
    )
    return Hub(
        address="/study-types/",
        title=words.study_types_title,
        introduction=words.study_types_order,
        branches=branches,
        group=lambda _branch: words.study_types_title,
    )


def _at_least(least: int, text: str, words: Wording) -> str:
    return text.format(count=in_digits(least, words)) if least > 1 else ""


def _sorted(branches: Iterable[Branch], words: Wording) -> tuple[Branch, ...]:
    """Sort A to Z, what does not begin with a letter last."""
    return tuple(
        sorted(branches, key=lambda one: (_letter(one.line, words) == words.no_letter, sort_text(one.line), one.step))
    )


def _by_letter(count: int, words: Wording) -> Callable[[Branch], str]:
    """Part many branches by their letters; few are one part, from A to Z."""
    return (lambda branch: _letter(branch.line, words)) if count > _FEW else (lambda _branch: words.index_by_author)


def _letter(text: str, words: Wording) -> str:
    first = sort_text(text[:1])[:1].upper()
    return first if first.isalpha() else words.no_letter
