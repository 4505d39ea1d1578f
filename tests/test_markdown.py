import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Citation, Fragment, Heading, Mark, Size, Text, TextImage
from painsite.sources.markdown.render import render_markdown
from tests.support import entry

LATE = ' loading="lazy" decoding="async"'


def render(source: str, *, lowest_heading: int = 3) -> Text:
    return render_markdown(source, lowest_heading=lowest_heading)[0]


def html(source: str) -> str:
    """The body with each gap as `⟨kind index⟩`."""
    return with_gaps(render(source).body)


def with_gaps(fragment: Fragment) -> str:
    gaps = [*(f"⟨{mark.kind} {mark.index}⟩" for mark in fragment.marks), ""]
    return "".join(part + gap for part, gap in zip(fragment.html, gaps, strict=True))


def flaws(source: str) -> list[str]:
    return [f"{flaw.rule}: {flaw.message}; {flaw.remedy}" for flaw in render_markdown(source, lowest_heading=3)[1]]


def keys(source: str) -> list[str]:
    return [citation.citekey for citation in render(source).citations]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Pain and *scans*, **often**.", "<p>Pain and <em>scans</em>, <strong>often</strong>.</p>"),
        (
            "\"Normal\" -- that's 'worn' --- ...",
            "<p>“Normal” – that’s ‘worn’ — …</p>",
        ),
        ("```\n<b> @kasch [@a]\n```", "<pre><code>&lt;b&gt; @kasch [@a]\n</code></pre>"),
        ("~~~ python\nx\n~~~", '<pre><code class="language-python">x\n</code></pre>'),
        ("Pain.\n{: .lead #first }", '<p class="lead" id="first">Pain.</p>'),
        ("*Pain*{: .lead lang=de }", '<p><em class="lead" lang="de">Pain</em></p>'),
        ("MRI\n:   A scan", "<dl>\n<dt>MRI</dt>\n<dd>A scan</dd>\n</dl>"),
        (
            "An MRI.\n\n*[MRI]: magnetic resonance imaging",
            '<p>An <abbr title="magnetic resonance imaging">MRI</abbr>.</p>',
        ),
        ("1. One\n2. Two\n\n- Three", "<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n<ul>\n<li>Three</li>\n</ul>"),
        ("[A](https://example.org 't')", '<p><a href="https://example.org" title="t">A</a></p>'),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("One<br>\r\nTwo\r\n\r\nThree", "<p>One<br>\nTwo</p>\n<p>Three</p>"),
        ("", ""),
    ],
)
def test_a_text_is_rendered(source: str, expected: str) -> None:
    assert html(source) == expected


def test_a_table_has_classes_and_no_styles() -> None:
    assert html("| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |") == (
        '<table tabindex="0">\n<thead>\n<tr>\n'
        '<th class="align-left">a</th>\n<th class="align-right">b</th>\n<th class="align-center">c</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td class="align-left">1</td>\n<td class="align-right">2</td>\n<td class="align-center">3</td>\n'
        "</tr>\n</tbody>\n</table>"
    )


@pytest.mark.parametrize(
    ("source", "lowest", "levels"),
    [
        ("# A\n\n## B\n\n#### C", 2, [2, 3, 5]),
        ("### A\n\n#### B", 2, [2, 3]),
        ("# A", 3, [3]),
        ("## B\n\n# A", 3, [4, 3]),
        ("# A\n\n###### F", 3, [3, 6]),
        ("A\n===\n\nB\n---", 2, [2, 3]),
        ("No heading", 2, []),
    ],
)
def test_the_highest_heading_takes_the_lowest_level_of_its_place(source: str, lowest: int, levels: list[int]) -> None:
    text = render(source, lowest_heading=lowest)
    assert [heading.level for heading in text.headings] == levels
    assert re.findall(r"<h(\d)", "".join(text.body.html)) == [str(level) for level in levels]


@pytest.mark.parametrize(
    ("source", "anchor", "title"),
    [
        ("# Müller & *scans*", "müller-scans", "Müller & scans"),
        ("# Results", "results", "Results"),
        ("# References", "references-1", "References"),
        ("# Pain {#main}", "main-1", "Pain"),
        ("# Pain {#own}", "own", "Pain"),
        ("# On [@kasch-2022]", "on", "On"),
        ("# ?", "section", "?"),
        ("# 10<sup>60</sup> and 10^-60^", "10-60-and-10-60", "10⁶⁰ and 10⁻⁶⁰"),
        ("# $10^{60}$ in H~2~O", "10-60-in-h2o", "10⁶⁰ in H₂O"),
        ("# 10^60^ {#own}", "own", "10⁶⁰"),
        ("# 5 m^2^", "5-m2", "5 m²"),
    ],
)
def test_a_heading_has_an_id_that_no_section_of_a_page_has(source: str, anchor: str, title: str) -> None:
    text = render(source)
    assert text.headings == (Heading(level=3, anchor=anchor, title=title),)
    assert f'<h3 id="{anchor}">' in text.body.html[0]


