"""HSDS attributes, languages and service areas in, our codes out; unknown ones are collected."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indexers.listing import AgeRange, AreaServed, Audience, Kind
from indexers.plain_text import plain_line
from indexers.sources.raw import Raw
from indexers.taxonomy import is_known
from indexers.written.ages import year_in
from indexers.written.areas import area_of
from indexers.written.audience import audience_in
from indexers.written.labels import code_of
from indexers.written.themes import need_of, themes_of
from synonyms.needs import needs

# ISO 639-2 codes, which feeds use beside those of two letters.
THREE_LETTERS = {
    **{"fin": "fi", "swe": "sv", "eng": "en", "sme": "se", "rus": "ru", "ukr": "uk", "est": "et"},
    **{"ara": "ar", "som": "so", "kur": "ku", "fas": "fa", "per": "fa"},
}


@dataclass(slots=True)
class Terms:
    """What the taxonomy terms of one service mean."""

    kinds: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    audiences: list[Audience] = field(default_factory=list)
    keywords: list[tuple[str, str]] = field(default_factory=list)  # language and name
    unmapped: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """The first kind that a term names; a service when none does."""
        return Kind(self.kinds[0]) if self.kinds else Kind.SERVICE


def terms_of(attributes: Iterable[Raw], lang: str) -> Terms:
    """The terms by label and, where that means nothing, by code; `lang` is the feed's."""
    terms = Terms()
    for attribute in attributes:
        term = attribute.record("taxonomy_term")
        told = language_code(term.text("language"))
        name = plain_line(term.text("name") or attribute.text("value"))
        code = plain_line(term.text("code"))
        if not (name or code):
            continue
        if name:
            terms.keywords.append((told or lang, name))
        if not _read(name, told or lang, terms) and not _read_code(code, terms):
            taxonomy = plain_line(term.text("taxonomy")) or "term"
            terms.unmapped.append(f"attributes:{taxonomy}/{code or name}")
    return terms


def _read(name: str, lang: str, terms: Terms) -> bool:
    if re.fullmatch(r"[\d.\s]*", name):
        return False  # a number alone may be anything
    kind = code_of("kinds", name, lang)
    format_ = None if kind else code_of("formats", name, lang)
    themes = () if kind or format_ else themes_of(name, lang)
    audience = audience_in(name, lang)
    terms.kinds += [kind] if kind else []
    terms.formats += [format_] if format_ else []
    terms.themes += themes
    if need := need_of(name):
        terms.needs.append(need)
    terms.audiences += [audience] if audience else []
    return bool(kind or format_ or themes or audience)


def _read_code(code: str, terms: Terms) -> bool:
    if code in needs():
        terms.needs.append(code)
        return True
    for list_name, found in (
        ("kinds", terms.kinds),
        ("formats", terms.formats),
        ("themes", terms.themes),
    ):
        if is_known(list_name, code):
            found.append(code)
            return True
    return False


def audience_of(service: Raw, terms: Terms, notes: list[str]) -> Audience:
    """Ages of the service itself, else those of its terms; genders and groups of the terms."""
    ages = _ages(service, notes) or [age for one in terms.audiences for age in one.ages]
    limited = {one.genders for one in terms.audiences}
    groups = dict.fromkeys(group for one in terms.audiences for group in one.groups)
    terms.unmapped += [f"audience:{one}" for one in groups if not is_known("audiences", one)]
    return Audience(
        ages=tuple(dict.fromkeys(ages)),
        genders=limited.pop() if len(limited) == 1 else (),
        groups=tuple(groups),
    )


def _ages(service: Raw, notes: list[str]) -> list[AgeRange]:
    told = {name: service.value(name) for name in ("minimum_age", "maximum_age")}
    years = {name: year_in(value) for name, value in told.items()}
    for name, value in told.items():
        if value is not None and years[name] is None:
            notes.append(f"{name}: expected whole years from 0 to 120; it was left out")
    low, high = years["minimum_age"], years["maximum_age"]
    if low is None and high is None:
        return []
    if low is not None and high is not None and high < low:
        notes.append("maximum_age: expected at least minimum_age; it was left out")
        high = None
    return [AgeRange(min=low or 0, max=high)]


def languages_of(languages: Iterable[Raw], unmapped: list[str]) -> tuple[str, ...]:
    """Codes of languages, by their names where they have none."""
    codes = []
    for one in languages:
        name = one.text("name")
        code = language_code(one.text("code")) or code_of("languages", name, "en") or ""
        if not code or not is_known("languages", code):
            unmapped.append(f"languages:{code or name or 'nothing'}")
        codes.append(code)
    return tuple(dict.fromkeys(code for code in codes if code))


def language_code(value: str) -> str:
    """The two-letter code of a BCP 47 or ISO 639-2 one; empty for what is no code."""
    first = value.replace("_", "-").partition("-")[0].strip().lower()
    code = THREE_LETTERS.get(first, first)
    return code if re.fullmatch("[a-z]{2,3}", code) else ""


def serves_of(areas: Iterable[Raw], notes: list[str]) -> tuple[AreaServed, ...]:
    """Areas whose name is one that we know; others are told in the notes."""
    found: dict[tuple[str, str], AreaServed] = {}
    for one in areas:
        name = plain_line(one.text("name")) or plain_line(one.text("description"))
        area = area_of(name)
        if area:
            found[area.kind, area.code] = area
        else:
            notes.append(f"service_areas: {name[:80] or 'nothing'} is no known area; left out")
    return tuple(found.values())
