"""One outcome of reading a record, as the store keeps it."""

import hashlib
from typing import NamedTuple

import orjson

from indexers.duplicates.features import features
from indexers.enrich import PLACED
from indexers.index.document import expiry
from indexers.listing import Listing, Precision
from indexers.sources.source import Gone, Rejected

DIGEST_BYTES = 16


class Row(NamedTuple):
    """The columns of `record` after the origin."""

    key: str
    id: str
    state: str
    reason: str | None = None
    raw: bytes | None = None
    body: bytes | None = None
    digest: bytes | None = None
    ends: float | None = None
    notes: bytes | None = None
    features: str | None = None


def row_of(outcome: Listing | Rejected | Gone, key: str, raw: bytes | None) -> Row:
    """The row of one outcome. A listing's places must be completed (enrich.py)."""
    if isinstance(outcome, Gone):
        return Row(key, outcome.id, "gone", outcome.reason)
    if isinstance(outcome, Rejected):
        return Row(key, outcome.id, "rejected", outcome.reason)
    body = outcome.model_dump_json().encode()
    over = expiry(outcome)
    return Row(
        key=key,
        id=outcome.id,
        state="listing",
        raw=raw,
        body=body,
        digest=digest_of(body),
        ends=over.timestamp() if over else None,
        notes=_notes(outcome),
        features=features(outcome).model_dump_json(exclude_defaults=True),
    )


def listing_of(body: bytes) -> Listing:
    """The listing of a stored body."""
    return Listing.model_validate_json(body)


def digest_of(*parts: bytes) -> bytes:
    """A short fingerprint: what has the same one is the same."""
    return hashlib.blake2b(b"\0".join(parts), digest_size=DIGEST_BYTES).digest()


def raw_digest(record: object) -> bytes | None:
    """The fingerprint of a record as it came; None when it is no JSON value."""
    try:
        return digest_of(orjson.dumps(record))
    except TypeError:
        return None


def _notes(listing: Listing) -> bytes | None:
    provenance = listing.provenance
    placed = [place for place in listing.locations if place.channel in PLACED]
    notes = {
        "repairs": provenance.repairs,
        "unmapped": sorted(set(provenance.unmapped)),
        "without_place": not listing.locations
        or any(place.precision is Precision.NONE for place in placed),
        "coarse_place": any(place.precision is Precision.MUNICIPALITY for place in placed),
        "postcode_place": any(place.precision is Precision.POSTCODE for place in placed),
    }
    told = {name: value for name, value in notes.items() if value}
    return orjson.dumps(told) if told else None
