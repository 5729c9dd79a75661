"""/healthz, /readyz, and what may be kept: answers carry the build, and a repeat costs little."""

from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.conftest import NOW, app_with

KEPT = [
    "/v1/search",
    "/v1/search?q=jooga&near=60.17,24.94&facets=kind",
    "/v1/listings/lahella:7200010007",
    "/v1/municipalities",
    "/v1/municipalities/091",
    "/v1/taxonomy",
    "/v1/taxonomy/themes?lang=sv",
]


def test_a_running_service_is_alive_and_ready(api: TestClient, demo: Report) -> None:
    assert api.get("/healthz").json() == {"status": "ok"}
    ready = api.get("/readyz")
    assert ready.status_code == 200
    assert ready.headers["cache-control"] == "no-store"
    told = ready.json()
    assert told["status"] == told["engine"] == "ok"
    assert told["index"] == {"build": demo.build, "age_s": 0, "listings": demo.indexed}
    assert told["finnish"]
    assert told["boundaries"]
    assert told["sources"] == [
        {
            "source": "lahella",
            "records": demo.read,
            "read_at": NOW.isoformat(),
            "age_s": 0,
            "failed": False,
        }
    ]


def test_the_age_of_the_index_is_told(engine: EngineAddress, demo: Report) -> None:
    with TestClient(app_with(engine, now=NOW + timedelta(hours=2))) as client:
        assert client.get("/readyz").json()["index"]["age_s"] == 7200


def test_metrics_tell_how_fresh_index_and_sources_are(engine: EngineAddress, demo: Report) -> None:
    with TestClient(app_with(engine, now=NOW + timedelta(hours=2))) as client:
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    found = {
        sample.name: (sample.value, sample.labels)
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["lahella_index_listings"][0] == demo.indexed
    assert found["lahella_index_age_seconds"][0] == 7200
    assert found["lahella_source_records"] == (260, {"source": "lahella", "number": "1"})
    assert found["lahella_source_age_seconds"][0] == 7200
    assert found["lahella_source_failed"][0] == 0


def test_every_answer_names_its_build(api: TestClient, demo: Report) -> None:
    index = api.get("/v1/search").json()["index"]
    assert index["build"] == demo.build
    assert index["listings"] == demo.indexed == 256
    assert datetime.fromisoformat(index["built_at"]) == NOW


@pytest.mark.parametrize("path", KEPT)
def test_an_answer_may_be_kept_and_asked_again_by_its_tag(api: TestClient, path: str) -> None:
    first = api.get(path)
    assert "public" in first.headers["cache-control"]
    again = api.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    other = api.get(path, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200
    assert other.headers["etag"] == first.headers["etag"]


def test_a_tag_is_compared_as_proxies_send_it(api: TestClient) -> None:
    """RFC 9110, 13.1.2: a list of tags, weak ones (a proxy that compresses makes them weak), *."""
    tag = api.get("/v1/taxonomy").headers["etag"]
    for sent in (f"W/{tag}", f'"another", {tag}', f'W/"another",W/{tag}', "*"):
        assert api.get("/v1/taxonomy", headers={"If-None-Match": sent}).status_code == 304, sent


def test_different_questions_have_different_tags(api: TestClient) -> None:
    paths = [*KEPT, "/v1/search?q=jooga", "/v1/search?q=jooga&lang=sv", "/v1/taxonomy/themes"]
    tags = [api.get(path).headers["etag"] for path in paths]
    assert len(set(tags)) == len(tags)


def test_a_tag_changes_with_the_time_since_next_sessions_do(
    engine: EngineAddress, api: TestClient
) -> None:
    before = api.get("/v1/search").headers["etag"]
    with TestClient(app_with(engine, now=NOW + timedelta(days=1))) as client:
        after = client.get("/v1/search", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["etag"] != before


@pytest.mark.parametrize("path", ["/healthz", "/v1/search?kind=x", "/v1/listings/lahella:0", "/no"])
def test_states_and_errors_are_not_kept(api: TestClient, path: str) -> None:
    answer = api.get(path)
    assert "public" not in answer.headers.get("cache-control", "")
    assert "etag" not in answer.headers


def test_what_can_be_got_can_be_asked_for_its_head(api: TestClient) -> None:
    """RFC 9110, 9.1: servers support GET and HEAD; monitors and link checkers use it."""
    answers = {path: api.head(path) for path in [*KEPT, "/healthz", "/readyz"]}
    assert {path: one.status_code for path, one in answers.items()} == dict.fromkeys(answers, 200)
    assert not any(one.content for one in answers.values())
