"""What somebody has typed so far in, what may be meant out: from tables, without the engine.

First what begins as typed; if nothing does, what the finished words mean in any form; then, after
other words, what the last word begins; and for a word that nothing begins with, what it is a typo
of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from geo.gazetteer import Gazetteer, Place
from geo.municipalities import municipalities
from geo.point import Point
from search_service.live import LiveBuild
from search_service.place_finder import (
    FoundPlace,
    begun_places,
    leads_to,
    misspelt_places,
    place_name,
)
from search_service.suggest_tables import Name, SuggestTables, folded
from synonyms.concepts import Concepts
from synonyms.needs import needs_of, phrases_in
from synonyms.stopwords import is_filler, is_function
from synonyms.tokens import tokenize
from synonyms.words import Word, analyze

MEANT = 0.9  # an inflected form, or a phrase that means a need
PLACE = {"municipality": 0.97, "postcode": 0.97, "region": 0.9, "wellbeing_county": 0.85}
TOWN = 0.7
AFTER_WORDS = 0.9  # the last word of several completed, the others kept
TYPO = 0.7
MOST = 60  # looked at per table
PLACES, TAILS = 8, 2
LEAST_TAIL = 2  # letters of a last word that are completed


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be suggested. `count` is None while only the engine knows it."""

    kind: str
    value: str
    text: str
    score: float
    params: Mapping[str, str]
    count: int | None = None
    detail: str = ""
    area: str = ""  # of a place: region or wellbeing_county, which are counted by the engine


@dataclass(frozen=True, slots=True)
class Typed:
    """A text on its way: `whole` and `telling` are folded, the latter without grammar and filler;
    `rest` is what stands before the last word, empty when that tells nothing."""

    text: str
    lang: str
    whole: str
    telling: str
    rest: str
    last: str

    @classmethod
    def read(cls, text: str, lang: str) -> "Typed":
        """Take a text apart; pure string work, so that it costs little at every key."""
        tokens = tokenize(text)
        if not tokens:
            return cls(text, lang, "", "", "", "")
        before = [one for one in tokens[:-1] if _tells(one[0], lang)]
        telling = [one[0] for one in (*before, tokens[-1])]
        rest = text[: before[-1][2]].strip() if before else ""
        last = folded(tokens[-1][0])
        return cls(text, lang, folded(text), folded(" ".join(telling)), rest, last)

    @property
    def letters(self) -> int:
        """Letters and digits typed."""
        return sum(map(str.isalnum, self.whole))


def candidates(
    typed: Typed, tables: SuggestTables, live: LiveBuild, concepts: Concepts, near: Point | None
) -> list[Candidate]:
    """Everything that may be meant, each thing once, as good as it is meant at best."""
    counts = live.per_municipality
    found = [*_begun(typed, tables), *_places(typed, begun_places_of(typed, counts, near), live)]
    strong = [one for one in found if one.kind != "organisation"]
    if not strong:
        found += _meant(typed, tables, concepts)
    if typed.rest and not strong and len(typed.last) >= LEAST_TAIL:
        found += _after_words(typed, tables, live, near)
    if not found:
        found += _misspelt(typed, tables, live)
    return _once(one for one in found if not _is_typed(one, typed))


def begun_places_of(
    typed: Typed, counts: Mapping[str, int], near: Point | None
) -> list[FoundPlace]:
    """Places that the whole text names or begins."""
    return begun_places(typed.text.strip(), PLACES, counts, near)


def _begun(typed: Typed, tables: SuggestTables) -> Iterator[Candidate]:
    for key in dict.fromkeys((typed.whole, typed.telling)):
        for name in tables.labels(typed.lang).starting_with(key, MOST):
            yield _of_name(name)
        for name in tables.organisations.starting_with(key, MOST):
            yield _of_name(name)


def _meant(typed: Typed, tables: SuggestTables, concepts: Concepts) -> Iterator[Candidate]:
    """Needs that the words mean, and the concept that is all they say."""
    words = analyze(typed.text, typed.lang)
    if words and not words[-1].known:
        words = words[:-1]  # unfinished
    matches = [one for one in concepts.match(words, typed.lang) if one.via == "lemma"]
    phrases = [phrase.need for phrase in phrases_in(words, typed.lang)]
    for need in dict.fromkeys([*phrases, *needs_of(one.concept for one in matches)]):
        yield _of_name(tables.need(need, typed.lang, MEANT))
    telling = [index for index, word in enumerate(words) if _tells(word, typed.lang)]
    for match in matches:
        said = (
            match.words[0] <= min(telling, default=0) and max(telling, default=0) < match.words[1]
        )
        if said and words[-1].end == len(typed.text.rstrip()):
            yield _of_name(tables.concept(match.concept, typed.lang, MEANT))


def _after_words(
    typed: Typed, tables: SuggestTables, live: LiveBuild, near: Point | None
) -> Iterator[Candidate]:
    """The last word completed as a place or a concept, with the other words kept."""
    counts = live.per_municipality
    places = begun_places(typed.last, PLACES, counts, near)
    places = places or misspelt_places(typed.last, PLACES, counts)
    for one in [*_places(typed, places, live)][:TAILS]:
        yield replace(
            one,
            text=f"{typed.rest} {one.text}",
            params={"q": typed.rest, **one.params},
            count=None,
            area="",
            score=one.score * AFTER_WORDS,
        )
    names = [*map(_of_name, tables.labels(typed.lang).starting_with(typed.last, MOST))]
    for one in [name for name in _once(names) if name.kind == "concept"][:TAILS]:
        text = f"{typed.rest} {one.text}"
        score = one.score * AFTER_WORDS
        yield replace(one, text=text, params={"q": text}, count=None, score=score)


def _misspelt(typed: Typed, tables: SuggestTables, live: LiveBuild) -> Iterator[Candidate]:
    names = [
        *tables.labels(typed.lang).near(typed.telling, MOST),
        *tables.organisations.near(typed.telling, MOST),
    ]
    places = misspelt_places(typed.telling, PLACES, live.per_municipality)
    for one in (*map(_of_name, names), *_places(typed, places, live)):
        yield replace(one, score=one.score * TYPO)


def _of_name(name: Name) -> Candidate:
    params = {"q": name.text} if name.kind == "concept" else {name.kind: name.value}
    return Candidate(name.kind, name.value, name.text, name.score, params, name.count)


def _places(typed: Typed, found: Iterable[FoundPlace], live: LiveBuild) -> Iterator[Candidate]:
    for one in found:
        place, name = one.place, place_name(one.place, typed.lang)
        counted = place.municipality is not None
        listings = live.per_municipality.get(place.municipality or "", 0) if counted else None
        if listings != 0 and leads_to(name, place):
            score = PLACE.get(place.kind, TOWN) * one.score
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
    ordered = sorted(found, key=lambda one: (-one.score, -(one.count or 0), len(one.text)))
    for one in ordered:
        if one.count != 0:
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


def _tells(word: Word | str, lang: str) -> bool:
    return not is_function(word, lang) and not is_filler(word, lang)
