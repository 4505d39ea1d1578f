"""What LaTeX's commonest commands stand for."""

ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "H": "\u030b",
    "b": "\u0331",
    "c": "\u0327",
    "d": "\u0323",
    "k": "\u0328",
    "r": "\u030a",
    "t": "\u0361",
    "u": "\u0306",
    "v": "\u030c",
}
"""Combining characters by command; they follow their letter."""

SPACING_ACCENTS = {"~": "~", "^": "^", "'": "´", "`": "`", '"': "¨"}
"""What an accent prints that stands over nothing: `\\~{}` is how addresses write a tilde."""

LETTERS = {
    "AA": "Å", "AE": "Æ", "DH": "Ð", "DJ": "Đ", "IJ": "Ĳ", "L": "Ł", "NG": "Ŋ", "O": "Ø", "OE": "Œ", "SS": "ẞ",
    "TH": "Þ",
    "aa": "å", "ae": "æ", "dh": "ð", "dj": "đ", "i": "ı", "ij": "ĳ", "j": "ȷ", "l": "ł", "ng": "ŋ", "o": "ø",
    "oe": "œ", "ss": "ß", "th": "þ", "hyphen": "-",
}  # fmt: skip
"""Commands that are letters of a word: the blank after them ends the command and is not printed."""

SYMBOLS = {
    # signs that LaTeX reserves
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "textbackslash": "\\", "backslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textdollar": "$", "textless": "<", "textgreater": ">", "textbar": "|",
    "slash": "/",
    # blanks; a command that prints nothing is in SWITCHES
    " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " ", "\\": " ", "newline": " ", "quad": " ",
    "qquad": " ", "thinspace": " ", "space": " ", "par": "\n\n",
    # punctuation
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "lq": "‘", "rq": "’", "textquotedblleft": "“", "textquotedblright": "”", "textquotedbl": '"',
    "textquotesingle": "'", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›", "glqq": "„", "grqq": "“", "dots": "…", "ldots": "…",
    "textellipsis": "…", "cdots": "⋯", "textbullet": "•", "bullet": "•", "textperiodcentered": "·", "cdot": "·",
    "textexclamdown": "¡", "textquestiondown": "¿", "textasteriskcentered": "*", "ast": "*", "textdagger": "†",
    "dag": "†", "ddag": "‡", "S": "§", "P": "¶",
    # signs
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©", "pounds": "£",
    "textsterling": "£", "texteuro": "€", "euro": "€", "textyen": "¥", "textcent": "¢", "textdegree": "°",
    "degree": "°", "textmu": "µ", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "textordfeminine": "ª", "textordmasculine": "º", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³",
    # mathematics
    "pm": "±", "textpm": "±", "mp": "∓", "times": "×", "texttimes": "×", "div": "÷", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "ll": "≪", "gg": "≫",
    "infty": "∞", "circ": "∘", "prime": "′", "rightarrow": "→", "to": "→", "leftarrow": "←", "leftrightarrow": "↔",
    "in": "∈", "sum": "∑", "partial": "∂", "nabla": "∇", "log": "log", "ln": "ln", "exp": "exp", "sin": "sin",
    "cos": "cos", "min": "min", "max": "max",
    # Greek
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    # names
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX",
}  # fmt: skip

SWITCHES = frozenset({
    "!", "-", "/", "@", "*", "bf", "bfseries", "displaystyle", "em", "footnotesize", "it", "itshape", "large", "left",
    "mdseries", "noindent", "normalfont", "null", "protect", "relax", "right", "rm", "rmfamily", "sc", "scriptsize",
    "scshape", "sf", "sffamily", "sl", "slshape", "small", "textstyle", "tt", "ttfamily", "upshape", "xspace",
})  # fmt: skip
"""Commands without argument that print nothing."""

WRAPPERS = {
    **dict.fromkeys((
        "bibstring", "emph", "hbox", "lowercase", "mathbf", "mathcal", "mathit", "mathrm", "mathsf", "mathtt", "mbox",
        "mkbibbold", "mkbibemph", "mkbibitalic", "nolinkurl", "operatorname", "path", "text", "textbf", "textit",
        "textmd", "textnormal", "textrm", "textsc", "textsf", "textsl", "texttt", "textup", "underline", "uppercase",
        "url",
    ), ("", "")),
    **dict.fromkeys(("enquote", "mkbibquote"), ("“", "”")),
    "mkbibparens": ("(", ")"),
}  # fmt: skip
"""Commands whose argument is printed, with what stands around it."""

DROPPED = frozenset({"begin", "end", "noopsort", "label", "hspace", "vspace"})
"""Commands that print nothing, nor does their argument."""

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘′*,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°′*,",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
