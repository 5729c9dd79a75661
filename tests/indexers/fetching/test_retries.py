"""What a Fetcher does when a source stumbles: what it tries again, how often, after how long."""

import gzip
from collections.abc import Iterable
from datetime import timedelta
from email.utils import format_datetime

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.retries import Wait, pause, seconds_asked
from indexers.fetching.settings import FetchSettings
from indexers.sources.source import SourceError
from tests.indexers.fetching.fake_clock import START, FakeClock
from tests.indexers.page_server import Asked, Script, Told, page_server

GOOD = Told(body=b"[1]")
SLOW = FetchSettings(retries=3, retry_s=1, gap_s=0, longest_wait_s=60)


def in_turn(answers: Iterable[Told]) -> Script:
    """A server that gives one answer after another."""
    given = iter(answers)

    def script(asked: Asked) -> Told:
        return next(given)

    return script


def pauses(*answers: Told) -> list[float]:
    """Seconds waited until a good answer came."""
    fake = FakeClock()
    with (
        page_server(in_turn([*answers, GOOD])) as server,
        Fetcher(SLOW, clock=fake.clock) as fetcher,
    ):
        assert fetcher.json(server.url) == [1]
    assert len(server.asked) == len(answers) + 1
    return fake.slept


def failure(script: Script) -> tuple[str, int, list[float]]:
    """The error of a source that stays as it is, how often it was asked, seconds waited."""
    fake = FakeClock()
    with (
        page_server(script) as server,
        Fetcher(SLOW, clock=fake.clock) as fetcher,
        pytest.raises(SourceError) as caught,
    ):
        fetcher.json(server.url)
    return str(caught.value), len(server.asked), fake.slept


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_or_ill_is_asked_again(status: int) -> None:
    assert len(pauses(Told(status), Told(status))) == 2


@pytest.mark.parametrize("status", [204, 206, 300, 304, 400, 401, 403, 404, 410, 422])
def test_an_answer_that_is_meant_is_not_asked_for_again(status: int) -> None:
    told, asked, slept = failure(lambda asked: Told(status))
    assert f"answered {status}" in told
    assert (asked, slept) == (1, [])


@pytest.mark.parametrize(
    "cut",
    [
        Told(0),
        Told(body=b"[1", length=3),
        Told(pieces=[b"[1"], dropped=True),
        Told(body=gzip.compress(b"[1]" * 99)[:-9], headers={"Content-Encoding": "gzip"}),
        Told(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["nothing", "short", "no last chunk", "half a gzip", "no gzip"],
)
def test_a_transfer_that_breaks_off_is_made_again(cut: Told) -> None:
    assert len(pauses(cut)) == 1
    told, asked, _ = failure(lambda asked: cut)
    assert "the transfer failed" in told
    assert asked == 4


def test_trying_again_has_an_end() -> None:
    told, asked, slept = failure(lambda asked: Told(503))
    assert told.endswith("answered 503 instead of 200; tried 4 times")
    assert (asked, len(slept)) == (4, 3)


def test_a_server_that_is_not_there_is_given_time_to_come() -> None:
    fake = FakeClock()
    with page_server(lambda asked: GOOD) as gone:
        pass
    with (
        Fetcher(SLOW, clock=fake.clock) as fetcher,
        pytest.raises(SourceError, match=r"the transfer failed \(.*refused.*tried 4 times"),
    ):
        fetcher.json(gone.url)
    assert len(fake.slept) == 3


def test_pauses_double_and_are_shortened_by_chance() -> None:
    for tries in (1, 2, 3, 4):
        made = {pause(tries, None, 1.5) for _ in range(50)}
        longest = 1.5 * 2 ** (tries - 1)
        assert longest / 2 <= min(made) < max(made) <= longest
        assert len(made) > 40


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        (format_datetime(START + timedelta(seconds=20), usegmt=True), 20.0),
        ("0", 0.0),
        (format_datetime(START - timedelta(days=1), usegmt=True), 0.0),
    ],
)
def test_a_server_that_says_when_to_come_back_is_obeyed(said: str, seconds: float) -> None:
    [slept] = pauses(Told(429, headers={"Retry-After": said}))
    assert slept == pytest.approx(seconds) if seconds > 1 else 0.5 <= slept <= 1


@pytest.mark.parametrize("said", [None, "", "soon", "-5", "1.5", "١٢", "Wed, 99 Nov 2026"])
def test_what_cannot_be_understood_is_as_if_it_had_not_been_said(said: str | None) -> None:
    assert seconds_asked(said, START) is None


@pytest.mark.parametrize("said", ["61", "86400", "Tue, 24 Nov 2026 11:00:00 GMT"])
def test_a_server_that_wants_too_long_a_pause_is_left_alone(said: str) -> None:
    told, asked, slept = failure(lambda asked: Told(503, headers={"Retry-After": said}))
    assert "answered 503 instead of 200, to be tried again only after" in told
    assert (asked, slept) == (1, [])


def test_waiting_is_told_before_it_begins() -> None:
    fake = FakeClock()
    heard: list[tuple[Wait, int]] = []
    with (
        page_server(in_turn([Told(503, headers={"Retry-After": "9"}), GOOD])) as server,
        Fetcher(
            SLOW, clock=fake.clock, waiting=lambda wait: heard.append((wait, len(fake.slept)))
        ) as fetcher,
    ):
        fetcher.json(f"{server.url}/x")
    assert heard == [(Wait(f"{server.url}/x", 9.0, "answered 503 instead of 200"), 0)]


def test_the_pace_is_kept_with_each_host_by_itself() -> None:
    fake = FakeClock()
    settings = FetchSettings(gap_s=2, allow_private=True)
    with (
        page_server(lambda asked: GOOD) as one,
        page_server(lambda asked: GOOD, host="127.0.0.2") as other,
        Fetcher(settings, clock=fake.clock) as fetcher,
    ):
        first, second = fetcher.for_origin(one.url), fetcher.for_origin(other.url)
        first.json(one.url)
        second.json(other.url)
        assert fake.slept == []
        first.json(one.url)
        assert fake.slept == [2.0]
        second.json(other.url)  # the time has passed for it, too
        fake.gone += 1.5
        second.json(other.url)
        assert fake.slept == [2.0, 0.5]
        assert fetcher.traffic.waited_s == 2.5
