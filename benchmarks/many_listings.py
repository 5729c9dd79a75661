"""The demo listings many times over, as documents of the engine in three forms.

The forms differ in what they hold for words only: the terms of the language work, the words as
written (what a plain index of the same listings would search), or nothing to search.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import orjson

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import try_out
from indexers.fetching.fetcher import Fetcher
from indexers.index.document import Document, documents
from indexers.index.settings import SEARCHED, listings_settings
from indexers.index.terms import TermMaker, Terms
from indexers.listing import Listing
from indexers.sources.registry import Origin
from indexers.taxonomy import LABEL_LANGUAGES, label
from search_service.demo import DEMO

LANGUAGE = (*Terms._fields, "every")
WRITTEN = ("title", "summary", "description", "context")
FORMS = ("language", "written", "none")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Listings, their documents without and with terms, and what making them took."""

    listings: Sequence[Listing]
    plain: Sequence[Document]
    full: Sequence[Document]
    frequency: Mapping[str, int]  # term -> listings
    read_s: float  # CPU seconds: the source, and documents without terms
    first_terms_s: float  # terms, each word for the first time
    terms_s: float  # terms, each word seen before


def read_listings(now: datetime) -> list[Listing]:
    """The demo listings, enriched."""
    origin = Origin(source="lahella", location=DEMO)
    return try_out([origin], NearestCentre(), Fetcher(), now).listings


def make_corpus(maker: TermMaker, now: datetime) -> Corpus:
    """Read the demo listings and make their documents; the caches of words are to be empty."""
    marks = [time.process_time()]
    listings = read_listings(now)
    nothing = Terms((), (), (), (), (), (), {})
    plain = [one for listing in listings for one in documents(listing, nothing, now)]
    marks.append(time.process_time())
    for listing in listings:
        maker.terms_of(listing)
    marks.append(time.process_time())
    terms = [maker.terms_of(listing) for listing in listings]
    marks.append(time.process_time())
    pairs = zip(listings, terms, strict=True)
    full = [one for listing, its in pairs for one in documents(listing, its, now)]
    frequency = Counter(name for its in terms for name in its.terms)
    took = [after - before for before, after in pairwise(marks)]
    return Corpus(listings, plain, full, frequency, *took)


def lines(corpus: Corpus, form: str, copies: int) -> Iterator[bytes]:
    """JSON documents of a form; copies differ in their ids."""
    written = {listing.id: _written(listing) for listing in corpus.listings}
    wires = [one.wire() for one in (corpus.full if form == "language" else corpus.plain)]
    if form != "language":
        wires = [{k: v for k, v in one.items() if k not in LANGUAGE} for one in wires]
    if form == "written":
        wires = [one | written[one["listing_id"]] for one in wires]
    for number in range(copies):
        for one in wires:
            key, listing = f"{one['id']}-{number}", f"{one['listing_id']}-{number}"
            yield orjson.dumps(one | {"id": key, "listing_id": listing})


def settings(form: str) -> dict[str, Any]:
    """The engine's settings of a form: ours, or with its own handling of words as written."""
    ours = listings_settings()
    searched = {"language": SEARCHED, "written": WRITTEN, "none": ()}[form]
    ours["searchableAttributes"] = list(searched)
    if form == "written":
        ours["typoTolerance"] = {"enabled": True}
        ours["prefixSearch"] = "indexingTime"
    return ours


def _written(listing: Listing) -> dict[str, list[str]]:
    texts = listing.texts.values()
    names = listing.organisation.name.values() if listing.organisation else ()
    themes = (label("themes", one, lang) for one in listing.themes for lang in LABEL_LANGUAGES)
    towns = (place.address.post_town for place in listing.locations)
    return {
        "title": [text.title for text in texts],
        "summary": [text.summary for text in texts],
        "description": [text.description for text in texts],
        "context": [*names, *themes, *towns],
    }
