import pytest

from painsite.languages.wording import Wording
from painsite.linking.library import link
from painsite.model import Entry, Size, Text
from painsite.pages.fill import Source, Surroundings, fill_article, fill_commentary
from painsite.pages.links import Linking
from painsite.pages.values import Backlink
from tests.support import KASCH, WEBER, article, entry

ENTRIES = (
    entry("kasch-2022", f"{KASCH}aliases: [kasch22]"),
    entry("weber-1983", WEBER),
    entry("muller", "citekey: Müller2001\ntitle: Rückenschmerz\nauthors: [Müller A]\nyear: 2001"),
)


def around() -> Surroundings:
    library, problems = link(ENTRIES, [article("guide", "", "title: 'Signs & pain'")])
    assert problems == ()
    return Surroundings(
        faces=library.faces,
        canonical={"kasch22": "kasch-2022", "Mu\u0308ller2001": "Müller2001"},
        href=Linking().from_page("/articles/a/"),
        media={"disc.png": Source("../../media/disc.png", Size(640, 480))},
        wording=Wording(),
    )


def commentary(markdown: str) -> str:
    html, _ = fill_commentary(
        _text(entry("a", "title: A\ncommentary: |\n  " + markdown.replace("\n", "\n  "))), around(), prefix="fn"
    )
    return html


def body(markdown: str) -> str:
    html, _, _ = fill_article(article("a", markdown).body, around())
    return html


def _text(one: Entry) -> Text:
    assert one.commentary
    return one.commentary


KASCH_LINK = '<a class="cite" href="../../bibliography/kasch-2022/">Kasch 2022</a>'
WEBER_LINK = '<a class="cite" href="../../bibliography/weber-1983/">Weber 1983</a>'

COMMENTARY = [
    ("Yes [@kasch-2022].", f"Yes ({KASCH_LINK})."),
    ("Yes [see @kasch-2022, p. 3; @weber-1983].", f"Yes (see {KASCH_LINK}, p. 3; {WEBER_LINK})."),
    ("Yes [@kasch-2022, and elsewhere].", f"Yes ({KASCH_LINK}, and elsewhere)."),
    ("Yes [see *e.g.* @kasch-2022].", f"Yes (see <em>e.g.</em> {KASCH_LINK})."),
    (
        "Yes [_cf._ **only** @kasch-2022, *passim*].",
        f"Yes (<em>cf.</em> <strong>only</strong> {KASCH_LINK}, <em>passim</em>).",
    ),
    ("Yes [2*2 * 3 snake_case_ @kasch-2022].", f"Yes (2*2 * 3 snake_case_ {KASCH_LINK})."),
    ("Yes [<b> & *x* @kasch-2022].", f"Yes (&lt;b&gt; &amp; <em>x</em> {KASCH_LINK})."),
    ("Kasch -@kasch-2022 says.", f"Kasch ({KASCH_LINK.replace('Kasch 2022', '2022')}) says."),
    ("As @kasch-2022 [p. 9; @weber-1983, p. 2] says.", f"As {KASCH_LINK} (p. 9) ({WEBER_LINK}, p. 2) says."),
    ("As _@kasch-2022_ says.", f"As <em>{KASCH_LINK}</em> says."),
    ("As @kasch-2022 says.", f"As {KASCH_LINK} says."),
    ("As @kasch-2022 [p. 9] says.", f"As {KASCH_LINK} (p. 9) says."),
    ("Kasch [-@kasch-2022] says.", f"Kasch ({KASCH_LINK.replace('Kasch 2022', '2022')}) says."),
    (
        "It is so, [as Kasch found](@kasch-2022).",
        'It is so, <span class="cited"><a href="../../bibliography/kasch-2022/">as Kasch found</a></span>.',
    ),
    ("See @kasch22.", f"See {KASCH_LINK}."),
    ("See [@guide].", 'See (<a class="cite" href="../../articles/guide/">Signs &amp; pain</a>).'),
    ("See [-@guide].", 'See (<a class="cite" href="../../articles/guide/">Signs &amp; pain</a>).'),
    ("See @{Mu\u0308ller2001}.", 'See <a class="cite" href="../../bibliography/M%C3%BCller2001/">Müller 2001</a>.'),
    ("See [@nobody-1900].", "See (nobody-1900)."),
    (
        "![A disc](disc.png)",
        '<img src="../../media/disc.png" width="640" height="480" alt="A disc" loading="lazy" decoding="async">',
    ),
]


@pytest.mark.parametrize(("markdown", "html"), COMMENTARY)
def test_in_commentary_a_citation_prints_as_the_linked_label(markdown: str, html: str) -> None:
    assert commentary(markdown) == f"<p>{html}</p>"


def test_footnotes_of_commentary_have_a_series_of_their_own() -> None:
    text = _text(
        entry(
            "a",
            "title: A\ncommentary: |\n  One[^b], two[^a], one again[^b].\n\n"
            "  [^a]: An aside.\n\n  [^b]: See [@kasch-2022].",
        )
    )
    html, footnotes = fill_commentary(text, around(), prefix="fn")
    assert html == (
        '<p>One<sup class="note"><a href="#fn-1" id="fn-1-1">1</a></sup>,'
        ' two<sup class="note"><a href="#fn-2" id="fn-2-1">2</a></sup>,'
        ' one again<sup class="note"><a href="#fn-1" id="fn-1-2">1</a></sup>.</p>'
    )
    assert [(note.anchor, note.number, note.html) for note in footnotes] == [
        ("fn-1", 1, f"<p>See ({KASCH_LINK}).</p>"),
        ("fn-2", 2, "<p>An aside.</p>"),
    ]
    assert [note.backlinks for note in footnotes] == [
        (
            Backlink(href="#fn-1-1", text="a", name="Back to mention 1"),
            Backlink(href="#fn-1-2", text="b", name="Back to mention 2"),
        ),
        (Backlink(href="#fn-2-1", text="↑", name="Back to the text"),),
    ]


