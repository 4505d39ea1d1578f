import re

import pytest
from lxml import html as lxml_html

from painsite.sources.markdown.allowed_html import KNOWN, RESERVED_IDS, find_dropped, runs_of_text, sanitise
from painsite.sources.markdown.render import render_markdown
from tests.support import FIXTURES, needs_fixtures

PAYLOADS = FIXTURES / "hostile" / "xss-payload-list" / "Intruder" / "xss-payload-list.txt"
CLICK = 'onclick="alert(1)"'


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://example.org/" title="t">x</a>',
        '<a href="mailto:editors@example.org">x</a>',
        '<a href="../weber-1983/#abstract-1">x</a>',
        '<a href="#note">x</a>',
        '<abbr title="magnetic resonance imaging">MRI</abbr>',
        "<b>x</b><i>x</i><u>x</u><s>x</s><em>x</em><strong>x</strong><small>x</small><mark>x</mark>",
        '<blockquote cite="https://example.org/"><p>x</p></blockquote>',
        "<details open><summary>x</summary>x</details>".replace("open", 'open=""'),
        '<div class="wide" id="chart" lang="de" dir="ltr">x</div>',
        "<dl><dt>x</dt><dd>x</dd></dl>",
        '<figure><img src="scan.png" alt="A scan" width="2" height="3"><figcaption>x</figcaption></figure>',
        "<h1>x</h1><h2>x</h2><h3>x</h3><h4>x</h4><h5>x</h5><h6>x</h6>",
        "x<br>x<hr>x<wbr>x",
        "<kbd>x</kbd><samp>x</samp><var>x</var><code>x</code><pre>x</pre>",
        '<ol start="3" type="a" reversed=""><li value="4">x</li></ol><ul><li>x</li></ul>',
        "H<sub>2</sub>O<sup>3</sup>",
        "<ruby>腰<rp>(</rp><rt>koshi</rt><rp>)</rp></ruby>",
        '<time datetime="2022-02-01">x</time><q cite="https://example.org/">x</q><cite>x</cite><dfn>x</dfn>',
        '<del cite="https://example.org/" datetime="2022">x</del><ins>x</ins><bdi>x</bdi><bdo dir="rtl">x</bdo>',
        (
            '<table tabindex="0"><caption>x</caption><colgroup span="2"><col span="2"></colgroup><thead><tr>'
            '<th scope="col" colspan="2" rowspan="1" headers="h">x</th></tr></thead><tbody><tr><td>x</td></tr></tbody>'
            "<tfoot><tr><td>x</td></tr></tfoot></table>"
        ),
        "<span>x</span>",
    ],
)
def test_what_the_allow_list_names_stays(markup: str) -> None:
    assert sanitise(markup) == markup
    assert list(find_dropped(markup)) == []


@pytest.mark.parametrize(
    ("markup", "clean", "dropped"),
    [
        ("<script>alert(1)</script>x", "x", ["<script>"]),
        ("<style>p {}</style>x", "x", ["<style>"]),
        ("<iframe src='https://example.org'>x</iframe>y", "xy", ["<iframe>"]),
        ("<Form>x</Form>", "x", ["<Form>"]),
        ("<o:p>x</o:p>", "x", ["<o:p>"]),
        (f"<p {CLICK}>x</p>", "<p>x</p>", ["onclick"]),
        ("<p style='color: red'>x</p>", "<p>x</p>", ["style"]),
        ("<p href='https://example.org/'>x</p>", "<p>x</p>", ["href"]),
        ("<a target=_blank href=x>x</a>", '<a href="x">x</a>', ["target"]),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>", ["javascript:"]),
        ("<a href='JaVaScript:alert(1)'>x</a>", "<a>x</a>", ["JaVaScript:"]),
        ("<a href='&#106;avascript:alert(1)'>x</a>", "<a>x</a>", ["javascript:"]),
        ("<a href='java\tscript:alert(1)'>x</a>", "<a>x</a>", ["javascript:"]),
        ("<img src='data:image/png;base64,AA=='>", "<img>", ["data:"]),
        ("<blockquote cite=ftp://example.org>x</blockquote>", "<blockquote>x</blockquote>", ["ftp:"]),
        ("<!-- a comment -->x", "x", []),
        ("</script>x", "x", []),
        ("a < b and c > d", "a &lt; b and c &gt; d", []),
    ],
)
def test_the_rest_is_dropped_and_named_as_its_author_wrote_it(markup: str, clean: str, dropped: list[str]) -> None:
    assert (sanitise(markup), [words for words, _ in find_dropped(markup)]) == (clean, dropped)


@pytest.mark.parametrize("anchor", sorted(RESERVED_IDS))
def test_an_id_of_a_section_of_the_page_is_renamed(anchor: str) -> None:
    assert sanitise(f"<p id='{anchor}'>x</p>") == f'<p id="{anchor}-1">x</p>'
    assert sanitise(f"<p ID = {anchor}>x</p>") == f'<p id="{anchor}-1">x</p>'


def test_another_id_stays() -> None:
    assert sanitise('<p id="results" class="abstract">x</p>') == '<p id="results" class="abstract">x</p>'


def test_no_allowed_attribute_can_run_a_script() -> None:
    attributes = frozenset().union(*KNOWN.values())
    assert not {name for name in attributes if name.startswith("on") or name in {"style", "srcset", "srcdoc", "action"}}


def test_each_block_of_a_text_is_one_run() -> None:
    markup = (
        "<h2>Results</h2>\n<p>Pain &amp;\n <em>scans</em>.</p><ul><li>One</li><li></li><li>Two<br>Three</li></ul>End"
    )
    sections = []
    runs = list(runs_of_text(markup, lambda: sections.append("h")))
    assert (runs, sections) == (["Results", "Pain & scans.", "One", "Two", "Three", "End"], ["h"])


@needs_fixtures
@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.torture)])
def test_no_payload_of_a_public_list_survives_in_a_commentary(step: int) -> None:
    payloads = PAYLOADS.read_text(encoding="utf-8", errors="replace").splitlines()[::step]
    found = [harm for payload in payloads for harm in harms(payload)]
    assert len(payloads) > 6000 // step
    assert found == []


def harms(payload: str) -> list[str]:
    """What could run in a page that shows this commentary."""
    commentary = f"Words {payload} and\n[a link]({payload}) or <{payload}>.\n\n{payload}"
    text, _ = render_markdown(commentary, lowest_heading=3)
    markup = "".join(part for fragment in (text.body, *text.footnotes) for part in fragment.html)
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    found = [f"{payload}: <{element.tag}>" for element in root.iter() if element.tag not in KNOWN]
    for element in root.iter():
        for name, value in element.attrib.items():
            # https://url.spec.whatwg.org/#concept-basic-url-parser: what a browser takes out of an address
            address = re.sub(r"[\t\r\n]", "", value).strip("".join(map(chr, range(33)))).lower()
            allowed = name in KNOWN.get(str(element.tag), ()) or name in {"class", "dir", "id", "lang", "title"}
            is_address = name in {"href", "src", "cite"}
            if not allowed or (is_address and address.startswith(("javascript:", "data:", "vbscript:"))):
                found.append(f"{payload}: {name}={value}")
    return found
