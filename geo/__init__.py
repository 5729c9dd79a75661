"""Where: points, areas, places and distances. Imports no other package of this project."""
