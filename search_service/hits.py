"""From what was found to a hit of the answer: language, marks, nearest place, reasons."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from indexers.index.card import organisation_name_in, text_in
from indexers.listing import PRECISE
from search_service.answer import Hit, Nearest
from search_service.marking import marked
from search_service.near.locations import Locations
from search_service.ranking import Ranked
from search_service.understanding.units import Unit, all_terms
from search_service.why import reasons
from synonyms.concepts import Concepts


class HitMaker:
    """Makes the hits of one answer."""

    def __init__(
        self, lang: str, now: datetime, units: Sequence[Unit], concepts: Concepts, near: bool
    ) -> None:
        self._lang = lang
        self._now = now
        self._units = sorted(units, key=lambda unit: unit.weight, reverse=True)
        self._wanted = all_terms(units)
        self._concepts = concepts
        self._near = near

    def hits(self, shown: Sequence[Ranked], locations: Locations) -> list[Hit]:
        """The hits of ranked documents, whose words are looked up in the table of the build."""
        rows = np.array([locations.row_of[one.entry.id] for one in shown], dtype=np.intp)
        words = locations.ranking.worths(rows, self._wanted)
        columns = [(name, worth.tolist()) for name, worth in words.items()]
        units = [unit.only(words) for unit in self._units]
        return [
            self._hit(one, {name: worth[at] for name, worth in columns if worth[at]}, units)
            for at, one in enumerate(shown)
        ]

    def _hit(self, ranked: Ranked, worth: Mapping[str, float], units: Sequence[Unit]) -> Hit:
        card = ranked.entry.card
        text, organisation = text_in(card, self._lang), card["organisation"]
        nearest = nearest_of(ranked)
        start = ranked.entry.held.next_session(self._now)
        title = marked(text["title"], text["lang"], self._wanted, self._concepts)
        summary = marked(text["summary"], text["lang"], self._wanted, self._concepts)
        return Hit(
            id=card["id"],
            kind=card["kind"],
            title=text["title"],
            summary=text["summary"],
            lang=text["lang"],
            url=card["url"],
            organisation=organisation
            and {"id": organisation["id"], "name": organisation_name_in(card, self._lang)},
            title_marked=title,
            summary_marked=summary,
            locations=card["locations"],
            nearest=nearest,
            distance_m=nearest.distance_m if nearest else None,
            next_session=start.isoformat() if start else None,
            channels=card["channels"],
            price=card["price"],
            audiences=card["audiences"],
            accessibility=card["accessibility"],
            why=reasons(ranked, worth, units, self._concepts, self._lang, self._near),
            score=round(ranked.score, 4),
        )


def nearest_of(ranked: Ranked) -> Nearest | None:
    """The location that is nearest to where was asked; metres only where its spot is known."""
    point = ranked.entry.point
    if point is None or ranked.distance_m is None:
        return None
    precise = ranked.entry.precision in PRECISE
    metres = round(ranked.distance_m) if precise else None
    return Nearest(lat=point.lat, lon=point.lon, distance_m=metres)
