"""Names of findings and groups in the language of a report."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from geo.regions import regions
from indexers.quality.survey import NOWHERE
from indexers.taxonomy import label
from synonyms.tsv import read_rows

LANGUAGES = ("fi", "sv", "en")
UNTOLD = {"fi": "(ei kerrottu)", "sv": "(inte angiven)", "en": "(not told)"}


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    rows = read_rows(files("indexers") / "data" / "findings.tsv")
    return {row["code"]: row for row in rows}


def kinds() -> tuple[str, ...]:
    """All kinds of findings, in the order of the table."""
    return tuple(_rows())


def finding_label(kind: str, lang: str) -> str:
    """The short name of a kind of finding."""
    return _rows()[kind][lang]


def advice(kind: str, lang: str) -> str:
    """What the owner of a listing can do about it."""
    return _rows()[kind][f"advice_{lang}"]


def group_label(grouping: str, code: str, names: Mapping[str, str], lang: str) -> str:
    """The name of a source, region or organisation; `names` has those of organisations."""
    if code == NOWHERE:
        return UNTOLD[lang]
    if grouping == "region":
        return regions()[code].name(lang) if code in regions() else code
    return label("sources", code, lang) if grouping == "source" else names.get(code, code)