@pytest.mark.parametrize("source", ['[x](/ "so (it is) [@a]', '[x](/ "so ( [@a] it', "[x](/ 'so (it [@a]"])
def test_a_link_that_does_not_end_is_text(source: str) -> None:
    assert "⟨citations 0⟩" in html(source)
    assert "<a" not in html(source)


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ("| a | b | [@a] |", "[@a]"),
        ("| a | b | | so |", "so"),
        ("| a | b |", ""),
        ("| a | b | |", ""),
        ("| a |", ""),
        ("| a | `b|c` |", ""),
        ("| a | b \\| c |", ""),
    ],
)
def test_a_cell_that_no_column_shows_is_a_flaw(row: str, lost: str) -> None:
    flaw = (
        f"lost-cell: the cell `{lost}` is beyond the last column of its table;"
        " add a column to the head, or write `\\|` for a bar in a cell"
    )
    assert flaws(f"| x | y |\n|---|---|\n{row}") == ([flaw] if lost else [])


def test_of_many_citations_with_addresses_the_first_is_told() -> None:
    source = "".join(f"[@kasch-{year}]: doi:10.1000/{year}\n" for year in range(2020, 2024))
    (flaw,) = flaws(source)
    assert "`[@kasch-2020]:` is read as the address of a link and is not shown, like 3 more;" in flaw


def test_a_citation_with_an_address_is_a_flaw() -> None:
    source = "[@kasch-2022]: https://example.org"
    assert (html(source), html(f"{source} says so")) == ("", "<p>⟨citations 0⟩: https://example.org says so</p>")
    assert flaws(source) == [
        (
            "misplaced-citation: `[@kasch-2022]:` is read as the address of a link and is not shown;"
            " remove the colon after the citation, or write words after it"
        )
    ]


@pytest.mark.parametrize(
    "source",
    [
        '<a href="/" title="10<sup>60</sup>">x</a>',
        '[x](/ "10<sup>60</sup>")',
        '[x](/ "10^60^")',
        "*[x]: 10<sup>60</sup>\n\nx",
        '<span title="10<sup>60</sup>">x</span>',
        '<img src="/a.png" alt="x" title="10<sup>60</sup>">',
    ],
)
def test_a_title_is_plain_words(source: str) -> None:
    assert ' title="10⁶⁰"' in "".join(render(source).body.html)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("10<sup>60</sup>", "10⁶⁰"),
        ("10^60^", "10⁶⁰"),
        ("$10^{60}$", "10⁶⁰"),
        ("H~2~O in <b>water</b>", "H₂O in water"),
        ("<em>e.g.</em> *here*", "*e.g.* *here*"),
        ("p<0.05 and p < 0.05", "p<0.05 and p < 0.05"),
        ("Kasch &amp; Weber", "Kasch & Weber"),
        ("\\* `code`", "* code"),
    ],
)
def test_words_around_a_citation_are_plain(written: str, plain: str) -> None:
    (citation,) = render(f"Pain [{written} @kasch-2022, p. 3, {written}].").citations
    assert (citation.prefix, citation.locator, citation.suffix) == (plain, "p. 3", plain)


def test_two_headings_of_one_title_have_two_ids() -> None:
    assert [heading.anchor for heading in render("# Results\n\n# Results").headings] == ["results", "results_1"]


def test_the_ids_of_one_text_know_nothing_of_the_next() -> None:
    assert [render("# Results").headings[0].anchor for _ in range(2)] == ["results", "results"]


