"""Answers for editors and programs: lists of entries, what is known of one, how to cite it."""
