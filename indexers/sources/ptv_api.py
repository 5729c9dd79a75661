"""The Open API of PTV: lists of ids, page by page, and whole objects by a hundred ids.

The lists name more than can be had: what is not published is missing from the objects, and when
none of a hundred is, the answer is 404. A list beyond its last page is null.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import httpx

from indexers.fetching.fetcher import Fetcher
from indexers.sources.ptv_shelf import Thing
from indexers.sources.raw import Raw
from indexers.sources.source import NotThere, SourceError

HUNDRED = 100  # the most ids that PTV takes at once
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SERVICES, CHANNELS, ORGANISATIONS = "Service", "ServiceChannel", "Organization"
# Services are asked with their general description merged in.
WHOLE = {
    SERVICES: "Service/serviceWithGD/list",
    CHANNELS: "ServiceChannel/list",
    ORGANISATIONS: "Organization/list",
}


def is_api(base: str) -> bool:
    """Whether an address is that of the API itself."""
    return re.search(r"^https?://.*/v\d+/?$", base) is not None


class PtvApi:
    """Asks one address, such as https://api.palvelutietovaranto.suomi.fi/api/v11."""

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        self._fetcher = fetcher
        self._base = base.rstrip("/")

    def ids(self, route: str, **conditions: str) -> list[str]:
        """All ids of a list, sorted, each once. Raises SourceError."""
        found: set[str] = set()
        number, last = 1, 1
        while number <= last:
            url = self._url(route, **conditions, page=str(number))
            items, last = _page(self._fetcher.json(url), url)
            ids = {Raw(item if isinstance(item, dict) else {}).text("id") for item in items}
            if "" in ids:
                raise SourceError(f"{url}: expected an id in each item of the page")
            if not ids:
                break
            if ids <= found:
                raise SourceError(f"{url}: the same page came again, so it would never end")
            found |= ids
            number += 1
        return sorted(found)

    def objects(self, route: str, ids: Iterable[str]) -> list[Thing]:
        """The whole objects of at most a hundred ids, as far as there are any."""
        asked = [id_ for id_ in ids if GUID.fullmatch(id_)]
        if not asked:
            return []
        url = self._url(WHOLE[route], guids=",".join(asked))
        try:
            body = self._fetcher.json(url)
        except NotThere:
            return []
        if not isinstance(body, list | None):
            raise SourceError(f"{url}: expected a JSON array of objects")
        return [item for item in body or () if isinstance(item, dict)]

    def _url(self, route: str, **parameters: str) -> str:
        try:
            return str(httpx.URL(f"{self._base}/{route}", params=parameters))
        except httpx.InvalidURL as error:
            raise SourceError(f"{self._base}: is no address ({error})") from error


def _page(body: object, url: str) -> tuple[Sequence[object], int]:
    """The items of a page of ids and how many pages there are."""
    fields = Raw(body if isinstance(body, dict) else {})
    items, count = fields.value("itemList"), fields.value("pageCount")
    if "itemList" not in fields.names() or not isinstance(items, list | None):
        raise SourceError(f'{url}: expected a page of ids, {{"pageCount": …, "itemList": […]}}')
    return items or (), count if isinstance(count, int) else 1


def hundreds(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in portions that PTV takes at once."""
    return (ids[start : start + HUNDRED] for start in range(0, len(ids), HUNDRED))
