"""Where HSDS services come from: an API (pages or NDJSON), a file, or a directory; pages out.

Whatever the shape is (services, organisations with services, services at locations, tables of a
data package), the records that come out are services with all that is theirs.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import httpx

from indexers.fetching.fetcher import Fetcher, is_url
from indexers.sources.hsds_join import Joined
from indexers.sources.hsds_shapes import contents_of, records_in, services_of, tables_of
from indexers.sources.saved_pages import is_directory, saved_pages
from indexers.sources.source import NoFeed, NotThere, Page, SourceError

PER_PAGE = 100
STREAM_PAGE = 500  # lines of NDJSON that make a page
NDJSON = (".ndjson", ".jsonl")
NO_FEED = "only an API tells what changed; it is read whole"
# A list may hold services with their own fields only; any of these tells that it holds more.
NESTED = frozenset(
    ["service_at_locations", "schedules", "phones", "languages", "service_areas", "attributes"]
)
# Tables by the beginnings of the names of saved pages.
SAVED = {
    "organizations": "organization",
    "locations": "location",
    "taxonomy_terms": "taxonomy_term",
    "taxonomies": "taxonomies",
}


class Feed:
    """Reads HSDS origins page by page."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def pages(self, origin: str, cursor: str = "", since: datetime | None = None) -> Iterator[Page]:
        """Services of an origin, of an API from the page `cursor` on. Raises SourceError."""
        changed = {"modified_after": _utc(since)} if since else {}
        if is_url(origin):
            yield from self._at_url(origin, cursor, changed)
        elif since:
            raise NoFeed(f"{origin}: {NO_FEED}")
        elif is_directory(origin):
            yield Page(self._in_directory(origin))
        elif origin.endswith(NDJSON):
            yield from _in_pages(self._fetcher.lines(origin))
        else:
            yield Page(services_of(self._fetcher.json(origin)))

    def _at_url(self, url: str, cursor: str, changed: Mapping[str, str]) -> Iterator[Page]:
        parts = _parts(url)
        path = parts.path.rstrip("/")
        if parts.params.get("format") == "ndjson":
            yield from _in_pages(self._fetcher.lines(_asked(url, {"full": "true", **changed})))
        elif path.endswith("/services"):
            yield from self._in_api(url, int(cursor or 1), changed)
        elif path.endswith("/service_at_locations"):
            everything = [one for page in self._in_api(url, 1, changed) for one in page.records]
            yield Page(services_of(everything))
        elif path.endswith(NDJSON) and not changed:
            yield from _in_pages(self._fetcher.lines(url))
        else:
            body = None if path.endswith(NDJSON) else self._fetcher.json(url)
            if isinstance(body, dict) and "openapi_url" in body:
                services = str(parts.copy_with(path=f"{path}/services"))
                yield from self._in_api(services, int(cursor or 1), changed)
            elif changed:
                raise NoFeed(f"{url}: {NO_FEED}")
            else:
                yield Page(services_of(body))

    def _in_api(self, url: str, number: int, changed: Mapping[str, str]) -> Iterator[Page]:
        before: object = None
        more = True
        while more:
            page = _asked(url, {"page": number, "per_page": PER_PAGE, "full": "true", **changed})
            body = self._fetcher.json(page)
            contents = contents_of(body)
            if contents is None:
                raise SourceError(f"{page}: expected a page of HSDS with contents")
            if contents and contents == before:
                raise SourceError(f"{page}: the same page came again, so it would never end")
            before, more = contents, bool(contents) and not _is_last(body, number)
            number += 1
            yield Page(self._whole(url, contents), str(number) if more else "")

    def _whole(self, url: str, records: list[object]) -> list[object]:
        """The records, each asked for by itself where the list gives only their own fields."""
        if any(isinstance(one, dict) and NESTED & set(one) for one in records):
            return records
        return [self._alone(url, one) for one in records]

    def _alone(self, url: str, record: object) -> object:
        if not isinstance(record, dict) or not isinstance(record.get("id"), str):
            return record
        try:
            return self._fetcher.json(_beside(url, record["id"]))
        except NotThere:
            return record  # it went between two requests, or has no address of its own

    def _in_directory(self, directory: str) -> list[object]:
        if (Path(directory) / "services.csv").is_file():
            return Joined(self._package(Path(directory))).services()
        tables = {
            table: self._saved(directory, beginning)
            for table, beginning in SAVED.items()
            if list(Path(directory).glob(f"{beginning}*.json"))
        }
        if list(Path(directory).glob("service*.json")):
            return services_of(self._saved(directory, "service"), tables)
        return services_of(self._saved(directory, "organization"))

    def _saved(self, directory: str, beginning: str) -> list[object]:
        bodies = (self._fetcher.json(path) for path in saved_pages(directory, beginning))
        return [one for body in bodies for one in records_in(body)]

    def _package(self, directory: Path) -> dict[str, list[object]]:
        """The tables of a tabular data package: one CSV file each."""
        tables = {}
        for path in sorted(directory.glob("*.csv")):
            try:
                text = self._fetcher.content(str(path)).decode("utf-8")
                tables[path.name] = list[object](csv.DictReader(io.StringIO(text), strict=True))
            except (UnicodeDecodeError, csv.Error) as error:
                raise SourceError(f"{path}: expected CSV in UTF-8 ({error})") from error
        return tables_of(tables)


def _is_last(body: object, number: int) -> bool:
    if not isinstance(body, dict):
        return True
    pages = body.get("total_pages")
    return body.get("last_page") is True or (isinstance(pages, int) and number >= pages)


def _in_pages(records: Iterator[object]) -> Iterator[Page]:
    while page := list(islice(records, STREAM_PAGE)):
        yield Page(page)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _asked(url: str, parameters: Mapping[str, str | int]) -> str:
    return str(_parts(url).copy_merge_params(parameters))


def _beside(url: str, key: str) -> str:
    parts = _parts(url)
    return str(parts.copy_with(path=f"{parts.path.rstrip('/')}/{quote(key, safe='')}", query=None))


def _parts(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as error:
        raise SourceError(f"{url}: is no address ({error})") from error
