"""Shapes as the boundary readers give them: features of one layer and their coordinate system."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

WGS84 = 4326
TM35FIN = 3067


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape and the properties it came with."""

    properties: Mapping[str, object]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Layer:
    """The features of one file; `srid` is None where the file does not say."""

    features: tuple[Feature, ...]
    srid: int | None


def srid_of_name(name: str) -> int | None:
    """Read an EPSG code from a name such as "urn:ogc:def:crs:EPSG::3067" or "...CRS84"."""
    if name.upper().endswith("CRS84"):
        return WGS84
    digits = name.replace("/", ":").rsplit(":", 1)[-1]
    return int(digits) if digits.isascii() and digits.isdigit() else None
