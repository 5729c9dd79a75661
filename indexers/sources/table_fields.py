"""What a column of a table can be: the fields, and the names that headers use for them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geo.folding import plain_case
from indexers.taxonomy import LABEL_LANGUAGES
from synonyms.tsv import labels, read_rows

LANGUAGE_WORDS = {
    "fi": "fi|suomi|suomeksi|finska|på finska|finnish|in finnish",
    "sv": "sv|se|ruotsi|ruotsiksi|svenska|på svenska|swedish|in swedish",
    "en": "en|englanti|englanniksi|engelska|på engelska|english|in english",
}
# "Kuvaus (sv)", "kuvaus_sv", "Kuvaus ruotsiksi", "Beskrivning/fi"
SUFFIX = {
    lang: re.compile(rf"^(.*[^\s_/(–-])[\s_/(–-]+(?:{words})\)?")
    for lang, words in LANGUAGE_WORDS.items()
}


class Field(NamedTuple):
    """A field of a table, in a language where it is a text."""

    name: str
    lang: str = ""


@cache
def fields() -> Mapping[str, bool]:
    """The names of all fields: whether each is a text that has a language."""
    return {row["field"]: row["text"] == "yes" for row in _table()}


def field_named(name: str, lang: str) -> Field | None:
    """The field of a mapping's name: "title.sv", or "title" in the mapping's own language."""
    base, _, told = name.partition(".")
    if base not in fields() or (told and not fields()[base]):
        return None
    return Field(base, (told or lang) if fields()[base] else "")


def field_of_header(header: str) -> Field | None:
    """The field that a column's own name means in any of the three languages."""
    text = re.sub(r"[*:]+$", "", plain_case(header)).strip()
    for lang, pattern in SUFFIX.items():
        found = pattern.fullmatch(text)
        if found and (field := _headers().get(found[1].strip())):
            return field._replace(lang=lang) if fields()[field.name] else field
    return _headers().get(text)


@cache
def _headers() -> Mapping[str, Field]:
    """Fields by their names in headers; a name of two languages is Finnish before Swedish."""
    found: dict[str, Field] = {}
    for row in _table():
        for lang in LABEL_LANGUAGES:
            for label in labels(row[lang]):
                told = lang if row["text"] == "yes" else ""
                found.setdefault(plain_case(label), Field(row["field"], told))
        found.setdefault(row["field"], Field(row["field"], "fi" if row["text"] == "yes" else ""))
    return found


@cache
def _table() -> tuple[dict[str, str], ...]:
    return tuple(read_rows(files("indexers") / "data" / "table_columns.tsv"))
