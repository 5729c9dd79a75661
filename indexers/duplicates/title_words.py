"""A word of a title in, what it tells apart out: level, age, gender, weekday, season, language.

Two groups of one club differ in such words only ("Jooga, alkeet", "Jooga, jatko"), so they are
kept apart from the words that say what the thing is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from synonyms.audiences import OLDEST, audiences
from synonyms.languages import language
from synonyms.tokens import fold
from synonyms.tsv import DATA, labels, read_rows

LANGUAGES = ("fi", "sv", "en")
TABLE = files("indexers") / "data" / "title_words.tsv"
FILLER = "filler"
# What one title may leave untold only if other facts of its listing tell it.
STRICT = frozenset(["level", "age", "gender", "weekday", "channel"])
# Of the words that the search reads as filters, those that tell groups apart.
READ = {
    "weekday": "weekday",
    "time": "time",
    "channel": "channel",
    "service_language": "language",
    "price": "price",
}


def marks_of(word: str, lang: str) -> tuple[str, ...]:
    """Marks ("age:senior", "weekday:2") of a base form or word as written; mostly none.

    Accents count: mån is Monday, man is a man.
    """
    return _marks().get(language(lang), {}).get(word, ())


def is_filler(word: str, lang: str) -> bool:
    """Whether the word says nothing of what the thing is: ryhmä, kurs, open."""
    return fold(word) in _fillers().get(language(lang), frozenset())


def days_told(days: Collection[int]) -> Iterator[str]:
    """The weekday marks that sessions on these days tell."""
    yield from (f"weekday:{day}" for day in days)
    for name in ("6,7", "1,2,3,4,5"):
        if days and all(str(day) in name for day in days):
            yield f"weekday:{name}"


def dimension(mark: str) -> str:
    """What a mark tells: the part before the colon."""
    return mark.partition(":")[0]


def ages_of(marks: Iterable[str]) -> list[tuple[int, int]]:
    """The ages that age marks stand for, both ends included."""
    named = [audiences()[mark.partition(":")[2]] for mark in marks if dimension(mark) == "age"]
    return [(one.age_min or 0, OLDEST if one.age_max is None else one.age_max) for one in named]


@cache
def _marks() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Language -> word -> marks."""
    found: dict[str, dict[str, tuple[str, ...]]] = {lang: {} for lang in LANGUAGES}
    for lang, label, mark in (*_of_titles(), *_of_readings(), *_of_audiences()):
        if " " not in label:
            before = found[lang].get(label, ())
            found[lang][label] = tuple(dict.fromkeys((*before, mark)))
    return found


def _of_titles() -> Iterator[tuple[str, str, str]]:
    for row in read_rows(TABLE):
        if row["dimension"] != FILLER:
            yield from _labelled(row, f"{row['dimension']}:{row['value']}")


def _of_readings() -> Iterator[tuple[str, str, str]]:
    for row in read_rows(DATA / "readings.tsv"):
        if row["parameter"] in READ:
            yield from _labelled(row, f"{READ[row['parameter']]}:{row['value']}")


def _of_audiences() -> Iterator[tuple[str, str, str]]:
    for audience in audiences().values():
        if audience.kind in ("age", "gender"):
            for lang in LANGUAGES:
                for label in audience.labels[lang]:
                    yield lang, label, f"{audience.kind}:{audience.id}"


def _labelled(row: Mapping[str, str], mark: str) -> Iterator[tuple[str, str, str]]:
    return ((lang, label, mark) for lang in LANGUAGES for label in labels(row[lang]))


@cache
def _fillers() -> Mapping[str, frozenset[str]]:
    rows = [row for row in read_rows(TABLE) if row["dimension"] == FILLER]
    return {
        lang: frozenset(fold(label) for row in rows for label in labels(row[lang]))
        for lang in LANGUAGES
    }
