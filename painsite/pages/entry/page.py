"""The page of one work."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from painsite.config import Features
from painsite.languages.codes import other_language
from painsite.languages.wording import Wording
from painsite.model import Change, Entry, Face, Image, Node, PartialDate, Study
from painsite.pages.abstracts import with_shown_abstract
from painsite.pages.cards import cited_cards, cited_faces
from painsite.pages.dates import format_date
from painsite.pages.entry.bylines import linked_byline, more_by
from painsite.pages.entry.cite import offered_formats, ours_of
from painsite.pages.entry.map import neighbourhood
from painsite.pages.explanations import explain_design, explain_level
from painsite.pages.fill import Source, Surroundings, fill_commentary
from painsite.pages.formats.coins import format_coins
from painsite.pages.formats.vancouver import format_vancouver
from painsite.pages.frame import Frame
from painsite.pages.images import Media
from painsite.pages.inline import render_inline
from painsite.pages.json_ld_nodes import entry_values
from painsite.pages.lines import related_line
from painsite.pages.links import Href
from painsite.pages.metadata.heads import PLAIN, About
from painsite.pages.metadata.highwire import abstract_of, highwire_tags
from painsite.pages.phrases import citing_lead, in_digits, quote_sentence
from painsite.pages.status import mark, marked, reference_note, status_block
from painsite.pages.values import (
    AbstractBlock,
    ChangeLine,
    CitingBlock,
    CitingLine,
    CommentaryBlock,
    EntryPage,
    Fact,
    LabelledParagraph,
    Link,
    Picture,
    RelatedLine,
)
from painsite.pages.views import View
from painsite.sources.citekeys import encode_citekey
from painsite.sources.identifiers import arxiv_address, doi_address, pmcid_address, pmid_address


def entry_page(entry: Entry, view: View, around: Surroundings, frame: Frame) -> EntryPage:
    """Make the page of an entry."""
    whole, entry = entry, with_shown_abstract(entry, frame.settings.abstracts)
    words, face = frame.settings.wording, around.faces[entry.citekey]
    features = frame.settings.features
    cited = cited_faces(entry, around)
    about = _about(entry, view, cited, face, frame)
    highwire = highwire_tags(entry) if frame.settings.highwire_tags else ()
    title, description = marked(face.name, face, words), entry.summary or entry.title
    if highwire and not abstract_of(entry):
        description = ""  # Zotero would take it for the work's abstract
    head = frame.head(title, description, face.address, "entry", about)
    cards = cited_cards(cited, around) if features.cards else ()
    return EntryPage(
        head=head,
        scripts=tuple(map(around.href, _scripts(features, has_cards=bool(cards)))),
        headline=face.name,
        title=entry.title if entry.headline else "",
        title_language=other_language(entry.language, frame.settings.language),
        byline=linked_byline(face, view, words, around.href),
        more_by=more_by(face, view, around.href),
        status=status_block(view.retraction, words),
        label=face.label,
        summary=entry.summary,
        tags=tag_links(view, around.href),
        facts=tuple(study_facts(entry.study, words)),
        rating=_rating(entry, words),
        citing=citing_block(view, around, frame.settings.name),
        image=picture(entry.image, around.media),
        commentary=_commentary(entry, face, around, frame),
        notes=_notes(entry, face, around, frame),
        abstract=_abstract(entry, around, frame, is_cut=entry is not whole),
        related_heading=words.related_heading,
        related=related_lines(view, around, frame),
        map=neighbourhood(entry, view, around, frame) if features.map else None,
        cite_heading=words.cite_heading,
        reference_html=format_vancouver(entry) + reference_note(view.retraction, words),
        coins=format_coins(entry, with_abstract=True) if features.structured_data else "",
        file_stem=encode_citekey(entry.citekey),
        formats=offered_formats(entry, ours_of(face, view.retraction, frame)) if features.exports else (),
        links=(*work_links(entry, words), *_related_works(entry, view, around)),
        credits=tuple(_credits(entry, words)),
        changes=change_lines(entry.changes, words),
        cards=cards,
        highwire=highwire,
    )


def _about(entry: Entry, view: View, cited: tuple[Face, ...], face: Face, frame: Frame) -> About:
    settings = frame.settings
    if not (settings.url and settings.features.structured_data):
        return PLAIN
    image = own_image(entry, view)
    return About(
        above=((settings.wording.index_title, "/bibliography/"),),
        name=face.label,
        values=entry_values(entry, face, cited, frame.linking.absolute(image.address) if image else "", frame),
        is_text=face.has_commentary,
        image=image,
        alt=entry.image.alt if entry.image else "",
    )


def own_image(node: Node, view: View) -> Media | None:
    """Return the file of a node's own image."""
    file = node.image.file if node.image else ""
    return next((media for media in view.media if media.file == file), None)


