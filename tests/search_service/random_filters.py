"""Random but sensible filters: mostly such as some listing meets, so that answers are not empty."""

from collections.abc import Sequence
from random import Random

from geo.municipalities import municipalities
from tests.search_service.matching_rules import CODES, Facts, Filters, values

NAMES = (*CODES, "age", "serves", "bbox", "weekday", "time_from", "time_to")
Groups = list[list[str]]


class RandomFilters:
    """Draws filters; the same seed draws the same."""

    def __init__(self, facts: Sequence[Facts], seed: int) -> None:
        self._random = Random(seed)
        self._facts = facts

    def draw(self) -> dict[str, Groups]:
        """One to four filters, which in most cases some listing meets."""
        one = self._random.choice(self._facts)
        names = self._random.sample(NAMES, self._random.randint(1, 4))
        drawn = {name: self._groups(name, one) for name in names}
        filters = {name: groups for name, groups in drawn.items() if groups}
        if "weekday" in filters and {"time_from", "time_to"} & set(filters):
            del filters["weekday"][1:]  # several groups with times: test_weekdays_and_times.py
        return filters

    def _groups(self, name: str, one: Facts) -> Groups:
        if name in CODES or name == "weekday":
            groups = [self._codes(name, one) for _ in range(self._random.choice([1, 1, 1, 2]))]
            return [group for group in groups if group]
        if name == "age":
            return [[str(self._random.randint(0, 100)) for _ in range(self._random.randint(1, 2))]]
        if name == "serves":
            own = sorted(code for kind, code in one.serves if kind == "municipality")
            return [[self._random.choice(own or sorted(municipalities()))]]
        if name == "bbox":
            return self._box(one)
        hour = self._random.randint(6, 15) if name == "time_from" else self._random.randint(13, 22)
        return [[f"{hour:02}:{self._random.choice(['00', '30', '59'])}"]]

    def _codes(self, name: str, one: Facts) -> list[str]:
        own = sorted(values(name, one, {}))
        foreign = sorted(values(name, self._random.choice(self._facts), {}))
        group = self._random.sample(own, min(len(own), self._random.randint(0, 2)))
        group += self._random.sample(foreign, min(len(foreign), self._random.randint(0, 2)))
        return group or own[:1] or foreign[:1]

    def _box(self, one: Facts) -> Groups:
        if not one.points:
            return []
        point = one.points[0]
        wide, high = self._random.uniform(0.01, 6), self._random.uniform(0.01, 3)
        edges = (point.lon - wide, point.lat - high, point.lon + wide, point.lat + high)
        return [[f"{edge:.5f}" for edge in edges]]


def query_of(filters: Filters) -> list[tuple[str, str]]:
    """The filters as a query string's pairs: a comma for OR, repetition for AND."""
    return [(name, ",".join(group)) for name, groups in filters.items() for group in groups]
