"""Each kind of finding in a listing that has just that to mend, and in one that has not."""

from datetime import timedelta
from typing import Any

import pytest

from geo.nearest_centre import NearestCentre
from indexers.enrich import enriched
from indexers.listing import Listing
from indexers.quality.findings import OLD, SOON, findings
from indexers.quality.labels import LANGUAGES, advice, finding_label, kinds
from tests.conftest import NOW

HELSINKI = {"lat": 60.1812, "lon": 24.95}
SESSION = {
    "pattern": "weekly",
    "weekday": 2,
    "start": "18:00",
    "valid_from": "2026-09-01",
    "valid_until": "2027-05-01",
}
PLACE = {
    "point": HELSINKI,
    "precision": "point",
    "sessions": [SESSION],
    "address": {"street": "Katu 1", "post_town": "Helsinki"},
}


def listing(**changed: Any) -> Listing:
    """A listing with nothing to mend, but for what is changed."""
    texts = {
        lang: {"title": "Kuoro", "summary": "Lauletaan", "description": "Lauletaan yhdessä."}
        for lang in ("fi", "sv")
    }
    whole = {
        "id": "lahella:1",
        "kind": "hobby",
        "texts": texts,
        "locations": [PLACE],
        "contacts": [{"kind": "email", "value": "kuoro@example.org"}],
        "modified": NOW - timedelta(days=30),
        "provenance": {"source": "lahella", "native_id": "1"},
    }
    return enriched(Listing.model_validate(whole | changed), NearestCentre())


def found(**changed: Any) -> dict[str, str]:
    return {one.kind: one.note for one in findings(listing(**changed), NOW)}


def test_a_listing_with_everything_has_nothing_to_mend() -> None:
    assert found() == {}


ONLY_FINNISH = {"fi": {"title": "Kuoro", "description": "Lauletaan yhdessä."}}
BARE = {"fi": {"title": "Kuoro"}, "sv": {"title": "Kör"}}
JOENSUU = {**PLACE, "point": {"lat": 62.6, "lon": 29.76}, "address": {"post_town": "Joensuu"}}
VAGUE = {**PLACE, "point": None, "precision": "none"}
NOWHERE = {**VAGUE, "address": {}}
FAR = {**PLACE, "address": {"street": "Katu 1", "post_town": "Oulu"}}
UNKNOWN = {"source": "lahella", "native_id": "1", "unmapped": ["theme:x"]}


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("no_swedish", {"texts": ONLY_FINNISH}),
        ("no_description", {"texts": BARE}),
        ("no_place", {"locations": [NOWHERE]}),
        ("vague_place", {"locations": [VAGUE]}),
        ("no_time", {"locations": [{**PLACE, "sessions": []}]}),
        ("ends_soon", {"valid_until": NOW + SOON}),
        ("old", {"modified": NOW - OLD - timedelta(days=1)}),
        ("unknown_code", {"provenance": UNKNOWN}),
        ("no_contact", {"contacts": []}),
    ],
)
def test_what_is_missing_is_found_and_nothing_else(kind: str, changed: dict[str, Any]) -> None:
    assert list(found(**changed)) == [kind]


def test_a_point_far_from_its_address_is_doubtful_and_its_place_vague() -> None:
    told = found(locations=[FAR])
    assert set(told) == {"doubtful_position", "vague_place"}
    assert "far from Oulu" in told["doubtful_position"]


def test_swedish_is_missed_only_where_it_is_spoken() -> None:
    assert found(texts=ONLY_FINNISH, locations=[JOENSUU]) == {}
    served = [{"kind": "country", "code": "FI"}]
    assert "no_swedish" in found(texts=ONLY_FINNISH, locations=[JOENSUU], serves=served)


def test_a_time_is_missed_only_where_people_meet() -> None:
    assert found(kind="support", locations=[{**PLACE, "sessions": []}]) == {}


def test_an_end_farther_away_or_past_is_no_hurry() -> None:
    assert found(valid_until=NOW + SOON + timedelta(days=1)) == {}
    assert "ends_soon" not in found(valid_until=NOW)


def test_every_kind_has_a_name_and_an_advice_in_every_language() -> None:
    for kind in kinds():
        for lang in LANGUAGES:
            assert finding_label(kind, lang)
            assert advice(kind, lang)
