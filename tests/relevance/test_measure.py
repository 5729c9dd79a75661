"""The measures, against values worked out by hand, and the file of queries."""

from pathlib import Path

import pytest

from search_service.commands.relevance import (
    ALL,
    DEEP,
    GradedQuery,
    QueryFileError,
    failed,
    measured,
    ndcg,
    read_queries,
    summaries,
    worst,
)
from tests.relevance.floor import QUERIES

# 1 / log2(rank + 1) for ranks 1 to 4.
FIRST, SECOND, THIRD, FOURTH = 1.0, 0.6309298, 0.5, 0.4306766


def query(
    relevant: dict[str, int], aliases: dict[str, str] | None = None, tags: tuple[str, ...] = ()
) -> GradedQuery:
    return GradedQuery(id="q1", q="jooga", relevant=relevant, aliases=aliases or {}, tags=tags)


def test_gains_are_7_3_and_1_for_grades_3_2_and_1() -> None:
    found = 3 * FIRST + 0 * SECOND + 7 * THIRD + 1 * FOURTH
    best = 7 * FIRST + 3 * SECOND + 1 * THIRD
    assert ndcg([2, 0, 3, 1], [3, 2, 1]) == pytest.approx(found / best)
    assert found / best == pytest.approx(0.73787, abs=1e-5)


def test_the_best_order_scores_one_and_the_reverse_less() -> None:
    assert ndcg([3, 2, 1], [1, 2, 3]) == 1.0
    reverse = (1 * FIRST + 3 * SECOND + 7 * THIRD) / (7 * FIRST + 3 * SECOND + 1 * THIRD)
    assert ndcg([1, 2, 3], [1, 2, 3]) == pytest.approx(reverse)


def test_what_comes_after_ten_does_not_count_and_ten_are_enough_for_the_ideal() -> None:
    relevant = {f"lahella:{n}": 3 for n in range(12)}
    row = measured(query(relevant), [*relevant][:10])
    assert (row.ndcg, row.precision) == (1.0, 1.0)
    late = measured(query({"a": 3}), [*(f"x{n}" for n in range(10)), "a"])
    assert (late.ndcg, late.precision, late.recall, late.nothing) == (0.0, 0.0, 1.0, True)


def test_a_listing_that_was_missed_counts_in_the_ideal() -> None:
    row = measured(query({"a": 3, "b": 3}), ["a"])
    assert row.ndcg == pytest.approx(7 / (7 + 7 * SECOND))
    assert row.recall == 0.5


def test_marginal_listings_do_not_count_as_precise_but_as_found() -> None:
    row = measured(query({"a": 1, "b": 2, "c": 3, "d": 2}), ["a", "b", "x"])
    assert row.precision == pytest.approx(1 / 3)
    assert row.recall == 0.5
    assert not row.nothing
    only_marginal = measured(query({"a": 1}), ["a"])
    assert (only_marginal.precision, only_marginal.ndcg) == (0.0, 1.0)


def test_recall_asks_for_no_more_than_fifty() -> None:
    relevant = {f"lahella:{n}": 1 for n in range(80)}
    assert measured(query(relevant), [*relevant][:DEEP]).recall == 1.0
    assert measured(query(relevant), [*relevant][30:]).recall == 1.0
    assert measured(query(relevant), [*relevant][:10]).recall == 0.2


def test_a_query_without_relevant_listings_is_right_when_it_finds_none() -> None:
    for relevant in ({}, {"a": 0}):
        right, wrong = measured(query(relevant), []), measured(query(relevant), ["a"])
        assert (right.ndcg, right.precision, right.recall, right.nothing) == (1.0, 1.0, 1.0, False)
        assert (wrong.ndcg, wrong.precision, wrong.recall, wrong.nothing) == (0.0, 0.0, 1.0, False)


def test_twins_count_once_at_the_place_of_the_first() -> None:
    twins = query({"a": 3, "b": 2}, aliases={"a2": "a"})
    row = measured(twins, ["a2", "a", "b"])
    assert row.hits == ("a", "b")
    assert row.ndcg == 1.0


def test_a_query_that_failed_counts_as_having_found_nothing() -> None:
    row = failed(query({"a": 3}), "503")
    assert (row.ndcg, row.nothing, row.failure) == (0.0, True, "503")


def test_tags_are_summed_up_each_with_its_queries() -> None:
    rows = [
        measured(query({"a": 3}, tags=("place", "near")), ["a"]),
        measured(query({"a": 3}, tags=("place",)), ["x"]),
        measured(query({"a": 3}), ["a"]),
    ]
    found = summaries(rows)
    assert [*found] == [ALL, "near", "place"]
    assert found[ALL].ndcg == pytest.approx(2 / 3)
    assert (found["place"].queries, found["place"].ndcg, found["place"].nothing) == (2, 0.5, 1)
    assert found["near"].ndcg == 1.0
    assert worst(rows, 1) == [rows[1]]


def test_a_query_is_asked_with_its_point_and_filters(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"id": "q", "q": "jooga", "lang": "sv", "near": {"lat": 61.5, "lon": 23.75},'
        ' "filters": {"kind": ["hobby", "event"], "age": 70}, "relevant": {}, "note": "x"}',
        encoding="utf-8",
    )
    (asked,) = read_queries(file)
    assert asked.parameters() == {
        "q": "jooga",
        "lang": "sv",
        "near": "61.5,23.75",
        "kind": "hobby,event",
        "age": "70",
        "per_page": "50",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no query"),
        ("\n{", ":2:"),
        ('{"id": "a", "q": "b", "relevant": {"c": 4}}', "relevant.c"),
        ('{"id": "a", "q": "b"}', "relevant"),
        ('{"id": "a", "q": "b", "relevant": {}, "near": {"lat": 95, "lon": 25}}', "near"),
        ('{"id": "a", "q": "b", "relevant": {}}\n{"id": "a", "q": "c", "relevant": {}}', ":2:"),
    ],
)
def test_a_wrong_file_of_queries_is_refused_with_the_place(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=told):
        read_queries(file)


def test_the_stored_queries_are_enough_to_tell_one_search_from_another() -> None:
    queries = read_queries(QUERIES)
    assert len(queries) > 180
    assert sum(len(one.relevant) for one in queries) > 1000
    assert {one.lang for one in queries} >= {"fi", "sv", "en"}
