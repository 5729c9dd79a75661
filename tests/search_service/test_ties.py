"""The order of equals: the same from every engine, in whatever order it got its documents."""

from collections.abc import Sequence
from pathlib import Path

import meilisearch
from fastapi.testclient import TestClient

from indexers.engine.address import EngineAddress
from indexers.index.staging import COMPANION, LISTINGS, Staging
from indexers.index.staging import new as new_index
from tests.conftest import app_with, build_index
from tests.indexers.corpus import keyed, write
from tests.search_service.small_corpus import channel

ALIKE = 150  # more than are ranked by us
SPOTS = ((60.17, 24.94), (60.17, 24.94), (60.2, 24.9))  # two places at one point, one elsewhere
SEARCHES = (
    *("sort=newest", "sort=name", "sort=soonest", "", "q=kuoroilta", "near=60.17,24.94"),
    *("q=kuoroilta&near=60.17,24.94", "near=60.17,24.94&sort=distance", "place=Helsinki"),
)


def send_backwards(address: EngineAddress) -> None:
    """The live pair anew, each document the other way round."""
    client = meilisearch.Client(address.url, address.key)
    staging = Staging(client)
    staging.prepare()
    for name in (LISTINGS, COMPANION):
        found = client.http.get(f"indexes/{name}/documents?limit=10000")["results"]
        for batch in (found[len(found) // 2 :], found[: len(found) // 2]):
            added = client.index(new_index(name)).add_documents(batch[::-1])
            staging.finish(added.task_uid)
    staging.swap()


def all_pages(api: TestClient, search: str) -> Sequence[str]:
    """The ids of all pages; the first ones are of our own order, the others of the engine's."""
    pages = (api.get(f"/v1/search?{search}&per_page=50&page={n}").json() for n in range(1, 5))
    return [hit["id"] for page in pages for hit in page["hits"]]


def test_equals_stand_in_the_same_order_on_every_engine(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    places = [channel(*spot, city="Helsinki") for spot in SPOTS]
    records = [keyed(str(number), channels=places) for number in range(ALIKE)]
    build_index(fresh_engine, write(tmp_path / "alike.json", records))
    with TestClient(app_with(fresh_engine, engine_timeout_s=60.0)) as api:
        before = {search: all_pages(api, search) for search in SEARCHES}
        send_backwards(fresh_engine)
        for search, ids in before.items():
            assert len(set(ids)) == ALIKE, search
            assert all_pages(api, search) == ids, search
