"""Values gathered field by field from several listings, with the id that each came from."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar, cast

from indexers.listing import Listing

T = TypeVar("T")


def _itself(item: Any) -> Hashable:
    return cast(Hashable, item)


class Assembly:
    """Some listings, the best source first, and where what was taken came from."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = listings
        self.origins: dict[str, str] = {}

    def first(self, path: str, value_of: Callable[[Listing], T], untold: T) -> T:
        """The first value that a listing tells; `untold` when none does."""
        for listing in self.listings:
            value = value_of(listing)
            if value != untold:
                return self.take(path, value, listing)
        return untold

    def take(self, path: str, value: T, listing: Listing) -> T:
        """A value of one of the listings, noted as its; parts of a merged one as theirs."""
        self.origins[path] = origin(listing, path)
        for inner, id_ in listing.provenance.fields.items():
            if inner.startswith(f"{path}."):
                self.origins.setdefault(inner, id_)
        return value

    def union(
        self,
        path: str,
        items_of: Callable[[Listing], Iterable[T]],
        key: Callable[[T], Hashable] = _itself,
        join: Callable[[T, T], T] = lambda first, second: first,
    ) -> tuple[T, ...]:
        """All items, equal ones (by `key`) joined into the first of them."""
        found: dict[Hashable, T] = {}
        for listing in self.listings:
            for number, item in enumerate(items_of(listing)):
                name = key(item)
                if name not in found:
                    self.origins[f"{path}.{len(found)}"] = origin(listing, f"{path}.{number}")
                found[name] = join(found[name], item) if name in found else item
        return tuple(found.values())


def origin(listing: Listing, path: str) -> str:
    """The id of the listing that a field came from: its own, unless it is a merged one."""
    return listing.provenance.fields.get(path, listing.id)
