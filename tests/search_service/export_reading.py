"""Reads exports with parsers of others, as their readers would: ids in the order of the file."""

import csv
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

import feedparser
import icalendar
import orjson
from fastapi.testclient import TestClient
from httpx2 import Response

FORMATS = ("csv", "geojson", "ndjson", "ics", "rss", "jsonld")


def export(api: TestClient, extension: str, query: str = "") -> Response:
    """The answer, which must be a file."""
    answer = api.get(f"/v1/export.{extension}?{query}")
    assert answer.status_code == 200, answer.text[:300]
    return answer


def table(body: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    """The rows of a CSV file."""
    text = body.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))


def features(body: bytes) -> list[dict[str, Any]]:
    """The features of a GeoJSON file."""
    found: list[dict[str, Any]] = orjson.loads(body)["features"]
    return found


def lines(body: bytes) -> list[dict[str, Any]]:
    """The listings of an NDJSON file."""
    return [orjson.loads(line) for line in body.splitlines()]


def events(body: bytes) -> list[icalendar.Event]:
    """The events of a calendar."""
    return list(icalendar.Calendar.from_ical(body).events)


def feed(body: bytes) -> Any:
    """A feed as a feed reader has it; what is wrong with it fails the test."""
    read = feedparser.parse(body)
    assert not read.bozo, read.bozo_exception
    return read


def things(body: bytes) -> list[dict[str, Any]]:
    """The things of a JSON-LD list."""
    return [one["item"] for one in orjson.loads(body)["itemListElement"]]


def _of_events(body: bytes) -> list[str]:
    urls = (str(event["URL"]) for event in events(body))
    return list(dict.fromkeys(unquote(url.rpartition("/")[2].partition("?")[0]) for url in urls))


IDS: Mapping[str, Callable[[bytes], list[str]]] = {
    "csv": lambda body: [row["id"] for row in table(body)],
    "geojson": lambda body: [one["id"] for one in features(body)],
    "ndjson": lambda body: [one["id"] for one in lines(body)],
    "ics": _of_events,
    "rss": lambda body: [entry.id for entry in feed(body).entries],
    "jsonld": lambda body: [one["identifier"] for one in things(body)],
}
