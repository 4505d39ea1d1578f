"""MeSH headings as PubMed and its exporters write them, with their marks of importance and their qualifiers.

Source: https://www.nlm.nih.gov/mesh/subhierarchy.html, with the qualifiers that older records have, and
Embase's `/exp/mj`.
"""

import re

_QUALIFIERS = frozenset(
    " ".join(name.split())
    for name in """
    abnormalities; administration & dosage; adverse effects; agonists; analogs & derivatives; analysis;
    anatomy & histology; antagonists & inhibitors; biosynthesis; blood; blood supply; cerebrospinal fluid;
    chemical synthesis; chemically induced; chemistry; classification; complications; congenital; contraindications;
    cytology; deficiency; diagnosis; diagnostic imaging; diagnostic use; diet therapy; drug effects; drug therapy;
    economics; education; embryology; enzymology; epidemiology; ethics; ethnology; etiology; genetics;
    growth & development; history; immunology; injuries; innervation; instrumentation; isolation & purification;
    legislation & jurisprudence; manpower; metabolism; methods; microbiology; mortality; nursing;
    organization & administration; parasitology; pathogenicity; pathology; pharmacokinetics; pharmacology; physiology;
    physiopathology; poisoning; prevention & control; psychology; radiation effects; radiography;
    radionuclide imaging; radiotherapy; rehabilitation; secondary; secretion; standards;
    statistics & numerical data; supply & distribution; surgery; therapeutic use; therapy; toxicity; transmission;
    transplantation; transport; trends; ultrasonography; ultrastructure; urine; utilization; veterinary; virology;
    exp; mj
    """.split(";")
)
_OVID = re.compile(r"[a-z]{2} \[[^]]+]")
"""Ovid's codes of qualifiers: `Back Pain/th [Therapy]`."""
_STAR = re.compile(r"\*+(?=[^\W_])")


def heading_of(keyword: str) -> str:
    """Return the heading of `*Back Pain/therapy`, `Rett Syndrome/genetics/*therapy`, `Axons, physiology`.

    Mendeley writes `Back Pain: therapy`. What is no qualifier stays: `Input/output`, `Polymorphism, Single Nucleotide`.
    """
    words = keyword.replace("/&/", "&")
    starred = _STAR.match(words)
    heading = words[starred.end() :] if starred else words
    heading, *qualifiers = re.split(r"\s*/\s*", heading)
    # Ovid writes them in capitals too
    qualifiers = [one.lower() if one.isupper() else one for one in qualifiers]
    if qualifiers and all(_is_qualifier(one) or _OVID.fullmatch(one) for one in qualifiers):
        # `Brain, anatomy & histology/cytology`, as JabRef writes it
        before, comma, first = heading.rpartition(", ")
        return before if comma and _is_qualifier(first) else heading
    for sign in (", ", ": "):
        before, comma, last = words.rpartition(sign)
        if not qualifiers and comma and _is_qualifier(last):
            return _STAR.sub("", before, count=1)
    return words[starred.end() :] if starred else keyword


def _is_qualifier(words: str) -> bool:
    # in small letters: `Education, Nursing` is a heading
    return " ".join(words.replace("*", "").replace(" and ", " & ").split()) in _QUALIFIERS
