"""One record of a table, the rows of one listing, as a Listing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from indexers.listing import (
    Contact,
    Image,
    Kind,
    Known,
    Link,
    Listing,
    Location,
    Organisation,
    Price,
    Provenance,
    Registration,
    Text,
)
from indexers.plain_text import plain_line, plain_text
from indexers.sources.raw import Raw, Wrong
from indexers.sources.table_audience import audience_of
from indexers.sources.table_cells import Cell, Reading, Row
from indexers.sources.table_places import cells_of, locations_of, serves_of, split
from indexers.sources.table_times import beginning_of, end_of, has_date
from indexers.taxonomy import is_known
from indexers.written.dates import moment_in
from indexers.written.labels import code_of
from indexers.written.prices import price_in
from indexers.written.themes import need_of, themes_of

TEXTS = ("title", "summary", "description", "pricing", "registration")
PUBLISHED = frozenset(
    [
        *("published", "active", "julkaistu", "aktiivinen", "voimassa", "publicerad", "aktiv"),
        *("true", "1", "x", "kyllä", "yes", "ja"),
    ]
)
YES = frozenset(["kyllä", "ja", "yes", "true", "1", "x", "vaaditaan", "pakollinen", "required"])
NO = frozenset(["ei", "nej", "no", "false", "0", "-", "ei tarvita", "behövs inte"])
WEB = ("http://", "https://")
LISTS = {"theme": "themes", "format": "formats", "service_languages": "languages"}


def listing_of(record: Raw) -> Listing:
    """The listing of a record. Raises Wrong."""
    sheet, lang = record.text("sheet"), _language(record)
    rows = [Row(row, sheet, lang) for row in record.records("rows")]
    reading = Reading(strict=record.value("strict") is True)
    native = record.text("id")
    if not (native and rows):
        raise Wrong("record: expected an id and rows")
    _refuse_unpublished(rows, reading)
    _refuse_wide(record, rows)
    texts = _texts(rows)
    kind = _kind(rows, reading)
    locations = locations_of(rows, reading, event=kind is Kind.EVENT)
    first = rows[0]
    return Listing(
        id=f"table:{native}",
        kind=kind,
        texts=texts,
        organisation=_organisation(first),
        themes=_codes(rows, "theme", reading),
        formats=_codes(rows, "format", reading),
        audience=audience_of(rows, reading),
        service_languages=_codes(rows, "service_languages", reading),
        price=_price(rows),
        locations=locations,
        serves=serves_of(rows, reading),
        registration=_registration(first, reading),
        contacts=_contacts(rows),
        images=_images(first),
        links=tuple(Link(url=url) for url in _urls(rows)),
        keywords=_keywords(rows),
        needs=_needs(rows),
        modified=moment_in(cell.value) if (cell := first.first("modified")) else None,
        valid_from=beginning_of(first, "valid_from", reading),
        valid_until=end_of(first, "valid_until", reading) or _end(rows, locations, reading),
        provenance=Provenance(
            source="table",
            native_id=native,
            url=next(_urls(rows), None),
            repairs=tuple(dict.fromkeys((*record.texts("notes"), *reading.notes))),
            unmapped=tuple(dict.fromkeys(reading.unmapped)),
        ),
    )


def _language(record: Raw) -> str:
    """The language of the first title, else the mapping's: that of columns that tell none."""
    for row in record.records("rows"):
        cells = row.value("cells")
        for cell in cells if isinstance(cells, list) else []:
            if isinstance(cell, list) and len(cell) == 4 and cell[0] == "title" and cell[1]:
                return str(cell[1])
    return record.text("language") or "fi"


def _end(rows: Sequence[Row], locations: Sequence[Location], reading: Reading) -> datetime | None:
    """The last day of what tells no other time."""
    ends = [end_of(row, "last_day", reading) for row in rows]
    if None in ends or any(location.sessions for location in locations):
        return None
    return max(filter(None, ends))


def _refuse_unpublished(rows: Sequence[Row], reading: Reading) -> None:
    for cell in cells_of(rows, "status"):
        if cell.text.casefold().strip() not in PUBLISHED:
            reading.fail(cell, "published")


def _refuse_wide(record: Raw, rows: Sequence[Row]) -> None:
    """A row with more cells than the header has a delimiter in a text: all after it is moved."""
    for raw, row in zip(record.records("rows"), rows, strict=True):
        if raw.text("more") not in ("", "0"):
            raise Wrong(f"{row.place}: expected no more cells than the header has")


def _texts(rows: Sequence[Row]) -> dict[str, Text]:
    """Texts of all rows by language; of titles the first one."""
    parts: dict[str, dict[str, list[str]]] = {}
    for field in (*TEXTS, "price"):
        for cell in cells_of(rows, field):
            if field == "price" and is_known("prices", cell.text):
                continue  # a code of the mapping, whose word stands in the texts already
            text = plain_line(cell.text) if field == "title" else plain_text(cell.text)
            name = "pricing" if field == "price" else field
            if not text:
                continue
            parts.setdefault(cell.lang, {}).setdefault(name, []).append(text)
    if not any("title" in fields for fields in parts.values()):
        raise Wrong(f"{rows[0].place}: expected a title")
    return {
        lang: Text(
            title=next(iter(fields.get("title", [])), ""),
            **{name: "\n".join(dict.fromkeys(fields.get(name, []))) for name in TEXTS[1:]},
        )
        for lang, fields in parts.items()
    }


