"""All formats, in the order in which readers are offered them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from painsite.model import Entry
from painsite.pages.formats.ama import format_ama
from painsite.pages.formats.apa import format_apa
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.chicago import format_chicago
from painsite.pages.formats.csl_json import format_csl_json, format_csl_record
from painsite.pages.formats.csv_table import csv_header, format_csv_record
from painsite.pages.formats.mla import format_mla
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.ris import format_ris
from painsite.pages.formats.vancouver import format_vancouver


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write down a work."""

    name: str
    """`ama`, for addresses and files."""
    words: str
    """`AMA`; a proper name, the same in every language."""
    ending: str
    """Of a file, without a dot."""
    media_type: str
    is_data: bool = False
    """It is plain text for programs; else a reference for people, in HTML of nothing but text, `<em>` and `<bdi>`."""
    write: Callable[[Entry, Ours], str]
    """From a work, and what the site says beside it, to what stands in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """One way to write down many works."""

    words: str
    ending: str
    media_type: str
    head: str = ""
    between: str = ""
    foot: str = ""
    write: Callable[[Entry, Ours], str]
    """Returns the record of one of them."""

    def join(self, records: Iterable[bytes]) -> bytes:
        """Return the content of a file of these records."""
        return b"".join((self.head.encode(), self.between.encode().join(records), self.foot.encode()))


def _of_people(format_reference: Callable[[Entry], str]) -> Callable[[Entry, Ours], str]:
    return lambda entry, _: format_reference(entry)


FORMATS = (
    Format(
        name="vancouver", words="Vancouver", ending="txt", media_type="text/plain", write=_of_people(format_vancouver)
    ),
    Format(name="ama", words="AMA", ending="txt", media_type="text/plain", write=_of_people(format_ama)),
    Format(name="apa", words="APA", ending="txt", media_type="text/plain", write=_of_people(format_apa)),
    Format(name="mla", words="MLA", ending="txt", media_type="text/plain", write=_of_people(format_mla)),
    Format(name="chicago", words="Chicago", ending="txt", media_type="text/plain", write=_of_people(format_chicago)),
    Format(
        name="bibtex",
        words="BibTeX",
        ending="bib",
        media_type="application/x-bibtex",
        is_data=True,
        write=format_bibtex,
    ),
    Format(
        name="ris",
        words="RIS",
        ending="ris",
        media_type="application/x-research-info-systems",
        is_data=True,
        write=format_ris,
    ),
    Format(
        name="csl-json",
        words="CSL-JSON",
        ending="json",
        media_type="application/vnd.citationstyles.csl+json",
        is_data=True,
        write=format_csl_json,
    ),
)

_BIBTEX, _RIS, _CSL_JSON = FORMATS[-3:]
FILE_FORMATS = (
    FileFormat(words=_BIBTEX.words, ending="bib", media_type=_BIBTEX.media_type, between="\n", write=format_bibtex),
    FileFormat(words=_RIS.words, ending="ris", media_type=_RIS.media_type, write=format_ris),
    FileFormat(
        words=_CSL_JSON.words,
        ending="json",
        media_type=_CSL_JSON.media_type,
        head="[\n",
        between=",\n",
        foot="\n]\n",
        write=format_csl_record,
    ),
    FileFormat(words="CSV", ending="csv", media_type="text/csv", head=csv_header(), write=format_csv_record),
)
"""Those in which many works are taken away at once."""
