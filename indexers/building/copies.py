"""The same pair of indexes on other engines: copied document by document, then swapped.

An engine that fails on the way is left as it was, and told: its build is older then, so no search
asks it while another engine answers, and the next run brings it up to date.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import meilisearch
from meilisearch.errors import MeilisearchError

from indexers.index.staging import COMPANION, LISTINGS, BuildError, Staging, live_build
from indexers.index.staging import new as new_index

PAGE = 1000  # documents at once: some megabytes


class Copies:
    """Copies of one engine's pair; `name` gives the index to copy for the live name of each."""

    def __init__(
        self,
        source: meilisearch.Client,
        targets: Sequence[meilisearch.Client],
        name: Callable[[str], str] = str,
    ) -> None:
        self._source = source
        self._name = name
        self._stagings = [Staging(target) for target in targets]
        self._failed: list[str] = []

    @property
    def left_out(self) -> tuple[str, ...]:
        """The engines that have no copy, each with the reason."""
        return tuple(self._failed)

    def fill(self) -> None:
        """Put a new pair beside the live one of each engine."""
        self._on_each(self._fill_one)

    def announce(self, coming: dict[str, Any]) -> None:
        """Tell those who search these engines of the new pairs."""
        self._on_each(lambda staging: staging.announce(coming))

    def swap(self) -> None:
        """Make the new pairs live, at the same time."""
        self._on_each(Staging.swap)
        self._on_each(Staging.drop)

    def _on_each(self, do: Callable[[Staging], None]) -> None:
        if not self._stagings:
            return
        with ThreadPoolExecutor(len(self._stagings)) as threads:
            reasons = list(threads.map(lambda one: _failure_of(do, one), self._stagings))
        told = list(zip(self._stagings, reasons, strict=True))
        self._failed += [left_out(one.client, reason) for one, reason in told if reason]
        self._stagings = [one for one, reason in told if not reason]

    def _fill_one(self, staging: Staging) -> None:
        staging.prepare()
        for live in (LISTINGS, COMPANION):
            name, target = self._name(live), new_index(live)
            for start in range(0, _count(self._source, name), PAGE):
                path = f"indexes/{name}/documents?limit={PAGE}&offset={start}"
                documents = self._source.http.get(path)["results"]
                staging.finish(staging.client.index(target).add_documents(documents).task_uid)
            if _count(staging.client, target) != _count(self._source, name):
                raise BuildError(f"The copy of {name} has another number of documents.")


def left_out(client: meilisearch.Client, reason: object) -> str:
    """What a report says of an engine that could not be brought up to date."""
    return f"The engine {client.config.url} is not up to date until a next run: {reason}"


def number_of(client: meilisearch.Client) -> int:
    """The number of an engine's live build; 0 when it has none or does not answer."""
    try:
        return int((live_build(client) or {}).get("number", 0))
    except MeilisearchError:
        return 0


def _failure_of(do: Callable[[Staging], None], staging: Staging) -> str:
    try:
        do(staging)
    except (MeilisearchError, BuildError) as error:
        return str(error) or type(error).__name__
    return ""


def _count(client: meilisearch.Client, name: str) -> int:
    return client.index(name).get_stats().number_of_documents
