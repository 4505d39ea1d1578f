"""A node under another citekey, with everything that names it."""
