"""Near queries with the same listings in three orders: relevance and distance blended as the
service does it, relevance alone, distance alone."""

from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import FastAPI
from fastapi.testclient import TestClient
from rich.table import Table

from search_service.commands.relevance import DEEP, GradedQuery, Measured, Summary, measured
from search_service.commands.relevance_table import relevance_table
from search_service.near.search_area import SearchArea
from search_service.parameters import read_parameters
from search_service.ranking import Ranked, as_found, by_distance, ranked
from search_service.search import Searcher
from tests.conftest import NOW

BLENDED, RELEVANCE, DISTANCE = "blended", "relevance alone", "distance alone"


def near_queries(queries: Sequence[GradedQuery]) -> list[GradedQuery]:
    """Those that are asked from somewhere and look for something."""
    return [query for query in queries if query.near and query.relevant]


def measure_orders(api: TestClient, queries: Sequence[GradedQuery]) -> Mapping[str, Summary]:
    """Means of each order over the near queries."""
    rows: dict[str, list[Measured]] = {BLENDED: [], RELEVANCE: [], DISTANCE: []}
    for query in near_queries(queries):
        for name, found in _orders(api, query).items():
            listings = [one.entry.listing_id for one in found[:DEEP]]
            rows[name].append(measured(query, listings))
    return {name: Summary.of(measures) for name, measures in rows.items()}


def orders_table(api: TestClient, queries: Sequence[GradedQuery]) -> Table:
    """The measures of each order, for people."""
    table = relevance_table(measure_orders(api, queries))
    table.columns[0].header = "order of near queries"
    return table


def _orders(api: TestClient, query: GradedQuery) -> Mapping[str, Sequence[Ranked]]:
    asked = {name: [value] for name, value in query.parameters().items()}
    criteria, _ = read_parameters(asked)
    assert isinstance(api.app, FastAPI)
    assert api.portal is not None
    searcher: Searcher = api.app.state.searcher
    found = api.portal.call(partial(searcher.find, criteria, NOW))
    attempt, hits = found.attempt, found.results[0]["hits"]
    units, preferences = attempt.units, found.read.preferences
    by_score = partial(ranked, hits, found.plan.within)
    return {
        BLENDED: by_score(attempt.area, units, preferences, criteria.q),
        RELEVANCE: by_score(SearchArea(), units, preferences, criteria.q),
        DISTANCE: by_distance(as_found(hits, found.plan.within, attempt.area.centre)),
    }
