"""Blending relevance and distance is worth it: it beats either of them alone."""

from fastapi.testclient import TestClient

from search_service.commands.relevance import read_queries
from tests.relevance.floor import QUERIES
from tests.relevance.near_orders import BLENDED, DISTANCE, RELEVANCE, measure_orders


def test_near_queries_are_answered_best_by_relevance_and_distance_together(
    api: TestClient,
) -> None:
    orders = measure_orders(api, read_queries(QUERIES))
    assert orders[BLENDED].ndcg > orders[RELEVANCE].ndcg
    assert orders[BLENDED].ndcg > orders[DISTANCE].ndcg
    assert orders[BLENDED].queries >= 10
