"""Open Referral HSDS 3.x: services of an API, a file, or a directory of saved pages.

HSDS is monolingual: the language of a feed stands in its location (#language=sv), Finnish
otherwise. A service that is not active is no listing. The feed tells no deletions.
"""

from collections.abc import Iterator
from datetime import datetime

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing, Organisation, Provenance, Registration, Text
from indexers.plain_text import plain_line, plain_text
from indexers.sources.hsds_contacts import contacts_of, links_of
from indexers.sources.hsds_feed import Feed
from indexers.sources.hsds_places import is_ongoing, locations_of
from indexers.sources.hsds_prices import price_of, pricing_of
from indexers.sources.hsds_terms import (
    audience_of,
    language_code,
    languages_of,
    serves_of,
    terms_of,
)
from indexers.sources.location_options import split_options
from indexers.sources.raw import Raw, Wrong
from indexers.sources.source import Page, Rejected, SourceError, outcome
from indexers.written.dates import moment_in

OPTIONS = ("language",)
LANGUAGE = "language"  # where the feed's language stands in a record
DESCRIPTION = (
    *("description", "alternate_name", "alert", "eligibility_description"),
    *("interpretation_services", "wait_time", "accreditations", "licenses"),
)
# Fields by which the other objects of HSDS are known where a service is expected.
OTHERS = {
    "location_type": "a location",
    "location_id": "a place of a service that is not there",
    "taxonomy_detail": "a taxonomy term",
    "taxonomy": "a taxonomy term",
    "openapi_url": "the description of an API",
    "legal_status": "an organisation",
    "website": "an organisation",
    "address_1": "an address",
    "version": "a taxonomy",
}


class Hsds:
    """The source `hsds`."""

    name = "hsds"

    def __init__(self, fetcher: Fetcher) -> None:
        self._feed = Feed(fetcher)

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """Services with all that is theirs, each with the language of its feed."""
        return self._pages(location, cursor)

    def changes(self, location: str, since: datetime) -> Iterator[Page]:
        """Services that were modified since; one that is not active any more is rejected.

        Only an API can tell; a service that is gone is found by reading the whole.
        """
        return self._pages(location, "", since)

    def _pages(self, location: str, cursor: str, since: datetime | None = None) -> Iterator[Page]:
        origin, options = split_options(location, OPTIONS)
        lang = language_code(options.get("language", "fi"))
        if not lang:
            raise SourceError(f"{location}: language: expected a code like fi, sv or en")
        for page in self._feed.pages(origin, cursor, since):
            yield Page([_in(record, lang) for record in page.records], page.cursor)

    def read(self, record: object, position: int) -> Listing | Rejected:
        """One service as a listing; a record that cannot be one says why."""
        native = Raw(record).text("id") if isinstance(record, dict) else ""
        return outcome(
            f"{self.name}:{native or f'#{position}'}",
            lambda: _listing(Raw.of(record, "record")),
        )


def _in(record: object, lang: str) -> object:
    return {LANGUAGE: lang, **record} if isinstance(record, dict) else record


def _listing(service: Raw) -> Listing:
    notes: list[str] = []
    _refuse_others(service, notes)
    native = service.text("id")
    if not native:
        raise Wrong("id: expected the service's identifier")
    lang = language_code(service.text(LANGUAGE)) or "fi"
    attributes = list(service.records("attributes"))
    for place in service.records("service_at_locations"):
        attributes += place.records("attributes")
    terms = terms_of(attributes, lang)
    audience = audience_of(service, terms, notes)
    return Listing(
        id=f"hsds:{native}",
        kind=terms.kind,
        texts={lang: _text(service, lang)},
        organisation=_organisation(service, lang),
        themes=tuple(dict.fromkeys(terms.themes)),
        formats=tuple(dict.fromkeys(terms.formats)),
        audience=audience,
        service_languages=languages_of(_languages(service), terms.unmapped),
        price=price_of(service, lang),
        locations=locations_of(service, lang, notes),
        serves=serves_of(service.records("service_areas"), notes),
        registration=Registration(),
        contacts=contacts_of(service, lang),
        links=links_of(service),
        keywords=tuple({lang: word} for lang, word in dict.fromkeys(terms.keywords)),
        needs=tuple(dict.fromkeys(terms.needs)),
        ongoing=is_ongoing(service),
        modified=moment_in(service.value("last_modified")),
        provenance=Provenance(
            source="hsds",
            native_id=native,
            url=service.text("url") or None,
            repairs=tuple(dict.fromkeys(notes)),
            unmapped=tuple(dict.fromkeys(terms.unmapped)),
        ),
    )


def _refuse_others(service: Raw, notes: list[str]) -> None:
    """Only what is known to be inactive is refused: feeds forget the status."""
    status = service.text("status")
    if not status:
        for name, what in OTHERS.items():
            if service.value(name) is not None:
                raise Wrong(f"record: expected a service, got {what}")
        notes.append("status: not told; it was read as active")
    elif status.strip().lower() != "active":
        raise Wrong(f"status: expected active, got {status[:40]}")


def _text(service: Raw, lang: str) -> Text:
    title = plain_line(service.text("name"))
    if not title:
        raise Wrong("name: expected the service's name")
    program = service.record("program")
    told = [service.text(name) for name in DESCRIPTION]
    told += [program.text(name) for name in ("name", "alternate_name", "description")]
    documents = [one.text("document") for one in service.records("required_documents")]
    return Text(
        title=title,
        description=_below_each_other(told),
        pricing=_below_each_other(pricing_of(service)),
        registration=_below_each_other([service.text("application_process"), *documents]),
    )


def _below_each_other(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(text for told in texts if (text := plain_text(told))))


def _organisation(service: Raw, lang: str) -> Organisation | None:
    organisation = service.record("organization")
    key = organisation.text("id") or service.text("organization_id")
    name = plain_line(organisation.text("name"))
    if not (key or name):
        return None
    return Organisation(
        id=(key or name)[:200],
        name={lang: name} if name else {},
        url=organisation.text("website") or organisation.text("uri") or None,
    )


def _languages(service: Raw) -> Iterator[Raw]:
    """Languages of the service, else those of its places."""
    own = list(service.records("languages"))
    yield from own
    if not own:
        for place in service.records("service_at_locations"):
            yield from place.record("location").records("languages")
