"""The parameters of the features: a table for the definitions, and the reading of a request.

OGC wants a wrong value and an unknown name refused (17-069r4, 7.6), where /v1/search remarks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from geo.distance import Box
from geo.municipalities import resolve_municipality
from indexers.index.settings import MAX_TOTAL_HITS
from search_service.criteria import Choices
from search_service.errors import FieldError, InvalidParameters
from search_service.ogc.bounds import read_bbox
from search_service.ogc.cql2_text import filter_of
from search_service.ogc.interval import Interval, read_interval
from search_service.ogc.wrong_parameters import WrongParameters
from search_service.parameter_table import PARAMETERS, Parameter
from search_service.parameter_values import whole
from search_service.parameters import read_parameters

T = TypeVar("T")
MAX_LIMIT, DEFAULT_LIMIT = 1000, 100
FILTER_LANG = "cql2-text"
# Filters that mean what they mean in /v1/search: a comma is OR, repetition is AND.
SHARED = ("kind", "municipality", "region", "theme", "price", "channel", "audience", "lang")
TEXT = {"type": "string"}
OWN_PARAMETERS = (
    Parameter(
        "bbox",
        "west,south,east,north in degrees of CRS84; six numbers have heights, which do not count.",
        {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
        [24.8, 60.1, 25.2, 60.3],
    ),
    Parameter(
        "datetime",
        "An instant or an interval of RFC 3339 times or days; .. is an open end. A listing is on "
        "the Finnish days of its sessions (half a year ahead are known), without sessions as long "
        "as it is valid.",
        TEXT,
        "2026-12-01T00:00:00Z/..",
    ),
    Parameter(
        "limit",
        f"Features in one answer; more than {MAX_LIMIT} is read as {MAX_LIMIT}.",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        100,
    ),
    Parameter(
        "offset",
        "Features to pass over, as the next link carries it.",
        {"type": "integer", "minimum": 0, "maximum": MAX_TOTAL_HITS, "default": 0},
        0,
    ),
    Parameter(
        "filter",
        "A part of CQL2 text over the queryables: =, <>, IN, IS NULL, AND, OR, NOT; on times also "
        "<, <=, >, >= and BETWEEN. Conditions are about the listing of the point.",
        TEXT,
        "kind = 'hobby' AND NOT price = 'paid'",
    ),
    Parameter(
        "filter-lang",
        "The language of `filter`.",
        {"type": "string", "enum": [FILTER_LANG], "default": FILTER_LANG},
        FILTER_LANG,
    ),
)
ITEMS_PARAMETERS = (*OWN_PARAMETERS, *(one for one in PARAMETERS if one.name in SHARED))
LANG_PARAMETERS = tuple(one for one in PARAMETERS if one.name == "lang")


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """Which features, and how many of them."""

    boxes: tuple[Box, ...] = ()
    interval: Interval | None = None
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    expression: str = ""  # of `filter`, as the engine reads it
    coded: Mapping[str, Choices] = field(default_factory=dict)
    lang: str = "fi"


def read_items(raw: Mapping[str, Sequence[str]]) -> ItemsAsked:
    """Read the query string. Raises WrongParameters that name every wrong field."""
    reader = _Reader(raw, ITEMS_PARAMETERS)
    asked = ItemsAsked(
        boxes=reader.one("bbox", read_bbox) or (),
        interval=reader.one("datetime", read_interval),
        limit=reader.one("limit", _limit) or DEFAULT_LIMIT,
        offset=reader.one("offset", _offset) or 0,
        expression=reader.one("filter", filter_of) or "",
        coded=reader.coded(),
        lang=reader.lang(),
    )
    reader.one("filter-lang", _filter_lang)
    reader.refuse()
    return asked


def read_lang(raw: Mapping[str, Sequence[str]]) -> str:
    """Read the query string of a resource that takes a language only. Raises WrongParameters."""
    reader = _Reader(raw, LANG_PARAMETERS)
    lang = reader.lang()
    reader.refuse()
    return lang


def refuse_parameters(raw: Mapping[str, Sequence[str]]) -> None:
    """Check the query string of a resource that takes none. Raises WrongParameters."""
    _Reader(raw, ()).refuse()


def documented(parameters: Sequence[Parameter]) -> list[dict[str, Any]]:
    """Query parameters as OpenAPI writes them, in 3.0 and 3.1 alike."""
    return [
        {
            "name": one.name,
            "in": "query",
            "required": False,
            "description": one.description,
            "schema": one.schema,
            "style": "form",
            "explode": False,
            "example": _example(one),
        }
        for one in parameters
    ]


def _example(parameter: Parameter) -> Any:
    is_list = parameter.schema.get("type") == "array"
    if is_list and not isinstance(parameter.example, list):
        return str(parameter.example).split(",")
    return parameter.example


def _limit(text: str) -> int:
    number = whole(text)
    if number < 1:
        raise ValueError("expected 1 or more")
    return min(number, MAX_LIMIT)


def _offset(text: str) -> int:
    number = whole(text)
    if not 0 <= number <= MAX_TOTAL_HITS:
        raise ValueError(f"expected 0 to {MAX_TOTAL_HITS}")
    return number


def _filter_lang(text: str) -> str:
    if text != FILTER_LANG:
        raise ValueError(f"expected {FILTER_LANG}")
    return text


class _Reader:
    """Reads one parameter after the other, collecting what is wrong."""

    def __init__(self, raw: Mapping[str, Sequence[str]], known: Sequence[Parameter]) -> None:
        self._raw = raw
        names = {one.name for one in known}
        self._errors = [
            FieldError(name[:60] or "(no name)", "unknown parameter")
            for name in raw
            if name not in names
        ]

    def one(self, name: str, read: Callable[[str], T]) -> T | None:
        """A parameter that stands once and is not empty."""
        values = self._raw.get(name, ())
        if not values:
            return None
        try:
            if len(values) > 1:
                raise ValueError("expected once")
            return read(values[0].strip())
        except ValueError as error:
            self._errors.append(FieldError(name, str(error)))
            return None

    def coded(self) -> Mapping[str, Choices]:
        """Filters of codes; a name of a municipality is read as its code."""
        for text in self._raw.get("municipality", ()):
            for value in filter(None, map(str.strip, text.split(","))):
                if resolve_municipality(value) is None:
                    error = f"{value[:60]} is no municipality"
                    self._errors.append(FieldError("municipality", error))
        asked = {name: self._raw[name] for name in SHARED if name in self._raw and name != "lang"}
        try:
            return read_parameters(asked)[0].coded
        except InvalidParameters as error:
            self._errors += error.errors
            return {}

    def lang(self) -> str:
        """The language; Finnish when none is asked."""
        criteria, remarks = read_parameters({"lang": self._raw.get("lang", ())})
        self._errors += [FieldError(one.field, one.message) for one in remarks]
        return criteria.lang

    def refuse(self) -> None:
        """Raise WrongParameters when something was wrong."""
        if self._errors:
            raise WrongParameters(self._errors)