def ref(number: int, mention: int = 1) -> str:
    return f'<a href="#ref-{number}" id="ref-{number}-{mention}">{number}</a>'


NBSP = "\N{NO-BREAK SPACE}"


def cite(*inside: str) -> str:
    joined = f",{NBSP}".join(inside)
    return f'<sup class="cite">{joined}</sup>'


def note(number: int, mention: int = 1) -> str:
    return f'<sup class="note"><a href="#note-{number}" id="note-{number}-{mention}">{number}</a></sup>'


APART = f'<sup class="separator">,{NBSP}</sup>'

ARTICLE = [
    ("Yes [@kasch-2022].", f"Yes{cite(ref(1))}."),
    ("[@weber-1983; @kasch-2022]", cite(ref(1), ref(2))),
    ("Yes [@kasch-2022], and again [@kasch-2022].", f"Yes{cite(ref(1))}, and again{cite(ref(1, 2))}."),
    ("[@kasch-2022, p. 9]", cite(f"{ref(1)}(p{NBSP}9)")),
    ("[@kasch-2022, pp. 33-35]", cite(f"{ref(1)}(pp{NBSP}33–35)")),
    ("[see @kasch-2022, p. 9, and elsewhere]", cite(f"see {ref(1)}(p{NBSP}9) and elsewhere")),
    ("As @kasch-2022 says.", f"As Kasch 2022{cite(ref(1))} says."),
    ("As @kasch-2022 [p. 9] says.", f"As Kasch 2022{cite(f'{ref(1)}(p{NBSP}9)')} says."),
    ("Kasch [-@kasch-2022] says.", f"Kasch{cite(ref(1))} says."),
    (
        "[as Kasch found](@kasch-2022).",
        f'<span class="cited"><a href="#ref-1">as Kasch found</a>{cite(ref(1))}</span>.',
    ),
    ("@guide says.", f"Signs &amp; pain{cite(ref(1))} says."),
    ("@kasch22 is @kasch-2022.", f"Kasch 2022{cite(ref(1))} is Kasch 2022{cite(ref(1, 2))}."),
    ("@nobody-1900 [@nobody-1900]", f"nobody-1900{cite(ref(1))}{APART}{cite(ref(1, 2))}"),
]


@pytest.mark.parametrize(("markdown", "html"), ARTICLE)
def test_in_an_article_a_citation_prints_as_a_number(markdown: str, html: str) -> None:
    assert body(markdown) == f"<p>{html}</p>"


RUNS = [
    ("One[@kasch-2022][^a]", f"One{cite(ref(1))}{APART}{note(2)}"),
    ("One[^a][@kasch-2022]", f"One{note(1)}{APART}{cite(ref(2))}"),
    ("One[^a][^b]", f"One{note(1)}{APART}{note(2)}"),
    ("**@kasch-2022**[^a]", f"<strong>Kasch 2022{cite(ref(1))}</strong>{APART}{note(2)}"),
    ("One[^a]*[@kasch-2022]*", f"One{note(1)}<em>{APART}{cite(ref(2))}</em>"),
    (
        "[as Kasch found](@kasch-2022)[^a]",
        f'<span class="cited"><a href="#ref-1">as Kasch found</a>{cite(ref(1))}</span>{APART}{note(2)}',
    ),
    ("One[^a], [@kasch-2022]", f"One{note(1)},{cite(ref(2))}"),
    ("One[^a]\n\n[@kasch-2022]", f"One{note(1)}</p>\n<p>{cite(ref(2))}"),
]


@pytest.mark.parametrize(("markdown", "html"), RUNS)
def test_numbers_that_would_run_together_stay_apart(markdown: str, html: str) -> None:
    asides = "\n\n[^a]: An aside.\n\n[^b]: Another."
    assert body(markdown + asides) == f"<p>{html}</p>"


def test_a_footnote_takes_its_number_from_the_same_series_and_its_citations_follow_it() -> None:
    markdown = "One [@kasch-2022], two[^a], three [@guide].\n\n[^a]: See [@weber-1983] and [@kasch-2022]."
    html, footnotes, numbering = fill_article(article("a", markdown).body, around())
    assert numbering.keys == [("work", "kasch-2022"), ("note", 0), ("work", "weber-1983"), ("work", "guide")]
    assert html.count('id="ref-4-1"') == 1
    assert [one.count('id="ref-1-2"') for one in footnotes] == [1]
    assert numbering.mentions == {1: 2, 2: 1, 3: 1, 4: 1}


def test_a_footnote_in_a_footnote_follows_it() -> None:
    markdown = "One[^a], two [@kasch-2022].\n\n[^a]: See[^b].\n\n[^b]: See [@weber-1983]."
    _, _, numbering = fill_article(article("a", markdown).body, around())
    assert numbering.keys == [("note", 0), ("note", 1), ("work", "weber-1983"), ("work", "kasch-2022")]


def test_what_an_author_writes_around_a_citation_is_escaped() -> None:
    assert "&lt;b&gt;" in body("[\\<b\\> @kasch-2022]")
