"""Linked Events v1: the events of Helsinki, Turku, Espoo, Tampere and others as listings.

An event stands for itself. A recurring super event and its sub events are one listing, whose
sessions are the sub events; an umbrella super event and each of its sub events are listings of
their own. `linked_events_api` and `linked_events_saved` bring them together; this reads the result.
"""

from collections.abc import Iterator
from datetime import datetime

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Kind, Listing, Provenance, Text
from indexers.sources.linked_events_api import is_api
from indexers.sources.linked_events_details import (
    enrolment_of,
    images_of,
    languages_of,
    links_of,
    organisation_of,
    registration_of,
)
from indexers.sources.linked_events_ids import PREFIX, id_of, listing_id, native_id
from indexers.sources.linked_events_keywords import Keywords, ages_of
from indexers.sources.linked_events_meetings import filled, meetings_of, own_names
from indexers.sources.linked_events_offers import price_of, pricing_of
from indexers.sources.linked_events_places import locations_of
from indexers.sources.linked_events_public_pages import public_page
from indexers.sources.linked_events_reading import ApiReading
from indexers.sources.linked_events_saved import SavedReading
from indexers.sources.linked_events_status import HAPPENS, is_postponed, withdrawn
from indexers.sources.linked_events_texts import sentences, texts_of
from indexers.sources.linked_events_times import closing_of, moment_of
from indexers.sources.raw import Raw, Wrong
from indexers.sources.source import NoFeed, Page, Rejected, outcome

KINDS = {
    "general": Kind.EVENT,
    "course": Kind.HOBBY,
    "hobbies": Kind.HOBBY,  # Turku's own type
    "volunteering": Kind.VOLUNTEERING,
}


class LinkedEvents:
    """The source `linked_events`."""

    name = "linked_events"

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """Events of a server (…/v1/ or …/v1/event/?filters), a file or a directory.

        A server is asked for what is still to come, unless the filters tell a period themselves.
        """
        if is_api(location):
            return ApiReading(self._fetcher, location).pages(cursor)
        return SavedReading(self._fetcher, location).pages(cursor)

    def changes(self, location: str, since: datetime) -> Iterator[Page]:
        """Events that changed on a server since an aware time. Raises SourceError, NoFeed."""
        if not is_api(location):
            raise NoFeed(f"{location}: a file does not tell what changed; it is read whole")
        yield from ApiReading(self._fetcher, location).changes(since)

    def read(self, record: object, position: int) -> Listing | Rejected:
        """One event, with its sub events in it where it is a series, as a listing."""
        native = native_id(record)
        return outcome(
            listing_id(native) if native else f"{PREFIX}#{position}",
            lambda: _listing(Raw.of(record, "record")),
        )


def _listing(told: Raw) -> Listing:
    native = id_of(told)
    if not native:
        raise Wrong("id: expected the event's id")
    if reason := withdrawn(told):
        raise Wrong(reason)
    notes: list[str] = []
    unmapped: list[str] = []
    event = filled(told, notes)
    kind = _kind(event, unmapped)
    keywords = Keywords(event)
    meetings = meetings_of(event, notes)
    return Listing(
        id=listing_id(native),
        kind=kind,
        texts=_texts(event, notes),
        organisation=organisation_of(event),
        keywords=(*keywords.words(), *own_names(event, meetings)),
        needs=() if kind is Kind.VOLUNTEERING else keywords.needs(),
        themes=keywords.themes(kind),
        formats=keywords.formats(),
        audience=keywords.audience(ages_of(event, notes)),
        service_languages=languages_of(event, unmapped),
        price=price_of(event),
        locations=locations_of(event, meetings, notes),
        registration=registration_of(event),
        images=images_of(event, unmapped),
        links=links_of(event),
        modified=moment_of(event, "last_modified_time", notes),
        valid_from=moment_of(event, "date_published", notes),
        valid_until=_end_without_start(event, notes),
        provenance=Provenance(
            source=LinkedEvents.name,
            native_id=native,
            url=public_page(event),
            repairs=tuple(dict.fromkeys(notes)),
            unmapped=tuple(dict.fromkeys([*unmapped, *keywords.unmapped(kind)])),
        ),
    )


def _kind(event: Raw, unmapped: list[str]) -> Kind:
    """The kind; servers of old tell no type and have events only."""
    value = event.text("type_id")
    if value and value.casefold() not in KINDS:
        unmapped.append(f"type_id:{value}")
    if event.text("event_status") not in HAPPENS:
        unmapped.append(f"event_status:{event.text('event_status')}")
    return KINDS.get(value.casefold(), Kind.EVENT)


def _texts(event: Raw, notes: list[str]) -> dict[str, Text]:
    texts = texts_of(event, pricing_of(event), enrolment_of(event), notes)
    if not any(text.title for text in texts.values()):
        raise Wrong("name: expected a name in at least one language")
    return _told_as_postponed(texts) if is_postponed(event) else texts


def _told_as_postponed(texts: dict[str, Text]) -> dict[str, Text]:
    """The reader has to know it before anything else, or would wait at a closed door."""
    told = sentences()["postponed"]
    return {
        lang: text.model_copy(
            update={"description": "\n".join(filter(None, (told.get(lang), text.description)))}
        )
        for lang, text in texts.items()
    }


def _end_without_start(event: Raw, notes: list[str]) -> datetime | None:
    """An event that tells only when it is over lasts until then."""
    if event.text("start_time") or is_postponed(event):
        return None
    return closing_of(event, notes)
