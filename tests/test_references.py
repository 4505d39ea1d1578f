import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from painsite.languages.wording import Wording
from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.pages.dates import format_date, format_issued
from painsite.pages.formats.ranges import shorten_pages
from painsite.pages.formats.vancouver import format_vancouver


def people(*names: str) -> Names:
    """`Kasch, R`, `van den | Haak, Erica`, `O'Mara, James W, Jr`; without a comma a literal; `others` at the end."""
    persons: list[Person] = []
    for name in names:
        family, _, rest = name.partition(", ")
        given, _, suffix = rest.partition(", ")
        particle, bar, after = family.partition(" | ")
        if name == "others":
            return Names(people=tuple(persons), others=True)
        if not rest:
            persons.append(Person(literal=name))
        elif bar:
            persons.append(Person(particle=particle, family=after, given=given, suffix=suffix))
        else:
            persons.append(Person(family=family, given=given, suffix=suffix))
    return Names(people=tuple(persons))


def on(text: str) -> PartialDate:
    return PartialDate(**dict(zip(("year", "month", "day"), map(int, text.split("-")), strict=False)))


def issued(start: str, end: str = "") -> Issued:
    return Issued(start=on(start), end=on(end) if end else None)


def work(**fields: object) -> Entry:
    return Entry(citekey="a", path="a.yaml", **fields)  # type: ignore[arg-type]


JARVIK = work(
    title="Three-year incidence of low back pain in an asymptomatic cohort: clinical and imaging risk factors",
    authors=people(
        "Jarvik, Jeffrey G.", "Hollingworth, William", "Heagerty, Patrick J.", "Haynor, David R.", "Boyko, Edward J.",
        "Deyo, Richard A.",
    ),
    container_title="Spine (Phila Pa 1976)",
    issued=issued("2005"), volume="30", issue="13", page_range="1541-8; discussion 1549",
)  # fmt: skip

