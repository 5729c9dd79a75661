"""Tables as municipalities and associations keep them: CSV or XLSX, with or without a mapping.

table=kerhot.xlsx    reads it with kerhot.mapping.toml beside it, else by the names of its columns
table=https://…/kerhot.csv#mapping=kerhot.toml    names the mapping
table=folder         reads every table in the folder
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexers.fetching.fetcher import Fetcher, is_url
from indexers.listing import Listing
from indexers.sources.location_options import split_options
from indexers.sources.raw import Raw
from indexers.sources.saved_pages import is_directory
from indexers.sources.source import Page, Rejected, SourceError, outcome
from indexers.sources.table_error import TableError
from indexers.sources.table_grid import sheets_of
from indexers.sources.table_listing import listing_of
from indexers.sources.table_mapping import Mapping, mapping_of
from indexers.sources.table_rows import ID_CHARACTERS, records_of

OPTIONS = ("mapping",)
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
MAPPING = ".mapping.toml"
PAGE = 500


class Table:
    """The source `table`."""

    name = "table"

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """The listings of a table, each with the cells of its rows. Raises SourceError."""
        origin, options = split_options(location, OPTIONS)
        tables = _tables_in(origin) if is_directory(origin) else [origin]
        for table in tables:
            records = self._records(table, options.get("mapping"))
            for start in range(0, len(records), PAGE):
                yield Page(records[start : start + PAGE])

    def _records(self, table: str, named: str | None) -> list[object]:
        mapping = self._mapping(table, named)
        content = self._fetcher.content(table)
        stem = _stem(table)
        try:
            sheets = sheets_of(
                content, stem, delimiter=mapping.delimiter, encoding=mapping.encoding
            )
            prefix = ID_CHARACTERS.sub("-", stem) if mapping.prefix is None else mapping.prefix
            return list(records_of(list(sheets), mapping, prefix))
        except TableError as error:
            raise SourceError(f"{table}: {error}") from error

    def _mapping(self, table: str, named: str | None) -> Mapping:
        """The mapping that is named, else the one beside the table, else none."""
        origin = named or ("" if is_url(table) else str(_beside(table)))
        if named and not is_url(named) and not is_url(table) and not Path(named).exists():
            origin = str(Path(table).parent / named)
        if not origin or (not named and not Path(origin).exists()):
            return Mapping()
        try:
            return mapping_of(self._fetcher.content(origin))
        except TableError as error:
            raise SourceError(f"{origin}: {error}") from error

    def read(self, record: object, position: int) -> Listing | Rejected:
        """The rows of one listing as a listing; a row that cannot be read says where it stands."""
        native = Raw(record).text("id") if isinstance(record, dict) else ""
        return outcome(
            f"{self.name}:{native or f'#{position}'}",
            lambda: listing_of(Raw.of(record, "record")),
        )


def _tables_in(directory: str) -> list[str]:
    found = [
        str(path) for path in sorted(Path(directory).iterdir()) if path.suffix.lower() in SUFFIXES
    ]
    if not found:
        raise SourceError(f"{directory}: expected tables ({', '.join(SUFFIXES)})")
    return found


def _beside(table: str) -> Path:
    path = Path(table)
    return path.with_name(path.stem + MAPPING)


def _stem(table: str) -> str:
    """The name of the table without its ending, from a path or from the path of a URL."""
    path = unquote(urlsplit(table).path) if is_url(table) else table
    return Path(path).stem or "table"
