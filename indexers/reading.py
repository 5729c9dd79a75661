"""Sources in, listings that are to be indexed out; every other record goes to the tally."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from geo.area_finder import AreaFinder
from indexers.document import is_expired
from indexers.enrich import PLACED, enriched
from indexers.fetch import Fetcher
from indexers.listing import Listing, Precision
from indexers.report import Note, Tally
from indexers.sources.registry import Origin, source_named
from indexers.sources.source import Rejected, records_of

TWICE = "id: the same id came twice; the first one was kept"


def read_all(
    origins: Sequence[Origin], areas: AreaFinder, now: datetime, tally: Tally
) -> Iterator[Listing]:
    """Enriched listings, one by one. Raises SourceError."""
    seen: set[str] = set()
    for origin in origins:
        source = source_named(origin.source, Fetcher())
        for position, record in enumerate(records_of(source, origin.location), start=1):
            tally.read += 1
            outcome = source.read(record, position)
            if isinstance(outcome, Listing) and outcome.id in seen:
                outcome = Rejected(id=outcome.id, reason=TWICE)
            if isinstance(outcome, Rejected):
                tally.rejected.append(outcome)
                continue
            seen.add(outcome.id)
            if is_expired(outcome, now):
                tally.expired.append(outcome.id)
                continue
            listing = enriched(outcome, areas)
            _note(listing, tally)
            yield listing


def _note(listing: Listing, tally: Tally) -> None:
    provenance = listing.provenance
    tally.indexed.add(listing.id)
    if provenance.repairs:
        tally.repaired.append(Note(id=listing.id, notes=provenance.repairs))
    tally.unmapped.update(set(provenance.unmapped))
    placed = [place for place in listing.locations if place.channel in PLACED]
    if any(place.precision is Precision.NONE for place in placed) or not listing.locations:
        tally.without_place.append(listing.id)
    if any(place.precision is Precision.MUNICIPALITY for place in placed):
        tally.coarse_place.append(listing.id)
    if any(place.precision is Precision.POSTCODE for place in placed):
        tally.postcode_place.append(listing.id)
