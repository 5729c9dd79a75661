"""OGC API - Features: the listings' points as a collection that desktop GIS opens by an address."""
