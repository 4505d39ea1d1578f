"""A record of a work, as a service or a file of references has it."""

from painsite.model import Entry, Issued, Value


class Appearance(Value, frozen=True, kw_only=True):
    """When a work appeared, where the source tells print from online."""

    printed: Issued | None = None
    """Of the issue."""
    online: Issued | None = None
    electronic: bool | None = None
    """Whether the work is cited by its online date; None where the source does not say."""


class Record(Value, frozen=True, kw_only=True):
    """One work from one source, not yet part of the bibliography."""

    entry: Entry
    """Its reference. The citekey is the source's own, or empty; `path` and `places` are empty."""
    source: str
    """A service, such as `crossref`, or the file that was imported, as it was named."""
    place: str = ""
    """Where in a file it begins, as `references.ris:120`; empty for a service."""
    keywords: tuple[str, ...] = ()
    """What the source says of its topics, the likeliest tags first: suggestions for `tags`."""
    plain_summary: str = ""
    """The publisher's summary in plain language, which may be where an editor's begins."""
    appearance: Appearance = Appearance()


class Refusal(Value, frozen=True, kw_only=True):
    """A record that cannot be used."""

    name: str
    """By which the source's reader finds it: an identifier, or where it stands."""
    message: str
    """Why: lower case, no full stop."""
