"""Items of a JSON list that is written bit by bit: a comma before each but the first."""

from typing import Any

import orjson


class Pieces:
    """Writes the items of one list."""

    def __init__(self) -> None:
        self.written = 0

    def next(self, item: Any) -> str:
        """The next item, on a line of its own."""
        self.written += 1
        return (",\n" if self.written > 1 else "\n") + orjson.dumps(item).decode()
