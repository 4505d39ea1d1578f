"""The text of a .bib file in, entries and problems out."""
