"""What somebody has typed so far in, what may be meant out: from tables, without the engine.

First what begins as typed; if nothing does, what the finished words mean in any form; then, after
other words, what the last word begins; and for a word that nothing begins with, what it is a typo
of.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from geo.gazetteer import Gazetteer, Place
from geo.municipalities import municipalities
from geo.point import Point
from search_service.engines.live import LiveBuild
from search_service.suggesting.place_finder import (
    FoundPlace,
    begun_places,
    leads_to,
    misspelt_places,
    place_name,
)
from search_service.suggesting.tables import Name, SuggestTables, is_read_as, keys_of
from search_service.suggesting.typed import Typed, tells
from synonyms.concepts import Concepts
from synonyms.needs import needs_of, phrases_in
from synonyms.words import analyze

MEANT = 0.9  # an inflected form, or a phrase that means a need
FOREIGN = 0.75  # a word of another language than the page's
PLACE = {"municipality": 0.97, "postcode": 0.97, "region": 0.9, "wellbeing_county": 0.85}
TOWN, WHOLE_TOWN = 0.6, 0.88  # many small ones: begun, or typed to the end
AFTER_WORDS = 0.9  # the last word of several completed, the others kept
TYPO = 0.7
MOST = 40  # looked at per table
PLACES, TAILS = 8, 2
LEAST_TAIL = 2  # letters of a last word that are completed
# A need is suggested by a word for something it is about once most of that word is typed.
LEAST_SHARE = 0.6
SURE = 6  # concepts, some more than are shown
LEAST_FOREIGN = 4  # letters from which a word of another language is no accident


class Candidate(NamedTuple):
    """What may be suggested. `listings` is None while only the engine knows it."""

    kind: str
    value: str
    text: str
    score: float
    params: Mapping[str, str]
    listings: int | None = None
    detail: str = ""
    area: str = ""  # of a place: region or wellbeing_county, which are counted by the engine


def candidates(
    typed: Typed, tables: SuggestTables, live: LiveBuild, concepts: Concepts, near: Point | None
) -> list[Candidate]:
    """Everything that may be meant, each thing once, as good as it is meant at best."""
    counts = live.per_municipality
    places = _places(typed, begun_places(typed.text.strip(), PLACES, counts, near), live)
    found = [*_begun(typed, tables), *places]
    organisations = [*_organisations(typed, tables)]
    if not found:
        found += _meant(typed, tables, concepts)
        if typed.rest and len(typed.last) >= LEAST_TAIL:
            found += _after_words(typed, tables, live, near)
    if not found and not organisations and not _is_known(typed):
        found += _misspelt(typed, tables, live)
    kept = _once(one for one in (*found, *organisations) if not _is_typed(one, typed))
    return [*_sure(kept, typed, live, concepts)]


def _sure(
    found: Iterable[Candidate], typed: Typed, live: LiveBuild, concepts: Concepts
) -> Iterator[Candidate]:
    """All but concepts whose name a search would not read as the concept."""
    sure = 0
    for one in found:
        if one.kind == "concept" and one.params == {"q": one.text} and one.listings:
            if sure == SURE or not is_read_as(one.text, one.value, typed.lang, live, concepts):
                continue
            sure += 1
        yield one


def _begun(typed: Typed, tables: SuggestTables) -> list[Candidate]:
    """Needs, themes and concepts whose name begins so; in other languages if none in the page's."""
    labels = tables.labels(typed.lang)
    names = [name for key in typed.keys for name in labels.starting_with(key, MOST)]
    score = 1.0
    if not names and typed.letters >= LEAST_FOREIGN:
        names, score = tables.foreign(typed.whole, typed.lang, MOST), FOREIGN
    typed_out = {name.value for name in names if typed.whole in keys_of(name.text)}
    return [
        _of_name(name, score)
        for name in names
        if not (name.kind == "concept" and name.value in typed_out and score == 1.0)
        and len(typed.telling) >= len(name.by) * LEAST_SHARE
    ]


def _organisations(typed: Typed, tables: SuggestTables) -> Iterator[Candidate]:
    for key in typed.keys:
        yield from map(_of_name, tables.organisations.starting_with(key, MOST))


