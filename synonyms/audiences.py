"""Audiences: for whom something is, by age, gender or group (data/audiences.tsv)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from synonyms.tsv import DATA, labels, read_rows

OLDEST = 90  # an open end counts as this age when spans are compared


@dataclass(frozen=True, slots=True)
class Audience:
    """One audience; ages in whole years, both ends included."""

    id: str
    kind: str  # age, gender, group
    age_min: int | None
    age_max: int | None
    labels: Mapping[str, tuple[str, ...]]
    concepts: tuple[str, ...]

    def label(self, lang: str) -> str:
        """The preferred label, Finnish where there is none."""
        return (self.labels.get(lang) or self.labels["fi"])[0]

    def share_of(self, spans: Iterable[tuple[int, int]]) -> float:
        """What part of the years of some age span belongs to this audience, 0..1, at most.

        Spans that touch count as one: 18-29 and 30-64 are adults of all ages, while 2-6 and 30-64
        are small children with a grown-up.
        """
        low, high = self.age_min or 0, self.age_max if self.age_max is not None else OLDEST
        own = set(range(low, high + 1))
        return max((len(own & years) / len(years) for years in _joined(spans)), default=0.0)


def _joined(spans: Iterable[tuple[int, int]]) -> list[set[int]]:
    """The years of each span, those that touch joined."""
    joined: list[set[int]] = []
    for start, end in sorted(spans):
        years = set(range(start, min(end, OLDEST) + 1))
        if joined and start <= max(joined[-1]) + 1:
            joined[-1] |= years
        elif years:
            joined.append(years)
    return joined


@cache
def audiences() -> Mapping[str, Audience]:
    """All audiences by id."""
    return {row["id"]: _audience(row) for row in read_rows(DATA / "audiences.tsv")}


@cache
def _by_concept() -> Mapping[str, tuple[Audience, ...]]:
    found: dict[str, tuple[Audience, ...]] = {}
    for audience in audiences().values():
        for concept in audience.concepts:
            found[concept] = (*found.get(concept, ()), audience)
    return found


def audiences_of(concept: str) -> tuple[Audience, ...]:
    """The audiences that a concept names."""
    return _by_concept().get(concept, ())


def _audience(row: Mapping[str, str]) -> Audience:
    return Audience(
        id=row["id"],
        kind=row["kind"],
        age_min=int(row["age_min"]) if row["age_min"] else None,
        age_max=int(row["age_max"]) if row["age_max"] else None,
        labels={lang: labels(row[lang]) for lang in ("fi", "sv", "en")},
        concepts=tuple(row["concepts"].split()),
    )
