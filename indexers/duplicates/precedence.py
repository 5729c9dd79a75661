"""Which source tells a thing best, where several tell it."""

from collections.abc import Sequence

# Lähellä.fi is written by the organisers themselves, for the people who come, and feeds PTV; PTV
# and Linked Events are kept by officials and editors; HSDS, Palvelukartta and tables are exports.
PRECEDENCE = ("lahella", "ptv", "linked_events", "hsds", "palvelukartta", "table")


def source_of(listing_id: str) -> str:
    """The source of a listing id (source:native-id)."""
    return listing_id.partition(":")[0]


def rank(listing_id: str, precedence: Sequence[str] = PRECEDENCE) -> tuple[int, str]:
    """Sorts ids by source, a source that is not named last, then by themselves."""
    source = source_of(listing_id)
    place = precedence.index(source) if source in precedence else len(precedence)
    return place, listing_id
