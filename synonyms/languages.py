"""A token and its language in, its reading out: one analyser per language, for index and query.

Finnish is read by Voikko, seven languages by word lists, every other one stays as written (accents
are folded where terms are looked up). Compounds are taken apart in Finnish and Swedish.
"""

from synonyms.dictionaries import LANGUAGES, look_up, overrides, stem
from synonyms.finnish import LONGEST, read_finnish
from synonyms.reading import Reading, unique
from synonyms.swedish import compound, is_base_form


def language(code: str) -> str:
    """Two-letter code of a language tag: "fi-FI" -> "fi", "SV" -> "sv"."""
    return code.replace("_", "-").partition("-")[0].strip().lower()


def read(token: str, lang: str) -> Reading:
    """Read one normalised token in a language given by its two-letter code."""
    if not token or len(token) > LONGEST:
        return Reading((token,))
    if token.isdecimal():
        return Reading((token,), known=True, kind="number")
    if lang == "fi":
        reviewed = overrides().get((lang, token))
        return Reading(reviewed, known=True) if reviewed else read_finnish(token)
    if lang in LANGUAGES:
        return _by_list(token, lang)
    return Reading((token,))


def base_forms(token: str, lang: str) -> tuple[str, ...]:
    """The lemmas `read` gives, without taking compounds apart where the list knows the word."""
    if lang in LANGUAGES and 0 < len(token) <= LONGEST:
        lemmas = _listed(_bare(token, lang), lang)
        if lemmas:
            return lemmas
    return read(token, lang).lemmas


def _bare(token: str, lang: str) -> str:
    return token.removesuffix("'s") if lang == "en" else token


def _by_list(token: str, lang: str) -> Reading:
    word = _bare(token, lang)
    lemmas = _listed(word, lang)
    if lemmas:
        split = compound(lemmas[0]) if lang == "sv" else None
        return Reading(lemmas, parts=split.parts if split else (), known=True)
    if "-" in word:
        return _hyphenated(word, lang)
    if lang == "sv":
        found = compound(word)
        if found is not None:
            return found
    return Reading(unique([word, stem(word, lang)]))


def _listed(word: str, lang: str) -> tuple[str, ...]:
    lemmas = look_up(word, lang)
    if lemmas and word not in lemmas and _also_base_form(word, lang):
        return (*lemmas, word)
    return lemmas


def _also_base_form(word: str, lang: str) -> bool:
    """Whether a form the list reads as inflected is a base form too: missbruk, knitting."""
    if lang == "en":
        return word.endswith("ing")
    return lang == "sv" and is_base_form(word)


def _hyphenated(word: str, lang: str) -> Reading:
    sides = [read(side, lang) for side in word.split("-") if side]
    if not sides:
        return Reading((word,))
    before = word[: len(word) - len(word.rsplit("-", 1)[-1])]
    return Reading(
        unique([before + lemma for lemma in sides[-1].lemmas], [word]),
        parts=unique(*(side.lemmas for side in sides), sides[-1].parts),
        known=all(side.known for side in sides),
    )
