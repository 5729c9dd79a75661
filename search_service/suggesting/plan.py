"""What the engine is asked for suggestions, all in one call, and how its answer is read.

Titles that hold the words, and the counts that no table knows: organisations, themes, regions, and
searches of several words.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from geo.distance import distance_m
from geo.point import Point
from indexers.index.card import organisation_name_in, text_in
from indexers.index.staging import LISTINGS
from indexers.index.terms import is_word, term
from search_service.cards import Entry
from search_service.criteria import Criteria
from search_service.filters import any_of, filters_of
from search_service.near.area_filter import area_filter
from search_service.near.locations import Locations
from search_service.query import conditions_of, plan_of
from search_service.search import Searcher
from search_service.suggesting.candidates import Candidate
from search_service.suggesting.tables import concept_terms, folded
from search_service.suggesting.typed import Typed, tells
from search_service.understanding.units import share_of
from synonyms.lexicon import Lexicon
from synonyms.words import analyze

Query = dict[str, Any]
Result = Mapping[str, Any]

TITLES = 4  # listings shown at most, asked for per beginning
NEAR_TITLES = 12  # the engine orders titles by where in them the word stands, not by nearness
BEGINNINGS = 3  # words of the index that the last word may become
LOOKED_AT = 24
ENDING = 4  # letters by which forms of one word differ
TITLE_SCORE = 0.55
# Candidates that the engine counts, by the attribute that is counted.
COUNTED = {
    "organisation": "organisation",
    "theme": "themes",
    "region": "regions",
    "wellbeing_county": "wellbeing_counties",
}
ASKED = 8  # of one kind
MATCHING: tuple[str, ...] = ("indexUid", "filter", "distinct")  # what decides a query's total


@dataclass(frozen=True, slots=True)
class SuggestPlan:
    """The queries in order: titles, then counts by attribute, then searches to be counted."""

    titles: tuple[Query, ...]
    counts: Mapping[str, Query]  # attribute -> query
    searches: tuple[tuple[Candidate, Query], ...]

    @property
    def queries(self) -> list[Query]:
        """All of them, for one call."""
        return [*self.titles, *self.counts.values(), *(query for _, query in self.searches)]


def plan_suggestions(
    typed: Typed,
    found: Sequence[Candidate],
    searcher: Searcher,
    near: Point | None,
    now: datetime,
) -> SuggestPlan:
    """The queries for what was typed."""
    valid = filters_of(Criteria(), now)["valid"]
    base = {"indexUid": LISTINGS, "filter": ["first = true", valid]}
    searched = [one for one in found if one.listings is None and "q" in one.params]
    return SuggestPlan(
        titles=tuple(_titles(typed, searcher.index.current.lexicon, base, near)),
        counts=_counts(found, base),
        searches=tuple((one, _search(one, typed, searcher, now)) for one in searched),
    )


def counted(
    found: Sequence[Candidate], plan: SuggestPlan, results: Sequence[Result]
) -> list[Candidate]:
    """The candidates with their counts, those that find nothing left out."""
    first = len(plan.titles)
    counts = {
        attribute: result["facetDistribution"].get(attribute, {})
        for attribute, result in zip(plan.counts, results[first:], strict=False)
    }
    searches = results[first + len(plan.counts) :]
    totals = {id(one): r["totalHits"] for (one, _), r in zip(plan.searches, searches, strict=True)}
    kept = []
    for one in found:
        count = one.listings
        if count is None and id(one) in totals:
            count = totals[id(one)]
        elif count is None:
            count = counts.get(_attribute(one), {}).get(one.value, 0)
        if count:
            kept.append(one if one.listings else one._replace(listings=count))
    return kept


def titles(
    typed: Typed,
    plan: SuggestPlan,
    results: Sequence[Result],
    near: Point | None,
    locations: Locations,
) -> list[Candidate]:
    """Listings whose title holds the words: those that begin with them first, or the nearest."""
    found: dict[str, tuple[float, Candidate]] = {}
    for result in results[: len(plan.titles)]:
        for entry in locations.entries_of(result["hits"]):
            metres = distance_m(near, entry.point) if near and entry.point else None
            one = _listing(entry, typed.lang)
            later = 0.0 if folded(one.text).startswith(typed.whole) else 1.0
            order = later if near is None else math.inf if metres is None else metres
            found.setdefault(entry.listing_id, (order, one))
    return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])]


def _titles(typed: Typed, lexicon: Lexicon, base: Query, near: Point | None) -> Iterator[Query]:
    words = _finished(typed, lexicon)
    if words is None:
        return
    for last in _endings(typed, lexicon):
        yield {
            **base,
            "q": " ".join(dict.fromkeys([*words, last])),
            "attributesToSearchOn": ["title_terms"],
            "matchingStrategy": "all",
            "limit": NEAR_TITLES if near else TITLES,
            "attributesToRetrieve": ["id"],
        }


def _finished(typed: Typed, lexicon: Lexicon) -> list[str] | None:
    """The commonest form of each word before the last; None when the index lacks one."""
    words = []
    for word in analyze(typed.rest, typed.lang):
        if not tells(word, typed.lang):
            continue
        forms = [term("", form) for form in (word.surface, *word.lemmas)]
        best = max(forms, key=lexicon.df)
        if not lexicon.df(best):
            return None
        words.append(best)
    return words


def _endings(typed: Typed, lexicon: Lexicon) -> list[str]:
    """Words of the index that the last word may become, one form of each, the commonest first.

    Last come compounds with the commonest of them: vauvajooga for "joog".
    """
    last = term("", typed.last)
    begun = [name for name in lexicon.starting_with(last, LOOKED_AT) if is_word(name)]
    if lexicon.df(last):
        begun.insert(0, last)
    if len(begun) < BEGINNINGS:
        forms = (form for word in analyze(typed.last, typed.lang) for form in word.lemmas)
        begun += [term("", form) for form in forms if lexicon.df(term("", form))]
    begun = begun or [name for name, _ in lexicon.near(typed.last, BEGINNINGS) if is_word(name)]
    chosen: list[str] = []
    for name in begun:
        if len(chosen) == BEGINNINGS:
            break
        if not any(_is_form(name, other) for other in chosen):
            chosen.append(name)
    compounds = [term("zp", name) for name in chosen[:1] if lexicon.df(term("zp", name))]
    return [*chosen, *compounds]


def _is_form(name: str, other: str) -> bool:
    """Whether a word is most likely a form of a shorter one: jooga, joogaa."""
    return name.startswith(other[:-1]) and len(name) - len(other) <= ENDING


def _listing(entry: Entry, lang: str) -> Candidate:
    card, value = entry.card, entry.listing_id
    title, organisation = text_in(card, lang)["title"], organisation_name_in(card, lang) or ""
    return Candidate("listing", value, title, TITLE_SCORE, {"listing": value}, 1, organisation)


def _counts(found: Sequence[Candidate], base: Query) -> dict[str, Query]:
    values: dict[str, list[str]] = {}
    for one in found:
        if one.listings is None and "q" not in one.params:
            values.setdefault(_attribute(one), []).append(one.value)
    return {
        attribute: {
            **base,
            "q": "",
            "filter": [*base["filter"], any_of(attribute, codes[:ASKED])],
            "facets": [attribute],
            "limit": 0,
        }
        for attribute, codes in values.items()
    }


def _attribute(one: Candidate) -> str:
    return COUNTED.get(one.area or one.kind, "")


def _search(one: Candidate, typed: Typed, searcher: Searcher, now: datetime) -> Query:
    """A search for the words before the last one, and for what the last one is completed to."""
    asked = Criteria(q=typed.rest, place=one.params.get("place", ""), lang=typed.lang)
    first, _ = searcher.begin(asked, now)
    criteria = first.criteria
    live = searcher.index.current
    within = area_filter(first.area, live.locations, share_of(first.units, live.lexicon))
    conditions = conditions_of(criteria, within, first.units, now)
    plan = plan_of(criteria, conditions, within, first.units, now)
    main = plan.queries[0]
    kept = {name: main[name] for name in MATCHING if name in main}
    if one.kind == "concept":
        kept["filter"] = [*kept["filter"], any_of("terms", concept_terms(one.value))]
    return {**kept, "q": "", "page": 1, "hitsPerPage": 0}