def cited(citekey: str, form: str = "bracketed", **given: str) -> Citation:
    return Citation(citekey=citekey, form=form, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "expected", "citations"),
    [
        ("Pain [@kasch-2022].", "<p>Pain ⟨citations 0⟩.</p>", [cited("kasch-2022")]),
        (
            "Pain [see @a, p. 3; cf. @b, 33-35, too].",
            "<p>Pain ⟨citations 0⟩.</p>",
            [cited("a", prefix="see", locator="p. 3"), cited("b", prefix="cf.", locator="pp. 33–35", suffix="too")],
        ),
        ("Kasch [-@kasch-2022].", "<p>Kasch ⟨citations 0⟩.</p>", [cited("kasch-2022", "suppressed")]),
        ("As @kasch-2022 says.", "<p>As ⟨citations 0⟩ says.</p>", [cited("kasch-2022", "narrative")]),
        ("@a [p. 3] says.", "<p>⟨citations 0⟩ says.</p>", [cited("a", "narrative", locator="p. 3")]),
        ("@a [see below].", "<p>⟨citations 0⟩ [see below].</p>", [cited("a", "narrative")]),
        ("@a [p. 3](x) says.", '<p>⟨citations 0⟩ <a href="⟨link 0⟩">p. 3</a> says.</p>', [cited("a", "narrative")]),
        ("(@a)", "<p>(⟨citations 0⟩)</p>", [cited("a", "narrative")]),
        ("Kasch -@a says.", "<p>Kasch ⟨citations 0⟩ says.</p>", [cited("a", "suppressed")]),
        ("non-@a, so--@a", "<p>non-⟨citations 0⟩, so–⟨citations 1⟩</p>", [cited("a", "narrative")] * 2),
        ("_@a_, *@a*", "<p><em>⟨citations 0⟩</em>, <em>⟨citations 1⟩</em></p>", [cited("a", "narrative")] * 2),
        ("__@a__ and _as @a_.", None, [cited("a", "narrative")] * 2),
        ("@a{} so, @a{ii, A} says", None, [cited("a", "narrative"), cited("a", "narrative", locator="pp. ii, A")]),
        (
            "@a [p. 30; see also @b, p. 2]",
            "<p>⟨citations 0⟩ ⟨citations 1⟩</p>",
            [cited("a", "narrative", locator="p. 30"), cited("b", prefix="see also", locator="p. 2")],
        ),
        ("@a [p. 3] [@b]", None, [cited("a", "narrative", locator="p. 3"), cited("b")]),
        ("@a [@b; @c]", None, [cited("a", "narrative"), cited("b"), cited("c")]),
        ("[see [@a] too]", "<p>[see ⟨citations 0⟩ too]</p>", [cited("a")]),
        ("**@a**", "<p><strong>⟨citations 0⟩</strong></p>", [cited("a", "narrative")]),
        ("@{tolkien:single}.", "<p>⟨citations 0⟩.</p>", [cited("tolkien:single", "narrative")]),
        ("@Müller2001's", "<p>⟨citations 0⟩’s</p>", [cited("Müller2001", "narrative")]),
        (
            "[@a_b_c] and @a_b_c",
            "<p>⟨citations 0⟩ and ⟨citations 1⟩</p>",
            [cited("a_b_c"), cited("a_b_c", "narrative")],
        ),
        (
            "[as *Shah* found](@shah-2008)",
            '<p><span class="cited"><a href="⟨address 0⟩">as <em>Shah</em> found</a>⟨citations 0⟩</span></p>',
            [cited("shah-2008", "worded")],
        ),
        ("[so](@{a:b})", None, [cited("a:b", "worded")]),
        ("[@a][@b]", "<p>⟨citations 0⟩⟨citations 1⟩</p>", [cited("a"), cited("b")]),
        ("[see\n@a, p.\n3]", "<p>⟨citations 0⟩</p>", [cited("a", prefix="see", locator="p. 3")]),
        ("[`x` @a]", "<p>⟨citations 0⟩</p>", [cited("a", prefix="x")]),
        ("[AT\\&T @a]", "<p>⟨citations 0⟩</p>", [cited("a", prefix="AT\\&T")]),
        ("[1\\. @a]", "<p>⟨citations 0⟩</p>", [cited("a", prefix="1.")]),
        ("<b>[@a]</b>", "<p><b>⟨citations 0⟩</b></p>", [cited("a")]),
        ("# On [@a]", '<h3 id="on">On ⟨citations 0⟩</h3>', [cited("a")]),
        ("> - [@a]", None, [cited("a")]),
        ("| x |\n|---|\n| [@a] |", None, [cited("a")]),
        ("MRI\n:   [@a]", None, [cited("a")]),
    ],
)
def test_a_citation_of_pandoc_is_one(source: str, expected: str | None, citations: list[Citation]) -> None:
    text = render(source)
    assert expected in (None, with_gaps(text.body))
    bare = [
        Citation(citekey=one.citekey, form=one.form, prefix=one.prefix, locator=one.locator, suffix=one.suffix)
        for one in text.citations
    ]
    assert bare == citations


