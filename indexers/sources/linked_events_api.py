"""The Linked Events API: an address with its filters in, pages of events and single objects out.

What the real servers do, and what follows from it:
- The list has 100 events to a page at most, and only type General unless others are asked for. A
  type that a server does not know is refused with 400, so the longest list is tried first.
- In the default order (last changed first) an event that is edited while we read jumps to a page
  that has been read, and is lost. By start and last change nothing moves.
- Behind some proxies meta.next names another host or scheme, so only its parameters are used.
- An event that is deleted while we read can take the last page with it: that 404 is the end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

import httpx

from indexers.fetching.fetcher import Fetcher
from indexers.sources.linked_events_ids import native_id
from indexers.sources.raw import Raw
from indexers.sources.source import NotThere, SourceError

API = re.compile(
    r"(?P<base>https?://.+/v\d+(?:\.\d+)?)(?:/event(?:/(?P<event>[^/]+))?)?/?", re.IGNORECASE
)
PAGE_SIZE = 100
AT_ONCE = 40  # ids in one question: some 1,500 characters, well below what any server takes
ORDER = "start_time,last_modified_time"
TYPES = ("General,Course,Volunteering,Hobbies", "General,Course,Volunteering", "")
# Parameters that are no filters. The others are the user's own and are kept.
NOT_FILTERS = ("page", "include", "sort")
PERIOD = ("start", "end", "days")
STILL_TO_COME = {"start": "today"}  # the server's own today
END = "end"  # the cursor after the last page
Parameters = Mapping[str, str]


OTHER_LIST = re.compile(r"https?://.+/v\d+(?:\.\d+)?/[a-z_]+/?", re.IGNORECASE)


def is_api(location: str) -> bool:
    """Whether a location is an address like https://HOST/…/v1/ or …/v1/event/?filters.

    Raises SourceError for another list of the API, of which a file would be the first page only.
    """
    path = location.partition("?")[0].partition("#")[0]
    if API.fullmatch(path):
        return True
    if OTHER_LIST.fullmatch(path):
        raise SourceError(f"{location}: expected a list of events, https://HOST/…/v1/event/")
    return False


def is_refused(error: SourceError) -> bool:
    """Whether a server took a question for a wrong one (400)."""
    return ": answered 400 " in str(error)


class EventsApi:
    """One server, with the filters of one location."""

    def __init__(self, fetcher: Fetcher, location: str) -> None:
        found = API.fullmatch(location.partition("?")[0].partition("#")[0])
        if found is None:
            raise SourceError(f"{location}: expected an address like https://HOST/v1/event/")
        self._fetcher = fetcher
        self._base = found["base"]
        self.event = found["event"]  # where the location is a single event
        self.filters = _filters(location)
        self._types: str | None = self.filters.get("event_type")
        self._knows_ids = True

    def may_list(self, name: str) -> bool:
        """Whether the user's own filter by ids, if there is one, lets an event come."""
        return "ids" not in self.filters or name in self.filters["ids"].split(",")

    @property
    def period(self) -> Parameters:
        """The time that is asked for: the user's own, or else what is still to come."""
        told = {name: self.filters[name] for name in PERIOD if name in self.filters}
        return told or STILL_TO_COME

    def events(
        self, parameters: Parameters, cursor: str = ""
    ) -> Iterator[tuple[list[object], str]]:
        """Pages of events with the cursor that leads on; `cursor` begins after that page."""
        if cursor == END:
            return
        address, body = self._again(cursor) if cursor else self._first(parameters)
        while True:
            following = self._following(body, address)
            yield _data(body, address), following or END
            if not following:
                return
            address, body = following, self._page(following)

    def all(self, parameters: Parameters) -> Iterator[dict[str, object]]:
        """The events of all pages."""
        for records, _ in self.events(parameters):
            yield from (record for record in records if isinstance(record, dict))

    def by_ids(
        self, ids: Iterable[str], filters: Parameters | None = None
    ) -> dict[str, dict[str, object]]:
        """Events by their ids; those that are not public or not within `filters` are absent.

        Of an older server nobody can tell which are within filters: none is.
        """
        wanted = list(ids)
        found: dict[str, dict[str, object]] = {}
        for some in batches(wanted) if self._knows_ids else ():
            for event in self.all({**(filters or {}), "ids": ",".join(some)}):
                if native_id(event) not in some:
                    self._knows_ids = False  # older servers take no ids and answer with anything
                    break
                found[native_id(event)] = event
        if self._knows_ids or filters is not None:
            return found if self._knows_ids else {}
        each = ((name, self.one("event", name)) for name in wanted)
        return {name: event for name, event in each if event is not None}

    def listed(self, kind: str, parameters: Parameters) -> Iterator[list[object]]:
        """Pages of places or keywords."""
        address: str | None = self._address(kind, {"page_size": str(PAGE_SIZE), **parameters})
        while address:
            body = self._fetcher.json(address)
            yield _data(body, address)
            address = self._following(body, address, kind)

    def single(self) -> object:
        """The single event that the location is. Raises SourceError, for a deleted one with 410."""
        return self._fetcher.json(f"{self._base}/event/{self.event}/")

    def one(self, kind: str, name: str) -> dict[str, object] | None:
        """One object by its id; None when the server has none, or no longer."""
        try:
            found = self._fetcher.json(f"{self._base}/{kind}/{quote(name, safe=':')}/")
        except NotThere:
            return None
        return found if isinstance(found, dict) else None

    def _first(self, parameters: Parameters) -> tuple[str, object]:
        """The first page; the types of events are settled by what the server takes."""
        *longer, last = TYPES if self._types is None else (self._types,)
        for types in longer:
            try:
                return self._asked(parameters, types)
            except SourceError as error:
                if not is_refused(error):
                    raise
        return self._asked(parameters, last)

    def _asked(self, parameters: Parameters, types: str) -> tuple[str, object]:
        asked = {"page_size": str(PAGE_SIZE), "sort": ORDER, **parameters}
        address = self._address("event", asked | ({"event_type": types} if types else {}))
        body = self._fetcher.json(address)
        self._types = types
        return address, body

    def _again(self, cursor: str) -> tuple[str, object]:
        if not cursor.startswith(self._address("event", {})):
            raise SourceError(f"{cursor}: expected a cursor below {self._base}")
        self._types = httpx.URL(cursor).params.get("event_type", "")
        return cursor, self._page(cursor)

    def _page(self, address: str) -> object:
        """A page after the first; empty when it has gone because the list has become shorter."""
        try:
            return self._fetcher.json(address)
        except NotThere:
            before = _page_before(address)
            if before is None or self._following(self._fetcher.json(before), before):
                raise
            return {"data": []}

    def _following(self, body: object, address: str, kind: str = "event") -> str | None:
        meta = Raw(body).record("meta") if isinstance(body, dict) else Raw({})
        told = meta.text("next")
        if not told:
            return None
        try:
            following = self._address(kind, _parameters(told))
        except httpx.InvalidURL as error:
            raise SourceError(f"{address}: meta.next is no address: {told}") from error
        if following == address:
            raise SourceError(f"{address}: the same page came again, so it would never end")
        return following

    def _address(self, kind: str, parameters: Parameters) -> str:
        address = httpx.URL(f"{self._base}/{kind}/")
        return str(address.copy_merge_params(parameters) if parameters else address)


def batches(ids: list[str]) -> Iterator[list[str]]:
    """The ids in lots that fit into one question."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _filters(location: str) -> dict[str, str]:
    try:
        parameters = _parameters(location)
    except httpx.InvalidURL as error:
        raise SourceError(f"{location}: is no address ({error})") from error
    return {name: value for name, value in parameters.items() if name not in NOT_FILTERS}


def _parameters(address: str) -> dict[str, str]:
    """The parameters of an address; of one given twice the server takes the last."""
    return dict(httpx.URL(address).params.multi_items())


def _data(body: object, address: str) -> list[object]:
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, list):
        raise SourceError(f'{address}: expected {{"meta": …, "data": [events]}}')
    return data


def _page_before(address: str) -> str | None:
    url = httpx.URL(address)
    number = url.params.get("page", "")
    if not number.isdecimal() or int(number) < 2:
        return None
    return str(url.copy_set_param("page", int(number) - 1))
