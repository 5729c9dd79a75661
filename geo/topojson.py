"""Decodes TopoJSON: a parsed topology in, the features of its first object out."""

from collections.abc import Mapping, Sequence
from typing import Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.shapes import Feature, Layer

_Line = list[tuple[float, float]]


def read_topology(topology: Mapping[str, Any]) -> Layer:
    """Return the polygons of the first object. Raises KeyError, IndexError, TypeError or
    ValueError where the topology is broken."""
    arcs = [_arc(arc, topology.get("transform")) for arc in topology["arcs"]]
    collection = next(iter(topology["objects"].values()))
    features = (
        Feature(
            {"id": shape.get("id"), **(shape.get("properties") or {})},
            _geometry(shape, arcs),
        )
        for shape in collection["geometries"]
    )
    return Layer(tuple(features), None)


def _arc(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> _Line:
    """Undo the quantization: positions of a transformed arc are steps from the one before."""
    if transform is None:
        return [(position[0], position[1]) for position in arc]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0.0
    line: _Line = []
    for position in arc:
        x, y = x + position[0], y + position[1]
        line.append((x * scale_x + move_x, y * scale_y + move_y))
    return line


def _geometry(shape: Mapping[str, Any], arcs: Sequence[_Line]) -> BaseGeometry:
    if shape["type"] == "Polygon":
        return _polygon(shape["arcs"], arcs)
    if shape["type"] == "MultiPolygon":
        return MultiPolygon([_polygon(rings, arcs) for rings in shape["arcs"]])
    return Polygon()


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[_Line]) -> Polygon:
    shell, *holes = (_ring(ring, arcs) for ring in rings)
    return Polygon(shell, holes)


def _ring(indexes: Sequence[int], arcs: Sequence[_Line]) -> _Line:
    """Join arcs end to start; a negative index is its complement's arc, backwards."""
    line: _Line = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line.extend(arc[1:] if line else arc)
    return line
