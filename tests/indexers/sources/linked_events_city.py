"""A small Linked Events server: what the source asks of a real one, answered from dictionaries.

Its answers follow the public code of City-of-Helsinki/linkedevents: type General alone unless
others are asked for, 400 for a type it does not know, tombstones of deleted events, 410 by id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

import orjson

from tests.indexers.page_server import Asked, Told
from tests.indexers.sources.linked_events_samples import HOST

Item = dict[str, Any]
TODAY = "2026-11-24T00:00:00Z"
TOMBSTONE = ("id", "name", "last_modified_time", "deleted", "replaced_by")
INCLUDED = {"location": "place", "keywords": "keyword", "audience": "keyword"}
GONE, UNKNOWN, REFUSED = Told(410, b"{}"), Told(404, b"{}"), Told(400, b"{}")


@dataclass
class City:
    """The data of one server, and the ways in which servers differ."""

    events: dict[str, Item] = field(default_factory=dict)
    places: dict[str, Item] = field(default_factory=dict)
    keywords: dict[str, Item] = field(default_factory=dict)
    types: tuple[str, ...] = ("General", "Course", "Volunteering")
    knows_types: bool = True  # else every type is listed, and none may be asked for
    knows_ids: bool = True
    next_host: str = HOST  # what meta.next begins with: behind a proxy another than was asked

    def add(self, *events: Item) -> None:
        """Put events into the city; their places and keywords become references."""
        for one in events:
            event = dict(one)
            for name, kind in INCLUDED.items():
                event[name] = self._kept(kind, event.get(name))
            subs = [sub for sub in event.get("sub_events") or [] if "start_time" in sub]
            self.add(*({**sub, "super_event": _ref("event", event["id"])} for sub in subs))
            self.events[event["id"]] = event | {"sub_events": []}

    def _kept(self, kind: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._kept(kind, one) for one in value]
        if not isinstance(value, dict) or set(value) <= {"@id"}:
            return value
        self._store(kind)[value["id"]] = value
        return _ref(kind, value["id"])

    def _store(self, kind: str) -> dict[str, Item]:
        return {"place": self.places, "keyword": self.keywords, "event": self.events}[kind]

    def answer(self, asked: Asked) -> Told:
        """The script of a page server."""
        steps = [unquote(step) for step in asked.path.split("/v1/", 1)[1].split("/") if step]
        kind = steps[0]
        if len(steps) == 2:
            return self._one(kind, steps[1])
        if kind != "event":
            return self._page(list(self._store(kind).values()), asked, kind)
        types = asked.parameters.get("event_type", "General").split(",")
        told = "event_type" in asked.parameters
        if self.knows_types and told and not set(types) <= set(self.types):
            return REFUSED
        found = [one for one in self.events.values() if self._matches(one, asked.parameters, types)]
        found.sort(key=lambda one: (one.get("start_time") or "9", one["last_modified_time"]))
        included = asked.parameters.get("include", "").split(",")
        return self._page([self._shown(one, included) for one in found], asked, kind)

    def _one(self, kind: str, name: str) -> Told:
        found = self._store(kind).get(name)
        if found is None:
            return UNKNOWN
        if found.get("deleted"):
            return GONE
        return Told(body=orjson.dumps(found))

    def _matches(self, event: Item, asked: Mapping[str, str], types: list[str]) -> bool:
        tests: dict[str, Callable[[str], bool]] = {
            "super_event": lambda told: (
                (_id(event.get("super_event")) or "none") in told.split(",")
            ),
            "super_event_type": lambda told: (event.get("super_event_type") or "none") == told,
            "start": lambda told: _is_to_come(event),
            "last_modified_since": lambda told: str(event["last_modified_time"]) >= told,
            "keyword": lambda told: told in map(_id, event.get("keywords") or []),
            "data_source": lambda told: str(event["id"]).partition(":")[0] == told,
        }
        if self.knows_ids:
            tests["ids"] = lambda told: event["id"] in told.split(",")
        if self.knows_types and event.get("type_id", "General") not in types:
            return False
        if event.get("publication_status", "public") != "public":
            return False
        if event.get("deleted") and not {"show_deleted", "deleted"} & set(asked):
            return False
        if "deleted" in asked and not event.get("deleted"):
            return False
        return all(test(asked[name]) for name, test in tests.items() if name in asked)

    def _shown(self, event: Item, included: list[str]) -> Item:
        if event.get("deleted"):
            return {name: event.get(name) for name in TOMBSTONE}
        return event | {
            name: self._whole(kind, event.get(name))
            for name, kind in INCLUDED.items()
            if name in included
        }

    def _whole(self, kind: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._whole(kind, one) for one in value]
        return self._store(kind).get(_id(value), value)

    def _page(self, found: list[Item], asked: Asked, kind: str) -> Told:
        size = min(int(asked.parameters.get("page_size", "20")), 100)
        number = int(asked.parameters.get("page", "1"))
        if number > max(1, -(-len(found) // size)):
            return UNKNOWN
        more = number * size < len(found)
        parameters = urlencode({**asked.parameters, "page": number + 1})
        following = f"{self.next_host}/{kind}/?{parameters}" if more else None
        meta = {"count": len(found), "next": following, "previous": None}
        data = found[(number - 1) * size : number * size]
        return Told(body=orjson.dumps({"meta": meta, "data": data}))


def _ref(kind: str, name: str) -> Item:
    return {"@id": f"{HOST}/{kind}/{name}/"}


def _id(value: Any) -> str:
    return unquote(value["@id"].rstrip("/").rsplit("/", 1)[1]) if value else ""


def _is_to_come(event: Item) -> bool:
    times = [event.get("start_time") or "", event.get("end_time") or ""]
    return max(times) >= TODAY or event.get("event_status") == "EventPostponed"
