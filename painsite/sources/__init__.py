"""Text in, entries and articles out."""
