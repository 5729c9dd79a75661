"""A listing in the words of one language, flat: what tables, maps, calendars and feeds show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from geo.point import Point
from indexers.index.card import text_language
from indexers.listing import Known, Listing, Text
from indexers.plain_text import visible
from indexers.session import next_occurrence
from indexers.taxonomy import is_known, label
from search_service.exports.export import Export
from search_service.exports.walk import Row
from search_service.facets import area_label
from search_service.hits import nearest_of
from search_service.settings import ZONE
from search_service.web.audience_words import ages_told
from search_service.web.local_text import told, told_of
from search_service.web.session_words import SessionWords
from search_service.web.web_address import web_address


@dataclass(frozen=True, slots=True)
class ListingTold:
    """One listing; texts fall back to another language, and hold no invisible characters."""

    row: Row
    export: Export

    @property
    def listing(self) -> Listing:
        """The listing itself."""
        return self.row.listing

    @property
    def kind(self) -> str:
        """What sort of thing it is, in a word."""
        return label("kinds", self.listing.kind, self.lang)

    @property
    def price(self) -> str:
        """Whether it costs money, in a word."""
        return label("prices", self.listing.price, self.lang)

    @property
    def text_lang(self) -> str:
        """The language of the title."""
        return text_language(self.listing, self.export.lang)

    @property
    def title(self) -> str:
        """The title, on one line."""
        return " ".join(self.text(lambda text: text.title).split())

    @property
    def summary(self) -> str:
        """What it is, in a sentence or two."""
        return self.text(lambda text: text.summary)

    @property
    def organisation(self) -> str:
        """Who arranges it."""
        organisation = self.listing.organisation
        return self.local(organisation.name) if organisation else ""

    @property
    def organisation_url(self) -> str:
        """The page of those who arrange it."""
        organisation = self.listing.organisation
        return (web_address(organisation.url) or "") if organisation else ""

    @property
    def url(self) -> str:
        """The listing's page on this service."""
        return self.export.url_of(self.listing.id)

    @property
    def channels(self) -> tuple[str, ...]:
        """Ways to take part."""
        return self.labels("channels", (place.channel.value for place in self.listing.locations))

    @property
    def audiences(self) -> tuple[str, ...]:
        """Ages, genders and groups; empty when the source does not say."""
        audience = self.listing.audience
        ages = ages_told(audience, self.export.texts)
        return (*ages, *self.labels("audiences", (*audience.genders, *audience.groups)))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses of the places, each once."""
        return _each_once(visible(place.address.line) for place in self.listing.locations)

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Names of the municipalities where it takes place."""
        codes = (place.municipality for place in self.listing.locations)
        return _each_once(area_label("municipality", code, self.lang) for code in codes if code)

    @property
    def accessibility(self) -> tuple[str, ...]:
        """Features of access that some place has."""
        told = (item for place in self.listing.locations for item in place.accessibility.items())
        return self.labels("accessibility", (name for name, known in told if known is Known.YES))

    @property
    def times(self) -> tuple[str, ...]:
        """Coming sessions in plain words."""
        words = SessionWords(self.export.texts, self.export.now)
        return words.lines(self.listing.sessions)

    @property
    def next_session(self) -> str:
        """When it meets next, ISO 8601 with offset."""
        start = next_occurrence(self.listing.sessions, self.export.now)
        return start.astimezone(ZONE).isoformat() if start else ""

    @property
    def point(self) -> Point | None:
        """Of the only location, or of the one that is nearest to where was asked, or the first."""
        if len(self.listing.locations) == 1:
            return self.listing.locations[0].point
        return self.row.ranked.entry.point if self.row.ranked else None

    @property
    def distance_m(self) -> int | None:
        """Metres to the nearest location; None where its spot is not known, or nothing was near."""
        nearest = nearest_of(self.row.ranked) if self.row.ranked else None
        return nearest.distance_m if nearest else None

    @property
    def modified(self) -> str:
        """When it was last changed, ISO 8601 with offset; empty when nobody knows."""
        modified = self.listing.modified
        return modified.astimezone(ZONE).isoformat(timespec="seconds") if modified else ""

    @property
    def source_url(self) -> str:
        """The listing at its source."""
        return web_address(self.listing.provenance.url) or ""

    @property
    def source_urls(self) -> tuple[str, ...]:
        """The listing at every source that tells of it."""
        told = self.listing.provenance
        return _each_once(web_address(one.url) or "" for one in told.merged_from or (told,))

    @property
    def source(self) -> str:
        """Where the listing comes from."""
        return label("sources", self.listing.provenance.source, self.lang)

    @property
    def lang(self) -> str:
        """The language asked."""
        return self.export.lang

    def text(self, field: Callable[[Text], str]) -> str:
        """One of the listing's texts."""
        return visible(told_of(self.listing, field, self.lang).text)

    def local(self, texts: Mapping[str, str]) -> str:
        """A text on one line that exists in some languages."""
        return " ".join(visible(told(texts, self.lang).text).split())

    def labels(self, list_name: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Labels of the codes that the list knows; another says nothing to a reader."""
        known = (code for code in codes if is_known(list_name, code))
        return _each_once(label(list_name, code, self.lang) for code in known)

    def contacts(self, kind: str) -> tuple[str, ...]:
        """Contacts of a kind: phone, email, www."""
        listing = self.listing
        found = [one.value for one in listing.contacts if one.kind == kind]
        if kind == "phone":
            found += [place.phone for place in listing.locations if place.phone]
        return _each_once(" ".join(visible(value).split()) for value in found)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
