"""Any JSON anywhere in an otherwise valid event: a listing or a reason, never an exception."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.linked_events_ids import native_id
from indexers.sources.linked_events_references import References
from indexers.sources.linked_events_series import is_recurring, super_of
from indexers.sources.source import Rejected, records_of
from tests.indexers.sources.damage import ANYWHERE, JSON, NUMBERS, made_of, parent_of, paths
from tests.indexers.sources.linked_events_samples import (
    event,
    outcome_of,
    reference,
    series,
    sub_event,
)

TEXTS: list[object] = [
    *(" ", "0", "-1", "²", "9999-12-31", "0001-01-01T00:00:00Z", "2026-12-01T25:00:00Z", "NaN"),
    *("2026-12-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "http://[", "https://x/v1//"),
    *("recurring", "umbrella", "EventPostponed", "deleted", "draft", "yso:p1808", "\x00", "%"),
    *("<p>" * 50, "\u202e", "a" * 300, "~", "zh_hans", "1e999"),
]
SUBS = [sub_event(f"s-{day}", f"2026-12-0{day}T16:00:00Z") for day in (1, 2)]


def whole() -> dict[str, Any]:
    """An event with everything: a series, an umbrella above it, the fields of other cities."""
    return series(
        *SUBS,
        super_event=event(id="x:u", super_event_type="umbrella", sub_events=[]),
        is_virtualevent=False,
        virtualevent_url="https://v.invalid/",
        enrolment_url="https://e.invalid/",
        registration={"signup_url": {"fi": "https://s.invalid/"}},
        audience=[reference("keyword", "yso:p4354")],
    )


PATHS = list(paths(whole()))


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    record = whole()
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        inner, last = parent_of(record, path), path[-1]
        if isinstance(inner, dict) and isinstance(last, str):
            if draw(st.booleans()):
                inner[last] = draw(JSON | st.sampled_from(TEXTS))
            else:
                inner.pop(last, None)
        elif isinstance(inner, list) and isinstance(last, int):
            inner[last:] = draw(st.lists(JSON, max_size=3))
    return record


def checked(record: object) -> Listing | Rejected:
    """The outcome; a reason names a field, a listing makes documents all the way to bytes."""
    resolved = References().resolved(record) if isinstance(record, dict) else record
    outcome = outcome_of(resolved, 7)
    assert outcome.id.startswith("linked_events:")
    if isinstance(outcome, Rejected):
        field, colon, expected = outcome.reason.partition(": ")
        assert field.strip()
        assert colon
        assert expected.strip()
    else:
        assert made_of(outcome)
    return outcome


@settings(deadline=None, max_examples=200)
@given(mutated())
def test_a_damaged_event_is_a_listing_or_a_reason(record: dict[str, Any]) -> None:
    checked(record)


@settings(deadline=None, max_examples=60)
@given(st.lists(mutated() | JSON, max_size=4))
def test_a_file_of_damaged_events_loses_none_without_a_word(records: list[object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "events.json")
        try:
            path.write_text(json.dumps(records, allow_nan=False), encoding="utf-8")
            json.loads(path.read_bytes(), parse_int=_in_64_bits)
            read = orjson.loads(path.read_bytes())
        except (ValueError, UnicodeEncodeError):
            # Infinities and halves of characters, which no JSON file can hold; larger numbers,
            # for which the whole file is refused.
            reject()
        found = list(records_of(LinkedEvents(Fetcher()), str(path)))
    series_there = {native_id(one) for one in read if is_recurring(one)}
    times = [one for one in read if isinstance(one, dict) and super_of(one) in series_there]
    assert len(found) == len(read) - len(times)
    for record in found:
        checked(record)


def _in_64_bits(digits: str) -> int:
    if not -(2**63) <= int(digits) < 2**63:
        raise ValueError(digits)
    return int(digits)


@settings(deadline=None, max_examples=100)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(record: object) -> None:
    checked(record)


@settings(deadline=None, max_examples=150)
@given(st.sets(st.sampled_from(sorted(whole()))))
def test_any_fields_may_be_missing(missing: set[str]) -> None:
    record = {name: value for name, value in whole().items() if name not in missing}
    outcome = checked(record)
    is_series, has_times = "super_event_type" not in missing, "sub_events" not in missing
    nameless = "name" in missing and not (is_series and has_times)
    unable = {"id", "@id"} <= missing or nameless or (is_series and not has_times)
    assert isinstance(outcome, Rejected) is unable


def test_each_place_of_an_event_survives_each_trap() -> None:
    kept = tried = 0
    for path in paths(event()):
        stood = parent_of(event(), path)[path[-1]]
        more = TEXTS if isinstance(stood, str) else NUMBERS if isinstance(stood, int) else []
        for value in [*ANYWHERE, *more]:
            record = event()
            parent_of(record, path)[path[-1]] = value
            tried += 1
            kept += isinstance(checked(record), Listing)
    assert kept > tried * 0.9  # most of an event may be broken without losing it


def test_each_place_of_an_event_may_be_missing() -> None:
    needed = set()
    for path in paths(event()):
        record = event()
        del parent_of(record, path)[path[-1]]
        if not isinstance(checked(record), Listing):
            needed.add(path)
    assert needed == {("name",)}  # the id stands in the address too
