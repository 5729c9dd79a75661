"""The views of a search on a map: clusters, points and vector tiles."""
