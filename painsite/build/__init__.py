"""The journey from sources to a published site, and only as much of it as has changed."""
