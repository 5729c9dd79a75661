"""What must hold of any two listings, however odd."""

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.duplicates.features import Features, features
from indexers.duplicates.keys import MOST_KEYS, block_keys
from indexers.duplicates.score import MERGE_AT, score
from indexers.listing import Listing
from tests.indexers.duplicates.strategies import listings, wild_listings

ANY = listings() | wild_listings()


@settings(deadline=None, max_examples=100)
@given(ANY, ANY)
def test_the_order_of_two_listings_changes_nothing_and_a_score_lies_between_0_and_1(
    a: Listing, b: Listing
) -> None:
    first, second = features(a), features(b)
    found = score(first, second)
    assert found == score(second, first)
    assert 0 <= found.value <= 1
    assert found.merges == (found.value >= MERGE_AT)
    assert found.reasons


@settings(deadline=None, max_examples=100)
@given(ANY)
def test_features_and_keys_of_any_listing_are_made_and_survive_the_way_through_json(
    listing: Listing,
) -> None:
    found = features(listing)
    assert Features.model_validate_json(found.model_dump_json()) == found
    keys = block_keys(found)
    assert 0 < len(keys) <= MOST_KEYS
    assert f"id {listing.id}" in keys
    assert features(listing) == found


@settings(deadline=None, max_examples=100)
@given(listings(), st.sampled_from(["ptv", "table"]))
def test_what_is_told_twice_in_one_source_counts_as_one_only_when_nothing_differs(
    listing: Listing, source: str
) -> None:
    own = listing.provenance.model_copy(update={"source": source, "same_as": ()})
    first = listing.model_copy(update={"id": f"{source}:1", "provenance": own})
    second = first.model_copy(update={"id": f"{source}:2"})
    a, b = features(first), features(second)
    told = bool(a.sentences) or any(a.times)
    assert score(a, b).merges == told
    other = b.model_copy(update={"price": "paid" if b.price == "free" else "free"})
    assert not score(a, other).merges
