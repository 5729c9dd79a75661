"""What the engine indexes: one document per location of a listing, or one for a listing without.

Everything that counts per listing (facets, areas, times, words) stands on each of its documents,
so that counts are per listing whichever document stands for it. Only `first` documents take part
in searches without a point; with a point the engine keeps the nearest (distinct on `listing_id`).
"""

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import Field

from geo.cells import LEVELS, cell_of
from geo.municipalities import municipalities
from geo.point import Point
from indexers.index.calendar import NEVER, Calendar, calendar_of
from indexers.index.card import card_of, display_title
from indexers.index.packing import packed
from indexers.index.settings import EVERY
from indexers.index.terms import Terms
from indexers.listing import PRECISE, AgeRange, Channel, Known, Listing, Location
from indexers.session import last_end
from indexers.taxonomy import taxonomy
from indexers.value import Value

AGE_MAX = 120
AGE_SPANS = 3  # age ranges kept apart; more are joined, the narrowest gap first


class Document(Value):
    """One document. A field that is searched, filtered or counted says by whom in DESIGN terms."""

    id: str = Field(description="of letters, digits, - and _ only")
    listing_id: str
    first: bool = Field(description="true on exactly one document per listing")
    geo: dict[str, float] | None = Field(default=None, serialization_alias="_geo")
    cell_6: str | None = Field(default=None, description="where the point lies: see geo.cells")
    cell_8: str | None = None
    cell_10: str | None = None
    cell_12: str | None = None
    cell_14: str | None = None
    cell_16: str | None = None
    cell_18: str | None = None
    on_map: bool = Field(description="some location of the listing has a point")
    lead: bool = Field(description="true on the first document of the listing with a point")
    coarse: int = Field(description="1 where the point is the middle of an area, or none; else 0")
    anywhere: bool = Field(description="this one can be used from anywhere: online, phone, hybrid")
    precision: str
    kind: str
    source: str
    organisation: str | None
    organisation_name: str | None = Field(description="id|name, for the facet's label")
    themes: tuple[str, ...]
    formats: tuple[str, ...]
    audiences: tuple[str, ...] = Field(description="age groups overlapped, genders, groups")
    age_known: bool
    age1_min: int | None
    age1_max: int | None
    age2_min: int | None
    age2_max: int | None
    age3_min: int | None
    age3_max: int | None
    service_languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    price: str
    channels: tuple[str, ...] = Field(description="a hybrid counts as place and online too")
    municipalities: tuple[str, ...] = Field(description="of all locations")
    regions: tuple[str, ...]
    wellbeing_counties: tuple[str, ...]
    serves: tuple[str, ...] = Field(description="FI, m091, r01, w90: see `area_key`")
    weekdays: tuple[int, ...]
    starts: tuple[int, ...]
    occurs: tuple[int, ...]
    open_slots: tuple[int, ...]
    always_open: bool
    next_start: int | None
    begins: float
    ends: float
    modified: float
    name: str = Field(description="the title, for sorting")
    terms: tuple[str, ...]
    title_terms: tuple[str, ...]
    summary_terms: tuple[str, ...]
    context_terms: tuple[str, ...]
    body_terms: tuple[str, ...]
    every: str = Field(default=EVERY, description="see settings.EVERY")
    needs: tuple[str, ...]
    need_reasons: dict[str, str] = Field(description="need -> the concept that tells it")
    card: dict[str, Any] = Field(exclude=True, description="what a hit shows; see document_rows")
    listing: dict[str, Any] | None = Field(description="the whole listing, on the first document")

    def wire(self) -> dict[str, Any]:
        """The document as it is sent: no nulls, `_geo` under its own name, large parts packed."""
        return packed(self.model_dump(mode="json", by_alias=True, exclude_none=True))


def documents(listing: Listing, terms: Terms, now: datetime) -> Iterator[Document]:
    """The documents of an enriched listing."""
    shared = _shared(listing, terms, now)
    lead = next((at for at, one in enumerate(listing.locations) if one.point), None)
    for index, location in enumerate(listing.locations or (None,)):
        point = location.point if location else None
        yield Document(
            **shared,
            id=document_id(listing.id, index),
            first=index == 0,
            geo={"lat": point.lat, "lng": point.lon} if point else None,
            **(_cells(point) if point else {}),
            lead=index == lead,
            coarse=int(location is None or location.precision not in PRECISE),
            anywhere=location is None or location.channel is not Channel.PLACE,
            precision=location.precision if location else "none",
            listing=listing.model_dump(mode="json") if index == 0 else None,
        )


def _cells(point: Point) -> dict[str, str]:
    return {f"cell_{level}": cell_of(point, level).name for level in LEVELS}


def tombstone(document_id: str) -> dict[str, Any]:
    """What stands in the place of a document until it is deleted: over, so that none finds it."""
    return {"id": document_id, "first": False, "begins": 0, "ends": 0}


