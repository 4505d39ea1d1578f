"""Subject headings that say whom a study was on rather than what it is about."""

_CHECK_TAGS = frozenset({
    "humans", "male", "female", "animals", "pregnancy", "infant, newborn", "infant", "child, preschool", "child",
    "adolescent", "young adult", "adult", "middle aged", "aged", "aged, 80 and over", "cats", "cattle", "chick embryo",
    "dogs", "guinea pigs", "cricetinae", "hamsters", "mice", "rabbits", "rats", "rats, sprague-dawley", "rats, wistar",
    "mice, inbred c57bl", "history, ancient", "history, medieval", "history, 15th century", "history, 16th century",
    "history, 17th century", "history, 18th century", "history, 19th century", "history, 20th century",
    "history, 21st century",
})  # fmt: skip
"""https://www.nlm.nih.gov/bsd/indexing/training/CHK_010.html, and strains of laboratory animals."""


def is_check_tag(heading: str) -> bool:
    """Return whether a heading is one that indexers tick on every study of its kind: `Humans`, `Male`, `Aged`."""
    return heading.lower() in _CHECK_TAGS
