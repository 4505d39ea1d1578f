"""A library in, pages out: which exist and what each shows."""
