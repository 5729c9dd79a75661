"""Spans of whole numbers (years of age) compared."""

from collections.abc import Iterable

Span = tuple[int, int]  # both ends included


def overlap(a: Iterable[Span], b: Iterable[Span]) -> float:
    """The part of the smaller of two groups of spans that lies in the other, 0..1."""
    first, second = _numbers(a), _numbers(b)
    return len(first & second) / (min(len(first), len(second)) or 1)


def _numbers(spans: Iterable[Span]) -> set[int]:
    return {number for low, high in spans for number in range(low, high + 1)}
