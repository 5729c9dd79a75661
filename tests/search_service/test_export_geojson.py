"""GeoJSON by RFC 7946 and JSON-LD by schema.org: what stands in them, told by the listings."""

from datetime import date, datetime
from typing import Any

import orjson
from fastapi.testclient import TestClient
from shapely import from_geojson

from indexers.session import FOREVER, DatedSession
from search_service.demo import DEMO
from tests.conftest import NOW
from tests.indexers.samples import OULU, listing, weekly
from tests.search_service.export_reading import export, features, things
from tests.search_service.matching_rules import is_current, listings_of
from tests.search_service.telling import told

PLACE = {
    "channel": "place",
    "point": {"lat": OULU[0], "lon": OULU[1]},
    "precision": "point",
    "address": {"street": "Keksitty katu 1", "postcode": "90100", "post_town": "Oulu"},
    "municipality": "564",
}


def test_a_listing_is_one_feature_of_all_its_places(api: TestClient) -> None:
    found = {one["id"]: one for one in features(export(api, "geojson").content)}
    current = [one for one in listings_of(DEMO) if is_current(one, NOW)]
    assert found.keys() == {one.id for one in current}
    for one in current:
        points = [place.point for place in one.locations if place.point]
        geometry = found[one.id]["geometry"]
        if not points:
            assert geometry is None
            continue
        assert geometry["type"] == "MultiPoint"
        assert geometry["coordinates"] == [[point.lon, point.lat] for point in points]
        assert len(found[one.id]["properties"]["precision"]) == len(points)
    assert any(one["geometry"] is None for one in found.values())


def test_another_reader_takes_the_collection(api: TestClient) -> None:
    body = export(api, "geojson", "municipality=091").content
    shape = from_geojson(
        orjson.dumps(
            {
                "type": "GeometryCollection",
                "geometries": [one["geometry"] for one in features(body) if one["geometry"]],
            }
        )
    )
    west, south, east, north = shape.bounds
    assert 19 < west <= east < 32, "longitude comes first"
    assert 59 < south <= north < 71


def test_the_collection_tells_the_count_and_the_search(api: TestClient) -> None:
    body = export(api, "geojson", "q=kuoro&near=60.18,24.95").json()
    assert body["total"] == len(body["features"])
    assert body["search"].endswith("/?q=kuoro&near=60.18,24.95")
    assert body["features"][0]["properties"]["distance_m"] > 0


def test_the_list_is_in_order_and_counts_itself(api: TestClient) -> None:
    body = export(api, "jsonld", "kind=event").json()
    assert body["@context"] == "https://schema.org"
    assert body["@type"] == "ItemList"
    items = body["itemListElement"]
    assert [one["position"] for one in items] == [*range(1, body["numberOfItems"] + 1)]


def test_everything_is_an_event_or_a_service_with_a_name_and_a_page(api: TestClient) -> None:
    found = things(export(api, "jsonld").content)
    assert {one["@type"] for one in found} == {"Event", "Service"}
    for one in found:
        assert one["name"]
        assert one["url"].startswith("http")
        if one["@type"] == "Event":
            assert datetime.fromisoformat(one["startDate"]).tzinfo
            assert one["location"]


def test_a_weekly_hobby_is_an_event_with_a_schedule() -> None:
    sessions = [weekly(valid_until=date(2027, 5, 31), exclusions=(date(2026, 12, 8),))]
    event = told(listing(price="free", locations=[{**PLACE, "sessions": sessions}]))
    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-11-24T18:00:00+02:00"
    assert event["endDate"] == "2026-11-24T19:30:00+02:00"
    assert event["isAccessibleForFree"] is True
    assert event["eventSchedule"] == [
        {
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": "https://schema.org/Tuesday",
            "startTime": "18:00:00",
            "endTime": "19:30:00",
            "startDate": "2026-09-01",
            "endDate": "2027-05-31",
            "scheduleTimezone": "Europe/Helsinki",
            "exceptDate": ["2026-12-08"],
        }
    ]
    assert event["location"][0]["geo"]["latitude"] == OULU[0]
    assert event["location"][0]["address"]["postalCode"] == "90100"


