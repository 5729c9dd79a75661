"""NDJSON: a listing on each line, whole, as /v1/listings/{id} gives it."""

from dataclasses import dataclass

import orjson

from search_service.exports.export import Export
from search_service.exports.walk import Row
from search_service.whole_listing import told_whole


@dataclass(frozen=True, slots=True)
class NdJson:
    """Writes the lines."""

    export: Export

    def begin(self) -> str:
        """Nothing."""
        return ""

    def row(self, row: Row) -> str:
        """The line of a listing."""
        export = self.export
        told = told_whole(row.whole, export.lang, export.now, export.concepts)
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE).decode()

    def end(self) -> str:
        """Nothing."""
        return ""
