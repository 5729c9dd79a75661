"""The Listing: what every source turns its records into, and all that the index is made from.

A listing is one hobby, support, volunteering, event or service. Everything downstream (document,
answer, page) knows listings in this shape only; what a source does not tell keeps its default.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from geo.point import Point
from indexers.session import Session
from indexers.value import Value

ListingId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+:[A-Za-z0-9._~-]{1,200}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LocalText = Mapping[Language, str]  # language -> plain text; a language without a text is absent


class Kind(StrEnum):
    """What sort of thing a listing is."""

    HOBBY = "hobby"
    SUPPORT = "support"
    VOLUNTEERING = "volunteering"
    EVENT = "event"
    SERVICE = "service"


class Channel(StrEnum):
    """How one takes part."""

    PLACE = "place"
    ONLINE = "online"
    PHONE = "phone"
    HYBRID = "hybrid"


class Price(StrEnum):
    """Whether taking part costs money."""

    FREE = "free"
    PAID = "paid"
    UNKNOWN = "unknown"


class Known(StrEnum):
    """A yes-or-no fact that may be unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How closely the point of a location is known."""

    POINT = "point"
    STREET = "street"
    POSTCODE = "postcode"
    MUNICIPALITY = "municipality"
    NONE = "none"


# Any other point is the middle of an area: no metres are told of it.
PRECISE = (Precision.POINT, Precision.STREET)


class Text(Value):
    """The texts of one language, all plain text: no markup, entities resolved."""

    title: str = ""
    summary: str = ""
    description: str = ""
    pricing: str = ""
    registration: str = ""


class Organisation(Value):
    """Who arranges it."""

    id: Code
    name: LocalText = Field(default={})
    url: str | None = None


class AgeRange(Value):
    """Ages in years, both ends included; `max` None has no upper end."""

    min: Annotated[int, Field(ge=0, le=120)]
    max: Annotated[int, Field(ge=0, le=120)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "AgeRange":
        if self.max is not None and self.max < self.min:
            raise ValueError("max: expected at least min")
        return self


class Audience(Value):
    """For whom it is; empty tuples mean that the source does not say."""

    ages: tuple[AgeRange, ...] = ()
    genders: tuple[Literal["female", "male"], ...] = Field(
        default=(), description="only when limited to some; open to all genders is empty"
    )
    groups: tuple[Code, ...] = Field(default=(), description="codes of taxonomy audiences")


class Address(Value):
    """As the source gives it."""

    street: str = ""
    postcode: str = ""
    post_town: str = ""

    @property
    def line(self) -> str:
        """All of it on one line: Keksitty katu 1, 90100 Oulu."""
        town = " ".join(filter(None, (self.postcode, self.post_town)))
        return ", ".join(filter(None, (self.street, town)))


class Location(Value):
    """One way or place to take part; a listing has none, one or several."""

    channel: Channel = Channel.PLACE
    point: Point | None = Field(
        default=None, description="with precision postcode or municipality: the middle of that"
    )
    precision: Precision = Precision.NONE
    address: Address = Address()
    municipality: Annotated[str, StringConstraints(pattern=r"^\d{3}$")] | None = None
    summary: LocalText = Field(default={}, description="how to find it: floor, door, link")
    accessibility: Mapping[Code, Known] = Field(default={}, description="feature -> yes, no")
    sessions: tuple[Session, ...] = ()
    url: str | None = None
    phone: str | None = None


class AreaServed(Value):
    """An area whose people may use the listing."""

    kind: Literal["country", "region", "wellbeing_county", "municipality"]
    code: Code = Field(description='municipality "091", region "01", wellbeing county "06"; FI')


class Registration(Value):
    """Whether one has to sign up, and where."""

    required: Known = Known.UNKNOWN
    url: str | None = None
    email: str | None = None


class Contact(Value):
    """A public contact of the listing."""

    kind: Literal["email", "phone", "www"]
    value: str
    label: LocalText = Field(default={})


class Image(Value):
    """A picture, with its text alternative per language."""

    url: str
    alt: LocalText = Field(default={})


class Link(Value):
    """A further page about the listing."""

    url: str
    label: LocalText = Field(default={})


SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


class MergedFrom(Value):
    """One of the listings that tell of the same thing and were made one."""

    source: SourceName
    native_id: str
    url: str | None = None


class Provenance(Value):
    """Where the listing came from, and what was mended on the way."""

    source: SourceName
    native_id: str
    url: str | None = None
    same_as: tuple[Code, ...] = Field(
        default=(),
        description='ids that the source itself tells for the same thing: "lahella:1", "lipas:2"',
    )
    repairs: tuple[str, ...] = Field(default=(), description="plain sentences for the report")
    unmapped: tuple[str, ...] = Field(default=(), description='unknown codes, as "field:code"')
    merged_from: tuple[MergedFrom, ...] = Field(
        default=(), description="of a merged listing: all that it was made of, its own source first"
    )
    fields: Mapping[str, str] = Field(
        default={}, description='of a merged listing: field, like "texts.sv" -> id it came from'
    )


class Listing(Value):
    """The contract between sources and everything else."""

    id: ListingId = Field(description="source:native-id")
    kind: Kind
    texts: Mapping[Language, Text] = Field(description="at least one language has a title")
    organisation: Organisation | None = None
    themes: tuple[Code, ...] = ()
    formats: tuple[Code, ...] = ()
    audience: Audience = Audience()
    service_languages: tuple[Language, ...] = Field(
        default=(), description="languages one can take part in"
    )
    price: Price = Price.UNKNOWN
    locations: tuple[Location, ...] = ()
    serves: tuple[AreaServed, ...] = Field(default=(), description="empty: not told by the source")
    registration: Registration = Registration()
    contacts: tuple[Contact, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    keywords: tuple[LocalText, ...] = Field(default=(), description="subject words of the source")
    needs: tuple[Code, ...] = Field(
        default=(), description="needs that the source's own classes tell: ids of synonyms.needs"
    )
    ongoing: bool = Field(
        default=False, description="sessions are opening hours: their end does not end the listing"
    )
    modified: AwareDatetime | None = None
    valid_from: AwareDatetime | None = Field(default=None, description="not shown before")
    valid_until: AwareDatetime | None = Field(default=None, description="not shown after")
    provenance: Provenance

    @model_validator(mode="after")
    def _has_a_title(self) -> "Listing":
        if not any(text.title for text in self.texts.values()):
            raise ValueError("texts: expected a title in at least one language")
        return self

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions of all locations."""
        return tuple(session for location in self.locations for session in location.sessions)
