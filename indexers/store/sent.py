"""What was sent to the live index, so that an update sends the difference only."""

from collections.abc import Iterable, Iterator, Sequence

from indexers.sources.source import Rejected
from indexers.store.database import Store

LIVE = "live build"  # the build that `sent` and `told` describe
AMENDING = "amending"  # set while the live index is being changed in place


def all_sent(store: Store, build: str, refused: Sequence[Rejected]) -> None:
    """Note that the live index holds and tells exactly what is wanted."""
    with store.changing():
        store.do("DELETE FROM sent")
        store.do("INSERT INTO sent SELECT id, digest, NULL FROM wanted")
        _settle(store, build, refused)


def some_sent(
    store: Store, build: str, new: Iterable[str], gone: Iterable[str], refused: Sequence[Rejected]
) -> None:
    """Note what an update added or changed, and what it took away."""
    with store.changing():
        store.do_many("DELETE FROM sent WHERE id = ?", ((one,) for one in gone))
        store.do_many(
            "INSERT OR REPLACE INTO sent SELECT id, digest, NULL FROM wanted WHERE id = ?",
            ((one,) for one in new),
        )
        _settle(store, build, refused)


def refused_before(store: Store) -> Iterator[Rejected]:
    """Listings that the engine has refused and that have not changed since."""
    query = "SELECT id, refused FROM sent JOIN wanted USING (id, digest) WHERE refused IS NOT NULL"
    return (Rejected(id=id_, reason=reason) for id_, reason in store.rows(query))


def _settle(store: Store, build: str, refused: Sequence[Rejected]) -> None:
    store.do_many(
        "UPDATE sent SET refused = ? WHERE id = ?", ((one.reason, one.id) for one in refused)
    )
    store.do("DELETE FROM told")
    store.do("INSERT INTO told SELECT id, outcome, reason, into_id FROM outcome")
    store.remember(LIVE, build)
    store.remember(AMENDING, "")
