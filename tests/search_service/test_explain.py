"""Why a listing is or is not in an answer, against what searches themselves find."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from search_service.commands.explain_command import lines
from tests.conftest import app_with, build_index
from tests.indexers.corpus import keyed, write
from tests.indexers.samples import millis

SEARCHES = (
    {"q": "jooga"},
    {"q": "uimahallissa", "price": "free"},
    {"q": "kuoro", "near": "61.498,23.761"},
    {"q": "yksinäisyys", "municipality": "091"},
    {"weekday": "2", "kind": "support"},
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One listing, one that is over and one that is rejected."""
    folder: Path = tmp_path_factory.mktemp("explain")
    over = {**keyed("2"), "tags": {"visibility": {"end": millis("2026-11-01")}}}
    path = write(folder / "a.json", [keyed("1"), over, keyed("3", type="?")])
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        with TestClient(app_with(engine.address)) as client:
            yield client


def told(client: TestClient, listing: str, **parameters: str) -> dict[str, Any]:
    answer = client.get(f"/v1/listings/{listing}/explain", params=parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.parametrize("search", SEARCHES)
def test_the_rank_is_the_place_in_the_answer(api: TestClient, search: dict[str, str]) -> None:
    hits = api.get("/v1/search", params={**search, "per_page": "100"}).json()
    assert hits["total"] > 0
    for place, hit in list(enumerate(hits["hits"], start=1))[:12]:
        found = told(api, hit["id"], **search)["search"]
        assert (found["rank"], found["total"]) == (place, hits["total"])
        assert found["excluded_by"] == []


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_not_found_has_a_filter_that_excludes_it(
    api: TestClient, search: dict[str, str]
) -> None:
    hits = api.get("/v1/search", params={**search, "per_page": "100"}).json()["hits"]
    found = {hit["id"] for hit in hits}
    others = api.get("/v1/search", params={"per_page": "40", "sort": "name"}).json()["hits"]
    missed = [hit["id"] for hit in others if hit["id"] not in found]
    assert missed
    for listing in missed:
        search_told = told(api, listing, **search)["search"]
        assert search_told["rank"] is None
        assert search_told["excluded_by"]


def test_each_filter_that_excludes_it_is_named(api: TestClient) -> None:
    [hit] = api.get("/v1/search", params={"kind": "hobby", "per_page": "1"}).json()["hits"]
    search = told(api, hit["id"], kind="support", q="vesipolojoukkue", municipality="890")["search"]
    names = {one["filter"] for one in search["excluded_by"]}
    assert {"kind", "municipality", "text"} <= names


def test_the_words_it_meets_are_told(api: TestClient) -> None:
    [hit] = api.get("/v1/search", params={"q": "uimahallissa", "per_page": "1"}).json()["hits"]
    [word] = told(api, hit["id"], q="uimahallissa", lang="en")["search"]["words"]
    assert word["text"] == "uimahallissa"
    assert word["met"].startswith(("In the title", "In the text", "Topic", "In the description"))


@pytest.mark.parametrize(
    ("listing", "state", "message"),
    [
        ("lahella:1", "indexed", "The listing is in the index"),
        ("lahella:2", "expired", "The time of the listing is over"),
        ("lahella:3", "rejected", "expected hobby, support or voluntary"),
        ("lahella:4", "unknown", "No source has given this id"),
    ],
)
def test_what_became_of_a_record_is_told(
    mixed: TestClient, listing: str, state: str, message: str
) -> None:
    found = told(mixed, listing, lang="en")
    assert (found["id"], found["state"]) == (listing, state)
    assert message in found["message"]
    assert (found["search"] is None) == (state != "indexed")


def test_a_rejected_record_is_missing_with_its_reason(mixed: TestClient) -> None:
    answer = mixed.get("/v1/listings/lahella:3")
    assert answer.status_code == 404
    assert "expected hobby, support or voluntary" in answer.json()["detail"]


def test_an_explanation_reads_as_lines(mixed: TestClient) -> None:
    found = lines(told(mixed, "lahella:1", q="kuoro", kind="support", lang="en"))
    assert found[0].endswith("The listing is in the index")
    assert any("not found: The listing does not pass the filter kind" in line for line in found)
    assert lines(told(mixed, "lahella:3", lang="en"))[0].startswith("lahella:3 (rejected): ")
    assert any("rank 1 of 1" in line for line in lines(told(mixed, "lahella:1")))


def test_parameters_that_cannot_be_read_are_told(mixed: TestClient) -> None:
    answer = mixed.get("/v1/listings/lahella:1/explain", params={"near": "north"})
    assert answer.status_code == 422
    assert any(line.startswith("near: ") for line in lines(answer.json()))
