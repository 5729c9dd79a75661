"""The live index changed in place: only listings that are new, different or gone are touched.

First the tables of the new state are put beside those of the live one, and announced, so that the
API can read them. Then one task of the engine changes everything that a search sees: new documents,
tombstones for the old ones, and which build it all is. Nobody sees the deletions that follow.
"""

from collections.abc import Iterable
from datetime import datetime

import meilisearch
import orjson

from indexers.batches import batches
from indexers.building.change import Change
from indexers.building.held import held, lexicon_held, rows_held, tables_held
from indexers.building.publication import BATCH, Means, Published, facts_of, send_small, send_tables
from indexers.index.companion import (
    BuildFacts,
    Coming,
    build_document,
    coming_document,
    outcome_documents,
    outcome_id,
)
from indexers.index.document import tombstone
from indexers.index.staging import (
    COMING_DOCUMENT,
    COMPANION,
    LISTINGS,
    POLL_MS,
    TASK_TIMEOUT_MS,
    BuildError,
    Staging,
    reason_of,
)
from indexers.store.sent import refused_before
from indexers.store.wanted import Wanted


class Refusal(BuildError):
    """The engine takes some document of an update not, and so nothing of it."""


class Amendment:
    """One update of the live index of one engine, whose facts are given."""

    def __init__(self, means: Means, wanted: Wanted, live: BuildFacts, change: Change) -> None:
        self._means = means
        self._wanted = wanted
        self._live = live
        self._change = change
        self._staging = Staging(means.client)
        self._old = set[str]()  # live documents of the listings that change
        self.published = self._unchanged()

    @property
    def client(self) -> meilisearch.Client:
        """The engine."""
        return self._means.client

    @property
    def is_empty(self) -> bool:
        """Whether no listing changes."""
        return not self._change.touched

    def prepare(self) -> None:
        """Put the new tables beside the live ones, and announce them. Raises BuildError.

        No search sees anything of it.
        """
        if self.is_empty:
            return
        change, client = self._change, self._means.client
        before = held(client, change.touched)
        self._old = set().union(*before.documents.values())
        frequency = lexicon_held(client, self._live.tables)
        frequency.subtract(before.frequency)
        for group in change.new.values():
            frequency.update(group.terms)
        added = [row for group in change.new.values() for row in group.rows]
        kept = rows_held(client, self._live.tables)
        rows = [*(row for row in kept if row.id not in self._old), *added]
        present = tables_held(client)
        tables = send_tables(self._staging, COMPANION, +frequency, rows, present)
        self.published = self._amended(len(rows), tables)
        coming = Coming(facts=facts_of(self._means, self.published), companion=COMPANION)
        self._staging.announce(coming_document(coming))

    def flip(self) -> None:
        """Change what is seen, then clear away what was before. Raises Refusal, BuildError."""
        self._wanted.settle(self.published.refused)
        fresh = self._wanted.outcomes(new_only=True)
        send_small(self._staging, COMPANION, outcome_documents(fresh))
        sent = self._change_listings()
        self._delete(LISTINGS, self._old - sent)
        gone = tables_held(self._means.client) - set(self.published.tables)
        stale = map(outcome_id, self._wanted.stale_outcomes())
        self._delete(COMPANION, [COMING_DOCUMENT, *gone, *stale])
        self._check()

    def _change_listings(self) -> set[str]:
        """Send everything that a search sees in one task; the ids of the documents sent."""
        groups = self._change.new.values()
        sent = {row.id for group in groups for row in group.rows}
        small = [tombstone(one) for one in sorted(self._old - sent)]
        small.append(build_document(facts_of(self._means, self.published)))
        lines = [line for group in groups for line in group.lines]
        body = b"\n".join([*lines, *map(orjson.dumps, small)])
        client = self._means.client
        task = client.index(LISTINGS).add_documents_ndjson(body).task_uid
        done = client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
        if done.status == "failed" and (done.error or {}).get("type") == "invalid_request":
            raise Refusal(reason_of(done.error))
        if done.status != "succeeded":
            raise BuildError(f"The engine failed at {done.type}: {reason_of(done.error)}")
        return sent

    def _unchanged(self) -> Published:
        return Published(
            build=self._live.build,
            built_at=datetime.fromisoformat(self._live.built_at),
            way="unchanged",
            listings=self._live.listings,
            documents=self._live.documents,
            refused=tuple(refused_before(self._means.store)),
            number=self._live.number,
            tables=self._live.tables,
        )

    def _amended(self, documents: int, tables: tuple[str, ...]) -> Published:
        change = self._change
        refused = (*change.refused, *refused_before(self._means.store))
        return Published(
            build=change.build,
            built_at=self._means.now,
            way="amended",
            listings=self._wanted.count() - len(refused),
            documents=documents,
            sent=len(change.new) + len(change.refused),
            removed=len(change.stale),
            refused=refused,
            number=self._live.number + 1,
            tables=tables,
        )

    def _delete(self, index: str, ids: Iterable[str]) -> None:
        # By their ids, as filters do not tell capital letters from small ones.
        for batch in batches(sorted(ids), BATCH):
            path = f"indexes/{index}/documents/delete-batch"
            self._staging.finish(self._means.client.http.post(path, batch)["taskUid"])

    def _check(self) -> None:
        asked = {"filter": "first = true", "hitsPerPage": 0}
        found = int(self._means.client.index(LISTINGS).search("", asked)["totalHits"])
        if found != self.published.listings:
            raise BuildError(
                f"After the update the index holds {found} listings instead of "
                f"{self.published.listings}; the next run builds it anew."
            )
