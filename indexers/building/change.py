"""What an update of the live index changes: what is wanted in, documents ready for one task out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import meilisearch

from indexers.building.publication import Means
from indexers.building.sending import Group, Sender, group_of
from indexers.index.document import documents
from indexers.index.staging import LISTINGS, Staging
from indexers.index.staging import new as new_index
from indexers.sources.source import Rejected
from indexers.store.wanted import Wanted

MOST_BYTES = 80_000_000  # of one task; the engine takes 100 MB (http-payload-size-limit)


class TooLarge(Exception):
    """The update is more than one task of the engine takes, so that it would be seen in parts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One update. `build` names the state after it."""

    build: str
    new: Mapping[str, Group]  # listings that are new or different
    stale: Sequence[str]  # listings that go
    refused: tuple[Rejected, ...] = ()  # new listings that the engine does not take

    @property
    def touched(self) -> list[str]:
        """The listings of which nothing stays as it is."""
        return [*self.new, *self.stale, *(one.id for one in self.refused)]

    def without(self, refused: Sequence[Rejected]) -> "Change":
        """The same without listings that the engine refuses."""
        out = {one.id for one in refused}
        kept = {name: group for name, group in self.new.items() if name not in out}
        return replace(self, new=kept, refused=(*self.refused, *refused))


def change_of(means: Means, wanted: Wanted, build: str) -> Change:
    """The difference to what was sent before. Raises TooLarge."""
    new, made, size = wanted.new_ids(), dict[str, Group](), 0
    for done, listing_id in enumerate(new, start=1):
        listing = wanted.listing(listing_id)
        found = list(documents(listing, means.terms.terms_of(listing), means.now))
        made[listing_id] = group_of(listing_id, found)
        size += made[listing_id].size
        if size > MOST_BYTES:
            raise TooLarge
        means.progress("updating", done, len(new))
    return Change(build, made, wanted.stale_ids())


def refused_among(client: meilisearch.Client, change: Change) -> list[Rejected]:
    """The new listings that the engine refuses, tried in an index that nobody searches.

    Raises BuildError.
    """
    staging = Staging(client)
    staging.prepare()
    sender = Sender(client, new_index(LISTINGS))
    refused = [one for group in change.new.values() for one in sender.add_group(group)]
    refused += sender.finish()
    staging.drop()
    return refused
