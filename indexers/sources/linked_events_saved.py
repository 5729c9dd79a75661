"""Saved Linked Events: a file, or a directory of event*.json, place*.json and keyword*.json.

A file is a list page {"meta": …, "data": […]}, an array of events, or one event. Series are put
together from all files, which are read twice: first for the super events and, slim, for the times
of their sub events, then for the events themselves, one file in memory at a time.
"""

from collections.abc import Iterator
from pathlib import Path

import orjson

from indexers.fetch import Fetcher
from indexers.sources.linked_events_ids import native_id
from indexers.sources.linked_events_myhelsinki import as_linked_event
from indexers.sources.linked_events_references import KEYWORD, PLACE, Item, References
from indexers.sources.linked_events_series import is_recurring, slim, super_of, umbrella
from indexers.sources.saved_pages import is_directory, saved_pages
from indexers.sources.source import Page, SourceError


class SavedReading:
    """One reading of a file, or of a directory of saved pages."""

    def __init__(self, fetcher: Fetcher, location: str) -> None:
        self._fetcher = fetcher
        self._location = location
        self._references = References()
        self._umbrellas: dict[str, Item] = {}
        # Bytes, since dictionaries of the sub events of the whole country would be 400 MB.
        self._subs: dict[str, list[bytes]] = {}
        self._series: set[str] = set()

    def pages(self, cursor: str) -> Iterator[Page]:
        """The events of each file; the cursor counts files."""
        origins = [self._location]
        if is_directory(self._location):
            origins = saved_pages(self._location, "event")
            self._learn_references()
        for origin in origins:
            self._notice(self._records(origin))
        for number, origin in enumerate(origins, start=1):
            if number > int(cursor or 0):
                yield Page(list(self._joined(self._records(origin))), str(number))

    def _learn_references(self) -> None:
        for kind in (PLACE, KEYWORD):
            for path in sorted(Path(self._location).glob(f"{kind}*.json")):
                self._references.remember(kind, self._records(str(path)))

    def _records(self, origin: str) -> list[object]:
        body = self._fetcher.json(origin)
        if isinstance(body, dict):
            body = body["data"] if "data" in body else [body] if native_id(body) else None
        if not isinstance(body, list):
            raise SourceError(
                f'{origin}: expected a Linked Events page {{"data": [...]}}, an array or one object'
            )
        return [as_linked_event(one) if isinstance(one, dict) else one for one in body]

    def _notice(self, records: list[object]) -> None:
        for event in records:
            if not isinstance(event, dict):
                continue
            if is_recurring(event):
                self._series.add(native_id(event))
            elif event.get("super_event_type"):
                self._umbrellas[native_id(event)] = umbrella(event)
            if name := super_of(event):
                subs = self._subs.setdefault(name, [])
                subs.append(orjson.dumps(slim(event) if subs else event))

    def _joined(self, records: list[object]) -> Iterator[object]:
        for event in records:
            if not isinstance(event, dict):
                yield event
            elif super_of(event) not in self._series:
                yield self._references.resolved(self._whole(event))

    def _whole(self, event: Item) -> Item:
        name, above = native_id(event), super_of(event)
        if name in self._series and name in self._subs:
            event = {**event, "sub_events": [orjson.loads(sub) for sub in self._subs[name]]}
        if above in self._umbrellas:
            event = {**event, "super_event": self._umbrellas[above]}
        return event
