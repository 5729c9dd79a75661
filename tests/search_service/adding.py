"""Documents put into a live index past every source, with the rows that travel beside them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import meilisearch

from indexers.building.held import lexicon_held, rows_held, tables_held
from indexers.building.publication import send_small, send_tables
from indexers.index.companion import BuildFacts, build_document
from indexers.index.document_rows import DocumentRow
from indexers.index.staging import COMPANION, LISTINGS, Staging, live_build


def live_facts(client: meilisearch.Client) -> BuildFacts:
    """The facts of the live build, which must be there."""
    return BuildFacts.model_validate(live_build(client))


def add(
    client: meilisearch.Client, documents: Iterable[Mapping[str, Any]], rows: Sequence[DocumentRow]
) -> None:
    """Add documents as the engine gets them, and their rows."""
    live, staging = live_facts(client), Staging(client)
    frequency = lexicon_held(client, live.tables)
    rows = [*rows_held(client, live.tables), *rows]
    tables = send_tables(staging, COMPANION, frequency, rows, tables_held(client))
    facts = build_document(live.model_copy(update={"tables": tables}))
    send_small(staging, LISTINGS, [*map(dict, documents), facts])
