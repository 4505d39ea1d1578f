"""The page of the whole citation graph, and its data for other programs."""
