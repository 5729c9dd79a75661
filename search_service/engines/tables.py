"""The tables of a build as the API holds them in memory: its words, and a row of each document."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from indexers.batches import batches
from indexers.index import document_rows
from indexers.index.companion import LEXICON, BuildFacts, lexicon_in
from search_service.engines.asking import CHANGED
from search_service.engines.engine import LOAD_S
from search_service.engines.replica import Query, Replica
from search_service.errors import Rebuilt
from search_service.filters import any_named
from search_service.near.locations import Locations
from synonyms.lexicon import Lexicon

AT_ONCE = 16  # tables of one answer; with many listings each has megabytes


class Tables(NamedTuple):
    """What a search looks up without asking the engine."""

    lexicon: Lexicon
    locations: Locations


async def read_tables(replica: Replica, facts: BuildFacts, companion: str) -> Tables:
    """The tables of a build, live or coming; its companion is the index of that name.

    Tables never change, so they are the right ones when all are there. Raises EngineDown, Rebuilt.
    """
    found = list[Mapping[str, Any]]()
    for query in _queries(facts, companion):
        [result] = await replica.ask([query], LOAD_S)
        found += result["hits"]
    if len(found) < len(facts.tables):
        raise Rebuilt(CHANGED)
    # Large tables take seconds; searches go on meanwhile.
    return await asyncio.to_thread(_made, facts.listings, found)


def _queries(facts: BuildFacts, companion: str) -> Iterator[Query]:
    for ids in batches(facts.tables, AT_ONCE):
        yield {"indexUid": companion, "q": "", "filter": any_named("id", ids), "limit": AT_ONCE}


def _made(listings: int, tables: Sequence[Mapping[str, Any]]) -> Tables:
    words = (one for one in tables if one["kind"] == LEXICON)
    rows = (one for one in tables if one["kind"] == document_rows.KIND)
    lexicon = Lexicon(listings, lexicon_in(words)).prepare()
    return Tables(lexicon, Locations(document_rows.rows_in(rows)))
