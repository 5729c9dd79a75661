"""A public thesaurus as a second layer of words under the reviewed concepts: KOKO-like JSON in, a
concept table out, and the table read back.

A label that the reviewed concepts have already is left out, and so is one that would match by
accident. Nobody has reviewed the rest, so it weighs less.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from synonyms.concept_table import COLUMNS, LANGUAGES, Concept, read_table
from synonyms.concepts import Concepts
from synonyms.stopwords import is_filler, is_function
from synonyms.words import Word, analyze

THESAURUS_FILE = "thesaurus.tsv"

# "masennus (tunteet)": the word alone means more than the concept. "twins, identical": nobody
# writes it so, and the plain order stands beside it. A bar would split the cell.
_ODD = frozenset("(),|\t\r\n")
# Labels of one or two letters are abbreviations of too much; so are longer ones in capitals, which
# match as common words: TEE and ALAT are examinations in a hospital, tea and fields elsewhere.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """An imported thesaurus; `sha256` tells one import from another."""

    concepts: Concepts
    sha256: str

    def names(self, words: Sequence[Word], lang: str) -> Iterator[str]:
        """Names of the concepts that the words name as a whole.

        A name is a label rather than an id, so that it can be read where it is told as a reason.
        """
        for match in self.concepts.match(words, lang):
            if match.via == "lemma":
                yield self.concepts.label(match.concept, LANGUAGES[0]).lower()


def read_thesaurus(path: Path) -> Thesaurus | None:
    """Return the thesaurus of an imported table; None where there is no such file.

    Raises ConceptTableError, which names file and line.
    """
    if not path.is_file():
        return None
    concepts = Concepts({concept.id: concept for _, concept in read_table(path)})
    return Thesaurus(concepts, sha256(path.read_bytes()).hexdigest())


class ThesaurusError(ValueError):
    """A thesaurus that cannot be read; the message says what was expected."""


def concepts_of(content: Any, ours: Concepts) -> list[Concept]:
    """Return the concepts of a thesaurus that have labels of their own, by id.

    `content` is parsed JSON: {"items": [{"uri", "label": {lang: text}, "alt" and "hidden": {lang:
    [text, …]}, "broader": [uri, …]}, …]}. Raises ThesaurusError.
    """
    try:
        items = {_id(one["uri"]): one for one in content["items"]}
        found = {id_: _concept(id_, one, ours) for id_, one in items.items()}
    except (LookupError, TypeError, AttributeError) as error:
        raise ThesaurusError(
            f'expected JSON with "items" of uri, label, alt, hidden and broader, got {error!r}'
        ) from error
    kept = {id_ for id_, one in found.items() if one.labels}
    return [
        Concept(one.id, tuple(above for above in one.broader if above in kept), (), one.labels)
        for id_, one in sorted(found.items())
        if id_ in kept
    ]


def table_of(concepts: Iterable[Concept], comments: Iterable[str]) -> str:
    """Return the concepts as a concept table with comments on top."""
    lines = [*(f"# {comment}" for comment in comments), "\t".join(COLUMNS)]
    for one in concepts:
        labels = [" | ".join(one.labels.get(lang, ())) for lang in LANGUAGES]
        lines.append("\t".join([one.id, " ".join(one.broader), "", *labels, ""]))
    return "\n".join(lines) + "\n"


def _id(uri: str) -> str:
    """http://www.yso.fi/onto/koko/p123 -> koko_p123."""
    return "_".join(re.sub(r"\W", "", part) for part in uri.rstrip("/").split("/")[-2:])


def _concept(id_: str, item: Mapping[str, Any], ours: Concepts) -> Concept:
    labels = {lang: tuple(dict.fromkeys(_kept(item, lang, ours))) for lang in LANGUAGES}
    broader = tuple(_id(uri) for uri in item.get("broader", ()))
    return Concept(id_, broader, (), {lang: texts for lang, texts in labels.items() if texts})


def _kept(item: Mapping[str, Any], lang: str, ours: Concepts) -> Iterator[str]:
    preferred = item.get("label", {}).get(lang)
    other = [text for kind in ("alt", "hidden") for text in item.get(kind, {}).get(lang, ())]
    for text in (*([preferred] if preferred else ()), *other):
        odd = len(text) < SHORTEST or text.isupper() or _ODD & set(text)
        if not odd and not _is_ours(text, lang, ours):
            yield text


def _is_ours(text: str, lang: str, ours: Concepts) -> bool:
    """Whether the label is grammar or filler only, or names a reviewed concept as a whole."""
    words = analyze(text, lang)
    if all(is_function(word, lang) or is_filler(word, lang) for word in words):
        return True
    return any(
        match.via == "lemma" and match.words == (0, len(words)) for match in ours.match(words, lang)
    )
