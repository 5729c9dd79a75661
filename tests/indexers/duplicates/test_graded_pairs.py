"""Graded pairs: two listings in few words, and whether they are one thing.

All are fictional. `b` is told as what differs from `a`. The traps must all stay apart; the pairs
that are one thing are not all found, and how many are is printed. The weights were set with
pairs.json in view; later_pairs.json was written afterwards and changed nothing.
"""

import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from rich.console import Console

from indexers.duplicates.features import Features, features
from indexers.duplicates.keys import block_keys
from indexers.duplicates.score import Score, score
from tests.indexers.duplicates.made import made

FOLDER = Path(__file__).parent
# Found: 42 of 46, and 8 of 10. Missed are titles that were rewritten or translated together with
# the organisation's name, a short title of which little else is known, a weekday in one title that
# no session of the other confirms, and a time that has changed.
LEAST_RECALL = {"pairs.json": 0.9, "later_pairs.json": 0.8}
TOLD = {name: orjson.loads((FOLDER / name).read_bytes()) for name in LEAST_RECALL}
TRAPS = [told["says"] for pairs in TOLD.values() for told in pairs if not told["same"]]


class Graded(NamedTuple):
    says: str
    same: bool
    a: Features
    b: Features

    @property
    def score(self) -> Score:
        return score(self.a, self.b)

    @property
    def is_compared(self) -> bool:
        return bool(block_keys(self.a) & block_keys(self.b))


@cache
def of_file(name: str) -> tuple[Graded, ...]:
    return tuple(map(_graded, TOLD[name]))


def graded() -> tuple[Graded, ...]:
    return tuple(pair for name in TOLD for pair in of_file(name))


def _graded(told: dict[str, Any]) -> Graded:
    other = {**told["a"], **told["b"]}
    if "id" not in told["b"]:
        other["id"] = f"{other.get('source', 'lahella')}:2"
    a, b = features(made(told["a"])), features(made(other))
    return Graded(told["says"], told["same"], a, b)


def test_there_are_enough_pairs_and_half_of_them_are_traps() -> None:
    same = [pair.same for pair in graded()]
    assert len(same) >= 60
    assert 0.4 <= sum(same) / len(same) <= 0.6
    assert len({pair.says for pair in graded()}) == len(same)


@pytest.mark.parametrize("says", TRAPS)
def test_two_things_stay_apart(says: str) -> None:
    [pair] = [one for one in graded() if one.says == says]
    assert not pair.score.merges, pair.score


@pytest.mark.parametrize("name", TOLD)
def test_precision_is_whole_and_recall_as_high_as_it_was(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    merged = [pair for pair in of_file(name) if pair.score.merges and pair.is_compared]
    right = [pair for pair in merged if pair.same]
    one_thing = [pair for pair in of_file(name) if pair.same]
    precision, recall = len(right) / len(merged), len(right) / len(one_thing)
    missed = [pair for pair in one_thing if pair not in right]
    lines = [f"  {pair.says} ({'; '.join(pair.score.reasons)})" for pair in missed]
    with capsys.disabled():
        head = f"\n{name}: precision {precision:.3f}, recall {recall:.3f}; missed:"
        Console(file=sys.stdout, highlight=False).print(head, *lines, sep="\n")
    assert precision == 1
    assert recall >= LEAST_RECALL[name], lines


def test_the_order_of_a_pair_changes_neither_score_nor_reasons() -> None:
    assert [pair.says for pair in graded() if score(pair.b, pair.a) != pair.score] == []


def test_a_pair_that_is_one_thing_is_compared_at_all() -> None:
    """Keys alone must not be what hides a duplicate."""
    assert [pair.says for pair in graded() if pair.same and not pair.is_compared] == []


def test_listings_that_have_nothing_to_do_with_each_other_rarely_share_a_key() -> None:
    first = [pair.a for pair in graded()]
    keys = [(one.id, one.names, block_keys(one)) for one in first]
    others = [
        (left, right)
        for number, left in enumerate(keys)
        for right in keys[number + 1 :]
        if not set(left[1]) & set(right[1]) and left[0] != right[0]
    ]
    assert sum(bool(left[2] & right[2]) for left, right in others) <= len(others) * 0.01
