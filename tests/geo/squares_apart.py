"""Made-up boundaries that pass every check of an import: squares so small that none overlap."""

from shapely.geometry import box, mapping

from geo.municipalities import municipalities

# Half the side in degrees; the two nearest centres are 0.03 degrees apart.
HALF = 0.01


def squares_apart() -> list[dict[str, object]]:
    """Return a square round every municipality's centre, as GeoJSON features."""
    found: list[dict[str, object]] = []
    for code, one in municipalities().items():
        lat, lon = one.centre.lat, one.centre.lon
        square = box(lon - HALF, lat - HALF, lon + HALF, lat + HALF)
        properties = {"code": code}
        found.append({"type": "Feature", "properties": properties, "geometry": mapping(square)})
    return found
