"""Texts as XML."""

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
# What XML 1.0 cannot hold, in any spelling: https://www.w3.org/TR/xml/#charsets
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 13}))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def escape_xml(text: str) -> str:
    """Write a text as content of an element, or as a value between double quotation marks.

    A carriage return would be read as a line feed.
    """
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\r", "&#13;")
    )


def encode_xml(text: str) -> bytes:
    """Return the bytes of XML without the characters that it cannot hold; on bytes this takes a tenth of the time."""
    content = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    for character in _NO_CHARACTERS:
        content = content.replace(character, b"")
    return content
