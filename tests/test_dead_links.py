"""A link of a text that leads nowhere is a warning, as far as the text can tell."""

from pathlib import Path

import pytest

from painsite.sources.markdown.render import render_markdown
from tests.support import KASCH, WEBER, build_site, shown


def flaws(source: str) -> list[str]:
    return [f"{one.rule}: {one.message}; {one.remedy}" for one in render_markdown(source, lowest_heading=2)[1]]


ID = "link to a heading’s id, or give an element this id: `{: #id}`"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[wear](#none)", f"nothing in this text has the id `#none`; {ID}"),
        ('<a href="#none">wear</a>', f"nothing in this text has the id `#none`; {ID}"),
        ("## Wear\n\n[wear](#Wear)", f"nothing in this text has the id `#Wear`; {ID}"),
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


@pytest.mark.parametrize(
    ("link", "remedy"),
    [
        ("../kasch-2020/", "`[…](@kasch-2022)`"),
        ("../kasch-2020", "`[…](@kasch-2022)`"),
        ("../../articles/nope/#wear", "`[…](@citekey)`"),
        ("/bibliography/kasch-2020/index.html", "`[…](@kasch-2022)`"),
        ("../~ff%ff//[/", "`[…](@citekey)`"),
        ("kasch-2020.yaml", "`[…](@kasch-2022)`"),
        ("/bibliography/kasch-2020.yml", "`[…](@kasch-2022)`"),
        ("../articles/wear.markdown#signs", "`[…](@citekey)`"),
        ("/articles/kasch-2022/", "`[…](@kasch-2022)`"),
    ],
)
def test_a_link_to_a_page_of_a_node_that_is_not_there_is_told(tmp_path: Path, link: str, remedy: str) -> None:
    text = f"{WEBER}commentary: |\n  In `{link}` and\n  [there]({link}).\n"
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": text, "bibliography/kasch-2022.yaml": KASCH})
    assert shown(built.result.problems) == [
        f"7:11: dead-link: `{link}` leads to no page of the site; cite it instead: {remedy}"
    ]


@pytest.mark.parametrize(
    "link",
    [
        *("../kasch-2022/", "../kasch-2022", "../kasch22/", "../", "./", "../kasch-2022/index.html?x#cite"),
        *("/bibliography/kasch-2022/", "../../articles/", "../../tags/imaging/", "../scan.pdf", "../../old/kasch/"),
        *("kasch-2022.yaml", "../kasch-2022.yml?x", "/bibliography/kasch-2022.md", "kasch22.yaml", "kasch-2022"),
        *("bibliography/kasch-2022.html", "./kasch-2022.html#cite", "weber-1983.yaml#cite", "#cite"),
    ],
)
def test_a_link_to_a_page_that_is_there_or_may_be_is_no_problem(tmp_path: Path, link: str) -> None:
    kasch = f"{KASCH}aliases: [kasch22]\n"
    text = f"{WEBER}commentary: See [there]({link}).\n"
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": text, "bibliography/kasch-2022.yaml": kasch})
    assert built.problems == []


def test_a_link_to_a_new_page_is_dead_no_more(tmp_path: Path) -> None:
    text = f"{WEBER}commentary: See [there](../kasch-2022/).\n"
    assert len(build_site(tmp_path, {"bibliography/weber-1983.yaml": text}).problems) == 1
    assert build_site(tmp_path, {"bibliography/kasch-2022.yaml": KASCH}).problems == []
