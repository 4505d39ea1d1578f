"""All formats, in the order in which readers are offered them."""

from collections.abc import Callable
from dataclasses import dataclass

from painsite.model import Entry
from painsite.pages.formats.ama import format_ama
from painsite.pages.formats.apa import format_apa
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.chicago import format_chicago
from painsite.pages.formats.csl_json import format_csl_json
from painsite.pages.formats.mla import format_mla
from painsite.pages.formats.ris import format_ris
from painsite.pages.references import format_vancouver


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
    """It is plain text for programs; else a reference for people, in HTML of nothing but text and `<em>`."""
    write: Callable[[Entry, str], str]
    """From a work and the public address of its page, which may be empty, to what stands in the file."""


def _vancouver(entry: Entry, _address: str) -> str:
    return format_vancouver(entry)


FORMATS = (
    Format(name="vancouver", words="Vancouver", ending="txt", media_type="text/plain", write=_vancouver),
    Format(name="ama", words="AMA", ending="txt", media_type="text/plain", write=format_ama),
    Format(name="apa", words="APA", ending="txt", media_type="text/plain", write=format_apa),
    Format(name="mla", words="MLA", ending="txt", media_type="text/plain", write=format_mla),
    Format(name="chicago", words="Chicago", ending="txt", media_type="text/plain", write=format_chicago),
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
