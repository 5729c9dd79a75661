"""The reviewed concepts in one object: matching, labels, and what is broader and narrower."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from synonyms.concept_table import FOLDER, LANGUAGES, Concept, ConceptTableError, read_folder
from synonyms.languages import language
from synonyms.matching import ConceptMatch, Matcher
from synonyms.words import Word

__all__ = ["Concept", "ConceptMatch", "ConceptTableError", "Concepts"]


class Concepts:
    """All concepts of a folder of tables; immutable and safe to share between threads."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._concepts = dict(concepts)
        self._broader = {id_: concept.broader for id_, concept in concepts.items()}
        self._narrower: dict[str, tuple[str, ...]] = {}
        for id_, concept in concepts.items():
            for above in concept.broader:
                self._narrower[above] = (*self._narrower.get(above, ()), id_)
        self._matcher = Matcher(concepts.values())

    @classmethod
    def load(cls, folder: Path | None = None) -> "Concepts":
        """Read the tables of a folder (the package's own by default), once per process.

        Raises ConceptTableError, which names file and line.
        """
        return _load((folder or FOLDER).resolve())

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __contains__(self, id_: object) -> bool:
        return id_ in self._concepts

    def get(self, id_: str) -> Concept | None:
        """The concept, or None for an id of no table."""
        return self._concepts.get(id_)

    def match(self, words: Sequence[Word], lang: str) -> tuple[ConceptMatch, ...]:
        """Concepts named by words that were analysed in `lang`, in the order of the text."""
        return self._matcher.match(words, lang)

    def prepare(self) -> None:
        """Read what is read when first needed, so that no search waits for it; takes seconds."""
        self._matcher.prepare()

    def label(self, id_: str, lang: str) -> str:
        """Preferred label in the language, else in fi, sv, en; the id when there is none."""
        concept = self._concepts.get(id_)
        if concept is None:
            return id_
        for choice in (language(lang), *LANGUAGES):
            if concept.labels.get(choice):
                return concept.labels[choice][0]
        return next((labels[0] for labels in concept.labels.values()), id_)

    def broader(self, id_: str) -> tuple[tuple[str, int], ...]:
        """Everything above the concept as (id, depth), nearest first; depth 1 is a parent."""
        return _walk(id_, self._broader)

    def narrower(self, id_: str) -> tuple[tuple[str, int], ...]:
        """Everything below the concept as (id, depth), nearest first; depth 1 is a child."""
        return _walk(id_, self._narrower)


@lru_cache(maxsize=8)
def _load(folder: Path) -> Concepts:
    return Concepts(read_folder(folder))


def _walk(id_: str, steps: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    """Breadth first, each id once, so that a loop in the tables ends."""
    found: dict[str, int] = {id_: 0}
    level = [id_]
    while level:
        level = [
            step for above in level for step in steps.get(above, ()) if _new(step, above, found)
        ]
    return tuple((step, depth) for step, depth in found.items() if depth)


def _new(step: str, above: str, found: dict[str, int]) -> bool:
    if step in found:
        return False
    found[step] = found[above] + 1
    return True
