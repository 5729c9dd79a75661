"""The service's understanding for the peer: words in, a tsquery of the terms that satisfy them out.

So that the peer finds what the service finds, it is given this for nothing: what it takes to
understand the words counts on the service's side only.
"""

import re
from collections.abc import Callable
from datetime import datetime

import orjson

from benchmarks.many_listings import Corpus
from benchmarks.query_cost import live_build
from search_service.parameters import read_parameters
from search_service.query import matching
from search_service.understanding.understand import understand
from synonyms.concepts import Concepts

LISTED = re.compile(r"terms IN (\[[^\]]*\])")
NEVER = "'zznever'"  # no listing has it


def terms_asked(corpus: Corpus, copies: int, now: datetime) -> Callable[[str], str]:
    """What turns words into the terms that an index of so many copies has for them."""
    live, concepts = live_build(corpus, copies, now), Concepts.load()

    def asked(words: str) -> str:
        criteria, _ = read_parameters({"q": [words]})
        units = understand(criteria, live, concepts, now).units
        return tsquery_of(matching(units)) if units else NEVER

    return asked


def tsquery_of(condition: str) -> str:
    """A filter of the engine on `terms`, in the words of PostgreSQL."""
    listed = LISTED.sub(lambda found: _any_of(orjson.loads(found[1])), condition)
    listed = listed.replace("terms IS NULL", NEVER)
    return listed.replace(" AND ", " & ").replace(" OR ", " | ")


def _any_of(terms: list[str]) -> str:
    quoted = (term.replace("'", "''") for term in terms)
    return "(" + " | ".join(f"'{term}'" for term in quoted) + ")"
