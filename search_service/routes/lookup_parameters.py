"""What the look-ups of typing take (q, lang, near, limit): read like those of a search."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request

from geo.point import Point
from search_service.criteria import Remark
from search_service.parameter_values import clamped
from search_service.parameters import read_parameters

MAX_LIMIT = 20  # nobody reads a longer list while typing
READ = ("q", "lang", "near")

Lang = Annotated[
    str, Query(description="Language of labels and preferred language of texts.", examples=["sv"])
]
Near = Annotated[
    str,
    Query(
        description="Position as lat,lon in WGS84 degrees; what is near comes before its like.",
        examples=["61.498,23.761"],
    ),
]
Limit = Annotated[int, Query(description=f"Most to answer, 1 to {MAX_LIMIT}.", examples=[8])]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One look-up, checked, with what was changed or not understood."""

    q: str
    lang: str
    near: Point | None
    limit: int
    remarks: tuple[Remark, ...]


def read_lookup(request: Request, limit: int) -> Lookup:
    """Read the query string; `limit` is clamped. Raises InvalidParameters."""
    query = request.query_params
    criteria, remarks = read_parameters({name: query.getlist(name) for name in READ})
    most = clamped("limit", limit, (1, MAX_LIMIT), remarks)
    for name in query:
        if name not in (*READ, "limit"):
            remarks.append(Remark(name[:60], "unknown parameter; it was left out"))
    return Lookup(criteria.q, criteria.lang, criteria.near, most, tuple(remarks))
