"""Records made wrong in every way: what a source reads must survive any JSON in any place."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from hypothesis import assume
from hypothesis import strategies as st

from geo.nearest_centre import NearestCentre
from indexers.enrich import enriched
from indexers.index.document import Document, documents, is_expired
from indexers.listing import Listing
from indexers.sources.source import Rejected
from tests.conftest import NOW
from tests.indexers.samples import NO_TERMS

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
def damaged(draw: st.DrawFn, valid: dict[str, Any]) -> dict[str, Any]:
    """The valid record with up to four of its places changed, renamed or taken away."""
    record = copy.deepcopy(valid)
    for path in draw(st.lists(st.sampled_from([*paths(valid)]), min_size=1, max_size=4)):
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


def trapped(valid: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The valid record with each of its places changed to each thing that may stand anywhere."""
    for path in paths(valid):
        for value in ANYWHERE:
            record = copy.deepcopy(valid)
            parent_of(record, path)[path[-1]] = value
            yield record


def places_needed(
    valid: dict[str, Any], read: Callable[[object], Listing | Rejected]
) -> set[tuple[Step, ...]]:
    """The places without which a record is rejected; of the others the documents are made."""
    needed = set()
    for path in paths(valid):
        record = copy.deepcopy(valid)
        del parent_of(record, path)[path[-1]]
        outcome = read(record)
        if isinstance(outcome, Listing):
            made_of(outcome)
        else:
            needed.add(path)
    return needed


def as_json(value: object) -> bytes:
    """The value as a file holds it; hypothesis tries another where no file can hold its numbers.

    Infinity is no JSON, and a number of more than 64 bits fails a source as a whole.
    """
    body = json.dumps(value).encode()
    assume(not re.search(rb"Infinity|NaN|\d{19}", body))
    return body


def reason_told(outcome: object, source: str) -> Listing | Rejected:
    """The outcome, which is a listing or says which field was expected to be what."""
    assert isinstance(outcome, Listing | Rejected)
    if isinstance(outcome, Rejected):
        assert outcome.id.startswith(f"{source}:")
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
    for document in found:
        orjson.dumps(document.wire())
        assert document.card["texts"]["default"]["title"]
    return found
