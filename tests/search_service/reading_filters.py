"""Reads a filter of cells and names as the engine would: the ids of the documents that meet it."""

import re

from geo.cells import cell_of
from search_service.filters import NOTHING
from search_service.near.locations import Locations

PART = re.compile(r'\((\w+) IN \[((?:"[^"]*"(?:, )?)*)\]\)')


def read_filter(expression: str, table: Locations) -> set[str]:
    """Alternatives of the form `(cell_12 IN ["x_y", …])` and `(id IN […])`."""
    if expression == NOTHING:
        return set()
    parts = PART.findall(expression)
    assert expression == " OR ".join(f"({name} IN [{values}])" for name, values in parts)
    return {one for name, values in parts for one in _met(name, values.split(", "), table)}


def _met(name: str, quoted: list[str], table: Locations) -> set[str]:
    values = {value.strip('"') for value in quoted}
    if name == "id":
        return values
    level = int(name.removeprefix("cell_"))
    points = ((one, table.point(number)) for number, one in enumerate(table.ids))
    return {one for one, point in points if point and cell_of(point, level).name in values}