def _scripts(features: Features, *, has_cards: bool) -> Iterator[str]:
    if features.exports:
        yield "/cite.js"
    if has_cards:
        yield "/cards.js"


def tag_links(view: View, href: Href) -> tuple[Link, ...]:
    """Return links to the pages of a node's tags."""
    return tuple([Link(href=href(f"/tags/{step}/"), text=name) for step, name in view.tags])


def citing_block(view: View, around: Surroundings, name: str) -> CitingBlock | None:
    """Say which nodes of the site of this name cite the page's own; nothing where none does."""
    if not view.citing:
        return None
    faces = around.faces
    return CitingBlock(
        lead=citing_lead(len(view.citing), faces[view.citekey].label, name, around.wording),
        lines=tuple(
            CitingLine(
                href=around.href(faces[one.citekey].address),
                name=faces[one.citekey].name,
                sentences=tuple(quote_sentence(sentence, faces) for sentence in one.sentences),
                status=mark(faces[one.citekey], around.wording),
            )
            for one in view.citing
        ),
    )


def related_lines(view: View, around: Surroundings, frame: Frame) -> tuple[RelatedLine, ...]:
    """Return the lines of related content, each with its reasons."""
    faces, href, reasons_of = around.faces, around.href, frame.reasons
    found = []
    for related in view.related:
        face = faces[related.citekey]
        title, rest = related_line(face, around.wording)
        reasons = reasons_of(related.reasons)
        status = mark(face, around.wording)
        found.append(RelatedLine(href=href(face.address), title=title, rest=rest, reasons=reasons, status=status))
    return tuple(found)


def picture(image: Image | None, media: Mapping[str, Source]) -> Picture | None:
    """Return a node's own image as its page shows it."""
    if image is None:
        return None
    src, size = media[image.file]
    return Picture(src=src, alt=image.alt, caption=image.caption, width=size.width, height=size.height)


def work_links(entry: Entry, words: Wording) -> tuple[Link, ...]:
    """Return the links to a work elsewhere: DOI, PubMed, PubMed Central, arXiv, a free copy, its own address."""
    links = []
    if entry.doi:
        links.append(Link(href=doi_address(entry.doi), text="DOI", note=entry.doi))
    if entry.pmid:
        links.append(Link(href=pmid_address(entry.pmid), text="PubMed", note=entry.pmid))
    if entry.pmcid:
        note = f"{entry.pmcid}, {words.free_full_text}"
        links.append(Link(href=pmcid_address(entry.pmcid), text="PubMed Central", note=note))
    if entry.arxiv:
        links.append(Link(href=arxiv_address(entry.arxiv), text="arXiv", note=entry.arxiv))
    if entry.full_text:
        links.append(Link(href=entry.full_text, text=words.free_full_text))
    if entry.url and entry.url != entry.full_text:
        links.append(Link(href=entry.url, text=words.publisher_link))
    return tuple(links)


def _related_works(entry: Entry, view: View, around: Surroundings) -> Iterator[Link]:
    """Yield links to other versions of a work, to what it updates or answers: here where the site has them."""
    words = around.wording
    texts = {
        "version_of": words.published_version if entry.publication_status == "preprint" else words.other_version,
        "update_of": words.updated_work,
        "superseded_by": words.newer_version,
        "reply_to": words.answered_work,
    }
    for kind, work, citekey in view.relations:
        scheme, _, identifier = work.partition(":")
        if citekey:
            face = around.faces[citekey]
            yield Link(href=around.href(face.address), text=texts[kind], note=marked(face.label, face, words))
        else:
            address = doi_address(identifier) if scheme == "doi" else pmid_address(identifier)
            yield Link(href=address, text=texts[kind], note=identifier if scheme == "doi" else f"PMID {identifier}")


def change_lines(changes: tuple[Change, ...], words: Wording) -> tuple[ChangeLine, ...]:
    """Return the public log of corrections."""
    return tuple(
        ChangeLine(date=format_date(change.date, words), datetime=str(change.date), note=change.note)
        for change in changes
    )


