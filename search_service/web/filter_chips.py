"""Every filter of a search as a removable chip, also those without a facet on the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo.municipalities import municipalities
from search_service.answer import Answer
from search_service.criteria import FACETS
from search_service.engines.live import LiveBuild
from search_service.facets import labeller
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import SearchLink

# Filters with one value. Times and days are told as they were given.
PLACED = ("near", "bbox")
PLAIN = (*PLACED, "time_from", "time_to", "date_from", "date_to", "open_at")
FILTERS = (*FACETS, "age", "serves", *PLAIN)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter; `url` is the search without it."""

    name: str
    label: str
    url: str


def filter_chips(link: SearchLink, live: LiveBuild, texts: PageTexts) -> tuple[Chip, ...]:
    """Chips of all filters of the search."""
    return (*_coded(link, live, texts), *_single(link, texts))


def read_chips(answer: Answer, link: SearchLink) -> tuple[Chip, ...]:
    """What the words were read as; each chip leads to the search that takes them for words."""
    texts: dict[str, list[str]] = {}
    for one in answer.query.interpretations:
        if one.applied:
            texts.setdefault(one.text, []).append(one.label)
    return tuple(
        Chip(text, ", ".join(dict.fromkeys(labels)), link.choosing("literal", text).url)
        for text, labels in texts.items()
    )


def _coded(link: SearchLink, live: LiveBuild, texts: PageTexts) -> Iterator[Chip]:
    for name in (*FACETS, "age"):
        label_of = labeller(name, texts.lang, live) if name in FACETS else str
        for value in link.chosen(name):
            label = label_of(value)
            yield Chip(texts(f"filter.{name}"), label, link.dropping(name, value).url)


def _single(link: SearchLink, texts: PageTexts) -> Iterator[Chip]:
    for name in ("serves", *PLAIN):
        if value := link.value(name):
            label = _single_label(name, value, texts)
            yield Chip(texts(f"filter.{name}"), label, link.without(name).url)


def _single_label(name: str, value: str, texts: PageTexts) -> str:
    if name in PLACED:
        return texts(f"chosen.{name}")  # numbers of degrees say nothing to a reader
    place = municipalities().get(value) if name == "serves" else None
    return place.name(texts.lang) if place else value
