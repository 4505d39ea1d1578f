"""The languages of interfaces: texts, dates, numbers, plurals."""

from msgspec.structs import replace

from painsite.languages.wording import Wording


def wording_in(language: str) -> Wording:
    """Return the interface's words in a language (BCP 47), which counts by its first part: `de-AT` is German.

    Without a catalogue the texts are English; dates, numbers and plurals are the language's own as far as they are
    known. A language is imported when it is asked for: English costs nothing.
    """
    tag = language.lower()
    if tag == "en" or (tag.startswith("en-") and tag != "en-us"):
        return Wording()
    from painsite.languages.forms import forms_of  # noqa: PLC0415

    return replace(_texts_in(tag.partition("-")[0]), **forms_of(tag))


def _texts_in(primary: str) -> Wording:
    if primary == "de":
        from painsite.languages.german import GERMAN  # noqa: PLC0415

        return GERMAN
    return Wording()
