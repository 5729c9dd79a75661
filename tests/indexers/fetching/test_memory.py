"""Large files and answers are read in memory that does not grow with them."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import orjson

from indexers.fetching.fetcher import Fetcher
from indexers.sources.lahella import FILE_PAGE_SIZE, Lahella
from tests.indexers.page_server import Script, Told, page_server

PAGES = 2
MARGIN = 1.25  # four times as much may take this much more memory


def activities(count: int) -> bytes:
    """An export of that many activities of 2 kB each."""
    text = "x" * 2000
    return orjson.dumps({"items": [{"_key": number, "text": text} for number in range(count)]})


def peak(read: Callable[[], int]) -> int:
    """Most bytes that were held at once."""
    tracemalloc.start()
    read()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def reading(location: str, expected: int) -> Callable[[], int]:
    def read() -> int:
        sizes = [len(page.records) for page in Lahella(Fetcher(), {}).pages(location)]
        assert sizes == [FILE_PAGE_SIZE] * (expected // FILE_PAGE_SIZE)
        return len(sizes)

    return read


def always(told: Told) -> Script:
    return lambda asked: told


def test_a_file_four_times_as_large_takes_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for count in (PAGES * FILE_PAGE_SIZE, 4 * PAGES * FILE_PAGE_SIZE):
        path = tmp_path / f"{count}.json"
        path.write_bytes(activities(count))
        peaks.append(peak(reading(str(path), count)))
    assert peaks[1] < MARGIN * peaks[0]


def test_an_answer_four_times_as_large_takes_no_more_memory() -> None:
    peaks = []
    for count in (PAGES * FILE_PAGE_SIZE, 4 * PAGES * FILE_PAGE_SIZE):
        with page_server(always(Told(body=activities(count)))) as server:
            peaks.append(peak(reading(f"{server.url}/export.json", count)))
    assert peaks[1] < MARGIN * peaks[0]