@pytest.mark.parametrize(
    "source",
    [
        "\\@kasch-2022",
        "[\\@kasch-2022]",
        "me@example.org",
        "<me@example.org>",
        "[me@example.org]",
        "https://example.org/@kasch",
        "<https://example.org/@kasch>",
        "[Kasch](https://example.org/@kasch)",
        "[@kasch on Mastodon](https://example.org/@kasch)",
        "[follow @kasch](https://example.org/kasch)",
        "[@kasch](https://example.org)",
        "[@kasch][mastodon]\n\n[mastodon]: https://example.org",
        "`@kasch-2022` and `[@kasch-2022]`",
        "    @kasch-2022",
        "```\n[@kasch-2022]\n```",
        "<!-- [@kasch-2022] -->",
        '<span title="@kasch">Kasch</span>',
        "@ kasch",
        "@@kasch",
        "&#64;kasch",
        "AT&T@work",
    ],
)
def test_what_is_no_citation_is_left(source: str) -> None:
    assert (keys(source), flaws(source)) == ([], [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "[see [@a]](https://example.org)",
            '<p><a href="https://example.org">see</a> ⟨citations 0⟩</p>',
        ),
        (
            '<a href="https://example.org">see [@a] there</a>',
            '<p><a href="https://example.org">see there</a> ⟨citations 0⟩</p>',
        ),
        (
            "[![scan](scan.png)[@a]](https://example.org)",
            f'<p><a href="https://example.org"><img ⟨image 0⟩ alt="scan"{LATE}></a>⟨citations 0⟩</p>',
        ),
        (
            "[so [@a]](@b)",
            '<p><span class="cited"><a href="⟨address 1⟩">so</a> ⟨citations 0⟩⟨citations 1⟩</span></p>',
        ),
        (
            "[so[^1]](https://example.org)\n\n[^1]: Aside.",
            '<p><a href="https://example.org">so</a>⟨footnote 0⟩</p>',
        ),
    ],
)
def test_a_link_holds_no_other_link(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("![scan [@a]](scan.png)", f'<p><img ⟨image 0⟩ alt="scan"{LATE}></p>'),
        ("![[@a] scan](scan.png)", f'<p><img ⟨image 0⟩ alt="scan"{LATE}></p>'),
        ('<img src="scan.png" alt="scan [@a] here">', f'<p><img ⟨image 0⟩ alt="scan here"{LATE}></p>'),
        ('<span title="[@a]">x</span>', '<p><span title="">x</span></p>'),
        ('[x](https://example.org "[@a]")', '<p><a href="https://example.org" title="">x</a></p>'),
    ],
)
def test_a_citation_where_no_link_can_stand_is_a_flaw(source: str, body: str) -> None:
    assert html(source) == body
    assert keys(source) == []
    assert flaws(source) == [
        "misplaced-citation: `@a` is in the title or description of a link or image; cite it in the text beside it"
    ]


@pytest.mark.parametrize("words", ["as @kasch-2022 says", "@kasch-2022", "@kasch-2022, p. 3"])
def test_a_citation_in_the_text_of_a_link_is_a_flaw(words: str) -> None:
    assert flaws(f"[{words}](https://example.org), so @weber-1983.") == [
        (
            "misplaced-citation: `@kasch-2022` is in the text of a link and is not read; "
            "write `[@kasch-2022]` there, or cite it beside the link; write `\\@` for an at-sign"
        ),
    ]


def test_a_name_in_an_image_description_stays_text() -> None:
    image = f'<img ⟨image 0⟩ alt="a scan by @kasch"{LATE}>'
    assert html("![a scan by @kasch](scan.png)") == f"<p>{image}</p>"


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("scan.png", "scan.png"),
        ("../images/scan.png", "../images/scan.png"),
        ("/scan.png", None),
        ("https://example.org/scan.png", None),
        ("#scan", None),
    ],
)
def test_an_image_beside_the_source_is_a_gap(address: str, image: str | None) -> None:
    text = render(f"![A scan]({address})")
    assert text.images == ((TextImage(file=image),) if image else ())
    assert [mark.kind for mark in text.body.marks] == (["image"] if image else [])


IMAGE = f'<img ⟨image 0⟩ alt="A scan"{LATE}>'
FIGURES = [
    ('![A scan](scan.png "Level L4")', f"<figure>{IMAGE}<figcaption>Level L4</figcaption></figure>"),
    ('![A scan][1]\n\n[1]: scan.png "Level L4"', f"<figure>{IMAGE}<figcaption>Level L4</figcaption></figure>"),
    (
        '[![A scan](scan.png "Level L4")](https://example.org)',
        f'<figure><a href="https://example.org">{IMAGE}</a><figcaption>Level L4</figcaption></figure>',
    ),
    (
        '> ![A scan](scan.png "From [@kasch-2022], “so” -- *in vivo*, it\'s 3 < 4")',
        (
            f"<blockquote>\n<figure>{IMAGE}<figcaption>From ⟨citations 0⟩, “so” – <em>in vivo</em>, it’s 3 &lt; 4"
            "</figcaption></figure>\n</blockquote>"
        ),
    ),
    # without a title, or not alone
    ("![A scan](scan.png)", f"<p>{IMAGE}</p>"),
    ('So: ![A scan](scan.png "L4")', f"""<p>So: {IMAGE.replace(" loading", ' title="L4" loading')}</p>"""),
    (
        '[See ![A scan](scan.png "L4")](/)',
        f"""<p><a href="⟨link 0⟩">See {IMAGE.replace(" load", ' title="L4" load')}</a></p>""",
    ),
]


@pytest.mark.parametrize(("source", "expected"), FIGURES)
def test_an_image_with_a_title_that_is_alone_in_its_paragraph_is_a_figure(source: str, expected: str) -> None:
    assert (html(source), flaws(source)) == (expected, [])


