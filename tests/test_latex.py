import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.latex import clean_verbatim, decode


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"K{\"o}nig", "König"),
        (r"K\" {o}nig K\"onig", "König König"),
        (r"\'{E}variste", "Évariste"),
        (r"{\'\i} \'{\i} \'\i", "í í í"),
        (r"\v Sev\v{c}\'ik", "Ševčik".replace("i", "í")),
        (r"Erd{\H{o}}s", "Erdős"),
        (r"Fran{\c c}ois", "François"),
        (r"\t{oo} \" o", "o͡o ö"),
        (r"Stra{\ss}e und Stra\ss e", "Straße und Straße"),
        (r"{\O}stg{\aa}rd, {\AE}r{\o}, {\L}{\'o}d{\'z}, {\oe}uvre", "Østgård, Ærø, Łódź, œuvre"),
        (r"\~{n} \~{} \^{}", "ñ ~ ^"),
        (r"\c{}", ""),
        (r"methodology\hyphen independent", "methodology-independent"),
    ],
)
def test_accents_and_letters_become_characters(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\textit{in vivo} and \emph{\textbf{ex} vivo}", "in vivo and ex vivo"),
        (r"{\it foo} {\bf bar} \em baz", "foo bar baz"),
        (r"Mc{D}onald, {{WHO}}", "McDonald, WHO"),
        (r"\enquote{pain} \mkbibparens{sic}", "“pain” (sic)"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (r"\href{https://example.org}{here}", "here"),
        (r"{\noopsort{1973b}}1973", "1973"),
        (r"\textit", ""),
        (r"\emph}", ""),
    ],
)
def test_the_content_of_formatting_commands_stays(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"5\% \& \$7 \#1 a\_b \{x\}", "5% & $7 #1 a_b {x}"),
        ("100% of A & B", "100% of A & B"),
        ("100% of {A} & B", "100% of A & B"),
        (r"J.~B.\ Smith\, A\\B a\/b a\-b", "J. B. Smith  A B a/b ab".replace("a/b", "ab")),
        ("1990--1995 --- a", "1990–1995 — a"),
        ("``quoted'' -- and `so'", "“quoted” – and ‘so’"),
        ("the patient's ''", "the patient's ”"),
        (r"\TeX{} \LaTeX\ \alpha -helix", "TeX LaTeX α -helix"),
        (r"a\textasciitilde{}b \textendash{} \textregistered", "a~b – ®"),
        (r"one\par two", "one\n\n two"),
        (r"a\begin{center}b\end{center}", "ab"),
        ("a\nb {c}\n\nd", "a\nb c\n\nd"),
        ("a \\", "a \\"),
        ("plain text", "plain text"),
        ("", ""),
    ],
)
def test_signs_dashes_and_quotes_are_set(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\alpha$-synuclein", "α-synuclein"),
        (r"10$^{-3}$, H$_2$O, $^{13}$C, $x^n$", "10⁻³, H₂O, ¹³C, xⁿ"),
        (r"90$^\circ$C and 90$^{\circ}$", "90°C and 90°"),
        (r"${\eta }_{p}^{2}$ $\beta-\sigma$ $5\pm2$", "ηₚ² β−σ 5±2"),
        (r"$e^{i\pi}$ $x^Q$ $x^{}$ ${x^2}$", "e^(iπ) x^Q x x²"),
        (r"$<$ $n$ $A_1, A_2$", "< n A₁, A₂"),
        (r"\(x^2\) \[y\] \(", "x² y "),
        ("$\\", "$\\"),
        ("x^", "x^"),
        (r"$x^$", "x"),
        (r"\emph $n$ \emph \alpha", "n α"),
        (r"\ensuremath{\mu}g \ensuremath", "μg "),
        (
            r"10\textsuperscript{th} m\textsuperscript{2} CO\textsubscript{2} \textsuperscript{$\aleph$}",
            "10th m² CO₂ ℵ",
        ),
        ("costs $5 and $6", "costs $5 and $6"),
        ("US$100-US$200", "US$100-US$200"),
        ("$5", "$5"),
        ("$a}b$", "ab"),
    ],
)
def test_mathematics_is_told_from_dollars(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [(r"\hookrightarrow x", "↪x"), (r"\frac{1}{2}", "1/2"), (r"$\mathbb{R}$", "ℝ"), (r"\sqrt{3}", "√(3)")],
)
def test_rare_commands_are_known_to_pylatexenc(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"The \acro{TUG} m{\"u}nster", r"The \acro{TUG} münster"),
        (r"\TUB", r"\TUB"),
        (r"\acro{a}{b{c}} {d}", r"\acro{a}{b{c}} d"),
        (r"\sqrt", r"\sqrt"),
        (r"\input{/etc/passwd}", r"\input{/etc/passwd}"),
        ("\\'" * 3000, "\\'" * 3000),
    ],
)
def test_an_unknown_command_stands_as_it_is_and_is_flagged(latex: str, text: str) -> None:
    assert decode(latex) == (text, True)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"10.1002/(SICI)17{\textless}1661::AID{\textgreater}3.0", "10.1002/(SICI)17<1661::AID>3.0"),
        (r"10.1/a\textless1 $<$", "10.1/a<1 <"),
        (r"http://example.org/\~{}x\_y\%20a--b", "http://example.org/~x_y%20a--b"),
        (r"\url{http://example.org/~x}", "http://example.org/~x"),
        (r"10.1016/S0304\-3959", "10.1016/S03043959"),
        ("http://example.org/%20~--", "http://example.org/%20~--"),
    ],
)
def test_addresses_lose_only_their_escapes(latex: str, text: str) -> None:
    assert clean_verbatim(latex) == text


@given(st.text(st.characters() | st.sampled_from("\\{}$~`'^_-%&abc ")))
def test_any_text_is_decoded(text: str) -> None:
    decoded, _ = decode(text)
    assert isinstance(decoded, str)
    assert isinstance(clean_verbatim(text), str)


@given(st.text(st.characters(exclude_characters="\\{}$~`'-", exclude_categories=["Cs"])))
def test_text_without_latex_stays_as_it_is(text: str) -> None:
    assert decode(text) == (text, False)


def test_pylatexenc_is_imported_only_when_it_is_asked() -> None:
    program = (
        "import sys; from painsite.sources.latex import decode; decode(r'K{\\\"o}nig $\\alpha$');"
        "print('pylatexenc' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert printed == "False\n"
