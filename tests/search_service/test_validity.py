"""What is shown at a moment, remembered: the same as comparing each row's times."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service.near.validity import Validity

times = st.integers(0, 30)
rows = st.lists(st.tuples(times, times), max_size=8)


@given(rows, st.lists(times, min_size=1, max_size=12))
def test_it_is_what_each_row_says_however_the_clock_moves(
    told: list[tuple[int, int]], moments: list[int]
) -> None:
    begins, ends = (np.array([one[side] for one in told], dtype=float) for side in (0, 1))
    validity = Validity(begins, ends)
    for moment in moments:
        found = validity.shown(datetime.fromtimestamp(moment, UTC))
        assert found.tolist() == [begin <= moment < end for begin, end in told]


def test_what_never_ends_is_shown() -> None:
    validity = Validity(np.array([0.0]), np.array([np.inf]))
    assert validity.shown(datetime(2026, 11, 24, tzinfo=UTC)).tolist() == [True]
