"""What has changed on a Linked Events server since a moment: raw events and Gone ones, by pages.

A changed sub event brings its whole series. A deleted one is told by its id alone, so the series
that lost it is looked for: every series that goes on is asked for deleted sub events, in halves.
Not told by the server, and left to the comparison with a full reading: events turned back into
drafts, events that fell out of the user's filters, changed places and keywords.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from indexers.sources.linked_events_api import EventsApi, batches
from indexers.sources.linked_events_ids import listing_id, native_id
from indexers.sources.linked_events_meetings import RECURRING
from indexers.sources.linked_events_references import Item, References
from indexers.sources.linked_events_series import Series
from indexers.sources.linked_events_status import withdrawn
from indexers.sources.raw import Raw
from indexers.sources.source import Gone, Page

INCLUDED = {"include": "location,keywords,audience"}  # few events, so they may come whole


class Changes:
    """The changes of one location since an aware moment."""

    def __init__(self, api: EventsApi, references: References, since: datetime) -> None:
        self._api = api
        self._references = references
        self._series = Series(api, changed=True)
        # A date alone would be read as the end of that day, and its changes would be missed.
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._since = {**api.filters, "last_modified_since": moment}

    def pages(self) -> Iterator[Page]:
        """Pages of changed events, whole series and Gone. Raises SourceError."""
        deleted: set[str] = set()
        for records, _ in self._api.events({**self._since, **INCLUDED, "show_deleted": "true"}):
            deleted |= {native_id(one) for one in records if _is_deleted(one)}
            joined = self._series.joined(records)
            yield Page([self._told(record) for record in joined])
        if deleted - self._deleted_by_themselves(deleted):
            bereft = self._series.whole(self._bereft())
            yield Page([self._told(record) for record in bereft])

    def _told(self, record: object) -> object:
        if not isinstance(record, dict):
            return record
        if reason := withdrawn(Raw(record)):
            return Gone(id=listing_id(native_id(record)), reason=reason)
        return self._references.resolved(record)

    def _deleted_by_themselves(self, deleted: set[str]) -> set[str]:
        """The deleted events that were no sub events."""
        if not deleted:
            return set()
        alone = self._api.all({**self._since, "deleted": "true", "super_event": "none"})
        return {native_id(event) for event in alone}

    def _bereft(self) -> Iterator[Item]:
        """The series that have lost a sub event."""
        asked = {**self._api.period, **self._api.filters, "super_event_type": RECURRING}
        series = {native_id(event): event for event in self._api.all(asked)}
        for some in batches(list(series)):
            for name in self._with_a_loss(some):
                yield series[name]

    def _with_a_loss(self, names: list[str]) -> Iterator[str]:
        asked = {**self._since, "deleted": "true", "super_event": ",".join(names)}
        if not any(self._api.all(asked)):
            return
        if len(names) == 1:
            yield names[0]
            return
        middle = len(names) // 2
        yield from self._with_a_loss(names[:middle])
        yield from self._with_a_loss(names[middle:])


def _is_deleted(record: object) -> bool:
    return isinstance(record, dict) and record.get("deleted") is True
