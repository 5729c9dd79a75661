"""A build: sources in, a new index beside the live one, checked and swapped, a report out."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import meilisearch
from meilisearch.errors import MeilisearchError

from geo.area_finder import AreaFinder
from indexers.document import documents
from indexers.index_terms import TermMaker
from indexers.location_rows import LocationRow, chunks_of
from indexers.reading import read_all
from indexers.report import Report, Tally
from indexers.sending import Sender
from indexers.sources.registry import Origin
from indexers.staging import BUILD_DOCUMENT, COMPANION, LISTINGS, BuildError, Staging, live_build
from indexers.staging import new as new_index

# A new build with less than this share of the live listings is not believed without --accept.
LEAST_SHARE = 0.5
TERMS_PER_CHUNK = 20_000
SAMPLES = 20  # terms whose counts are asked from the new index before it goes live


class Progress(Protocol):
    """Told how far a build is."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` listings of `total`, None when the total is not known yet."""
        ...


class Build:
    """One run of the indexer against one engine."""

    def __init__(
        self,
        client: meilisearch.Client,
        areas: AreaFinder,
        terms: TermMaker,
        now: datetime,
        progress: Progress,
    ) -> None:
        self._staging = Staging(client)
        self._client = client
        self._areas = areas
        self._terms = terms
        self._now = now
        self._progress = progress
        self._tally = Tally()
        self._frequency: Counter[str] = Counter()
        self._rows: Sequence[LocationRow] = ()
        self._id = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"

    def run(self, origins: Sequence[Origin], *, accept: bool = False) -> Report:
        """Build and swap. Raises SourceError or BuildError; the live index is then untouched."""
        before = live_build(self._client)
        self._staging.prepare()
        self._fill(origins)
        self._send_companion(origins)
        self._check(before, accept)
        self._staging.swap()
        self._confirm()
        self._staging.drop()
        return self._tally.report(self._id)

    def _fill(self, origins: Sequence[Origin]) -> None:
        sender = Sender(self._client, new_index(LISTINGS))
        for listing in read_all(origins, self._areas, self._now, self._tally):
            terms = self._terms.terms_of(listing)
            found = list(documents(listing, terms, self._now))
            self._tally.refuse(sender.add(listing.id, found))
            self._progress("reading", self._tally.read, None)
        self._progress("indexing", self._tally.read, self._tally.read)
        self._tally.refuse(sender.finish())
        self._tally.documents, self._frequency = sender.documents, sender.frequency
        self._rows = sender.rows

    def _send_companion(self, origins: Sequence[Origin]) -> None:
        index = self._client.index(new_index(COMPANION))
        terms = sorted(self._frequency.items())
        chunks = range(0, len(terms), TERMS_PER_CHUNK)
        facts: dict[str, Any] = {
            "id": BUILD_DOCUMENT,
            "build": self._id,
            "built_at": self._now.isoformat(),
            "listings": len(self._tally.indexed),
            "documents": self._tally.documents,
            "sources": [origin.source for origin in origins],
            "expired": self._tally.expired,
            "thesaurus": self._terms.thesaurus,
        }
        lexicon = [
            {"id": f"lexicon-{number}", "terms": dict(terms[start : start + TERMS_PER_CHUNK])}
            for number, start in enumerate(chunks)
        ]
        for document in [facts, *lexicon, *chunks_of(self._rows)]:
            self._staging.finish(index.add_documents([document]).task_uid)

    def _check(self, before: dict[str, Any] | None, accept: bool) -> None:
        """Refuse a new index that lost listings on the way or cannot find what it holds."""
        indexed = len(self._tally.indexed)
        held = self._count(new_index(LISTINGS), "first = true")
        if held != indexed:
            raise BuildError(f"The new index holds {held} listings instead of {indexed}.")
        live = int(before["listings"]) if before else 0
        if indexed < live * LEAST_SHARE and not accept:
            raise BuildError(
                f"The new index has {indexed} listings, the live one {live}. If that is right, "
                "build again with --accept."
            )
        if self._tally.rejected and not indexed:
            self._tally.warnings.append("Every listing was rejected: see the reasons.")
        self._check_samples()

    def _check_samples(self) -> None:
        common = [term for term, _ in self._frequency.most_common(SAMPLES)]
        for term in common:
            found = self._count(new_index(LISTINGS), f'first = true AND terms = "{term}"')
            if found != self._frequency[term]:
                raise BuildError(
                    f"The new index finds {found} listings by {term!r} instead of "
                    f"{self._frequency[term]}."
                )

    def _confirm(self) -> None:
        """Ask the live index; if it does not answer as the new one, swap back."""
        try:
            live = live_build(self._client)
            held = self._count(LISTINGS, "first = true")
            if live and live["build"] == self._id and held == len(self._tally.indexed):
                return
        except MeilisearchError as error:
            raise BuildError(f"The engine fell silent after the swap ({error}).") from error
        self._staging.swap()
        raise BuildError("The swapped index did not answer as built; the old one is live again.")

    def _count(self, index: str, condition: str) -> int:
        answer = self._client.index(index).search("", {"filter": condition, "hitsPerPage": 0})
        return int(answer["totalHits"])