def test_a_caption_cites_like_any_text() -> None:
    (citation,) = render('![A scan](scan.png "Scans say little [@kasch-2022]. They do.")').citations
    assert (citation.citekey, citation.sentence) == ("kasch-2022", ("Scans say little.",))


ALTS = [
    ("![](scan.png)", True),
    ("![ ](scan.png)", True),
    ('![](scan.png "Level L4")', True),
    ('<img src="scan.png">', True),
    ("<p><img src='scan.png' width=300></p>", True),
    ("![A scan](scan.png)", False),
    ('<img src="scan.png" alt="A scan">', False),
    # said to be mere decoration
    ('<img src="scan.png" alt="">', False),
    ("<p><img src=scan.png alt></p>", False),
]


@pytest.mark.parametrize(("source", "is_missing"), ALTS)
def test_an_image_without_words_is_a_flaw_unless_it_says_that_it_is_decoration(
    source: str, *, is_missing: bool
) -> None:
    message = (
        "missing-alt: the image `scan.png` has no alternative text; describe what it shows; for mere decoration,"
        ' write `<img src="…" alt="">`'
    )
    assert flaws(source) == ([message] if is_missing else [])
    assert " alt=" in html(source)


RAW_IMAGES = [
    ('<img src="scan.png" alt="A scan">', f"<p>{IMAGE}</p>"),
    ("<div><img alt='A scan' src='scan.png'></div>", f"<div>{IMAGE}</div>"),
    ('<img src="scan.png" alt="A scan" loading="eager">', f"<p>{IMAGE.replace('lazy', 'eager')}</p>"),
    ('<img src="scan.png" alt="A\n scan">', f"<p>{IMAGE}</p>"),
    ('<img src="scan.png" alt="a > b">', f"<p>{IMAGE.replace('A scan', 'a &gt; b')}</p>"),
    ('<img src="/scan.png" alt="A scan">', f'<p><img src="/scan.png" alt="A scan"{LATE}></p>'),
]


@pytest.mark.parametrize(("source", "expected"), RAW_IMAGES)
def test_an_image_in_raw_html_is_like_one_in_markdown(source: str, expected: str) -> None:
    assert (html(source), flaws(source)) == (expected, [])


def test_a_size_that_an_author_gives_is_kept_beside_the_image() -> None:
    images = render('![A scan](a.png){: width=300 }\n\n<img src="b&amp;.png" alt="" width="20" height="10px">').images
    assert images == (TextImage(file="a.png", size=Size(300, 0)), TextImage(file="b&.png", size=Size(20, 10)))


FOOTNOTES = """\
First[^b], then [@kasch-2022], then[^a] and again[^b].

[^a]: Later, as @weber-1983 says.
[^b]: Sooner [@jensen-1994], [and @brinjikji-2015a].

    A second paragraph.
[^c]: Nobody calls.
"""


def test_footnotes_stand_in_the_order_of_their_calls() -> None:
    text = render(FOOTNOTES)
    assert (
        with_gaps(text.body) == "<p>First⟨footnote 0⟩, then ⟨citations 2⟩, then⟨footnote 1⟩ and again⟨footnote 0⟩.</p>"
    )
    assert [with_gaps(one) for one in text.footnotes] == [
        "<p>Sooner ⟨citations 0⟩, ⟨citations 1⟩.</p>\n<p>A second paragraph.</p>",
        "<p>Later, as ⟨citations 3⟩ says.</p>",
    ]


def test_citations_of_a_footnote_come_right_after_its_first_call() -> None:
    assert [(one.citekey, one.footnote) for one in render(FOOTNOTES).citations] == [
        ("jensen-1994", "b"),
        ("brinjikji-2015a", "b"),
        ("kasch-2022", ""),
        ("weber-1983", "a"),
    ]


def test_each_bracket_is_a_group_of_its_citations() -> None:
    text = render("[@a; @b], @c and [@a].")
    assert text.groups == ((0, 1), (2,), (3,))
    assert [(one.citekey, one.group) for one in text.citations] == [("a", 0), ("b", 0), ("c", 1), ("a", 2)]


def test_citations_know_their_paragraph_and_section() -> None:
    text = render("[@a] [@b]\n\n# One\n\n- [@c]\n- [@d]\n\n# Two\n\n[@e]")
    assert [(one.citekey, one.paragraph, one.section) for one in text.citations] == [
        ("a", 1, 0),
        ("b", 1, 0),
        ("c", 3, 1),
        ("d", 4, 1),
        ("e", 6, 2),
    ]


@pytest.mark.parametrize(
    "note",
    [
        ": a definition without a term",
        "",
        "> [^2]: A note in a quotation.",
        "- [^2]: A note in a list.",
        "See[^1] itself.",
        "| a |\n    |---|\n    | b |",
        "# A heading",
        "---",
        "<div>open",
        "</div>",
        "{: .lead }",
        "    code",
        "*[MRI]: scan",
        "[x]: https://example.org",
    ],
)
def test_a_footnote_may_hold_anything(note: str) -> None:
    text = render(f"Pain[^1] and MRI[^3].\n\n[^1]: {note}\n\n[^3]: Last.\n")
    assert with_gaps(text.footnotes[1]) == "<p>Last.</p>"
    assert "Last" not in with_gaps(text.footnotes[0])


