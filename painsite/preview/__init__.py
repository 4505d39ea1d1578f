"""The journey again and again, with a browser listening."""
