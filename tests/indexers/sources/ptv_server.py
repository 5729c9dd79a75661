"""PTV's API played by a script: lists of ids in small pages, whole objects by a hundred ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from tests.indexers.page_server import Asked, Told
from tests.indexers.sources.ptv_pieces import Thing

BASE = "/api/v11"
PER_PAGE = 90
WHOLE = {
    "Service/serviceWithGD/list": "Service",
    "ServiceChannel/list": "ServiceChannel",
    "Organization/list": "Organization",
}


@dataclass
class Catalogue:
    """What the played PTV holds: whole objects per list, by id.

    `hidden` ids are listed, but not given; `states` tell what is Archived or Withdrawn.
    """

    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    states: dict[str, str] = field(default_factory=dict)

    def add(self, route: str, *things: Thing) -> None:
        """Publish things."""
        self.things.setdefault(route, {}).update({thing["id"]: thing for thing in things})

    def __call__(self, asked: Asked) -> Told:
        route = asked.path.removeprefix(f"{BASE}/")
        if route in WHOLE:
            return self._whole(WHOLE[route], asked.parameters["guids"].split(","))
        if route in WHOLE.values():
            return self._ids(route, asked)
        return Told(404)

    def _ids(self, route: str, asked: Asked) -> Told:
        since, status = (
            asked.parameters.get("date", ""),
            asked.parameters.get("status", "Published"),
        )
        found = [
            {"id": id_, "name": None if id_ in self.hidden else f"{route} {id_}"}
            for id_, thing in self.things.get(route, {}).items()
            if self.states.get(id_, "Published") == status and thing.get("modified", "") >= since
        ]
        number = int(asked.parameters["page"])
        items = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        count = -(-len(found) // PER_PAGE)
        page = {"pageNumber": number, "pageSize": PER_PAGE, "pageCount": count}
        return told({**page, "itemList": items or None})

    def _whole(self, route: str, ids: Iterable[str]) -> Told:
        """404 when none is there, as PTV answers; 400 for more than a hundred."""
        asked = list(ids)
        if len(asked) > 100:
            return Told(400)
        there = self.things.get(route, {})
        shown = (id_ for id_ in asked if id_ in there and id_ not in self.hidden)
        found = [there[id_] for id_ in shown if id_ not in self.states]
        return told(found) if found else Told(404, b'{"errorMessage": "not found"}')


def told(body: object) -> Told:
    return Told(body=orjson.dumps(body), headers={"Content-Type": "application/json"})
