"""Kind, organisation, audience, price, registration and period of several listings of one thing."""

from collections.abc import Callable, Iterable, Sequence
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
    joined = found
    while (more := _with_names(joined, parts)) != joined:  # a new name may be that of another
        joined = more
    return joined


def _with_names(known: Organisation, parts: Assembly) -> Organisation:
    """The organisation with the names and the page that listings of the same one add."""
    for listing in parts.listings:
        other = listing.organisation
        if other is None or not _is_one(known, other):
            continue
        for lang, name in other.name.items():
            if lang not in known.name:
                path = f"organisation.name.{lang}"
                names = {**known.name, lang: parts.take(path, name, listing)}
                known = known.model_copy(update={"name": names})
        if not known.url and other.url:
            url = parts.take("organisation.url", other.url, listing)
            known = known.model_copy(update={"url": url})
    return known


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
        groups=parts.union("audience.groups", lambda one: one.audience.groups),
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


def united_modified(parts: Assembly) -> datetime | None:
    """When any of them was last changed."""
    return _widest(parts, "modified", [one for one in parts.listings if one.modified], max)


def united_valid_from(parts: Assembly) -> datetime | None:
    """The earliest: as soon as one source shows it, it is shown."""
    return _widest(parts, "valid_from", parts.listings, min)


def united_valid_until(parts: Assembly) -> datetime | None:
    """The latest: as long as one source shows it, it is shown."""
    return _widest(parts, "valid_until", parts.listings, max)


def _widest(
    parts: Assembly,
    field: str,
    tellers: Sequence[Listing],
    choose: Callable[[Iterable[datetime]], datetime],
) -> datetime | None:
    """The chosen moment; none when one teller has no limit."""
    told: dict[datetime | None, Listing] = {getattr(one, field): one for one in reversed(tellers)}
    if not told or None in told:
        return None
    chosen = choose(filter(None, told))
    return parts.take(field, chosen, told[chosen])
