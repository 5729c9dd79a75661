"""Texts of PTV: lists of {language, value, type} in, plain text per language out.

A service that has a general description carries it in the same lists, its types marked by GD_:
what several municipalities say alike is written there once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from indexers.listing import Text
from indexers.plain_text import plain_line, plain_text
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw
from synonyms.tsv import read_rows

GENERAL = "GD_"
Local = dict[str, str]  # language -> text
LANGUAGE = re.compile("[a-z]{2,8}")
FALLBACKS = ("fi", "sv", "en")  # in this order where one language has to stand for all
# Instructions for those who write services, not for those who use them.
NOT_FOR_READERS = {"GeneralDescriptionTypeAdditionalInformation"}
READ_ELSEWHERE = {"Summary", "Description", "UserInstruction", "ChargeTypeAdditionalInfo"}


class Row(NamedTuple):
    """One text of a list; its type is empty where the list has none."""

    type: str
    lang: str
    text: str


def rows_of(raw: Raw, name: str, notes: Notes) -> Iterator[Row]:
    """The texts of a list that say something, as plain text."""
    for item in raw.records(name):
        if (text := plain_text(item.text("value"))) and (lang := language_of(item, notes)):
            yield Row(item.text("type"), lang, text)


def language_of(item: Raw, notes: Notes) -> str:
    """The language of an item; empty, and counted, where it is none."""
    lang = item.text("language").strip().lower()
    if LANGUAGE.fullmatch(lang):
        return lang
    notes.unknown("language", lang)
    return ""


def local(raw: Raw, name: str, notes: Notes) -> Local:
    """One line per language: the first of each."""
    found: Local = {}
    for row in rows_of(raw, name, notes):
        found.setdefault(row.lang, plain_line(row.text))
    return found


def by_type(raw: Raw, name: str, notes: Notes) -> dict[str, Local]:
    """Texts by type and language: the first of each."""
    found: dict[str, Local] = {}
    for row in rows_of(raw, name, notes):
        found.setdefault(row.type, {}).setdefault(row.lang, row.text)
    return found


def names_of(raw: Raw, name: str, notes: Notes) -> Local:
    """The names to show: per language the Name, or the AlternativeName where that is chosen."""
    named = by_type(raw, name, notes)
    chosen = {
        item.text("language").strip().lower(): item.text("type")
        for item in raw.records("displayNameType")
    }
    shown: Local = {}
    for lang in dict.fromkeys(lang for texts in named.values() for lang in texts):
        order = (chosen.get(lang, "Name"), "Name", *named)
        texts = (named[kind].get(lang) for kind in order if kind in named)
        shown[lang] = plain_line(next(filter(None, texts), ""))
    return shown


def preferred(texts: Mapping[str, str]) -> str:
    """One text for all languages."""
    return next((texts[lang] for lang in (*FALLBACKS, *texts) if texts.get(lang)), "")


def joined(parts: Iterable[Local], between: str = "\n") -> Local:
    """Texts of several lists put together per language, each text once."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        for lang, text in part.items():
            found.setdefault(lang, {}).setdefault(text)
    return {lang: between.join(texts) for lang, texts in found.items()}


def texts_of(service: Raw, prices: Local, notes: Notes) -> dict[str, Text]:
    """The texts of a service; `prices` is what its channels say about money."""
    titles = names_of(service, "serviceNames", notes)
    told = by_type(service, "serviceDescriptions", notes)
    own, general = _both(told, "Summary")
    summaries = general | own
    descriptions = joined([*_both(told, "Description"), *_headed(service, told, notes)])
    pricing = joined([*_both(told, "ChargeTypeAdditionalInfo"), prices])
    registrations = joined(_both(told, "UserInstruction"))
    languages = dict.fromkeys((*titles, *summaries, *descriptions, *pricing, *registrations))
    return {
        lang: Text(
            title=titles.get(lang, ""),
            summary=summaries.get(lang, ""),
            description=descriptions.get(lang, ""),
            pricing=pricing.get(lang, ""),
            registration=registrations.get(lang, ""),
        )
        for lang in languages
    }


def _both(told: Mapping[str, Local], kind: str) -> tuple[Local, Local]:
    """What the service itself says, and what its general description says."""
    return told.get(kind, {}), told.get(GENERAL + kind, {})


@cache
def _headings() -> Mapping[str, Mapping[str, str]]:
    table = read_rows(files("indexers") / "data" / "ptv_headings.tsv")
    return {row["type"]: {lang: row[lang] for lang in FALLBACKS} for row in table}


def _headed(service: Raw, told: Mapping[str, Local], notes: Notes) -> Iterator[Local]:
    """Requirements and times: short texts that need a heading to be understood."""
    yield _under("Requirements", joined(_each(service, "requirements", notes)))
    for kind, texts in told.items():
        name = kind.removeprefix(GENERAL)
        if name in _headings():
            yield _under(name, texts)
        elif name not in READ_ELSEWHERE | NOT_FOR_READERS:
            notes.unknown("serviceDescriptions", kind)
            yield texts


def _each(raw: Raw, name: str, notes: Notes) -> Iterator[Local]:
    return ({row.lang: row.text} for row in rows_of(raw, name, notes))


def _under(kind: str, texts: Local) -> Local:
    headings = _headings()[kind]
    return {lang: f"{headings.get(lang, headings['fi'])}: {text}" for lang, text in texts.items()}
