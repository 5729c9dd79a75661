"""The map's answer: clusters that come apart, stacks, coarse points, and what is no view at all."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from geo.cells import LEVELS, ZOOMS, box_of, cell_of, centre_of
from geo.municipalities import municipalities
from geo.point import Point
from search_service.maps.parameters import MAX_POINTS, MAX_POINTS_CLOSE
from tests.search_service.map_asking import FINLAND, properties, view
from tests.search_service.small_corpus import activity, api_of, channel, named

HALL = (60.4518, 22.2666)  # in Turku: many groups meet here
CAFE = (60.4519, 22.2668)  # next to it
TAMPERE = municipalities()["837"].centre
IN_HALL = MAX_POINTS + 30


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Many listings at one spot, one with three places, two somewhere in Tampere, one online."""
    there = channel(60.5, 22.3, city="Naantali")
    three = [channel(*CAFE, city="Turku"), there, channel(61.49, 23.7)]
    # A source that knows the very spot of what others place somewhere in the town.
    exact = channel(TAMPERE.lat, TAMPERE.lon, city="Tampere")
    corpus = [
        *(activity(f"1{n:04}", channels=[channel(*HALL, city="Turku")]) for n in range(IN_HALL)),
        activity("2", channels=three, translations=named("Kolmessa paikassa")),
        activity("3", channels=[channel(city="Tampere")], translations=named("Jossain")),
        activity("4", channels=[channel(city="Tampere")], translations=named("Missä lie")),
        activity("6", channels=[exact], translations=named("Tässä juuri")),
        activity("5", channels=[channel(None, None, "online")], translations=named("Verkossa")),
    ]
    with api_of(tmp_path_factory.mktemp("town"), corpus) as client:
        yield client


def around(point: tuple[float, float], degrees: float) -> str:
    lat, lon = point
    return f"{lon - degrees},{lat - degrees},{lon + degrees},{lat + degrees}"


def test_the_answer_is_geojson_that_says_what_it_counted(api: TestClient) -> None:
    answer = api.get("/v1/map", params={"bbox": FINLAND, "zoom": 5})
    assert answer.headers["content-type"] == "application/geo+json"
    body = answer.json()
    assert body["type"] == "FeatureCollection"
    assert body["counted"] == "locations"
    assert body["bbox"] == [19, 59, 32, 71]
    assert body["zoom"] == 5
    assert {feature["type"] for feature in body["features"]} == {"Feature"}
    assert {feature["geometry"]["type"] for feature in body["features"]} == {"Point"}


def test_a_listing_with_three_places_is_three_locations_and_one_listing(town: TestClient) -> None:
    answer = view(town, q="kolmessa paikassa")
    assert (answer["total"], answer["listings"]) == (3, 1)
    assert {one["id"] for one in properties(answer)} == {"lahella:2"}
    addresses = [one["address"] for one in properties(answer)]
    assert sorted(addresses) == ["", "Naantali", "Turku"], "each place has its own"


def test_what_has_no_point_is_told_beside_the_map(town: TestClient) -> None:
    assert view(town)["without_point"] == 1
    assert view(town, around(HALL, 0.01), 15)["without_point"] == 1, "whatever the viewport"
    assert view(town, kind="event")["without_point"] == 0
    assert view(town, channel="online")["without_point"] == 1


def test_more_locations_than_the_limit_are_clusters(api: TestClient) -> None:
    total = view(api, max_points=0)["total"]
    assert total > MAX_POINTS
    assert view(api)["shows"] == "clusters"
    assert view(api, max_points=total - 1)["shows"] == "clusters"
    points = view(api, max_points=total)
    assert points["shows"] == "points"
    assert sum(one["count"] for one in properties(points)) == total


@pytest.mark.parametrize("zoom", range(ZOOMS[0], 17))
def test_at_every_zoom_clusters_sum_to_the_total(api: TestClient, zoom: int) -> None:
    answer = view(api, zoom=zoom, max_points=0)
    counts = [one["count"] for one in properties(answer)]
    assert sum(counts) == answer["total"] > MAX_POINTS
    assert min(counts) >= 1
    assert answer["total"] == view(api, max_points=0)["total"]


def test_zooming_in_on_a_cluster_brings_it_apart(api: TestClient) -> None:
    """From the whole country on, step by step, without losing or finding anything on the way."""
    waiting, steps = [(view(api, zoom=4, max_points=0))], 0
    while waiting:
        answer = waiting.pop()
        if answer["shows"] == "points":
            continue
        for one in sorted(properties(answer), key=lambda told: -told["count"])[:2]:
            if one["count"] == 1 or one["expansion_zoom"] is None:
                continue
            assert one["expansion_zoom"] > answer["zoom"]
            box = ",".join(map(repr, one["bbox"]))
            closer = view(api, box, one["expansion_zoom"], max_points=0)
            assert closer["total"] == one["count"], (one, closer["total"])
            waiting.append(closer)
            steps += 1
    assert steps > 10


