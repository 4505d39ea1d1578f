"""When a work of a .bib file was published, and when its page was looked at."""

from collections.abc import Callable

from painsite.model import Issued
from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.dates import parse_bibtex_date, parse_bibtex_year, says_no_date, with_month
from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.work import Work, plain, use


def read_issued(work: Work) -> None:
    """Read BibLaTeX's `date`, or `year`, `month` and `day`; what cannot be read is kept as it stands."""
    date = use(work, "issued", "date")
    issued = _read_date(work, parse_bibtex_date, date, "date") if date else None
    if issued is None:
        year = use(work, "issued", "year")
        issued = _read_date(work, parse_bibtex_year, year, "year") if year else None
    else:
        _compare_year(work, issued)
    if issued is None:
        return
    month, day = use(work, "issued", "month"), use(work, "issued", "day")
    if month:
        try:
            issued = with_month(issued, plain(work, month), plain(work, day) if day else "")
        except Doubtful as problem:
            work.reading.report("bibtex-date", month.offset, problem.message, problem.remedy)
            issued = problem.value
        except Unreadable as problem:
            work.reading.report("bibtex-date", month.offset, problem.message, problem.remedy)
            work.used.discard("month")
    work.values["issued"] = issued


def read_original_date(work: Work) -> None:
    """Read when the work first appeared: BibLaTeX's `origdate`, or `origyear` as its first versions had it."""
    for name in ("origdate", "origyear"):
        found = use(work, "original_date", name)
        date = _read_date(work, parse_bibtex_date, found, name) if found else None
        if date:
            work.values["original_date"] = date
            return


def read_accessed(work: Work, *names: str) -> None:
    """Read when a page was looked at."""
    found = use(work, "accessed", *names)
    accessed = _read_date(work, parse_bibtex_date, found, "accessed") if found else None
    if accessed:
        work.values["accessed"] = accessed.start


def _read_date(work: Work, parse: Callable[[str], Issued], found: RawField, name: str) -> Issued | None:
    """Read a date, or report it; a field of which nothing was read stays among those that are kept as they are."""
    text = plain(work, found) if "\\" in found.value else found.value
    if says_no_date(text):
        work.used.discard(name)
        return None
    try:
        return parse(text)
    except Doubtful as problem:
        if "\\" not in text:  # else its LaTeX has been reported
            work.reading.report("bibtex-date", found.offset, problem.message, problem.remedy)
        issued: Issued = problem.value
        return issued
    except Unreadable as problem:
        work.reading.report("bibtex-date", found.offset, problem.message, problem.remedy)
        work.used.discard(name)
        return None


def _compare_year(work: Work, issued: Issued) -> None:
    """Report a `year` beside `date` that says another."""
    found = work.fields.get("year")
    if found is None or not found.value.strip():
        return
    try:
        year = parse_bibtex_year(plain(work, found))
    except Doubtful as problem:
        year = problem.value
    except Unreadable:
        return
    work.used.add("year")
    last = issued.end.year if issued.end else issued.year
    if not issued.year <= year.year <= last:
        message = f"`date` and `year` differ: {issued.year} and {year.year}, and `date` is used"
        work.reading.report("bibtex-date", found.offset, message, "keep the one that is right")
