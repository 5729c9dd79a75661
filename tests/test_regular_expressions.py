"""No regular expression of the code can be made to run for ever by what somebody writes.

Each meets texts that repeat the pieces it is made of, longer and longer: the time may grow with the
square of the length, as a search from every place does, and not faster.
"""

import math
import re
from collections.abc import Iterator
from time import process_time

import pytest

from tests.code_patterns import code_patterns

FOUND = code_patterns()
LENGTHS = [12 * 2**step for step in range(6)]  # to 384 characters: a cube of that is felt
ENOUGH_S = 0.03  # so much can be measured; more need not be waited for
TOO_STEEP = 2.7  # of the logarithm: 2 is a square, 3 a cube
SAMPLES = (
    "a",
    "1",
    " ",
    "-",
    "aa1",
    "1 ",
    "a ",
    "1.",
    "a.",
    "1-",
    " -",
    "a-",
    "a@",
    "\n",
    "(a",
    "+a",
)


def pieces(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces of texts that the pattern knows: its own words and signs, and samples of classes."""
    yield from SAMPLES
    words = re.findall(r"[^\W\d_]+", re.sub(r"\\.|\(\?P?<\w+>", " ", pattern.pattern))
    yield from dict.fromkeys(words[:12])
    signs = dict.fromkeys(re.findall(r"[^\w\s\\]", pattern.pattern))
    yield from list(signs)[:12]
    yield from (f"{sign}1" for sign in list(signs)[:6])


def steepest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """How fast the time grows at worst (the exponent of the length), and with which text."""
    worst = (0.0, "")
    for piece in pieces(pattern):
        for start, end in (("", "!"), ("", "\x00"), ("aaaa", "\x00")):
            worst = max(worst, (growth(pattern, start, piece, end), f"{start}{piece}…{end}"))
            if worst[0] >= TOO_STEEP:
                return worst
    return worst


def growth(pattern: re.Pattern[str], start: str, piece: str, end: str) -> float:
    """The exponent between the last two lengths; 0 when even the longest took no time."""
    before = 0.0
    for length in LENGTHS:
        text = start + piece * (length // len(piece)) + end
        took = seconds(pattern, text)
        if took > ENOUGH_S:
            return math.log2(took / max(before, 1e-4))
        before = took
    return 0.0


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """CPU time of the pattern, searched for and held against the whole."""
    begun = process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return process_time() - begun


def test_the_patterns_of_the_code_were_found() -> None:
    assert len(FOUND) > 100
    assert any("uint" not in place and "parameter_values" in place for place in FOUND.values())


@pytest.mark.parametrize("pattern", FOUND, ids=lambda one: FOUND[one])
def test_no_text_makes_a_pattern_run_for_ever(pattern: re.Pattern[str]) -> None:
    exponent, text = steepest(pattern)
    assert exponent < TOO_STEEP, (pattern.pattern, text)


@pytest.mark.parametrize("bad", [r"(a+)+$", r"(\d+\s*)*x", r"(a|a)*!$", r"\s*\s*\s*\s*x"])
def test_a_pattern_that_runs_for_ever_would_be_found(bad: str) -> None:
    """`seconds` of these grow too fast, or this file proves nothing."""
    assert steepest(re.compile(bad))[0] >= TOO_STEEP
