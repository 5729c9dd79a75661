"""Saved pages of Linked Events: files of every shape, directories, series across files."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import ByteSize

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.settings import FetchSettings
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.linked_events_saved import PAGE_SIZE
from indexers.sources.source import Rejected, SourceError, records_of
from tests.indexers.page_server import Told, page_server
from tests.indexers.sources.linked_events_samples import (
    KEYWORD,
    PLACE,
    event,
    reference,
    series,
    sub_event,
)

SUBS = [
    {**sub_event(f"s-{day}", f"2026-12-0{day}T16:00:00Z"), "super_event": reference("event", "x:s")}
    for day in range(1, 5)
]
NAMED = series(*(reference("event", sub["id"]) for sub in SUBS), id="x:s")


def saved(path: Path, body: object) -> Path:
    path.write_bytes(orjson.dumps(body))
    return path


def listings(location: Path | str) -> dict[str, Listing | Rejected]:
    source = LinkedEvents(Fetcher())
    found = [source.read(one, at) for at, one in enumerate(records_of(source, str(location)), 1)]
    assert len({one.id for one in found}) == len(found)
    return {one.id.removeprefix("linked_events:"): one for one in found}


def times(found: Listing | Rejected) -> int:
    assert isinstance(found, Listing), found
    return len(found.sessions)


@pytest.mark.parametrize(
    "body",
    [
        {"meta": {"count": 1, "next": None, "previous": None}, "data": [event()]},
        {"data": [event()]},
        [event()],
        event(),
    ],
)
def test_a_file_is_a_page_an_array_or_one_event(tmp_path: Path, body: object) -> None:
    assert set(listings(saved(tmp_path / "e.json", body))) == {"oulu~~a1"}
    with page_server(lambda asked: Told(body=orjson.dumps(body))) as server:
        assert set(listings(f"{server.url}/e.json")) == {"oulu~~a1"}


@pytest.mark.parametrize("body", [{}, {"data": 3}, "x", 3, None, {"results": []}])
def test_a_file_of_another_shape_is_told_with_what_was_expected(
    tmp_path: Path, body: object
) -> None:
    with pytest.raises(SourceError, match=r"e\.json: expected a page"):
        listings(saved(tmp_path / "e.json", body))


def test_a_record_that_is_no_event_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = listings(saved(tmp_path / "e.json", [3, event(), None]))
    assert {name: type(one) for name, one in found.items()} == {
        "#1": Rejected,
        "oulu~~a1": Listing,
        "#3": Rejected,
    }


def test_a_directory_needs_events(tmp_path: Path) -> None:
    saved(tmp_path / "place1.json", PLACE)
    with pytest.raises(SourceError, match=r"expected files named event\*\.json"):
        listings(tmp_path)


def test_places_and_keywords_of_a_directory_are_told(tmp_path: Path) -> None:
    bare = event(
        location=reference("place", PLACE["id"]),
        keywords=[reference("keyword", KEYWORD["id"])],
        audience=[reference("keyword", "yso:p4354")],
    )
    saved(tmp_path / "event_1.json", {"data": [bare]})
    found = listings(tmp_path)["oulu~~a1"]
    assert isinstance(found, Listing)
    assert found.locations[0].point is None
    assert found.provenance.repairs == ("location: the place tprek:1 is only named",)

    saved(tmp_path / "place_1.json", {"data": [PLACE]})
    saved(tmp_path / "keyword_1.json", [KEYWORD, {"id": "yso:p4354", "name": {"fi": "lapset"}}])
    found = listings(tmp_path)["oulu~~a1"]
    assert isinstance(found, Listing)
    assert found.locations[0].point is not None
    assert found.keywords == (KEYWORD["name"], {"fi": "lapset"})
    assert found.provenance.repairs == ()


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1]])
def test_a_series_is_put_together_across_files_in_any_order(
    tmp_path: Path, order: list[int]
) -> None:
    records = [NAMED, *SUBS]
    for number, at in enumerate(order):
        saved(tmp_path / f"event{number}.json", {"data": [records[at]]})
    found = listings(tmp_path)
    assert list(found) == ["x~~s"]
    assert times(found["x~~s"]) == len(SUBS)


def test_a_series_takes_its_words_from_the_first_time_of_another_file(tmp_path: Path) -> None:
    saved(tmp_path / "event1.json", [{**NAMED, "description": None}])
    saved(tmp_path / "event2.json", SUBS)
    found = listings(tmp_path)["x~~s"]
    assert isinstance(found, Listing)
    assert found.texts["fi"].description == "Kaikki ovat tervetulleita.\nKahvia on."
    assert found.provenance.repairs == ("description: taken from the first sub event",)


def test_sub_events_that_come_inside_their_series_are_its_times(tmp_path: Path) -> None:
    whole = series(*SUBS, id="x:s")
    assert times(listings(saved(tmp_path / "e.json", [whole]))["x~~s"]) == len(SUBS)
    both = listings(saved(tmp_path / "e.json", [whole, *SUBS]))
    assert list(both) == ["x~~s"]
    assert times(both["x~~s"]) == len(SUBS)


def test_sub_events_saved_without_their_series_stand_for_themselves(tmp_path: Path) -> None:
    assert set(listings(saved(tmp_path / "e.json", SUBS))) == {"s-1", "s-2", "s-3", "s-4"}


def test_a_series_saved_without_its_times_tells_its_period(tmp_path: Path) -> None:
    found = listings(saved(tmp_path / "e.json", [NAMED]))["x~~s"]
    assert times(found) == 1
    assert isinstance(found, Listing)
    assert "sub_events: only named" in found.provenance.repairs[0]


def test_sub_events_of_an_umbrella_lead_to_it(tmp_path: Path) -> None:
    festival = event(id="x:u", super_event_type="umbrella", info_url={"fi": "https://u.invalid/"})
    part = event(id="x:1", super_event=reference("event", "x:u"))
    found = listings(saved(tmp_path / "e.json", [part, festival]))
    one = found["x~~1"]
    assert set(found) == {"x~~u", "x~~1"}
    assert isinstance(one, Listing)
    assert one.links[-1].url == "https://u.invalid/"


def test_reading_goes_on_after_any_page(tmp_path: Path) -> None:
    for number in range(3):
        some = [{"id": f"x:{number}-{count}"} for count in range(PAGE_SIZE - 100)]
        saved(tmp_path / f"event{number}.json", {"data": some})
    source = LinkedEvents(Fetcher())
    whole = list(source.pages(str(tmp_path)))
    assert [len(page.records) for page in whole] == [PAGE_SIZE, PAGE_SIZE, PAGE_SIZE - 300]
    for done, page in enumerate(whole, start=1):
        rest = list(source.pages(str(tmp_path), page.cursor))
        assert [one.records for one in rest] == [one.records for one in whole[done:]]


MY_HELSINKI: dict[str, Any] = {
    "id": "helmet:1",
    "name": {"fi": "Keksitty peli-ilta", "en": None},
    "source_type": {"id": 1, "name": "LinkedEvents"},
    "info_url": "https://pelit.invalid/",
    "modified_at": "2026-11-20T08:00:00.000Z",
    "location": {
        "lat": 60.2,
        "lon": 25.0,
        "address": {
            "street_address": "Keksitty katu 2",
            "postal_code": "00880",
            "locality": "Helsinki",
        },
    },
    "description": {
        "intro": "Tule pelaamaan.",
        "body": "<p>Pelit löytyvät meiltä.</p>",
        "images": [
            {"url": "https://k.invalid/1.jpg", "license_type": {"name": "All rights reserved."}},
            {"url": "https://k.invalid/2.jpg", "license_type": {"name": "Creative Commons BY 4.0"}},
        ],
    },
    "tags": [{"id": "linkedevents:yso:p2433", "name": "older people"}],
    "event_dates": {
        "starting_day": "2026-12-27T13:00:00.000Z",
        "ending_day": "2026-12-27T18:00:00.000Z",
    },
}


def test_the_shape_of_myhelsinki_is_read_as_well(tmp_path: Path) -> None:
    body = {"meta": {}, "data": [MY_HELSINKI], "tags": {"linkedevents:yso:p2433": "older people"}}
    found = listings(saved(tmp_path / "e.json", body))["helmet~~1"]
    assert isinstance(found, Listing)
    assert list(found.texts) == ["fi"]
    assert found.texts["fi"].summary == "Tule pelaamaan."
    assert found.texts["fi"].description == "Pelit löytyvät meiltä."
    assert found.audience.ages[0].min == 65
    assert found.keywords == ({"en": "older people"},)
    assert [image.url for image in found.images] == ["https://k.invalid/2.jpg"]
    assert found.locations[0].address.street == "Keksitty katu 2"
    assert found.locations[0].point is not None
    assert times(found) == 1
    assert found.provenance.url == "https://pelit.invalid/"
    assert found.provenance.repairs == found.provenance.unmapped == ()


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[1,", b'{"data": [', b'{"id": "x:1"'])
def test_a_broken_file_is_an_error_and_not_half_the_events(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(body)
    with pytest.raises(SourceError, match=r"e\.json: expected JSON, but it breaks off"):
        listings(path)


def test_of_a_large_file_the_place_where_it_breaks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(b'{"data": [' + orjson.dumps(event()) + b", {")
    small = Fetcher(FetchSettings(whole_size=ByteSize(100)))
    with pytest.raises(SourceError, match="breaks off"):
        list(LinkedEvents(small).pages(str(path)))
