import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.latex.decoding import clean_verbatim, decode, decode_name
from painsite.sources.latex.printing import CLOSING, LEVEL, OPENING, RAISED


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


@pytest.mark.parametrize("form", [r"\{accent}{{{letter}}}", r"{{\{accent} {letter}}}", r"{{\{accent}{{{letter}}}}}"])
@pytest.mark.parametrize(
    ("accent", "letter", "printed"),
    [
        ("`", "e", "è"), ("'", "e", "é"), ("^", "e", "ê"), ('"', "u", "ü"), ("~", "n", "ñ"), ("=", "a", "ā"),
        (".", "z", "ż"), ("u", "g", "ğ"), ("v", "s", "š"), ("H", "o", "ő"), ("c", "c", "ç"), ("k", "a", "ą"),
        ("r", "a", "å"), ("d", "s", "ṣ"), ("b", "d", "ḏ"), ("h", "a", "ả"), ("G", "a", "ȁ"),
        ("f", "a", "ȃ"), ("textcommabelow", "t", "ț"), ("textogonekcentered", "e", "ę"), ("'", r"\i", "í"),
        ("v", r"\j", "ǰ"), (".", "I", "İ"), ("'", r"{\^e}", "ế"), ("d", r"{\^o}", "ộ"), ("=", r"{\"u}", "ǖ"),
    ],
)  # fmt: skip
def test_every_accent_stands_over_its_letter_in_every_form(form: str, accent: str, letter: str, printed: str) -> None:
    assert decode(f"Jos{form.format(accent=accent, letter=letter)}x") == (f"Jos{printed}x", False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Jos\'e, Mu\~noz, G\"odel, \^Ile, \=Adam, \.Zak", "José, Muñoz, Gödel, Île, Ādam, Żak"),
        (r"\c Celik, \v Skoda, \H osz, \k Ada, \u Geza, \r Aas, \d Sad", "Çelik, Škoda, ősz, Ąda, Ğeza, Åas, Ṣad"),
        (r"\textcommabelow Stefan, Garc\'\i a, Mart\'{\i}nez, Ta\c sk\i n", "Ștefan, García, Martínez, Taşkın"),
        (r"Andr\'e and Ren\'e.", "André and René."),
    ],
)
def test_an_accent_without_braces_takes_the_next_letter(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    ("command", "letter"),
    [
        ("i", "ı"), ("l", "ł"), ("L", "Ł"), ("o", "ø"), ("O", "Ø"), ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"),
        ("aa", "å"), ("AA", "Å"), ("dh", "ð"), ("th", "þ"), ("TH", "Þ"), ("DJ", "Đ"), ("ng", "ŋ"), ("ohorn", "ơ"),
    ],
)  # fmt: skip
def test_a_letters_command_eats_its_blank_in_every_form(command: str, letter: str) -> None:
    for latex in (f"\\{command} re", f"\\{command}{{}}re", f"{{\\{command}}}re", f"{{\\{command} }}re"):
        assert decode(f"B{latex}") == (f"B{letter}re", False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Die \glqq Wirbels\"aule\grqq{} bei 37\textdegree C, 5\textmu m", "Die „Wirbelsäule“ bei 37°C, 5µm"),
        (r"\flqq so\frqq\ und \glq so\grq", "«so» und ‚so‘"),
        (r"\texteuro 5, \pounds 5, \S 5, 5\textperthousand", "€5, £5, §5, 5‰"),
        (r"\alpha -helix and \textbeta -sheet", "α-helix and β-sheet"),
        (r"1990\textendash 1995, a \textendash b, a\textemdash b", "1990–1995, a – b, a—b"),
        (r"p \textless 0.05, p\textless 0.05", "p < 0.05, p<0.05"),
        (r"\og douleur \fg{} et \og mal\fg\ ici, \no 5", "« douleur  » et « mal » ici, n° 5"),
        # no one means `LaTeXis`
        (r"\LaTeX is, \LaTeX 3, Lyrica\textregistered is, \dots and", "LaTeX is, LaTeX3, Lyrica® is, … and"),
        (r"A\slash B, 2\nobreakdash-dimensional, non\-break, a\hspace{1em}b", "A/B, 2-dimensional, nonbreak, a b"),
    ],
)
def test_a_command_eats_the_blank_behind_it(latex: str, text: str) -> None:
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
        (r"{\vphantom}GaN\vphantom{} \phantom{x}layers", "GaN layers"),
        (r"\enquote*{pain}, \emph{\textbf{a} b}, \protect\emph{c}\relax, {\sl d\/}", "“pain”, a b, c, d"),
        (
            r"\url{https://example.org/~a\_b} \href{https://example.org/\~{}x}{}",
            "https://example.org/~a_b https://example.org/~x",
        ),
        (r"Pain\footnote{Read in 1990.}", "Pain (Read in 1990.)"),
        (r"\uppercase{d}e \MakeLowercase{LA}", "De la"),
        (r"{\cal CP}, \mathcal{O}(n)", "CP, O(n)"),
        (r"\foreignlanguage{german}{Schmerz}, \selectlanguage{german}Mal, \num{1000}", "Schmerz, Mal, 1000"),
        (r"\centering a\hfill b\allowbreak c {\Large d} \raisebox{1ex}{e}", "a bc d e"),
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
        ("?`Qu{\\'e}? !`Ay! Why?``So''", "¿Qué? ¡Ay! Why?“So”"),
        (r"\TeX{} \LaTeX\ \alpha -helix", "TeX LaTeX α-helix"),
        (r"a\textasciitilde{}b \textendash{} \textregistered", "a~b – ®"),
        (r"one\par two", "one\n\n two"),
        (r"a\begin{center}b\end{center}", "ab"),
        ("a\nb {c}\n\nd", "a\nb c\n\nd"),
        ("a \\", "a \\"),
        (r"First \\{\em second} line", "First  second line"),
        (",,Wirbel'' und ,,so``, a,,b", "„Wirbel” und „so“, a,,b"),
        ('Sch{\\\\"u}tz', "Schütz"),
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
        (r"P$<$0.05 at $-$5 K in CO$_2$, ages $>$65, 2$\times$2", "P<0.05 at −5 K in CO₂, ages >65, 2×2"),
        (r"$\mathrm{CO_2}$, $\mathbf{x}^2$, $$x^2$$, $\text{CO}_2$", "CO₂, x², x², CO₂"),
        (r"$\hat\beta$, $\bar t$, \bar t, $\vec x$, $\tilde{a}$, $\dot x$, $\slashed{E}$", "β̂, t̄, t̄, x⃗, ã, ẋ, E̸"),
        (r"$x \not= y$, $\alpha \leq \beta$, $\mu m$, $\alpha = 0.05$", "x ≠ y, α ≤ β, μm, α = 0.05"),
        (r"$\left(\frac{a+b}{c}\right)$, $\frac12$, $\sqrt[3]{x}$, $\left. x \right|$", "((a+b)/c), 1/2, ³√(x), x |"),
        (r"$2\frac{1}{2}$", "2 1/2"),
        (r"$5'$-UTR, $3''$, 20$^{th}$, 2$^{\rm nd}$", "5′-UTR, 3″, 20th, 2nd"),
        (r"5$\,$mg, 5$~$mg, $p < 0.05$, $ n $", "5 mg, 5 mg, p < 0.05, n"),
        (r"37$^o$C, 37 $^{\rm o}$C, 5$^0$C, 37 {\deg}C, 37\,\celsius, 10$^0$", "37°C, 37 °C, 5°C, 37 °C, 37 °C, 10⁰"),
        (r"PM$_{2.5}$, PM\textsubscript{2.5}, $x_{1,2}$", "PM₂.₅, PM₂.₅, x_(1,2)"),
        (r"$\mathbb R^n$, 5 $\upmu$m, \pmb{x}, Lyrica$^{\circledR}$", "ℝⁿ, 5 μm, x, Lyrica®"),
        (r"T$_C$, V$_{max}$, T\textsubscript{C}, 10\textsuperscript{1/2}", "T_C, Vₘₐₓ, T_C, 10^(1/2)"),
        (r"\ce{H2O}, \ce{SO4^2-}, \ce{^{13}C}, \ce{Na+}, \ce{A -> B}", "H₂O, SO₄²⁻, ¹³C, Na⁺, A → B"),
    ],
)
def test_mathematics_is_told_from_dollars(latex: str, text: str) -> None:
    assert decode(latex) == (text, False)


