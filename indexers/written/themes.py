"""Subjects as people name them in, themes of our list out: "Uinti" is ht_urheilu.

The code or label of a theme or of a need comes first. Any other words are read by the reviewed
concepts. Which theme a need or a concept has stands in data/concept_themes.tsv.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from geo.folding import plain_case
from indexers.written import REMEMBERED
from indexers.written.labels import code_of
from synonyms.concepts import Concepts
from synonyms.needs import needs
from synonyms.tsv import read_rows
from synonyms.words import analyze


@lru_cache(maxsize=REMEMBERED)
def themes_of(text: str, lang: str = "fi") -> tuple[str, ...]:
    """Themes that the text means; none when nothing of ours knows it."""
    if code := code_of("themes", text, lang):
        return (code,)
    if need := need_of(text):
        return tuple(filter(None, [_table("need").get(need)]))
    concepts = Concepts.load()
    named = (match.concept for match in concepts.match(analyze(text, lang), lang))
    return tuple(dict.fromkeys(theme for one in named for theme in _nearest(one, concepts)))


def need_of(text: str) -> str | None:
    """The need that the text is the id or a label of."""
    return _needs().get(plain_case(text))


def _nearest(concept: str, concepts: Concepts) -> Iterator[str]:
    """The themes of the concept, else of the nearest ones above it that have any."""
    table = _table("concept")
    above = [(concept, 0), *concepts.broader(concept)]
    nearest = min((depth for one, depth in above if one in table), default=None)
    yield from (table[one] for one, depth in above if depth == nearest and one in table)


@cache
def _needs() -> Mapping[str, str]:
    """Needs by their ids and labels."""
    names = ((name, need) for need in needs().values() for name in (need.id, *need.labels.values()))
    return {plain_case(name): need.id for name, need in names}


@cache
def _table(list_name: str) -> Mapping[str, str]:
    rows = read_rows(files("indexers") / "data" / "concept_themes.tsv")
    return {row["id"]: row["theme"] for row in rows if row["list"] == list_name}
