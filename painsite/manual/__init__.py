"""The manual, a painsite site of its own: served, or printed a topic at a time."""