JOURNAL_ARTICLES = {
    "month, issue with supplement, lettered pages": (
        work(
            title="Central sensitization: Implications for the diagnosis and treatment of pain",
            authors=people("Woolf, CJ"),
            container_title="Pain",
            issued=issued("2010-10"), volume="152", issue="2 Suppl", page_range="S2-S15",
        ),
        ("Woolf CJ. Central sensitization: Implications for the diagnosis and treatment of pain."
        " Pain. 2010 Oct;152(2 Suppl):S2–15."),
    ),
    "six authors and pages of a discussion": (
        JARVIK,
        ("Jarvik JG, Hollingworth W, Heagerty PJ, Haynor DR, Boyko EJ, Deyo RA. Three-year incidence of low back"
        " pain in an asymptomatic cohort: clinical and imaging risk factors. Spine (Phila Pa 1976)."
        " 2005;30(13):1541–8; discussion 1549."),
    ),
    "seven authors, a day, the abbreviation before the title": (
        work(
            title="Association of Lumbar MRI Findings with Current and Future Back Pain",
            authors=people(
                "Kasch, Richard", "Truthmann, Julia", "Hancock, Mark J.", "Maher, Christopher G.", "Otto, Markus",
                "Nell, Christopher", "Reichwein, Niklas",
            ),
            container_title="Spine (Phila Pa 1976)", container_abbreviation="Spine",
            issued=issued("2022-02-01"), volume="47", issue="3", page_range="201-211",
        ),
        ("Kasch R, Truthmann J, Hancock MJ, Maher CG, Otto M, Nell C, et al. Association of Lumbar MRI Findings with"
        " Current and Future Back Pain. Spine. 2022 Feb 1;47(3):201–11."),
    ),
    "others": (
        work(
            title="Two-year outcome after lumbar microdiscectomy versus microscopic sequestrectomy: part 2",
            authors=people("Barth, M.", "others"),
            container_title="Spine (Phila Pa 1976)",
            issued=issued("2008"), volume="33", issue="3", page_range="273-9",
        ),
        ("Barth M, et al. Two-year outcome after lumbar microdiscectomy versus microscopic sequestrectomy: part 2."
        " Spine (Phila Pa 1976). 2008;33(3):273–9."),
    ),
    "a particle keeps its case at the start": (
        work(
            title="Symptomatic and asymptomatic abnormalities in patients with lumbosacral radicular syndrome",
            authors=people("van | Rijn, JC", "others"),
            container_title="Clin Neurol Neurosurg",
            issued=issued("2006"), volume="108", issue="6", page_range="553-7",
        ),
        ("van Rijn JC, et al. Symptomatic and asymptomatic abnormalities in patients with lumbosacral radicular"
        " syndrome. Clin Neurol Neurosurg. 2006;108(6):553–7."),
    ),
    "Jr after the initials": (
        work(
            title="The Value of Magnetic Resonance Imaging of the Lumbar Spine",
            authors=people("Borenstein, David G.", "O'Mara, James W., Jr."),
            container_title="J Bone Joint Surg Am",
            issued=issued("2001"), volume="83", issue="9", page_range="1306-1311",
        ),
        ("Borenstein DG, O'Mara JW Jr. The Value of Magnetic Resonance Imaging of the Lumbar Spine."
        " J Bone Joint Surg Am. 2001;83(9):1306–11."),
    ),
    "an organisation after people": (
        work(
            title="Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms",
            authors=people("Vallancien, G", "van | Moorselaar, RJ", "Alf-One Study Group"),
            container_title="J Urol",
            issued=issued("2003"), volume="169", issue="6", page_range="2257-61",
        ),
        ("Vallancien G, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 European men suffering from"
        " lower urinary tract symptoms. J Urol. 2003;169(6):2257–61."),
    ),
    "no author": (
        work(
            title="21st century heart solution may have a sting in the tail",
            container_title="BMJ", issued=issued("2002"), volume="325", issue="7357", page_range="184",
        ),
        "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
    ),
    "a number instead of pages": (
        work(
            title="Surgical versus conservative treatment for lumbar disc herniation: a prospective cohort study",
            authors=people("Gugliotta, Marinella", "da | Costa, Bruno R", "others"),
            container_title="BMJ Open", issued=issued("2016"), volume="6", issue="12", page_range="e012938",
        ),
        ("Gugliotta M, da Costa BR, et al. Surgical versus conservative treatment for lumbar disc herniation:"
        " a prospective cohort study. BMJ Open. 2016;6(12):e012938."),
    ),
    "a supplement to the volume": (
        work(title="Tolerability", container_title="Headache", issued=issued("2002"), volume="42",
             issue="Supplement 2", page_range="S93-9"),
        "Tolerability. Headache. 2002;42 Suppl 2:S93–9.",
    ),
    "an issue without a volume": (
        work(title="Arthroplasty", container_title="Clin Orthop", issued=issued("2002"), issue="401",
             page_range="230-8"),
        "Arthroplasty. Clin Orthop. 2002;(401):230–8.",
    ),
    "a double issue": (
        work(title="Glutamate", container_title="Brain Res", issued=issued("2002"), volume="935", issue="1--2",
             page_range="40--46"),
        "Glutamate. Brain Res. 2002;935(1–2):40–6.",
    ),
    "neither volume nor issue": (
        work(title="Outreach", container_title="HMO", issued=issued("2002-06"), page_range="1-6"),
        "Outreach. HMO. 2002 Jun:1–6.",
    ),
    "no date": (
        work(title="Outreach", container_title="HMO", volume="12", page_range="1-6"),
        "Outreach. HMO. 12:1–6.",
    ),
    "nothing but pages": (
        work(title="Outreach", container_title="HMO", page_range="1-6"),
        "Outreach. HMO. p. 1–6.",
    ),
    "nothing but a title": (work(title="Outreach"), "Outreach."),
    "a question": (
        work(title="Does MRI matter?", container_title="Pain", issued=issued("2017")),
        "Does MRI matter? Pain. 2017.",
    ),
    "a title with its full stop": (
        work(title="Cancer in South Africa.", container_title="S. Afr. Med. J.", issued=issued("1994")),
        "Cancer in South Africa. S. Afr. Med. J. 1994.",
    ),
    "a quoted question": (
        work(title="Who says “it hurts?”", issued=issued("1994")),
        "Who says “it hurts?” 1994.",
    ),
    "characters that HTML knows": (
        work(title="Pain < 3 & <script>alert(1)</script>", container_title="Bone & Joint", issued=issued("2001")),
        "Pain &lt; 3 &amp; &lt;script&gt;alert(1)&lt;/script&gt;. Bone &amp; Joint. 2001.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", JOURNAL_ARTICLES)
def test_a_journal_article_is_referred_to_in_vancouver_style(case: str) -> None:
    entry, reference = JOURNAL_ARTICLES[case]
    assert format_vancouver(entry) == reference


OTHER_TYPES = {
    "book": (
        work(type="book", title="Medical microbiology", authors=people("Murray, PR", "Rosenthal, KS"), edition="4",
             place="St. Louis", publisher="Mosby", issued=issued("2002"), page_range="385"),
        "Murray PR, Rosenthal KS. Medical microbiology. 4th ed. St. Louis: Mosby; 2002. 385 p.",
    ),
    "book by its editors": (
        work(type="book", title="Operative obstetrics",
             editors=people("Gilstrap, LC, III.", "Cunningham, FG", "VanDorsten, JP"), edition="Second edition",
             place="New York", publisher="McGraw-Hill", issued=issued("2002")),
        ("Gilstrap LC 3rd, Cunningham FG, VanDorsten JP, editors. Operative obstetrics. 2nd ed. New York: McGraw-Hill;"
        " 2002."),
    ),
    "book with authors and an editor": (
        work(type="book", title="Adolescent pregnancy", authors=people("Breedlove, GK", "Schorfheide, AM"),
             edition="2nd ed.", editors=people("Wieczorek, RR"), place="White Plains (NY)",
             publisher="March of Dimes Education Services", issued=issued("2001")),
        ("Breedlove GK, Schorfheide AM. Adolescent pregnancy. 2nd ed. Wieczorek RR, editor. White Plains (NY): March of"
        " Dimes Education Services; 2001."),
    ),
    "book of a publisher without a place": (
        work(type="book", title="Explain Pain", authors=people("Butler, David S", "Moseley, G Lorimer"),
             publisher="Noigroup Publications", issued=issued("2003"), volume="1"),
        "Butler DS, Moseley GL. Explain Pain. Vol. 1. Noigroup Publications; 2003.",
    ),
    "book with a place alone": (
        work(type="book", title="De la douleur", edition="2., überarb. Aufl.", place="Paris", issued=issued("1817")),
        "De la douleur. 2., überarb. Aufl. Paris; 1817.",
    ),
    "chapter": (
        work(type="chapter", title="Chromosome alterations in human solid tumors",
             authors=people("Meltzer, PS", "Kallioniemi, A", "Trent, JM"),
             editors=people("Vogelstein, B", "Kinzler, KW"), container_title="The genetic basis of human cancer",
             place="New York", publisher="McGraw-Hill", issued=issued("2002"), page_range="93-113"),
        ("Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, Kinzler"
        " KW, editors. The genetic basis of human cancer. New York: McGraw-Hill; 2002. p. 93–113."),
    ),
    "chapter of a book without editors": (
        work(type="chapter", title="Pain", container_title="The textbook", edition="11", issued=issued("2002")),
        "Pain. In: The textbook. 11th ed. 2002.",
    ),
    "chapter of nothing": (work(type="chapter", title="Pain", issued=issued("1984")), "Pain. 1984."),
    "book that is its own container": (
        work(type="book", title="Pain", container_title="Pain"),
        "Pain.",
    ),
    "chapter of an unnamed book": (
        work(type="chapter", title="Pain", editors=people("Wall, PD", "others"), issued=issued("1984")),
        "Pain. In: Wall PD, et al., editors. 1984.",
    ),
    "conference paper": (
        work(type="paper-conference", title="An analysis of Koza's computational effort statistic",
             authors=people("Christensen, S", "Oppacher, F"), editors=people("Foster, JA"),
             container_title="Genetic programming", event="EuroGP 2002", place="Berlin", publisher="Springer",
             issued=issued("2002"), page_range="182-91", series="Lecture notes in computer science", volume="2278"),
        ("Christensen S, Oppacher F. An analysis of Koza's computational effort statistic. In: Foster JA, editor."
        " Genetic programming. EuroGP 2002. Berlin: Springer; 2002. p. 182–91. (Lecture notes in computer"
        " science; vol. 2278)."),
    ),
    "conference paper in a journal": (
        work(type="paper-conference", title="Abstract 12", container_title="Pain", issued=issued("2010"), volume="1",
             issue="2", page_range="S1"),
        "Abstract 12. Pain. 2010;1(2):S1.",
    ),
    "talk": (
        work(type="speech", title="Computer-compiled subject indexes", authors=people("Patrias, K"),
             event="13th Annual Meeting", issued=issued("1992-11-09", "1992-11-12"), place="New Orleans, LA"),
        ("Patrias K. Computer-compiled subject indexes. Presented at: 13th Annual Meeting; 1992 Nov 9–12;"
        " New Orleans, LA."),
    ),
    "guideline": (
        work(type="report", title="Low back pain and sciatica in over 16s: assessment and management",
             authors=people("National Institute for Health and Care Excellence"), place="London", institution="NICE",
             issued=issued("2016-11-30"), series="NICE guideline", number="NG59",
             url="https://www.nice.org.uk/guidance/ng59", accessed=on("2022-11-03")),
        ("National Institute for Health and Care Excellence. Low back pain and sciatica in over 16s: assessment and"
        " management. London: NICE; 2016 Nov 30 [cited 2022 Nov 3]. (NICE guideline; NG59)."
        " Available from: https://www.nice.org.uk/guidance/ng59"),
    ),
    "report with a number": (
        work(type="report", title="Health monitoring", authors=people("Yen, GG"), institution="Oklahoma State",
             publisher="Air Force", issued=issued("2002-02"), number="AFRL 7", page_range="3-9", doi="10.1000/1",
             url="https://example.org/"),
        "Yen GG. Health monitoring. Oklahoma State; 2002 Feb. p. 3–9. Report No.: AFRL 7.",
    ),
    "report of two organisations": (
        work(type="report", title="Pain", authors=people("Canadian Dental Association", "Acme Inc."),
             publisher="Acme"),
        "Canadian Dental Association; Acme Inc. Pain. Acme.",
    ),
    "dissertation": (
        work(type="thesis", title="Infant sleep and feeding: a telephone survey", authors=people("Borkowski, MM"),
             place="Mount Pleasant (MI)", institution="Central Michigan University", issued=issued("2002")),
        ("Borkowski MM. Infant sleep and feeding: a telephone survey [dissertation]. Mount Pleasant (MI): Central"
        " Michigan University; 2002."),
    ),
    "master’s thesis": (
        work(type="thesis", bibtex_type="mastersthesis", title="Sleep?", publisher="Lund University"),
        "Sleep? [master’s thesis]. Lund University.",
    ),
    "web page": (
        work(type="webpage", title="Resolution of Lumbar Disk Herniation without Surgery",
             authors=people("Hong, Jennifer", "Ball, Perry A."), container_title="NEJM.org", issued=issued("2016-04"),
             accessed=on("2022-11-03"), url="https://www.nejm.org/?a=1&b=2"),
        ("Hong J, Ball PA. Resolution of Lumbar Disk Herniation without Surgery. NEJM.org [Internet]. 2016 Apr"
        " [cited 2022 Nov 3]. Available from: https://www.nejm.org/?a=1&amp;b=2"),
    ),
    "web page of an unnamed site": (
        work(type="post-weblog", title="Sciatica.", publisher="NHS", accessed=on("2022-11"), url="https://nhs.uk/"),
        "Sciatica [Internet]. NHS [cited 2022 Nov]. Available from: https://nhs.uk/",
    ),
    "arXiv preprint": (
        work(type="article", title="Nociception", authors=people("Li, M"), issued=issued("2021-01-01"),
             arxiv="2101.00001v2"),
        "Li M. Nociception. arXiv [Preprint]. 2021 Jan 1. arXiv:2101.00001v2.",
    ),
    "preprint with a DOI": (
        work(title="Nociception", type="article", container_title="medRxiv", issued=issued("2020"),
             doi="10.1101/2020.03.24"),
        "Nociception. medRxiv [Preprint]. 2020. doi:10.1101/2020.03.24.",
    ),
    "preprint with an address": (
        work(title="Nociception", type="article", accessed=on("2020"), url="https://osf.io/abc"),
        "Nociception [Preprint]. [cited 2020]. Available from: https://osf.io/abc",
    ),
    "arXiv paper that calls itself an article": (
        work(title="Nociception", arxiv="math.GT/0309136"),
        "Nociception. arXiv [Preprint]. arXiv:math.GT/0309136.",
    ),
    "article of no declared kind in a journal": (
        work(title="Nociception", type="article", container_title="Pain", volume="3"),
        "Nociception. Pain. 3.",
    ),
    "data set": (
        work(type="dataset", title="Tibia", publisher="Zenodo", issued=issued("2020"), number="v2",
             url="https://zenodo.org/1"),
        "Tibia [dataset]. Zenodo; 2020. No.: v2. Available from: https://zenodo.org/1",
    ),
    "document in a collection": (
        work(type="document", title="Letter", container_title="Papers", edition="Rev.", issued=issued("1920")),
        "Letter. Papers. Rev. ed. 1920.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHER_TYPES)
def test_each_type_of_work_has_its_form(case: str) -> None:
    entry, reference = OTHER_TYPES[case]
    assert format_vancouver(entry) == reference


@pytest.mark.parametrize(
    ("pages", "shortened"),
    [
        ("392-399", "392–9"),
        ("1306-1311", "1306–11"),
        ("1199-1205", "1199–205"),
        ("21-30", "21–30"),
        ("999-1007", "999–1007"),
        ("131-40", "131–40"),
        ("131-140", "131–40"),
        ("427--31", "427–31"),
        ("2394 – 2399", "2394–9"),
        ("S2-S15", "S2–15"),
        ("S93-S99", "S93–9"),
        ("E45-E52", "E45–52"),
        ("1234.e1-1234.e9", "1234.e1–9"),
        ("1234.e1-e9", "1234.e1–9"),
        ("A1-B5", "A1–B5"),
        ("126A-127A", "126A–127A"),
        ("iii-v", "iii–v"),
        ("1541-8; discussion 1549", "1541–8; discussion 1549"),
        ("34-36, 87-91, 110-112", "34–6, 87–91, 110–2"),
        ("1306-1306", "1306"),
        ("140-131", "140–131"),
        ("e315-e331", "e315–31"),
        ("e315-e31", "e315–31"),
        ("e315-31", "e315–31"),
        ("e315-12", "e315–12"),
        ("S12-S9", "S12–9"),
        ("N1-N6", "N1–6"),
        ("1234-34", "1234"),
        ("1234-12", "1234–12"),
        ("12-12", "12"),
        ("e012938", "e012938"),
        ("332", "332"),
        ("CD-123", "CD-123"),
        ("10-11-12", "10-11-12"),
        ("", ""),
    ],
)
def test_the_last_page_keeps_only_what_changes(pages: str, shortened: str) -> None:
    assert shorten_pages(pages) == shortened


@given(st.text(alphabet="0123456789Se.-–;, A", max_size=30))
@example("0-0- 0")
def test_pages_that_are_short_stay_so(pages: str) -> None:
    assert shorten_pages(shorten_pages(pages)) == shorten_pages(pages)


@given(st.integers(1, 9999), st.integers(1, 500))
def test_a_shortened_range_still_tells_the_last_page(first: int, count: int) -> None:
    start, _, end = shorten_pages(f"{first}-{first + count}").partition("–")
    assert (int(start), int(str(first + count)[: -len(end)] + end)) == (first, first + count)


@pytest.mark.parametrize(
    ("number", "edition"),
    [("1", "1st"), ("3", "3rd"), ("11", "11th"), ("12", "12th"), ("13", "13th"), ("21", "21st"), ("112", "112th")],
)
def test_an_edition_is_an_ordinal_number(number: str, edition: str) -> None:
    assert format_vancouver(work(type="book", title="Pain", edition=number)) == f"Pain. {edition} ed."


@pytest.mark.parametrize(
    ("date", "text"),
    [("2026-11-22", "22 November 2026"), ("2026-11", "November 2026"), ("2026", "2026")],
)
def test_a_date_reads_as_far_as_it_is_known(date: str, text: str) -> None:
    assert format_date(on(date), Wording()) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (issued("2010-10-03"), "2010 Oct 3"),
        (issued("2010-10", "2010-10"), "2010 Oct"),
        (issued("2010-01", "2010-02"), "2010 Jan–Feb"),
        (issued("2002-04-03", "2002-04-05"), "2002 Apr 3–5"),
        (issued("2002-04-30", "2002-05-02"), "2002 Apr 30–May 2"),
        (issued("2001-12", "2002-01"), "2001 Dec–2002 Jan"),
        (issued("2001", "2003"), "2001–2003"),
        (Issued(start=PartialDate(year=2010), season="spring"), "2010 Spring"),
    ],
)
def test_of_a_range_of_dates_only_what_changes_is_repeated(when: Issued, text: str) -> None:
    assert format_issued(when) == text


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_no_field_brings_markup_into_a_reference(title: str, container: str, pages: str) -> None:
    reference = format_vancouver(work(title=title, container_title=container, page_range=pages))
    reference = reference.replace("<bdi>", "").replace("</bdi>", "")
    assert "<" not in reference


def test_numbers_beside_arabic_or_hebrew_keep_their_order() -> None:
    entry = work(
        title="ألم أسفل الظهر", authors=people("حداد, سمير"), container_title="Spine", issued=Issued(start=on("2021")),
        volume="12", issue="3", page_range="45-52",
    )  # fmt: skip
    assert format_vancouver(entry) == ("<bdi>حداد سمير</bdi>. <bdi>ألم أسفل الظهر</bdi>. Spine. 2021;12(3):45–52.")
