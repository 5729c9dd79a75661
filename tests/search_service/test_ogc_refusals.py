"""What the OGC resources refuse: wrong and unknown parameters, what is not there, hostile strings.

OGC wants a 400 (17-069r4, /req/core/query-param-unknown and query-param-invalid).
"""

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from search_service.ogc.definition import FEATURE_ID
from search_service.ogc.items_parameters import ITEMS_PARAMETERS
from tests.search_service.ogc_points import ITEMS
from tests.search_service.test_hostile_strings import HOSTILE
from tests.search_service.test_ogc import RESOURCES

NAMES = [one.name for one in ITEMS_PARAMETERS]
WRONG = [
    ("bbox", "1,2,3"),
    ("bbox", "1,2,3,4,5"),
    ("bbox", "24,61,25,60"),
    ("bbox", "24,60,181,61"),
    ("bbox", "24,60,25,91"),
    ("bbox", "24,60,100,25,61,0"),
    ("bbox", "a,b,c,d"),
    ("bbox", "nan,60,25,61"),
    ("bbox", "24,60,inf,61"),
    ("bbox", ""),
    ("datetime", ""),
    ("datetime", "/"),
    ("datetime", ".."),
    ("datetime", "../.."),
    ("datetime", "yesterday"),
    ("datetime", "2026-13-01T00:00:00Z"),
    ("datetime", "2026-12-01T00:00:00"),
    ("datetime", "2026-12-02T00:00:00Z/2026-12-01T00:00:00Z"),
    ("datetime", "2026-12-01/2026-12-02/2026-12-03"),
    ("limit", "0"),
    ("limit", "-1"),
    ("limit", "ten"),
    ("limit", "1.5"),
    ("limit", ""),
    ("offset", "-1"),
    ("offset", "x"),
    ("offset", "1000001"),
    ("kind", "nothing"),
    ("price", "dear"),
    ("channel", "radio"),
    ("municipality", "999"),
    ("lang", "???"),
    ("f", "json"),
    ("bbox-crs", "http://www.opengis.net/def/crs/EPSG/0/3067"),
    ("crs", "x"),
    ("Limit", "5"),
    ("q", "jooga"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_or_unknown_parameter_is_a_400_that_names_it(
    api: TestClient, name: str, value: str
) -> None:
    """/req/core/query-param-unknown, query-param-invalid"""
    answer = api.get(ITEMS, params={name: value})
    assert answer.status_code == 400, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["field"] for one in answer.json()["errors"]] == [name]


def test_every_wrong_parameter_is_named_at_once(api: TestClient) -> None:
    answer = api.get(f"{ITEMS}?bbox=1&limit=0&kind=x&colour=red&filter=x&limit=5")
    fields = {one["field"] for one in answer.json()["errors"]}
    assert fields == {"bbox", "limit", "kind", "colour", "filter"}


@pytest.mark.parametrize("path", sorted({*RESOURCES} - {ITEMS}))
def test_an_unknown_parameter_is_refused_everywhere(api: TestClient, path: str) -> None:
    assert api.get(path, params={"x": "1"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/ogc/collections/hobbies",
        "/ogc/collections/hobbies/items",
        f"{ITEMS}/none",
        f"{ITEMS}/{FEATURE_ID.upper()}",
        f"{ITEMS}/{'x' * 1000}",
        "/ogc/nothing",
    ],
)
def test_what_is_not_there_is_a_404(api: TestClient, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_is_answered_or_refused_and_lifts_no_filter(
    calm: TestClient, text: str
) -> None:
    for name in NAMES:
        answer = calm.get(ITEMS, params={name: text, "kind": "hobby"})
        assert answer.status_code in (200, 400), (name, answer.text[:300])
        if answer.status_code == 200 and name in ("theme", "region", "audience"):
            assert answer.json()["numberMatched"] == 0 or not text.strip(" ,"), name
    if text != "/":  # the features themselves, with a slash too many
        assert calm.get(f"{ITEMS}/{quote(text, safe='')}").status_code == 404


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_the_ends_of_the_calendar_are_answered(calm: TestClient, moment: str) -> None:
    for text in (moment, f"{moment}/..", f"../{moment}"):
        assert calm.get(ITEMS, params={"datetime": text}).status_code == 200, text


def test_a_plus_sign_that_was_not_escaped_is_read(api: TestClient) -> None:
    escaped = api.get(ITEMS, params={"datetime": "2026-12-01T12:00:00+02:00"}).json()
    bare = api.get(f"{ITEMS}?datetime=2026-12-01T12:00:00+02:00").json()
    assert escaped["features"] == bare["features"]
