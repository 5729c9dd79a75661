"""Super events and their sub events, brought together: pages of single events in, whole ones out.

A recurring super event gets its sub events into its own `sub_events`, asked for by super_event=ids
in lots, so that no more than one page and its series is held. Its sub events come in the list too
and are passed over there: the second reading costs a third more requests, and nothing is lost when
the user's filters, or the server, let a sub event through and not its super event.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from indexers.sources.linked_events_api import EventsApi, batches
from indexers.sources.linked_events_ids import native_id
from indexers.sources.linked_events_meetings import RECURRING
from indexers.sources.linked_events_references import Item

# What a sub event gives to its series; of the first one everything is kept.
SUB_FIELDS = (
    *("id", "name", "start_time", "end_time", "location", "location_extra_info", "event_status"),
    *("deleted", "replaced_by", "publication_status", "is_virtualevent", "virtualevent_url"),
)
UMBRELLA_FIELDS = ("id", "@id", "name", "info_url")


class Super(NamedTuple):
    """What is known of a super event while its sub events come by."""

    recurring: bool
    told: Item  # of an umbrella what its sub events tell of it


UNKNOWN = Super(recurring=False, told={})


class Series:
    """Joins the pages of one reading; `changed` when they are a list of what has changed."""

    def __init__(self, api: EventsApi, *, changed: bool = False) -> None:
        self._api = api
        self._changed = changed
        self._supers: dict[str, Super] = {}
        self._told: set[str] = set()

    def joined(self, records: Iterable[object]) -> list[object]:
        """The records with every series whole, once, and its sub events taken out."""
        records = list(records)
        events = [record for record in records if isinstance(record, dict)]
        self._notice({native_id(event): event for event in events})
        outside = self._learn(super_of(event) for event in events)
        kept = [one for one in records if not isinstance(one, dict) or self._stands(one)]
        series = [one for one in [*kept, *outside] if is_recurring(one)]
        whole = self.whole(one for one in series if isinstance(one, dict))
        others = [one for one in kept if not is_recurring(one)]
        return [self._under_umbrella(one) for one in [*others, *whole]]

    def whole(self, series: Iterable[Item]) -> list[Item]:
        """Recurring super events with the sub events that are still to come in them."""
        new = {native_id(one): one for one in series if native_id(one) not in self._told}
        self._told |= set(new)
        subs: dict[str, list[Item]] = {name: [] for name in new}
        for some in batches(list(new)):
            for sub in self._api.all({**self._api.period, "super_event": ",".join(some)}):
                if (name := super_of(sub)) in subs:
                    subs[name].append(slim(sub) if subs[name] else sub)
        return [{**one, "sub_events": subs[name]} for name, one in new.items()]

    def _notice(self, events: dict[str, Item]) -> None:
        for name, event in events.items():
            if event.get("super_event_type"):
                recurring = is_recurring(event)
                self._supers[name] = Super(recurring, {} if recurring else umbrella(event))

    def _learn(self, names: Iterable[str]) -> Iterator[Item]:
        """Look up super events not met yet; gives the series that the list will not bring.

        A list of changes brings no series for a sub event that has changed.
        """
        unknown = [name for name in dict.fromkeys(names) if name and name not in self._supers]
        filters = {**self._api.period, **self._api.filters}
        possible = [] if self._changed else [name for name in unknown if self._api.may_list(name)]
        inside = self._api.by_ids(possible, filters)
        self._notice(inside)
        outside = self._api.by_ids([name for name in unknown if name not in inside])
        self._notice(outside)
        for name in unknown:
            self._supers.setdefault(name, UNKNOWN)
        return (one for one in outside.values() if is_recurring(one))

    def _stands(self, event: Item) -> bool:
        """Whether an event is listed by itself, and is not a time of a series."""
        return not self._supers.get(super_of(event), UNKNOWN).recurring

    def _under_umbrella(self, record: object) -> object:
        if isinstance(record, dict) and (told := self._supers.get(super_of(record), UNKNOWN).told):
            return {**record, "super_event": told}
        return record


def slim(sub: Item) -> Item:
    """What a series needs of a sub event."""
    return _some(sub, SUB_FIELDS)


def umbrella(event: Item) -> Item:
    """What the sub events of an umbrella tell of it."""
    return _some(event, UMBRELLA_FIELDS)


def _some(event: Item, fields: Iterable[str]) -> Item:
    return {name: event[name] for name in fields if name in event}


def super_of(event: Item) -> str:
    """The id of the super event; empty without one."""
    return native_id(event.get("super_event"))


def is_recurring(record: object) -> bool:
    """Whether a record is a series."""
    return isinstance(record, dict) and record.get("super_event_type") == RECURRING
