"""Anything in any cell, and anything in a record: a listing or a reason, never an exception."""

import csv
import io
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.source import Rejected, SourceError, records_of
from indexers.sources.table import Table
from indexers.sources.table_fields import fields
from tests.indexers.sources.damage import JSON, damaged, made_of, reason_told
from tests.indexers.sources.table_samples import HEADER, WHOLE, record, saved

SOURCE = Table(Fetcher())
VALID: dict[str, Any] = record(
    {name: str(value) for name, value in WHOLE.items()}, {"title": "Kuoro", "times": "ke klo 18"}
)
WORDS = ["ti", "klo 18", "18–19", "24.11.2026", "7–12 v", "ilmainen", "Oulu", "0", "-1", "²", "1e9"]
CELLS: st.SearchStrategy[object] = (
    st.none()
    | st.sampled_from(WORDS)
    | st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes()
)


def outcome_of(raw: object) -> Listing | Rejected:
    return reason_told(SOURCE.read(raw, 7), "table")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.dictionaries(st.sampled_from(list(fields())), CELLS), min_size=1, max_size=3))
def test_any_cells_are_a_listing_or_a_reason(rows: list[dict[str, object]]) -> None:
    outcome = outcome_of(record(*({"title": "Kuoro"} | row for row in rows)))
    if isinstance(outcome, Listing):
        made_of(outcome)


@settings(deadline=None, max_examples=150)
@given(damaged(VALID))
def test_a_damaged_record_is_a_listing_or_a_reason(raw: dict[str, Any]) -> None:
    outcome_of(raw)


@settings(deadline=None, max_examples=100)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(raw: object) -> None:
    outcome_of(raw)


def test_any_subset_of_the_fields_is_enough_with_a_title() -> None:
    for name in WHOLE:
        rest = {other: value for other, value in WHOLE.items() if other != name}
        outcome = outcome_of(record(rest))
        assert isinstance(outcome, Rejected) == (name == "title")


def test_dates_and_times_of_programs_are_values_too() -> None:
    for value in (date(2026, 12, 1), datetime(2026, 12, 1, 18), time(18), 46357, 0.75):
        for name in fields():
            outcome_of(record({"title": "Kuoro", name: value}))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=len(HEADER), max_size=len(HEADER)), max_size=4)
)
def test_every_row_of_a_file_is_in_some_record(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([[cell.replace("\r", "").replace("\x00", "") for cell in row] for row in rows])
    with TemporaryDirectory() as directory:
        path = saved(Path(directory), text.getvalue().encode("utf-8", "replace"))
        found = list(records_of(SOURCE, path))
    filled = [row for row in rows if any(cell.replace("\x00", "").strip() for cell in row)]
    told = sum(len(raw["rows"]) for raw in found if isinstance(raw, dict))
    assert told == len(filled)
    for raw in found:
        outcome_of(raw)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_at_all_are_records_or_a_failure_of_the_source(content: bytes) -> None:
    with TemporaryDirectory() as directory, suppress(SourceError):
        for raw in records_of(SOURCE, saved(Path(directory), content)):
            outcome_of(raw)
