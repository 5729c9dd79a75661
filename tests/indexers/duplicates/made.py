"""Listings in few words: what pairs.json and the tests write, as enriched listings.

{"source": "lahella", "kind": "hobby", "title": "Jooga" or {"sv": "Yoga"}, "org": "…",
 "at": ["Keksittykatu 1 @564 @65.0,25.4"], "when": ["ti 18.00-19.30 2026-09-01/2027-05-31"]}
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from geo.nearest_centre import NearestCentre
from indexers.enrich import enriched
from indexers.listing import Listing
from indexers.session import DatedSession, Session, WeeklySession
from tests.indexers.samples import ZONE

WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
WEEKLY = re.compile(r"(\w\w) (\S+)-(\S+) (\S+)/(\S*)")
DATED = re.compile(r"(\S+) (\S+)-(\S+)")
SPAN = re.compile(r"(\S+)/(\S+)")
PLAIN = {"title": "Jooga", "source": "lahella", "kind": "hobby"}


def made(told: Mapping[str, Any], **changed: Any) -> Listing:
    """The listing that is told in few words."""
    told = {**PLAIN, **told, **changed}
    id_ = told.get("id", f"{told['source']}:1")
    source, _, native = id_.partition(":")
    found = Listing.model_validate(
        {
            "id": id_,
            "kind": told["kind"],
            "texts": _texts(told),
            "organisation": _organisation(told.get("org"), source),
            "audience": {
                "ages": [{"min": low, "max": high} for low, high in told.get("ages", [])],
                "genders": told.get("genders", []),
            },
            "price": told.get("price", "unknown"),
            "locations": _locations(told),
            "serves": [{"kind": "municipality", "code": one} for one in told.get("serves", [])],
            "contacts": [_contact(value) for value in told.get("contacts", [])],
            "links": [{"url": url} for url in told.get("links", [])],
            "valid_from": told.get("from"),
            "valid_until": told.get("until"),
            "provenance": {
                "source": source,
                "native_id": native,
                "url": told.get("url"),
                "same_as": told.get("same_as", []),
            },
        }
    )
    return enriched(found, NearestCentre())


def _texts(told: Mapping[str, Any]) -> dict[str, Any]:
    title = told["title"]
    titles = title if isinstance(title, dict) else {"fi": title}
    text = told.get("text", "")
    return {lang: {"title": one, "description": text} for lang, one in titles.items()}


def _organisation(name: Any, source: str) -> dict[str, Any] | None:
    if not name:
        return None
    names = name if isinstance(name, dict) else {"fi": name}
    return {"id": f"{source}:org-{source}", "name": names}


def _locations(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    sessions = [session(words) for words in told.get("when", [])]
    channel = told.get("channel", "place")
    places = [_place(words) for words in told.get("at", [])]
    if channel != "place":
        places = places or [{}]
    if sessions and not places:
        places = [{}]
    return [{**place, "channel": channel, "sessions": sessions} for place in places]


def _place(words: str) -> dict[str, Any]:
    street, *marks = (one.strip() for one in words.split("@"))
    place: dict[str, Any] = {"address": {"street": street}}
    for mark in marks:
        if "," in mark:
            lat, lon = mark.split(",")
            place |= {"point": {"lat": lat, "lon": lon}, "precision": "point"}
        else:
            place["municipality"] = mark
    return place


def session(words: str) -> Session:
    """A session: "ti 18.00-19.30 2026-09-01/", "2026-12-05 9.00-15.00", "2026-11-10/2026-11-24"."""
    if found := WEEKLY.fullmatch(words):
        return WeeklySession(
            weekday=WEEKDAYS.index(found[1]) + 1,
            start=_clock(found[2]),
            end=_clock(found[3]),
            valid_from=date.fromisoformat(found[4]),
            valid_until=date.fromisoformat(found[5]) if found[5] else None,
        )
    if found := DATED.fullmatch(words):
        day = date.fromisoformat(found[1])
        return DatedSession(start=_local(day, _clock(found[2])), end=_local(day, _clock(found[3])))
    found = SPAN.fullmatch(words)
    assert found, words
    first, last = (date.fromisoformat(one) for one in found.groups())
    return DatedSession(start=_local(first, time(10)), end=_local(last, time(18)))


def sessions(*words: str) -> Sequence[Session]:
    """Some sessions."""
    return tuple(session(one) for one in words)


def _clock(words: str) -> time:
    hour, minute = words.split(".")
    return time(int(hour), int(minute))


def _local(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZONE)


def _contact(value: str) -> dict[str, str]:
    kind = "email" if "@" in value else "www" if value.startswith("http") else "phone"
    return {"kind": kind, "value": value}
