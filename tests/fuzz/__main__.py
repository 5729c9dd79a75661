"""`python -m tests.fuzz [--minutes 10] [--beside 2] [NAME…]`: each parser, fuzzed for minutes.

The properties are those of the suite; here random bytes decide what hypothesis makes, for as long
as was asked. A crash prints what made it. Exit status 1 when anything crashed.
"""

import argparse
import inspect
import random
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from typing import Any, NamedTuple

MODULES = (
    "tests.fuzz.test_parsers",
    "tests.geo.test_coordinates",
    "tests.geo.test_place_lookup",
    "tests.indexers.sources.test_hsds_mutations",
    "tests.indexers.sources.test_lahella_mutations",
    "tests.indexers.sources.test_linked_events_mutations",
    "tests.indexers.sources.test_palvelukartta_mutations",
    "tests.indexers.test_plain_text",
    "tests.indexers.sources.test_ptv_mutations",
    "tests.indexers.sources.test_table_mutations",
    "tests.indexers.written.test_times",
    "tests.indexers.written.test_words",
    "tests.search_service.test_ogc_filter",
    "tests.synonyms.test_tokens",
)
SIZES = (16, 64, 256, 1024, 4096)  # bytes that decide about one input
MOST_CRASHES = 3  # of one property; more are the same again


class Fuzzed(NamedTuple):
    """One property: how many inputs were made, and what crashed."""

    name: str
    inputs: int
    crashes: tuple[str, ...]


def properties() -> list[str]:
    """All properties, as module:function; those that need a running service are left out."""
    return [
        f"{module}:{name}"
        for module in MODULES
        for name, test in vars(import_module(module)).items()
        if name.startswith("test_") and hasattr(test, "hypothesis") and not _needs_more(test)
    ]


def _needs_more(test: Any) -> bool:
    """Whether pytest has to give it something."""
    return bool(inspect.signature(test).parameters)


def fuzz(name: str, seconds: float, seed: int) -> Fuzzed:
    """Make inputs until the time is over; those that fit count."""
    module, _, function = name.partition(":")
    test: Any = getattr(import_module(module), function)
    attempt: Callable[[bytes], bytes | None] = test.hypothesis.fuzz_one_input
    drawing, crashes, inputs = random.Random(seed), list[str](), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(crashes) < MOST_CRASHES:
        try:
            inputs += attempt(drawing.randbytes(drawing.choice(SIZES))) is not None
        except Exception:
            crashes.append(traceback.format_exc(limit=-4))
    return Fuzzed(name, inputs, tuple(crashes))


def main(arguments: list[str]) -> int:
    """Fuzz side by side, and tell each property as it ends."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--beside", type=int, default=2, help="processes")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked.add_argument("names", nargs="*", help="parts of names; all without")
    told = asked.parse_args(arguments)
    chosen = [
        one for one in properties() if not told.names or any(part in one for part in told.names)
    ]
    say(f"seed {told.seed}, {len(chosen)} properties, {told.minutes:g} minutes each")
    with ProcessPoolExecutor(told.beside) as pool:
        running = [pool.submit(fuzz, one, told.minutes * 60, told.seed) for one in chosen]
        ended = [tell(one.result()) for one in running]
    crashed = [one for one in ended if one.crashes]
    say(f"{sum(one.inputs for one in ended)} inputs, {len(crashed)} of {len(ended)} crashed")
    return bool(crashed)


def tell(fuzzed: Fuzzed) -> Fuzzed:
    """One line, and what crashed."""
    say(f"{fuzzed.inputs:9} inputs {len(fuzzed.crashes):2} crashes  {fuzzed.name}")
    for crash in fuzzed.crashes:
        say(crash)
    return fuzzed


def say(text: str) -> None:
    """A line at once, also into a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
