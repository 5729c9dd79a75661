"""A listing in the words of schema.org, for search engines and linked data.

What meets at times is an Event; a service, and what has no coming times, is a Service.
"""

from collections.abc import Iterator
from typing import Any

from indexers.listing import AreaServed, Channel, Kind, Location, Price
from indexers.session import DatedSession
from search_service.exports.listing_told import ListingTold
from search_service.exports.schema_org_place import channel_of, filled, place_of, virtual_place_of
from search_service.exports.schema_org_time import hours_of, next_times, schedule_of, stretch_of
from search_service.exports.session_event import coming
from search_service.facets import area_label
from search_service.web.audience_words import joined_ages

CONTEXT = "https://schema.org"
Node = dict[str, Any]


def thing_of(told: ListingTold) -> Node:
    """The node of a listing, without a context; what nobody told is left out."""
    sessions = list(coming(told.listing.sessions, told.export.now))
    meets = any(not (isinstance(one, DatedSession) and one.open_throughout) for one in sessions)
    has_hours = told.listing.ongoing or told.listing.kind is Kind.SERVICE
    is_event = meets and not has_hours
    own = _event(told) if is_event else _service(told)
    return filled({**_shared(told), **own})


def _shared(told: ListingTold) -> Node:
    listing = told.listing
    return {
        "@id": told.url,
        "url": told.url,
        "identifier": listing.id,
        "name": told.title,
        "description": told.summary or told.text(lambda text: text.description),
        "image": [one.url for one in listing.images if one.url.startswith("https://")],
        "keywords": [*told.labels("themes", listing.themes), *map(told.local, listing.keywords)],
        "audience": [*_audiences(told)],
        "isAccessibleForFree": {Price.FREE: True, Price.PAID: False}.get(listing.price),
        "sameAs": [*told.source_urls],
    }


def _event(told: ListingTold) -> Node:
    sessions = list(coming(told.listing.sessions, told.export.now))
    dated = [one for one in sessions if isinstance(one, DatedSession)]
    return {
        "@type": "Event",
        "inLanguage": told.text_lang,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{_attendance(told)}",
        "organizer": _organisation(told),
        "location": [_location(place, told) for place in told.listing.locations],
        **next_times(told.listing.sessions, told.export.now),
        "eventSchedule": [
            schedule_of(one) for one in sessions if not isinstance(one, DatedSession)
        ],
        "subEvent": [
            {"@type": "Event", "name": told.title, **stretch_of(one)}
            for one in dated
            if len(sessions) > 1
        ],
    }


def _service(told: ListingTold) -> Node:
    listing = told.listing
    return {
        "@type": "Service",
        "serviceType": told.kind,
        "provider": _organisation(told),
        "areaServed": [_area(one, told.lang) for one in listing.serves],
        "availableChannel": [channel_of(place, told) for place in listing.locations],
        "hoursAvailable": [
            hours
            for session in coming(listing.sessions, told.export.now)
            if (hours := hours_of(session))
        ],
    }


def _location(place: Location, told: ListingTold) -> Node:
    if place.channel in (Channel.ONLINE, Channel.PHONE):
        return virtual_place_of(place, told)
    return place_of(place, told)


def _attendance(told: ListingTold) -> str:
    remote = {place.channel is not Channel.PLACE for place in told.listing.locations}
    hybrid = any(place.channel is Channel.HYBRID for place in told.listing.locations)
    if hybrid or remote == {True, False}:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if remote == {True} else "OfflineEventAttendanceMode"


def _organisation(told: ListingTold) -> Node | None:
    if not told.organisation:
        return None
    contacts = [{"telephone": phone} for phone in told.contacts("phone")]
    contacts += [{"email": mail} for mail in told.contacts("email")]
    return filled(
        {
            "@type": "Organization",
            "name": told.organisation,
            "url": told.organisation_url,
            "contactPoint": [{"@type": "ContactPoint", **one} for one in contacts],
        }
    )


def _audiences(told: ListingTold) -> Iterator[Node]:
    for low, high in joined_ages(told.listing.audience.ages):
        oldest = {} if high is None else {"suggestedMaxAge": high}
        yield {"@type": "PeopleAudience", "suggestedMinAge": low, **oldest}
    for gender in told.listing.audience.genders:
        yield {"@type": "PeopleAudience", "suggestedGender": gender}
    for group in told.labels("audiences", told.listing.audience.groups):
        yield {"@type": "Audience", "audienceType": group}


def _area(area: AreaServed, lang: str) -> Node:
    if area.kind == "country":
        return {"@type": "Country", "identifier": area.code}
    name = area_label(area.kind, area.code, lang)
    return {"@type": "AdministrativeArea", "identifier": area.code, "name": name}