def test_a_footnote_can_be_defined_in_another() -> None:
    text = render("One[^1] two[^2].\n\n[^1]: First.\n\n    > [^2]: Second.\n")
    assert [with_gaps(one) for one in text.footnotes][1] == "<p>Second.</p>"


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ("Discs wear. Pain need not follow [@a]. Ever.", [("Pain need not follow.",)]),
        ("Discs wear [see @a, p. 3], often.", [("Discs wear, often.",)]),
        ("Discs wear ([@a]).", [("Discs wear.",)]),
        ("As @a says, discs wear.", [("As ", "a", " says, discs wear.")]),
        ("@a says so.", [("", "a", " says so.")]),
        ("[Discs wear](@a). So it is.", [("Discs wear.",)]),
        ("Discs wear.[@a] So it is.", [("Discs wear.",)]),
        ("Discs wear. [@a] So it is.", [("Discs wear.",)]),
        ("Discs wear. [@a]", [("Discs wear.",)]),
        ("“Discs wear.” [@a] [@b]", [("“Discs wear.”",), ("“Discs wear.”",)]),
        ("Discs wear. @a says so.", [("", "a", " says so.")]),
        ("*Discs* `wear` <b>out</b> [@a] &amp; on[^1].\n\n[^1]: x", [("Discs wear out & on.",)]),
        ("- Discs wear [@a]\n- Pain", [("Discs wear",)]),
        ("[@a]", [("",)]),
        ("Pain[^1].\n\n[^1]: Not so. See @a.", [("See ", "a", ".")]),
        ("See fig. 3 [@a] by Kasch R. et al. in it.", [("See fig. 3 by Kasch R. et al. in it.",)]),
    ],
)
def test_a_citation_knows_the_sentence_around_it(source: str, sentences: list[tuple[str, ...]]) -> None:
    assert [one.sentence for one in render(source).citations] == sentences


def test_the_plain_text_is_without_marks_and_footnotes() -> None:
    assert render("# Pain\n\n*Discs* wear [@a].[^1]\n\n- One\n\n[^1]: Aside.").plain == "Pain Discs wear . One"


@pytest.mark.parametrize(
    ("source", "rule", "message", "remedy"),
    [
        (
            "Pain [@a; b].",
            "malformed-citation",
            "`b` in `[@a; b]` names no work",
            "put one `@citekey` into each part between semicolons, or join the parts with a comma",
        ),
        ("Pain [@a @b].", "malformed-citation", "`@a @b` names two works", "put a semicolon between them"),
        (
            "Pain [@].",
            "malformed-citation",
            "`[@]` has no citekey after its `@`",
            "write `[@citekey]`, or `\\@` for an at-sign",
        ),
        (
            "Pain [@a, p. 3.",
            "malformed-citation",
            "`[@a` opens a citation that does not end",
            "close the bracket in the same paragraph, and put no other bracket inside it",
        ),
        (
            "Pain [@a [p. 3]].",
            "malformed-citation",
            "`[@a` opens a citation that does not end",
            "close the bracket in the same paragraph, and put no other bracket inside it",
        ),
        (
            "Pain[^1].",
            "undefined-footnote",
            "the footnote `[^1]` is called but not defined",
            "add a paragraph `[^1]: …` or remove the call",
        ),
        (
            "Pain.\n\n[^1]: Aside.",
            "unused-footnote",
            "the footnote `[^1]` is defined but never called",
            "call it in the text or remove it",
        ),
        (
            "Pain[^1].\n\n[^1]: One.\n[^1]: Two.",
            "duplicate-footnote",
            "the footnote `[^1]` is defined 2 times and only one text can be shown",
            "use a different label for each",
        ),
        (
            "Causes:\n- discs\n- joints",
            "list-without-blank",
            "the list item `- discs` follows a line of text and is not read as a list",
            "put a blank line before the list",
        ),
        (
            "Causes:\r\n1. discs that are worn out, or not\r\n",
            "list-without-blank",
            "the list item `1. discs that are worn out, o…` follows a line of text and is not read as a list",
            "put a blank line before the list",
        ),
        (
            "<script>alert(1)</script>",
            "dropped-html",
            "`<script>` is not allowed in a text and was left out",
            "use Markdown, or HTML that `painsite manual markdown` lists",
        ),
        (
            'Pain.\n{: onclick="alert(1)" }',
            "dropped-html",
            "`onclick` is not allowed in a text and was left out",
            "use Markdown, or HTML that `painsite manual markdown` lists",
        ),
        (
            "[x](javascript:alert(1))",
            "dropped-html",
            "`javascript:` is not allowed in a text and was left out",
            "use Markdown, or HTML that `painsite manual markdown` lists",
        ),
    ],
)
def test_a_flaw_says_what_is_wrong_and_what_to_do(source: str, rule: str, message: str, remedy: str) -> None:
    assert flaws(source) == [f"{rule}: {message}; {remedy}"]


