"""Ranges of pages, as the styles write them."""

import re
from collections.abc import Callable

# BibTeX has two or three hyphens, other sources any dash.
DASH = r"\s*[-‐‑–—−]{1,3}\s*"
_PAGE = r"(?:[A-Za-z0-9.]*[A-Za-z.])?\d+"
_NO_MORE = rf"(?![\w.-]*\w)(?!{DASH}\w)"
"""What has three parts, such as an ISBN, is no range."""
_PAGE_RANGE = re.compile(rf"(?<![\w.-])({_PAGE}){DASH}({_PAGE}){_NO_MORE}")
_LETTERED_RANGE = re.compile(rf"(?<![\w.-])(\w*\d\w*|[ivxlcdm]+){DASH}(\w*\d\w*|[ivxlcdm]+){_NO_MORE}")
_NUMBER_RANGE = re.compile(rf"(?<=\d){DASH}(?=\d)")


def dash_numbers(text: str) -> str:
    """Write ranges of numbers, such as those of a double issue, with an en dash: `3–4`."""
    return _NUMBER_RANGE.sub("–", text)


def shorten_pages(text: str) -> str:
    """Write page ranges with an en dash, and of the last page only what changes.

    `392-399` gives `392–9`, `S2-S15` gives `S2–15`, `1541-8; discussion 1549` and `iii-v` keep their digits. Pages that
    end in a letter are not shortened: `126A–127A`. Source: Citing Medicine, chapter 1, Pagination.
    """
    return _write(text, "–", _last_in_vancouver, lettered=False)


def spell_pages(text: str, dash: str = "–") -> str:
    """Write page ranges with both pages whole: `1541-8; discussion 1549` gives `1541–1548; discussion 1549`."""
    return _write(text, dash, lambda _, last: last)


def shorten_pages_mla(text: str) -> str:
    """Write page ranges with two digits of the last page at least: `201–11`, `103–04`, `96–101`, `923–1003`.

    Source: MLA Handbook, 9th ed., 2.139.
    """
    return _write(text, "–", _last_in_mla)


def shorten_pages_chicago(text: str) -> str:
    """Write page ranges as the Chicago Manual of Style has them (17th ed., 9.61): `96–117`, `100–104`, `101–8`."""
    return _write(text, "–", _last_in_chicago)


def first_and_last(text: str) -> tuple[str, str]:
    """Return first and last page of a text that is one range, both whole; else the text and nothing."""
    first, mark, last = spell_pages(text, "\t").partition("\t")
    return (first, last) if mark and "\t" not in last and last.isalnum() else (text.strip(), "")


def _write(text: str, dash: str, shorten: Callable[[str, str], str], *, lettered: bool = True) -> str:
    """Write each range with its last page as `shorten` has it, given the digits of both pages.

    A last page with fewer digits is a shortened one: `e315-31` and `e315-e31` end at e331. A letter before both pages
    is written twice, if at all, where the last page is whole: `e315–e31` would fall. A range that falls all the same
    stays as it is.
    """

    def write(match: re.Match[str]) -> str:
        first, last = match[1], match[2]
        prefix, digits = _split_page(first)
        last_prefix, last_digits = _split_page(last)
        if last_prefix and not prefix.endswith(last_prefix):
            return f"{first}{dash}{last}"
        whole = digits[: max(len(digits) - len(last_digits), 0)] + last_digits
        if whole == digits:
            return first
        if not _runs_on(digits, whole):
            return f"{first}{dash}{last}"
        written = shorten(digits, whole)
        return f"{first}{dash}{prefix if lettered and written == whole else ''}{written}"

    return _LETTERED_RANGE.sub(rf"\1{dash}\2", _PAGE_RANGE.sub(write, text.strip()))


def _runs_on(first: str, last: str) -> bool:
    return (len(first), first) < (len(last), last)


def _last_in_vancouver(first: str, last: str) -> str:
    return last[_same(first, last) :] if len(first) == len(last) else last


def _last_in_mla(first: str, last: str) -> str:
    if len(first) != len(last) or len(last) < 3:
        return last
    return last[min(_same(first, last), len(last) - 2) :]


def _last_in_chicago(first: str, last: str) -> str:
    if len(first) != len(last) or len(first) < 3 or first.endswith("00"):
        return last
    fewest = 1 if first[-2] == "0" else 2
    return last[min(_same(first, last), len(last) - fewest) :]


def _same(first: str, last: str) -> int:
    """Return how many digits two different numbers of one length share at the beginning."""
    return next(index for index in range(len(first)) if first[index] != last[index])


def _split_page(page: str) -> tuple[str, str]:
    """Split `S15` into `S` and `15`."""
    prefix = page.rstrip("0123456789")
    return prefix, page[len(prefix) :]
