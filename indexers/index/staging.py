"""The pair of indexes behind a search, built beside the live pair and swapped in one step.

`listings` holds the documents and, as one of them, which build they are; `listings_companion` the
build's tables: its lexicon and a row of each document. Both are swapped in one task of the
engine, so a search never meets documents and words of two builds.
"""

from typing import Any

import meilisearch
import orjson
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from indexers.index.settings import PRIMARY_KEY, companion_settings, listings_settings

LISTINGS = "listings"
COMPANION = "listings_companion"
BUILD_DOCUMENT = "build"  # of the listings: which build they are, and its facts
COMING_DOCUMENT = "coming"  # of the companion: a build that will be live soon
TASK_TIMEOUT_MS = 3_600_000
POLL_MS = 20


class BuildError(Exception):
    """A build that was given up; the live index is as it was. The message says why."""


class Staging:
    """The new pair of indexes while it is being filled."""

    def __init__(self, client: meilisearch.Client) -> None:
        self.client = client

    def prepare(self) -> None:
        """Clear what an interrupted build left, and create the new pair, empty, with settings."""
        for name in (LISTINGS, COMPANION):
            if not self._exists(name):
                self._create(name)
        self._clear()
        for name in (LISTINGS, COMPANION):
            self._create(new(name))

    def announce(self, coming: dict[str, Any]) -> None:
        """Tell those who search of a build that is coming (companion.coming_document)."""
        self.finish(self.client.index(COMPANION).add_documents([coming]).task_uid)

    def swap(self) -> None:
        """Make the new pair live and the live pair new, in one task."""
        pairs: list[Any] = [{"indexes": [name, new(name)]} for name in (LISTINGS, COMPANION)]
        self.finish(self.client.swap_indexes(pairs).task_uid)

    def drop(self) -> None:
        """Delete the pair that is not live."""
        for name in (LISTINGS, COMPANION):
            self.finish(self.client.delete_index(new(name)).task_uid)

    def finish(self, task: int) -> None:
        """Wait for a task. Raises BuildError with the engine's reason when it failed."""
        done = self.client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
        if done.status != "succeeded":
            raise BuildError(f"The engine failed at {done.type}: {reason_of(done.error)}")

    def _create(self, name: str) -> None:
        self.finish(self.client.create_index(name, {"primaryKey": PRIMARY_KEY}).task_uid)
        settings = listings_settings() if LISTINGS in (name, old(name)) else companion_settings()
        self.finish(self.client.index(name).update_settings(settings).task_uid)

    def _clear(self) -> None:
        # What is announced there would be looked for in vain.
        announced = self.client.index(COMPANION).delete_document(COMING_DOCUMENT)
        self.finish(announced.task_uid)
        names = [new(LISTINGS), new(COMPANION)]
        waiting = {"indexUids": names, "statuses": ["enqueued", "processing"]}
        self.finish(self.client.cancel_tasks(waiting).task_uid)
        for name in names:
            if self._exists(name):
                self.finish(self.client.delete_index(name).task_uid)

    def _exists(self, name: str) -> bool:
        try:
            self.client.get_index(name)
        except MeilisearchApiError as error:
            if error.code == "index_not_found":
                return False
            raise
        return True


def new(name: str) -> str:
    """The name of the index being built beside `name`."""
    return f"{name}_new"


def old(name: str) -> str:
    """The live name of an index being built."""
    return name.removesuffix("_new")


def live_build(client: meilisearch.Client) -> dict[str, Any] | None:
    """The facts of the live build; None when nothing has been built yet."""
    try:
        facts = client.index(LISTINGS).get_document(BUILD_DOCUMENT).facts
    except MeilisearchError as error:
        if getattr(error, "code", "") in ("index_not_found", "document_not_found"):
            return None
        raise
    return dict(orjson.loads(facts))


def reason_of(error: object) -> str:
    """The engine's own words for a failed task."""
    return str(error.get("message", error)) if isinstance(error, dict) else str(error)
