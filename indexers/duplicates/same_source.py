"""Two records of one source: what keeps them apart, or nothing at all.

A source that has two records means two things, unless somebody saved one twice. So everything that
can tell groups, places or editions apart must be equal, and something beyond the name must be told.
"""

from indexers.duplicates.features import Features
from indexers.duplicates.places import compare_places

COMPARED = {
    "titles": "titles",
    "kind": "kind",
    "organisation": "organisation",
    "names": "organisation",
    "channels": "channels",
    "areas": "municipalities",
    "times": "times",
    "shown": "periods",
    "ages": "ages",
    "genders": "genders",
    "price": "price",
    "sentences": "texts",
}


def difference(a: Features, b: Features) -> str:
    """What differs, in one word; empty when nothing does."""
    for field, word in COMPARED.items():
        if getattr(a, field) != getattr(b, field):
            return word
    if a.places != b.places and compare_places(a.places, b.places).share != 1:
        return "places"
    if not a.sentences and not any(a.times):
        return "nothing but the name is told"
    return ""
