"""For whom something is, as people write it: "7–12 v", "eläkeläisille", "tytöt 13–17 v"."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from indexers.listing import AgeRange
from indexers.listing import Audience as Listed
from indexers.taxonomy import LABEL_LANGUAGES
from indexers.written import REMEMBERED
from indexers.written.ages import OLDEST, ages_in
from synonyms.audiences import Audience, audiences
from synonyms.words import Word, analyze

GENDERS = {"women": "female", "girls": "female", "men": "male", "boys": "male"}
LONGEST = 3  # words of a label


@lru_cache(maxsize=REMEMBERED)
def audience_in(text: str, lang: str = "fi") -> Listed | None:
    """Ages, genders and groups that a text names; None when it names none.

    Ages in numbers come before the ages of words: "nuoret 13–17 v" are 13–17 only.
    """
    ages = ages_in(text)
    named = _named(text, lang)
    if ages is None and not named:
        return None
    if ages is None:
        ages = tuple(dict.fromkeys(_ages(one) for one in named if one.kind == "age"))
    genders = dict.fromkeys(GENDERS[one.id] for one in named if one.id in GENDERS)
    groups = tuple(one.id for one in named if one.kind == "group")
    # "Women and men" limits nothing.
    limits = tuple(genders) if len(genders) == 1 else ()
    return Listed.model_validate({"ages": ages, "genders": limits, "groups": groups})


def _named(text: str, lang: str) -> tuple[Audience, ...]:
    """Audiences that the text names, read in its language, else in one of the others."""
    for one in dict.fromkeys((lang, *LABEL_LANGUAGES)):
        if ids := dict.fromkeys(_ids(analyze(text, one))):
            return tuple(audiences()[name] for name in ids)
    return ()


def _ids(words: Sequence[Word]) -> Iterator[str]:
    """The longest labels, word by word: young adults are not all the young and all adults."""
    start = 0
    while start < len(words):
        for size in range(min(LONGEST, len(words) - start), 0, -1):
            forms = ({word.surface, *word.lemmas} for word in words[start : start + size])
            named = [
                _by_label()[label]
                for form in product(*forms)
                if (label := " ".join(form)) in _by_label()
            ]
            if named:
                yield named[0]
                start += size - 1
                break
        start += 1


def _ages(audience: Audience) -> AgeRange:
    high = audience.age_max
    return AgeRange(min=audience.age_min or 0, max=None if high is None else min(high, OLDEST))


@cache
def _by_label() -> Mapping[str, str]:
    """Ids by label in any language; of one word in two rows the first is meant."""
    found: dict[str, str] = {}
    for audience in audiences().values():
        for lang in LABEL_LANGUAGES:
            for label in audience.labels[lang]:
                found.setdefault(label.casefold(), audience.id)
    return found
