"""Any JSON anywhere in an otherwise valid unit: a listing or a reason, never an exception."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.listing import Listing
from indexers.sources.source import Rejected, records_of
from tests.indexers.sources.damage import (
    JSON,
    as_json,
    damaged,
    made_of,
    places_needed,
    reason_told,
    trapped,
)
from tests.indexers.sources.palvelukartta_samples import MAPPED, UNIT, source

SOURCE = source()
JOINED: dict[str, Any] = UNIT | {
    "organization": {"id": "o-1", "name_fi": "Seura ry", "organization_type": "ASSOCIATION"},
    "accessibility_properties": [{"variable_name": "X.ACCESSIBLE_WC.existing", "value": "true"}],
}


def outcome_of(record: object) -> Listing | Rejected:
    return reason_told(SOURCE.read(record, 7), "palvelukartta")


@settings(deadline=None, max_examples=200)
@given(damaged(JOINED) | damaged(MAPPED))
def test_a_damaged_unit_is_a_listing_or_a_reason(record: dict[str, Any]) -> None:
    outcome = outcome_of(record)
    if isinstance(outcome, Listing):
        made_of(outcome)


@settings(deadline=None, max_examples=100)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(record: object) -> None:
    outcome_of(record)


def test_each_place_of_a_unit_survives_each_trap() -> None:
    for record in (*trapped(JOINED), *trapped(MAPPED)):
        outcome_of(record)


def test_each_place_of_a_unit_may_be_missing() -> None:
    assert places_needed(UNIT, outcome_of) == {("id",)}


@settings(deadline=None, max_examples=60)
@given(st.lists(damaged(UNIT) | JSON, max_size=3), st.lists(JSON, max_size=3))
def test_no_record_of_a_directory_is_lost_on_the_way(
    units: list[object], others: list[object]
) -> None:
    with TemporaryDirectory() as directory:
        for name, body in (("unit", units), ("organization", others), ("connection", others)):
            (Path(directory) / f"{name}.json").write_bytes(as_json(body))
        found = list(records_of(SOURCE, directory))
    assert len(found) == len(units)
