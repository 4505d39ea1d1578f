"""Which citekey somebody may have meant who wrote another, a surname or an identifier."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property

from painsite.linking.steps import fold
from painsite.model import Entry
from painsite.problems import Unreadable
from painsite.sources.identifiers import parse_arxiv, parse_doi, parse_pmcid, parse_pmid

_MOST = 3
"""Keys that a remedy names."""
_FEW = 2_000
"""Keys that are all compared with one that is unknown; of more, those that begin with its first letters."""
_SURNAME = re.compile(
    r"([^\W\d_]{2,}?(?:['’-][^\W\d_]+)*)[^\w]*?_?(?:etal)?[^\w]*?_?(?:((?:1[5-9]|20)?\d\d)[a-z]?)?", re.IGNORECASE
)
_DOI = re.compile(r"(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)?\s*(10\.\d{4,9}/.+)", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:https?://)?(?P<kind>pmid|pmc|pmcid|pubmed|arxiv)[:_/ ]?(?P<number>.+)", re.IGNORECASE)


class Suggestions:
    """The keys of a site, and what leads to them; what is dear is made when it is first needed."""

    def __init__(self, canonical: Mapping[str, str], entries: Mapping[str, Entry]) -> None:
        """Take citekeys and aliases, in NFC, to citekeys, and the entries by citekey."""
        self._canonical, self._entries = canonical, entries

    def remedy(self, written: str, otherwise: str = "") -> str:
        """Return what to do about a key that nothing has."""
        if identifier := _identifier(written):
            citekey = self._by_identifier.get(identifier)
            what = identifier.partition(":")[0].upper()
            if citekey:
                return f"write `@{citekey}`, the citekey of the entry with this {what}"
            return f"add an entry with this {what}, and cite it by its citekey"
        near = self.near(written)
        if near:
            return f"did you mean {' or '.join(f'`{key}`' for key in near)}?"
        return otherwise or f"add a source with this citekey, or write `\\@{written}` for an at-sign"

    def near(self, written: str) -> tuple[str, ...]:
        """Return the keys that may be meant, the best first."""
        folded = written.casefold()
        if same := self._by_case.get(folded):
            return tuple(same[:_MOST])
        named = self._named(written)
        if len(named) == 1 or (named and written.isalpha()):
            return named[:_MOST]
        alike = get_close_matches(written, self._candidates(folded), n=_MOST, cutoff=0.7)
        return (
            tuple(alike)
            or named[:_MOST]
            or tuple(key for key in self._canonical if key.casefold().startswith(folded))[:_MOST]
        )

    def _named(self, written: str) -> tuple[str, ...]:
        """Return the entries whose author and year a key seems to name; a first author before others."""
        parts = _SURNAME.fullmatch(written)
        if not parts:
            return ()
        found = self._by_surname.get(fold(parts[1]), ())
        year = parts[2]
        return tuple(citekey for _, citekey, published in sorted(found) if not year or published.endswith(year))

    def _candidates(self, folded: str) -> Iterable[str]:
        if len(self._canonical) <= _FEW:
            return self._canonical
        return [key for key in self._canonical if key[:2].casefold() == folded[:2]]

    @cached_property
    def _by_case(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._canonical:
            found[key.casefold()].append(key)
        return found

    @cached_property
    def _by_surname(self) -> Mapping[str, list[tuple[int, str, str]]]:
        found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for citekey, entry in self._entries.items():
            year = str(entry.issued.year) if entry.issued else ""
            for position, person in enumerate(entry.authors.people):
                found[fold(person.last_name)].append((min(position, 1), citekey, year))
        return found

    @cached_property
    def _by_identifier(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for citekey, entry in self._entries.items():
            for kind in ("doi", "pmid", "pmcid", "arxiv"):
                if value := getattr(entry, kind):
                    found.setdefault(f"{kind}:{value}".lower(), citekey)
        return found


def _identifier(written: str) -> str:
    """Return `doi:…`, `pmid:…`, `pmcid:…` or `arxiv:…` in small letters where that is what was written."""
    try:
        if doi := _DOI.fullmatch(written):
            return f"doi:{parse_doi(doi[1])}".lower()
        if found := _PREFIXED.fullmatch(written):
            kind, number = found["kind"].lower(), found["number"]
            if kind in {"pmid", "pubmed"}:
                return f"pmid:{parse_pmid(number)}"
            if kind == "arxiv":
                return f"arxiv:{parse_arxiv(number)}".lower()
            return f"pmcid:{parse_pmcid(number if number.upper().startswith('PMC') else f'PMC{number}')}".lower()
    except Unreadable:
        return ""
    return ""
