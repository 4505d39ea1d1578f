"""Entries and articles in, one linked library out."""
