"""Preferences: what the words ask for beside the topic, without hiding what does not have it.

A wrong reading must not hide a right listing, so price, channel, language, access, kind and age
only move listings up and down. Days and times are facts of a calendar and filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search_service.criteria import CODED

# What is left of the score of a listing that does not have it. Price and channel are said
# plainly and known of almost every listing; access and language are often not told.
LEFT = {
    "price": 0.45,
    "channel": 0.45,
    "service_language": 0.6,
    "accessibility": 0.6,
    "kind": 0.5,
    "age": 0.4,
    "not_kind": 0.7,
}
CHEAP = "cheap"
CHEAP_LEFT = {"free": 1.0, "unknown": 0.9, "paid": 0.8}  # how much it costs is not told
UNKNOWN_LEFT = 0.8  # the listing does not say


@dataclass(frozen=True, slots=True)
class Preference:
    """A parameter with the value that is wanted."""

    parameter: str
    value: str

    def left(self, traits: Mapping[str, Any]) -> float:
        """The factor for a listing: 1 when it has the value."""
        if self.parameter == "age":
            return self._age_left(traits)
        if self.parameter == "not_kind":
            return LEFT["not_kind"] if traits.get("kind") == self.value else 1.0
        if self.value == CHEAP:
            return CHEAP_LEFT[str(traits.get("price"))]
        held = traits.get(CODED[self.parameter]) or ()
        held = (held,) if isinstance(held, str) else held
        if self.value in held:
            return 1.0
        if not held or "unknown" in held:
            return UNKNOWN_LEFT
        return LEFT[self.parameter]

    def _age_left(self, traits: Mapping[str, Any]) -> float:
        if not traits.get("age_known"):
            return UNKNOWN_LEFT
        age = int(self.value)
        meets = any(
            traits[f"age{n}_min"] <= age <= traits[f"age{n}_max"]
            for n in (1, 2, 3)
            if traits.get(f"age{n}_min") is not None
        )
        return 1.0 if meets else LEFT["age"]
