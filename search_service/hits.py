"""From a document of the engine to a hit of the answer: language, marks, nearest place, reasons."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from geo.municipalities import municipalities
from indexers.session import Session, next_occurrence
from search_service.answer import Hit, Nearest
from search_service.marking import marked
from search_service.messages import say, say_distance
from search_service.ranking import Ranked
from search_service.settings import ZONE
from search_service.units import Unit, all_terms
from synonyms.concepts import Concepts

SESSIONS: TypeAdapter[tuple[Session, ...]] = TypeAdapter(tuple[Session, ...])
PRECISE = ("point", "street")
MAX_REASONS = 2


class HitMaker:
    """Makes the hits of one answer."""

    def __init__(
        self, lang: str, now: datetime, units: Sequence[Unit], concepts: Concepts, near: bool
    ) -> None:
        self._lang = lang
        self._now = now
        self._wanted = all_terms(units)
        self._concepts = concepts
        self._near = near

    def hit(self, ranked: Ranked) -> Hit:
        """The hit of a ranked document."""
        found = ranked.hit
        card = found["card"]
        text = card["texts"].get(self._lang) or card["texts"]["default"]
        nearest = self._nearest(ranked)
        title = marked(text["title"], text["lang"], self._wanted, self._concepts)
        summary = marked(text["summary"], text["lang"], self._wanted, self._concepts)
        return Hit(
            id=found["listing_id"],
            kind=found["kind"],
            title=text["title"],
            summary=text["summary"],
            lang=text["lang"],
            url=card["url"],
            organisation=self._organisation(card),
            title_marked=title,
            summary_marked=summary,
            locations=card["locations"],
            nearest=nearest,
            distance_m=nearest.distance_m if nearest else None,
            next_session=self._next_session(card),
            channels=found["channels"],
            price=found["price"],
            audiences=found["audiences"],
            accessibility=found["accessibility"],
            why=self._why(title, summary, ranked),
            score=round(ranked.score, 4),
        )

    def _nearest(self, ranked: Ranked) -> Nearest | None:
        geo = ranked.hit.get("_geo")
        if not self._near or geo is None or ranked.distance_m is None:
            return None
        precise = ranked.hit["precision"] in PRECISE
        metres = round(ranked.distance_m) if precise else None
        return Nearest(lat=geo["lat"], lon=geo["lng"], distance_m=metres)

    def _organisation(self, card: Mapping[str, Any]) -> dict[str, Any] | None:
        organisation = card.get("organisation")
        if not organisation:
            return None
        names = organisation["name"]
        name = names.get(self._lang) or names.get("fi") or next(iter(names.values()), None)
        return {"id": organisation["id"], "name": name}

    def _next_session(self, card: Mapping[str, Any]) -> str | None:
        sessions = SESSIONS.validate_python(card["sessions"])
        start = next_occurrence(sessions, self._now)
        return start.astimezone(ZONE).isoformat() if start else None

    def _why(self, title: str, summary: str, ranked: Ranked) -> list[str]:
        reasons = []
        if words := _marked_words(title):
            reasons.append(say("why.title", self._lang, words=", ".join(words)))
        elif words := _marked_words(summary):
            reasons.append(say("why.text", self._lang, words=", ".join(words)))
        if self._near:
            reasons.append(self._why_near(ranked))
        return reasons[:MAX_REASONS]

    def _why_near(self, ranked: Ranked) -> str:
        if ranked.distance_m is None:
            return say("why.anywhere", self._lang)
        if ranked.hit["precision"] in PRECISE:
            distance = say_distance(ranked.distance_m, self._lang)
            return say("why.near", self._lang, distance=distance)
        codes = (place["municipality"] for place in ranked.hit["card"]["locations"])
        names = (municipalities()[code].name(self._lang) for code in codes if code)
        return say("why.coarse", self._lang, place=next(names, ""))


def _marked_words(text: str) -> Collection[str]:
    pieces = (piece.split("</mark>")[0] for piece in text.split("<mark>")[1:])
    return list(dict.fromkeys(piece.lower() for piece in pieces))
