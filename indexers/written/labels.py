"""Words of any of our languages in, a code of one of our lists out: "Maksuton" is price free."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from geo.folding import fold, plain_case
from indexers.taxonomy import LABEL_LANGUAGES, taxonomy
from indexers.written import REMEMBERED
from synonyms.tsv import DATA, labels, read_rows
from synonyms.words import analyze

# List -> the parameter of synonyms/data/readings.tsv that has further words for its codes.
PARAMETERS = {
    "prices": "price",
    "channels": "channel",
    "accessibility": "accessibility",
    "languages": "service_language",
    "kinds": "kind",
}
SAME = {"cheap": "paid"}  # a reading that is no code of its list


@lru_cache(maxsize=REMEMBERED)
def code_of(list_name: str, text: str, lang: str = "fi") -> str | None:
    """The code that the text is, or whose label it is; upper case, accents and endings aside.

    `list_name` is one of taxonomy(); None for a text that is no label.
    """
    exact, folded = _codes(list_name)
    plain = plain_case(text)
    if found := exact.get(plain) or folded.get(fold(text)):
        return found
    words = analyze(text, lang)
    if len(words) != 1:
        return None
    return next((exact[lemma] for lemma in words[0].lemmas if lemma in exact), None)


@cache
def _codes(list_name: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Codes by label as written, and by label without accents where that means one code."""
    pairs = list(_pairs(list_name))
    exact = {plain_case(label): code for label, code in reversed(pairs)}
    folded: dict[str, set[str]] = {}
    for label, code in pairs:
        folded.setdefault(fold(label), set()).add(code)
    return exact, {label: codes.pop() for label, codes in folded.items() if len(codes) == 1}


def _pairs(list_name: str) -> Iterator[tuple[str, str]]:
    for code, term in taxonomy()[list_name].items():
        yield code, code
        yield from ((label, code) for label in term.labels.values())
    for row in read_rows(DATA / "readings.tsv"):
        if row["parameter"] == PARAMETERS.get(list_name):
            yield from _labelled(row, SAME.get(row["value"], row["value"]))
    for row in read_rows(files("indexers") / "data" / "label_words.tsv"):
        if row["list"] == list_name:
            yield from _labelled(row, row["code"])


def _labelled(row: Mapping[str, str], code: str) -> Iterator[tuple[str, str]]:
    return ((label, code) for lang in LABEL_LANGUAGES for label in labels(row[lang]))
