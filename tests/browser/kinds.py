"""One page of every kind, by what it is, and the sources of those that the sample bibliography does not have."""

from tests.retracted import HEAD, ZHANG, ZHANG_ROW

EXTRA = {
    "bibliography/weber-1983-bare.yaml": (
        "title: Lumbar disc herniation\nredirect_from: [old/weber]\n"
        "doi: 10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2\n"
    ),
    "bibliography/zhang-2021.yaml": ZHANG,
    "bibliography/retractions.csv": HEAD + ZHANG_ROW,
}

REDIRECT = "old/weber/"
PAGES = {
    "home": "",
    "entry": "bibliography/kasch-2022/",
    "entry with notes": "bibliography/pople-1994/",
    "entry from BibTeX": "bibliography/boos-1995/",
    "bare entry": "bibliography/weber-1983-bare/",
    "retracted entry": "bibliography/zhang-2021/",
    "article": "articles/complete-guide-to-low-back-pain/",
    "articles": "articles/",
    "index by year": "bibliography/",
    "A–Z": "index/a-z/",
    "authors": "authors/",
    "author": "authors/hancock-mj/",
    "journal": "journals/spine-phila-pa-1976/",
    "years": "years/",
    "year": "years/2022/",
    "types of study": "study-types/",
    "type of study": "study-types/cohort/",
    "tags": "tags/",
    "tag": "tags/imaging/",
    "graph": "graph/",
    "search": "search/",
    "unknown address": "404.html",
}
"""Addresses relative to the home page. A redirect is not among them: a browser does not stay on it."""
