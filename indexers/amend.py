"""The live index changed in place: only listings that are new, different or gone are touched.

New documents and tombstones for the old ones stand in one task of the engine, so that a search
sees all of an update or nothing of it (or of a batch of the sender, if it does not fit in one). The
deletions that follow are seen by nobody. The facts come last: they tell the API of another build.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from indexers.batches import batches
from indexers.companion import (
    BuildFacts,
    lexicon_documents,
    lexicon_in,
    outcome_documents,
    outcome_id,
)
from indexers.document import documents
from indexers.held import Held, held, lexicon_held, locations_held
from indexers.location_rows import LocationRow, location_documents, rows_in
from indexers.publication import BATCH, Means, Published, facts_of, send_small
from indexers.sending import Sender
from indexers.sources.source import Rejected
from indexers.staging import COMPANION, LISTINGS, BuildError, Staging
from indexers.store.sent import refused_before
from indexers.store.wanted import Wanted


class Amendment:
    """One update of the live index of one engine, whose facts are given.

    `build` names the state after it. `apart`: another engine is searched meanwhile.
    """

    def __init__(
        self, means: Means, wanted: Wanted, live: BuildFacts, build: str, *, apart: bool = False
    ) -> None:
        self._build = build
        self._apart = apart
        self._means = means
        self._wanted = wanted
        self._live = live
        self._staging = Staging(means.client)

    def run(self) -> Published:
        """Send the difference. Raises BuildError; the next run then rebuilds the index."""
        new, stale = self._wanted.new_ids(), self._wanted.stale_ids()
        if self._apart and (new or stale):
            self._close()
        published = self._change_listings(new, stale) if new or stale else self._unchanged()
        self._wanted.settle(published.refused)
        self._send_outcomes()
        send_small(self._staging, COMPANION, [facts_of(self._means, published)])
        return published

    def _close(self) -> None:
        """Tell that what this engine holds is neither the old state nor the new one."""
        closed = self._live.model_copy(update={"build": f"before-{self._build}", "closed": True})
        send_small(self._staging, COMPANION, [closed.model_dump(mode="json")])

    def _unchanged(self) -> Published:
        return Published(
            build=self._live.build,
            built_at=datetime.fromisoformat(self._live.built_at),
            way="unchanged",
            listings=self._live.listings,
            documents=self._live.documents,
            refused=tuple(refused_before(self._means.store)),
            number=self._live.number,
        )

    def _change_listings(self, new: Sequence[str], stale: Sequence[str]) -> Published:
        before = held(self._means.client, [*new, *stale])
        old = set().union(*before.documents.values())
        sender = Sender(self._means.client, LISTINGS)
        sent, refused = self._send(sender, new, stale, before)
        self._delete(LISTINGS, old - sent)
        self._send_lexicon(before, sender.frequency)
        self._send_locations(old, sender.rows)
        refused += refused_before(self._means.store)
        listings = self._wanted.count() - len(refused)
        self._check(listings)
        return Published(
            build=self._build,
            built_at=self._means.now,
            way="amended",
            listings=listings,
            documents=self._live.documents - len(old) + sender.documents,
            sent=len(new),
            removed=len(stale),
            refused=tuple(refused),
            number=self._live.number + 1,
        )

    def _send(
        self, sender: Sender, new: Sequence[str], stale: Sequence[str], before: Held
    ) -> tuple[set[str], list[Rejected]]:
        """Send new documents with tombstones for the old; the ids that were taken, and refusals."""
        means, refused = self._means, list[Rejected]()
        sent: dict[str, set[str]] = {}
        for listing_id in stale:
            refused += sender.add(listing_id, (), before.documents.get(listing_id, ()))
        for done, listing_id in enumerate(new, start=1):
            listing = self._wanted.listing(listing_id)
            found = list(documents(listing, means.terms.terms_of(listing), means.now))
            sent[listing_id] = {document.id for document in found}
            tombstones = before.documents.get(listing_id, set()) - sent[listing_id]
            refused += sender.add(listing_id, found, tombstones)
            means.progress("updating", done, len(new))
        refused += sender.finish()
        for one in refused:
            del sent[one.id]
        return set().union(*sent.values()), refused

    def _delete(self, index: str, ids: Iterable[str]) -> None:
        # By their ids, as filters do not tell capital letters from small ones.
        for batch in batches(sorted(ids), BATCH):
            path = f"indexes/{index}/documents/delete-batch"
            self._staging.finish(self._means.client.http.post(path, batch)["taskUid"])

    def _send_lexicon(self, before: Held, added: Counter[str]) -> None:
        buckets = lexicon_held(self._means.client)
        frequency = lexicon_in(buckets.values())
        frequency.subtract(before.frequency)
        frequency.update(added)
        changed = (
            bucket
            for bucket in lexicon_documents(+frequency)
            if buckets.get(bucket["id"]) != bucket
        )
        send_small(self._staging, COMPANION, changed)

    def _send_locations(self, old: set[str], added: Sequence[LocationRow]) -> None:
        buckets = locations_held(self._means.client)
        kept = (row for row in rows_in(buckets.values()) if row.id not in old)
        changed = (
            bucket
            for bucket in location_documents([*kept, *added])
            if buckets.get(bucket["id"]) != bucket
        )
        send_small(self._staging, COMPANION, changed)

    def _send_outcomes(self) -> None:
        fresh = self._wanted.outcomes(new_only=True)
        send_small(self._staging, COMPANION, outcome_documents(fresh))
        self._delete(COMPANION, map(outcome_id, self._wanted.stale_outcomes()))

    def _check(self, listings: int) -> None:
        asked = {"filter": "first = true", "hitsPerPage": 0}
        found = int(self._means.client.index(LISTINGS).search("", asked)["totalHits"])
        if found != listings:
            raise BuildError(
                f"After the update the index holds {found} listings instead of {listings}; "
                "the next run builds it anew."
            )
