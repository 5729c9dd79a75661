"""Where the official boundaries are: a year in, the addresses of Statistics Finland's services out.

Both services give every municipality of a year in one GeoJSON answer of about 20 MB, open under
CC BY 4.0. Nothing here asks them.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

# Municipalities, regions and wellbeing services counties of this project are those of 2025, and
# 2026 changed none of them.
YEAR = 2025

LICENCE = "CC BY 4.0"
PUBLISHER = "Statistics Finland"

# A workspace of Statistics Finland's GeoServer; layers carry the year (kunta1000k_2025).
WFS = "https://geo.stat.fi/geoserver/tilastointialueet/wfs"
LAYER = "tilastointialueet:kunta1000k"
# The INSPIRE service of the same areas; a collection per scale, coordinate system and year.
OGC_API_FEATURES = "https://geo.stat.fi/inspire/ogc/api/su"
COLLECTION = "AreaStatisticalUnit_1000k_EPSG_3067"
# Services page at their own pleasure unless asked for more than there are (308).
ALL = 1000


@dataclass(frozen=True, slots=True)
class Service:
    """One way to the boundaries: what people call it, and the address that gives them."""

    name: str
    address: str


def services(
    year: int = YEAR, wfs: str = WFS, ogc_api_features: str = OGC_API_FEATURES
) -> tuple[Service, ...]:
    """Return the services to ask, in this order, for the municipalities of a year in EPSG:3067."""
    feature_request = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"{LAYER}_{year}",
        "srsName": "EPSG:3067",
        "outputFormat": "application/json",
    }
    items = {"f": "json", "tessellation": "kunta", "limit": ALL}
    collection = f"{ogc_api_features}/collections/{COLLECTION}_{year}/items"
    return (
        Service(f"{PUBLISHER}'s WFS", f"{wfs}?{urlencode(feature_request)}"),
        Service(f"{PUBLISHER}'s OGC API Features", f"{collection}?{urlencode(items)}"),
    )
