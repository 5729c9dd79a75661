"""A hit as the page shows it: everything worded, only `*_marked` of the answer kept as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from markupsafe import Markup

from indexers.plain_text import visible
from indexers.taxonomy import label
from search_service.answer import Answer, Hit
from search_service.facets import area_label
from search_service.messages import say, say_distance
from search_service.web.day_words import DayWords
from search_service.web.page_texts import PageTexts

MAX_TOWNS = 3


@dataclass(frozen=True, slots=True)
class HitView:
    """One result. `lang` is set when its texts are not in the language of the page."""

    id: str
    url: str
    lang: str | None
    title: Markup
    summary: Markup
    kind: str
    organisation: str
    distance: str
    place: str
    next_session: str
    tags: tuple[str, ...]
    why: tuple[str, ...]


def hit_views(answer: Answer, texts: PageTexts, now: datetime) -> tuple[HitView, ...]:
    """The hits of an answer, in its order."""
    days = DayWords(texts, now)
    return tuple(_hit(hit, texts, days) for hit in answer.hits)


def listing_url(listing_id: str, lang: str) -> str:
    """The address of a listing's page."""
    query = "" if lang == "fi" else f"?{urlencode({'lang': lang})}"
    return f"/listings/{quote(listing_id, safe=':')}{query}"


def _hit(hit: Hit, texts: PageTexts, days: DayWords) -> HitView:
    lang = texts.lang
    distance = _distance(hit, lang)
    start = datetime.fromisoformat(hit.next_session) if hit.next_session else None
    return HitView(
        id=hit.id,
        url=listing_url(hit.id, lang),
        lang=None if hit.lang == lang else hit.lang,
        title=Markup(visible(hit.title_marked)),
        summary=Markup(visible(hit.summary_marked)),
        kind=label("kinds", hit.kind, lang),
        organisation=(hit.organisation or {}).get("name") or "",
        distance=distance,
        place=_place(hit, texts),
        next_session=days.next_start(start) if start else "",
        tags=_tags(hit, lang),
        why=tuple(reason for reason in hit.why if reason != distance),
    )


def _distance(hit: Hit, lang: str) -> str:
    """Worded like the answer's own reason, so that the reason need not be told twice."""
    if hit.distance_m is None:
        return ""
    return say("why.near", lang, distance=say_distance(hit.distance_m, lang))


def _place(hit: Hit, texts: PageTexts) -> str:
    """The address of the only or the nearest place; else the towns."""
    nearest = hit.nearest
    places = [
        place
        for place in hit.locations
        if nearest is None or (place["lat"], place["lon"]) == (nearest.lat, nearest.lon)
    ]
    if len(places) == 1 and places[0]["address"]:
        return str(places[0]["address"])
    codes = dict.fromkeys(place["municipality"] for place in hit.locations if place["municipality"])
    return _towns([area_label("municipality", code, texts.lang) for code in codes], texts)


def _towns(names: Sequence[str], texts: PageTexts) -> str:
    if len(names) <= MAX_TOWNS:
        return ", ".join(names)
    shown = ", ".join(names[:MAX_TOWNS])
    return texts("hit.more_places", names=shown, n=len(names) - MAX_TOWNS)


def _tags(hit: Hit, lang: str) -> tuple[str, ...]:
    """Price and ways to take part; a hybrid says the ways that it is made of."""
    price = [] if hit.price == "unknown" else [label("prices", hit.price, lang)]
    channels = ["hybrid"] if "hybrid" in hit.channels else hit.channels
    return (*price, *(label("channels", channel, lang) for channel in channels))
