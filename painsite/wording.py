"""The words that a site says of itself: one catalogue, each text a setting under `wording` in site.yaml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Interface texts in English. `{name}` is the site's name, `{label}` a node's label; notes are inline Markdown."""

    page_singular: str = "page"
    page_plural: str = "pages"
    cites_singular: str = "cites"
    cites_plural: str = "cite"
    citing_lead: str = "{count} {noun} on {name} {verb} {label}:"
    count_words: tuple[str, ...] = (
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty",
    )  # fmt: skip
    """For 0, 1, 2 …; a count beyond the last is printed in digits."""
    commentary_heading: str = "{name} commentary on {label}:"
    notes_heading: str = "{name} notes on {label}:"
    help_label: str = "What is this page?"
    help_note: str = (
        "Every work in the {name} bibliography has a page like this. It looks at one source alone and says no more"
        " about the wider subject than its reading needs; for the whole picture, follow the links to the articles"
        " that cite it."
    )
    abstract_heading: str = "original abstract"
    abstract_paraphrased_heading: str = "abstract, in our words"
    abstract_note: str = (
        "The abstract comes from the source. It may have been cut, corrected or annotated here,"
        " so compare it with the publication before you quote it."
    )
    abstract_paraphrased_note: str = (
        "This retells the authors’ abstract in our own words, with their figures."
        " Read the publication itself before you quote it."
    )
    related_heading: str = "related content"
    cite_heading: str = "how to cite"
    highlights_heading: str = "highlights"
    footer: str = (
        "This page belongs to the {name} [bibliography]({bibliography}): scientific sources, explained one at a time in"
        " plain language. A few recent highlights:"
    )
    medical_notice: str = ""

    skip_link: str = "Skip to the text"
    navigation_label: str = "Main"
    tags_label: str = "Tags"
    facts_heading: str = "the study"
    dagger_label: str = "Note on this abstract"
    dagger_back_label: str = "Back to the abstract"
    credits_heading: str = "about this page"
    changes_heading: str = "changes"
    articles_heading: str = "articles"
    tags_heading: str = "topics"
    newest_heading: str = "newest"
    most_cited_heading: str = "most cited"
    orders_label: str = "Order"
    groups_label: str = "Parts of this list"
    pager_label: str = "Pages of this list"
    previous_page: str = "Previous"
    next_page: str = "Next"
    report_error: str = "Report an error"
    feed: str = "Feed"
    redirect_lead: str = "This page has moved:"
