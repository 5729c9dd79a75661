"""The gazetteer: free text in, the places it names out, inflected, Swedish or without accents."""

import re
import unicodedata
from functools import cache

from geo.folding import fold
from geo.name_forms import FormReading, longest_names, name_forms
from geo.near_words import word_after, words_before
from geo.place import Match, Mention, Place
from geo.place_lookup import look_up
from geo.places import named_postcode
from geo.postcodes import postcodes

__all__ = ["Gazetteer", "Match", "Mention", "Place"]

# A word with what may stand inside one: "Mänttä-Vilppula", "S:t", "Helsinki's". Combining marks
# belong to it where a text comes decomposed.
_LETTERS = r"(?:[^\W_]|[\u0300-\u036f])+"
_WORD = re.compile(rf"{_LETTERS}(?:[-:'’]{_LETTERS})*")

# Particles that Finnish hangs on any form: Tampereellakin, Espoossako.
_CLITICS = ("kin", "kaan", "kään", "han", "hän", "ko", "kö")
# Without them at least this much of the name must be left.
_SHORTEST_STEM = 5

_DIRECTIONS = frozenset(
    ["etelä", "pohjois", "itä", "länsi", "keski", "koillis", "kaakkois", "lounais", "luoteis"]
)


class Gazetteer:
    """Knows every form of every place name. Holds no state that changes: share it freely."""

    def __init__(self) -> None:
        self._forms = name_forms()
        self._longest = longest_names()

    @staticmethod
    def load() -> "Gazetteer":
        """Return the one gazetteer of this process; the first call takes about a quarter second."""
        return _loaded()

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the places the text names, in order, without overlaps; the longest name wins."""
        tokens = [*_WORD.finditer(text)]
        words = [_normal(token.group()) for token in tokens]
        found: list[Mention] = []
        index = 0
        while index < len(words):
            count, reading = self._longest_at(words, index)
            if reading is None:
                found += self._parts_of(words, tokens, index)
            elif not _in_address(text, tokens[index].start(), tokens[index + count - 1].end()):
                found.append(_mention(reading, words, tokens, index, count))
            index += count
        return tuple(found)

    def lookup(self, text: str, lang: str = "fi", limit: int = 10) -> list[Match]:
        """Return places for a typed and perhaps unfinished or misspelt name, the best first."""
        return look_up(text, lang, limit)

    def _longest_at(self, words: list[str], index: int) -> tuple[int, FormReading | None]:
        word = words[index]
        for count in range(self._longest.get(word, 1), 1, -1):
            reading = self._forms.get(" ".join(words[index : index + count]))
            if reading is not None and index + count <= len(words):
                return count, reading
        return 1, self._read(word)

    def _read(self, word: str) -> FormReading | None:
        """Read one word as it stands, without accents, or without what hangs on its end."""
        reading = self._forms.get(word)
        if reading is not None:
            return reading
        if not word.isascii():
            reading = self._partly_accented(word)
        elif word.isdigit():
            return _postcode(word)
        if reading is None and word.endswith(_CLITICS):
            reading = self._without_clitic(word)
        if reading is None and ("'" in word or "’" in word):
            reading = self._forms.get(re.split("['’]", word, maxsplit=1)[0])
        return reading

    def _partly_accented(self, word: str) -> FormReading | None:
        reading = self._forms.get(fold(word))
        return reading if reading is not None and reading.allows(word) else None

    def _without_clitic(self, word: str) -> FormReading | None:
        stems = (word.removesuffix(clitic) for clitic in _CLITICS if word.endswith(clitic))
        return next(
            (self._forms[s] for s in stems if len(s) >= _SHORTEST_STEM and s in self._forms), None
        )

    def _parts_of(self, words: list[str], tokens: list[re.Match[str]], index: int) -> list[Mention]:
        """Read "Itä-Helsingissä" as Helsinki and "Turku-Tampere" as both; "Turku-kirja" as none."""
        parts = words[index].split("-")
        if len(parts) < 2:
            return []
        readings = [self._read(part) for part in parts]
        if len(parts) == 2 and parts[0] in _DIRECTIONS and readings[1] is not None:
            return [_mention(readings[1], words, tokens, index, 1)]
        if None in readings:
            return []
        start = tokens[index].start()
        found = []
        for reading, raw in zip(readings, tokens[index].group().split("-"), strict=True):
            if reading is not None:
                span = (start, start + len(raw))
                found.append(
                    Mention(*span, reading.place, reading.case, False, reading.ambiguous, span)
                )
            start += len(raw) + 1
        return found


def _mention(
    reading: FormReading, words: list[str], tokens: list[re.Match[str]], index: int, count: int
) -> Mention:
    before, near = words_before(words, index)
    after = reading.case not in ("inner", "outer") and word_after(words, index + count)
    last = index + count - 1
    return Mention(
        start=tokens[index].start(),
        end=tokens[last].end(),
        place=reading.place,
        case=reading.case,
        near=near or after,
        ambiguous=reading.ambiguous,
        phrase=(tokens[index - before].start(), tokens[last + after].end()),
    )


def _in_address(text: str, start: int, end: int) -> bool:
    """Tell "info@tampere.fi" and "www.turku.fi" from a text about Tampere and Turku."""
    if start > 0 and text[start - 1] in "@.":
        return start > 1 and not text[start - 2].isspace()
    return text[end : end + 1] == "@" or (
        text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()
    )


def _postcode(word: str) -> FormReading | None:
    found = postcodes().get(word)
    if found is None:
        return None
    return FormReading(named_postcode(found), "nominative", ambiguous=False, written=word)


def _normal(word: str) -> str:
    word = word.lower()
    return word if word.isascii() else unicodedata.normalize("NFC", word)


@cache
def _loaded() -> Gazetteer:
    return Gazetteer()