def document_id(listing_id: str, number: int) -> str:
    """The id of one of a listing's documents, which are numbered like its locations, from 0."""
    return f"{document_key(listing_id)}__{number}"


def document_key(listing_id: str) -> str:
    """The listing id in the characters that the engine allows, without two becoming one."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found.group()):x}_", listing_id)


def area_key(kind: str, code: str) -> str:
    """One string for an area served, so that all kinds stand in one attribute."""
    prefix = {"municipality": "m", "region": "r", "wellbeing_county": "w"}.get(kind)
    return f"{prefix}{code}" if prefix else code


def is_expired(listing: Listing, now: datetime) -> bool:
    """Whether the listing's own period is over, or it had sessions and all are past."""
    over = expiry(listing)
    return over is not None and over <= now


def expiry(listing: Listing) -> datetime | None:
    """When the listing is over: at the end of its period or of its last session; None: never."""
    ends = [] if listing.ongoing else [last_end(session) for session in listing.sessions]
    last = max(filter(None, ends)) if ends and None not in ends else None
    return min(filter(None, (listing.valid_until, last)), default=None)


def _shared(listing: Listing, terms: Terms, now: datetime) -> dict[str, Any]:
    calendar = calendar_of(listing.sessions, now)
    codes = {place.municipality for place in listing.locations if place.municipality}
    within = [municipalities()[code] for code in sorted(codes)]
    organisation = listing.organisation
    shared = {
        "listing_id": listing.id,
        "on_map": any(location.point for location in listing.locations),
        "kind": listing.kind,
        "source": listing.provenance.source,
        "organisation": organisation.id if organisation else None,
        "organisation_name": _organisation_name(listing),
        "themes": listing.themes,
        "formats": listing.formats,
        "audiences": _audiences(listing),
        **_ages(listing.audience.ages),
        "service_languages": listing.service_languages,
        "accessibility": _accessibility(listing.locations),
        "price": listing.price,
        "channels": _channels(listing.locations),
        "municipalities": tuple(place.code for place in within),
        "regions": tuple(sorted({place.region for place in within})),
        "wellbeing_counties": tuple(sorted({place.county for place in within})),
        "serves": tuple(area_key(area.kind, area.code) for area in listing.serves),
        **_times(listing, calendar),
        "name": display_title(listing),
        **terms._asdict(),
    }
    return {**shared, "card": card_of(listing, shared)}


def _times(listing: Listing, calendar: Calendar) -> dict[str, Any]:
    until = listing.valid_until.timestamp() if listing.valid_until else NEVER
    last = NEVER if listing.ongoing else calendar.ends
    return {
        **calendar._asdict(),
        "begins": listing.valid_from.timestamp() if listing.valid_from else 0,
        "ends": min(last, until),
        "modified": listing.modified.timestamp() if listing.modified else 0,
    }


def _organisation_name(listing: Listing) -> str | None:
    if listing.organisation is None:
        return None
    names = listing.organisation.name
    return f"{listing.organisation.id}|{names.get('fi') or next(iter(names.values()), '')}"


def _audiences(listing: Listing) -> tuple[str, ...]:
    spans = [_span_of(code) for code in taxonomy()["audiences"]]
    ages = [
        code
        for code, low, high in filter(None, spans)
        if any(age.min <= high and _oldest(age) >= low for age in listing.audience.ages)
    ]
    return (*ages, *listing.audience.genders, *listing.audience.groups)


def _span_of(code: str) -> tuple[str, int, int] | None:
    found = re.fullmatch(r"age_(\d+)(?:_(\d+))?", code)
    return (code, int(found[1]), int(found[2] or AGE_MAX)) if found else None


def _oldest(age: AgeRange) -> int:
    return AGE_MAX if age.max is None else age.max


def _ages(ages: tuple[AgeRange, ...]) -> dict[str, int | bool | None]:
    """Up to three disjoint age spans, since a filter on one span must not match across two."""
    spans: list[list[int]] = []
    for low, high in sorted((age.min, _oldest(age)) for age in ages):
        if spans and low <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], high)
        else:
            spans.append([low, high])
    while len(spans) > AGE_SPANS:
        gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
        narrowest = gaps.index(min(gaps))
        spans[narrowest][1] = spans.pop(narrowest + 1)[1]
    fields: dict[str, int | bool | None] = {"age_known": bool(ages)}
    for number in range(AGE_SPANS):
        span = spans[number] if number < len(spans) else [None, None]
        fields |= {f"age{number + 1}_min": span[0], f"age{number + 1}_max": span[1]}
    return fields


def _accessibility(locations: tuple[Location, ...]) -> tuple[str, ...]:
    found = {
        feature
        for location in locations
        for feature, known in location.accessibility.items()
        if known is Known.YES
    }
    return tuple(sorted(found))


def _channels(locations: tuple[Location, ...]) -> tuple[str, ...]:
    channels = {location.channel for location in locations}
    if Channel.HYBRID in channels:
        channels |= {Channel.PLACE, Channel.ONLINE}
    return tuple(sorted(channels))