def _kind(rows: Sequence[Row], reading: Reading) -> Kind:
    """As told; else an event where a day of the calendar is told, and a hobby otherwise."""
    cell = next(cells_of(rows, "kind"), None)
    code = code_of("kinds", cell.text, cell.lang) if cell else None
    if code:
        return Kind(code)
    kind = Kind.EVENT if has_date(rows) else Kind.HOBBY
    if cell:
        expected = "hobby, support, volunteering, event or service"
        reading.unread(cell, expected, f"it was read as {kind}")
    return kind


def _organisation(row: Row) -> Organisation | None:
    names: dict[str, str] = {}
    for cell in row.all("organisation"):
        names.setdefault(cell.lang, plain_line(cell.text))
    key = row.line("organisation_id") or next(iter(names.values()), "")
    if not key:
        return None
    return Organisation(id=key[:200], name=names, url=row.line("organisation_url") or None)


def _codes(rows: Sequence[Row], field: str, reading: Reading) -> tuple[str, ...]:
    """Codes of cells that may hold several; what no list knows is collected."""
    codes: list[str] = []
    for cell in cells_of(rows, field):
        for part in _values(cell, field):
            found = _found(field, part, cell.lang)
            codes += found
            if not found:
                reading.unmapped.append(f"{field}:{part}")
    return tuple(dict.fromkeys(codes))


def _values(cell: Cell, field: str) -> list[str]:
    """A cell that is a label as a whole ("Kulttuuri ja taide") is not taken apart."""
    whole = code_of(LISTS[field], cell.text, cell.lang)
    return [cell.text] if whole else split(cell.text)


def _found(field: str, text: str, lang: str) -> tuple[str, ...]:
    if field == "theme":
        return themes_of(text, lang)
    code = code_of(LISTS[field], text, lang)
    return (code,) if code else ()


def _keywords(rows: Sequence[Row]) -> tuple[dict[str, str], ...]:
    """Keywords, and subjects in words of their own: "Sähly" says more than its theme."""
    words = [(cell.lang, part) for cell in cells_of(rows, "keywords") for part in split(cell.text)]
    for cell in cells_of(rows, "theme"):
        values = _values(cell, "theme")
        words += [(cell.lang, one) for one in values if not code_of("themes", one, cell.lang)]
    return tuple({lang: word} for lang, word in dict.fromkeys(words))


def _needs(rows: Sequence[Row]) -> tuple[str, ...]:
    """Needs that subjects name."""
    named = (need_of(part) for cell in cells_of(rows, "theme") for part in _values(cell, "theme"))
    return tuple(dict.fromkeys(need for need in named if need))


def _price(rows: Sequence[Row]) -> Price:
    """By the price column, else by the texts about prices."""
    cells = cells_of(rows, "price", "pricing")
    told = [_price_of(cell) for cell in cells]
    return next((one for one in (Price.PAID, Price.FREE) if one in told), Price.UNKNOWN)


def _price_of(cell: Cell) -> Price:
    known = is_known("prices", cell.text)
    return Price(cell.text) if known else price_in(cell.text, cell.lang)


def _registration(row: Row, reading: Reading) -> Registration:
    """Whether one has to sign up; a text that says how is one of the texts."""
    cell = row.first("registration_required")
    word = cell.text.casefold().strip() if cell else ""
    required = Known.YES if word in YES else Known.NO if word in NO else Known.UNKNOWN
    if cell and required is Known.UNKNOWN:
        reading.unread(cell, "yes or no")
    return Registration(
        required=required,
        url=row.line("registration_url") or None,
        email=row.line("registration_email") or None,
    )


def _contacts(rows: Sequence[Row]) -> tuple[Contact, ...]:
    found = (
        Contact.model_validate({"kind": kind, "value": plain_line(part)})
        for kind in ("email", "phone", "www")
        for cell in cells_of(rows, kind)
        for part in ([cell.text] if kind == "www" else cell.text.replace(";", ",").split(","))
        if plain_line(part)
    )
    return tuple({(one.kind, one.value): one for one in found}.values())


def _images(row: Row) -> tuple[Image, ...]:
    alt = {cell.lang: plain_line(cell.text) for cell in row.all("image_alt")}
    url = row.line("image")
    return (Image(url=url, alt=alt),) if url.startswith(WEB) else ()


def _urls(rows: Iterable[Row]) -> Iterator[str]:
    found = (plain_line(cell.text) for cell in cells_of(rows, "www"))
    return iter(dict.fromkeys(url for url in found if url.startswith(WEB)))
