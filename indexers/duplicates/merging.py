"""Several listings of one thing in, one listing with the origin of every field out.

Nothing is forgotten: what only one source tells is taken from it, and merging again what was
merged changes nothing. The listings themselves stay as they are, so that a merge can be undone.
"""

from collections.abc import Hashable, Sequence

from indexers.duplicates.assembly import Assembly
from indexers.duplicates.precedence import PRECEDENCE, rank
from indexers.duplicates.united_contacts import united_contacts, united_images, united_links
from indexers.duplicates.united_facts import (
    united_audience,
    united_kind,
    united_organisation,
    united_period,
    united_price,
    united_registration,
    united_serves,
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

    Raises ValueError without listings.
    """
    if not listings:
        raise ValueError("listings: expected at least one")
    # Of two with one id, the merged one knows more.
    ordered = sorted(
        listings,
        key=lambda one: (rank(one.id, precedence), -len(one.provenance.merged_from)),
    )
    survivor = ordered[0]
    others = tuple(dict.fromkeys(one.id for one in ordered if one.id != survivor.id))
    return Merged(
        listing=_one_of(ordered) if others else survivor,
        others=others,
        why=f"{survivor.id} stays: of {', '.join((survivor.id, *others))} its source is read first",
    )


def _one_of(ordered: Sequence[Listing]) -> Listing:
    survivor = ordered[0]
    parts = Assembly(ordered)
    valid_from, valid_until = united_period(parts)
    return Listing(
        id=survivor.id,
        kind=united_kind(parts),
        texts=united_texts(parts),
        organisation=united_organisation(parts),
        themes=parts.union("themes", lambda one: one.themes, _itself),
        formats=parts.union("formats", lambda one: one.formats, _itself),
        audience=united_audience(parts),
        service_languages=parts.union(
            "service_languages", lambda one: one.service_languages, _itself
        ),
        price=united_price(parts),
        locations=united_locations(parts),
        serves=united_serves(parts),
        registration=united_registration(parts),
        contacts=united_contacts(parts),
        images=united_images(parts),
        links=united_links(parts),
        modified=max((one.modified for one in ordered if one.modified), default=None),
        valid_from=valid_from,
        valid_until=valid_until,
        provenance=_provenance(parts),
    )


def _itself(code: str) -> Hashable:
    return code


def _provenance(parts: Assembly) -> Provenance:
    survivor = parts.listings[0]
    sources = dict.fromkeys(one for listing in parts.listings for one in _made_of(listing))
    return survivor.provenance.model_copy(
        update={
            "same_as": _all(parts, "same_as"),
            "repairs": _all(parts, "repairs"),
            "unmapped": _all(parts, "unmapped"),
            "merged_from": tuple(sources),
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
