"""Where the rows of a table say something takes place: one location per place, with its times."""

from collections.abc import Iterable, Iterator, Sequence

from geo.coordinates import read_coordinates
from geo.municipalities import resolve_municipality
from geo.point import Point
from indexers.listing import Address, AreaServed, Channel, Known, Location, Precision
from indexers.plain_text import plain_text
from indexers.sources.table_cells import Cell, Reading, Row
from indexers.sources.table_times import period_of, sessions_in
from indexers.written.areas import area_of
from indexers.written.labels import code_of

POSTCODE_DIGITS = 5
WHERE = (
    *("place", "street", "postcode", "post_town", "municipality", "lat", "lon", "coordinates"),
    *("channel", "location_url", "accessibility"),
)
WHEN = ("day", "times", "start")
SEVERAL = (",", ";", "/")


def locations_of(rows: Sequence[Row], reading: Reading, *, event: bool) -> tuple[Location, ...]:
    """The places of all rows; rows with the same place share one location."""
    found: dict[str, Location] = {}
    for row in rows:
        if location := _location(row, reading, event=event):
            place = location.model_dump_json(exclude={"sessions"})
            before = found[place].sessions if place in found else ()
            sessions = dict.fromkeys((*before, *location.sessions))
            found[place] = location.model_copy(update={"sessions": tuple(sessions)})
    return tuple(found.values())


def serves_of(rows: Iterable[Row], reading: Reading) -> tuple[AreaServed, ...]:
    """Areas by name or code."""
    areas = {}
    for cell in cells_of(rows, "serves"):
        for part in split(cell.text):
            if area := area_of(part):
                areas[area.kind, area.code] = area
            else:
                reading.unread(cell, "a municipality, a region, a county or the country")
    return tuple(areas.values())


def cells_of(rows: Iterable[Row], *fields: str) -> Iterator[Cell]:
    """The cells of some fields in all rows."""
    return (cell for row in rows for cell in row.all(*fields))


def split(text: str) -> list[str]:
    """The values of a cell in which several stand with commas, semicolons or slashes."""
    for mark in SEVERAL:
        text = text.replace(mark, "\n")
    return [part for line in text.splitlines() if (part := line.strip())]


def _location(row: Row, reading: Reading, *, event: bool) -> Location | None:
    texts: list[Cell] = []
    sessions = sessions_in(row, reading, texts)
    if event and not sessions and (period := period_of(row, reading)):
        sessions = (period,)
    if not sessions and next(row.all(*WHERE, *WHEN), None) is None:
        return None
    channel = _channel(row, reading)
    point = _point(row, reading) if channel in (Channel.PLACE, Channel.HYBRID) else None
    return Location(
        channel=channel,
        point=point,
        precision=Precision.POINT if point else Precision.NONE,
        address=_address(row),
        municipality=_municipality(row, reading),
        summary=_summary((*row.all("place"), *texts)),
        accessibility=_accessibility(row, reading),
        sessions=sessions,
        url=row.line("location_url") or None,
    )


def _channel(row: Row, reading: Reading) -> Channel:
    cell = row.first("channel")
    code = code_of("channels", cell.text, cell.lang) if cell else "place"
    if cell and code is None:
        reading.unread(cell, "place, online, phone or hybrid", "it was read as a place")
    return Channel(code or "place")


def _point(row: Row, reading: Reading) -> Point | None:
    """Two columns, or one with both: "60.2, 24.9"."""
    lat, lon, both = (row.first(name) for name in ("lat", "lon", "coordinates"))
    cell = lat or lon or both
    if cell is None:
        return None
    pair: tuple[object, object] = (lat.value if lat else None, lon.value if lon else None)
    if both and not (lat or lon):
        parts = [part for part in both.text.replace(";", " ").replace(", ", " ").split() if part]
        pair = (parts[0], parts[1]) if len(parts) == 2 else (both.text, None)
    found = read_coordinates(lat=pair[0], lon=pair[1])
    if found.problem:
        reading.unread(cell, f"coordinates in Finland ({found.problem})")
    if found.repair:
        reading.notes.append(f"{cell.place}: {found.repair}")
    return found.point


def _address(row: Row) -> Address:
    """Postcodes get the zeros back that spreadsheets take from numbers."""
    postcode = row.line("postcode")
    return Address(
        street=row.line("street"),
        postcode=postcode.zfill(POSTCODE_DIGITS) if postcode.isdigit() else postcode,
        post_town=row.line("post_town"),
    )


def _municipality(row: Row, reading: Reading) -> str | None:
    cell = row.first("municipality")
    found = resolve_municipality(cell.text) if cell else None
    if cell and not found:
        reading.unread(cell, "the name or code of a municipality")
    return found.code if found else None


def _summary(cells: Iterable[Cell]) -> dict[str, str]:
    """What tells the place, and times that stay as they are written."""
    told: dict[str, list[str]] = {}
    for cell in cells:
        if text := plain_text(cell.text):
            told.setdefault(cell.lang, []).append(text)
    return {lang: "\n".join(dict.fromkeys(texts)) for lang, texts in told.items()}


def _accessibility(row: Row, reading: Reading) -> dict[str, Known]:
    features = {}
    for cell in row.all("accessibility"):
        for part in split(cell.text):
            if code := code_of("accessibility", part, cell.lang):
                features[code] = Known.YES
            else:
                reading.unmapped.append(f"accessibility:{part}")
    return features
