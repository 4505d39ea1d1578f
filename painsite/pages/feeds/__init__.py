"""Feeds: of the site, of each tag, of each article."""
