"""A compound in, the ways to cut it out: at every seam, or in two where one side stays whole."""

from synonyms.lexicon import Lexicon
from synonyms.words import Word

SEAM_HEAD, SEAM_TAIL = 4, 4  # letters on either side of a seam that only a label shows


def cuts(word: Word, labels: Lexicon) -> list[list[str]]:
    """Lists of pieces, each in reading order; empty when it is no compound."""
    if len(word.parts) >= 2:
        return [list(word.parts), *_in_two(word)]
    seam = None if word.known else _seam(word, labels)
    return [seam] if seam else []


def _in_two(word: Word) -> list[list[str]]:
    """Cuts where one side is a longer piece: kuntosali + ryhmä, not kunto + sali + ryhmä."""
    parts, found = list(word.parts), []
    for joined in word.joined:
        for size in range(2, len(parts)):
            if joined.startswith(parts[0][:3]):
                found.append([joined, *parts[size:]])
                break
            if joined.endswith(parts[-1]):
                found.append([*parts[:-size], joined])
                break
    return found


def _seam(word: Word, labels: Lexicon) -> list[str] | None:
    """The cut of a compound no dictionary knows, where a label ends it: pyörätuoli + koris."""
    for lemma in word.lemmas:
        for cut in range(SEAM_HEAD, len(lemma) - SEAM_TAIL + 1):
            if lemma[cut:] in labels:
                return [lemma[:cut], lemma[cut:]]
    return None
