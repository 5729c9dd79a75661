"""Items in lists of at most so many, for whatever is sent or asked in portions."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in order; only the last list may be shorter than `size`, and none is empty."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
