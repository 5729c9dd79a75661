"""From PTV's API to an answer: a service is found by what only its classes and terms say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from indexers.sources.registry import Origin
from indexers.store.database import Store
from tests.conftest import app_with, builder_of
from tests.indexers.page_server import page_server
from tests.indexers.sources.ptv_channel_samples import CHANNELS, PHONE, SERVICE_ID
from tests.indexers.sources.ptv_pieces import class_of, connection, guid, term, texts, typed
from tests.indexers.sources.ptv_samples import ORGANISATION, bare, service
from tests.indexers.sources.ptv_server import BASE, Catalogue

PRISON, LINE = guid(201), guid(202)


def small_ptv() -> Catalogue:
    made = Catalogue()
    made.add("ServiceChannel", *CHANNELS)
    made.add("Organization", ORGANISATION)
    plain: dict[str, Any] = {
        **{name: [] for name in ("keywords", "ontologyTerms", "lifeEvents", "serviceCollections")},
        **{name: [] for name in ("requirements", "serviceVouchers", "targetGroups")},
        "areaType": "Nationwide",
    }
    made.add(
        "Service",
        service(),
        bare(
            **plain,
            id=PRISON,
            serviceNames=typed("Name", fi="Neuvonta"),
            serviceDescriptions=typed("Summary", fi="Kysy meiltä"),
            serviceClasses=[class_of("P7.8", "Luokka")],
        ),
        service(
            **{**plain, "keywords": texts(fi="hevoset")},
            id=LINE,
            serviceNames=typed("Name", fi="Linja"),
            serviceDescriptions=typed("Summary", fi="Soita"),
            serviceClasses=[class_of("P28", "Luokka")],
            serviceChannels=[connection(PHONE["id"], "x")],
        ),
    )
    made.add("Service", bare(id=guid(203), lifeEvents=[term("x", "KE99", "x", "x")]))
    return made


@pytest.fixture(scope="module")
def ptv_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("ptv")
    with ManagedEngine(folder) as running, page_server(small_ptv()) as server, Store() as store:
        origin = Origin(source="ptv", location=f"{server.url}{BASE}")
        report = builder_of(running.address, store).run([origin], accept=True)
        assert (report.read, report.indexed, report.rejected) == (4, 4, ())
        assert report.unmapped == {"lifeEvents:KE99": 1}
        with TestClient(app_with(running.address)) as client:
            yield client


def found(ptv_api: TestClient, **parameters: str) -> list[str]:
    answer = ptv_api.get("/v1/search", params={"interpret": "off", **parameters})
    assert answer.status_code == 200, answer.text
    return [hit["id"].removeprefix("ptv:") for hit in answer.json()["hits"]]


def test_a_service_is_found_by_its_keyword_in_any_form(ptv_api: TestClient) -> None:
    assert found(ptv_api, q="hevosia")[0] == LINE
    assert SERVICE_ID in found(ptv_api, q="schack")


def test_a_service_is_found_by_the_need_that_its_class_tells(ptv_api: TestClient) -> None:
    assert found(ptv_api, need="prison_families") == [PRISON]
    body = ptv_api.get(f"/v1/listings/ptv:{PRISON}", params={"lang": "en"}).json()
    assert [(one["code"], one["reason"]) for one in body["needs"]] == [
        ("prison_families", "Suomi.fi Finnish Service Catalogue")
    ]


def test_themes_and_kinds_of_services_can_be_counted(ptv_api: TestClient) -> None:
    body = ptv_api.get("/v1/search", params={"facets": "theme,kind", "lang": "sv"}).json()
    themes = {one["value"]: one["label"] for one in body["facets"]["theme"]}
    assert themes["pt_nuoriso"] == "Ungdomsarbete"
    assert {one["value"]: one["count"] for one in body["facets"]["kind"]}["hobby"] >= 2


def test_a_line_that_is_always_open_is_open_at_night(ptv_api: TestClient) -> None:
    night = found(ptv_api, open_at="2026-12-24T03:30:00+02:00")
    assert LINE in night
    assert PRISON not in night
    page = ptv_api.get(f"/listings/ptv:{LINE}")
    assert "aina avoinna" in page.text


def test_whom_a_service_serves_is_a_filter(ptv_api: TestClient) -> None:
    assert PRISON in found(ptv_api, serves="091")
    assert SERVICE_ID not in found(ptv_api, serves="091")
    assert SERVICE_ID in found(ptv_api, serves="205")  # of the region of Kainuu
