"""Build a static site from an evidence bibliography."""

__version__ = "0.1.0"
