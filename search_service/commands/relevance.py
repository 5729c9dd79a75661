"""Graded queries and the listings found for them in, measures of relevance out; pure.

    nDCG@10    gain 2^grade - 1, discount log2(rank + 1), ideal order of all judged listings
    P@10       share of ten that is of grade 2 or 3, of as many as there are
    recall@50  share of the judged listings that is among fifty, of as many as fit
    nothing    no judged listing is among ten

A query for which nothing is relevant is right (1.0) when it finds nothing, else wrong (0.0).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, TypeAdapter, ValidationError

from geo.point import Point

TOP = 10
DEEP = 50
GOOD = 2  # from this grade a listing counts for P@10; 1 is marginal
ALL = "ALL"  # the group of all queries, beside the tags

Grade = Annotated[int, Field(ge=0, le=3)]
Value = str | int
Listings = Sequence[str]  # ids, the best first


class QueryFileError(Exception):
    """A file that is no set of graded queries; the message names the line."""


@dataclass(frozen=True, slots=True)
class GradedQuery:
    """One query with the grades (3 exactly what is wanted … 0) of the listings judged for it."""

    id: str
    q: str
    relevant: Mapping[str, Grade]
    lang: str = "fi"
    near: Point | None = None
    filters: Mapping[str, Value | list[Value]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)  # twin -> the judged one

    def parameters(self) -> dict[str, str]:
        """The query as parameters of /v1/search."""
        asked = {"q": self.q, "lang": self.lang, "per_page": str(DEEP)}
        if self.near:
            asked["near"] = f"{self.near.lat},{self.near.lon}"
        for name, value in self.filters.items():
            asked[name] = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        return asked


@dataclass(frozen=True, slots=True)
class Measured:
    """What one query found (its first ten, twins once), measured."""

    query: GradedQuery
    hits: tuple[str, ...]
    ndcg: float
    precision: float
    recall: float
    nothing: bool
    failure: str = ""  # why it could not be asked


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over some queries; `nothing` counts those that found nothing relevant."""

    queries: int
    ndcg: float
    precision: float
    recall: float
    nothing: int

    @classmethod
    def of(cls, rows: Sequence[Measured]) -> Self:
        """The summary of at least one query."""
        count = len(rows)
        return cls(
            queries=count,
            ndcg=sum(row.ndcg for row in rows) / count,
            precision=sum(row.precision for row in rows) / count,
            recall=sum(row.recall for row in rows) / count,
            nothing=sum(row.nothing for row in rows),
        )


_LINE = TypeAdapter(GradedQuery)


def read_queries(path: Path) -> list[GradedQuery]:
    """The queries of a file with one JSON object per line. Raises QueryFileError, OSError."""
    queries = list(_queries(path))
    if not queries:
        raise QueryFileError(f"{path}: there is no query in it")
    return queries


def _queries(path: Path) -> Iterator[GradedQuery]:
    seen = set()
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            query = _LINE.validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise QueryFileError(f"{path}:{number}: {where} {first['msg']}") from error
        if query.id in seen:
            raise QueryFileError(f"{path}:{number}: the id {query.id} came before")
        seen.add(query.id)
        yield query


def measured(query: GradedQuery, found: Listings) -> Measured:
    """Measure what a query found."""
    hits = list(dict.fromkeys(query.aliases.get(hit, hit) for hit in found))
    grades = {listing: grade for listing, grade in query.relevant.items() if grade}
    top = tuple(hits[:TOP])
    if not grades:
        right = float(not top)
        return Measured(query, top, right, right, recall=1.0, nothing=False)
    good = sum(grade >= GOOD for grade in grades.values())
    return Measured(
        query,
        top,
        ndcg=ndcg([grades.get(hit, 0) for hit in top], grades.values()),
        precision=sum(grades.get(hit, 0) >= GOOD for hit in top) / (min(TOP, good) or 1),
        recall=sum(hit in grades for hit in hits[:DEEP]) / min(DEEP, len(grades)),
        nothing=not any(hit in grades for hit in top),
    )


def failed(query: GradedQuery, why: str) -> Measured:
    """A query that could not be asked: it found nothing."""
    return Measured(query, (), 0.0, 0.0, 0.0, nothing=True, failure=why)


def ndcg(ranked: Sequence[int], judged: Iterable[int]) -> float:
    """Gain of grades in their order over that of the best order, 0..1; some grade is above 0."""
    return _gain(ranked[:TOP]) / _gain(sorted(judged, reverse=True)[:TOP])


def _gain(grades: Sequence[int]) -> float:
    gains = (float(2**grade - 1) for grade in grades)
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def summaries(rows: Sequence[Measured]) -> dict[str, Summary]:
    """The summary of all queries, then of each tag by name."""
    tags = sorted({tag for row in rows for tag in row.query.tags})
    groups = {tag: [row for row in rows if tag in row.query.tags] for tag in tags}
    return {ALL: Summary.of(rows)} | {tag: Summary.of(group) for tag, group in groups.items()}


def worst(rows: Iterable[Measured], count: int) -> list[Measured]:
    """The queries of lowest nDCG@10, the lowest first."""
    return sorted(rows, key=lambda row: row.ndcg)[:count]
