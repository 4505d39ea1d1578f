"""Which files of the theme a site needs: what serves a part that is switched off would lie there for nothing."""

from painsite.pages.context import Context
from painsite.pages.graph.page import has_graph

_SEARCH = ("search-dialog.js", "search-engine.js", "search-page.js", "search-show.js", "search.css", "search.js")
_GRAPH = (
    "graph-data.js",
    "graph-filter.js",
    "graph-frame.js",
    "graph-labels.js",
    "graph-library.js",
    "graph-moving.js",
    "graph-node.js",
    "graph-page.js",
    "graph-search.js",
    "graph-sheet.js",
    "graph-stage.js",
    "graph.css",
    "graph.js",
)


def unused_theme_files(context: Context) -> frozenset[str]:
    """Return files of the theme, by their path in the output, that no page of the site loads."""
    features = context.settings.features
    parts = (
        (features.search, _SEARCH),
        (has_graph(context), _GRAPH),
        (features.exports, ("cite.js", "take.js")),
        (features.cards, ("cards.js",)),
        (bool(context.identifier_addresses), ("identifiers.js",)),
    )
    return frozenset([name for is_used, names in parts if not is_used for name in names])
