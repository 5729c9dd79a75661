"""Whatever is merged: nothing is lost, and merging again changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.duplicates.fingerprints import contact_mark
from indexers.duplicates.merging import merged
from indexers.duplicates.united_locations import likeness_of
from indexers.listing import Listing
from tests.indexers.duplicates.strategies import listings

# Of three sources, so that no two have one id.
GROUPS = st.tuples(listings("ptv"), listings("lahella"), listings("table"))


@settings(deadline=None, max_examples=200)
@given(GROUPS)
def test_every_language_contact_place_picture_and_link_is_kept(group: tuple[Listing, ...]) -> None:
    found = merged(group).listing
    for listing in group:
        assert set(listing.texts) <= set(found.texts)
        assert set(listing.themes) <= set(found.themes)
        assert {image.url for image in listing.images} <= {image.url for image in found.images}
        contacts = {(one.kind, contact_mark(one) or one.value) for one in found.contacts}
        assert {(one.kind, contact_mark(one) or one.value) for one in listing.contacts} <= contacts
        for place in listing.locations:
            assert any(
                place.channel == one.channel or likeness_of(place, one) > 0
                for one in found.locations
            )
    assert len(found.locations) >= max(len(listing.locations) for listing in group)
    for lang, text in found.texts.items():
        parts = [listing.texts[lang] for listing in group if lang in listing.texts]
        for field in type(text).model_fields:
            assert bool(getattr(text, field)) == any(getattr(one, field) for one in parts)


@settings(deadline=None, max_examples=200)
@given(GROUPS)
def test_merging_again_alone_or_with_what_went_in_changes_nothing(
    group: tuple[Listing, ...],
) -> None:
    found = merged(group).listing
    assert merged([found]).listing == found
    for listing in group:
        assert merged([found, listing]).listing == found
        assert merged([listing, found]).listing == found


@settings(deadline=None, max_examples=200)
@given(GROUPS, st.permutations(range(3)))
def test_the_order_of_listings_changes_nothing(
    group: tuple[Listing, ...], order: list[int]
) -> None:
    assert merged([group[number] for number in order]) == merged(group)


@settings(deadline=None, max_examples=200)
@given(GROUPS)
def test_every_field_comes_from_one_of_them(group: tuple[Listing, ...]) -> None:
    found = merged(group).listing
    ids = {listing.id for listing in group}
    assert set(found.provenance.fields.values()) <= ids
    assert [one.source for one in found.provenance.merged_from] == ["lahella", "ptv", "table"]
    paths = set(found.provenance.fields)
    assert {f"texts.{lang}" for lang in found.texts} <= paths
    assert {f"contacts.{number}" for number in range(len(found.contacts))} <= paths
    assert {f"locations.{number}" for number in range(len(found.locations))} <= paths
    by_id = {listing.id: listing for listing in group}
    for number, contact in enumerate(found.contacts):
        teller = by_id[found.provenance.fields[f"contacts.{number}"]]
        assert contact.value in {one.value for one in teller.contacts}
