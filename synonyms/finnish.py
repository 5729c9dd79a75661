"""A Finnish token in, its base forms, compound parts and roots out, by libvoikko.

libvoikko is a system library and not thread-safe: every thread has its own handle. Where it is
missing, the Snowball stemmer takes over, which finds much less; `finnish_engine` says which works.
"""

import threading
from collections.abc import Callable
from functools import lru_cache

import libvoikko
import snowballstemmer

from synonyms.compounds import Pieces, pieces
from synonyms.guess import guess
from synonyms.negation import without
from synonyms.reading import Reading, unique

# Longer than any Finnish word in use (61 letters in dictionaries); what is longer is noise.
LONGEST = 80
# More readings than this are accidents of compounding.
MOST_READINGS = 12

_KINDS = {
    "nimisana": "noun",
    "nimisana_laatusana": "adjective",
    "laatusana": "adjective",
    "teonsana": "verb",
    "paikannimi": "place",
    "nimi": "name",
    "etunimi": "name",
    "sukunimi": "name",
    "lukusana": "number",
    "asemosana": "function",
    "sidesana": "function",
    "suhdesana": "function",
    "kieltosana": "function",
}
_handles = threading.local()


@lru_cache(maxsize=1)
def finnish_engine() -> str:
    """What reads Finnish: "voikko", or "snowball" where libvoikko or its words are missing."""
    try:
        libvoikko.Voikko("fi").terminate()
    except (libvoikko.VoikkoException, OSError):
        return "snowball"
    return "voikko"


def finnish_available() -> bool:
    """Whether Finnish is read by Voikko; when false, say so at start and in /readyz."""
    return finnish_engine() == "voikko"


def voikko_analyses(token: str) -> list[dict[str, str]]:
    """Voikko's own analyses of a token, by this thread's handle."""
    if not token or len(token) > LONGEST:
        return []
    found: list[dict[str, str]] = _voikko().analyze(token)
    return [analysis for analysis in found[:MOST_READINGS] if analysis.get("BASEFORM")]


def voikko_suggestions(token: str) -> list[str]:
    """Voikko's own spellings for a token it does not know, the likeliest first."""
    if not token or len(token) > LONGEST or not finnish_available():
        return []
    found: list[str] = _voikko().suggest(token)
    return found


def _voikko() -> libvoikko.Voikko:
    """This thread's handle: libvoikko's are not safe to share."""
    try:
        return _handles.voikko
    except AttributeError:
        _handles.voikko = libvoikko.Voikko("fi")
        return _handles.voikko


def read_finnish(token: str) -> Reading:
    """All readings of a lower-case Finnish token."""
    if not finnish_available():
        return read_by_snowball(token)
    found = voikko_analyses(token)
    if not found:
        return guess(token, voikko_analyses, _known)
    return _known(token, _plausible(found))


def read_by_snowball(token: str) -> Reading:
    """The fallback: a Snowball stem stands in for the base form, and no word counts as known."""
    try:
        stem: Callable[[str], str] = _handles.snowball
    except AttributeError:
        stem = _handles.snowball = snowballstemmer.stemmer("finnish").stemWord
    return Reading(unique([stem(token)]) or (token,), kind="number" if token.isdigit() else "other")


def _plausible(found: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without accidental compounds, where a simple reading exists.

    lähiöissä is lähiö, not lähi + yö, and näkymätön not näky + mättö; lauluilta stays both laulu
    and lauluilta.
    """
    simple = [analysis for analysis in found if _simple(analysis)]
    if not simple or len(simple) == len(found):
        return found
    if any(_bases(analysis).endswith(("(+ton)", "(+tön)")) for analysis in simple):
        return simple
    return [found_one for found_one in found if not _bases(found_one).endswith("(yö)")]


def _simple(analysis: dict[str, str]) -> bool:
    return analysis.get("STRUCTURE", "").count("=") == 1


def _bases(analysis: dict[str, str]) -> str:
    return analysis.get("WORDBASES") or ""


def _known(token: str, found: list[dict[str, str]]) -> Reading:
    lemmas: list[str] = []
    best: dict[str, Pieces] = {}
    for analysis in found:
        base = analysis["BASEFORM"].lower()
        if analysis.get("SIJAMUOTO") == "vajanto":
            lemmas.append(without(token, voikko_analyses))
            continue
        lemmas.extend(unique([base], _verbal_noun(token, analysis)))
        new = pieces(token, analysis, voikko_analyses)
        best[base] = _better(best[base], new) if base in best else new
    chosen = list(best.values())
    # With a simple reading beside them the compounds are mostly accidents: varsinaista is not
    # varsi + nainen. lauluilta loses nothing, since laulu is its other reading.
    split = [] if any(_simple(analysis) for analysis in found) else chosen
    lemmas_found = unique(lemmas)
    return Reading(
        lemmas_found,
        parts=unique(*(piece.parts for piece in split)),
        joined=unique(*(piece.joined for piece in split)),
        roots=tuple(
            root for root in unique(*(piece.roots for piece in chosen)) if root not in lemmas_found
        ),
        known=True,
        kind=_KINDS.get(found[0].get("CLASS", ""), "other"),
    )


def _better(old: Pieces, new: Pieces) -> Pieces:
    """Of two readings with one lemma: the parts of the one with fewer parts, the roots of both."""
    parts = min((old, new), key=lambda piece: (not piece.parts, len(piece.parts)))
    return Pieces(
        parts.parts, parts.joined or old.joined or new.joined, unique(old.roots, new.roots)
    )


def _verbal_noun(token: str, analysis: dict[str, str]) -> list[str]:
    """The noun of a -minen form, which Voikko reads as the verb only: neulomista -> neulominen."""
    if analysis.get("MOOD") != "MINEN-infinitive":
        return []
    stem, found, _ = token.rpartition("minen")
    if not found:
        stem, found, _ = token.rpartition("mis")
    return [stem + "minen"] if found else []