def reviewed_fact(reviewed_by: tuple[str, ...], reviewed: PartialDate | None, words: Wording) -> Iterator[Fact]:
    """Say who reviewed a text and when, as far as is known."""
    names = ", ".join(reviewed_by)
    date = format_date(reviewed, words) if reviewed else ""
    if names and date:
        yield Fact(term=words.reviewed_by, description=words.reviewed_on.format(names=names, date=date))
    elif names or date:
        yield Fact(term=words.reviewed_by if names else words.reviewed, description=names or date)


def study_facts(study: Study, words: Wording) -> Iterator[Fact]:
    """Return the facts of a study that are known, in a fixed order."""
    given = (
        (words.design, study.design, explain_design(study.design, words)),
        (
            words.participants,
            in_digits(study.participants, words) if study.participants else "",
            words.about_participants,
        ),
        (words.population, study.population, ""),
        (words.setting, study.setting, ""),
        (words.follow_up, study.follow_up, words.about_follow_up),
        (words.effects, "; ".join(study.effects), words.about_effects),
        (words.level, study.level, explain_level(study.level, words)),
        (words.funding, study.funding, words.about_funding),
    )
    return (
        _explained(term, description, explanation, words) for term, description, explanation in given if description
    )


def _explained(term: str, description: str, explanation: str, words: Wording) -> Fact:
    explain = words.explain.format(term=term) if explanation else ""
    return Fact(term=term, description=description, explanation=explanation, explain=explain)


def _rating(entry: Entry, words: Wording) -> Fact | None:
    if not entry.rating:
        return None
    value = words.rating_value.format(rating=entry.rating)
    reason = f": {entry.rating_reason}" if entry.rating_reason else ""
    return _explained(words.rating, value + reason, words.about_rating, words)


def _commentary(entry: Entry, face: Face, around: Surroundings, frame: Frame) -> CommentaryBlock | None:
    if entry.commentary is None:
        return None
    words, name = frame.settings.wording, frame.settings.name
    html, footnotes = fill_commentary(entry.commentary, around, prefix="fn")
    return CommentaryBlock(
        heading=words.commentary_heading.format(name=name, label=face.label),
        html=html,
        help_label=words.help_label,
        help_html=render_inline(words.help_note, name=name),
        footnotes=footnotes,
    )


def _notes(entry: Entry, face: Face, around: Surroundings, frame: Frame) -> CommentaryBlock | None:
    if entry.notes is None or entry.commentary is not None:
        return None
    html, footnotes = fill_commentary(entry.notes, around, prefix="fn")
    heading = frame.settings.wording.notes_heading.format(name=frame.settings.name, label=face.label)
    return CommentaryBlock(heading=heading, html=html, footnotes=footnotes)


def _abstract(entry: Entry, around: Surroundings, frame: Frame, *, is_cut: bool) -> AbstractBlock | None:
    if not entry.abstract:
        return None
    words = frame.settings.wording
    note = words.abstract_paraphrased_note if entry.abstract_paraphrased else words.abstract_note
    own_note, own_footnotes = (
        fill_commentary(entry.abstract_note, around, prefix="abstract-fn") if entry.abstract_note else ("", ())
    )
    return AbstractBlock(
        heading=words.abstract_paraphrased_heading if entry.abstract_paraphrased else words.abstract_heading,
        note_html=render_inline(note, name=frame.settings.name),
        language="" if entry.abstract_paraphrased else other_language(entry.language, frame.settings.language),
        paragraphs=tuple([LabelledParagraph(label=part.label, text=part.text) for part in entry.abstract]),
        more=_whole_abstract(entry, words) if is_cut else None,
        own_note_html=own_note,
        own_footnotes=own_footnotes,
    )


def _whole_abstract(entry: Entry, words: Wording) -> Link | None:
    """Return the link to where the rest of an abstract is: PubMed where it is there, which shows it to everybody."""
    links = work_links(entry, words)
    found = next((link for link in links if link.text == "PubMed"), next(iter(links), None))
    return replace(found, text=words.abstract_more, note="") if found else None


def _credits(entry: Entry, words: Wording) -> Iterator[Fact]:
    if entry.written_by:
        yield Fact(term=words.written_by, description=", ".join(entry.written_by))
    yield from reviewed_fact(entry.reviewed_by, entry.reviewed, words)
    for term, date in ((words.added, entry.added), (words.updated, entry.updated)):
        if date:
            yield Fact(term=term, description=format_date(date, words))
