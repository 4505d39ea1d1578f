r"""Lists of keywords in the forms that exporters and authors write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.bibtex.mesh import heading_of
from painsite.sources.bibtex.reader import parse_bibtex


def tags(keywords: str) -> list[str]:
    (work,), _ = parse_bibtex(f"@article{{weber-1983,\nkeywords = {{{keywords}}}}}", path="classics.bib")
    return list(work.tags)


PUBMED = """Adult
*Aurora Kinase A/antagonists & inhibitors/genetics
Genetic Therapy/*methods
Rett Syndrome/genetics/*therapy
*Back Pain/therapy
Humans
Polymorphism, Single Nucleotide
Receptors, Antigen, T-Cell"""
HEADINGS = (
    "Adult|Aurora Kinase A|Genetic Therapy|Rett Syndrome|Back Pain|Humans|Polymorphism, Single Nucleotide"
    "|Receptors, Antigen, T-Cell"
)
WRAPPED = """Action Potentials, physiology; Axons, physiology; Leeches;
 Ganglia, Invertebrate, physiology; Ganglia, Sensory, physiology; Cell
 Culture Techniques; Brain, anatomy /&/ histology/cytology"""


@pytest.mark.parametrize(
    ("keywords", "wanted"),
    [
        # commas: Zotero, JabRef, Mendeley
        ("back pain, sciatica", "back pain|sciatica"),
        ("back pain,sciatica,disc", "back pain|sciatica|disc"),
        ("back pain,, sciatica,", "back pain|sciatica"),
        ("back pain, lumbar\n   spine, sciatica", "back pain|lumbar|spine|sciatica"),
        (
            "Image processing, Reproducible work, Education,\n  Visualization, Open source tools, Lumbar\n  spine",
            "Image processing|Reproducible work|Education|Visualization|Open source tools|Lumbar spine",
        ),
        # semicolons: Web of Science, Scopus
        ("Pain, Postoperative; Humans", "Pain, Postoperative|Humans"),
        ("Pain, Postoperative;", "Pain, Postoperative"),
        ("{CARTILAGE; LUMBAR SPINE; DISC}", "CARTILAGE|LUMBAR SPINE|DISC"),
        ("AT&amp;T; R\\&D; back pain", "AT&T|R&D|back pain"),
        # one a line: EndNote, PubMed
        (
            PUBMED,
            HEADINGS,
        ),
        (PUBMED.replace("\n", ";\n"), HEADINGS),
        ("back pain\nsciatica", "back pain|sciatica"),
        ("back pain,\nsciatica,\nlumbar spine, disc", "back pain|sciatica|lumbar spine|disc"),
        ("back pain\nsciatica, disc\nHumans", "back pain|sciatica|disc|Humans"),
        # MeSH headings in lists of PubMed through JabRef, lines broken
        (
            WRAPPED,
            "Action Potentials|Axons|Leeches|Ganglia, Invertebrate|Ganglia, Sensory|Cell Culture Techniques|Brain",
        ),
        ("*Back Pain/th [Therapy]; Education, Nursing", "Back Pain|Education, Nursing"),
        ("Pain/PHYSIOPATHOLOGY; Back/SURGERY/THERAPY; TCP/IP", "Pain|Back|TCP/IP"),
        ("Back Pain/therapy; Back Pain/diagnosis", "Back Pain"),
        # a comma inside a keyword: Better BibTeX, braces, brackets, chemistry
        ("Bitcoin,Marcus; David A,WeChat (Mobile App)", "Bitcoin|Marcus, David A|WeChat (Mobile App)"),
        ("{Pain, Postoperative}, sciatica", "Pain, Postoperative|sciatica"),
        ("oxides (CuO, ZnO), copper", "oxides (CuO, ZnO)|copper"),
        ("oxides (CuO, copper", "oxides (CuO|copper"),
        ("1,2-dichloroethane, N,N-dimethylaniline", "1,2-dichloroethane|N,N-dimethylaniline"),
        ("5\\,mm slices, MRI", "5 mm slices|MRI"),
        # other signs
        ("back pain \\sep sciatica\\sep disc", "back pain|sciatica|disc"),
        ("back pain $\\cdot$ sciatica · disc", "back pain|sciatica|disc"),
        ("back pain • lumbar spine • disc", "back pain|lumbar spine|disc"),
        ("back pain | sciatica|disc", "back pain|sciatica|disc"),
        ("back pain / sciatica", "back pain|sciatica"),
        ("back pain - sciatica - disc", "back pain|sciatica|disc"),
        ("back pain -- sciatica -- disc", "back pain|sciatica|disc"),
        ("Back pain. Lumbar spine. Exercise.", "Back pain|Lumbar spine|Exercise"),
        ("1. back pain 2. sciatica", "back pain|sciatica"),
        ("(1) back pain; (2) sciatica", "back pain|sciatica"),
        ("#backpain #sciatica", "backpain|sciatica"),
        ("back pain\\\\sciatica\\\\disc", "back pain|sciatica|disc"),
        ("腰痛；运动、治疗", "腰痛|运动|治疗"),
        ("Keywords: back pain, sciatica", "back pain|sciatica"),
        ("Schlüsselwörter -- Rückenschmerz, Bandscheibe", "Rückenschmerz|Bandscheibe"),
        # what a tag is
        ("Exercise, exercise, EXERCISE.", "Exercise"),
        ("back pain; MRI.", "back pain|MRI"),
        ("M\\\"uller's sign, $\\alpha$-synuclein, {DNA}", "Müller's sign|α-synuclein|DNA"),
        ('_Streptococcus_, "pain", Bacillus spp., U.S.', "Streptococcus|pain|Bacillus spp.|U.S."),
        ("HW/SW co-design, input/output, C*-algebra", "HW/SW co-design|input/output|C*-algebra"),
        ("back pain - therapy", "back pain - therapy"),
        ("math.AT, 55Q52 (Primary) 54E15", "math.AT|55Q52 (Primary) 54E15"),
        (" ; , \n", ""),
    ],
)
def test_keywords_are_parted_as_their_writer_meant_them(keywords: str, wanted: str) -> None:
    assert tags(keywords) == [tag for tag in wanted.split("|") if tag]


def test_a_bar_in_brackets_parts_nothing() -> None:
    assert tags("P(A|B), back pain") == ["P(A|B)", "back pain"]


@pytest.mark.parametrize(
    "keywords",
    ["Copper, Oxides, Insulators, Nanocrystals; absorption", "Oxides; Insulators, Excitons, Nanocrystals, absorption"],
)
def test_a_short_list_of_commas_with_a_stray_semicolon_is_split_at_both(keywords: str) -> None:
    assert len(tags(keywords)) == 5


def test_a_stray_semicolon_in_a_list_of_commas_separates_too_and_is_told() -> None:
    keywords = "Copper, Oxides, Metal surfaces, Nanoparticles, Excitons, Insulators, Nanocrystals; absorption"
    (work,), problems = parse_bibtex(f"@article{{curie,\n  keywords = {{{keywords}}}}}", path="classics.bib")
    assert work.tags[-3:] == ("Insulators", "Nanocrystals", "absorption")
    (problem,) = problems
    assert str(problem) == (
        "classics.bib:2:3: bibtex-keywords: commas and semicolons both separate the keywords"
        " `Copper, Oxides, Metal surfaces, Nanoparticles, Excitons, In…`; use one of the two"
    )


@pytest.mark.parametrize(
    ("keyword", "heading"),
    [
        ("*Back Pain", "Back Pain"),
        ("Back Pain/*therapy", "Back Pain"),
        ("Back Pain / drug therapy / *prevention and control", "Back Pain"),
        ("Axons, physiology", "Axons"),
        ("Low Back Pain: therapy", "Low Back Pain"),
        ("low back pain/exp/mj", "low back pain"),
        ("Back pain: a review", "Back pain: a review"),
        ("Brain, anatomy /&/ histology/cytology", "Brain"),
        ("Polymorphism, Single Nucleotide", "Polymorphism, Single Nucleotide"),
        ("Education, Nursing", "Education, Nursing"),
        ("and/or", "and/or"),
        ("A*", "A*"),
        ("therapy", "therapy"),
    ],
)
def test_a_mesh_heading_leaves_its_marks_and_qualifiers(keyword: str, heading: str) -> None:
    assert heading_of(keyword) == heading


@pytest.mark.property
@given(st.text(alphabet="ab ,;/|\\-{}()&$*.\n\t1·", max_size=200))
def test_no_list_of_keywords_crashes_or_gives_an_empty_tag(keywords: str) -> None:
    found, _ = parse_bibtex(f'@article{{a,\nkeywords = "{keywords}"}}', path="classics.bib")
    assert all(tag.strip() for work in found for tag in work.tags)
