"""Full-text search: what of each node is searched, in which bundle, and what filters and suggestions are made of.

Pagefind (https://pagefind.app) makes the index; `painsite/output/search.py` runs it. It gets a record of each node and
never a page: what is related, what cites a work and the highlights are no text of it, and would be found everywhere.

*Bundles.* A node's bundle follows from its citekey alone, and the number of bundles from that of the nodes: the
smallest power of two that leaves some `BUNDLE_SIZE` nodes in each. So an edit makes one bundle again, and memory stays
within bounds. The browser searches all of them as one. Measured with the made-up bibliography of the benchmark, seconds
of one core, megabytes of the largest process:

    records   bundles   seconds   memory   files    size
      1,000         1       3.3      275   1,051     2.8
      1,000         2       3.3      147   1,056     2.9
     10,000         1      46.6    2,362  10,387    27.2
     10,000        10      36.8      292  10,530    28.1

Smaller bundles make an edit cheaper and a search dearer, since each of them loads at least one part of the index, of 25
kB, for each word. With HTML files instead of records, whose parts can have weights, the same takes a seventh longer and
finds no better: the fields of a record (`title`, `label` …) are weighted when somebody searches.

*Filters and sorting* are ours. Pagefind's filters differ from one run to the next in the order of their bytes, its
sorting does not survive the merging of bundles, and both want a file for each field and bundle. One file of rows serves
all of it, in the order of the bundles' nodes; each bundle says in `ids.json` which of its results is which row.

*Mistyped words* are ours too: where the index lacks a word, Pagefind takes one that the word begins with, be it a
single letter. `static/search-engine.js` sees that from what was found, and looks for the nearest word in `words.json`.
"""
