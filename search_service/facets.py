"""Counts of the engine as facets of the answer, with labels in the asked language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geo.municipalities import municipalities, regions, wellbeing_counties
from indexers.taxonomy import label
from search_service.answer import FacetValue
from search_service.criteria import FACETS
from search_service.engines.live import LiveBuild
from search_service.query import Plan
from synonyms.needs import needs

MAX_VALUES = 100
LISTS = {
    "kind": "kinds",
    "theme": "themes",
    "format": "formats",
    "audience": "audiences",
    "service_language": "languages",
    "accessibility": "accessibility",
    "price": "prices",
    "channel": "channels",
    "weekday": "weekdays",
    "source": "sources",
}


def facets_of(
    asked: Sequence[str],
    plan: Plan,
    results: Sequence[Mapping[str, Any]],
    lang: str,
    live: LiveBuild,
) -> dict[str, list[FacetValue]]:
    """The asked facets; those with a filter of their own are counted by a query of their own."""
    source = dict(zip(plan.counted, results[1:], strict=False))
    found = {}
    for name in asked:
        counts = source.get(name, results[0]).get("facetDistribution", {}).get(FACETS[name], {})
        if name == "weekday" and plan.by_day:
            counts = _by_day(results[-7:])
        labelled = labeller(name, lang, live)
        commonest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_VALUES]
        found[name] = [FacetValue(value, labelled(value), count) for value, count in commonest]
    return found


def _by_day(results: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counts = {str(day): result["totalHits"] for day, result in enumerate(results, start=1)}
    return {day: count for day, count in counts.items() if count}


def labeller(facet: str, lang: str, live: LiveBuild) -> Callable[[str], str]:
    """What turns a facet's value into its label."""
    if facet in LISTS:
        return lambda value: label(LISTS[facet], value, lang)
    if facet == "organisation":
        return lambda value: live.organisations.get(value, value)
    if facet == "need":
        return lambda value: needs()[value].label(lang) if value in needs() else value
    return lambda value: area_label(facet, value, lang)


def area_label(facet: str, code: str, lang: str) -> str:
    """The name of a municipality, region or county; the code itself when it is none."""
    if facet == "municipality":
        place = municipalities().get(code)
        return place.name(lang) if place else code
    area = {"region": regions(), "wellbeing_county": wellbeing_counties()}.get(facet, {}).get(code)
    return area.name(lang) if area else code
