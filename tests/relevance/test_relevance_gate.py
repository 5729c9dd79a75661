"""The gate: graded queries on the demo listings, against the stored floor and a stock engine."""

import sys
from collections.abc import Mapping, Sequence

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from indexers.engine.address import EngineAddress
from search_service.commands.relevance import (
    ALL,
    GradedQuery,
    Measured,
    Summary,
    read_queries,
    summaries,
)
from search_service.commands.relevance_table import relevance_table
from tests.relevance.baseline import NAME, stock_index
from tests.relevance.floor import MIN_QUERIES, QUERIES, digest, read_floor
from tests.relevance.measure import ask_service

FLOOR = read_floor()
MOST_WITH_NOTHING = 5
# What language, meaning and places are to be worth. A stock engine scores 0.42 here, with 69
# queries that find nothing; a search that is not far above it would not be worth its upkeep.
FAR = 0.3
FEWER = 0.2  # of the queries for which a stock engine finds nothing relevant
WIDTH = 100


@pytest.fixture(scope="module")
def queries() -> list[GradedQuery]:
    return read_queries(QUERIES)


@pytest.fixture(scope="module")
def rows(api: TestClient, queries: Sequence[GradedQuery]) -> list[Measured]:
    return ask_service(api, queries)


@pytest.fixture(scope="module")
def ours(rows: Sequence[Measured]) -> dict[str, Summary]:
    return summaries(rows)


@pytest.fixture(scope="module")
def stock(engine: EngineAddress, queries: Sequence[GradedQuery]) -> dict[str, Summary]:
    with stock_index(engine) as index:
        return summaries(index.ask_all(queries))


@pytest.mark.parametrize("group", FLOOR.ndcg)
def test_relevance_is_above_the_floor(ours: Mapping[str, Summary], group: str) -> None:
    assert ours[group].ndcg >= FLOOR.ndcg[group]


def test_hardly_any_query_finds_nothing_relevant(rows: Sequence[Measured]) -> None:
    without = [row.query.q for row in rows if row.nothing]
    assert len(without) <= MOST_WITH_NOTHING, without


def test_the_floor_belongs_to_these_queries(ours: Mapping[str, Summary]) -> None:
    """Else run `python -m tests.relevance.measure --write`."""
    assert FLOOR.queries == digest()
    larger = {name for name, summary in ours.items() if summary.queries >= MIN_QUERIES}
    assert set(FLOOR.ndcg) == larger | {ALL}


def test_relevance_is_far_above_a_stock_engine(
    ours: Mapping[str, Summary], stock: Mapping[str, Summary], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        Console(file=sys.stdout, width=WIDTH).print("\n", relevance_table(ours, stock, NAME))
    assert ours[ALL].ndcg >= stock[ALL].ndcg + FAR
    assert ours[ALL].nothing <= stock[ALL].nothing * FEWER
    assert [tag for tag in FLOOR.ndcg if ours[tag].ndcg <= stock[tag].ndcg] == []


def test_the_yardstick_is_a_working_search(stock: Mapping[str, Summary]) -> None:
    """A baseline that finds nothing would make any service look good."""
    assert stock[ALL].ndcg > FAR
    assert stock["prefix"].ndcg > 2 * FAR
