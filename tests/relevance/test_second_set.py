"""The second set: other listings and queries, whose author saw neither tables nor code."""

from collections.abc import Iterator, Mapping

import pytest
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from search_service.commands.relevance import Summary, read_queries, summaries
from tests.conftest import app_with, build_index
from tests.relevance.floor import SECOND, SECOND_FLOOR, SECOND_QUERIES, digest, read_floor
from tests.relevance.measure import ask_service

FLOOR = read_floor(SECOND_FLOOR)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Summary]]:
    with ManagedEngine(tmp_path_factory.mktemp("second")) as engine:
        build_index(engine.address, SECOND)
        with TestClient(app_with(engine.address)) as api:
            yield summaries(ask_service(api, read_queries(SECOND_QUERIES)))


@pytest.mark.parametrize("group", FLOOR.ndcg)
def test_relevance_of_the_second_set_is_above_its_floor(
    found: Mapping[str, Summary], group: str
) -> None:
    assert found[group].ndcg >= FLOOR.ndcg[group]


def test_the_second_floor_belongs_to_its_queries() -> None:
    assert digest(SECOND_QUERIES) == FLOOR.queries
