"""What can be suggested without asking the engine: names of one build, per language, by beginning.

Needs, themes and concepts are found by their labels in every language, since people type in their
own on a page in another; the text shown is in the page's language. Only what listings have is in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from indexers.index_terms import term
from indexers.taxonomy import taxonomy
from search_service.live import LiveBuild
from search_service.prefix_table import PrefixTable
from synonyms.concepts import Concept, Concepts
from synonyms.languages import language
from synonyms.lexicon import Lexicon
from synonyms.needs import LABEL_LANGUAGES, Need, needs
from synonyms.stopwords import is_function
from synonyms.tokens import fold, tokenize

# How well a name fits by the way it begins as typed.
OWN = 1.0  # the label shown
OTHER_OWN = 0.95  # another word for it in the same language
INNER = 0.8  # a later word of the label
FOREIGN = 0.75  # a word for it in another language
BY_CONCEPT = 0.6  # a need, by a word for something it is about
BY_FOREIGN_CONCEPT = 0.5
ORGANISATION, ORGANISATION_INNER = 0.85, 0.65

# A beginning this short says too little to guess a need from one of its many concepts.
LEAST_FOR_NEED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be chosen, under one of its names; `count` is None until counted."""

    kind: str  # need, theme, concept, organisation
    value: str
    text: str
    count: int | None
    score: float


class SuggestTables:
    """The tables of one build."""

    def __init__(self, live: LiveBuild, concepts: Concepts) -> None:
        self._live = live
        self._concepts = concepts
        self._labels: Callable[[str], PrefixTable[Name]] = cache(self._make_labels)
        self.organisations = _table(_organisations(live.organisations))

    def labels(self, lang: str) -> PrefixTable[Name]:
        """Needs, themes and concepts, shown in `lang`."""
        known = language(lang)
        return self._labels(known if known in LABEL_LANGUAGES else "fi")

    def need(self, need: str, lang: str, score: float) -> Name:
        """A need by its id."""
        count = self._live.lexicon.df(term("zn", need))
        return Name("need", need, needs()[need].label(lang), count, score)

    def concept(self, concept: str, lang: str, score: float) -> Name:
        """A concept by its id."""
        count = listings_of(concept, self._live.lexicon)
        return Name("concept", concept, self._concepts.label(concept, lang), count, score)

    def _make_labels(self, lang: str) -> PrefixTable[Name]:
        return _table([*self._needs(lang), *_themes(lang), *self._named(lang)])

    def _needs(self, lang: str) -> Iterator[tuple[str, Name]]:
        for need in needs().values():
            shown = self.need(need.id, lang, OWN)
            if shown.count:
                yield from _by_labels(shown, need.labels, lang)
                yield from self._by_concepts(shown, need, lang)

    def _by_concepts(self, shown: Name, need: Need, lang: str) -> Iterator[tuple[str, Name]]:
        for concept in filter(None, map(self._concepts.get, need.concepts)):
            for label_lang, labels in concept.labels.items():
                score = BY_CONCEPT if label_lang == lang else BY_FOREIGN_CONCEPT
                for label in labels:
                    for key in _keys(label):
                        if len(key) >= LEAST_FOR_NEED:
                            yield key, _scored(shown, score)

    def _named(self, lang: str) -> Iterator[tuple[str, Name]]:
        for concept in self._concepts:
            shown = self.concept(concept.id, lang, OWN)
            if shown.count:
                yield from _by_words(shown, concept, lang)


def tables_of(live: LiveBuild, concepts: Concepts) -> SuggestTables:
    """The tables of a build, made when first asked for it."""
    return _tables(_Same(live), concepts)


def listings_of(concept: str, lexicon: Lexicon) -> int:
    """Listings that name the concept or something narrower: at least so many."""
    return max(lexicon.df(term(kind, concept)) for kind in ("zc", "zq", "zb", "zd"))


class _Same:
    """A build as a key: builds hold tables, which have no hash, and equal themselves only."""

    def __init__(self, live: LiveBuild) -> None:
        self.live = live

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.live is other.live

    def __hash__(self) -> int:
        return id(self.live)


@lru_cache(maxsize=2)  # the live build and, for as long as searches of it run, the one before
def _tables(key: _Same, concepts: Concepts) -> SuggestTables:
    return SuggestTables(key.live, concepts)


def _table(rows: Iterable[tuple[str, Name]]) -> PrefixTable[Name]:
    return PrefixTable(
        rows, lambda name: (-name.score, -(name.count or 0), len(name.text), name.text)
    )


def _themes(lang: str) -> Iterator[tuple[str, Name]]:
    for code, theme in taxonomy()["themes"].items():
        shown = Name("theme", code, theme.label(lang), None, OWN)
        yield from _by_labels(shown, theme.labels, lang)


def _by_labels(shown: Name, labels: Mapping[str, str], lang: str) -> Iterator[tuple[str, Name]]:
    """By one label per language, and by the later words of the one that is shown."""
    for label in dict.fromkeys(labels.values()):
        own = label == shown.text
        for key in _keys(label):
            yield key, shown if own else _scored(shown, FOREIGN)
        if own:
            for key in _later_words(label, lang):
                yield key, _scored(shown, INNER)


def _by_words(shown: Name, concept: Concept, lang: str) -> Iterator[tuple[str, Name]]:
    """A concept by all its words: those of the page's language are shown as they are."""
    for label_lang, labels in concept.labels.items():
        for label in labels:
            name = _scored(shown, FOREIGN)
            if label == shown.text:
                name = shown
            elif label_lang == lang:
                name = Name("concept", concept.id, label, shown.count, OTHER_OWN)
            yield from ((key, name) for key in _keys(label))


def _organisations(names: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    for value, text in names.items():
        shown = Name("organisation", value, text, None, ORGANISATION)
        yield from ((key, shown) for key in _keys(text))
        inner = _scored(shown, ORGANISATION_INNER)
        yield from ((key, inner) for key in _later_words(text, "fi"))


def _scored(name: Name, score: float) -> Name:
    return Name(name.kind, name.value, name.text, name.count, score)


def folded(text: str) -> str:
    """Words of a text as names are looked up: without accents, one space between."""
    return " ".join(fold(token) for token, _, _ in tokenize(text))


def _keys(label: str) -> set[str]:
    """The label as looked up; "ruoka-apu" is typed with a space too."""
    key = folded(label)
    return {key, key.replace("-", " ")} - {""}


def _later_words(label: str, lang: str) -> Iterator[str]:
    words = [token for token, _, _ in tokenize(label)]
    for index in range(1, len(words)):
        if not is_function(words[index], lang):
            yield " ".join(fold(word) for word in words[index:])
