"""Markdown in, sanitised HTML and its citations out."""
