"""What is asked of a search, after reading: typed, checked and independent of how it arrived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from geo.distance import Box
from geo.point import Point

Choices = tuple[tuple[str, ...], ...]  # AND of ORs

# Parameters whose values are codes, each with the attribute of the document it filters.
CODED = {
    "kind": "kind",
    "theme": "themes",
    "format": "formats",
    "need": "needs",
    "audience": "audiences",
    "organisation": "organisation",
    "source": "source",
    "municipality": "municipalities",
    "region": "regions",
    "wellbeing_county": "wellbeing_counties",
    "service_language": "service_languages",
    "accessibility": "accessibility",
    "price": "price",
    "channel": "channels",
}
# Facets that can be counted. `weekday` is filtered together with times of day.
FACETS = {**CODED, "weekday": "weekdays"}
SORTS = ("best", "distance", "soonest", "newest", "name")


@dataclass(frozen=True, slots=True)
class Criteria:
    """One search."""

    q: str = ""
    lang: str = "fi"
    near: Point | None = None
    place: str = ""
    radius_m: int | None = None
    serves: str | None = None
    coded: Mapping[str, Choices] = field(default_factory=dict)
    age: tuple[tuple[int, ...], ...] = ()
    weekday: tuple[tuple[int, ...], ...] = ()
    time_from: time | None = None
    time_to: time | None = None
    date_from: date | None = None
    date_to: date | None = None
    open_at: datetime | None = None
    bbox: Box | None = None
    polygon: Mapping[str, Any] | None = None
    sort: str = "best"
    page: int = 1
    per_page: int = 20
    facets: tuple[str, ...] = ()
    interpret: bool = True
    literal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the request that was changed or not understood."""

    field: str
    message: str

    def wire(self) -> dict[str, str]:
        """The remark as it is sent, among `warnings`."""
        return {"field": self.field, "message": self.message}
