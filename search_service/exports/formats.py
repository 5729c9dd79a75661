"""The formats of an export as one table: name, media type, what it holds, options, writer."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from search_service.exports.csv_columns import COLUMNS
from search_service.exports.csv_table import DELIMITERS, ROWS, CsvTable
from search_service.exports.export import Export, Writer
from search_service.exports.feed import MEDIA_TYPE, Feed
from search_service.exports.geojson import GeoJson
from search_service.exports.ical import Ical
from search_service.exports.linked_data import LinkedData
from search_service.exports.ndjson import NdJson
from search_service.parameter_table import Parameter

Options = Mapping[str, str]


class Format(NamedTuple):
    """One format; `options` are parameters beside those of a search, with their values."""

    name: str  # and extension
    media_type: str
    description: str
    writer: Callable[[Export, Options], Writer]
    options: tuple[Parameter, ...] = ()
    saved: bool = True  # a browser saves it as a file


def _choice(name: str, description: str, values: tuple[str, ...]) -> Parameter:
    schema = {"type": "string", "enum": [*values], "default": values[0]}
    return Parameter(name, description, schema, values[0])


CSV_OPTIONS = (
    _choice("delimiter", "Between cells. Excel in Finland expects a semicolon.", (*DELIMITERS,)),
    _choice("rows", "One row for each listing, or for each of its locations.", ROWS),
)
CSV = "\n".join(
    (
        "A table for spreadsheets: UTF-8 with a byte order mark, every cell quoted. Several values "
        "of a cell stand apart by ` | `. A cell that a spreadsheet would run or change (it begins "
        "with =, +, -, @, a tab or a line end, or is digits after a zero) has an apostrophe "
        "before it. Columns:",
        "",
        *(f"- `{column.name}`: {column.description}" for column in COLUMNS),
    )
)
FORMATS = {
    one.name: one
    for one in (
        Format(
            "csv", "text/csv; charset=utf-8", CSV, lambda *of: CsvTable(of[0], **of[1]), CSV_OPTIONS
        ),
        Format(
            "geojson",
            "application/geo+json",
            "A GeoJSON FeatureCollection (RFC 7946): a feature for each listing, whose geometry is "
            "a MultiPoint of its places, or null without any. `total`, `warnings` and "
            "`rescue` are those of /v1/search. For a feature per place see /ogc.",
            lambda export, _: GeoJson(export),
        ),
        Format(
            "ndjson",
            "application/x-ndjson",
            "A listing on each line, whole, as /v1/listings/{id} gives it.",
            lambda export, _: NdJson(export),
        ),
        Format(
            "ics",
            "text/calendar; charset=utf-8",
            "A calendar (RFC 5545) to open or to subscribe to: an event for each coming session, "
            "with its rule of return and its cancelled days. A listing without coming sessions has "
            "no event. UIDs stay the same from build to build.",
            lambda export, _: Ical(export),
        ),
        Format(
            "rss",
            MEDIA_TYPE + "; charset=utf-8",
            "A feed (RSS 2.0). sort=newest begins with what is new; limit keeps it short.",
            lambda export, _: Feed(export),
            saved=False,
        ),
        Format(
            "jsonld",
            "application/ld+json",
            "An ItemList of schema.org: what meets at times is an Event, anything else a Service.",
            lambda export, _: LinkedData(export),
        ),
    )
}
