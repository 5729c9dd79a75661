"""Which stored listings tell of one thing: compared when they change, and remembered as pairs."""

from collections.abc import Iterator

from indexers.duplicates.features import Features
from indexers.duplicates.grouping import Pair
from indexers.duplicates.keys import MOST_PER_KEY, block_keys
from indexers.duplicates.score import score
from indexers.store.database import Store


def match_duplicates(store: Store) -> None:
    """Compare every listing that is new, changed or gone since the last time with its like."""
    with store.changing():
        ids = [id_ for (id_,) in store.rows("SELECT id FROM unmatched")]
        for id_ in ids:
            store.do("DELETE FROM block WHERE id = ?", id_)
            store.do("DELETE FROM pair WHERE one = ? OR other = ?", id_, id_)
            if found := _features(store, id_):
                keys = ((key, id_) for key in block_keys(found))
                store.do_many("INSERT INTO block VALUES (?, ?)", keys)
        for id_ in ids:
            if found := _features(store, id_):
                _compare(store, found)
        store.do("DELETE FROM unmatched")


def pairs(store: Store, condition: str) -> Iterator[tuple[Pair, str]]:
    """The pairs of listings that are one thing, with the reasons in one sentence."""
    query = f"SELECT one, other, score, reasons FROM pair WHERE {condition}"
    return ((Pair(one, other, value), reasons) for one, other, value, reasons in store.rows(query))


def _compare(store: Store, own: Features) -> None:
    for other in _alike(store, own.id):
        found = score(own, other)
        if found.merges:
            one, two = sorted((own.id, other.id))
            values = (one, two, found.value, "; ".join(found.reasons))
            store.do("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)", *values)


def _alike(store: Store, id_: str) -> Iterator[Features]:
    """The listings that share a key with this one, but for keys that many have."""
    query = """
        SELECT DISTINCT theirs.id FROM block AS own
        JOIN block AS theirs ON theirs.key = own.key AND theirs.id <> own.id
        WHERE own.id = ?
        AND (SELECT count(*) FROM (SELECT 1 FROM block WHERE key = own.key LIMIT ?)) <= ?
    """
    others = list(store.rows(query, id_, MOST_PER_KEY + 1, MOST_PER_KEY))
    return filter(None, (_features(store, other) for (other,) in others))


def _features(store: Store, id_: str) -> Features | None:
    found = store.row("SELECT features FROM listing WHERE id = ?", id_)
    return Features.model_validate_json(found[0]) if found else None
