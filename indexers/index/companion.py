"""The small index that travels with the listings: tables of the build, and its outcomes.

The API reads the tables whole (lexicon and document rows), and asks for one outcome when somebody
asks for a listing that is not there. Which tables are whose is told by the facts of a build, which
stand among the listings themselves: one task of the engine changes both at once.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import orjson

from indexers.index.document import tombstone
from indexers.index.document_rows import DocumentRow, row_documents
from indexers.index.staging import BUILD_DOCUMENT, COMING_DOCUMENT
from indexers.store.row import digest_of
from indexers.store.wanted import Outcome
from indexers.value import Value

# Terms lie in buckets by a checksum, so that an update sends only the buckets that changed.
BUCKETS = 64
LEXICON = "lexicon"


class Freshness(Value):
    """How fresh the records of one origin are; where it lies is told to nobody."""

    source: str
    records: int
    read_at: str | None  # ISO time of the last reading that succeeded
    failed: bool  # the last reading did not succeed


class BuildFacts(Value):
    """What the live index was made from."""

    build: str
    built_at: str  # ISO time
    listings: int
    documents: int
    sources: tuple[Freshness, ...]
    thesaurus: str | None  # its fingerprint
    number: int = 0  # counts the builds; clocks may jump
    tables: tuple[str, ...] = ()  # the documents of the companion that hold them

    @property
    def newness(self) -> tuple[int, str]:
        """Of the builds of several engines the one to search is the largest."""
        return self.number, self.build


class Coming(Value):
    """A build that will be live soon, and the index where its tables lie already."""

    facts: BuildFacts
    companion: str


def build_document(facts: BuildFacts) -> dict[str, Any]:
    """The facts as they stand among the listings: over, as a tombstone, so that no search finds it.

    They are one text: the engine looks at this document in every search.
    """
    told = {"build": facts.build, "facts": facts.model_dump_json()}
    return {**tombstone(BUILD_DOCUMENT), **told}


def coming_document(coming: Coming) -> dict[str, Any]:
    """What tells of a build that is coming, for those who read its tables before it is there."""
    return {"id": COMING_DOCUMENT, "kind": COMING_DOCUMENT, "told": coming.model_dump_json()}


def table_documents(
    frequency: Mapping[str, int], rows: Iterable[DocumentRow]
) -> Iterator[dict[str, Any]]:
    """The tables of a build. Each is named by what it holds, and never changed: those of the live
    build stand beside those of the coming one, and what both have is sent once.
    """
    for table in chain(lexicon_documents(frequency), row_documents(rows)):
        digest = digest_of(orjson.dumps(table)).hex()[:16]
        yield {**table, "id": f"{table['id']}-{digest}"}


def lexicon_documents(frequency: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The buckets of a lexicon (term -> listings that have it).

    Each bucket is one text: the engine takes at most 65,535 different names of fields.
    """
    buckets: dict[int, dict[str, int]] = {number: {} for number in range(BUCKETS)}
    for term in sorted(frequency):
        buckets[zlib.crc32(term.encode()) % BUCKETS][term] = frequency[term]
    for number, terms in buckets.items():
        yield {"id": f"lexicon-{number}", "kind": LEXICON, "terms": orjson.dumps(terms).decode()}


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
