"""One way or place to take part, as the page of a listing shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from indexers.listing import PRECISE, Known, Location, Precision
from indexers.taxonomy import label
from search_service.facets import area_label
from search_service.web.local_text import Told, told
from search_service.web.page_texts import PageTexts
from search_service.web.session_words import SessionWords
from search_service.web.web_address import phone_link, web_address

# The national journey planner of public transport; "-" leaves the start open.
PLANNER = "https://opas.matka.fi/reitti/-/"


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One way or place; `route` and `map` lead there, where the spot itself is known."""

    channel: str
    address: str
    municipality: str
    coarse: bool
    find: Told
    times: tuple[str, ...]
    accessibility: tuple[str, ...]
    url: str | None
    phone: str
    phone_url: str | None
    route: str | None
    map: str | None


def place_view(location: Location, texts: PageTexts, now: datetime) -> PlaceView:
    """The view of a location."""
    address, lang = location.address, texts.lang
    code = location.municipality
    name = area_label("municipality", code, lang) if code else ""
    rough = location.precision in (Precision.POSTCODE, Precision.MUNICIPALITY)
    return PlaceView(
        channel=label("channels", location.channel, lang),
        address=address.line,
        municipality="" if name.casefold() == address.post_town.casefold() else name,
        coarse=rough and not address.street,
        find=told(location.summary, lang),
        times=SessionWords(texts, now).lines(location.sessions),
        accessibility=tuple(_accessibility(location, texts)),
        url=web_address(location.url),
        phone=location.phone or "",
        phone_url=phone_link(location.phone),
        route=route_link(location, name),
        map=map_link(location),
    )


def route_link(location: Location, name: str = "") -> str | None:
    """The journey planner with the place as its end; nothing is asked from it here."""
    if location.point is None or location.precision not in PRECISE:
        return None
    end = f"{location.address.line or name}::{location.point.lat},{location.point.lon}"
    return PLANNER + quote(end, safe="")


def map_link(location: Location) -> str | None:
    """A geo: address (RFC 5870), which opens whatever map the reader uses."""
    if location.point is None or location.precision not in PRECISE:
        return None
    return f"geo:{location.point.lat},{location.point.lon}"


def _accessibility(location: Location, texts: PageTexts) -> Iterator[str]:
    for feature, known in location.accessibility.items():
        if known is not Known.UNKNOWN:
            answer = texts(f"listing.{known.value}")
            yield f"{label('accessibility', feature, texts.lang)}: {answer}"
