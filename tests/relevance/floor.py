"""The floor that relevance must not fall through: nDCG@10 of all queries and of each larger tag.

It rises with what is measured and never falls: `raised` keeps the higher of old and new. Only
other queries (another digest of their file) start a new one.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from search_service.commands.relevance import ALL, Summary

HERE = Path(__file__).parent
QUERIES = HERE / "queries.jsonl"
FLOOR = HERE / "floor.json"
# Other listings and queries by an author who saw neither tables nor code. At first contact the
# search scored 0.761 here; since then mechanisms and tables were mended from what failed, so this
# set guards against falling back and is no longer held out.
SECOND = HERE / "second_activities.json"
SECOND_QUERIES = HERE / "second_queries.jsonl"
SECOND_FLOOR = HERE / "second_floor.json"

# How far below what is measured the floor lies. One query of 187 that turns from right to wrong
# moves the total by 0.005; one of eight moves its tag by 0.125, so tags get more room.
BELOW_TOTAL = 0.02
BELOW_TAG = 0.04
MIN_QUERIES = 8  # a tag with fewer says little about anything but those queries


@dataclass(frozen=True, slots=True)
class Floor:
    """Least nDCG@10 per group of queries, for the queries file of this digest."""

    queries: str
    ndcg: Mapping[str, float]


_FILE = TypeAdapter(Floor)


def read_floor(path: Path = FLOOR) -> Floor:
    """The stored floor. Raises OSError, ValidationError."""
    return _FILE.validate_json(path.read_bytes())


def write_floor(floor: Floor, path: Path = FLOOR) -> None:
    """Store a floor."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    path.write_bytes(orjson.dumps(asdict(floor), option=options))


def digest(path: Path = QUERIES) -> str:
    """What tells one file of queries from another."""
    return sha256(path.read_bytes()).hexdigest()


def floor_below(measured: Mapping[str, Summary], queries: str) -> Floor:
    """The floor a little below what was measured, in thousandths."""
    room = {
        name: BELOW_TOTAL if name == ALL else BELOW_TAG
        for name, summary in measured.items()
        if name == ALL or summary.queries >= MIN_QUERIES
    }
    least = {name: math.floor((measured[name].ndcg - room[name]) * 1000) / 1000 for name in room}
    return Floor(queries, {name: max(value, 0.0) for name, value in least.items()})


def raised(old: Floor, new: Floor) -> Floor:
    """The higher of two floors in each group, or the new one for other queries."""
    if old.queries != new.queries:
        return new
    return Floor(
        new.queries, {name: max(old.ndcg.get(name, 0.0), new.ndcg[name]) for name in new.ndcg}
    )
