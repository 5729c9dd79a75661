"""An update of all engines, one after the other, so that one of them is always searched.

While an engine is changed in place it says so (`closed`), unless it is the only one. Those that
hold another build than the last run left get a copy of an updated one.
"""

from dataclasses import replace

import meilisearch
from meilisearch.errors import MeilisearchError

from indexers.amend import Amendment
from indexers.companion import BuildFacts
from indexers.copies import Copies, left_out
from indexers.publication import Means, Published, new_build_id
from indexers.staging import BuildError, live_build
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
        self.live: BuildFacts | None = None  # the build that the last run left
        self._look()

    def run(self) -> Published:
        """Send the difference to each. Raises BuildError when none could be changed."""
        assert self.live is not None
        new, stale = self._wanted.new_ids(), self._wanted.stale_ids()
        self._means.store.remember(AMENDING, "yes")
        done, published = self._amend_each(self.live)
        copies = Copies(done[0], self._behind)
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

    def _amend_each(self, live: BuildFacts) -> tuple[list[meilisearch.Client], Published]:
        build, several = new_build_id(self._means.now), len(self._in_step) > 1
        done, published, failure = list[meilisearch.Client](), None, None
        for client in self._in_step:
            means = replace(self._means, client=client)
            try:
                published = Amendment(means, self._wanted, live, build, apart=several).run()
                done.append(client)
            except (MeilisearchError, BuildError) as error:
                failure = failure or error
                self._left_out.append(left_out(client, error))
        if published is None:
            raise failure or BuildError("No engine holds the build of the last run.")
        return done, published
