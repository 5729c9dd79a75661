"""The address of a search: raw parameters in, links that change one thing and keep the rest out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from search_service.criteria import CODED
from search_service.parameter_table import MAX_Q, PARAMETERS
from search_service.parameters import MAX_VALUES

MANY = frozenset((*CODED, "weekday", "age", "literal"))  # may have several values
# One needs all of the features that one asked for; of other facets, any value will do.
ALL_REQUIRED = frozenset(("accessibility",))
DEFAULTS = {("lang", "fi"), ("sort", "best"), ("page", "1"), ("interpret", "on")}
NEVER_KEPT = frozenset(("facets",))  # the page chooses what it counts
MAX_VALUE = 1000  # characters kept of one value, since an address stands in a hundred links

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SearchLink:
    """A search as name-value pairs in the order of the parameter table, defaults left out."""

    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, raw: Mapping[str, Sequence[str]]) -> "SearchLink":
        """The link of raw parameters; unknown names, empty values and defaults fall away."""
        names = [one.name for one in PARAMETERS if one.name not in NEVER_KEPT]
        pairs = [pair for name in names for pair in _pairs(name, raw.get(name, ()))]
        return cls(tuple(pair for pair in pairs if pair not in DEFAULTS))

    @property
    def url(self) -> str:
        """The path and query on this site."""
        return self._at("/", self.pairs)

    def export_url(self, extension: str, *options: Pair) -> str:
        """The whole answer as a file."""
        return self._at(f"/v1/export.{extension}", (*self.without().pairs, *options))

    @property
    def query(self) -> str:
        """The pairs as a query string."""
        return _query(self.pairs)

    def _at(self, path: str, pairs: Sequence[Pair]) -> str:
        return f"{path}?{_query(pairs)}" if pairs else path

    def value(self, name: str) -> str:
        """The value of a parameter; empty when it is not given."""
        return next((value for key, value in self.pairs if key == name), "")

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Values of a parameter: AND of ORs."""
        return tuple(tuple(value.split(",")) for key, value in self.pairs if key == name)

    def without(self, *names: str) -> "SearchLink":
        """The same search without some parameters; it begins at its first page."""
        return SearchLink(tuple(pair for pair in self.pairs if pair[0] not in (*names, "page")))

    def having(self, name: str, *values: str) -> "SearchLink":
        """The same search with exactly these values of a parameter."""
        raw: dict[str, list[str]] = {}
        for key, value in self.without(name).pairs:
            raw.setdefault(key, []).append(value)
        return SearchLink.of({**raw, name: values})

    def choosing(self, name: str, value: str) -> "SearchLink":
        """The same search with one more value of a facet."""
        groups = self.groups(name)
        if name in ALL_REQUIRED or not groups:
            return self._grouped(name, (*groups, (value,)))
        return self._grouped(name, (*groups[:-1], (*groups[-1], value)))

    def dropping(self, name: str, value: str) -> "SearchLink":
        """The same search without a value of a facet."""
        groups = (tuple(one for one in group if one != value) for group in self.groups(name))
        return self._grouped(name, tuple(group for group in groups if group))

    def chosen(self, name: str) -> tuple[str, ...]:
        """The chosen values of a facet, each once."""
        return tuple(dict.fromkeys(value for group in self.groups(name) for value in group))

    def _grouped(self, name: str, groups: tuple[tuple[str, ...], ...]) -> "SearchLink":
        return self.having(name, *(",".join(group) for group in groups))


def _query(pairs: Sequence[Pair]) -> str:
    return urlencode(pairs, safe=",:")


def _pairs(name: str, values: Sequence[str]) -> list[Pair]:
    """The pairs of one parameter, cleaned; the last value counts where only one may be given."""
    if name not in MANY:
        value = values[-1].strip()[:MAX_Q] if values else ""
        return [(name, value)] if value else []
    groups = [[one.strip() for one in text[:MAX_VALUE].split(",")] for text in values[:MAX_VALUES]]
    return [(name, ",".join(filter(None, group))) for group in groups if any(group)]
