"""From files of references to entries: which are new, what each is called, and an account of every record."""
