from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexers.duplicates.grouping import CLEARLY, Link, Pair, groups
from indexers.duplicates.precedence import rank, source_of
from indexers.duplicates.score import MERGE_AT

HIGH = 0.9
IDS = [f"{source}:{key}" for source in ("lahella", "ptv", "linked_events", "table") for key in "ab"]


def linked(*names: str, score: float = HIGH) -> list[Pair]:
    """Pairs of "a-b" words: l1-p1 is lahella:1 and ptv:1."""
    sources = {"l": "lahella", "p": "ptv", "e": "linked_events"}
    ends = [[f"{sources[one[0]]}:{one[1]}" for one in name.split("-")] for name in names]
    return [Pair(a, b, score) for a, b in ends]


def test_a_pair_is_a_group_and_the_best_source_stands_first() -> None:
    assert groups(linked("p1-l1")) == [("lahella:1", "ptv:1")]


def test_a_pair_below_the_threshold_is_none() -> None:
    assert groups(linked("p1-l1", score=MERGE_AT - 0.01)) == []
    assert groups(linked("p1-l1", score=MERGE_AT)) == [("lahella:1", "ptv:1")]


def test_three_that_all_match_are_one_group() -> None:
    found = groups(linked("e1-p1", "l1-e1", "p1-l1"))
    assert found == [("lahella:1", "ptv:1", "linked_events:1")]


def test_in_a_chain_the_end_is_left_out() -> None:
    assert groups(linked("l1-p1", "p1-e1")) == [("lahella:1", "ptv:1")]


def test_those_that_a_group_leaves_out_may_make_another() -> None:
    assert groups(linked("l1-p1", "p1-e1", "e1-l2")) == [
        ("lahella:1", "ptv:1"),
        ("lahella:2", "linked_events:1"),
    ]


def test_a_vague_record_ties_no_two_groups_of_another_source_together() -> None:
    """ "Jooga" without a time is neither the Tuesday nor the Thursday group."""
    assert groups(linked("l1-e1", "l1-e2")) == []


def test_a_clearly_better_match_is_taken_of_two() -> None:
    better = linked("l1-e1", score=HIGH + CLEARLY)
    assert groups([*better, *linked("l1-e2")]) == [("lahella:1", "linked_events:1")]
    hardly = linked("l1-e1", score=HIGH + CLEARLY / 2)
    assert groups([*hardly, *linked("l1-e2")]) == []


def test_two_of_one_source_that_are_one_record_are_no_rivals() -> None:
    found = groups(linked("l1-e1", "l1-e2", "e1-e2"))
    assert found == [("lahella:1", "linked_events:1", "linked_events:2")]


def test_a_veto_splits_a_pair_and_is_not_overruled_by_a_third() -> None:
    pairs = linked("l1-p1", "l1-e1", "p1-e1")
    assert groups(pairs, {frozenset(("ptv:1", "lahella:1"))}) == [("lahella:1", "linked_events:1")]
    assert groups(linked("l1-p1"), {frozenset(("ptv:1", "lahella:1"))}) == []


def test_a_veto_of_unknown_ids_does_nothing() -> None:
    assert groups(linked("l1-p1"), {frozenset(("ptv:9", "lahella:9"))}) == groups(linked("l1-p1"))


PAIRS = st.lists(
    st.builds(Pair, st.sampled_from(IDS), st.sampled_from(IDS), st.floats(0.6, 1.0)), max_size=14
).map(lambda pairs: list({frozenset(one[:2]): one for one in pairs}.values()))
VETOES = st.sets(st.frozensets(st.sampled_from(IDS), min_size=2, max_size=2), max_size=3)


@given(PAIRS, VETOES, st.integers(0, 2**32))
def test_the_order_of_pairs_and_of_their_ids_changes_nothing(
    pairs: list[Pair], vetoes: set[Link], seed: int
) -> None:
    rng = Random(seed)
    turned = [
        Pair(b, a, score) if rng.random() < 0.5 else Pair(a, b, score) for a, b, score in pairs
    ]
    rng.shuffle(turned)
    assert groups(turned, vetoes) == groups(pairs, vetoes)


@given(PAIRS, VETOES)
def test_in_every_group_everybody_matches_everybody(pairs: list[Pair], vetoes: set[Link]) -> None:
    links = {frozenset((a, b)) for a, b, score in pairs if score >= MERGE_AT}
    found = groups(pairs, vetoes)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group) > 1
        assert list(group) == sorted(group, key=rank)
        for number, one in enumerate(group):
            for other in group[number + 1 :]:
                assert frozenset((one, other)) in links - vetoes


def test_a_source_that_nobody_ranked_comes_last() -> None:
    assert sorted(["zzz:1", "table:1", "ptv:1", "aaa:1", "lahella:2"], key=rank) == [
        *("lahella:2", "ptv:1", "table:1", "aaa:1", "zzz:1")
    ]
    assert source_of("linked_events:helsinki-1") == "linked_events"


@pytest.mark.parametrize("count", [2000])
def test_many_pairs_are_grouped(count: int) -> None:
    pairs = [Pair(f"lahella:{n}", f"ptv:{n}", HIGH) for n in range(count)]
    assert len(groups(pairs)) == count
