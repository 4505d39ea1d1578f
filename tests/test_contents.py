"""Tables of contents, and links to headings."""

from painsite.languages.wording import Wording
from painsite.model import Heading
from painsite.pages.article.contents import link_headings, table_of_contents
from painsite.pages.values import ContentsLine, Link
from painsite.sources.markdown.render import render_markdown

LONG = "# Signs & pain\n\n## In the young\n\n### On a scan\n\n# Who gets pain\n\n## In the old\n"


def headings(markdown: str) -> tuple[Heading, ...]:
    text, _ = render_markdown(markdown, lowest_heading=2)
    return text.headings


def linked(markdown: str) -> str:
    text, _ = render_markdown(markdown, lowest_heading=2)
    return link_headings("".join(text.body.html), text.headings, Wording())


def test_a_long_text_has_a_table_of_two_levels() -> None:
    assert table_of_contents(headings(LONG)) == (
        ContentsLine(
            link=Link(href="#signs-pain", text="Signs & pain"),
            below=(Link(href="#in-the-young", text="In the young"),),
        ),
        ContentsLine(
            link=Link(href="#who-gets-pain", text="Who gets pain"),
            below=(Link(href="#in-the-old", text="In the old"),),
        ),
    )


def test_a_short_text_has_no_table() -> None:
    assert table_of_contents(headings("# Signs\n\n# Pain\n")) == ()


def test_a_lower_heading_before_the_first_higher_one_stands_on_its_own() -> None:
    assert [line.link.text for line in table_of_contents(headings("## One\n\n# Two\n\n# Three\n"))] == [
        "One",
        "Two",
        "Three",
    ]


def test_the_link_to_a_heading_stands_behind_it_and_has_a_name() -> None:
    assert linked("# Signs & pain\n") == (
        '<div class="headed"><h2 id="signs-pain">Signs &amp; pain</h2>'
        ' <a class="heading-link" href="#signs-pain" aria-label="Link to “Signs &amp; pain”">#</a></div>'
    )


def test_a_heading_with_a_class_of_its_own_is_linked_too() -> None:
    assert 'class="heading-link" href="#signs"' in linked("# Signs {: .quiet #signs}\n")


def test_a_heading_in_raw_html_is_one_like_any_other() -> None:
    assert 'class="heading-link" href="#pain"' in linked('# Signs\n\n<h2 id="pain">Pain</h2>\n')
