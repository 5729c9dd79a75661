"""The shapes in which HSDS services come, in; services with all that is theirs, out.

They come alone, in arrays and pages, under organisations, at locations, and as tables of rows.
"""

from collections.abc import Iterable, Iterator, Mapping

from indexers.sources.hsds_join import Joined, Row

Tables = Mapping[str, Iterable[object]]


def services_of(body: object, tables: Tables | None = None) -> list[object]:
    """Services of a body; records that are none are passed on, so that they can be told about.

    `tables` hold what the services name by id.
    """
    if isinstance(body, dict) and isinstance(body.get("services.csv"), list):
        return Joined(tables_of(body)).services()
    services: list[object] = []
    at_locations: list[Row] = []
    for record in records_in(body):
        if not isinstance(record, dict):
            services.append(record)
        elif isinstance(service := record.get("service"), dict):
            services.append(service)
            at_locations.append({"service_id": service.get("id"), **record})
        elif "service_id" in record and "location_id" in record:
            at_locations.append(record)
        else:
            services += _under_organisation(record)
    if not tables and not at_locations:
        return services
    return _joined(services, at_locations, tables or {})


def records_in(body: object) -> list[object]:
    """The records of an array or a page; anything else is one record."""
    contents = contents_of(body)
    return body if isinstance(body, list) else [body] if contents is None else contents


def contents_of(body: object) -> list[object] | None:
    """The records of a page; None when it is none."""
    contents = body.get("contents") if isinstance(body, dict) else None
    return contents if isinstance(contents, list) else None


def tables_of(files: Mapping[str, object]) -> dict[str, list[object]]:
    """The rows of a data package's files, by table."""
    tables = {
        name.removesuffix(".csv"): rows for name, rows in files.items() if isinstance(rows, list)
    }
    if "service_at_location" in tables:  # the one file that is named in the singular
        tables["service_at_locations"] = tables.pop("service_at_location")
    return tables


def _under_organisation(record: dict[str, object]) -> Iterator[object]:
    """The services of an organisation that holds them; else the record itself."""
    nested = record.get("services")
    if not isinstance(nested, list):
        yield record
        return
    organisation = {name: value for name, value in record.items() if name != "services"}
    for one in nested:
        yield {"organization": organisation, **one} if isinstance(one, dict) else one


def _joined(services: list[object], at_locations: list[Row], tables: Tables) -> list[object]:
    """Each service once, with its places; what cannot be joined stays as it is."""
    by_id: dict[str, Row] = {}
    others: list[object] = []
    for one in services:
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            by_id[one["id"]] = {**by_id.get(one["id"], {}), **one}
        else:
            others.append(one)
    others += [one for one in at_locations if str(one["service_id"]) not in by_id]
    held = {"services": list(by_id.values()), "service_at_locations": at_locations}
    return [*Joined({**tables, **held}).services(), *others]
