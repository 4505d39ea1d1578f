"""People of a record whose source divides their names: family and given names, suffixes, groups."""

from painsite.model import Person
from painsite.problems import Unreadable
from painsite.sources.names import divide_name, is_suffix


def person(*, family: str, given: str = "", suffix: str = "") -> Person | None:
    """Return a person; small words before the family name become the particle. None where there is no family name."""
    family, given, suffix = (" ".join(part.split()) for part in (family, given, suffix))
    if not family:
        return Person(literal=given) if given else None
    if "," in family or "," in given:
        return Person(family=family, given=given, suffix=suffix)
    ending = _SUFFIXES.get(suffix.lower().rstrip("."), suffix)
    try:
        parts = [family, ending, given] if ending and is_suffix(ending, in_the_middle=True) else [family, given]
        divided = divide_name(parts, f"{family}, {given}")
    except Unreadable:
        return Person(family=family, given=given, suffix=ending)
    if divided.given != given:  # a given name that looks like a suffix
        return Person(family=divided.family, particle=divided.particle, given=given, suffix=ending)
    return divided if divided.suffix or not ending else Person(family=family, given=given, suffix=ending)


_SUFFIXES = {"2nd": "II", "3rd": "III", "4th": "IV", "jr": "Jr", "sr": "Sr"}
"""PubMed prints `2nd` where the work has `II`."""