def test_a_monthly_time_names_the_week_of_the_month() -> None:
    sessions = [weekly(monthly=True, valid_from=date(2026, 9, 29))]
    schedule = told(listing(locations=[{**PLACE, "sessions": sessions}]))["eventSchedule"][0]
    assert (schedule["repeatFrequency"], schedule["byMonthWeek"]) == ("P1M", -1)


def test_several_dates_are_events_of_one_event() -> None:
    dates = ["2026-12-01T18:00+02:00", "2026-12-02T18:00+02:00"]
    sessions = [DatedSession(start=datetime.fromisoformat(one)) for one in dates]
    event = told(listing(kind="event", locations=[{**PLACE, "sessions": sessions}]))
    starts = [one["startDate"] for one in event["subEvent"]]
    assert starts == ["2026-12-01T18:00:00+02:00", "2026-12-02T18:00:00+02:00"]
    assert event["startDate"] == starts[0]
    assert "endDate" not in event


def test_a_service_has_hours_and_areas_instead_of_dates() -> None:
    service = told(
        listing(
            kind="service",
            organisation={"id": "x:1", "name": {"fi": "Keksitty yhdistys ry"}},
            serves=[{"kind": "country", "code": "FI"}, {"kind": "region", "code": "06"}],
            locations=[{**PLACE, "sessions": [weekly()]}, {"channel": "phone", "phone": "112"}],
        )
    )
    assert service["@type"] == "Service"
    assert "startDate" not in service
    (hours,) = service["hoursAvailable"]
    assert (hours["dayOfWeek"], hours["opens"]) == ("https://schema.org/Tuesday", "18:00:00")
    assert [one["identifier"] for one in service["areaServed"]] == ["FI", "06"]
    assert service["areaServed"][1]["name"] == "Pirkanmaa"
    place, phone = service["availableChannel"]
    assert place["serviceLocation"]["name"] == "Keksitty katu 1, 90100 Oulu"
    assert phone["servicePhone"]["telephone"] == "112"
    assert service["provider"]["name"] == "Keksitty yhdistys ry"


def test_how_one_attends_follows_the_channels() -> None:
    def attendance(*channels: str) -> Any:
        places = [{"channel": one, "sessions": [weekly()]} for one in channels]
        return told(listing(locations=places))["eventAttendanceMode"].rpartition("/")[2]

    assert attendance("place") == "OfflineEventAttendanceMode"
    assert attendance("online") == "OnlineEventAttendanceMode"
    assert attendance("place", "online") == attendance("hybrid") == "MixedEventAttendanceMode"


def test_only_a_known_spot_is_a_point() -> None:
    middle = {**PLACE, "precision": "municipality", "sessions": [weekly()]}
    assert "geo" not in told(listing(locations=[middle]))["location"][0]


def test_a_merged_listing_is_the_same_as_at_each_of_its_sources() -> None:
    urls = ["https://a.example.fi/1", "https://b.example.fi/2"]
    made_of = [{"source": "lahella", "native_id": str(n), "url": url} for n, url in enumerate(urls)]
    provenance = {"source": "lahella", "native_id": "0", "url": urls[0], "merged_from": made_of}
    assert told(listing(provenance=provenance))["sameAs"] == urls


def test_opening_hours_are_a_service_and_an_end_beyond_all_calendars_is_none() -> None:
    always = DatedSession(start=NOW, end=FOREVER, open_throughout=True)
    place = {**PLACE, "sessions": [weekly(), always]}
    service = told(listing(ongoing=True, keywords=[{"fi": "neuvonta"}], locations=[place]))
    assert service["@type"] == "Service"
    assert ["validThrough" in one for one in service["hoursAvailable"]] == [False, False]
    assert service["keywords"] == ["neuvonta"]
