"""What LaTeX's commonest commands stand for."""

ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "G": "\u030f",
    "H": "\u030b",
    "U": "\u030d",
    "b": "\u0331",
    "c": "\u0327",
    "d": "\u0323",
    "f": "\u0311",
    "h": "\u0309",
    "k": "\u0328",
    "r": "\u030a",
    "t": "\u0361",
    "u": "\u0306",
    "v": "\u030c",
    "cb": "\u0326",
    "textcommabelow": "\u0326",
    "textdotbelow": "\u0323",
    "textmacronbelow": "\u0331",
    "textogonekcentered": "\u0328",
    # of formulas
    "acute": "\u0301",
    "bar": "\u0304",
    "breve": "\u0306",
    "cancel": "\u0338",
    "check": "\u030c",
    "ddot": "\u0308",
    "dot": "\u0307",
    "grave": "\u0300",
    "hat": "\u0302",
    "mathring": "\u030a",
    "not": "\u0338",
    "overline": "\u0304",
    "overrightarrow": "\u20d7",
    "slashed": "\u0338",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "widehat": "\u0302",
    "widetilde": "\u0303",
}
"""Combining characters by command; they follow their letter."""

SPACING_ACCENTS = {"~": "~", "^": "^", "'": "´", "`": "`", '"': "¨"}
"""What an accent prints that stands over nothing: `\\~{}` is how addresses write a tilde."""

LETTERS = {
    "AA": "Å", "AE": "Æ", "DH": "Ð", "DJ": "Đ", "IJ": "Ĳ", "L": "Ł", "NG": "Ŋ", "O": "Ø", "OE": "Œ", "SS": "ẞ",
    "TH": "Þ",
    "aa": "å", "ae": "æ", "dh": "ð", "dj": "đ", "i": "ı", "ij": "ĳ", "j": "ȷ", "l": "ł", "ng": "ŋ", "o": "ø",
    "oe": "œ", "ss": "ß", "th": "þ", "hyphen": "-", "imath": "ı", "jmath": "ȷ", "ohorn": "ơ", "Ohorn": "Ơ",
    "uhorn": "ư", "Uhorn": "Ư",
}  # fmt: skip
"""Commands that are letters of a word: the blank after them ends the command and is not printed."""

SYMBOLS = {
    # signs that LaTeX reserves
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "textbackslash": "\\", "backslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textdollar": "$", "textless": "<", "textgreater": ">", "lt": "<", "gt": ">",
    "textbar": "|", "slash": "/", "textnumero": "№", "texttildelow": "~",
    # blanks; a command that prints nothing is in SWITCHES
    " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " ", "\\": " ", "newline": " ", "quad": " ",
    "qquad": " ", "thinspace": " ", "enspace": " ", "enskip": " ", "space": " ", "nobreakspace": " ", "linebreak": " ",
    "hfill": " ",
    "par": "\n\n",
    # punctuation
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "lq": "‘", "rq": "’", "textquotedblleft": "“", "textquotedblright": "”", "textquotedbl": '"',
    "textquotesingle": "'", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«",
    "frqq": "»", "flq": "‹", "frq": "›", "og": "« ", "fg": " »", "dots": "…", "ldots": "…",
    "textellipsis": "…", "cdots": "⋯", "textbullet": "•", "bullet": "•", "textperiodcentered": "·", "cdot": "·",
    "textexclamdown": "¡", "textquestiondown": "¿", "textasteriskcentered": "*", "ast": "*", "textdagger": "†",
    "textdaggerdbl": "‡", "dag": "†", "ddag": "‡", "dagger": "†", "ddagger": "‡", "S": "§", "P": "¶",
    "textsection": "§", "textparagraph": "¶", "copyright": "©", "item": "\n\n• ",
    # signs
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "pounds": "£", "textasciiacute": "´",
    "textsterling": "£", "texteuro": "€", "euro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢", "textdegree": "°",
    "textasciigrave": "`", "textasciidieresis": "¨", "textcelsius": "℃", "textperthousand": "‰", "permil": "‰",
    "degree": "°", "deg": "°", "celsius": "°C", "ohm": "Ω", "checkmark": "✓", "circledR": "®",
    "No": "N° ", "no": "n° ", "textmu": "µ", "micro": "µ", "textohm": "Ω", "textonehalf": "½", "textonequarter": "¼",
    "textthreequarters": "¾", "textordfeminine": "ª", "textordmasculine": "º", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textcurrency": "¤", "textbrokenbar": "¦", "textlnot": "¬",
    "textminus": "−", "textfractionsolidus": "⁄",
    # mathematics
    "pm": "±", "textpm": "±", "mp": "∓", "times": "×", "texttimes": "×", "div": "÷", "textdiv": "÷", "leq": "≤",
    "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "equiv": "≡", "ll": "≪", "gg": "≫", "lesssim": "≲",
    "gtrsim": "≳", "infty": "∞", "circ": "∘", "prime": "′", "rightarrow": "→", "textrightarrow": "→", "to": "→",
    "leftarrow": "←", "textleftarrow": "←", "leftrightarrow": "↔", "uparrow": "↑", "textuparrow": "↑",
    "downarrow": "↓", "textdownarrow": "↓", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔",
    "longrightarrow": "⟶", "rightleftharpoons": "⇌", "mapsto": "↦", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃",
    "wedge": "∧", "vee": "∨", "neg": "¬", "oplus": "⊕", "otimes": "⊗", "perp": "⊥", "parallel": "∥", "mid": "|",
    "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖", "|": "‖", "langle": "⟨", "rangle": "⟩", "star": "⋆",
    "ell": "ℓ", "hbar": "ℏ", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "log": "log",
    "ln": "ln", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "min": "min", "max": "max", "lim": "lim",
    # Greek
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    **{
        f"text{name}": letter
        for name, letter in zip(
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda nu xi pi rho sigma tau upsilon phi chi psi"
            " omega".split(),
            "αβγδεζηθικλνξπρστυφχψω",
            strict=True,
        )
    },
    "upalpha": "α", "upbeta": "β", "upgamma": "γ", "updelta": "δ", "upmu": "μ",
    # names
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX",
}  # fmt: skip

