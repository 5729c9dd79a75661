"""A new pair of indexes beside the live one: filled with what is wanted, checked, and swapped."""

from collections import Counter
from collections.abc import Sequence

from meilisearch.errors import MeilisearchError

from indexers.building.copies import Copies, number_of
from indexers.building.publication import (
    Means,
    Published,
    facts_of,
    give_notice,
    new_build_id,
    send_small,
    send_tables,
)
from indexers.building.sending import Sender
from indexers.index.companion import Coming, build_document, coming_document, outcome_documents
from indexers.index.document import documents
from indexers.index.document_rows import DocumentRow
from indexers.index.staging import COMPANION, LISTINGS, BuildError, Staging, live_build
from indexers.index.staging import new as new_index
from indexers.sources.source import Rejected
from indexers.store.sent import all_sent
from indexers.store.wanted import Wanted

# A new index with less than this share of the live listings is not believed without --accept.
LEAST_SHARE = 0.5
SAMPLES = 20  # terms whose counts are asked from the new index before it goes live


class Rebuild:
    """One rebuild of the index of one engine."""

    def __init__(self, means: Means, wanted: Wanted) -> None:
        self._means = means
        self._wanted = wanted
        self._staging = Staging(means.client)
        self._frequency: Counter[str] = Counter()
        self._rows: Sequence[DocumentRow] = ()

    def run(self, *, accept: bool) -> Published:
        """Fill, check, swap. Raises BuildError; the live index is then as it was."""
        self._staging.prepare()
        published = self._fill()
        self._wanted.settle(published.refused)
        published = self._send_companion(published)
        self._check(published, accept)
        copies = Copies(self._means.client, self._means.others, new_index)
        copies.fill()
        self._announce(published, copies)
        self._staging.swap()
        self._confirm(published)
        copies.swap()
        all_sent(self._means.store, published.build, published.refused)
        self._staging.drop()
        return published.model_copy(update={"left_out": copies.left_out})

    def _fill(self) -> Published:
        means, total = self._means, self._wanted.count()
        sender = Sender(means.client, new_index(LISTINGS))
        refused: list[Rejected] = []
        for done, listing_id in enumerate(self._wanted.ids(), start=1):
            listing = self._wanted.listing(listing_id)
            found = list(documents(listing, means.terms.terms_of(listing), means.now))
            refused += sender.add(listing.id, found)
            means.progress("indexing", done, total)
        refused += sender.finish()
        means.progress("checking", total, total)
        self._frequency, self._rows = sender.frequency, sender.rows
        return Published(
            build=new_build_id(means.now),
            built_at=means.now,
            way="rebuilt",
            listings=total - len(refused),
            documents=sender.documents,
            sent=total,
            refused=tuple(refused),
            number=1 + max(map(number_of, (means.client, *means.others))),
        )

    def _send_companion(self, published: Published) -> Published:
        """Send what goes with the documents; the build with its tables."""
        name = new_index(COMPANION)
        tables = send_tables(self._staging, name, self._frequency, self._rows)
        published = published.model_copy(update={"tables": tables})
        send_small(self._staging, name, outcome_documents(self._wanted.outcomes()))
        facts = facts_of(self._means, published)
        send_small(self._staging, new_index(LISTINGS), [build_document(facts)])
        return published

    def _announce(self, published: Published, copies: Copies) -> None:
        if published.number == 1:
            return  # nothing is searched yet
        facts = facts_of(self._means, published)
        coming = coming_document(Coming(facts=facts, companion=new_index(COMPANION)))
        self._staging.announce(coming)
        copies.announce(coming)
        give_notice(self._means, published.documents)

    def _check(self, published: Published, accept: bool) -> None:
        """Refuse a new index that lost listings on the way or cannot find what it holds."""
        held = self._count(new_index(LISTINGS), "first = true")
        if held != published.listings:
            raise BuildError(
                f"The new index holds {held} listings instead of {published.listings}."
            )
        before = live_build(self._means.client)
        live = int(before["listings"]) if before else 0
        if published.listings < live * LEAST_SHARE and not accept:
            raise BuildError(
                f"The new index has {published.listings} listings, the live one {live}. If that "
                "is right, build again with --accept."
            )
        for term, expected in self._frequency.most_common(SAMPLES):
            found = self._count(new_index(LISTINGS), f'first = true AND terms = "{term}"')
            if found != expected:
                raise BuildError(
                    f"The new index finds {found} listings by {term!r} instead of {expected}."
                )

    def _confirm(self, published: Published) -> None:
        """Ask the live index; if it does not answer as the new one, swap back."""
        try:
            live = live_build(self._means.client)
            held = self._count(LISTINGS, "first = true")
            if live and live["build"] == published.build and held == published.listings:
                return
        except MeilisearchError as error:
            raise BuildError(f"The engine fell silent after the swap ({error}).") from error
        self._staging.swap()
        raise BuildError("The swapped index did not answer as built; the old one is live again.")

    def _count(self, index: str, condition: str) -> int:
        answer = self._means.client.index(index).search("", {"filter": condition, "hitsPerPage": 0})
        return int(answer["totalHits"])
