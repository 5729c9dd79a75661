import pytest
from fastapi.testclient import TestClient

from tests.web.page_reading import BROWSER

LONG = ("/", "/v1/search?q=kuoro", "/v1/map?bbox=19,59,32,71&zoom=5")
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("url", LONG)
def test_pages_and_answers_travel_packed_and_arrive_whole(api: TestClient, url: str) -> None:
    packed = api.get(url, headers={**BROWSER, **PACKED})
    plain = api.get(url, headers={**BROWSER, "Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert len(packed.content) == pytest.approx(len(plain.content), abs=20)  # `took_ms` differs


def test_what_fits_into_one_packet_is_left_alone(api: TestClient) -> None:
    assert "Content-Encoding" not in api.get("/healthz", headers=PACKED).headers


def test_an_answer_that_is_known_is_not_sent_again_packed_or_not(api: TestClient) -> None:
    tag = api.get(LONG[1], headers=PACKED).headers["ETag"]
    assert api.get(LONG[1], headers={**PACKED, "If-None-Match": tag}).status_code == 304
