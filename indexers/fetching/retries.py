"""Asks again when a failure may be over: with growing pauses, as often as allowed, and told."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple, TypeVar

from indexers.fetching.failures import Failed, Passing
from indexers.fetching.settings import FetchSettings

T = TypeVar("T")


class Wait(NamedTuple):
    """A pause before a retry."""

    address: str
    seconds: float
    reason: str  # what went wrong, in a plain sentence


def patiently(
    ask: Callable[[], T], settings: FetchSettings, wait: Callable[[float, str], None]
) -> T:
    """What `ask` returns; `wait` makes a pause of seconds, for a reason. Raises Failed."""
    tries = 1
    while True:
        try:
            return ask()
        except Passing as error:
            if tries > settings.retries:
                raise Failed(
                    f"{error}; tried {tries} times" if tries > 1 else str(error)
                ) from error
            seconds = pause(tries, error.wait_s, settings.retry_s)
            if seconds > settings.longest_wait_s:
                raise Failed(f"{error}, to be tried again only after {seconds:.0f} s") from error
            wait(seconds, str(error))
            tries += 1


def pause(tries: int, asked_s: float | None, first_s: float) -> float:
    """Seconds before the next try: doubling, shortened by chance, no less than was asked for.

    Chance keeps many clients from coming back at the same moment.
    """
    grown: float = first_s * 2 ** (tries - 1)
    return max(grown * random.uniform(0.5, 1.0), asked_s or 0.0)


def seconds_asked(retry_after: str | None, now: datetime) -> float | None:
    """The seconds of a Retry-After header (a number or an HTTP date); None when it says nothing."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
