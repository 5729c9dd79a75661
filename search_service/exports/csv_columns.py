"""The columns of the table, in their order: name, meaning, and how the cell is filled."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from search_service.exports.listing_told import ListingTold
from search_service.web.web_address import web_address

Cell = str | int | float | None
BETWEEN = " | "  # several values of one cell; an address holds commas itself


class Column(NamedTuple):
    """One column; `value` gives the cell of a listing."""

    name: str
    description: str
    value: Callable[[ListingTold], Cell]


def _joined(values: Iterable[str]) -> str:
    return BETWEEN.join(values)


COLUMNS = (
    Column("id", "source:native-id", lambda told: told.listing.id),
    Column("kind", "what it is, in words", lambda told: told.kind),
    Column("title", "title", lambda told: told.title),
    Column("summary", "in a sentence or two", lambda told: told.summary),
    Column("description", "all of the text", lambda told: told.text(lambda text: text.description)),
    Column("text_lang", "language of the title", lambda told: told.text_lang),
    Column("organisation", "who arranges it", lambda told: told.organisation),
    Column("organisation_url", "their page", lambda told: told.organisation_url),
    Column(
        "themes",
        "themes in words",
        lambda told: _joined(told.labels("themes", told.listing.themes)),
    ),
    Column(
        "formats",
        "forms of activity in words",
        lambda told: _joined(told.labels("formats", told.listing.formats)),
    ),
    Column("audiences", "ages, genders, groups", lambda told: _joined(told.audiences)),
    Column(
        "service_languages",
        "languages one can take part in",
        lambda told: _joined(told.labels("languages", told.listing.service_languages)),
    ),
    Column("price", "free, paid or unknown, in words", lambda told: told.price),
    Column("pricing", "what it costs", lambda told: told.text(lambda text: text.pricing)),
    Column(
        "registration", "how to sign up", lambda told: told.text(lambda text: text.registration)
    ),
    Column(
        "registration_url",
        "where to sign up",
        lambda told: web_address(told.listing.registration.url),
    ),
    Column("channels", "ways to take part", lambda told: _joined(told.channels)),
    Column("addresses", "places", lambda told: _joined(told.addresses)),
    Column("municipalities", "of the places, by name", lambda told: _joined(told.municipalities)),
    Column(
        "lat",
        "WGS84 degrees, with a point; of the only location, the nearest one, or the first",
        lambda told: told.point.lat if told.point else None,
    ),
    Column("lon", "WGS84 degrees", lambda told: told.point.lon if told.point else None),
    Column("distance_m", "metres from where was asked, if known", lambda told: told.distance_m),
    Column("accessibility", "features of access", lambda told: _joined(told.accessibility)),
    Column("times", "coming sessions in words", lambda told: _joined(told.times)),
    Column("next_session", "ISO 8601 with offset", lambda told: told.next_session),
    Column("phones", "phone numbers", lambda told: _joined(told.contacts("phone"))),
    Column("emails", "addresses of mail", lambda told: _joined(told.contacts("email"))),
    Column("websites", "pages", lambda told: _joined(told.contacts("www"))),
    Column("modified", "last change, ISO 8601 with offset", lambda told: told.modified),
    Column("url", "the listing's page on this service", lambda told: told.url),
    Column("source", "where the listing comes from", lambda told: told.source),
    Column("source_url", "the listing at its source", lambda told: told.source_url),
)
