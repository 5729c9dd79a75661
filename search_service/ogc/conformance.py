"""What of OGC's standards is kept: each class here has its tests, and what has none is not here.

CQL2's own classes are left out on purpose: the filter takes a part of CQL2 text (cql2_text.py).
"""

PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
CONFORMS_TO = (
    # OGC 17-069r4, Features - Part 1: Core 1.0.1
    f"{PART_1}/core",
    f"{PART_1}/geojson",
    f"{PART_1}/oas30",
    # OGC 19-079r2, Features - Part 3: Filtering 1.0
    f"{PART_3}/queryables",
    f"{PART_3}/filter",
    f"{PART_3}/features-filter",
)
