"""A text on its way, taken apart for suggestions: string work only, for it is done at every key."""

from dataclasses import dataclass

from search_service.suggesting.tables import folded
from synonyms.stopwords import is_filler, is_function
from synonyms.tokens import tokenize
from synonyms.words import Word


@dataclass(frozen=True, slots=True)
class Typed:
    """What has been typed so far."""

    text: str
    lang: str
    whole: str
    """All words as names are looked up: without accents and capitals."""
    telling: str
    """The same without grammar and filler."""
    rest: str
    """What stands before the last word; empty when it tells nothing."""
    last: str

    @classmethod
    def read(cls, text: str, lang: str) -> "Typed":
        """Take a text apart."""
        tokens = tokenize(text)
        if not tokens:
            return cls(text, lang, "", "", "", "")
        before = [one for one in tokens[:-1] if tells(one[0], lang)]
        telling = [one[0] for one in (*before, tokens[-1])]
        rest = text[: before[-1][2]].strip() if before else ""
        last = folded(tokens[-1][0])
        return cls(text, lang, folded(text), folded(" ".join(telling)), rest, last)

    @property
    def keys(self) -> tuple[str, ...]:
        """What names are looked up by."""
        return tuple(dict.fromkeys((self.whole, self.telling)))

    @property
    def letters(self) -> int:
        """Letters and digits typed."""
        return sum(map(str.isalnum, self.whole))


def tells(word: Word | str, lang: str) -> bool:
    """Whether a word says what is looked for."""
    return not is_function(word, lang) and not is_filler(word, lang)