@pytest.mark.parametrize(
    "source",
    [
        "Causes:\n\n- discs",
        "- discs\n- joints",
        "- discs\n  and more\n- joints",
        "# Causes\n- discs",
        "> Causes\n- discs",
        "```\ncauses\n- discs\n[^1]: a\n[^1]: b\n```",
        "~~~\r\ncauses\r\n- discs\r\n~~~\r\n",
        "Pain -0.30; -0.99 to\n0.38",
        "From 3 to\n4. In all",
        "Pain *is* [x][y].",
        "An `<b onclick>`.",
    ],
)
def test_what_is_well_made_has_no_flaw(source: str) -> None:
    expected = ["list-without-blank"] if "4. In" in source else []
    assert [flaw.partition(":")[0] for flaw in flaws(source)] == expected


@pytest.mark.parametrize("attribute", ['onclick="alert(1)"', "style='color:red'", "href=javascript:alert(1)"])
def test_an_attribute_list_brings_in_nothing_that_html_may_not(attribute: str) -> None:
    assert html(f"*Pain*{{: .lead {attribute} }}") == '<p><em class="lead">Pain</em></p>'


@pytest.mark.parametrize(
    "source",
    [
        "\ufdd0c0\ufdd1",
        "&#xfdd0;c0&#xFDD1;",
        "&#64976;c7&#064977;",
        "&#xFDD0c0&#xFDD1",
        '<b title="&#xfdd0;c0&#xfdd1;">x</b>',
        "<p>&#xfdd0;f0&#xfdd1;</p>",
        "\x02klzzwxh:0000\x03",
        "[x](&#xfdd0;a0&#xfdd1;)",
    ],
)
def test_no_text_can_forge_a_gap(source: str) -> None:
    text = render(source)
    assert ([mark for mark in text.body.marks if mark.kind != "link"], text.citations) == ([], ())
    assert all("\ufdd0" not in link.address for link in text.links)
    assert "\ufdd0" not in text.body.html[0]


def test_thousands_of_signs_that_open_tags_and_close_none_are_a_flaw() -> None:
    # the library would look for the end of each through the rest of the text
    assert flaws("Pain" + " <a" * 10_000) == [
        "markdown-limit: more than 1000 `<` signs have no `>` after them; write `&lt;`, or close the tags"
    ]
    assert flaws("<b>p</b> < 0.05 " * 2_000 + "<br>") == []


