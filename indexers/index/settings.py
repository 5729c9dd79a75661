"""The engine's settings of the listings index. Sent complete, to the empty index, before documents.

Everything is explicit, since defaults change between versions of the engine.
"""

from typing import Any

from geo.cells import LEVELS

PRIMARY_KEY = "id"
# More listings than this are never paged through; counts are exact up to here.
MAX_TOTAL_HITS = 1_000_000
# More values of a facet than this are cut by the engine without a word. Municipalities are 308; a
# large screen of cells for the map (search_service/maps/plan.py) is the most.
MAX_FACET_VALUES = 5000

# Strongest first: the engine's attribute rule orders matches by this list.
SEARCHED = ("title_terms", "summary_terms", "context_terms", "body_terms", "every")
# A word on every document (attribute `every`). Matching is done by a filter on `terms`; with this
# word first in the query the engine drops the others one by one and still returns every match.
EVERY = "zevery"
# Equality filters and facets.
CODES = (
    *("first", "anywhere", "kind", "source", "organisation", "organisation_name", "themes"),
    *("formats", "audiences", "age_known", "service_languages", "accessibility", "price"),
    *("channels", "municipalities", "regions", "wellbeing_counties", "serves", "needs"),
    *("weekdays", "open_slots", "always_open", "listing_id", "id", "precision", "terms", "on_map"),
    "lead",
    *(f"cell_{level}" for level in LEVELS),
)
# Ranges.
NUMBERS = (
    *("age1_min", "age1_max", "age2_min", "age2_max", "age3_min", "age3_max"),
    *("starts", "occurs", "begins", "ends", "modified"),
)
SORTED = (
    "_geo",
    "coarse",
    "id",
    "modified",
    "name",
    "next_start",
)  # in the order the engine tells them

# What is read back: ids, and whole listings. The engine makes JSON of everything displayed for
# every hit, whatever a query retrieves; what ranks a hit and what is shown of it is in the API's
# memory (indexers/index/document_rows.py).
DISPLAYED = (
    *("id", "listing_id", "modified", "listing", "need_reasons"),
    *("build", "facts"),  # of the one document that tells the build
)


def listings_settings() -> dict[str, Any]:
    """Settings of the index of documents (indexers/index/document.py)."""
    return {
        "searchableAttributes": list(SEARCHED),
        "filterableAttributes": ["_geo", _filterable(CODES, False), _filterable(NUMBERS, True)],
        "sortableAttributes": list(SORTED),
        "displayedAttributes": list(DISPLAYED),
        # Typos, synonyms and word forms are resolved before the query reaches the engine, so its
        # own rules for them are off; `sort` stands after the words so that text decides first. Of
        # equals the engine would tell first what it got first, and each engine another: ids decide.
        "rankingRules": ["words", "attribute", "sort", "exactness", "id:asc"],
        "typoTolerance": {
            "enabled": False,
            "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
            "disableOnWords": [],
            "disableOnAttributes": [],
        },
        "prefixSearch": "disabled",
        "proximityPrecision": "byAttribute",
        "stopWords": [],
        "synonyms": {},
        "distinctAttribute": None,
        "pagination": {"maxTotalHits": MAX_TOTAL_HITS},
        "faceting": {
            "maxValuesPerFacet": MAX_FACET_VALUES,
            "sortFacetValuesBy": {"*": "count"},
        },
    }


def companion_settings() -> dict[str, Any]:
    """Settings of the small index that travels with it (indexers/index/companion.py)."""
    return {
        "searchableAttributes": [],
        "filterableAttributes": ["id", "kind"],
        "sortableAttributes": [],
        "displayedAttributes": ["*"],
    }


def _filterable(names: tuple[str, ...], comparison: bool) -> dict[str, Any]:
    # An attribute pattern of this form is not accepted for `_geo`, which stands as a plain string.
    return {
        "attributePatterns": list(names),
        "features": {
            "facetSearch": False,
            "filter": {"equality": True, "comparison": comparison},
        },
    }
