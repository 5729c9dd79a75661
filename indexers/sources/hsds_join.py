"""HSDS records that lie apart, put together: tables of rows in, services with all that is theirs.

Rows come from a tabular data package (CSV or JSON) or from a directory of saved pages; they name
each other by id. A row may belong to several others. What a record holds already is kept.
"""

from collections.abc import Iterable, Mapping

Row = Mapping[str, object]

SERVICE_LISTS = (
    *("phones", "schedules", "service_areas", "languages", "cost_options"),
    *("required_documents", "contacts"),
)
AT_LOCATION_LISTS = ("phones", "schedules", "contacts")
LOCATION_LISTS = ("addresses", "accessibility", "languages", "phones", "schedules")
EMPTY = ("", "null", None)  # empty cells of the package's CSV


class Joined:
    """All rows by table, found by id and by what they belong to."""

    def __init__(self, tables: Mapping[str, Iterable[object]]) -> None:
        self._rows = {
            name: [_told(row) for row in rows if isinstance(row, dict)]
            for name, rows in tables.items()
        }
        self._indexes: dict[tuple[str, str], Mapping[str, list[Row]]] = {}

    def services(self) -> list[object]:
        """Every service with its organisation, program, places, times, languages and terms."""
        return [self._service(row) for row in self._rows.get("services", [])]

    def _service(self, row: Row) -> Row:
        return {
            "organization": self._one("organizations", row.get("organization_id")),
            "program": self._one("programs", row.get("program_id")),
            **{name: self._all(name, "service_id", row.get("id")) for name in SERVICE_LISTS},
            **row,
            "attributes": self._attributes(row),
            "service_at_locations": [
                *_list(row, "service_at_locations"),
                *map(self._at_location, self._all("service_at_locations", "service_id", row["id"])),
            ]
            if "id" in row
            else [],
        }

    def _at_location(self, row: Row) -> Row:
        lists = {
            name: self._all(name, "service_at_location_id", row.get("id"))
            for name in AT_LOCATION_LISTS
        }
        location = self._location(row.get("location_id"))
        return {"location": location, **lists, **row, "attributes": self._attributes(row)}

    def _location(self, key: object) -> Row:
        lists = {name: self._all(name, "location_id", key) for name in LOCATION_LISTS}
        return {**lists, **self._one("locations", key)}

    def _attributes(self, row: Row) -> list[object]:
        """Attributes of an object, each with its term and the term's taxonomy."""
        linked = self._all("attributes", "link_id", row.get("id"))
        return [
            {"taxonomy_term": self._term(one.get("taxonomy_term_id")), **one}
            if isinstance(one, dict)
            else one
            for one in [*_list(row, "attributes"), *linked]
        ]

    def _term(self, key: object) -> Row:
        term = self._one("taxonomy_terms", key)
        return {"taxonomy_detail": self._one("taxonomies", term.get("taxonomy_id")), **term}

    def _one(self, table: str, key: object) -> Row:
        return next(iter(self._all(table, "id", key)), {})

    def _all(self, table: str, column: str, key: object) -> list[Row]:
        """Rows of a table whose column has that key."""
        index = self._indexes.get((table, column))
        if index is None:
            index = _indexed(self._rows.get(table, []), column)
            self._indexes[table, column] = index
        return index.get(str(key), []) if isinstance(key, str | int) else []


def _indexed(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    index: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(key := row.get(column), str | int):
            index.setdefault(str(key), []).append(row)
    return index


def _list(row: Row, name: str) -> list[object]:
    value = row.get(name)
    return value if isinstance(value, list) else []


def _told(row: Mapping[str, object]) -> Row:
    return {name: value for name, value in row.items() if value not in EMPTY}
