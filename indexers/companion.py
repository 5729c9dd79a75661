"""The small index that travels with the listings: the build's facts, its lexicon, its outcomes.

The API reads facts and lexicon whole, and asks for one outcome when somebody asks for a listing
that is not there.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from indexers.staging import BUILD_DOCUMENT
from indexers.store.row import digest_of
from indexers.store.wanted import Outcome
from indexers.value import Value

# Terms lie in buckets by a checksum, so that an update sends only the buckets that changed.
BUCKETS = 64


class Freshness(Value):
    """How fresh the records of one origin are; where it lies is told to nobody."""

    source: str
    records: int
    read_at: str | None  # ISO time of the last reading that succeeded
    failed: bool  # the last reading did not succeed


class BuildFacts(Value):
    """What the live index was made from."""

    id: str = BUILD_DOCUMENT
    kind: str = "facts"
    build: str
    built_at: str  # ISO time
    listings: int
    documents: int
    sources: tuple[Freshness, ...]
    thesaurus: str | None  # its fingerprint
    number: int = 0  # counts the builds; clocks may jump
    closed: bool = False  # being changed in place, while another engine is searched

    @property
    def newness(self) -> tuple[bool, int, str]:
        """Of the builds of several engines the one to search is the largest."""
        return not self.closed, self.number, self.build


def lexicon_documents(frequency: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The buckets of a lexicon (term -> listings that have it).

    Each bucket is one text: the engine takes at most 65,535 different names of fields.
    """
    buckets: dict[int, dict[str, int]] = {number: {} for number in range(BUCKETS)}
    for term in sorted(frequency):
        buckets[zlib.crc32(term.encode()) % BUCKETS][term] = frequency[term]
    for number, terms in buckets.items():
        yield {"id": f"lexicon-{number}", "kind": "lexicon", "terms": orjson.dumps(terms).decode()}


def lexicon_in(buckets: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """The lexicon of its buckets, which may be in any order."""
    frequency: Counter[str] = Counter()
    for bucket in buckets:
        frequency.update(orjson.loads(bucket["terms"]))
    return frequency


def outcome_id(listing_id: str) -> str:
    """The document id of an outcome, whatever characters and length the listing's id has."""
    return f"outcome-{digest_of(listing_id.encode()).hex()}"


def outcome_documents(outcomes: Iterable[Outcome]) -> Iterator[dict[str, Any]]:
    """Outcomes as they are sent."""
    for one in outcomes:
        yield {"kind": "outcome", **one._asdict(), "listing_id": one.id, "id": outcome_id(one.id)}


def outcome_of(document: Mapping[str, Any]) -> Outcome:
    """An outcome as it was sent."""
    return Outcome(document["listing_id"], *(document[name] for name in Outcome._fields[1:]))
