"""What can be suggested without asking the engine: names of one build, by beginning.

One table per language of the names, since people may type in their own on a page in another. Only
what listings have is in the tables; the themes alone are counted later, by the engine.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from indexers.index.terms import term
from indexers.taxonomy import taxonomy
from search_service.criteria import Criteria
from search_service.engines.live import LiveBuild
from search_service.settings import ZONE
from search_service.suggesting.prefix_table import PrefixTable
from search_service.understanding.understand import understand
from synonyms.concepts import Concept, Concepts
from synonyms.languages import language
from synonyms.lexicon import Lexicon
from synonyms.needs import LABEL_LANGUAGES, needs
from synonyms.stopwords import is_function
from synonyms.tokens import fold, tokenize

# How well a name fits by the way it begins as typed.
LABEL = 1.0
OTHER_WORD = 0.95  # another word for the same concept
LATER_WORD = 0.8  # of a label
BY_CONCEPT = 0.6  # a need, by a word for something it is about
ANY_TIME = datetime(2000, 1, 1, tzinfo=ZONE)  # what is read as a day is no name of anything
ORGANISATION, LATER_IN_ORGANISATION = 0.78, 0.6


class Name(NamedTuple):
    """Something that can be chosen, under one of its names; `listings` is None until counted."""

    kind: str  # need, theme, concept, organisation
    value: str
    text: str
    score: float
    listings: int | None = None
    by: str = ""  # the word by which a need was found when it is not in its label


class SuggestTables:
    """The tables of one build."""

    def __init__(self, live: LiveBuild, concepts: Concepts) -> None:
        self._lexicon = live.lexicon
        self._concepts = concepts
        self._labels: dict[str, PrefixTable[Name]] = {}
        self.organisations = _table(_organisations(live.organisations))

    def labels(self, lang: str) -> PrefixTable[Name]:
        """Needs, themes and concepts by their names in a language."""
        known = known_language(lang)
        if known not in self._labels:
            self._labels[known] = self._make_labels(known)
        return self._labels[known]

    def foreign(self, beginning: str, lang: str, limit: int) -> list[Name]:
        """The same by their names in other languages, but shown in `lang`."""
        others = (other for other in LABEL_LANGUAGES if other != known_language(lang))
        found = (name for o in others for name in self.labels(o).starting_with(beginning, limit))
        return [name._replace(text=self._shown(name, lang)) for name in found]

    def need(self, need: str, lang: str) -> Name:
        """A need by its id."""
        count = self._lexicon.df(term("zn", need))
        return Name("need", need, needs()[need].label(lang), LABEL, count)

    def concept(self, concept: str, lang: str) -> Name:
        """A concept by its id."""
        count = listings_of(concept, self._lexicon)
        return Name("concept", concept, self._concepts.label(concept, lang), LABEL, count)

    def _shown(self, name: Name, lang: str) -> str:
        if name.kind == "concept":
            return self._concepts.label(name.value, lang)
        if name.kind == "need":
            return needs()[name.value].label(lang)
        return taxonomy()["themes"][name.value].label(lang)

    def _make_labels(self, lang: str) -> PrefixTable[Name]:
        return _table([*self._needs(lang), *_themes(lang), *self._named(lang)])

    def _needs(self, lang: str) -> Iterator[tuple[str, Name]]:
        for need in needs().values():
            shown = self.need(need.id, lang)
            if not shown.listings:
                continue
            if lang in need.labels:
                yield from _by_label(shown, lang)
            for concept in filter(None, map(self._concepts.get, need.concepts)):
                for label in concept.labels.get(lang, ()):
                    name = shown._replace(score=BY_CONCEPT, by=label)
                    yield from ((key, name) for key in keys_of(label))

    def _named(self, lang: str) -> Iterator[tuple[str, Name]]:
        for concept in self._concepts:
            if lang in concept.labels:
                shown = self.concept(concept.id, lang)
                if shown.listings:
                    yield from _by_words(shown, concept, lang)


def tables_of(live: LiveBuild, concepts: Concepts) -> SuggestTables:
    """The tables of a build, made when first asked for."""
    return live.once(SuggestTables, concepts)


def is_read_as(text: str, concept: str, lang: str, live: LiveBuild, concepts: Concepts) -> bool:
    """Whether a search for the text finds every listing of the concept.

    Not so where words of a label count as filler, or are read as a time or a place.
    """
    asked = Criteria(q=text, lang=lang)
    read = understand(asked, live, concepts, ANY_TIME)
    alone = len(read.units) == 1 and read.place is None and read.criteria == asked
    return alone and max(concept_terms(concept), key=live.lexicon.df) in read.units[0].terms


def listings_of(concept: str, lexicon: Lexicon) -> int:
    """Listings that name the concept or something narrower: at least so many."""
    return max(lexicon.df(name) for name in concept_terms(concept))


@cache
def concept_terms(concept: str) -> tuple[str, ...]:
    """Terms of listings that name the concept, a compound with it, or something narrower."""
    return tuple(term(kind, concept) for kind in ("zc", "zq", "zb", "zd"))


def known_language(lang: str) -> str:
    """The language itself if things have names in it, else Finnish."""
    code = language(lang)
    return code if code in LABEL_LANGUAGES else "fi"


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Words of a text as names are looked up: without accents, one space between."""
    return " ".join(fold(token) for token, _, _ in tokenize(text))


@lru_cache(maxsize=65536)
def keys_of(label: str) -> tuple[str, ...]:
    """The label as looked up; "ruoka-apu" is typed with a space too."""
    key = folded(label)
    return tuple(dict.fromkeys(one for one in (key, key.replace("-", " ")) if one))


def _table(rows: Iterable[tuple[str, Name]]) -> PrefixTable[Name]:
    return PrefixTable(rows, lambda name: (-name.score, -(name.listings or 0), len(name.text)))


def _themes(lang: str) -> Iterator[tuple[str, Name]]:
    for code, theme in taxonomy()["themes"].items():
        if lang in theme.labels:
            yield from _by_label(Name("theme", code, theme.label(lang), LABEL), lang)


def _by_label(shown: Name, lang: str) -> Iterator[tuple[str, Name]]:
    yield from ((key, shown) for key in keys_of(shown.text))
    later = shown._replace(score=LATER_WORD)
    yield from ((key, later) for key in _later_words(shown.text, lang))


def _by_words(shown: Name, concept: Concept, lang: str) -> Iterator[tuple[str, Name]]:
    """A concept by each of its words, which is what is shown."""
    for label in concept.labels[lang]:
        other = shown._replace(text=label, score=OTHER_WORD)
        yield from ((key, shown if label == shown.text else other) for key in keys_of(label))


def _organisations(names: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    for value, text in names.items():
        shown = Name("organisation", value, text, ORGANISATION)
        yield from ((key, shown) for key in keys_of(text))
        later = shown._replace(score=LATER_IN_ORGANISATION)
        yield from ((key, later) for key in _later_words(text, "fi"))


def _later_words(label: str, lang: str) -> Iterator[str]:
    words = [token for token, _, _ in tokenize(label)]
    for index in range(1, len(words)):
        if not is_function(words[index], lang):
            yield " ".join(fold(word) for word in words[index:])
