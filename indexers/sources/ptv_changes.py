"""What changed in PTV since a moment: services to read again, and services that are gone.

A service does not change when a channel or the organisation of it does; so both sides are asked.
What PTV cannot tell is left to the comparison with a whole reading: a channel that was withdrawn
while its services stayed as they were, and a general description that changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from indexers.sources.ptv_api import SERVICES, PtvApi, hundreds
from indexers.sources.ptv_catalogue import Catalogue
from indexers.sources.ptv_joins import MISSING, native_id
from indexers.sources.source import Gone, Page

WITHDRAWN = {
    "Archived": "PTV has archived the service",
    "Withdrawn": "PTV has withdrawn the service",
}
NOT_GIVEN = "PTV no longer gives the service"
NOT_SELECTED = "the service is no longer among those that are wanted"


def changed(api: PtvApi, catalogue: Catalogue, since: datetime) -> Iterator[Page]:
    """Raw records of what is to be read again, and Gone of what is no more."""
    date = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"  # the only form that PTV takes
    ids = catalogue.changed_ids(date)
    for portion in hundreds(sorted(ids)):
        yield Page(list(_or_gone(portion, catalogue.records(portion))))
    for status, reason in WITHDRAWN.items():
        if gone := [id_ for id_ in api.ids(SERVICES, date=date, status=status) if id_ not in ids]:
            yield Page([_gone(id_, reason) for id_ in gone])


def _or_gone(ids: Sequence[str], records: Iterable[object]) -> Iterator[object]:
    """The records; a service that is not given, or not wanted any more, is gone."""
    read: set[str] = set()
    for record in records:
        read.add(native_id(record))
        is_missing = isinstance(record, dict) and MISSING in record
        yield _gone(native_id(record), NOT_GIVEN) if is_missing else record
    yield from (_gone(id_, NOT_SELECTED) for id_ in ids if id_ not in read)


def _gone(id_: str, reason: str) -> Gone:
    return Gone(id=f"ptv:{id_}", reason=reason)
