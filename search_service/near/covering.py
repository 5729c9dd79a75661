"""Says which documents are meant in the fewest words: rows of the table in, a filter out.

A cell of the map of which all documents are meant is named; of the others the documents are. So
any circle or drawing is exact, and costs the engine a few hundred look-ups.
"""

import numpy as np
from numpy.typing import NDArray

from search_service.filters import NOTHING, any_named, either
from search_service.near.locations import Locations, Rows, runs

# So few documents are named one by one; more are worth the look at finer cells.
FEW = 200


def covering(locations: Locations, meant: NDArray[np.bool_]) -> str:
    """A filter that the documents of these rows meet, and no other document of the build."""
    rows = np.flatnonzero(meant)
    rows = rows[np.argsort(locations.columns[-1].number[rows])]  # those of a cell together
    found: list[str] = []
    for column in locations.columns:
        if len(rows) <= FEW:
            break
        number = column.number[rows]
        starts, held = runs(number)
        cells = number[starts]
        whole = column.rows[cells] == held
        if whole.any():
            found.append(any_named(f"cell_{column.level}", column.named(cells[whole])))
            rows = rows[np.repeat(~whole, held)]
    if len(rows):
        found.append(naming(locations, rows))
    return either(found) if found else NOTHING


def naming(locations: Locations, rows: Rows) -> str:
    """The documents of the rows, by name."""
    return any_named("id", map(locations.ids.__getitem__, rows.tolist()))
