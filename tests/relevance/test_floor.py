"""The floor under relevance: below what was measured, and it only rises."""

from pathlib import Path

from search_service.commands.relevance import ALL, Summary
from tests.relevance.floor import Floor, floor_below, raised, read_floor, write_floor


def summary(ndcg: float, queries: int = 20) -> Summary:
    return Summary(queries=queries, ndcg=ndcg, precision=0.5, recall=0.5, nothing=0)


def test_the_floor_lies_a_little_below_what_is_measured() -> None:
    measured = {ALL: summary(0.87), "place": summary(0.9), "price": summary(0.8, queries=7)}
    assert floor_below(measured, "digest") == Floor("digest", {ALL: 0.85, "place": 0.86})
    assert floor_below({ALL: summary(0.01)}, "digest").ndcg == {ALL: 0.0}


def test_a_worse_measurement_does_not_lower_the_floor() -> None:
    old = Floor("digest", {ALL: 0.85, "place": 0.8})
    new = Floor("digest", {ALL: 0.84, "place": 0.82, "near": 0.7})
    assert raised(old, new) == Floor("digest", {ALL: 0.85, "place": 0.82, "near": 0.7})


def test_other_queries_start_another_floor() -> None:
    new = Floor("other", {ALL: 0.7})
    assert raised(Floor("digest", {ALL: 0.85}), new) == new


def test_a_floor_is_read_as_it_was_written(tmp_path: Path) -> None:
    floor = Floor("digest", {ALL: 0.85, "place": 0.8})
    write_floor(floor, tmp_path / "floor.json")
    assert read_floor(tmp_path / "floor.json") == floor
