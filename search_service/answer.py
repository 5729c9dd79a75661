"""The answer of a search, as API.md names it; its JSON is written straight from these."""

from dataclasses import dataclass, field
from typing import Any

from search_service.engines.live import LiveBuild


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Something the words were read as; `applied` tells whether it limits or orders the answer."""

    kind: str
    text: str
    value: str
    label: str
    applied: bool


@dataclass(frozen=True, slots=True)
class QueryRead:
    """The words and what they were read as; `suggestion` is another spelling that was used."""

    text: str
    lang: str
    interpretations: list[Interpretation] = field(default_factory=list)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """The place that was named."""

    name: str
    kind: str
    code: str
    lat: float | None
    lon: float | None
    confidence: float
    alternatives: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest location; `distance_m` is null where the point is only known coarsely."""

    lat: float
    lon: float
    distance_m: int | None


@dataclass(slots=True)  # not frozen: to make a frozen one takes eight times as long
class Hit:
    """One listing in an answer. `*_marked` are escaped HTML with <mark>, safe to insert."""

    id: str
    kind: str
    title: str
    summary: str
    lang: str
    url: str | None
    organisation: dict[str, Any] | None
    title_marked: str
    summary_marked: str
    locations: list[dict[str, Any]]
    nearest: Nearest | None
    distance_m: int | None
    next_session: str | None
    channels: list[str]
    price: str
    audiences: list[str]
    accessibility: list[str]
    why: list[str]
    score: float


@dataclass(slots=True)  # not frozen, as a Hit: hundreds an answer
class FacetValue:
    """One value of a facet, with the listings that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class RescueStep:
    """Something that was loosened, since too little was found."""

    step: str
    label: str
    before: Any
    after: Any

    def wire(self) -> dict[str, Any]:
        """The step in the words of the contract."""
        return {"step": self.step, "from": self.before, "to": self.after, "label": self.label}


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """The build that answered."""

    build: str
    built_at: str | None
    listings: int

    @classmethod
    def of(cls, live: LiveBuild) -> "IndexFacts":
        """The facts of a build."""
        built_at = live.built_at.isoformat() if live.built_at else None
        return cls(live.build, built_at, live.listings)


@dataclass(frozen=True, slots=True)
class Answer:
    """What /v1/search gives."""

    query: QueryRead
    place: PlaceRead | None
    radius_m: int | None
    total: int
    page: int
    per_page: int
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]
    rescue: list[dict[str, Any]] | None
    help: list[dict[str, Any]]
    warnings: list[dict[str, str]]
    took_ms: int
    index: IndexFacts
