"""Words that say something other than the topic (price, channel, day, time, language, access).

Words in, readings out; the table is synonyms/data/readings.tsv. A reading names the parameter it
stands for, its value and the words it was read from.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from synonyms.languages import language
from synonyms.tsv import DATA, labels, read_rows
from synonyms.words import Word, fold

LANGUAGES = ("fi", "sv", "en")
LONGEST = 4  # words of a label in the table
# "yli 65-vuotiaille", "7-vuotias", "60+", "65 år", "aged 7".
AGE = re.compile(r"^(\d{1,3})(?:\+|-?(?:vuotia\w*|v|vuotta|åri\w*|år|years?|year-old\w*))$")
BARE_AGE = re.compile(r"^\d{1,3}$")
# kolmevuotiaalle
NUMBERS = {
    name: str(number)
    for number, name in enumerate(
        [
            *("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan"),
            *("yhdeksän", "kymmenen", "yksitoista", "kaksitoista", "kolmetoista", "neljätoista"),
        ],
        start=1,
    )
}
AGE_WORDS = frozenset(["vuotias", "vuosi", "år", "year", "years"])


@dataclass(frozen=True, slots=True)
class WordsRead:
    """A parameter and value, with the indexes of the words."""

    parameter: str
    value: str
    words: tuple[int, ...]


def readings_in(words: Sequence[Word], lang: str) -> list[WordsRead]:
    """Readings without overlaps, the longer ones first."""
    found: list[WordsRead] = []
    taken: set[int] = set()
    candidates = [*_ages(words), *_from_table(words, lang)]
    for reading in sorted(candidates, key=lambda one: -len(one.words)):
        if not taken & set(reading.words) or reading.parameter in ("weekday", "time"):
            found.append(reading)
            taken |= set(reading.words)
    return found


def _from_table(words: Sequence[Word], lang: str) -> Iterator[WordsRead]:
    table = _table().get(language(lang)) or _table()["fi"]
    for index, word in enumerate(words):
        for size in range(1, min(LONGEST, len(words) - index) + 1):
            forms = _forms(words[index : index + size])
            for parameter, value in {table[form] for form in forms if form in table}:
                yield WordsRead(parameter, value, tuple(range(index, index + size)))
        # tiistai-ilta names a day and a time of day
        for part in word.parts:
            if fold(part) in table and table[fold(part)][0] in ("weekday", "time"):
                yield WordsRead(*table[fold(part)], (index,))


def _forms(words: Sequence[Word]) -> set[str]:
    """The words as written and by base form, joined."""
    if not words:
        return set()
    forms = {""}
    for word in words:
        own = {fold(word.surface), *(fold(lemma) for lemma in word.lemmas)}
        forms = {f"{form} {one}".strip() for form in forms for one in own}
    return forms


def _ages(words: Sequence[Word]) -> Iterator[WordsRead]:
    for index, word in enumerate(words):
        if found := AGE.match(word.surface):
            yield WordsRead("age", found[1], (index,))
        elif len(word.parts) == 2 and word.parts[1] == "vuotias" and word.parts[0] in NUMBERS:
            yield WordsRead("age", NUMBERS[word.parts[0]], (index,))
        elif BARE_AGE.match(word.surface) and _is_age_word(words[index + 1 : index + 2]):
            yield WordsRead("age", word.surface, (index, index + 1))


def _is_age_word(words: Sequence[Word]) -> bool:
    return any(AGE_WORDS & {word.surface, *word.lemmas} for word in words)


@cache
def _table() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Language -> form -> (parameter, value)."""
    found: dict[str, dict[str, tuple[str, str]]] = {lang: {} for lang in LANGUAGES}
    for row in read_rows(DATA / "readings.tsv"):
        for lang in LANGUAGES:
            for label in labels(row[lang]):
                form = " ".join(fold(part) for part in label.split())
                found[lang][form] = (row["parameter"], row["value"])
    return found
