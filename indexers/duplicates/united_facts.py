"""Kind, organisation, audience, price, registration and period of several listings of one thing."""

from datetime import datetime

from indexers.duplicates.assembly import Assembly, origin
from indexers.duplicates.names import compare_names, names_of
from indexers.listing import (
    AreaServed,
    Audience,
    Kind,
    Known,
    Listing,
    Organisation,
    Price,
    Registration,
)

NOBODY = Audience()


def united_kind(parts: Assembly) -> Kind:
    """The first that says more than service, which is what registers of services call all."""
    kind = parts.first("kind", lambda one: one.kind, Kind.SERVICE)
    parts.origins.setdefault("kind", origin(parts.listings[0], "kind"))
    return kind


def united_organisation(parts: Assembly) -> Organisation | None:
    """The first one with a name, with the names in further languages that others know."""
    found = parts.first("organisation", _named, None) or parts.first(
        "organisation", lambda one: one.organisation, None
    )
    if found is None:
        return None
    names, url = dict(found.name), found.url
    for listing in parts.listings:
        other = listing.organisation
        if other is None or not _is_one(found, other):
            continue
        url = url or other.url
        for lang, name in other.name.items():
            if lang not in names:
                names[lang] = name
                path = f"organisation.name.{lang}"
                parts.origins[path] = origin(listing, path)
    return Organisation(id=found.id, name=names, url=url)


def _named(listing: Listing) -> Organisation | None:
    return listing.organisation if listing.organisation and listing.organisation.name else None


def _is_one(a: Organisation, b: Organisation) -> bool:
    match = compare_names(names_of(a.name), names_of(b.name))
    return match is not None and match.same


def united_audience(parts: Assembly) -> Audience:
    """Ages and genders of the first that tells them, the groups of all."""
    return Audience(
        ages=parts.first("audience.ages", lambda one: one.audience.ages, NOBODY.ages),
        genders=parts.first("audience.genders", lambda one: one.audience.genders, NOBODY.genders),
        groups=parts.union("audience.groups", lambda one: one.audience.groups, lambda code: code),
    )


def united_serves(parts: Assembly) -> tuple[AreaServed, ...]:
    """Of the first that tells them: an area is a promise, and two are not added up."""
    nowhere: tuple[AreaServed, ...] = ()
    return parts.first("serves", lambda one: one.serves, nowhere)


def united_price(parts: Assembly) -> Price:
    """Free only when nobody says paid: entrance may be free of a course that is not."""
    paid = parts.first("price", lambda one: one.price is Price.PAID, False)
    return Price.PAID if paid else parts.first("price", lambda one: one.price, Price.UNKNOWN)


def united_registration(parts: Assembly) -> Registration:
    """Each part from the first that tells it."""
    return Registration(
        required=parts.first(
            "registration.required", lambda one: one.registration.required, Known.UNKNOWN
        ),
        url=parts.first("registration.url", lambda one: one.registration.url, None),
        email=parts.first("registration.email", lambda one: one.registration.email, None),
    )


def united_period(parts: Assembly) -> tuple[datetime | None, datetime | None]:
    """The widest period: as long as one source shows it, it is shown."""
    begins = [one.valid_from for one in parts.listings]
    ends = [one.valid_until for one in parts.listings]
    return (
        None if None in begins else min(filter(None, begins)),
        None if None in ends else max(filter(None, ends)),
    )