def test_a_cluster_whose_cells_are_known_parts_at_its_expansion_zoom(api: TestClient) -> None:
    parted = 0
    for one in properties(view(api, zoom=6, max_points=0)):
        closer = view(api, ",".join(map(repr, one["bbox"])), one["expansion_zoom"], max_points=0)
        assert closer["total"] == one["count"]
        if one["expansion_zoom"] == 8:  # the next finer cells
            assert len(closer["features"]) > 1
            parted += 1
    assert parted > 5


def test_a_cluster_stands_where_most_of_it_is(town: TestClient) -> None:
    clusters = view(town, zoom=6, max_points=0)["features"]
    turku = max(clusters, key=lambda feature: int(feature["properties"]["count"]))
    lon, lat = turku["geometry"]["coordinates"]
    cell = cell_of(Point(*HALL), LEVELS[1])
    finer = centre_of(cell_of(Point(*HALL), LEVELS[2]))
    assert (lat, lon) == pytest.approx((finer.lat, finer.lon), abs=0.05)
    assert turku["properties"]["cell"] == f"{cell.level}/{cell.x}/{cell.y}"
    box = box_of(cell)
    assert turku["properties"]["bbox"] == [box.west, box.south, box.east, box.north]


def test_a_cluster_at_the_edge_of_the_view_ends_there(town: TestClient) -> None:
    answer = view(town, "22.26,60.45,22.2667,60.4521", 10, max_points=0)
    (cluster,) = answer["features"]
    assert cluster["properties"]["bbox"] == [22.26, 60.45, 22.2667, 60.4521]
    assert cluster["properties"]["count"] == IN_HALL


def test_a_stack_opens_where_the_map_is_closest(town: TestClient) -> None:
    far = view(town, around(HALL, 0.001), 15)
    assert far["shows"] == "clusters"
    assert {one["expansion_zoom"] for one in properties(far)} == {17}
    closest = view(town, around(HALL, 0.001), 17, max_points=0)
    assert {one["expansion_zoom"] for one in properties(closest)} == {None}
    near = view(town, around(HALL, 0.001), 17)
    assert near["total"] == IN_HALL + 1 <= MAX_POINTS_CLOSE
    stack = max(properties(near), key=lambda one: int(one["count"]))
    assert stack["stack"] is True
    assert stack["count"] == len(stack["items"]) == IN_HALL
    assert len({item["id"] for item in stack["items"]}) == IN_HALL
    assert {item["title"] for item in stack["items"]} != {""}
    (alone,) = [one for one in properties(near) if not one["stack"]]
    assert alone["title"] == "Kolmessa paikassa"


def test_a_coarse_point_is_marked(town: TestClient) -> None:
    answer = view(town, around((TAMPERE.lat, TAMPERE.lon), 0.01), 14)
    (stack,) = answer["features"]
    assert stack["geometry"]["coordinates"] == [TAMPERE.lon, TAMPERE.lat]
    assert stack["properties"]["precision"] == "municipality"
    told = {item["title"]: item["precision"] for item in stack["properties"]["items"]}
    assert told == {"Jossain": "municipality", "Missä lie": "municipality", "Tässä juuri": "point"}


def test_each_place_shows_its_own_address(api: TestClient) -> None:
    seen = 0
    for one in properties(view(api, municipality="837")):
        listing = api.get(f"/v1/listings/{one['id']}").json()
        streets = [place["address"]["street"] for place in listing["locations"]]
        assert any(street in one["address"] for street in streets if street)
        assert one["title"] == listing["text"]["title"]
        assert one["kind"] == listing["kind"]
        assert one["price"] == listing["price"]
        seen += 1
    assert seen > 5


def test_titles_come_in_the_asked_language_where_there_is_one(api: TestClient) -> None:
    told = [one["lang"] for one in properties(view(api, lang="sv", kind="hobby"))]
    assert {"sv", "fi"} <= set(told)


def test_a_place_in_the_words_does_not_move_the_view(api: TestClient) -> None:
    with_place, without = view(api, q="kuoro Tampereella"), view(api, q="kuoro")
    assert with_place["total"] == without["total"] > 0
    assert with_place["bbox"] == [19, 59, 32, 71]
    read = with_place["query"]["interpretations"]
    assert [(one["kind"], one["applied"]) for one in read] == [("place", False)]


def test_near_and_radius_limit_what_the_view_shows(api: TestClient) -> None:
    near = {"near": "60.1699,24.9384", "radius_m": "3000"}
    answer = view(api, **near)
    assert 0 < answer["total"] < view(api)["total"]
    assert answer["radius_m"] == 3000
    found = api.get("/v1/search", params={"bbox": FINLAND, **near}).json()
    assert answer["listings"] == found["total"]


def test_a_view_that_is_known_is_not_sent_again(api: TestClient) -> None:
    first = api.get("/v1/map", params={"bbox": FINLAND, "zoom": 5})
    assert first.headers["cache-control"].startswith("public")
    again = api.get(
        "/v1/map",
        params={"bbox": FINLAND, "zoom": 5},
        headers={"If-None-Match": first.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
