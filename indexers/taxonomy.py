"""Code lists of listings with labels in three languages and more (data/taxonomy.tsv).

A code that is on no list is kept and counted, never dropped: its label is the code itself.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from indexers.value import Value
from synonyms.tsv import labels as labels_of
from synonyms.tsv import read_rows

LABEL_LANGUAGES = ("fi", "sv", "en")


class Term(Value):
    """One code of one list."""

    code: str
    labels: Mapping[str, str]  # fi, sv, en; of kinds and main themes in six more languages

    def label(self, lang: str) -> str:
        """The label in `lang`, or in Finnish for languages that have none."""
        return self.labels.get(lang) or self.labels["fi"]


@cache
def taxonomy() -> Mapping[str, Mapping[str, Term]]:
    """All lists: name -> code -> term, in the order of the table."""
    lists: dict[str, dict[str, Term]] = {}
    for row in read_rows(files("indexers") / "data" / "taxonomy.tsv"):
        labels = {lang: row[lang] for lang in LABEL_LANGUAGES} | _others(row["other"])
        lists.setdefault(row["list"], {})[row["code"]] = Term(code=row["code"], labels=labels)
    return lists


def _others(cell: str) -> dict[str, str]:
    """Labels of the column `other`: "ru: Спорт | et: Sport"."""
    pairs = (entry.partition(":") for entry in labels_of(cell))
    return {lang.strip(): text.strip() for lang, _, text in pairs}


def label(list_name: str, code: str, lang: str) -> str:
    """The label of a code; the code itself when the list does not know it."""
    term = taxonomy()[list_name].get(code)
    return term.label(lang) if term else code


def is_known(list_name: str, code: str) -> bool:
    """Whether the list has the code."""
    return code in taxonomy()[list_name]
