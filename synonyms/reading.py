"""What an analyser says about one token, before it is placed in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """All readings of one token merged; the fields are those of `words.Word`."""

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    known: bool = False
    kind: str = "other"


def unique(*groups: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The words of all groups in order, each once, empty ones left out."""
    return tuple(dict.fromkeys(word for group in groups for word in group if word))
