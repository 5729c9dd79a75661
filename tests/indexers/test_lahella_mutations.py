"""Any JSON anywhere in an otherwise valid activity: a listing or a reason, never an exception."""

from collections.abc import Iterator
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.nearest_centre import NearestCentre
from indexers.card import card_of
from indexers.document import Document, documents, is_expired
from indexers.enrich import enriched
from indexers.fetch import Fetcher
from indexers.listing import Listing
from indexers.sources.lahella import Lahella
from indexers.sources.source import Rejected
from tests.conftest import NOW
from tests.indexers.samples import NO_TERMS, activity, channel

Step = str | int
AREAS = NearestCentre()

# Values that once were, or might be, taken for what they are not: of every type, for every place,
# and more of the type that stands there.
ANYWHERE: list[object] = [None, True, 0, "", [], [[]], {}, {"": {"": []}}]
TEXTS: list[object] = [
    *(" ", "0", "-1", "²", "18:00Z", "24:00", "99:99", "9.30", "fi", "xx-", "place", "\x00", "1e5"),
    *("city/FI/", "state/FI/01", "/FI/", "ageGroup/range:²-³", "ageGroup/range:9-1", "P1M", "P9Y"),
    *("ageGroup/range:0-0", "Europe", "../x", "<p>" * 50, "\u202e", "a" * 300, "NaN", "1e999"),
]
NUMBERS: list[object] = [-1, 1, 8, 2**53, 2**63, 10**30, -0.0, 0.5, 1e15, 1e308, 32_503_679_999_999]
TRAPS: st.SearchStrategy[object] = st.sampled_from([*ANYWHERE, *TEXTS, *NUMBERS, [None], [{}]])
JSON = st.recursive(
    TRAPS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def paths(value: object, so_far: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Every place in a JSON value where something stands."""
    steps: list[tuple[Step, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        yield (*so_far, step)
        yield from paths(inner, (*so_far, step))


def whole() -> dict[str, Any]:
    return activity(channels=[channel(), channel(type=["online"])])


PATHS = list(paths(whole()))


def parent_of(record: dict[str, Any], path: tuple[Step, ...]) -> Any:
    """What holds the last step of a path; None when an earlier change has taken it away."""
    inner: Any = record
    for step in path[:-1]:
        try:
            inner = inner[step]
        except (KeyError, IndexError, TypeError):
            return None
    return inner if isinstance(inner, dict | list) else None


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    record = whole()
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        inner, last = parent_of(record, path), path[-1]
        if isinstance(inner, dict) and isinstance(last, str):
            action = draw(st.sampled_from(["put", "put", "delete", "rename"]))
            if action == "put":
                inner[last] = draw(JSON)
            elif action == "delete":
                inner.pop(last, None)
            elif last in inner:
                inner[draw(st.text(max_size=12))] = inner.pop(last)
        elif isinstance(inner, list) and isinstance(last, int):
            inner[last:] = draw(st.lists(JSON, max_size=3))
    return record


def outcome_of(record: object) -> Listing | Rejected:
    outcome = Lahella(Fetcher(), {}).read(record, 7)
    assert isinstance(outcome, Listing | Rejected)
    if isinstance(outcome, Rejected):
        assert outcome.id.startswith("lahella:")
        field, colon, expected = outcome.reason.partition(": ")
        assert field.strip()
        assert colon
        assert expected.strip()
    return outcome


def made_of(listing: Listing) -> list[Document]:
    """The documents, all the way to the bytes that the engine gets."""
    placed = enriched(listing, AREAS)
    is_expired(placed, NOW)
    found = list(documents(placed, NO_TERMS, NOW))
    assert card_of(placed)["texts"]["default"]["title"]
    for document in found:
        orjson.dumps(document.wire())
    return found


@settings(deadline=None, max_examples=250)
@given(mutated())
def test_a_damaged_activity_is_a_listing_or_a_reason(record: dict[str, Any]) -> None:
    outcome = outcome_of(record)
    if isinstance(outcome, Listing):
        assert made_of(outcome)


@settings(deadline=None, max_examples=150)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(record: object) -> None:
    outcome_of(record)


def test_each_place_of_an_activity_survives_each_trap() -> None:
    kept = tried = 0
    for path in paths(activity()):
        stood = parent_of(activity(), path)[path[-1]]
        more = (
            TEXTS if isinstance(stood, str) else NUMBERS if isinstance(stood, int | float) else []
        )
        for value in [*ANYWHERE, *more]:
            record = activity()
            parent_of(record, path)[path[-1]] = value
            outcome = outcome_of(record)
            tried += 1
            if isinstance(outcome, Listing):
                kept += 1
                made_of(outcome)
    assert kept > tried / 2  # most of a listing may be broken without losing it


def test_each_place_of_an_activity_may_be_missing() -> None:
    needed = set()
    for path in PATHS:
        record = whole()
        del parent_of(record, path)[path[-1]]
        outcome = outcome_of(record)
        if isinstance(outcome, Listing):
            made_of(outcome)
        else:
            needed.add(path)
    assert needed == {("_key",), ("traits",), ("traits", "type"), ("traits", "translations")}