SWITCHES = frozenset({
    "!", "-", "/", "@", "*", "allowbreak", "bf", "bfseries", "big", "Big", "bigg", "bigl", "bigr", "cal", "centering",
    "displaystyle", "em",
    "footnotesize", "it", "itshape", "Large", "large", "limits", "mdseries", "mit", "nobreak", "nobreakdash",
    "noindent", "normalfont", "normalsize", "null", "protect", "relax", "rm", "rmfamily", "sc", "scriptsize",
    "scriptstyle", "scshape", "sf", "sffamily", "sl", "slshape", "small", "textstyle", "tiny", "tt", "ttfamily",
    "upshape", "xspace",
})  # fmt: skip
"""Commands without argument that print nothing."""

WRAPPERS = {
    **dict.fromkeys((
        "bibstring", "boldsymbol", "bm", "emph", "hbox", "mathbf", "mathcal", "mathit", "mathrm", "mathsf", "mathscr",
        "mathop", "mathtt", "mathfrak", "mbox", "mkbibbold", "mkbibemph", "mkbibitalic", "num",
        "operatorname", "pmb", "smash", "text",
        "textbf", "textit", "textmd", "textnormal", "textrm", "textsc", "textsf", "textsl", "texttt", "textup",
        "ul", "uline", "underline",
    ), ("", "")),
    **dict.fromkeys(("enquote", "mkbibquote", "textquote"), ("“", "”")),
    **dict.fromkeys(("footnote", "thanks"), (" (", ")")),
    "mkbibparens": ("(", ")"),
}  # fmt: skip
"""Commands whose argument is printed, with what stands around it."""

NOTES = frozenset({"footnote", "thanks"})
"""Wrappers that are no part of a name."""

TEXT_IN_FORMULAS = frozenset({"hbox", "mbox", "text", "textbf", "textit", "textnormal", "textrm", "textsf", "textup"})
"""Wrappers whose argument is no formula, wherever they stand."""

DROPPED = frozenset({
    "begin", "color", "end", "hphantom", "index", "label", "noopsort", "phantom", "selectlanguage", "vphantom",
    "vspace",
})  # fmt: skip
"""Commands that print nothing, nor does their argument."""

SPACED_SIGNS = "<>–—±×÷≤≥≈∼=≠→←↔"
"""Signs between words: where a blank stands before such a command, one is meant behind it too."""

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘′*,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°′*,",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