def _meant(typed: Typed, tables: SuggestTables, concepts: Concepts) -> Iterator[Candidate]:
    """Needs that the finished words mean, and the concept that is all they say."""
    words = analyze(typed.text, typed.lang)
    telling = [index for index, word in enumerate(words) if tells(word, typed.lang)]
    unfinished = not words[-1].known
    matches = concepts.match(words[:-1] if unfinished else words, typed.lang)
    named = [match for match in matches if match.via == "lemma"]
    phrases = [phrase.need for phrase in phrases_in(words, typed.lang)]
    for need in dict.fromkeys([*phrases, *needs_of(match.concept for match in named)]):
        yield _of_name(tables.need(need, typed.lang), MEANT)
    for match in named:
        if telling and not unfinished and set(telling) <= set(range(*match.words)):
            yield _of_name(tables.concept(match.concept, typed.lang), MEANT)


def _after_words(
    typed: Typed, tables: SuggestTables, live: LiveBuild, near: Point | None
) -> Iterator[Candidate]:
    """The last word completed as a place or a concept, with the other words kept."""
    counts = live.per_municipality
    places = begun_places(typed.last, PLACES, counts, near)
    places = places or misspelt_places(typed.last, PLACES, counts)
    towns = [one for one in _places(typed, places, live) if one.score >= WHOLE_TOWN]
    for one in towns[:TAILS]:
        text = f"{typed.rest} {one.text}"
        yield _after(one, text, {"q": typed.rest, **one.params})
    names = map(_of_name, tables.labels(typed.lang).starting_with(typed.last, MOST))
    completed = [name for name in names if name.kind == "concept" and " " not in name.text]
    for one in _once(completed)[:TAILS]:
        text = f"{typed.rest} {one.text}"
        yield _after(one, text, {"q": text})


def _after(one: Candidate, text: str, params: Mapping[str, str]) -> Candidate:
    score = one.score * AFTER_WORDS
    return one._replace(text=text, params=params, listings=None, area="", score=score)


def _misspelt(typed: Typed, tables: SuggestTables, live: LiveBuild) -> Iterator[Candidate]:
    names = [
        *tables.labels(typed.lang).near(typed.telling, MOST),
        *tables.organisations.near(typed.telling, MOST),
    ]
    yield from (_of_name(name, TYPO) for name in names if not name.by)
    places = misspelt_places(typed.telling, PLACES, live.per_municipality)
    for one in _places(typed, places, live):
        yield one._replace(score=one.score * TYPO)


def _of_name(name: Name, score: float = 1.0) -> Candidate:
    params = {"q": name.text} if name.kind == "concept" else {name.kind: name.value}
    return Candidate(name.kind, name.value, name.text, name.score * score, params, name.listings)


def _places(typed: Typed, found: Iterable[FoundPlace], live: LiveBuild) -> Iterator[Candidate]:
    for one in found:
        place, name = one.place, place_name(one.place, typed.lang)
        counted = place.municipality is not None
        listings = live.per_municipality.get(place.municipality or "", 0) if counted else None
        if listings != 0 and leads_to(name, place):
            score = PLACE.get(place.kind, WHOLE_TOWN if one.score >= WHOLE_TOWN else TOWN)
            params = {"place": name}
            area = "" if counted else place.kind
            detail = _municipality(place, typed.lang)
            yield Candidate("place", place.code, name, score, params, listings, detail, area)


def _municipality(place: Place, lang: str) -> str:
    if place.municipality is None or place.kind == "municipality":
        return ""
    return municipalities()[place.municipality].name(lang)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """The best of each thing, the best thing first; what no listing has is left out."""
    best: dict[tuple[str, ...], Candidate] = {}
    for one in sorted(found, key=lambda one: -one.score):  # else in the order of their tables
        if one.listings != 0:
            best.setdefault((one.kind, one.value, *one.params), one)
    return list(best.values())


def _is_typed(one: Candidate, typed: Typed) -> bool:
    """Whether choosing it is the same as sending off what is typed."""
    if one.text.casefold() != typed.text.strip().casefold():
        return False
    if one.kind == "place" and "q" not in one.params:
        # A name that is also a common word (Kallio) is searched as the word when it stands alone.
        return not any(mention.ambiguous for mention in Gazetteer.load().find(typed.text))
    return one.kind in ("concept", "place")


def _is_known(typed: Typed) -> bool:
    """Whether the last word is in the dictionary: no listing has it, but it is no typo."""
    words = analyze(typed.text, typed.lang)
    return bool(words) and words[-1].known
