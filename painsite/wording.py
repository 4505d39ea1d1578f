"""The words that a site says of itself: one catalogue, each text a setting under `wording` in site.yaml.

English stands here; other languages are in `painsite/languages/`, and a test holds each of them to these fields and to
their `{placeholders}`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Interface texts in English. `{name}` is the site's name, `{label}` a node's label; notes are inline Markdown.

    Of a text in two forms, `_one` and `_many` or `_singular` and `_plural`, a language with more than two gives the
    further ones in the second, parted by ` | `; see `painsite/languages/plurals.py`.
    """

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
    months: tuple[str, ...] = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    months_alone: tuple[str, ...] = ()
    """Where no day is given, if they differ then, as `luty` and `lutego` do in Polish."""
    date_of_day: str = "{day} {month} {year}"
    date_of_month: str = "{month} {year}"
    number: str = "1,000"
    """How a thousand is written."""
    plurals: str = "one"
    """The rule for the forms of nouns: one of those in `painsite/languages/plurals.py`."""
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

    explain: str = "What does “{term}” mean?"
    about_guideline: str = (
        "A guideline gives advice for practice that a group of experts has agreed on, usually after weighing the"
        " research. It is as good as that research, and as independent as the people who wrote it."
    )
    about_meta_analysis: str = (
        "A meta-analysis puts the figures of several studies together, to get an answer that owes less to chance. It"
        " can be no better than the studies that went into it."
    )
    about_systematic_review: str = (
        "A systematic review looks for all studies on a question, by rules set down beforehand, and judges each of"
        " them. It shows what research as a whole says, as far as the studies are good."
    )
    about_trial: str = (
        "A trial gives people one treatment or another and compares how they fare. Where chance decides who gets what,"
        " the groups are alike in everything else, so that a difference most likely comes from the treatment."
    )
    about_cohort: str = (
        "A cohort study follows a group of people over time and sees what happens to whom. It shows what came first,"
        " but not for certain that one thing caused the other: the people may have differed in other ways too."
    )
    about_case_control: str = (
        "A case–control study compares people who have a condition with people who do not, and looks back for what"
        " was different. Memory, and the choice of people to compare, can mislead."
    )
    about_cross_sectional: str = (
        "A cross-sectional study looks at a group of people at one point in time. It shows how common something is and"
        " what goes together with what, but not what came first."
    )
    about_cases: str = (
        "This is a report on one patient or a few. It can draw attention to something new or rare, but nobody was"
        " compared with anybody, so it cannot show how often this happens or what caused it."
    )
    about_qualitative: str = (
        "A qualitative study asks people about what they live through, in interviews or in groups, and looks for what"
        " their answers share. It helps to understand; it does not measure."
    )
    about_experiment: str = (
        "An experimental study tests or measures one thing closely, for instance in volunteers, twins, animals or"
        " tissue. It can show how something works; whether this matters to patients is another question."
    )
    about_review: str = (
        "A review sums up the research on a subject as its authors see it. Unless it says how studies were looked for"
        " and judged, what was left out may matter."
    )
    about_opinion: str = (
        "This says what its authors think, as an editorial, a letter or an essay does. It may be well founded, but it"
        " is not itself a study."
    )
    about_other: str = (
        "How a study is made decides what it can show: some designs can tell a cause from a coincidence, others can"
        " only describe."
    )
    about_participants: str = (
        "How many people took part. The more there are, the less is left to chance; but a large study can mislead too,"
        " if it was planned badly."
    )
    about_follow_up: str = (
        "How long the people were watched. What comes later, such as a relapse or a late recovery, the study could not"
        " see."
    )
    about_effects: str = (
        "The main results in figures. A range beside a figure, often called a confidence interval, says how far chance"
        " alone may have moved it."
    )
    about_level: str = (
        "Levels rank studies by how well their design guards against error, from 1, the best, to 5. They do not say how"
        " carefully a single study was done."
    )
    about_level_1: str = "Level 1 is, for instance, a randomised trial, or a systematic review of such trials."
    about_level_2: str = "Level 2 is, for instance, a good cohort study, or a trial with weaknesses."
    about_level_3: str = (
        "Level 3 is in the middle: for instance a study that compares people whom chance did not assign to their"
        " groups."
    )
    about_level_4: str = "Level 4 is weak: for instance a series of cases without anybody to compare them with."
    about_level_5: str = "Level 5 is the weakest: the opinion of experts, or what seems likely from how the body works."
    about_level_letter: str = "The letter ranks within the level; a comes first."
    about_grade: str = "The word tells how certain a result is, by the GRADE method, from high to very low."
    about_grade_high: str = "High: the truth is most likely close to what was found."
    about_grade_moderate: str = "Moderate: the truth is probably close to what was found, but may well differ from it."
    about_grade_low: str = "Low: the truth may be quite different from what was found."
    about_grade_very_low: str = "Very low: what was found is little better than a guess."
    about_other_level: str = "How strong the evidence is thought to be, on one of several scales that are in use."
    about_funding: str = (
        "Who paid for the study. Money from somebody who stands to gain by a result does not make it wrong, but is a"
        " reason to look twice."
    )
    about_rating: str = (
        "How far we think this work can be relied on, from 1, hardly, to 5, firmly. It is our judgement, not a"
        " measurement."
    )

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
    most_cited_heading: str = "most cited here"
    orders_label: str = "Order"
    groups_label: str = "Parts of this list"
    pager_label: str = "Pages of this list"
    previous_page: str = "Previous"
    next_page: str = "Next"
    report_error: str = "Report an error"
    feed: str = "Feed"
    search: str = "Search"
    """Leads to it, in the header."""
    search_title: str = "Search"
    search_field: str = "Search entries and articles"
    search_button: str = "Search"
    search_description: str = "Search {name}"
    search_results: str = "Results"
    search_close: str = "Close"
    search_keys: str = "Arrow keys choose, Enter opens, Escape closes."
    search_needs_script: str = "Searching needs JavaScript. Without it, everything can be found from these lists:"
    search_from_disk: str = "Searching needs a web server: a browser does not let a page read an index from disk."
    search_waiting: str = "Searching …"
    search_failed: str = "The index could not be loaded. Everything can be found from these lists:"
    search_count: str = "Results: {count}"
    search_none: str = "Nothing was found."
    search_corrected: str = "No text has “{word}”; these are results for “{instead}”."
    search_missing: str = "No text has “{word}”; it was left out."
    search_suggestion: str = "Did you mean “{instead}”?"
    search_all: str = "All results: {count}"
    search_more: str = "More results"
    search_filters: str = "Narrow and order"
    search_kind: str = "Kind"
    search_any: str = "all"
    search_entries: str = "entries"
    search_articles: str = "articles"
    search_type: str = "Type of study"
    search_tag: str = "Topic"
    search_from: str = "From year"
    search_to: str = "To year"
    search_commentary: str = "With commentary"
    search_order: str = "Order"
    search_by_relevance: str = "Best match first"
    search_by_year: str = "Newest first"
    search_by_citations: str = "Most cited here first"
    redirect_lead: str = "This page has moved:"

    cited_by_one: str = "cited by {count} page"
    cited_by_many: str = "cited by {count} pages"
    has_commentary: str = "commentary"
    free_full_text: str = "free full text"
    two_authors: str = "{first} and {second}"
    first_author: str = "{first} et al"
    """Of three or more."""
    title_before: str = "“{title},”"
    """Before authors, journal and year."""
    title_alone: str = "“{title}.”"
    title_closed: str = "“{title}”"
    """One that ends with a question mark or its like."""
    reason_chosen: str = "chosen by the editor"
    reason_cocited_one: str = "cited together on {count} page"
    reason_cocited_many: str = "cited together on {count} pages"
    reason_shared_one: str = "shares {count} reference"
    reason_shared_many: str = "shares {count} references"
    reason_cites: str = "one cites the other"
    reason_similar: str = "similar text"
    back_to_text: str = "Back to the text"
    back_to_mention: str = "Back to mention {number}"
    references_heading: str = "notes and references"
    entry_page_link: str = "our page on it"
    article_page_link: str = "the page itself"
    publisher_link: str = "publisher’s page"
    kind_guide: str = "guide"
    kind_article: str = "article"
    kind_post: str = "post"
    design: str = "Study design"
    participants: str = "Participants"
    follow_up: str = "Follow-up"
    level: str = "Level of evidence"
    population: str = "Population"
    setting: str = "Setting"
    funding: str = "Funding"
    effects: str = "Effects"
    rating: str = "Our rating"
    rating_value: str = "{rating} of 5"
    authors: str = "By"
    written_by: str = "Written by"
    reviewed_by: str = "Reviewed by"
    reviewed: str = "Reviewed"
    reviewed_on: str = "{names}, {date}"
    published: str = "Published"
    added: str = "Added"
    updated: str = "Updated"
    index_title: str = "All entries"
    index_by_year: str = "by year"
    index_by_author: str = "A–Z"
    browse_label: str = "Ways into the bibliography"
    years_title: str = "Years"
    authors_title: str = "Authors"
    journals_title: str = "Journals"
    study_types_title: str = "Types of study"
    study_types_order: str = "The strongest evidence first"
    authors_from: str = "Everybody with {count} entries or more"
    journals_from: str = "Every journal with {count} entries or more"
    more_by: str = "More by"
    articles_title: str = "Articles"
    tags_title: str = "Topics"
    page_of: str = "{title}, page {number}"
    no_year: str = "no date"
    no_letter: str = "#"
    entries_group: str = "Entries"
    entries_count_one: str = "{count} entry"
    entries_count_many: str = "{count} entries"
    articles_count_one: str = "{count} article"
    articles_count_many: str = "{count} articles"
    citations_count_one: str = "{count} citation"
    citations_count_many: str = "{count} citations"
    all_entries: str = "All entries"
    all_articles: str = "All articles"
    all_tags: str = "All topics"
    not_found_title: str = "This page is not here"
    not_found_text: str = (
        "The address may have changed or hold a slip of the pen. What there is can be found from one of these lists:"
    )
    moved_title: str = "Moved: {title}"
    feed_title: str = "{name}: new entries and articles"
    feed_title_of_tag: str = "{name}: {title}"
    feed_title_of_article: str = "{name}: changes to “{title}”"
    feed_change_title: str = "{title}: change of {date}"
    feed_of_tag: str = "Follow this topic by feed"
    feed_of_article: str = "Follow changes by feed"
    crumbs_label: str = "Where this page is"
    broader_tags: str = "Part of"
    narrower_tags: str = "Narrower topics"
    dark_page: str = "Dark page"
    light_page: str = "Light page"
    contents_heading: str = "contents"
    heading_link: str = "Link to “{title}”"
    sidenote_label: str = "Note {number}"
    map_heading: str = "connections"
    map_citing: str = "cited by"
    map_cited: str = "cites"
    map_related: str = "related"
    map_mutual: str = "each cites the other"
    map_list_label: str = "The same as a list"
    map_note_arrows: str = "Arrows lead from what cites to what is cited."
    map_note_dashes: str = "Dashed lines lead to related work."
    map_note_shapes: str = "Squares are articles, circles are papers."
    map_left_out_one: str = "{count} more is not drawn."
    map_left_out_many: str = "{count} more are not drawn."
    other_formats: str = "In other formats:"
    copy: str = "Copy"
    copied: str = "Copied"
    save: str = "Save"
    saved: str = "Saved"
    selected: str = "Selected: copy it with the keyboard"
    take_list: str = "Take this list with you:"
    take_site: str = "Take all entries with you:"
    take_references: str = "Take these sources with you:"
    record_retraction: str = "Retracted"
    record_concern: str = "Expression of concern"
    record_correction: str = "Corrected"
    record_reinstatement: str = "Reinstated after a retraction"
    card_label: str = "Source"
    card_keep: str = "Keep open"
    card_close: str = "Close"
    type_journal_article: str = "journal article"
    type_book: str = "book"
    type_chapter: str = "book chapter"
    type_conference_paper: str = "conference paper"
    type_dataset: str = "dataset"
    type_preprint: str = "preprint"
    type_report: str = "report"
    type_thesis: str = "thesis"
    type_web_page: str = "web page"
    type_other: str = "source"
    timeline_label: str = "By year and type of study"
    timeline_blocks: str = "Each block is one entry."
    timeline_step: str = "Each column is {count} years."
    timeline_scale_one: str = "The tallest bar stands for {count} entry."
    timeline_scale_many: str = "The tallest bar stands for {count} entries."
    timeline_undated_one: str = "{count} without a year is not drawn."
    timeline_undated_many: str = "{count} without a year are not drawn."
    timeline_table: str = "The numbers as a table"
    timeline_years: str = "Year"
    timeline_types: str = "Types of study"
    timeline_total: str = "All"
    study_type_guideline: str = "guideline"
    study_type_meta_analysis: str = "meta-analysis"
    study_type_systematic_review: str = "systematic review"
    study_type_trial: str = "trial"
    study_type_cohort: str = "cohort study"
    study_type_case_control: str = "case–control study"
    study_type_cross_sectional: str = "cross-sectional study"
    study_type_cases: str = "case reports"
    study_type_qualitative: str = "qualitative study"
    study_type_experiment: str = "experiment"
    study_type_review: str = "review"
    study_type_opinion: str = "opinion"
    study_type_other: str = "other"
    order_appearance: str = "in order of appearance"
    order_year: str = "by year"
    order_study_type: str = "by study type"
    last_change: str = "Last change"
    last_change_text: str = "{date}: {note}"
    all_changes: str = "all changes"
