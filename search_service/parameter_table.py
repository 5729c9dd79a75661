"""The search parameters as one table: name, meaning, schema, example; for OpenAPI and reading."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from search_service.criteria import FACETS, SORTS


class Parameter(NamedTuple):
    """One parameter of /v1/search as OpenAPI shows it."""

    name: str
    description: str
    schema: dict[str, Any]
    example: Any


def _text(**more: Any) -> dict[str, Any]:
    return {"type": "string", **more}


def _codes(*allowed: str) -> dict[str, Any]:
    items = {"type": "string", **({"enum": list(allowed)} if allowed else {})}
    return {"type": "array", "items": items}


KINDS = ("hobby", "support", "volunteering", "event", "service")
PRICES = ("free", "paid", "unknown")
CHANNELS = ("place", "online", "phone", "hybrid")
CLOSED = {"kind": KINDS, "price": PRICES, "channel": CHANNELS}
MAX_Q = 300
RADIUS = (100, 200_000)
MAX_PER_PAGE = 100
MAX_PAGE = 10_000
DATE = _text(format="date")
CLOCK = _text(pattern="^[0-2][0-9]:[0-5][0-9]$")

PARAMETERS = (
    Parameter("q", f"Free text, at most {MAX_Q} characters; longer is cut.", _text(), "jooga"),
    Parameter("lang", "Language of labels and preferred language of texts.", _text(), "fi"),
    Parameter("near", "Position as lat,lon in WGS84 degrees.", _text(), "61.498,23.761"),
    Parameter("place", "Typed place: a name or a postal code.", _text(), "Esbo"),
    Parameter(
        "radius_m",
        "Radius round near or place in metres; without it the radius adapts.",
        {"type": "integer", "minimum": RADIUS[0], "maximum": RADIUS[1]},
        5000,
    ),
    Parameter("serves", "Municipality code: whose people may use it.", _text(), "091"),
    Parameter("municipality", "Municipality code: where it takes place.", _codes(), "837"),
    Parameter("region", "Region code.", _codes(), "06"),
    Parameter("wellbeing_county", "Wellbeing services county code.", _codes(), "08"),
    Parameter("kind", "Kind of listing.", _codes(*KINDS), "hobby"),
    Parameter("theme", "Theme code.", _codes(), "ht_urheilu"),
    Parameter("format", "Format code.", _codes(), "hm_ryhmat"),
    Parameter("need", "Need code.", _codes(), "loneliness"),
    Parameter("audience", "Audience code.", _codes(), "age_65"),
    Parameter("organisation", "Organisation id.", _codes(), "lahella:7103000100"),
    Parameter("source", "Source name.", _codes(), "lahella"),
    Parameter(
        "age",
        "Age in years; matches by overlap, and listings without a told age match too.",
        {"type": "integer", "minimum": 0, "maximum": 120},
        70,
    ),
    Parameter("service_language", "Language one can take part in.", _codes(), "sv"),
    Parameter("accessibility", "Accessibility feature.", _codes(), "wheelchair"),
    Parameter("price", "Whether it costs money.", _codes(*PRICES), "free"),
    Parameter("channel", "How one takes part.", _codes(*CHANNELS), "online"),
    Parameter("weekday", "Day of a session, 1 Monday to 7 Sunday.", _codes(*"1234567"), "2"),
    Parameter("time_from", "A session starts at this time or later.", CLOCK, "17:00"),
    Parameter("time_to", "A session starts at this time or earlier.", CLOCK, "20:00"),
    Parameter("date_from", "A session is on this day or later.", DATE, "2026-12-01"),
    Parameter("date_to", "A session is on this day or earlier.", DATE, "2026-12-31"),
    Parameter(
        "open_at",
        "A session is going on at this moment (ISO 8601; Finnish time without an offset).",
        _text(format="date-time"),
        "2026-12-01T18:00",
    ),
    Parameter("bbox", "west,south,east,north in WGS84 degrees.", _text(), "24.8,60.1,25.2,60.3"),
    Parameter("sort", "Order of the hits.", _text(enum=list(SORTS)), "best"),
    Parameter("page", "Page, from 1.", {"type": "integer", "minimum": 1}, 1),
    Parameter(
        "per_page",
        "Hits on a page.",
        {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE},
        20,
    ),
    Parameter(
        "facets",
        "What to count; each facet ignores its own filter.",
        _codes(*FACETS),
        "theme,price",
    ),
    Parameter(
        "interpret",
        "off reads the words as words: nothing is taken from them as place, audience or time.",
        _text(enum=["on", "off"]),
        "on",
    ),
    Parameter(
        "literal",
        "Words of q to read as words, as the `text` of an interpretation has them; others are"
        " interpreted as before.",
        _codes(),
        "helposti",
    ),
)
NAMES = frozenset(parameter.name for parameter in PARAMETERS)
POST_ONLY = "polygon"


def openapi_parameters() -> list[dict[str, Any]]:
    """The query parameters of a GET, as OpenAPI writes them."""
    return [openapi_parameter(parameter) for parameter in PARAMETERS]


def openapi_parameter(parameter: Parameter, *, required: bool = False) -> dict[str, Any]:
    """One query parameter, as OpenAPI writes it."""
    is_list = parameter.schema.get("type") == "array"
    return {
        "name": parameter.name,
        "in": "query",
        "required": required,
        "description": parameter.description,
        "schema": parameter.schema,
        "example": _example(parameter),
        **({"style": "form", "explode": False} if is_list else {}),
    }


def _example(parameter: Parameter) -> Any:
    """The example in the form of the schema: a list where it is one."""
    if parameter.schema.get("type") == "array":
        return str(parameter.example).split(",")
    return parameter.example


def openapi_body(parameters: Iterable[Parameter] = PARAMETERS) -> dict[str, Any]:
    """The JSON body of a POST: the same fields, and `polygon`."""
    properties = {
        parameter.name: {**parameter.schema, "description": parameter.description}
        for parameter in parameters
    }
    properties[POST_ONLY] = {
        "type": "object",
        "description": "GeoJSON Polygon or MultiPolygon; exact.",
    }
    return {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "properties": properties}}},
    }