@pytest.mark.parametrize(
    "text",
    [
        "Cost of $100 million, US$ 5 each",
        "from $1 to US$",
        "in US$, A$ and C$",
        "prices (US$) and (A$)",
        "$5-$6, $7/$8, ($9)-($10)",
        "A$10, US$20 and HK$30",
        "R$5,00 a R$10",
        "$5m to $6m a year",
        "(in $) or ($)",
    ],
)
def test_money_keeps_its_dollars(text: str) -> None:
    assert decode(text) == (text, False)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\$5 or $6", "$5 or $6"),
        (r"US$5 per t CO$_2$ at $n = 30$", "US$5 per t CO₂ at n = 30"),
        (r"$20 each ($n=20$)", "$20 each (n=20)"),
        (r"US$5 vs CA$\approx$4", "US$5 vs CA≈4"),
        (r"costs $5 \emph{per} day or $6", "costs $5 per day or $6"),
        (r"$100$ and $5\%$ of $3$", "100 and 5% of 3"),
        (r"$5 mg$ of C$60$, $Escherichia coli$", "5 mg of C60, Escherichia coli"),
    ],
)
def test_money_and_formulas_stand_in_one_text(latex: str, text: str) -> None:
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
        (r"see \cite{kocher-1996} and \ref{a}", r"see \cite{kocher-1996} and \ref{a}"),
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
        (r"\href{https://doi.org/10.1016/S0304}{10.1016/S0304}", "https://doi.org/10.1016/S0304"),
        ("http://example.org/%20~--", "http://example.org/%20~--"),
        (r"http://example.org/$\sim$curie/", "http://example.org/~curie/"),
        (r"http://example.org/{\raise.17ex\hbox{$\scriptstyle\sim$}}curie", "http://example.org/~curie"),
        (r"http://example.org/\string~curie \char`\~x {\textasciitilde}x", "http://example.org/~curie ~x ~x"),
        ("10.1002/(SICI)15&lt;1661::AID&gt;3.0", "10.1002/(SICI)15<1661::AID>3.0"),
        (r"10.1002/a$\lt$b$\gt$ &amp;amp; &amp;lt; &#60;", "10.1002/a<b> & < <"),
        (r"http://example.org/?a=1&amp;b=2\&c=3&copy=4", "http://example.org/?a=1&b=2&c=3&copy=4"),
    ],
)
def test_addresses_lose_only_their_escapes(latex: str, text: str) -> None:
    assert clean_verbatim(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"S\o rensen, K.~J.", "Sørensen, K. J."),
        (r"{van den Berg}, J", f"{OPENING}van den Berg{CLOSING}, J"),
        (r"{\v S}koda, {\relax Ch}arles", "Škoda, Charles"),
        (r"{\"Osterreichische Akademie}", f"{OPENING}Österreichische Akademie{CLOSING}"),
        (r"Lee$^{1,2}$, Roe\textsuperscript{a}", f"Lee{RAISED}1,2{LEVEL}, Roe{RAISED}a{LEVEL}"),
        (r"""Sch\\"{u}tz, M \ ' { A } Serrano""", "Schütz, M Á Serrano"),
    ],
)
def test_a_name_is_decoded_before_it_is_divided(latex: str, text: str) -> None:
    assert decode_name(latex) == (text, False)


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
        "import sys; from painsite.sources.latex.decoding import decode; decode(r'K{\\\"o}nig $\\alpha$');"
        "print('pylatexenc' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert printed == "False\n"
