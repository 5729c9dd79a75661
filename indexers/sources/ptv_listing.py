"""A raw record of PTV, a service with its channels and its organisation, as a listing."""

import re
from collections.abc import Mapping

from geo.folding import fold
from indexers.listing import Known, Listing, Price, Provenance, Registration, Text
from indexers.sources.ptv_areas import serves_of
from indexers.sources.ptv_channels import PUBLISHED, Ways, ways_of
from indexers.sources.ptv_codes import meanings_of
from indexers.sources.ptv_dates import moment
from indexers.sources.ptv_forms import voucher_links, voucher_texts
from indexers.sources.ptv_keywords import keywords_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_organisation import contacts_of, organisation_of
from indexers.sources.ptv_texts import LANGUAGE, joined, preferred, texts_of
from indexers.sources.raw import Raw, Wrong
from indexers.taxonomy import is_known

# The form of the addresses of suomi.fi: the name, for readers, and the id.
PUBLIC_PAGE = "https://www.suomi.fi/palvelut"
PRICES = {"Chargeable": Price.PAID, "FreeOfCharge": Price.FREE, "Other": Price.UNKNOWN}


def listing_of(record: Raw) -> Listing:
    """The listing. Raises Wrong or pydantic's ValidationError with the field and the reason."""
    service, organisation, notes = record.record("service"), record.record("organization"), Notes()
    native = _published_id(service)
    ways = ways_of(service, record.records("channels"), notes)
    reachable = ways.contacts or any(place.phone or place.url for place in ways.locations)
    texts = texts_of(service, joined([ways.prices, *voucher_texts(service, notes)]), notes)
    if not any(text.title for text in texts.values()):
        raise Wrong("serviceNames: expected a name in at least one language")
    return Listing(
        id=f"ptv:{native}",
        **meanings_of(service, notes)._asdict(),
        texts=texts,
        organisation=organisation_of(service, organisation, notes),
        service_languages=_languages(service, notes),
        price=_price(service, ways, notes),
        locations=ways.locations,
        serves=serves_of(service, notes),
        registration=Registration(required=Known.YES if ways.by_appointment else Known.UNKNOWN),
        contacts=ways.contacts if reachable else contacts_of(organisation, notes),
        links=(*ways.links, *voucher_links(service, notes)),
        keywords=keywords_of(service, notes),
        ongoing=True,
        modified=moment(service.text("modified")),
        provenance=_provenance(native, texts, notes),
    )


def _published_id(service: Raw) -> str:
    native, status = service.text("id"), service.text("publishingStatus")
    if not native:
        raise Wrong("id: expected the service's id")
    if status not in PUBLISHED:
        raise Wrong(f"publishingStatus: expected Published, got {status[:40]}")
    return native


def _provenance(native: str, texts: Mapping[str, Text], notes: Notes) -> Provenance:
    title = preferred({lang: text.title for lang, text in texts.items()})
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "palvelu"
    return Provenance(
        source="ptv",
        native_id=native,
        url=f"{PUBLIC_PAGE}/{slug}/{native}",
        repairs=tuple(notes.repairs),
        unmapped=tuple(notes.unmapped),
    )


def _languages(service: Raw, notes: Notes) -> tuple[str, ...]:
    """Languages one is served in; what is no language code at all is only counted."""
    found = [value.strip().lower() for value in service.texts("languages")]
    for code in found:
        if not is_known("languages", code):
            notes.unknown("languages", code)
    return tuple(dict.fromkeys(code for code in found if LANGUAGE.fullmatch(code)))


def _price(service: Raw, ways: Ways, notes: Notes) -> Price:
    """The service's own charge type, else what its channels say with one voice."""
    own = service.text("serviceChargeType")
    types = {own} if own else set(ways.charge_types)
    for unknown in sorted(types - set(PRICES)):
        notes.unknown("serviceChargeType", unknown)
    prices = {PRICES.get(one, Price.UNKNOWN) for one in types}
    if Price.PAID in prices:
        return Price.PAID
    return Price.FREE if prices == {Price.FREE} else Price.UNKNOWN
