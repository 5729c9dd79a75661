"""Reads a Linked Events server: pages of whole events, with their places, keywords and series."""

from collections.abc import Iterator
from datetime import datetime

from indexers.fetching.fetcher import Fetcher
from indexers.sources.linked_events_api import END, EventsApi
from indexers.sources.linked_events_changes import Changes
from indexers.sources.linked_events_references import KEYWORD, PLACE, References
from indexers.sources.linked_events_series import Series
from indexers.sources.source import NotThere, Page

MOST_PAGES = 60  # of places or keywords in use; beyond them a server's list holds what nobody uses


class ApiReading:
    """One reading of one location; what it has learnt is forgotten with it."""

    def __init__(self, fetcher: Fetcher, location: str) -> None:
        self._api = EventsApi(fetcher, location)
        self._references = References(self._api.one)

    def pages(self, cursor: str) -> Iterator[Page]:
        """All events that are still to come, or those of the user's own period."""
        series = Series(self._api)
        warm = False
        for records, following in self._lists(cursor):
            if following != END and not warm:
                self._learn_references()
                warm = True
            joined = series.joined(records)
            yield Page([self._resolved(record) for record in joined], following)

    def changes(self, since: datetime) -> Iterator[Page]:
        """Events changed since an aware moment, and Gone ones."""
        return Changes(self._api, self._references, since).pages()

    def _lists(self, cursor: str) -> Iterator[tuple[list[object], str]]:
        if self._api.event:
            return iter([([self._api.single()], END)] if cursor != END else [])
        return self._api.events({**self._api.period, **self._api.filters}, cursor)

    def _learn_references(self) -> None:
        """Read the places and keywords in use; without such lists they are asked one by one."""
        for kind in (PLACE, KEYWORD):
            pages = self._api.listed(kind, {"has_upcoming_events": "true"})
            try:
                for _, items in zip(range(MOST_PAGES), pages, strict=False):
                    self._references.remember(kind, items)
            except NotThere:
                continue

    def _resolved(self, record: object) -> object:
        return self._references.resolved(record) if isinstance(record, dict) else record
