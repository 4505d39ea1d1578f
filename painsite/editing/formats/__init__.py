"""Answers of services, and files of their formats → records. Knows nothing of network and bibliography."""
