"""Pages that list nodes, and what leads to them."""
