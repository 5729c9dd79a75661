"""What a search matches by the contract, coded a second time: listings and filters in, those that
match and their counts out. It knows nothing of the engine's documents or filters."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from geo.municipalities import municipalities
from geo.nearest_centre import NearestCentre
from geo.point import Point
from indexers.enrich import enriched
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Channel, Known, Listing
from indexers.session import DatedSession, Session
from indexers.sources.lahella import Lahella
from indexers.sources.source import records_of

# A parameter's values as the contract reads them: AND of ORs, as in theme=a,b&theme=c.
Filters = Mapping[str, Sequence[Sequence[str]]]
Start = tuple[int, time | None]  # weekday and time of day; no time: open at all hours
AGE_GROUPS = ((0, 1), (2, 6), (7, 12), (13, 17), (18, 29), (30, 64), (65, 120))
OLDEST = 120
TIMES = ("weekday", "time_from", "time_to")


@dataclass(frozen=True, slots=True)
class Facts:
    """One listing as filters see it."""

    id: str
    codes: Mapping[str, set[str]]
    ages: Sequence[tuple[int, int]]
    serves: set[tuple[str, str]]
    points: Sequence[Point]
    starts: Sequence[Start]


def listings_of(path: str) -> list[Listing]:
    """Every listing of a file of activities, with its places completed."""
    source = Lahella(Fetcher(), {})
    read = [source.read(record, at) for at, record in enumerate(records_of(source, path), 1)]
    return [enriched(one, NearestCentre()) for one in read if isinstance(one, Listing)]


def facts_of(listings: Iterable[Listing], now: datetime) -> list[Facts]:
    """The listings that are shown at a moment, as filters see them."""
    return [_facts(listing, now) for listing in listings if is_current(listing, now)]


def is_current(listing: Listing, now: datetime) -> bool:
    """Shown from, shown until, and at least one session to come if there were any."""
    if listing.valid_from is not None and listing.valid_from > now:
        return False
    if listing.valid_until is not None and listing.valid_until <= now:
        return False
    return not listing.sessions or any(is_to_come(one, now) for one in listing.sessions)


def is_to_come(session: Session, now: datetime) -> bool:
    return next(session.occurrences(now), None) is not None


def matching(facts: Iterable[Facts], filters: Filters) -> list[Facts]:
    """Those that meet every filter."""
    return [one for one in facts if all(_meets(name, one, filters) for name in filters)]


def counts(facts: Iterable[Facts], filters: Filters, facet: str) -> Counter[str]:
    """How many have each value of the facet, whose own filter is left out."""
    others = {name: groups for name, groups in filters.items() if name != facet}
    found = matching(facts, others)
    return Counter(value for one in found for value in values(facet, one, filters))


def values(facet: str, one: Facts, filters: Filters) -> set[str]:
    """The values of a facet; weekdays are those within the asked times of day."""
    return _days(one, filters) if facet == "weekday" else one.codes[facet]


def _facts(listing: Listing, now: datetime) -> Facts:
    return Facts(
        id=listing.id,
        codes={name: code(listing) for name, code in CODES.items()},
        ages=[(age.min, OLDEST if age.max is None else age.max) for age in listing.audience.ages],
        serves={(area.kind, area.code) for area in listing.serves},
        points=[place.point for place in listing.locations if place.point is not None],
        starts=[
            start
            for session in listing.sessions
            if is_to_come(session, now)
            for start in _starts(session, now)
        ],
    )


def _starts(session: Session, now: datetime) -> list[Start]:
    if not isinstance(session, DatedSession):
        return [(session.weekday, session.start)]
    if session.open_throughout:
        return [(day, None) for day in range(1, 8)]  # every one in the demo lasts for months
    return [(session.start.isoweekday(), session.start.time())]


def _audiences(listing: Listing) -> set[str]:
    groups = {
        f"age_{low}" if high == OLDEST else f"age_{low}_{high}"
        for low, high in AGE_GROUPS
        for age in listing.audience.ages
        if age.min <= high and low <= (OLDEST if age.max is None else age.max)
    }
    return groups | set(listing.audience.genders) | set(listing.audience.groups)


def _accessibility(listing: Listing) -> set[str]:
    told = (item for place in listing.locations for item in place.accessibility.items())
    return {feature for feature, known in told if known is Known.YES}


def _channels(listing: Listing) -> set[str]:
    found = {location.channel.value for location in listing.locations}
    return found | ({"place", "online"} if Channel.HYBRID.value in found else set())


def _municipalities(listing: Listing) -> set[str]:
    return {place.municipality for place in listing.locations if place.municipality}


CODES: Mapping[str, Callable[[Listing], set[str]]] = {
    "kind": lambda one: {one.kind.value},
    "theme": lambda one: set(one.themes),
    "format": lambda one: set(one.formats),
    "audience": _audiences,
    "organisation": lambda one: {one.organisation.id} if one.organisation else set(),
    "source": lambda one: {one.provenance.source},
    "municipality": _municipalities,
    "region": lambda one: {municipalities()[code].region for code in _municipalities(one)},
    "wellbeing_county": lambda one: {
        municipalities()[code].county for code in _municipalities(one)
    },
    "service_language": lambda one: set(one.service_languages),
    "accessibility": _accessibility,
    "price": lambda one: {one.price.value},
    "channel": _channels,
}


def _meets(name: str, one: Facts, filters: Filters) -> bool:
    if name in TIMES:
        groups = filters.get("weekday") or ["1234567"]
        return all(_days(one, filters) & set(group) for group in groups)
    if name in CODES:
        return all(one.codes[name] & set(group) for group in filters[name])
    return {"age": _age, "serves": _serves, "bbox": _in_box}[name](one, filters)


def _age(one: Facts, filters: Filters) -> bool:
    """Ages that are not told match every age."""
    return not one.ages or all(
        any(low <= int(age) <= high for low, high in one.ages for age in group)
        for group in filters["age"]
    )


def _serves(one: Facts, filters: Filters) -> bool:
    home = municipalities()[filters["serves"][0][0]]
    region, county = ("region", home.region), ("wellbeing_county", home.county)
    return bool(one.serves & {("country", "FI"), region, county, ("municipality", home.code)})


def _in_box(one: Facts, filters: Filters) -> bool:
    west, south, east, north = map(float, filters["bbox"][0])
    return any(west <= p.lon <= east and south <= p.lat <= north for p in one.points)


def _days(one: Facts, filters: Filters) -> set[str]:
    """Weekdays on which a session starts at an asked time of day; from 20 to 2 is over midnight."""
    low = time.fromisoformat(filters["time_from"][0][0]) if "time_from" in filters else time(0)
    high = time.fromisoformat(filters["time_to"][0][0]) if "time_to" in filters else time.max
    over_midnight = low > high

    def asked(start: time) -> bool:
        return (start >= low or start <= high) if over_midnight else low <= start <= high

    return {str(day) for day, start in one.starts if start is None or asked(start)}
