"""Reads what somebody typed: the words in, units to be found and interpretations out."""

from dataclasses import dataclass, field

from search_service.answer import Interpretation
from search_service.criteria import Criteria
from search_service.live import LiveBuild
from search_service.unit_maker import UnitMaker
from search_service.units import Unit
from synonyms.concepts import Concepts
from synonyms.stopwords import is_filler, is_function
from synonyms.words import analyze


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words mean for the search."""

    units: list[Unit] = field(default_factory=list)
    interpretations: list[Interpretation] = field(default_factory=list)
    suggestion: str | None = None


def understand(criteria: Criteria, live: LiveBuild, concepts: Concepts) -> Understanding:
    """Units of the words that carry meaning."""
    words = analyze(criteria.q, criteria.lang)
    telling = [word for word in words if not is_function(word, criteria.lang)]
    telling = [w for w in telling if not is_filler(w, criteria.lang)] or telling
    unfinished = bool(words) and criteria.q.endswith(words[-1].surface[-1:])
    units = UnitMaker(concepts, live.lexicon, criteria.lang).units(telling, unfinished)
    return Understanding(units=units)
