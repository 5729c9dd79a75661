"""What the API holds of listings in memory: cards, their places, their next times."""

from datetime import UTC, datetime, timedelta

from indexers.index.document_rows import DocumentRow
from indexers.index.packing import packed_card
from search_service.near.locations import Locations

MONDAYS = {
    "pattern": "weekly",
    "weekday": 1,
    "start": "18:00",
    "end": "20:00",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
}
PLACES = [{"precision": "point", "address": "A"}, {"precision": "municipality", "address": "B"}]


def row(listing: str, number: int, card: object = None) -> DocumentRow:
    packed = packed_card({"id": listing, **dict(card)}) if isinstance(card, dict) else ""
    return DocumentRow(f"{listing}__{number}", 61.5, 23.8, "1_2", False, card=packed)


TABLE = Locations(
    [
        row("b", 0, {"locations": PLACES, "sessions": [MONDAYS]}),
        row("b", 1),
        row("a", 0, {"locations": [], "sessions": []}),
    ]
)


def test_each_document_has_its_listings_card_and_its_own_place() -> None:
    first, second, third = map(TABLE.entry, range(3))
    assert (first.listing_id, first.place, first.precision) == ("a", None, "none")
    assert (second.listing_id, second.place, second.precision) == ("b", PLACES[0], "point")
    assert (third.listing_id, third.place, third.precision) == ("b", PLACES[1], "municipality")
    assert third.card is second.card
    assert [one.id for one in (first, second, third)] == ["a__0", "b__0", "b__1"]


TIMES = (
    ("2026-11-20T12:00", "2026-11-23T18:00"),
    ("2026-11-23T15:59", "2026-11-23T18:00"),
    ("2026-11-23T17:00", "2026-11-23T18:00"),  # it is on: 19.00 in Finland
    ("2026-11-23T18:00", "2026-11-30T18:00"),  # it is over
    ("2026-12-29T00:00", None),
)


def test_the_next_time_is_right_however_the_clock_goes() -> None:
    held = TABLE.entry(1).held
    for now, told in (*TIMES, *TIMES, *reversed(TIMES), *TIMES[::2]):
        start = held.next_session(datetime.fromisoformat(now).replace(tzinfo=UTC))
        assert (start and f"{start:%Y-%m-%dT%H:%M}") == told, now


def test_without_sessions_there_is_no_next_time() -> None:
    for days in (0, 1):
        assert TABLE.entry(0).held.next_session(datetime.now(UTC) + timedelta(days=days)) is None
