"""What `near` promises: each listing once with its nearest place, true distances, the radius."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from geo.distance import distance_m
from geo.municipalities import municipalities
from geo.nearest_centre import NearestCentre
from geo.point import Point
from tests.search_service.small_corpus import activity, api_of, channel, named

HELSINKI, TAMPERE, OULU = (60.1699, 24.9522), (61.4981, 23.7610), (65.0121, 25.4651)
THREE, LONE = "lahella:1", "lahella:2"
POINTS = ("60.17,24.94", "61.498,23.761", "66.503,25.729", "60.45,22.27", "62.24,25.75")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    towns = ((HELSINKI, "Helsinki"), (TAMPERE, "Tampere"), (OULU, "Oulu"))
    three = [channel(*point, city=city) for point, city in towns]
    hybrid = channel(*OULU, "place", "online", city="Oulu")
    local_line = [channel(None, None, "online")]
    listings = [
        activity("1", channels=three, region=["city/FI/Helsinki"]),
        activity(
            "2",
            channels=[channel(61.5, 23.9, city="Tampere")],
            translations=named("Tampereen kuoro"),
        ),
        activity("3", channels=local_line, region=["city/FI/Oulu"], translations=named("Oulun")),
        activity("4", channels=local_line, region=[], translations=named("Koko maan")),
        activity("5", channels=[channel(city="Tampere")], translations=named("Jossain")),
        activity("6", channels=[hybrid], region=["city/FI/Helsinki"]),
    ]
    with api_of(tmp_path_factory.mktemp("near"), listings) as client:
        yield client


def near(api: TestClient, point: tuple[float, float] | str, **more: Any) -> dict[str, Any]:
    text = point if isinstance(point, str) else f"{point[0]},{point[1]}"
    answer = api.get("/v1/search", params={"near": text, "per_page": 100, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def hit_of(answer: dict[str, Any], listing_id: str) -> dict[str, Any]:
    (found,) = [hit for hit in answer["hits"] if hit["id"] == listing_id]
    return dict(found)


@pytest.mark.parametrize("place", [HELSINKI, TAMPERE, OULU])
@pytest.mark.parametrize("sort", ["best", "distance", "soonest", "newest", "name"])
def test_a_listing_with_three_places_comes_once_with_the_nearest(
    small: TestClient, place: tuple[float, float], sort: str
) -> None:
    here = (place[0] + 0.001, place[1])
    hit = hit_of(near(small, here, radius_m=200_000, sort=sort), THREE)
    assert (hit["nearest"]["lat"], hit["nearest"]["lon"]) == place
    assert hit["distance_m"] == hit["nearest"]["distance_m"] < 200
    assert len(hit["locations"]) == 3


def test_between_two_places_the_nearer_one_is_told(small: TestClient) -> None:
    """North of the middle between Helsinki and Tampere, then south of it."""
    for lat, nearest in ((60.90, TAMPERE), (60.75, HELSINKI)):
        hit = hit_of(near(small, (lat, 24.35), radius_m=200_000), THREE)
        assert (hit["nearest"]["lat"], hit["nearest"]["lon"]) == nearest


def test_a_box_decides_which_listings_come_and_nearness_which_place_is_told(
    small: TestClient,
) -> None:
    answer = near(small, TAMPERE, bbox="24,60,26,66", radius_m=200_000)
    assert ids(answer) == [THREE], "only its place in Helsinki is both in the box and near"
    place = answer["hits"][0]["nearest"]
    assert (place["lat"], place["lon"]) == HELSINKI


def test_a_place_known_by_its_town_only_has_no_distance(small: TestClient) -> None:
    hit = hit_of(near(small, TAMPERE, radius_m=20_000), "lahella:5")
    assert hit["distance_m"] is None
    assert hit["nearest"]["distance_m"] is None
    assert "Tampere" in " ".join(hit["why"])


def test_an_online_listing_comes_where_it_serves_the_people(small: TestClient) -> None:
    assert {"lahella:3", "lahella:4"} <= set(ids(near(small, OULU, radius_m=1000)))
    in_tampere = ids(near(small, TAMPERE, radius_m=1000))
    assert "lahella:4" in in_tampere
    assert "lahella:3" not in in_tampere


def test_a_hybrid_place_is_not_lost_to_the_radius(small: TestClient) -> None:
    """It stands in Oulu, can be joined online, and serves the people of Helsinki."""
    assert "lahella:6" in ids(near(small, HELSINKI, radius_m=1000))


def test_an_online_listing_is_left_out_when_only_places_are_wanted(small: TestClient) -> None:
    wanted = ids(near(small, OULU, radius_m=1000, channel="place"))
    assert THREE in wanted
    assert not {"lahella:3", "lahella:4"} & set(wanted)


def test_an_online_listing_has_no_distance_and_says_that_it_is_open_to_all(
    small: TestClient,
) -> None:
    hit = hit_of(near(small, TAMPERE, lang="en"), "lahella:4")
    assert hit["nearest"] is None
    assert hit["distance_m"] is None
    assert hit["why"]


def test_by_distance_the_nearest_comes_first(small: TestClient) -> None:
    answer = near(small, TAMPERE, sort="distance", radius_m=200_000)
    placed = [hit["id"] for hit in answer["hits"] if hit["distance_m"] is not None]
    assert placed == [THREE, LONE]


@pytest.mark.parametrize("point", POINTS)
def test_distances_are_those_of_the_ellipsoid(api: TestClient, point: str) -> None:
    centre = Point(*map(float, point.split(",")))
    checked = 0
    for hit in near(api, point, radius_m=200_000)["hits"]:
        if hit["distance_m"] is not None:
            least = min(distances(hit, centre))
            assert hit["distance_m"] == pytest.approx(least, rel=0.005, abs=1), hit["id"]
            checked += 1
    assert checked


@pytest.mark.parametrize("radius", [500, 3_000, 20_000, 150_000])
@pytest.mark.parametrize("point", POINTS)
def test_what_comes_is_within_the_radius_or_open_from_anywhere_to_the_people_of_the_place(
    api: TestClient, point: str, radius: int
) -> None:
    centre = Point(*map(float, point.split(",")))
    answer = near(api, point, radius_m=radius)
    assert answer["radius_m"] == radius
    serving = ids(api.get("/v1/search", params={"serves": home_of(centre), "per_page": 100}).json())
    for hit in answer["hits"]:
        if min(distances(hit, centre), default=radius + 1) > radius * 1.005:
            assert {"online", "phone"} & set(hit["channels"]), hit["id"]
            assert hit["id"] in serving, hit["id"]


@pytest.mark.parametrize("point", POINTS)
def test_nothing_within_the_radius_is_forgotten(api: TestClient, point: str) -> None:
    centre = Point(*map(float, point.split(",")))
    everything = near(api, point, radius_m=200_000)["hits"]
    inside = {hit["id"] for hit in everything if min(distances(hit, centre), default=9e9) < 9_950}
    assert inside <= set(ids(near(api, point, radius_m=10_000)))


def test_without_a_radius_the_answer_says_which_one_was_used(api: TestClient) -> None:
    used = {point: near(api, point)["radius_m"] for point in POINTS}
    assert all(100 <= radius <= 200_000 for radius in used.values())
    assert used["60.17,24.94"] < used["66.503,25.729"], "Lapland is sparse, Helsinki is not"


def distances(hit: dict[str, Any], centre: Point) -> list[float]:
    points = (Point(one["lat"], one["lon"]) for one in hit["locations"] if one["lat"] is not None)
    return [distance_m(centre, point) for point in points]


def home_of(centre: Point) -> str:
    found = NearestCentre().at(centre)
    assert found is not None
    return municipalities()[found.municipality].code
