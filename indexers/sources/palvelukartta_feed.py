"""Where units of Palvelukartta come from, with what is asked to be joined to them.

TPR REST v4 gives all units as one array, and their connections, accessibility and organisations
as arrays of their own; Service Map v2 gives pages {count, next, results}.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import httpx

from indexers.fetching.fetcher import Fetcher, is_url
from indexers.sources.saved_pages import is_directory, saved_pages
from indexers.sources.source import Page, SourceError

PAGE = 500  # units of an array that make a page
PER_PAGE = 1000  # of Service Map v2; it gives no more
ORGANISATIONS = "organization"
# What can be joined: the resource, the field that names a unit in it, and the unit's field for it.
JOINS = {
    "connection": "connections",
    "accessibility_property": "accessibility_properties",
    "accessibility_sentence": "accessibility_sentences",
}


class Wanted(NamedTuple):
    """What an operator asks for."""

    joins: Collection[str] = ()  # of JOINS
    types: Collection[str] = ()  # of organisations: ASSOCIATION, FOUNDATION; none: all


class Feed:
    """Reads units page by page."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def pages(self, origin: str, cursor: str, wanted: Wanted) -> Iterator[Page]:
        """Units of a URL, a file or a directory. Raises SourceError."""
        for page in self._pages(origin, cursor, wanted):
            kept = [unit for unit in page.records if _is_wanted(unit, wanted.types)]
            yield Page(kept, page.cursor)

    def _pages(self, origin: str, cursor: str, wanted: Wanted) -> Iterator[Page]:
        if is_directory(origin):
            bodies = (self._fetcher.json(path) for path in saved_pages(origin, "unit"))
            tables = {
                name: (one for path in _files(origin, name) for one in self._items(path))
                for name in (ORGANISATIONS, *JOINS)
            }
            units = (unit for body in bodies for unit in _units_in(body))
            yield from _in_pages(_Joined(tables).units(units))
        elif is_url(origin) and "/v4" in _parts(origin).path:
            yield from self._from_tpr(origin, wanted)
        elif is_url(origin):
            yield from self._from_service_map(origin, int(cursor or 1))
        else:
            yield Page(_units_in(self._fetcher.json(origin)))

    def _from_tpr(self, url: str, wanted: Wanted) -> Iterator[Page]:
        parts = _parts(url)
        base, unit, _ = parts.path.rstrip("/").partition("/unit")
        tables = {
            name: self._items(str(parts.copy_with(path=f"{base}/{name}/", query=None)))
            for name in (ORGANISATIONS, *wanted.joins)
        }
        joined = _Joined(tables)
        asked = parts if unit else parts.copy_with(path=f"{base}/unit/")
        parameters = {"official": "yes", "newfeatures": "yes", **dict(parts.params)}
        units = self._items(str(asked.copy_merge_params(parameters)))
        yield from _in_pages(joined.units(units))

    def _from_service_map(self, url: str, number: int) -> Iterator[Page]:
        """Pages by number, so that an answer cannot lead to another server."""
        more = True
        while more:
            page = str(_parts(url).copy_merge_params({"page": number, "page_size": PER_PAGE}))
            body = self._fetcher.json(page)
            more = isinstance(body, dict) and isinstance(body.get("next"), str)
            if number > 1 and not isinstance(body, dict):
                raise SourceError(f"{page}: expected a page with results")
            number += 1
            yield Page(_units_in(body), str(number) if more else "")

    def _items(self, origin: str) -> Iterator[object]:
        return self._fetcher.items(origin, "")


class _Joined:
    """What belongs to units and organisations, by their ids."""

    def __init__(self, tables: Mapping[str, Iterable[object]]) -> None:
        self._organisations = {
            one["id"]: one
            for one in tables.get(ORGANISATIONS, ())
            if isinstance(one, dict) and isinstance(one.get("id"), str)
        }
        self._parts = {
            field: _by_unit(tables[name]) for name, field in JOINS.items() if name in tables
        }

    def units(self, units: Iterable[object]) -> Iterator[object]:
        """Each unit with its own; what it holds already is kept."""
        for unit in units:
            if not isinstance(unit, dict):
                yield unit
                continue
            key = unit.get("id")
            own: dict[str, object] = {
                field: parts[key]
                for field, parts in self._parts.items()
                if isinstance(key, int) and key in parts
            }
            organisation = unit.get("org_id")
            if isinstance(organisation, str) and organisation in self._organisations:
                own["organization"] = self._organisations[organisation]
            yield {**own, **unit}


def _by_unit(rows: Iterable[object]) -> Mapping[int, list[object]]:
    found: dict[int, list[object]] = {}
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("unit_id"), int):
            rest = {name: value for name, value in row.items() if name != "unit_id"}
            found.setdefault(row["unit_id"], []).append(rest)
    return found


def _units_in(body: object) -> list[object]:
    """Units of an array, of a page {results}, or one unit."""
    if isinstance(body, list):
        return body
    results = body.get("results") if isinstance(body, dict) else None
    return results if isinstance(results, list) else [body]


def _is_wanted(unit: object, types: Collection[str]) -> bool:
    """Whether an organisation of these types runs the unit; what is no unit is passed on."""
    if not types or not isinstance(unit, dict):
        return True
    owner = unit.get("organization")
    told = owner.get("organization_type") if isinstance(owner, dict) else None
    return any(
        one in types for one in (told, unit.get("organizer_type"), unit.get("provider_type"))
    )


def _files(directory: str, name: str) -> list[str]:
    return sorted(str(path) for path in Path(directory).glob(f"{name}*.json"))


def _in_pages(units: Iterator[object]) -> Iterator[Page]:
    while page := list(islice(units, PAGE)):
        yield Page(page)


def _parts(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as error:
        raise SourceError(f"{url}: is no address ({error})") from error
