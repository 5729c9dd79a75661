"""Why a hit is in the answer, in one or two plain sentences in the reader's language."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from geo.municipalities import municipalities
from indexers.index.terms import is_word, term
from indexers.listing import PRECISE
from search_service.messages import say, say_distance
from search_service.ranking import Ranked
from search_service.ranking_table import FIELDS
from search_service.understanding.units import Unit
from synonyms.audiences import audiences
from synonyms.concepts import Concepts
from synonyms.needs import needs

MAX_REASONS = 2
REMEMBERED = 4096  # terms by field and language
# The message that names the field in which a word was found.
MESSAGES = {
    FIELDS["title_terms"]: "why.title",
    FIELDS["summary_terms"]: "why.text",
    FIELDS["context_terms"]: "why.context",
    FIELDS["body_terms"]: "why.body",
}
CONCEPT_CLASSES = ("zc", "zq", "zb", "zd")


class Named(NamedTuple):
    """What a term of a marked class stands for."""

    kind: str  # concept, need, audience
    id: str


def reasons(
    ranked: Ranked,
    worth: Mapping[str, float],
    units: Sequence[Unit],
    concepts: Concepts,
    lang: str,
    near: bool,
) -> list[str]:
    """The best reason of the words, and what there is to say of the place.

    `worth`: the hit's terms; the unit that tells most comes first.
    """
    told = _of_words(worth, units, concepts, lang)
    if near:
        told = [*told[: MAX_REASONS - 1], _of_place(ranked, lang)]
    return told[:MAX_REASONS]


def _of_words(
    worth: Mapping[str, float], units: Sequence[Unit], concepts: Concepts, lang: str
) -> list[str]:
    by_key: dict[str, dict[str, None]] = {}
    for found in filter(None, (unit.best(worth) for unit in units)):
        key, text = _reason(found[0], worth[found[0]], concepts, lang)
        by_key.setdefault(key, {})[text] = None
    return [say(key, lang, words=", ".join(texts)) for key, texts in by_key.items()]


def reason_of(name: str, worth: float, concepts: Concepts, lang: str) -> str:
    """What a term of a listing, in a field of that worth, says of it."""
    key, text = _reason(name, worth, concepts, lang)
    return say(key, lang, words=text)


@lru_cache(REMEMBERED)
def _reason(name: str, worth: float, concepts: Concepts, lang: str) -> tuple[str, str]:
    """The key of a message and what fills it in."""
    named = named_terms(concepts).get(name)
    if named is None:
        return MESSAGES[worth], name if is_word(name) else name[2:]
    if named.kind == "need":
        return "why.need", needs()[named.id].label(lang)
    if named.kind == "audience":
        return "why.audience", audiences()[named.id].label(lang)
    return "why.topic", concepts.label(named.id, lang)


def _of_place(ranked: Ranked, lang: str) -> str:
    if ranked.distance_m is None:
        return say("why.anywhere", lang)
    if ranked.entry.precision in PRECISE:
        return say("why.near", lang, distance=say_distance(ranked.distance_m, lang))
    code = ranked.entry.place["municipality"] if ranked.entry.place else None
    return say("why.coarse", lang, place=municipalities()[code].name(lang) if code else "")


@cache
def named_terms(concepts: Concepts) -> Mapping[str, Named]:
    """Terms of marked classes with what they stand for."""
    found = {
        term(kind, concept.id): Named("concept", concept.id)
        for concept in concepts
        for kind in CONCEPT_CLASSES
    }
    found |= {term("zn", need): Named("need", need) for need in needs()}
    for audience in audiences():
        found[term("za", audience)] = found[term("zs", audience)] = Named("audience", audience)
    return found
