"""What an operator wants of PTV: options in the query string of the location.

organizationType=Organization            only services that associations answer for
serviceClass=P25.5,P27                   only services of these classes and of those below them

A comma means or; both options together mean and.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl

from indexers.sources.ptv_codes import CLASSES, code_of, ptv_codes
from indexers.sources.raw import Raw
from indexers.sources.source import SourceError

TYPES = ("State", "Municipality", "RegionalOrganization", "Organization", "Company")
BY_TYPE, BY_CLASS = "organizationType", "serviceClass"


class Selection(NamedTuple):
    """The wanted organisation types and service classes; empty: all."""

    types: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def takes_all(self) -> bool:
        """Whether nothing is left out."""
        return not self.types and not self.classes

    def takes(self, service: dict[str, object], organisation: dict[str, object] | None) -> bool:
        """Whether a service is wanted, with the organisation that is responsible for it."""
        return self.takes_class_of(service) and self.takes_type_of(organisation)

    def takes_class_of(self, service: dict[str, object]) -> bool:
        """Whether one of the service's classes is wanted, or lies below one that is."""
        codes = {code_of(item) for item in Raw(service).records(CLASSES)}
        return not self.classes or any(
            code == wanted or code.startswith(f"{wanted}.")
            for code in codes
            for wanted in self.classes
        )

    def takes_type_of(self, organisation: dict[str, object] | None) -> bool:
        """Whether the organisation is of a wanted type; an unknown one is not."""
        return not self.types or Raw(organisation or {}).text("organizationType") in self.types


def selected(location: str) -> tuple[str, Selection]:
    """The location without its options, and the selection. Raises SourceError."""
    base, _, query = location.partition("?")
    options: dict[str, set[str]] = {BY_TYPE: set(), BY_CLASS: set()}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in options:
            raise SourceError(f"{location}: {name} is no option; there are {BY_TYPE}, {BY_CLASS}")
        options[name] |= set(value.split(","))
    _check(location, BY_TYPE, options[BY_TYPE], TYPES)
    _check(location, BY_CLASS, options[BY_CLASS], (c for c in ptv_codes() if c.startswith("P")))
    return base, Selection(frozenset(options[BY_TYPE]), frozenset(options[BY_CLASS]))


def _check(location: str, name: str, given: set[str], known: Iterable[str]) -> None:
    if unknown := sorted(given - set(known)):
        raise SourceError(f"{location}: {name} {unknown[0]!r} is unknown")
