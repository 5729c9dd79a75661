"""How often: a quota a minute, refilled steadily, counted for each client in bounded memory."""

from hypothesis import given
from hypothesis import strategies as st

from search_service.gate.rates import WINDOW_S, Rates


def test_a_quota_can_be_taken_at_once_and_no_more() -> None:
    rates = Rates(60)
    taken = [rates.take("a", 1, 0.0) for _ in range(61)]
    assert [one.allowed for one in taken] == [True] * 60 + [False]
    assert [one.left for one in taken[:3]] == [59, 58, 57]
    assert (taken[-1].left, taken[-1].wait_s) == (0, 1)


def test_who_waits_as_told_is_let_in_and_who_does_not_is_not() -> None:
    rates = Rates(10)
    for _ in range(10):
        rates.take("a", 1, 0.0)
    refused = rates.take("a", 3, 0.0)
    assert not refused.allowed
    assert not rates.take("a", 3, refused.wait_s - 1.0).allowed
    assert rates.take("a", 3, float(refused.wait_s)).allowed


def test_a_refusal_costs_nothing() -> None:
    rates = Rates(1)
    assert rates.take("a", 1, 0.0).allowed
    for second in range(59):
        assert not rates.take("a", 1, float(second)).allowed
    assert rates.take("a", 1, 60.0).allowed


def test_clients_do_not_take_from_each_other() -> None:
    rates = Rates(1)
    assert rates.take("a", 1, 0.0).allowed
    assert rates.take("b", 1, 0.0).allowed
    assert not rates.take("a", 1, 0.0).allowed


def test_what_costs_more_than_the_whole_quota_can_still_be_had_once_a_minute() -> None:
    rates = Rates(5)
    assert rates.take("a", 10, 0.0).allowed
    assert not rates.take("a", 10, 59.0).allowed
    assert rates.take("a", 10, 60.0).allowed


def test_the_longest_unseen_clients_are_forgotten() -> None:
    rates = Rates(1, most_clients=100)
    for number in range(1000):
        rates.take(f"client {number}", 1, 0.0)
        rates.take("regular", 1, number * WINDOW_S)
    assert len(rates) == 100
    assert not rates.take("regular", 1, 999 * WINDOW_S + 1.0).allowed


@given(st.integers(1, 50), st.lists(st.tuples(st.floats(0, 30), st.integers(1, 5)), max_size=80))
def test_no_client_gets_more_than_two_quotas_in_any_minute(
    quota: int, steps: list[tuple[float, int]]
) -> None:
    rates, now, had = Rates(quota), 0.0, []
    for pause, cost in steps:
        now += pause
        if rates.take("a", cost, now).allowed:
            had.append((now, min(cost, quota)))
    for start, _ in had:
        assert sum(cost for at, cost in had if start <= at < start + WINDOW_S) <= 2 * quota
