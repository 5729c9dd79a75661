"""Saved Linked Events: a file, or a directory of event*.json, place*.json and keyword*.json.

A file is a list page {"meta": …, "data": […]}, an array of events, or one event. Series are put
together from all files, which are read twice: first for the super events and, slim, for the times
of their sub events, then for the events themselves, some hundred in memory at a time.
"""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import orjson

from indexers.fetching.fetcher import Fetcher
from indexers.sources.linked_events_ids import native_id
from indexers.sources.linked_events_myhelsinki import as_linked_event
from indexers.sources.linked_events_references import KEYWORD, PLACE, Item, References
from indexers.sources.linked_events_series import is_recurring, slim, super_of, umbrella
from indexers.sources.saved_pages import is_directory, saved_pages
from indexers.sources.source import Page, SourceError

FAST = 1  # of zlib's levels
PAGE_SIZE = 500  # events in memory at once, some ten megabytes


class SavedReading:
    """One reading of a file, or of a directory of saved pages."""

    def __init__(self, fetcher: Fetcher, location: str) -> None:
        self._fetcher = fetcher
        self._location = location
        self._references = References()
        self._umbrellas: dict[str, Item] = {}
        # Packed, since the sub events of the whole country would be 400 MB of dictionaries.
        self._subs: dict[str, list[bytes]] = {}
        self._series: set[str] = set()

    def pages(self, cursor: str) -> Iterator[Page]:
        """The events of all files, in pages; the cursor counts the records before it."""
        origins = [self._location]
        if is_directory(self._location):
            origins = saved_pages(self._location, "event")
            self._learn_references()
        self._notice(self._records(origins))
        records, done = self._records(origins), int(cursor or 0)
        deque(islice(records, done), maxlen=0)
        while some := list(islice(records, PAGE_SIZE)):
            done += len(some)
            yield Page(list(self._joined(some)), str(done))

    def _learn_references(self) -> None:
        for kind in (PLACE, KEYWORD):
            paths = sorted(Path(self._location).glob(f"{kind}*.json"))
            self._references.remember(kind, self._records([str(path) for path in paths]))

    def _records(self, origins: Iterable[str]) -> Iterator[object]:
        for record in chain.from_iterable(map(self._items, origins)):
            yield as_linked_event(record) if isinstance(record, dict) else record

    def _items(self, origin: str) -> Iterator[object]:
        began = False
        try:
            for item in self._fetcher.items(origin, "data"):
                began = True
                yield item
        except SourceError as error:
            if began:
                raise
            body = self._fetcher.json(origin)  # a broken file tells itself what is wrong
            if not isinstance(body, dict) or "data" in body or not native_id(body):
                raise SourceError(
                    f'{origin}: expected a page {{"data": [...]}}, an array, or one object'
                ) from error
            yield body

    def _notice(self, records: Iterable[object]) -> None:
        for event in records:
            if not isinstance(event, dict):
                continue
            if is_recurring(event):
                self._series.add(native_id(event))
            elif event.get("super_event_type"):
                self._umbrellas[native_id(event)] = umbrella(event)
            if name := super_of(event):
                subs = self._subs.setdefault(name, [])
                subs.append(zlib.compress(orjson.dumps(slim(event) if subs else event), FAST))

    def _joined(self, records: Iterable[object]) -> Iterator[object]:
        for event in records:
            if not isinstance(event, dict):
                yield event
            elif super_of(event) not in self._series:
                yield self._references.resolved(self._whole(event))

    def _whole(self, event: Item) -> Item:
        name, above = native_id(event), super_of(event)
        if name in self._series and name in self._subs:
            event = {**event, "sub_events": [*map(_unpacked, self._subs[name])]}
        if above in self._umbrellas:
            event = {**event, "super_event": self._umbrellas[above]}
        return event


def _unpacked(sub: bytes) -> object:
    return orjson.loads(zlib.decompress(sub))
