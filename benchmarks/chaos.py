"""`make chaos`: everything that may break is broken while people search, and a table tells.

Two halves: one engine with one API process, then two engines with four API workers. Only `wrong`
must be 0 everywhere; a fault of the only engine costs old answers and 503s until it is over.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.chaos_faults import alone, full_disk, together
from benchmarks.chaos_load import HEAD
from benchmarks.chaos_processes import warm
from benchmarks.chaos_stage import Stage, say

GOING_S = 0.5  # in which the wires see that both their ends are gone


async def half(
    title: str, engines: int, workers: int, faults: Callable[[Stage], Awaitable[None]]
) -> int:
    """One half of the run; how many answers were wrong, or faults not recovered from."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), engines)
        warm(stage.sources[0])
        try:
            await stage.begin(workers)
            before, began = stage.held(), time.monotonic()
            say(f"\n{title}; listings {before}\n\n{HEAD}")
            await faults(stage)
            after = stage.held()
            say(f"\nListings after: {after}; {time.monotonic() - began:.0f} s")
            if engines == 1:
                await full_disk(stage)
            return stage.wrong + (before != after)
        finally:
            stage.end()
            await asyncio.sleep(GOING_S)


async def main() -> int:
    """Both halves; how much was wrong."""
    wrong = await half("One engine, one worker", 1, 1, alone)
    return wrong + await half("Two engines, four workers", 2, 4, together)


if __name__ == "__main__":
    if count := asyncio.run(main()):
        sys.exit(f"{count} answers were wrong, listings lost, or faults not recovered from.")
