"""Flaws of sources whose remedy is certain, and the edits that mend them."""
