"""The parameter `filter`: a part of CQL2 text in, a filter of the engine out.

Taken are =, <>, IN, IS NULL, AND, OR and NOT on every queryable, and <, <=, >, >= and BETWEEN on
times; everything else of the language is refused. The text is parsed by the cql2 library; only
names of our own table and quoted values reach the engine.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import cql2

from search_service.filters import NOTHING, all_of, any_of, either
from search_service.ogc.interval import MOMENT_TEXT
from search_service.ogc.queryables import QUERYABLES, Queryable

MAX_TEXT = 2000
MAX_DEPTH = 40  # of parentheses and NOTs in each other
MAX_VALUES = 50
OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
# How many arguments an operator takes, at least and at most; 2 where it is not said.
ARGUMENTS = {
    "and": (1, MAX_TEXT),
    "or": (1, MAX_TEXT),
    "not": (1, 1),
    "isNull": (1, 1),
    "between": (3, 3),
}
Node = Any  # the parser's tree: mappings with `op` and `args`, and literals


def filter_of(text: str) -> str:
    """The expression of a CQL2 text. Raises ValueError that tells what is not taken."""
    if len(text) > MAX_TEXT:
        raise ValueError(f"expected at most {MAX_TEXT} characters")
    try:
        tree = cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as error:
        where = str(error).strip().splitlines()[0].removeprefix("-->").strip()
        raise ValueError(f"expected CQL2 text; it cannot be read at {where[:20]}") from error
    return _expression(tree, False, MAX_DEPTH)


def _expression(node: Node, negated: bool, depth: int) -> str:
    """The node's expression; negations are carried down to the comparisons.

    So a listing without a value fits neither a comparison nor its negation, as CQL2 has it.
    """
    if depth == 0:
        raise ValueError(f"expected at most {MAX_DEPTH} conditions within each other")
    operator, arguments = _operation(node)
    if operator == "not":
        return _expression(arguments[0], not negated, depth - 1)
    if operator in ("and", "or"):
        join = all_of if (operator == "and") is not negated else either
        return join([_expression(one, negated, depth - 1) for one in arguments])
    if operator in OPPOSITE:
        return _compared(operator, arguments, negated)
    if operator == "isNull":
        queryable = _queryable(arguments[0])
        return queryable.known if negated else queryable.unknown
    if operator == "in":
        return _listed(_queryable(arguments[0]), arguments[1], negated)
    if operator == "between":
        return _between(_queryable(arguments[0]), arguments[1:], negated)
    raise ValueError(f"{str(operator)[:40]} is not taken here")


def _operation(node: Node) -> tuple[str, Sequence[Node]]:
    if isinstance(node, Mapping) and isinstance(node.get("args"), Sequence):
        operator, arguments = str(node.get("op")), node["args"]
        least, most = ARGUMENTS.get(operator, (2, 2))
        # Written like a call, `isNull()`, the parser takes any number.
        if not least <= len(arguments) <= most:
            raise ValueError(f"{operator[:40]} is not taken with {len(arguments)} arguments")
        return operator, arguments
    raise ValueError("expected a comparison, like kind = 'hobby'")


def _compared(operator: str, arguments: Sequence[Node], negated: bool) -> str:
    left, right = arguments
    if not _is_property(left) and _is_property(right):
        left, right, operator = right, left, MIRRORED[operator]
    queryable = _queryable(left)
    operator = OPPOSITE[operator] if negated else operator
    if queryable.is_time:
        sign = "!=" if operator == "<>" else operator
        return all_of([queryable.known, f"{queryable.attribute} {sign} {_seconds(right)!r}"])
    if operator not in ("=", "<>"):
        raise ValueError(f"{queryable.name} can be compared by =, <> and IN only")
    return _one_of(queryable, [_text(queryable, right)], operator == "<>")


def _listed(queryable: Queryable, values: Node, negated: bool) -> str:
    if not isinstance(values, list) or len(values) > MAX_VALUES:
        raise ValueError(f"expected a list of at most {MAX_VALUES} values")
    if not queryable.is_time:
        return _one_of(queryable, [_text(queryable, value) for value in values], negated)
    seconds = ", ".join(repr(_seconds(value)) for value in values)
    operator = "NOT IN" if negated else "IN"
    return all_of([queryable.known, f"{queryable.attribute} {operator} [{seconds}]"])


def _between(queryable: Queryable, ends: Sequence[Node], negated: bool) -> str:
    if not queryable.is_time:
        raise ValueError(f"{queryable.name} has no order for BETWEEN")
    low, high = map(_seconds, ends)
    attribute = queryable.attribute
    if negated:
        within = either([f"{attribute} < {low!r}", f"{attribute} > {high!r}"])
    else:
        within = f"{attribute} {low!r} TO {high!r}" if low <= high else NOTHING
    return all_of([queryable.known, within])


def _one_of(queryable: Queryable, values: Sequence[str], negated: bool) -> str:
    if queryable.values:  # the engine does not regard case: HOBBY would find hobby
        values = [value for value in values if value in queryable.values]
    expression = any_of(queryable.attribute, values) if values else NOTHING
    return all_of([queryable.known, f"NOT ({expression})"]) if negated else expression


def _is_property(node: Node) -> bool:
    return isinstance(node, Mapping) and set(node) == {"property"}


def _queryable(node: Node) -> Queryable:
    if not _is_property(node):
        raise ValueError("expected the name of a queryable on one side of a comparison")
    name = str(node["property"])
    if name not in QUERYABLES:
        raise ValueError(f"{name[:40]} is no queryable; expected {', '.join(QUERYABLES)}")
    return QUERYABLES[name]


def _text(queryable: Queryable, node: Node) -> str:
    if isinstance(node, str):
        return node
    raise ValueError(f"expected a text in single quotes to compare {queryable.name} with")


def _seconds(node: Node) -> float:
    text = str(node.get("timestamp", "")).upper() if isinstance(node, Mapping) else ""
    if MOMENT_TEXT.fullmatch(text):
        return datetime.fromisoformat(text).timestamp()
    raise ValueError("expected TIMESTAMP('2026-12-01T18:00:00Z') to compare a time with")
