"""Facets as lists of links: each value adds itself to the search or takes itself away."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexers.taxonomy import taxonomy
from search_service.answer import Answer, FacetValue
from search_service.facets import LISTS
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import ALL_REQUIRED, SearchLink

# What the page counts, in its order; the first ones stand open.
PAGE_FACETS = (
    *("kind", "theme", "need", "audience"),
    *("municipality", "weekday", "price", "channel", "accessibility", "service_language"),
    "organisation",
)
OPEN = 4
SHOWN = 6  # values before "show more"
# Facets whose few values have an order of their own; the others stand by count.
ORDERED = frozenset(("audience", "weekday", "price", "channel"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value; `url` toggles it. `count` is None where it would promise too much."""

    label: str
    count: str | None
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet as the page shows it."""

    name: str
    label: str
    open: bool
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def facet_views(answer: Answer, link: SearchLink, texts: PageTexts) -> tuple[FacetView, ...]:
    """The facets that have values, in the order of the page."""
    views = (
        _facet(name, position < OPEN, answer.facets.get(name, ()), link, texts)
        for position, name in enumerate(PAGE_FACETS)
    )
    return tuple(view for view in views if view.choices)


def _facet(
    name: str, is_open: bool, values: Sequence[FacetValue], link: SearchLink, texts: PageTexts
) -> FacetView:
    chosen = frozenset(link.chosen(name))
    ordered = _in_order(
        name, [one for one in values if _says_something(one) or one.value in chosen]
    )
    shown = ordered if name in ORDERED else ordered[:SHOWN]
    first = {one.value for one in shown} | chosen
    counted = not (chosen and name in ALL_REQUIRED)  # counts are those of the first feature
    choices = [(one, _choice(name, one, chosen, counted, link, texts)) for one in ordered]
    return FacetView(
        name=name,
        label=texts(f"filter.{name}"),
        open=is_open or bool(chosen),
        choices=tuple(choice for one, choice in choices if one.value in first),
        more=tuple(choice for one, choice in choices if one.value not in first),
    )


def _choice(
    name: str,
    one: FacetValue,
    chosen: frozenset[str],
    counted: bool,
    link: SearchLink,
    texts: PageTexts,
) -> Choice:
    is_on = one.value in chosen
    target = link.dropping(name, one.value) if is_on else link.choosing(name, one.value)
    count = texts.number(one.count) if counted else None
    return Choice(one.label, count, target.url, is_on)


def _says_something(one: FacetValue) -> bool:
    """A code that no list knows has itself as its label; the build's report tells of it."""
    return one.label != one.value


def _in_order(name: str, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    if name not in ORDERED:
        return values
    place = {code: index for index, code in enumerate(taxonomy()[LISTS[name]])}
    return sorted(values, key=lambda one: place.get(one.value, len(place)))
