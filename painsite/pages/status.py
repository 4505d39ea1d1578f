"""What became of a work, as pages say it: a banner on its own page, elsewhere a mark, behind its reference a note.

A correction is no reason to mistrust a work: it has no mark, and neither has a reinstatement.
"""

from collections.abc import Sequence
from html import escape

from painsite.languages.wording import Wording
from painsite.model import Face, PartialDate, Retraction, RetractionNature
from painsite.pages.dates import format_date, format_reference_date
from painsite.pages.values import Link, StatusBlock
from painsite.sources.identifiers import doi_address, pmid_address

_REASONS: Sequence[tuple[str, str]] = (
    ("retract and replace", "reason_replaced"),
    ("paper mill", "reason_paper_mill"),
    ("generated", "reason_generated"),
    ("taken ", "reason_plagiarism"),
    ("plagiar", "reason_plagiarism"),
    ("peer review", "reason_peer_review"),
    ("rogue editor", "reason_peer_review"),
    ("error by", "reason_publisher"),
    ("euphemisms for misconduct", "reason_misconduct"),
    ("duplica", "reason_duplication"),
    ("salami", "reason_duplication"),
    ("fabrica", "reason_fabrication"),
    ("manipula", "reason_fabrication"),
    ("sabotage", "reason_fabrication"),
    ("hoax", "reason_fabrication"),
    ("misconduct", "reason_misconduct"),
    ("breach of policy", "reason_misconduct"),
    ("reproduc", "reason_not_repeated"),
    ("data not provided", "reason_no_data"),
    ("authorship", "reason_authorship"),
    ("approval from", "reason_authorship"),
    ("irb", "reason_ethics"),
    ("consent", "reason_ethics"),
    ("ethical", "reason_ethics"),
    ("conflict of interest", "reason_interests"),
    ("copyright", "reason_legal"),
    ("legal", "reason_legal"),
    ("proceedings", "reason_legal"),
    ("referenc", "reason_references"),
    ("cites retracted", "reason_references"),
    ("contamina", "reason_materials"),
    ("materials", "reason_materials"),
    ("cell lines", "reason_materials"),
    ("error in", "reason_error"),
    ("image", "reason_images"),
    ("data", "reason_data"),
    ("result", "reason_results"),
    ("conclusion", "reason_results"),
    ("bias", "reason_results"),
)
"""What a reason of the data holds, in small letters, and the field of the wording that says it; the first that fits."""
_NO_REASONS = (
    "author unresponsive", "complaints about", "concerns/issues about article", "date of", "doing the right thing",
    "eoc lifted", "information", "investigation by", "miscommunication", "notice", "objections by", "removed",
    "temporary removal", "unable to access", "updated to", "upgrade", "withdrawal", "withdrawn (out of date)",
)  # fmt: skip
"""How something came about rather than why."""
_IN_REFERENCES: dict[RetractionNature, str] = {
    "retraction": "Retraction in:", "concern": "Expression of concern in:", "correction": "Erratum in:"
}  # fmt: skip
"""As the National Library of Medicine has it, in English like all of a reference (Citing Medicine, 2nd ed., ch. 1)."""


def mark(face: Face, words: Wording) -> str:
    """Return the word that stands wherever a retracted or doubted work is shown; else nothing."""
    return {"retraction": words.retracted, "concern": words.doubted}.get(face.retraction, "")


def marked(name: str, face: Face, words: Wording) -> str:
    """Put the mark of a work before a name of it, where there is no room for more than text."""
    word = mark(face, words)
    return words.marked_name.format(mark=word, name=name) if word else name


def status_block(retraction: Retraction | None, words: Wording) -> StatusBlock | None:
    """Say on the page of a work what became of it; nothing where nothing is known."""
    if retraction is None:
        return None
    heading, about = {
        "retraction": (words.retraction_heading, words.about_retraction),
        "concern": (words.concern_heading, words.about_concern),
        "correction": (words.correction_heading, words.about_correction),
        "reinstatement": (words.reinstatement_heading, words.about_reinstatement),
    }[retraction.nature]
    reasons = _reasons(retraction.reasons, words)
    return StatusBlock(
        nature=retraction.nature,
        heading=heading,
        date=format_date(retraction.date, words) if retraction.date else "",
        datetime=str(retraction.date or ""),
        about=about,
        reasons=words.reasons_given.format(reasons="; ".join(reasons)) if reasons else "",
        notice=Link(href=notice_address(retraction), text=words.read_notice),
        others=tuple([_notice_line(one, words) for one in retraction.others]),
    )


def notice_address(retraction: Retraction) -> str:
    """Return where a notice can be read; nothing where the data does not say."""
    if retraction.doi:
        return doi_address(retraction.doi)
    return pmid_address(retraction.pmid) if retraction.pmid else ""


def reference_note(retraction: Retraction | None, words: Wording) -> str:
    """Return what follows the reference of a work, as HTML: ` <strong>Retracted.</strong> Retraction in: doi:…`."""
    if retraction is None or retraction.nature not in _IN_REFERENCES:
        return ""
    word = {"retraction": words.retracted, "concern": words.doubted}.get(retraction.nature, "")
    bold = f' <strong class="mark">{escape(word)}.</strong>' if word else ""
    where = f"doi:{retraction.doi}" if retraction.doi else f"PMID: {retraction.pmid}" if retraction.pmid else ""
    if not where:
        return bold
    day = f"{format_reference_date(retraction.date)}. " if retraction.date else ""
    return f"{bold} {escape(f'{_IN_REFERENCES[retraction.nature]} {day}{where}', quote=False)}."


def snapshot_date(until: str, words: Wording) -> str:
    """Write the date of a snapshot for readers."""
    year, month, day = (*map(int, until.split("-")), 0, 0)[:3]
    return format_date(PartialDate(year=year, month=month, day=day), words)


def _notice_line(one: Retraction, words: Wording) -> Link:
    kind = {
        "retraction": words.notice_retraction,
        "concern": words.notice_concern,
        "correction": words.notice_correction,
        "reinstatement": words.notice_reinstatement,
    }[one.nature]
    return Link(href=notice_address(one), text=kind, note=format_date(one.date, words) if one.date else "")


def _reasons(reasons: Sequence[str], words: Wording) -> list[str]:
    """Say reasons in plain words, each once; one that is not known as the data has it."""
    found: dict[str, None] = {}
    for reason in reasons:
        known = reason.lower()
        if any(part in known for part in _NO_REASONS) and "error by" not in known:
            continue
        name = next((name for part, name in _REASONS if part in known), "")
        found[str(getattr(words, name)) if name else reason] = None
    return list(found)
