"""Texts that exist in some languages only: the one to show, and its language when it differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexers.index.card import FALLBACKS
from indexers.listing import Listing, Text


@dataclass(frozen=True, slots=True)
class Told:
    """A text; `lang` is None when it is in the language of the page, or in none that is known."""

    text: str
    lang: str | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text line by line: sources write a paragraph, or an item of a list, on a line."""
        parts = (part.strip() for part in self.text.splitlines())
        return tuple(part for part in parts if part)


NOTHING = Told("")


def told(texts: Mapping[str, str], lang: str) -> Told:
    """The text of a language, or of the first language that has one."""
    for language in (lang, *FALLBACKS, *texts):
        if texts.get(language):
            return Told(texts[language], None if language == lang else language)
    return NOTHING


def told_of(listing: Listing, field: Callable[[Text], str], lang: str) -> Told:
    """One field of a listing's texts."""
    return told({language: field(text) for language, text in listing.texts.items()}, lang)
