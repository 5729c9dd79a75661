"""Where an event is: its place, its channel, and what is noted of them."""

from typing import Any

import pytest

from indexers.listing import Channel, Precision
from tests.indexers.samples import utc
from tests.indexers.sources.linked_events_samples import KEYWORD, PLACE, event, read, reference


def test_the_place_of_an_event_is_told_with_its_point_and_municipality() -> None:
    [place] = read(event()).locations
    assert place.channel is Channel.PLACE
    assert place.point is not None
    assert (place.point.lat, place.point.lon) == (65.0127, 25.4715)
    assert place.precision is Precision.POINT
    assert place.municipality == "564"
    assert (place.address.street, place.address.postcode) == ("Keksitty katu 1", "90100")
    assert place.address.post_town == "Oulu"
    assert place.summary == {
        "fi": "Keksitty kirjasto\nToinen kerros",
        "sv": "Påhittade biblioteket",
    }
    assert (place.url, place.phone) == ("https://kirjasto.example.invalid/", "08 000 0000")
    [session] = place.sessions
    assert session.pattern == "dated"
    assert (session.start, session.end) == (utc("2026-12-01T18:00"), utc("2026-12-01T20:00"))


@pytest.mark.parametrize("name", ["helsinki:internet", "virtual:public"])
def test_a_place_that_stands_for_the_net_is_online(name: str) -> None:
    found = read(event(location=reference("place", name), virtualevent_url="https://v.invalid/"))
    [place] = found.locations
    assert (place.channel, place.point, place.url) == (Channel.ONLINE, None, "https://v.invalid/")
    assert place.summary == {"fi": "Toinen kerros"}
    assert len(place.sessions) == 1
    assert found.provenance.repairs == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"is_virtualevent": True},
        {"virtualevent_url": "https://v.invalid/"},
        {"keywords": [KEYWORD, {"id": "yso:p26626"}]},
    ],
)
def test_a_place_where_one_can_take_part_from_afar_is_a_hybrid(fields: dict[str, Any]) -> None:
    [place] = read(event(**fields)).locations
    assert (place.channel, place.precision) == (Channel.HYBRID, Precision.POINT)
    [alone] = read(event(**{"location": None, **fields})).locations
    assert alone.channel is Channel.ONLINE


def test_an_event_without_a_place_keeps_its_time() -> None:
    [place] = read(event(location=None)).locations
    assert (place.channel, place.point, len(place.sessions)) == (Channel.PLACE, None, 1)
    assert read(event(location=None, start_time=None, end_time=None)).locations == ()


def test_a_place_that_is_only_named_is_noted() -> None:
    found = read(event(location=reference("place", "tprek:9")))
    assert found.provenance.repairs == ("location: the place tprek:9 is only named",)


def test_coordinates_in_the_wrong_order_are_put_right_with_a_note() -> None:
    position = {"type": "Point", "coordinates": [65.0127, 25.4715]}
    found = read(event(location={**PLACE, "position": position}))
    assert found.locations[0].point is not None
    assert found.provenance.repairs == ("location.position: latitude and longitude were swapped",)
