"""The interface in German: plain words, no direct address."""

from painsite.languages.wording import Wording

GERMAN = Wording(
    page_singular="Seite",
    page_plural="Seiten",
    cites_singular="zitiert",
    cites_plural="zitieren",
    citing_lead="{count} {noun} auf {name} {verb} {label}:",
    count_words=(
        "Keine", "Eine", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun", "Zehn", "Elf", "Zwölf",
        "Dreizehn", "Vierzehn", "Fünfzehn", "Sechzehn", "Siebzehn", "Achtzehn", "Neunzehn", "Zwanzig",
    ),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    months_alone=(),
    date_of_day="{day}. {month} {year}",
    date_of_month="{month} {year}",
    number="1.000",
    plurals="one",
    commentary_heading="{name}: Kommentar zu {label}",
    notes_heading="{name}: Anmerkungen zu {label}",
    help_label="Was ist das für eine Seite?",
    help_note=(
        "Jede Arbeit in der Bibliografie von {name} hat eine solche Seite. Sie betrachtet eine einzige Quelle und sagt"
        " über das größere Thema nur, was man zum Lesen braucht; den Überblick geben die Artikel, die die Quelle"
        " zitieren."
    ),
    abstract_heading="Originales Abstract",
    abstract_paraphrased_heading="Abstract, in unseren Worten",
    abstract_more="das ganze Abstract",
    abstract_note=(
        "Das Abstract stammt aus der Quelle. Es kann hier gekürzt, berichtigt oder mit Anmerkungen versehen sein; vor"
        " dem Zitieren lohnt der Vergleich mit der Veröffentlichung."
    ),
    abstract_paraphrased_note=(
        "Hier ist das Abstract der Autoren mit ihren Zahlen in unseren Worten wiedergegeben. Vor dem Zitieren sollte"
        " man die Veröffentlichung selbst lesen."
    ),
    related_heading="Verwandtes",
    cite_heading="Zitierweise",
    highlights_heading="Ausgewählt",
    footer=(
        "Diese Seite gehört zur [Bibliografie]({bibliography}) von {name}: wissenschaftliche Quellen, einzeln und in"
        " einfacher Sprache erklärt. Einige neue Beispiele:"
    ),
    footer_heading="Die Bibliografie",
    footer_alone="Diese Seite gehört zur [Bibliografie]({bibliography}) von {name}.",
    medical_notice="",
    explain="Was bedeutet „{term}“?",
    about_guideline=(
        "Eine Leitlinie gibt Empfehlungen für die Praxis, auf die sich eine Gruppe von Fachleuten geeinigt hat, meist"
        " nach Sichtung der Forschung. Sie ist so gut wie diese Forschung und so unabhängig wie ihre Verfasser."
    ),
    about_meta_analysis=(
        "Eine Metaanalyse rechnet die Zahlen mehrerer Studien zusammen, damit das Ergebnis weniger vom Zufall abhängt."
        " Sie kann nicht besser sein als die Studien, die in sie eingehen."
    ),
    about_systematic_review=(
        "Eine systematische Übersicht sucht nach vorher festgelegten Regeln alle Studien zu einer Frage und beurteilt"
        " jede einzelne. Sie zeigt, was die Forschung im Ganzen sagt, soweit die Studien gut sind."
    ),
    about_trial=(
        "Eine Interventionsstudie gibt Menschen die eine oder die andere Behandlung und vergleicht, wie es ihnen"
        " ergeht. Entscheidet der Zufall, wer was bekommt, so gleichen sich die Gruppen in allem Übrigen; ein"
        " Unterschied kommt dann höchstwahrscheinlich von der Behandlung."
    ),
    about_cohort=(
        "Eine Kohortenstudie begleitet eine Gruppe von Menschen über längere Zeit und hält fest, was mit wem geschieht."
        " Sie zeigt, was zuerst da war, aber nicht sicher, dass das eine das andere verursacht hat: Die Menschen können"
        " sich auch sonst unterscheiden."
    ),
    about_case_control=(
        "Eine Fall-Kontroll-Studie vergleicht Menschen mit einer Krankheit mit Menschen ohne sie und sucht rückblickend"
        " nach Unterschieden. Die Erinnerung und die Auswahl der Verglichenen können täuschen."
    ),
    about_cross_sectional=(
        "Eine Querschnittsstudie betrachtet eine Gruppe von Menschen zu einem einzigen Zeitpunkt. Sie zeigt, wie häufig"
        " etwas ist und was zusammen vorkommt, aber nicht, was zuerst da war."
    ),
    about_cases=(
        "Dies ist ein Bericht über eine einzige Patientin oder einige wenige Fälle. Er kann auf Neues oder Seltenes"
        " aufmerksam machen; weil nichts verglichen wurde, zeigt er aber nicht, wie oft es vorkommt und woran es liegt."
    ),
    about_qualitative=(
        "Eine qualitative Studie fragt Menschen in Gesprächen nach dem, was sie erleben, und sucht nach dem Gemeinsamen"
        " in ihren Antworten. Sie hilft zu verstehen; sie misst nicht."
    ),
    about_experiment=(
        "Eine experimentelle Studie prüft oder misst eine Sache genau, zum Beispiel an Freiwilligen, Zwillingen, Tieren"
        " oder Gewebe. Sie kann zeigen, wie etwas abläuft; ob das für Kranke von Bedeutung ist, ist eine andere Frage."
    ),
    about_review=(
        "Eine Übersicht fasst die Forschung zu einem Thema so zusammen, wie ihre Verfasser sie sehen. Sagt sie nicht,"
        " wie Studien gesucht und beurteilt wurden, kann Wichtiges fehlen."
    ),
    about_opinion=(
        "Hier steht, was die Verfasser meinen, wie in einem Leitartikel, einem Leserbrief oder einem Essay. Das kann"
        " gut begründet sein, ist aber selbst keine Studie."
    ),
    about_other=(
        "Wie eine Studie angelegt ist, entscheidet darüber, was sie zeigen kann: Manche können Ursache und Zufall"
        " unterscheiden, andere nur beschreiben."
    ),
    about_participants=(
        "Wie viele Menschen teilgenommen haben. Je mehr es sind, desto weniger entscheidet der Zufall; aber auch eine"
        " große Studie kann täuschen, wenn sie schlecht geplant war."
    ),
    about_follow_up=(
        "Wie lange die Menschen beobachtet wurden. Was danach kommt, etwa ein Rückfall oder eine späte Besserung,"
        " konnte die Studie nicht sehen."
    ),
    about_effects=(
        "Die wichtigsten Ergebnisse in Zahlen. Ein Bereich neben einer Zahl, oft Konfidenzintervall genannt, sagt, wie"
        " weit allein der Zufall sie verschoben haben kann."
    ),
    about_level=(
        "Evidenzgrade ordnen Studien danach, wie gut ihre Anlage vor Irrtum schützt, von 1, dem besten, bis 5. Wie"
        " sorgfältig eine einzelne Studie gemacht ist, sagen sie nicht."
    ),
    about_level_1="Grad 1 ist zum Beispiel eine randomisierte Studie oder eine systematische Übersicht über solche.",
    about_level_2="Grad 2 ist zum Beispiel eine gute Kohortenstudie oder eine randomisierte Studie mit Schwächen.",
    about_level_3=(
        "Grad 3 liegt in der Mitte: zum Beispiel eine Studie, in der nicht der Zufall die Verglichenen auf ihre Gruppen"
        " verteilt hat."
    ),
    about_level_4="Grad 4 ist schwach: zum Beispiel eine Reihe von Fällen ohne jeden Vergleich.",
    about_level_5=(
        "Grad 5 ist der schwächste: die Meinung von Fachleuten oder das, was nach den Vorgängen im Körper naheliegt."
    ),
    about_level_letter="Der Buchstabe ordnet innerhalb des Grades; a steht vorn.",
    about_grade="Das Wort sagt nach der GRADE-Methode, wie sicher ein Ergebnis ist, von hoch bis sehr niedrig.",
    about_grade_high="Hoch: Die Wahrheit liegt höchstwahrscheinlich nahe an dem, was gefunden wurde.",
    about_grade_moderate=(
        "Moderat: Die Wahrheit liegt wahrscheinlich nahe an dem, was gefunden wurde, kann davon aber auch abweichen."
    ),
    about_grade_low="Niedrig: Die Wahrheit kann ganz anders aussehen als das, was gefunden wurde.",
    about_grade_very_low="Sehr niedrig: Was gefunden wurde, ist kaum mehr als eine Vermutung.",
    about_other_level="Wie stark die Belege eingeschätzt werden, nach einer von mehreren gebräuchlichen Skalen.",
    about_funding=(
        "Wer die Studie bezahlt hat. Geld von jemandem, dem ein bestimmtes Ergebnis nützt, macht sie nicht falsch, ist"
        " aber ein Grund, genauer hinzusehen."
    ),
    about_rating=(
        "Wie weit man sich nach unserer Einschätzung auf die Arbeit verlassen kann, von 1, kaum, bis 5, fest. Das ist"
        " ein Urteil, keine Messung."
    ),
    skip_link="Zum Text springen",
    navigation_label="Hauptmenü",
    tags_label="Themen",
    facts_heading="Die Studie",
    dagger_label="Hinweis zu diesem Abstract",
    dagger_back_label="Zurück zum Abstract",
    credits_heading="Über diese Seite",
    changes_heading="Änderungen",
    articles_heading="Artikel",
    tags_heading="Themen",
    newest_heading="Neu",
    latest_heading="Zuletzt erschienen",
    most_cited_heading="Hier am häufigsten zitiert",
    orders_label="Reihenfolge",
    groups_label="Teile dieser Liste",
    pager_label="Seiten dieser Liste",
    previous_page="Zurück",
    next_page="Weiter",
    report_error="Fehler melden",
    feed="Feed",
    search="Suche",
    search_title="Suche",
    search_field="Einträge und Artikel durchsuchen",
    search_button="Suchen",
    search_description="{name} durchsuchen",
    search_results="Treffer",
    search_close="Schließen",
    search_keys="Pfeiltasten wählen, Enter öffnet, Escape schließt.",
    search_needs_script="Die Suche braucht JavaScript. Auch über diese Listen ist alles zu finden:",
    search_from_disk="Die Suche braucht einen Webserver: Von der Festplatte darf keine Seite ein Verzeichnis lesen.",
    search_waiting="Suche läuft …",
    search_failed="Das Suchverzeichnis ließ sich nicht laden. Über diese Listen ist alles zu finden:",
    search_count="Treffer: {count}",
    search_none="Nichts gefunden.",
    search_corrected="„{word}“ steht in keinem Text; dies sind Treffer für „{instead}“.",
    search_missing="„{word}“ steht in keinem Text und wurde weggelassen.",
    search_suggestion="Meinten Sie „{instead}“?",
    search_all="Alle Treffer: {count}",
    search_more="Weitere Treffer",
    search_filters="Eingrenzen und ordnen",
    search_kind="Art",
    search_any="alle",
    search_entries="Einträge",
    search_articles="Artikel",
    search_type="Studienart",
    search_tag="Thema",
    search_from="Ab Jahr",
    search_to="Bis Jahr",
    search_commentary="Mit Kommentar",
    search_order="Reihenfolge",
    search_by_relevance="beste Treffer",
    search_by_year="zuletzt erschienen",
    search_by_citations="hier am häufigsten zitiert",
    redirect_lead="Diese Seite ist umgezogen:",
    cited_by_one="auf einer Seite zitiert",
    cited_by_many="auf {count} Seiten zitiert",
    has_commentary="mit Kommentar",
    free_full_text="Volltext frei",
    retracted="Zurückgezogen",
    doubted="Mit Bedenken versehen",
    marked_name="{mark}: {name}",
    marked_label="{label}, zurückgezogen",
    retraction_heading="Diese Arbeit wurde zurückgezogen",
    concern_heading="Gegen diese Arbeit gibt es Bedenken",
    correction_heading="Diese Arbeit wurde berichtigt",
    reinstatement_heading="Diese Arbeit war zurückgezogen und gilt wieder",
    about_retraction=(
        "Die Zeitschrift oder die Verfasser haben sie nach der Veröffentlichung zurückgenommen. Auf das, was sie"
        " berichtet, sollte man sich nicht verlassen."
    ),
    about_concern=(
        "Die Zeitschrift hat Bedenken veröffentlicht: Etwas daran könnte falsch sein. Man lese sie mit Vorsicht."
    ),
    about_correction="Die Zeitschrift hat eine Berichtigung dazu veröffentlicht.",
    about_reinstatement="Die Zeitschrift hat die Zurückziehung aufgehoben, mit oder ohne Änderungen an der Arbeit.",
    reasons_given="Genannte Gründe: {reasons}.",
    read_notice="Zur Mitteilung",
    published_version="Veröffentlichte Fassung",
    other_version="Andere Fassung",
    updated_work="Was sie aktualisiert",
    newer_version="Neuere Fassung",
    answered_work="Worauf sie antwortet",
    other_notices="Weitere Mitteilungen:",
    notice_retraction="Zurückziehung",
    notice_concern="Bedenken",
    notice_correction="Berichtigung",
    notice_reinstatement="Aufhebung der Zurückziehung",
    retractions_note=(
        "Zurückziehungen, Berichtigungen und Bedenken stammen aus den Daten von"
        " [Retraction Watch](https://retractionwatch.com), die [Crossref](https://www.crossref.org) veröffentlicht;"
        " die jüngste Mitteilung darin ist vom {date}. Auch eine Arbeit ohne Vermerk kann zurückgezogen sein."
    ),
    reason_replaced="durch eine neue Fassung ersetzt",
    reason_paper_mill="Anzeichen einer Paper Mill, die Studien auf Bestellung schreibt",
    reason_generated="Text vom Computer erzeugt",
    reason_plagiarism="von anderen übernommen",
    reason_peer_review="Begutachtung, der nicht zu trauen ist",
    reason_publisher="ein Fehler der Zeitschrift oder Dritter",
    reason_duplication="ganz oder in Teilen mehrfach veröffentlicht",
    reason_fabrication="Daten, Bilder oder Ergebnisse erfunden oder verändert",
    reason_misconduct="Fehlverhalten",
    reason_not_repeated="Ergebnisse, die sich nicht wiederholen ließen",
    reason_no_data="Daten, die auf Anfrage nicht vorgelegt wurden",
    reason_authorship="Zweifel, wer sie geschrieben oder ihr zugestimmt hat",
    reason_ethics="fehlende Genehmigung oder Einwilligung oder andere Fragen der Ethik",
    reason_interests="Interessenkonflikte",
    reason_legal="rechtliche Gründe",
    reason_references="Zweifel an den Quellenangaben",
    reason_materials="falsches oder verunreinigtes Material",
    reason_error="Fehler in Daten, Methoden oder Text",
    reason_images="Zweifel an den Bildern",
    reason_data="Zweifel an den Daten",
    reason_results="Zweifel an den Ergebnissen",
    two_authors="{first} und {second}",
    first_author="{first} et al.",
    title_before="„{title}“,",
    title_alone="„{title}“.",
    title_closed="„{title}“",
    reason_chosen="von der Redaktion gewählt",
    reason_cocited_one="auf {count} Seite gemeinsam zitiert",
    reason_cocited_many="auf {count} Seiten gemeinsam zitiert",
    reason_shared_one="{count} gemeinsame Quelle",
    reason_shared_many="{count} gemeinsame Quellen",
    reason_cites="eine zitiert die andere",
    reason_similar="ähnlicher Text",
    back_to_text="Zurück zum Text",
    back_to_mention="Zurück zur Erwähnung {number}",
    references_heading="Anmerkungen und Quellen",
    entry_page_link="unsere Seite dazu",
    article_page_link="die Seite selbst",
    publisher_link="Seite des Verlags",
    kind_guide="Leitfaden",
    kind_article="Artikel",
    kind_post="Beitrag",
    design="Studienart",
    participants="Teilnehmende",
    follow_up="Nachbeobachtung",
    level="Evidenzgrad",
    population="Untersuchte Gruppe",
    setting="Ort der Untersuchung",
    funding="Finanzierung",
    effects="Ergebnisse in Zahlen",
    rating="Unsere Bewertung",
    rating_value="{rating} von 5",
    authors="Von",
    written_by="Geschrieben von",
    reviewed_by="Geprüft von",
    reviewed="Geprüft",
    reviewed_on="{names}, {date}",
    published="Veröffentlicht",
    added="Aufgenommen",
    updated="Aktualisiert",
    index_title="Alle Einträge",
    index_by_year="nach Jahr",
    index_by_author="A–Z",
    browse_label="Wege in die Bibliografie",
    years_title="Jahre",
    authors_title="Autoren",
    journals_title="Zeitschriften",
    study_types_title="Studienarten",
    study_types_order="Die stärksten Belege zuerst",
    authors_from="Alle mit mindestens {count} Einträgen",
    journals_from="Alle Zeitschriften mit mindestens {count} Einträgen",
    more_by="Mehr von",
    filter_label="Eingrenzen und ordnen",
    filter_text="Namen und Titel",
    filter_values="Suchen in „{facet}“",
    filter_all="Ein Eintrag muss alles haben, was Sie wählen.",
    filter_chosen="Gewählt",
    filter_remove="Ohne „{value}“",
    filter_reset="Alle zeigen",
    filter_results="Auswahl",
    filter_count="Gefundene Einträge: {count}",
    filter_count_on_page="Gefundene Einträge: {count}; Seite {number} von {pages}",
    filter_nothing="Kein Eintrag hat das alles. Nehmen Sie etwas zurück.",
    filter_failed="Das konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.",
    sort_label="Reihenfolge",
    sort_published="zuletzt erschienen",
    sort_added="zuletzt aufgenommen",
    sort_cited="hier am häufigsten zitiert",
    sort_evidence="stärkste Belege",
    facet_tag="Themen",
    facet_study="Studienart",
    facet_level="Evidenzgrad",
    facet_with="Mit",
    facet_status="Was daraus wurde",
    facet_year="Jahr",
    facet_journal="Zeitschrift",
    facet_type="Art der Quelle",
    status_retraction="zurückgezogen",
    status_concern="in Zweifel",
    status_correction="berichtigt",
    status_reinstatement="wieder gültig",
    take_selection="Diese Auswahl mitnehmen:",
    take_saved="Gesichert: {file}",
    articles_title="Artikel",
    tags_title="Themen",
    page_of="{title}, Seite {number}",
    no_year="ohne Datum",
    no_letter="#",
    entries_group="Einträge",
    guides_group="Leitfäden",
    articles_group="Artikel",
    posts_group="Beiträge",
    entries_count_one="{count} Eintrag",
    entries_count_many="{count} Einträge",
    articles_count_one="{count} Artikel",
    articles_count_many="{count} Artikel",
    citations_count_one="{count} Zitat",
    citations_count_many="{count} Zitate",
    all_entries="Alle Einträge",
    all_articles="Alle Artikel",
    all_tags="Alle Themen",
    not_found_title="Diese Seite gibt es hier nicht",
    not_found_text=(
        "Vielleicht hat sich die Adresse geändert, oder sie enthält einen Tippfehler. Von einer dieser Listen aus ist"
        " alles zu finden:"
    ),
    moved_title="Umgezogen: {title}",
    feed_title="{name}: neue Einträge und Artikel",
    feed_title_of_tag="{name}: {title}",
    feed_title_of_article="{name}: Änderungen an „{title}“",
    feed_change_title="{title}: Änderung vom {date}",
    feed_of_tag="Diesem Thema per Feed folgen",
    feed_of_article="Änderungen per Feed folgen",
    broader_tags="Teil von",
    narrower_tags="Engere Themen",
    dark_page="Dunkel anzeigen",
    light_page="Hell anzeigen",
    contents_heading="Inhalt",
    heading_link="Link zu „{title}“",
    sidenote_label="Anmerkung {number}",
    map_heading="Verbindungen",
    map_citing="zitiert von",
    map_cited="zitiert",
    map_related="verwandt",
    map_mutual="beide zitieren einander",
    map_list_label="Dasselbe als Liste",
    map_note_arrows="Pfeile führen von dem, was zitiert, zu dem, was zitiert wird.",
    map_note_dashes="Gestrichelte Linien führen zu Verwandtem.",
    map_note_shapes="Quadrate sind Artikel, Kreise sind Arbeiten.",
    map_left_out_one="{count} weitere Verbindung ist nicht gezeichnet.",
    map_left_out_many="{count} weitere Verbindungen sind nicht gezeichnet.",
    graph_title="Zitationsgraph",
    graph_link="als Graph",
    graph_from_map="Im ganzen Graphen zeigen",
    graph_nodes_one="{count} Knoten",
    graph_nodes_many="{count} Einträge und Artikel",
    graph_edges_one="{count} Verbindung",
    graph_edges_many="{count} Verbindungen",
    graph_note=(
        "Jeder Kreis ist ein Eintrag, jedes Quadrat ein Artikel; eine Linie verbindet, was zitiert, mit dem, was"
        " zitiert wird. Was öfter zitiert wird, ist größer; was Zitate und Themen gemeinsam hat, liegt beieinander."
    ),
    graph_left_out_one="{count} Seite, die weder zitiert noch zitiert wird, ist nicht gezeichnet.",
    graph_left_out_many="{count} Seiten, die weder zitieren noch zitiert werden, sind nicht gezeichnet.",
    graph_drawing="Zeichnung des Zitationsgraphen",
    graph_keys=(
        "Ziehen verschiebt, das Mausrad oder zwei Finger vergrößern. Mit der Tastatur: Pfeile führen von einem Knoten"
        " zu seinen Nachbarn, Umschalt mit Pfeilen verschiebt die Zeichnung, + und − vergrößern und verkleinern, 0"
        " zeigt alles, Enter öffnet die Seite, Escape lässt los."
    ),
    graph_search="Suchen",
    graph_topic="Thema",
    graph_all_topics="alle",
    graph_kind="Zeigen",
    graph_all_kinds="Einträge und Artikel",
    graph_only_entries="nur Einträge",
    graph_only_articles="nur Artikel",
    graph_from_year="Ab Jahr",
    graph_to_year="Bis Jahr",
    graph_zoom_in="Vergrößern",
    graph_zoom_out="Verkleinern",
    graph_show_all="Alles zeigen",
    graph_close="Schließen",
    graph_retracted="zurückgezogen",
    graph_status="{count} von {total} gezeigt",
    graph_nothing="Nichts gefunden",
    graph_found="{count} gefunden",
    graph_loading="Die Zeichnung ist unterwegs.",
    graph_failed="Die Zeichnung kann hier nicht gezeigt werden. Die Liste darunter sagt dasselbe.",
    graph_list_heading="als Liste",
    graph_list_note="Was am meisten zitiert wird, und was es zitiert:",
    graph_citing_more_one="und {count} weitere",
    graph_citing_more_many="und {count} weitere",
    graph_more_one="{count} weitere wird seltener zitiert. Jede Seite sagt, was sie zitiert und wer sie zitiert.",
    graph_more_many="{count} weitere werden seltener zitiert. Jede Seite sagt, was sie zitiert und wer sie zitiert.",
    other_formats="In anderen Formaten:",
    copy="Kopieren",
    copied="Kopiert",
    save="Speichern",
    saved="Gespeichert",
    selected="Ausgewählt: mit der Tastatur kopieren",
    take_list="Diese Liste mitnehmen:",
    take_site="Alle Einträge mitnehmen:",
    take_references="Diese Quellen mitnehmen:",
    record_retraction="Zurückgezogen",
    record_concern="Bedenken der Redaktion",
    record_correction="Berichtigt",
    record_reinstatement="Nach einem Rückzug wieder in Kraft",
    card_label="Quelle",
    card_keep="Offen halten",
    card_close="Schließen",
    type_journal_article="Zeitschriftenartikel",
    type_book="Buch",
    type_chapter="Buchkapitel",
    type_conference_paper="Tagungsbeitrag",
    type_dataset="Datensatz",
    type_preprint="Preprint",
    type_report="Bericht",
    type_thesis="Hochschulschrift",
    type_web_page="Webseite",
    type_other="Quelle",
    timeline_label="Nach Jahr und Studienart",
    timeline_blocks="Jedes Kästchen ist ein Eintrag.",
    timeline_step="Jede Spalte umfasst {count} Jahre.",
    timeline_scale_one="Der höchste Balken steht für {count} Eintrag.",
    timeline_scale_many="Der höchste Balken steht für {count} Einträge.",
    timeline_undated_one="{count} ohne Jahr ist nicht gezeichnet.",
    timeline_undated_many="{count} ohne Jahr sind nicht gezeichnet.",
    timeline_table="Die Zahlen als Tabelle",
    timeline_years="Jahr",
    timeline_types="Studienarten",
    timeline_total="Alle",
    study_type_guideline="Leitlinie",
    study_type_meta_analysis="Metaanalyse",
    study_type_systematic_review="systematische Übersicht",
    study_type_trial="Interventionsstudie",
    study_type_cohort="Kohortenstudie",
    study_type_case_control="Fall-Kontroll-Studie",
    study_type_cross_sectional="Querschnittsstudie",
    study_type_cases="Fallberichte",
    study_type_qualitative="qualitative Studie",
    study_type_experiment="Experiment",
    study_type_review="Übersichtsarbeit",
    study_type_opinion="Meinungsbeitrag",
    study_type_other="Sonstiges",
    order_appearance="in der Reihenfolge des Textes",
    order_year="nach Jahr",
    order_study_type="nach Studienart",
    last_change="Letzte Änderung",
    last_change_text="{date}: {note}",
    all_changes="alle Änderungen",
)  # fmt: skip
"""Each text, the same in English or not: where one is missing here, a test fails."""
