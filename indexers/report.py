"""What became of every listing of a build: counted, listed and explained."""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from indexers.sources.source import Rejected
from indexers.value import Value


class Note(Value):
    """Something said about one listing."""

    id: str
    notes: tuple[str, ...]


class Report(Value):
    """The outcome of a build. read = indexed + rejected + expired + merged, in listings."""

    build: str
    read: int
    indexed: int
    documents: int
    rejected: tuple[Rejected, ...]
    expired: tuple[str, ...] = Field(description="ids of listings whose time is over")
    merged: tuple[str, ...] = ()
    repaired: tuple[Note, ...]
    unmapped: dict[str, int] = Field(description='unknown codes, "field:code" -> listings')
    without_place: tuple[str, ...] = Field(description="ids that take place somewhere untold")
    coarse_place: tuple[str, ...] = Field(description="ids known to a municipality only")
    postcode_place: tuple[str, ...] = Field(default=(), description="ids known to a postal code")
    warnings: tuple[str, ...] = ()


class Tally:
    """Collects the outcomes while a build runs."""

    def __init__(self) -> None:
        self.read = 0
        self.documents = 0
        self.indexed: set[str] = set()
        self.rejected: list[Rejected] = []
        self.expired: list[str] = []
        self.repaired: list[Note] = []
        self.unmapped: Counter[str] = Counter()
        self.without_place: list[str] = []
        self.coarse_place: list[str] = []
        self.postcode_place: list[str] = []
        self.warnings: list[str] = []

    def refuse(self, refused: Iterable[Rejected]) -> None:
        """Move listings that the engine refused from indexed to rejected."""
        for one in refused:
            self.indexed.discard(one.id)
            self.rejected.append(one)

    def report(self, build: str) -> Report:
        """The report so far."""
        return Report(
            build=build,
            read=self.read,
            indexed=len(self.indexed),
            documents=self.documents,
            rejected=tuple(self.rejected),
            expired=tuple(self.expired),
            repaired=tuple(self.repaired),
            unmapped=dict(self.unmapped.most_common()),
            without_place=tuple(self.without_place),
            coarse_place=tuple(self.coarse_place),
            postcode_place=tuple(self.postcode_place),
            warnings=tuple(self.warnings),
        )
