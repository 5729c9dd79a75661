import pytest
from fastapi.testclient import TestClient

from search_service.web.assets import BUILT, asset_url, read_assets
from search_service.web.static_files import accepted_codings

MOST_BYTES = 12_000  # packed; 30,000 are promised, and growth should be noticed earlier


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("gzip, deflate, br, zstd", ["br", "gzip"]),
        ("BR;q=0.5,gzip; q=1.0", ["br", "gzip"]),
        ("br;q=0, gzip", ["gzip"]),
        ("br; q=0.000, gzip;q=0", []),
        ("identity", []),
        ("", []),
    ],
)
def test_a_coding_is_taken_unless_it_is_refused(header: str, codings: list[str]) -> None:
    assert list(accepted_codings(header)) == codings


def test_every_coding_gives_the_same_style(api: TestClient) -> None:
    plain = api.get(asset_url("page.css"), headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    for coding in ("br", "gzip"):
        packed = api.get(asset_url("page.css"), headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
        assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("name", read_assets(BUILT))
def test_what_a_page_names_is_kept_for_a_year_and_never_guessed(api: TestClient, name: str) -> None:
    answer = api.get(asset_url(name))
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    kept = "immutable" in answer.headers["Cache-Control"]
    assert kept is asset_url(name).startswith("/static/")


def test_a_style_that_the_browser_holds_is_not_sent_again(api: TestClient) -> None:
    held = api.get(asset_url("page.css")).headers["ETag"]
    again = api.get(asset_url("page.css"), headers={"If-None-Match": held})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("folder", ["static", "widgets"])
@pytest.mark.parametrize(
    "name",
    ["missing.css", "..%2Fmanifest.json", "..%2F..%2Frendering.py", "%2Fetc%2Fpasswd", "%00"],
)
def test_nothing_but_built_files_is_served(api: TestClient, folder: str, name: str) -> None:
    assert api.get(f"/{folder}/{name}").status_code == 404


@pytest.mark.parametrize("widget", ["search", "map", "listings"])
def test_a_widget_is_small(api: TestClient, widget: str) -> None:
    url = asset_url(f"lahella-{widget}.js")
    with api.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as reply:
        assert sum(map(len, reply.iter_raw())) <= MOST_BYTES
