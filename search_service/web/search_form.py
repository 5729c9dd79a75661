"""The form of the search page: what its fields hold, and what it carries along unseen."""

from dataclasses import dataclass

from search_service.criteria import SORTS, Criteria
from search_service.messages import say_distance
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import Pair, SearchLink

RADII_M = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
# Fields that one sees, the page, and what was meant for the words of before.
NOT_CARRIED = ("q", "place", "radius_m", "page", "interpret", "literal")
TYPED = ("age", "date_from", "date_to", "time_from", "time_to")  # filters that are no lists


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose from."""

    value: str
    label: str
    chosen: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The fields as they stand."""

    q: str
    place: str
    radii: tuple[Option, ...]
    carried: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class TypedField:
    """A filter that is typed; `kind` is the type of its field."""

    name: str
    label: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """The form of the filters that are typed, and the rest of the search."""

    fields: tuple[TypedField, ...]
    carried: tuple[Pair, ...]
    open: bool


def typed_filters(link: SearchLink, texts: PageTexts) -> TypedFilters:
    """The form of age, days and times. Several ages at once, from a link, are left to chips."""
    fields = tuple(
        TypedField(name, texts(f"filter.{name}"), _one_value(link.value(name)), _kind(name))
        for name in TYPED
    )
    return TypedFilters(
        fields, carried=link.without(*TYPED).pairs, open=any(one.value for one in fields)
    )


def search_form(criteria: Criteria, link: SearchLink, texts: PageTexts) -> SearchForm:
    """The form of a search."""
    return SearchForm(
        q=criteria.q,
        place=criteria.place,
        radii=_radii(criteria.radius_m, texts),
        carried=link.without(*NOT_CARRIED).pairs,
    )


def sort_options(
    criteria: Criteria, link: SearchLink, has_centre: bool, texts: PageTexts
) -> tuple[Option, ...]:
    """Orders as links; nearest first only where it is known from where."""
    return tuple(
        Option(
            value=sort,
            label=texts("sort.name_order" if sort == "name" else f"sort.{sort}"),
            chosen=sort == criteria.sort,
            url=link.having("sort", sort).url,
        )
        for sort in SORTS
        if sort != "distance" or has_centre or criteria.sort == "distance"
    )


def _radii(chosen: int | None, texts: PageTexts) -> tuple[Option, ...]:
    metres = sorted({*RADII_M, *([chosen] if chosen else [])})
    options = (
        Option(
            value=str(radius),
            label=radius_label(radius, texts),
            chosen=radius == chosen,
        )
        for radius in metres
    )
    return (Option("", texts("form.radius_auto"), chosen is None), *options)


def _one_value(text: str) -> str:
    return "" if "," in text else text


def _kind(name: str) -> str:
    """Fields of the browser for days and times; an age is a number that needs no arrows."""
    return "text" if name == "age" else name.partition("_")[0]


def radius_label(metres: int, texts: PageTexts) -> str:
    """Whole kilometres without a decimal."""
    if metres % 1000 == 0:
        return texts("distance.km", n=metres // 1000)
    return say_distance(metres, texts.lang)
