"""Any JSON anywhere in a raw record of PTV: a listing or a reason, never an exception."""

import copy
import itertools
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.nearest_centre import NearestCentre
from indexers.enrich import enriched
from indexers.fetching.fetcher import Fetcher
from indexers.index.document import documents, is_expired
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.ptv_general import merged
from indexers.sources.source import Rejected
from tests.conftest import NOW
from tests.indexers.samples import NO_TERMS
from tests.indexers.sources.damage import ANYWHERE, JSON, TRAPS, parent_of, paths
from tests.indexers.sources.ptv_samples import GENERAL, record, service
from tests.indexers.sources.ptv_variants import variants

AREAS = NearestCentre()
# Values that once were, or might be, taken for what they are not.
TEXTS: list[object] = [
    *("9999-12-31T23:59:59", "0001-01-01T00:00:00Z", "2026-02-30T00:00:00", "24:00:00", "99:99"),
    *("Monday", "Exceptional", "OverMidnight", "Nationwide", "Location", "Phone", "PrintableForm"),
    *("P27.5", "KR1", "KE4.3", "/code/P25", "GD_", "FI", "\x00", "\u202e", "<p>" * 50, "a" * 300),
    *("1e999", "NaN", "-0", "²", "6672000", "0,0", "fi-FI", "FI", " ", "://", "tel:", "?", "#"),
]
VALUES = TRAPS | st.sampled_from(TEXTS) | JSON


def whole() -> dict[str, Any]:
    """The fullest record: a general description, all channels, and hours of every kind."""
    made = record(merged(service(), GENERAL))
    busy = [one for name in ("Service", "ServiceLocationChannel") for one, _ in variants(name)]
    for other in busy:
        made["service"]["serviceChannels"] += other["service"]["serviceChannels"][:1]
        made["channels"] += other["channels"][:1]
    return copy.deepcopy(made)


WHOLE = whole()
PATHS = list(paths(WHOLE))


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    made = copy.deepcopy(WHOLE)
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        inner, last = parent_of(made, path), path[-1]
        if isinstance(inner, dict) and last in inner:
            if draw(st.booleans()):
                inner[last] = draw(VALUES)
            else:
                del inner[last]
        elif isinstance(inner, list) and isinstance(last, int):
            inner[last:] = draw(st.lists(VALUES, max_size=3))
    return made


def outcome_of(made: object) -> Listing | Rejected:
    """The outcome, all the way to the bytes that the engine gets."""
    outcome = Ptv(Fetcher()).read(made, 7)
    if isinstance(outcome, Rejected):
        assert outcome.id.startswith("ptv:")
        field, colon, expected = outcome.reason.partition(": ")
        assert field.strip()
        assert colon
        assert expected.strip()
        return outcome
    placed = enriched(outcome, AREAS)
    is_expired(placed, NOW)
    found = list(documents(placed, NO_TERMS, NOW))
    assert found
    for document in found:
        orjson.dumps(document.wire())
        assert document.card["texts"]["default"]["title"]
    assert Listing.model_validate_json(placed.model_dump_json()) == placed
    return outcome


def test_the_record_that_is_damaged_is_a_full_one() -> None:
    outcome = outcome_of(WHOLE)
    assert isinstance(outcome, Listing)
    assert len(outcome.locations) > 10
    assert len(PATHS) > 1000


@settings(deadline=None, max_examples=60)
@given(mutated())
def test_a_damaged_record_is_a_listing_or_a_reason(made: dict[str, Any]) -> None:
    outcome_of(made)


@settings(deadline=None, max_examples=60)
@given(JSON, st.sampled_from(["service", "channel", "missing", "unknown", "channels", ""]))
def test_any_json_at_all_is_a_listing_or_a_reason(value: object, name: str) -> None:
    outcome_of({name: value} if name else value)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_subset_of_the_fields_of_a_service_is_a_listing_or_a_reason(
    data: st.DataObject,
) -> None:
    names = list(WHOLE["service"])
    kept = data.draw(st.sets(st.sampled_from(names)))
    part = {name: WHOLE["service"][name] for name in names if name in kept}
    outcome = outcome_of({**WHOLE, "service": part})
    assert isinstance(outcome, Listing) == ({"id", "serviceNames"} <= kept)


def test_each_field_of_a_service_may_be_missing_or_of_a_wrong_type() -> None:
    """Few may be broken without losing the service; all others cost only themselves."""
    needed = set()
    good = record()
    for name, value in itertools.product(good["service"], [*ANYWHERE, 7, "x", [3], {"x": 1}]):
        bad = {**good, "service": {**good["service"], name: value}}
        if isinstance(Ptv(Fetcher()).read(bad, 1), Rejected):
            needed.add(name)
    assert needed == {"id", "serviceNames", "publishingStatus"}
