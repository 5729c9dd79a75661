"""Random CQL2 texts with what they mean, coded a second time: true, false or unknown of a point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.search_service.ogc_points import PointFacts, times

NAMES = (
    *("kind", "price", "organisation", "source", "municipality", "region", "wellbeing_county"),
    *("theme", "format", "audience", "channel"),
)
Truth = bool | None  # None: unknown, as there is no value
SIGNS: dict[str, Callable[[datetime, datetime], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A text and its meaning."""

    text: str
    holds: Callable[[PointFacts], Truth]


class RandomCql2:
    """Draws expressions; the same seed draws the same."""

    def __init__(self, points: Sequence[PointFacts], seed: int) -> None:
        self._points = points
        self._times = times(points)
        self._random = Random(seed)

    def draw(self, depth: int = 3) -> Expression:
        """An expression of conditions within each other."""
        form = self._random.choice(["and", "or", "not", "one"]) if depth else "one"
        if form == "one":
            return self._random.choice([self._text, self._listed, self._null, self._time])()
        left = self.draw(depth - 1)
        if form == "not":
            return Expression(f"NOT ({left.text})", lambda p: _not(left.holds(p)))
        right = self.draw(depth - 1)
        join = _and if form == "and" else _or
        word = self._random.choice([form, form.upper()])
        text = f"({left.text}) {word} ({right.text})"
        return Expression(text, lambda p: join(left.holds(p), right.holds(p)))

    def _some(self, name: str) -> str:
        known = [value for one in self._points for value in sorted(one.facts.codes[name])]
        return self._random.choice([*known[:], "no such code"] if known else ["no such code"])

    def _text(self) -> Expression:
        name = self._random.choice(NAMES)
        value, is_equal = self._some(name), self._random.random() < 0.5
        sides = [name, f"'{value}'"]
        self._random.shuffle(sides)
        text = f"{sides[0]} {'=' if is_equal else '<>'} {sides[1]}"
        return Expression(text, lambda p: _has(p, name, [value], is_equal))

    def _listed(self) -> Expression:
        name = self._random.choice(NAMES)
        values, is_in = [self._some(name), self._some(name)], self._random.random() < 0.5
        listed = ", ".join(f"'{value}'" for value in values)
        text = f"{name} {'IN' if is_in else 'NOT IN'} ({listed})"
        return Expression(text, lambda p: _has(p, name, values, is_in))

    def _null(self) -> Expression:
        name, is_null = self._random.choice(NAMES), self._random.random() < 0.5
        text = f"{name} IS {'' if is_null else 'NOT '}NULL"
        return Expression(text, lambda p: bool(p.facts.codes[name]) is not is_null)

    def _time(self) -> Expression:
        low = self._random.choice(self._times) + timedelta(hours=self._random.choice([-9, 0, 9]))
        if self._random.random() < 0.3:
            high = low + timedelta(days=90)
            text = f"modified BETWEEN {_literal(low)} AND {_literal(high)}"
            return Expression(text, lambda p: _is_changed(p, lambda t: low <= t <= high))
        sign = self._random.choice(sorted(SIGNS))
        return Expression(
            f"modified {sign} {_literal(low)}",
            lambda p: _is_changed(p, lambda t: SIGNS[sign](t, low)),
        )


def _literal(moment: datetime) -> str:
    return f"TIMESTAMP('{moment.isoformat()}')"


def _has(point: PointFacts, name: str, values: Sequence[str], wanted: bool) -> Truth:
    own = point.facts.codes[name]
    return bool(own & set(values)) is wanted if own else None


def _is_changed(point: PointFacts, holds: Callable[[datetime], bool]) -> Truth:
    return holds(point.listing.modified) if point.listing.modified else None


def _not(one: Truth) -> Truth:
    return None if one is None else not one


def _and(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _or(one: Truth, other: Truth) -> Truth:
    return _not(_and(_not(one), _not(other)))
