"""Places and keywords of a server: read at once, asked for once, and told where they are lost."""

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.source import SourceError
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.linked_events_city import City
from tests.indexers.sources.linked_events_samples import KEYWORD, PLACE, event, reference


def city_of(count: int) -> City:
    city = City()
    city.add(*(event(id=f"oulu:a{number:04}") for number in range(count)))
    return city


def listings(script: Script, filters: str = "") -> tuple[list[Listing], list[Asked]]:
    """What a server's events become, all of which must be listings, and what was asked."""
    with page_server(script) as server:
        source = LinkedEvents(Fetcher())
        pages = list(source.pages(f"{server.url}/v1/event/{filters}"))
    read = [source.read(record, 1) for page in pages for record in page.records]
    found = [one for one in read if isinstance(one, Listing)]
    assert len(found) == len(read)
    return found, server.asked


def test_places_and_keywords_are_read_at_once_and_what_they_lack_by_its_id() -> None:
    city = city_of(3)
    city.add(event(id="x:9", location={**PLACE, "id": "x:new"}, keywords=[KEYWORD]))
    new = city.places.pop("x:new")

    def answer(asked: Asked) -> Told:
        if asked.path == "/v1/place/x:new/":
            return Told(body=orjson.dumps(new))
        return city.answer(asked)

    found, asked = listings(answer, "?page_size=2")
    assert all(one.locations[0].point and one.keywords for one in found)
    others = [(one.path, one.parameters.get("has_upcoming_events")) for one in asked]
    assert [one for one in others if "event" not in one[0]] == [
        ("/v1/place/", "true"),
        ("/v1/keyword/", "true"),
        ("/v1/place/x:new/", None),
    ]


def test_of_a_short_list_each_place_and_keyword_is_asked_for_once() -> None:
    _, asked = listings(city_of(3).answer)
    assert [one.path for one in asked if one.path != "/v1/event/"] == [
        "/v1/place/tprek:1/",
        "/v1/keyword/yso:p1808/",
    ]


@pytest.mark.parametrize("status", [404, 410])
def test_a_place_that_the_server_no_longer_has_is_noted_and_asked_for_once(status: int) -> None:
    city = city_of(2)

    def answer(asked: Asked) -> Told:
        return Told(status) if asked.path.startswith("/v1/place/") else city.answer(asked)

    found, asked = listings(answer)
    assert {one.provenance.repairs for one in found} == {
        ("location: the place tprek:1 is only named",)
    }
    assert [one.path for one in asked].count("/v1/place/tprek:1/") == 1


def test_a_place_that_was_replaced_is_the_one_that_its_address_leads_to() -> None:
    city = city_of(1)
    city.places["tprek:2"] = {**PLACE, "id": "tprek:2", "name": {"fi": "Uusi kirjasto"}}

    def answer(asked: Asked) -> Told:
        if asked.path == "/v1/place/tprek:1/":
            return Told(301, headers={"Location": "/v1/place/tprek:2/"})
        return city.answer(asked)

    [found], _ = listings(answer)
    assert found.locations[0].summary["fi"].startswith("Uusi kirjasto")


def test_a_place_that_cannot_be_asked_for_fails_the_source() -> None:
    city = city_of(1)

    def answer(asked: Asked) -> Told:
        return Told(403) if asked.path.startswith("/v1/place/") else city.answer(asked)

    with pytest.raises(SourceError, match="/v1/place/tprek:1/: answered 403"):
        listings(answer)


def test_a_server_without_lists_of_places_is_asked_for_each() -> None:
    city = city_of(3)

    def answer(asked: Asked) -> Told:
        return Told(404) if asked.path in ("/v1/place/", "/v1/keyword/") else city.answer(asked)

    found, _ = listings(answer, "?page_size=2")
    assert all(one.locations[0].point for one in found)


def test_a_deleted_keyword_still_gives_its_theme() -> None:
    city = City()
    city.add(event(keywords=[reference("keyword", "yso:p1808"), reference("keyword", "x:gone")]))
    city.keywords["yso:p1808"] = {**KEYWORD, "deleted": True}
    [found], _ = listings(city.answer)
    assert found.themes == ("ht_kulttuuri",)
    assert found.keywords == ()
