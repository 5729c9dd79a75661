"""Places and keywords of events: references in, the objects they name out, each fetched once.

With include= every event would carry its place and keywords again, three times the bytes and more
than that in the server's work. So the lists of what is in use are read once and remembered (a city
has some thousand of each), and what they lack is asked for by its id.
"""

from collections.abc import Callable, Iterable

from indexers.sources.linked_events_ids import is_whole, native_id
from indexers.sources.raw import Raw

PLACE, KEYWORD = "place", "keyword"
FIELDS = {
    PLACE: (
        *("id", "name", "position", "street_address", "postal_code", "address_locality"),
        *("divisions", "info_url", "telephone"),
    ),
    KEYWORD: ("id", "name"),
}
KINDS = {"location": PLACE, "keywords": KEYWORD, "audience": KEYWORD}
Item = dict[str, object]
Ask = Callable[[str, str], Item | None]


def _nobody(kind: str, name: str) -> Item | None:
    return None


class References:
    """What is known of places and keywords; `ask` fetches one by kind and id."""

    def __init__(self, ask: Ask = _nobody) -> None:
        self._ask = ask
        self._known: dict[str, dict[str, Item | None]] = {PLACE: {}, KEYWORD: {}}

    def remember(self, kind: str, items: Iterable[object]) -> None:
        """Keep what listings need of places or keywords."""
        for item in items:
            if isinstance(item, dict) and (name := native_id(item)):
                self._known[kind][name] = {
                    field: _slim(field, item[field]) for field in FIELDS[kind] if field in item
                }

    def resolved(self, event: Item) -> Item:
        """The event, and the sub events in it, with its place and keywords told."""
        told = dict(event)
        for field, kind in KINDS.items():
            value = event.get(field)
            if isinstance(value, list):
                told[field] = [self._told(kind, one) for one in value]
            elif value is not None:
                told[field] = self._told(kind, value)
        subs = event.get("sub_events")
        if isinstance(subs, list):
            told["sub_events"] = [
                self.resolved(sub) if isinstance(sub, dict) and is_whole(sub) else sub
                for sub in subs
            ]
        return told

    def _told(self, kind: str, value: object) -> object:
        name = native_id(value)
        if is_whole(value):
            self.remember(kind, [value])
            return self._known[kind].get(name) or value
        if not name:
            return value
        if name not in self._known[kind]:
            self._known[kind][name] = None
            if (found := self._ask(kind, name)) is not None:
                self.remember(kind, [found])
                # What was replaced leads to what took its place, by another id.
                self._known[kind][name] = self._known[kind].get(native_id(found))
        return self._known[kind].get(name) or value


def _slim(field: str, value: object) -> object:
    """A place lies in a dozen divisions, of which the municipality is used."""
    if field != "divisions" or not isinstance(value, list):
        return value
    return [one for one in value if isinstance(one, dict) and Raw(one).text("type") == "muni"]
