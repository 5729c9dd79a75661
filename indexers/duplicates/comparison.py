"""All that two listings' features say to each other, worked out as it is asked for.

Most pairs of a block are two things by their titles alone, and nothing else is then compared.
"""

from dataclasses import dataclass
from functools import cached_property

from indexers.duplicates.features import Features
from indexers.duplicates.mark_match import MarkMatch, compare_marks
from indexers.duplicates.names import NameMatch, compare_names
from indexers.duplicates.places import PlaceMatch, compare_places
from indexers.duplicates.time_match import TimeMatch, compare_times
from indexers.duplicates.title_match import TitleMatch, compare_titles


@dataclass(frozen=True)
class Comparison:
    """Two listings compared in every way; the same in either order."""

    a: Features
    b: Features

    @cached_property
    def title(self) -> TitleMatch:
        """How alike the titles are."""
        context = frozenset((*self.a.context, *self.b.context))
        return compare_titles(self.a.titles, self.b.titles, context)

    @cached_property
    def marks(self) -> MarkMatch:
        """What the titles tell apart."""
        return compare_marks(self.a, self.b)

    @cached_property
    def name(self) -> NameMatch | None:
        """How alike the organisations' names are."""
        return compare_names(self.a.names, self.b.names)

    @cached_property
    def place(self) -> PlaceMatch:
        """How many places both have."""
        return compare_places(self.a.places, self.b.places)

    @cached_property
    def time(self) -> TimeMatch:
        """How many times both have."""
        return compare_times(self.a.times, self.b.times)
