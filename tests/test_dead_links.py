"""A link of a text that leads nowhere is a warning, as far as the text can tell."""

import pytest

from painsite.sources.markdown import render_markdown


def flaws(source: str) -> list[str]:
    return [f"{one.rule}: {one.message}; {one.remedy}" for one in render_markdown(source, lowest_heading=2)[1]]


NO_PAGE = "is a source, and no page of the site has its address; cite it"
ID = "link to a heading’s id, or give an element this one: `{: #id}`"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[wear](#none)", f"nothing in this text has the id of `#none`; {ID}"),
        ('<a href="#none">wear</a>', f"nothing in this text has the id of `#none`; {ID}"),
        ("## Wear\n\n[wear](#Wear)", f"nothing in this text has the id of `#Wear`; {ID}"),
        ("[wear](wear.md)", f"`wear.md` {NO_PAGE}: `[…](@wear)`"),
        (
            "[wear][1]\n\n[1]: ../articles/wear.markdown#signs",
            f"`../articles/wear.markdown#signs` {NO_PAGE}: `[…](@wear)`",
        ),
        (
            "[Kasch](/bibliography/kasch-2022.yaml)",
            f"`/bibliography/kasch-2022.yaml` {NO_PAGE}: `[…](@kasch-2022)`",
        ),
        ("[wear](www.example.org)", "`www.example.org` is read as an address of this site; begin it with `https://`"),
        ("[wear](doi.org/10.1000/182)",
         "`doi.org/10.1000/182` is read as an address of this site; begin it with `https://`"),
        ("[wear](https//example.org)",
         "`https//example.org` is read as an address of this site; begin it with `https://`"),
        ("[wear](http:/example.org)",
         "`http:/example.org` is read as an address of this site; begin it with `https://`"),
        ("[mail](pain@example.org)",
         "`pain@example.org` is read as an address of this site; write `mailto:pain@example.org`"),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told(source: str, said: str) -> None:
    assert flaws(source) == [f"dead-link: {said}"]


@pytest.mark.parametrize(
    "source",
    [
        "## Wear and tear\n\n[wear](#wear-and-tear)",
        "Wear.\n{: #wear }\n\n[wear](#wear)",
        '<span id="wear">Wear</span> [wear](#wear)',
        "[references](#references), [top](#), [note](#fn-1), [top](#top)",
        "## Über Schmerz\n\n[Schmerz](#%C3%BCber-schmerz)",
        "[file](paper.pdf), [page](../wear/), [home](/), [search](?q=wear), [x](https://example.org/a.md)",
        "[mail](mailto:pain@example.org), [doi](https://doi.org/10.1000/182), <https://example.org>",
        "`[wear](#none)` and <!-- [wear](#none) -->",
        "[as Kasch says](@kasch-2022), [see @kasch-2022]",
        "[wear](node.js-notes/)",
    ],
)
def test_a_link_that_may_lead_somewhere_is_no_problem(source: str) -> None:
    assert flaws(source) == []
