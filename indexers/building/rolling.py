"""An update of all engines: announced to all, then made in one after the other.

Engines that hold another build than the last run left get a copy of an updated one.
"""

from collections.abc import Callable
from dataclasses import replace

import meilisearch
from meilisearch.errors import MeilisearchError

from indexers.building.amend import Amendment, Refusal
from indexers.building.change import Change, change_of, refused_among
from indexers.building.copies import Copies, left_out
from indexers.building.publication import Means, Published, give_notice, new_build_id
from indexers.index.companion import BuildFacts
from indexers.index.staging import BuildError, live_build
from indexers.store.sent import AMENDING, LIVE, some_sent
from indexers.store.wanted import Wanted


class Rolling:
    """One update of the engines of a run."""

    def __init__(self, means: Means, wanted: Wanted) -> None:
        self._means = means
        self._wanted = wanted
        self._in_step: list[meilisearch.Client] = []  # they hold what the last run left
        self._behind: list[meilisearch.Client] = []
        self._left_out: list[str] = []
        self._failure: Exception | None = None  # the last
        self.live: BuildFacts | None = None  # the build that the last run left
        self._look()

    def run(self) -> Published:
        """Send the difference to each. Raises BuildError when none could be changed.

        Raises TooLarge when it is too much to be seen at once; nothing has been touched then.
        """
        change = change_of(self._means, self._wanted, new_build_id(self._means.now))
        new, stale = [*change.new], change.stale
        done = self._amend_each(change)
        if not done and isinstance(self._failure, Refusal):
            self._left_out.clear()
            done = self._amend_each(change.without(refused_among(self._in_step[0], change)))
        if not done:
            raise self._failure or BuildError("No engine holds the build of the last run.")
        published = done[-1].published
        copies = Copies(done[0].client, self._behind)
        copies.fill()
        copies.swap()
        some_sent(self._means.store, published.build, new, stale, published.refused)
        told = (*self._left_out, *copies.left_out)
        return published.model_copy(update={"left_out": told})

    def _look(self) -> None:
        last = self._means.store.fact(LIVE)
        for client in (self._means.client, *self._means.others):
            try:
                found = live_build(client)
            except MeilisearchError as error:
                if not self._means.others:
                    raise
                self._left_out.append(left_out(client, error))
                continue
            if found and found["build"] == last:
                self.live = BuildFacts.model_validate(found)
                self._in_step.append(client)
            else:
                self._behind.append(client)

    def _amend_each(self, change: Change) -> list[Amendment]:
        """Announce the change to all, then make it in one after the other; what was done."""
        assert self.live is not None
        prepared, done = list[Amendment](), list[Amendment]()
        for client in self._in_step:
            means = replace(self._means, client=client)
            amendment = Amendment(means, self._wanted, self.live, change)
            if self._succeeds(client, amendment.prepare):
                prepared.append(amendment)
        if change.touched and prepared:
            give_notice(self._means, prepared[0].published.documents)
        if prepared:
            self._means.store.remember(AMENDING, "yes")
        for amendment in prepared:
            if self._succeeds(amendment.client, amendment.flip):
                done.append(amendment)
        return done

    def _succeeds(self, client: meilisearch.Client, do: Callable[[], None]) -> bool:
        """Whether an engine could be brought on; another that could not is told."""
        try:
            do()
        except (MeilisearchError, BuildError) as error:
            self._failure = error
            self._left_out.append(left_out(client, error))
            return False
        return True
