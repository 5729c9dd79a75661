"""`python -m tests.relevance.measure`: both sets of listings asked all their queries, in two ways.

Prints our measures with a stock engine's beside them. With --write it stores the floors a little
below ours where that is higher than the stored ones: a floor is never edited by hand.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table

from indexers.engine.managed import ManagedEngine
from search_service.commands.relevance import (
    GradedQuery,
    Measured,
    measured,
    read_queries,
    summaries,
    worst,
)
from search_service.commands.relevance_table import relevance_table
from search_service.demo import DEMO
from tests.conftest import app_with, build_index
from tests.relevance.baseline import NAME, stock_index
from tests.relevance.floor import (
    FLOOR,
    QUERIES,
    SECOND,
    SECOND_FLOOR,
    SECOND_QUERIES,
    digest,
    floor_below,
    raised,
    read_floor,
    write_floor,
)
from tests.relevance.near_orders import orders_table

SHOWN = 15


def ask_service(api: TestClient, queries: Sequence[GradedQuery]) -> list[Measured]:
    """Measure what the service finds; it must answer every query."""
    rows = []
    for query in queries:
        answer = api.get("/v1/search", params=query.parameters())
        assert answer.status_code == 200, f"{query.id}: {answer.text}"
        rows.append(measured(query, [hit["id"] for hit in answer.json()["hits"]]))
    return rows


class Run(NamedTuple):
    """Ours and the stock engine's measures, and ours of near queries in three orders."""

    ours: list[Measured]
    stock: list[Measured]
    orders: Table


def measure_both(listings: str | Path, queries_file: Path) -> Run:
    """Measure one set of listings, on an engine of its own."""
    queries = read_queries(queries_file)
    with TemporaryDirectory() as folder, ManagedEngine(Path(folder)) as engine:
        build_index(engine.address, listings)
        with TestClient(app_with(engine.address)) as api:
            ours, orders = ask_service(api, queries), orders_table(api, queries)
        with stock_index(engine.address, listings) as stock:
            return Run(ours, stock.ask_all(queries), orders)


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and with --write store the floor."""
    if arguments not in ([], ["--write"]):
        sys.exit("usage: python -m tests.relevance.measure [--write]")
    console = Console(highlight=False, width=100)
    for listings, queries, path in ((DEMO, QUERIES, FLOOR), (SECOND, SECOND_QUERIES, SECOND_FLOOR)):
        ours, stock, orders = measure_both(listings, queries)
        if arguments:
            floor = floor_below(summaries(ours), digest(queries))
            write_floor(raised(read_floor(path), floor) if path.exists() else floor, path)
        console.print(relevance_table(summaries(ours), summaries(stock), NAME))
        console.print(orders)
        for row in worst(ours, SHOWN):
            console.print(f"  {row.ndcg:.2f}  {row.query.id}  {row.query.q}", markup=False)


if __name__ == "__main__":
    main(sys.argv[1:])
