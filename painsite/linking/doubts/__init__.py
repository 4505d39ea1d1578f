"""What looks wrong in a linked library and may be right: found by comparing, and never by a build."""
