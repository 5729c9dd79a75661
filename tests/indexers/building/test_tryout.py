from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import Tryout, try_out
from indexers.fetching.fetcher import Fetcher
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from indexers.store.intake import TWICE
from tests.conftest import NOW
from tests.indexers.corpus import keyed
from tests.indexers.samples import channel, millis


def tried(tmp_path: Path, *files: Sequence[object]) -> Tryout:
    origins = []
    for number, records in enumerate(files):
        path = tmp_path / f"{number}.json"
        path.write_bytes(orjson.dumps(records))
        origins.append(Origin(source="lahella", location=str(path)))
    return try_out(origins, NearestCentre(), Fetcher(), NOW)


def ids(found: Tryout) -> list[str]:
    return [one.id for one in found.listings]


def expired(key: str) -> dict[str, object]:
    return {**keyed(key), "tags": {"visibility": {"end": millis("2026-11-01")}}}


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    records = [keyed("1"), keyed("2", type="?"), expired("3"), keyed("4"), None, keyed("4")]
    found = tried(tmp_path, records)
    assert ids(found) == ["lahella:1", "lahella:4"]
    report = found.report
    assert report.read == report.fetched == 6
    assert {one.id for one in report.rejected} == {"lahella:2", "lahella:#5", "lahella:4"}
    assert report.expired == ("lahella:3",)
    assert report.read == report.indexed + len(report.rejected) + len(report.expired)


def test_the_same_id_in_two_files_is_kept_once(tmp_path: Path) -> None:
    found = tried(tmp_path, [keyed("1")], [keyed("1", theme=[]), keyed("2")])
    assert ids(found) == ["lahella:1", "lahella:2"]
    assert found.listings[0].themes
    assert [(one.id, one.reason) for one in found.report.rejected] == [("lahella:1", TWICE)]


def test_an_expired_listing_does_not_come_back_under_the_same_id(tmp_path: Path) -> None:
    listings, report = tried(tmp_path, [expired("1"), keyed("1")])
    assert listings == []
    assert (report.expired, [one.id for one in report.rejected]) == (("lahella:1",), ["lahella:1"])


def test_a_rejected_record_leaves_its_id_to_the_next(tmp_path: Path) -> None:
    assert ids(tried(tmp_path, [keyed("1", type="?"), keyed("1")])) == ["lahella:1"]


def test_what_is_unknown_mended_or_vague_is_told(tmp_path: Path) -> None:
    without_map = channel(map=None)
    nowhere = channel(map=None, translations={})
    town = {"fi": {"address": {"city": "Oulu"}}}
    records = [
        keyed("1", theme=["x"], channels=[without_map]),
        keyed("2", theme=["x", "x"], channels=[nowhere], region=["state/FI/Lappi"]),
        keyed("3", channels=[]),
        keyed("4", channels=[channel(type=["online"])], region=["city/FI/Valtimo"]),
        keyed("5", channels=[channel(map=None, translations=town)]),
    ]
    report = tried(tmp_path, records).report
    assert report.unmapped == {"theme:x": 2}  # in listings
    assert report.postcode_place == ("lahella:1",)
    assert report.coarse_place == ("lahella:5",)
    assert report.without_place == ("lahella:2", "lahella:3")
    assert [note.id for note in report.repaired] == ["lahella:4"]


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(SourceError, match="no source nosuch"):
        try_out([Origin(source="nosuch", location="x")], NearestCentre(), Fetcher(), NOW)
