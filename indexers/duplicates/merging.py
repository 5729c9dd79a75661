"""Several listings of one thing in, one listing with the origin of every field out.

Nothing is forgotten: what only one source tells is taken from it, and merging again what was
merged changes nothing. The listings themselves stay as they are, so that a merge can be undone.
"""

from collections.abc import Sequence

from indexers.duplicates.assembly import Assembly
from indexers.duplicates.precedence import PRECEDENCE, rank
from indexers.duplicates.united_contacts import (
    united_contacts,
    united_images,
    united_keywords,
    united_links,
)
from indexers.duplicates.united_facts import (
    united_audience,
    united_kind,
    united_modified,
    united_organisation,
    united_price,
    united_registration,
    united_serves,
    united_valid_from,
    united_valid_until,
)
from indexers.duplicates.united_locations import united_locations
from indexers.duplicates.united_texts import united_texts
from indexers.listing import Listing, MergedFrom, Provenance
from indexers.value import Value


class Merged(Value):
    """One listing of several."""

    listing: Listing
    others: tuple[str, ...]  # ids of the listings that it stands for beside its own
    why: str  # a plain sentence: why it keeps its id


def merged(listings: Sequence[Listing], precedence: Sequence[str] = PRECEDENCE) -> Merged:
    """One listing of all; it keeps the id of the first source in `precedence`.

    A listing that a merged one among them was made of adds nothing to it, so to take in a change,
    merge the originals again. Raises ValueError without listings.
    """
    if not listings:
        raise ValueError("listings: expected at least one")
    held = {_key(one) for listing in listings for one in listing.provenance.merged_from}
    new = [
        one for one in listings if one.provenance.merged_from or _key(one.provenance) not in held
    ]
    ordered = sorted(new, key=lambda one: rank(one.id, precedence))
    survivor = ordered[0]
    others = tuple(dict.fromkeys(one.id for one in ordered if one.id != survivor.id))
    return Merged(
        listing=_one_of(ordered, precedence) if others else survivor,
        others=others,
        why=_why(survivor.id, others),
    )


def _why(survivor: str, others: Sequence[str]) -> str:
    if not others:
        return f"{survivor} stays as it is"
    return f"{survivor} stays, since its source comes before that of {', '.join(others)}"


def _one_of(ordered: Sequence[Listing], precedence: Sequence[str]) -> Listing:
    survivor = ordered[0]
    parts = Assembly(ordered)
    return Listing(
        id=survivor.id,
        kind=united_kind(parts),
        texts=united_texts(parts),
        organisation=united_organisation(parts),
        themes=parts.union("themes", lambda one: one.themes),
        formats=parts.union("formats", lambda one: one.formats),
        audience=united_audience(parts),
        service_languages=parts.union("service_languages", lambda one: one.service_languages),
        price=united_price(parts),
        locations=united_locations(parts),
        serves=united_serves(parts),
        registration=united_registration(parts),
        contacts=united_contacts(parts),
        images=united_images(parts),
        links=united_links(parts),
        keywords=united_keywords(parts),
        needs=parts.union("needs", lambda one: one.needs),
        ongoing=parts.first("ongoing", lambda one: one.ongoing, False),
        modified=united_modified(parts),
        valid_from=united_valid_from(parts),
        valid_until=united_valid_until(parts),
        provenance=_provenance(parts, precedence),
    )


def _provenance(parts: Assembly, precedence: Sequence[str]) -> Provenance:
    own = parts.listings[0].provenance
    sources = {one for listing in parts.listings for one in _made_of(listing)}

    def place(one: MergedFrom) -> tuple[bool, tuple[int, str]]:
        """Its own source first, then as the sources are read."""
        return _key(one) != _key(own), rank(f"{one.source}:{one.native_id}", precedence)

    return own.model_copy(
        update={
            "same_as": _all(parts, "same_as"),
            "repairs": _all(parts, "repairs"),
            "unmapped": _all(parts, "unmapped"),
            "merged_from": tuple(sorted(sources, key=place)),
            "fields": dict(sorted(parts.origins.items())),
        }
    )


def _all(parts: Assembly, field: str) -> tuple[str, ...]:
    """What any of them says, each once."""
    said = (text for one in parts.listings for text in getattr(one.provenance, field))
    return tuple(dict.fromkeys(said))


def _made_of(listing: Listing) -> tuple[MergedFrom, ...]:
    own = listing.provenance
    itself = MergedFrom(source=own.source, native_id=own.native_id, url=own.url)
    return own.merged_from or (itself,)


def _key(one: MergedFrom | Provenance) -> tuple[str, str]:
    return one.source, one.native_id