@pytest.mark.parametrize("sign", ['"', "'a ", "[@b] ", "see @b "])
def test_a_paragraph_without_an_end_is_a_flaw(sign: str) -> None:
    (flaw,) = flaws(sign * (400_000 // len(sign)))
    assert re.sub(r"\d+", "N", flaw) == (
        "markdown-limit: a paragraph of N characters has more markup than can be read at once;"
        " divide it with blank lines"
    )


SHAPES = [
    *"[a]( [ ![ [^ ^[ [^1]· [@b;· @a· @a[ @a{ii· <b> <b>x</b>· $a· $x$· ^a ~a ~~a· ==a· { {%·".split(),
    *"{{x [a]{ \\cite{ [[a *a· **a >· |a· a^[x]· ---↵ a↵---↵ ***↵ <div>x</div>↵↵ <p>x↵ ```↵x↵↵ `````↵x↵ -·```↵".split(),
    *"$$a↵ :::x↵↵ a\\↵ {:.x}↵".split(),
]
"""With `·` for a blank and `↵` for a line's end."""


@pytest.mark.torture
@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length_of_a_text(shape: str) -> None:
    def seconds(length: int) -> float:
        source = shape.replace("·", " ").replace("↵", "\n") * (length // len(shape))
        start = time.perf_counter()
        render(source)
        return time.perf_counter() - start

    seconds(1_000)
    # a quadratic reader takes sixteen times as long
    assert seconds(32_000) < 8 * seconds(8_000) + 0.5


def test_ten_thousand_footnotes_are_read() -> None:
    calls = "\n\n".join(f"Pain[^{number}]." for number in range(2_000))
    notes = "\n".join(f"[^{number}]: See [@kasch-2022]." for number in range(2_000))
    assert len(render(f"{calls}\n\n{notes}").citations) == 2_000


def test_of_an_endless_sentence_each_citation_keeps_a_part() -> None:
    source = "see also @weber-1983 and [@kasch-2022] " * 300
    text = render(source)
    lengths = {sum(map(len, citation.sentence)) for citation in text.citations}
    assert len(text.citations) == 600
    assert max(lengths) < 1_000
    assert text.citations[300].sentence[0].startswith("…")
    assert flaws(source) == [
        "long-sentence: a sentence of 4499 characters is quoted in parts; end sentences with full stops"
    ]


def test_each_of_thousands_of_citations_in_a_paragraph_is_found() -> None:
    # in a second: none is looked for anew from each of the others
    assert len(render("@kasch-2022; ![@a](x.png) [@boden-1990] " * 3_000).citations) == 6_000


@pytest.mark.parametrize(
    "source",
    ["- " * 5000 + "x", "One[^0].\n\n" + "".join(f"[^{note}]: See[^{note + 1}].\n" for note in range(1200))],
    ids=["lists", "footnotes"],
)
def test_a_text_without_a_floor_is_a_flaw_and_harms_no_other(source: str) -> None:
    expected = render("One[^1].\n\n[^1]: Two.")
    assert flaws(source) == [
        "markdown-limit: the text nests too deeply; nest lists, quotations and footnotes less deeply"
    ]
    assert render("One[^1].\n\n[^1]: Two.") == expected


def places(yaml: str) -> list[tuple[str, int, int]]:
    commentary = entry("kasch-2022", yaml).commentary
    assert commentary is not None
    return [(one.citekey, one.line, one.column) for one in commentary.citations]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("commentary: |\n  One [@a].\n\n  As @b [@a].\n", [("a", 2, 8), ("b", 4, 6), ("a", 4, 10)]),
        ("commentary: |\r\n  One [@a].\r\n\r\n  As @b [@a].\r\n", [("a", 2, 8), ("b", 4, 6), ("a", 4, 10)]),
        ("commentary: >-\n  One [see\n  @a].\n  As @b.\n", [("a", 3, 3), ("b", 4, 6)]),
        ("commentary: 'It''s [@a]\n  and [@b]'\n", [("a", 1, 21), ("b", 2, 8)]),
        ('commentary: "\\"One\\" [@a]\\\n  and [@b]"\n', [("a", 1, 23), ("b", 2, 8)]),
        ("commentary: One [@a].\n", [("a", 1, 18)]),
        ("commentary: |\n  [@kasch-2022b] and [@kasch-2022].\n", [("kasch-2022b", 2, 4), ("kasch-2022", 2, 23)]),
        ("commentary: |\n  [@a.b] and [@a]. @{a}\n", [("a.b", 2, 4), ("a", 2, 15), ("a", 2, 20)]),
        ('commentary: "[@caf\\u00e9]"\n', [("café", 1, 15)]),
        ("summary: '[@a]'\ncommentary: |\n  Ärger 😀 [@a]\n", [("a", 3, 12)]),
        ("todo: &text |\n  See [@a].\ncommentary: *text\n", [("a", 2, 8)]),
    ],
)
def test_a_citation_has_its_place_in_every_kind_of_scalar(yaml: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(yaml) == expected


MARKDOWN = st.text() | st.lists(
    st.sampled_from(
        [
            *"*_[]()@{}:;#>|!\\`~<^-+1.\n \"'&=x",
            *("[@a]", "@b ", "[^1]", "\n\n[^1]: ", "\n\n", "    ", "<b>", "</div>", "<div>", "![", "](", "\n: ", "{: "),
            *("\r\n", "```\n", "| a |\n|---|\n", "# ", "- ", "*[a]: ", "[x](@c)", "&#xfdd0;c0&#xfdd1;", "\x02", "\x03"),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.property
@given(MARKDOWN)
def test_any_text_renders_and_every_gap_leads_to_something(source: str) -> None:
    text, found = render_markdown(source, lowest_heading=2)
    size = {"citations": len(text.groups), "address": len(text.groups), "footnote": len(text.footnotes)}
    size["image"] = len(text.images)
    for fragment in (text.body, *text.footnotes):
        assert len(fragment.html) == len(fragment.marks) + 1
        assert all(0 <= mark.index < size[mark.kind] for mark in fragment.marks)
        assert not re.search("[\ufdd0\ufdd1]", "".join(fragment.html))
    marks = {mark for fragment in (text.body, *text.footnotes) for mark in fragment.marks}
    assert {Mark(kind="footnote", index=index) for index in range(len(text.footnotes))} <= marks
    assert [member for group in text.groups for member in group] == list(range(len(text.citations)))
    assert all(text.groups[one.group] for one in text.citations)
    assert all(len(one.sentence) % 2 == 1 for one in text.citations)
    assert all(flaw.message.isprintable() and flaw.remedy for flaw in found)


@pytest.mark.property
@given(MARKDOWN)
def test_a_text_renders_alike_whatever_was_rendered_before(source: str) -> None:
    first = render_markdown(source, lowest_heading=2)
    render_markdown("# A\n\nB[^1] [@c]\n\n[^1]: D\n\n*[A]: a", lowest_heading=3)
    assert render_markdown(source, lowest_heading=2) == first
