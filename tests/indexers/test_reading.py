from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.reading import TWICE, read_all
from indexers.report import Tally
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from tests.conftest import NOW
from tests.indexers.samples import activity, channel, millis


def reading(tmp_path: Path, *files: Sequence[object]) -> tuple[list[str], Tally]:
    origins = []
    for number, records in enumerate(files):
        path = tmp_path / f"{number}.json"
        path.write_bytes(orjson.dumps(records))
        origins.append(Origin(source="lahella", location=str(path)))
    tally = Tally()
    return [one.id for one in read_all(origins, NearestCentre(), NOW, tally)], tally


def keyed(key: str, **traits: object) -> dict[str, object]:
    return {**activity(**traits), "_key": key}


def expired(key: str) -> dict[str, object]:
    return {**keyed(key), "tags": {"visibility": {"end": millis("2026-11-01")}}}


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    records = [keyed("1"), keyed("2", type="?"), expired("3"), keyed("4"), None, keyed("4")]
    found, tally = reading(tmp_path, records)
    assert found == ["lahella:1", "lahella:4"]
    assert tally.read == 6
    assert [one.id for one in tally.rejected] == ["lahella:2", "lahella:#5", "lahella:4"]
    assert tally.expired == ["lahella:3"]
    assert tally.read == len(tally.indexed) + len(tally.rejected) + len(tally.expired)


def test_the_same_id_in_two_files_is_kept_once(tmp_path: Path) -> None:
    found, tally = reading(tmp_path, [keyed("1")], [keyed("1", theme=[]), keyed("2")])
    assert found == ["lahella:1", "lahella:2"]
    assert [(one.id, one.reason) for one in tally.rejected] == [("lahella:1", TWICE)]


def test_an_expired_listing_does_not_come_back_under_the_same_id(tmp_path: Path) -> None:
    found, tally = reading(tmp_path, [expired("1"), keyed("1")])
    assert found == []
    assert (tally.expired, [one.id for one in tally.rejected]) == (["lahella:1"], ["lahella:1"])


def test_a_rejected_record_leaves_its_id_to_the_next(tmp_path: Path) -> None:
    assert reading(tmp_path, [keyed("1", type="?"), keyed("1")])[0] == ["lahella:1"]


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
    _, tally = reading(tmp_path, records)
    assert tally.unmapped == {"theme:x": 2}  # in listings
    assert tally.postcode_place == ["lahella:1"]
    assert tally.coarse_place == ["lahella:5"]
    assert tally.without_place == ["lahella:2", "lahella:3"]
    assert [note.id for note in tally.repaired] == ["lahella:4"]


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(SourceError, match="no source nosuch"):
        list(read_all([Origin(source="nosuch", location="x")], NearestCentre(), NOW, Tally()))
