"""Files of activities: the shapes they come in, and the ones that come with the project."""

from pathlib import Path

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import Tryout, try_out
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Precision
from indexers.sources.lahella import Lahella
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError, records_of
from search_service.demo import DEMO
from tests.conftest import NOW
from tests.indexers.samples import activity

EXAMPLES = Path(__file__).parents[4] / "shared" / "formats" / "lahella" / "example_activities.json"


def records(path: Path) -> list[object]:
    return list(records_of(Lahella(Fetcher(), {}), str(path)))


@pytest.mark.parametrize("wrap", [lambda one: [one], lambda one: {"items": [one], "total": 1}])
def test_a_file_is_an_array_or_an_object_with_items(tmp_path: Path, wrap: object) -> None:
    assert callable(wrap)
    path = tmp_path / "activities.json"
    path.write_bytes(orjson.dumps(wrap(activity())))
    assert records(path) == [activity()]


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "activities.json"
    path.write_bytes(b"\xef\xbb\xbf[{}]")
    assert records(path) == [{}]


@pytest.mark.parametrize("body", ["{}", '{"items": 3}', '"x"', "3", "null", '{"records": []}'])
def test_a_file_of_another_shape_is_told_with_what_was_expected(tmp_path: Path, body: str) -> None:
    path = tmp_path / "activities.json"
    path.write_text(body)
    with pytest.raises(SourceError, match=r"activities\.json: expected a JSON array"):
        records(path)


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[1,", b'{"items": [', b"[\xff]", b"[NaN]"])
def test_a_file_that_is_no_json_is_told_with_the_place(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "activities.json"
    path.write_bytes(body)
    with pytest.raises(SourceError, match=rf"malformed at byte \d+ of {len(body)} \("):
        records(path)


def test_half_a_file_is_an_error_and_not_half_the_listings(tmp_path: Path) -> None:
    path = tmp_path / "activities.json"
    whole = Path(DEMO).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="breaks off"):
        records(path)


def test_a_file_that_is_not_there_and_a_directory_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.json: cannot be read \(No such file"):
        records(tmp_path / "none.json")
    with pytest.raises(SourceError, match="cannot be read"):
        records(tmp_path)


def read(path: object) -> Tryout:
    return try_out([Origin(source="lahella", location=str(path))], NearestCentre(), Fetcher(), NOW)


def test_the_demo_file_is_read_without_a_loss() -> None:
    report = read(DEMO).report
    items = orjson.loads(Path(DEMO).read_bytes())
    assert report.read == len(items) == 260
    assert report.rejected == ()
    assert report.indexed + len(report.expired) == 260
    assert set(report.unmapped.values()) == {1}


def test_every_time_of_the_demo_file_is_read() -> None:
    for record in orjson.loads(Path(DEMO).read_bytes()):
        found = Lahella(Fetcher(), {}).read(record, 1)
        channels = record["traits"]["channels"]
        times = [
            slot
            for one in channels
            for event in one.get("events", [])
            for slot in event["recurrence"].get("daySpecificTimes") or [None]
        ]
        assert not isinstance(found, type(None))
        assert len(getattr(found, "sessions", ())) == len(times), record["_key"]
        assert len(getattr(found, "locations", ())) == len(channels)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples of formats are not here")
def test_the_examples_of_the_format_are_read_without_a_loss() -> None:
    listings, report = read(EXAMPLES)
    assert report.read == 3
    assert [one.reason for one in report.rejected] == ["status: expected published, got draft"]
    assert [one.id for one in listings] == ["lahella:900000001", "lahella:900000002"]
    assert report.unmapped == {}
    assert report.without_place == report.coarse_place == ()


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples of formats are not here")
def test_the_second_example_meets_every_other_week_in_tampere_and_online() -> None:
    carers = next(one for one in read(EXAMPLES).listings if one.id.endswith("2"))
    place, online = carers.locations
    assert (place.municipality, place.precision) == ("837", Precision.POINT)
    assert (online.municipality, online.point) == (None, None)
    assert {session.every_weeks for session in carers.sessions if session.pattern == "weekly"} == {
        2
    }
    assert {(area.kind, area.code) for area in carers.serves} == {
        ("municipality", "837"),
        ("municipality", "536"),
        ("region", "06"),
    }
