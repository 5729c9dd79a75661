"""Values that want to be part of the engine's filter stay values: what is found does not change.

Beside a value that finds something, each hostile one must add nothing and take nothing away.
"""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from search_service.criteria import CODED
from search_service.parameter_table import CLOSED

INJECTIONS = [
    '"',
    "\\",
    '\\"',
    '\\\\" OR first = true OR kind = "',
    '"] OR first = true OR kind IN ["hobby',
    '" OR kind EXISTS OR kind = "',
    "] OR kind EXISTS OR kind IN [",
    ") OR (first = true",
    "' OR kind EXISTS OR kind = '",
    "NOT EXISTS",
    "IS NULL",
    "\x00",
    "\u0000hobby",
    "\u2028OR first = true",
    "\uff02 OR first = true OR kind = \uff02",
    "\u201d OR first = true OR kind = \u201c",
    "a\u0301\u202e\ufeff",
    "🏊‍♀️🇫🇮",
    "_geoRadius(60 24 9999999)",
    "`$(id)`${7*7}",
]
OPEN = sorted(set(CODED) - set(CLOSED))


def found(answer: Any) -> tuple[int, frozenset[str]]:
    """How many, and the first hundred."""
    body = answer.json()
    return body["total"], frozenset(hit["id"] for hit in body["hits"])


def asked(api: TestClient, **fields: Any) -> Any:
    return api.post("/v1/search", json={"per_page": 100, "sort": "name", **fields})


@pytest.fixture(scope="module")
def values(api: TestClient) -> dict[str, str]:
    """A value of each parameter that finds something, but not everything."""
    body = asked(api, facets=OPEN).json()
    chosen = {}
    for name, counts in body["facets"].items():
        some = [one["value"] for one in counts if 0 < one["count"] < body["total"]]
        chosen[name] = some[0] if some else counts[0]["value"]
    return chosen


@pytest.mark.parametrize("name", OPEN)
def test_a_hostile_value_beside_a_good_one_changes_nothing(
    api: TestClient, values: dict[str, str], name: str
) -> None:
    good = found(asked(api, **{name: [values[name]]}))
    assert good[0]
    for text in INJECTIONS:
        assert found(asked(api, **{name: [values[name], text]})) == good, text
        assert found(api.get("/v1/search", params={name: text, "facets": name})) == (0, frozenset())


@pytest.mark.parametrize("name", sorted(CLOSED))
@pytest.mark.parametrize("text", INJECTIONS)
def test_a_list_that_is_closed_refuses_it(api: TestClient, name: str, text: str) -> None:
    answer = asked(api, **{name: [CLOSED[name][0], text]})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [name]


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_id_that_is_hostile_is_nobodys(api: TestClient, text: str) -> None:
    path = f"/v1/listings/{quote(text, safe='')}"
    assert api.get(path).status_code == 404
    assert api.get(f"{path}/similar").status_code == 404
    assert api.get(f"{path}/explain").json()["state"] == "unknown"


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_words_and_places_do_not_lift_a_filter(api: TestClient, text: str) -> None:
    _, allowed = found(asked(api, municipality="091", kind="hobby"))
    for fields in ({"q": text}, {"q": f"jooga {text}"}, {"place": text}, {"source": text}):
        answer = asked(api, municipality="091", kind="hobby", **fields)
        assert answer.status_code == 200, answer.text
        assert found(answer)[1] <= allowed, fields
