"""Phones, e-mails and web pages of PTV, which stand once per language, in one row each.

They are the public contacts of services and channels; whoever keeps PTV decides what stands there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from indexers.listing import Contact, Link
from indexers.plain_text import plain_line
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import FALLBACKS, Local, language_of
from indexers.sources.raw import Raw

FAX = "Fax"  # nobody takes part in anything by fax


@dataclass(frozen=True, slots=True)
class Found:
    """A number, address or page with what is said of it per language."""

    value: str
    label: Local

    def say(self, item: Raw, text: str, notes: Notes) -> None:
        """Add what the row of one language says; the first of each language counts."""
        line = plain_line(text)
        if line and (lang := language_of(item, notes)):
            self.label.setdefault(lang, line)

    def named(self, names: Local) -> "Found":
        """The same with a label, where it has none."""
        return self if self.label else Found(self.value, names)


def phones(raw: Raw, name: str, notes: Notes) -> list[Found]:
    """Numbers as they are dialled from anywhere, with what they are for and what a call costs."""
    found: dict[str, Found] = {}
    for item in raw.records(name):
        number = _number(item)
        if number and item.text("type") != FAX:
            said = map(plain_line, map(item.text, ("additionalInformation", "chargeDescription")))
            one = found.setdefault(re.sub(r"\D", "", number), Found(number, {}))
            one.say(item, ", ".join(filter(None, said)), notes)
    return list(found.values())


def emails(raw: Raw, name: str, notes: Notes) -> list[Found]:
    """Addresses; `description` says whose, where there is one."""
    found: dict[str, Found] = {}
    for item in raw.records(name):
        if address := plain_line(item.text("value")):
            one = found.setdefault(address.casefold(), Found(address, {}))
            one.say(item, item.text("description"), notes)
    return list(found.values())


def web_pages(raw: Raw, name: str, notes: Notes) -> list[Found]:
    """Pages with their names, those in Finnish first, then Swedish and English."""
    found: dict[str, Found] = {}
    items = sorted(raw.records(name), key=lambda item: _rank(item.text("language")))
    for item in items:
        if url := item.text("url").strip():
            found.setdefault(url, Found(url, {})).say(item, item.text("value"), notes)
    return list(found.values())


def contacts(kind: Literal["phone", "email", "www"], found: Iterable[Found]) -> Iterator[Contact]:
    """As contacts of a listing."""
    return (Contact(kind=kind, value=one.value, label=one.label) for one in found)


def links(found: Iterable[Found]) -> Iterator[Link]:
    """Pages as further links of a listing."""
    return (Link(url=one.value, label=one.label) for one in found)


def _number(item: Raw) -> str:
    """The prefix goes before a number without its first zero; service numbers have none."""
    number, prefix = plain_line(item.text("number")), plain_line(item.text("prefixNumber"))
    if not number or not prefix or item.value("isFinnishServiceNumber") is True:
        return number
    return f"{prefix} {number.removeprefix('0')}"


def _rank(lang: str) -> int:
    return FALLBACKS.index(lang) if lang in FALLBACKS else len(FALLBACKS)
