"""All services of the API in portions of a hundred, joined with their channels and organisations.

Ids are read first and taken in their own order, so that reading can go on after the last id that
was done, however the lists of PTV have moved in the meantime.
"""

from collections.abc import Iterable, Iterator, Sequence

from indexers.sources.ptv_api import CHANNELS, ORGANISATIONS, SERVICES, PtvApi, hundreds
from indexers.sources.ptv_joins import (
    CHANNEL,
    MISSING,
    ORGANISATION,
    channel_ids,
    joined,
    organisation_id,
    organisation_in,
)
from indexers.sources.ptv_selection import Selection
from indexers.sources.ptv_shelf import Shelf, Thing
from indexers.sources.raw import Raw
from indexers.sources.source import Page, SourceError

ANSWERING = ("Responsible", "OtherResponsible")
KINDS = {CHANNELS: CHANNEL, ORGANISATIONS: ORGANISATION}


class Catalogue:
    """One reading of the API. What was fetched once is kept on the shelf."""

    def __init__(self, api: PtvApi, selection: Selection, shelf: Shelf) -> None:
        self._api, self._selection, self._shelf = api, selection, shelf

    def pages(self, cursor: str) -> Iterator[Page]:
        """All wanted services; then, when nothing is left out, the channels that none uses."""
        stage, after = _place_of(cursor)
        if stage == SERVICES:
            ids = [id_ for id_ in self._wanted_ids() if id_ > after]
            for portion in hundreds(ids):
                yield Page(list(self.records(portion)), f"{SERVICES} {portion[-1]}")
            after = ""
        if self._selection.takes_all:
            ids = [id_ for id_ in self._api.ids(CHANNELS) if id_ > after]
            for portion in hundreds([i for i in ids if not self._shelf.has(CHANNEL, i)]):
                if unused := list(self._unused(portion)):
                    yield Page(unused, f"{CHANNELS} {portion[-1]}")

    def records(self, ids: Sequence[str]) -> Iterator[object]:
        """The raw records of at most a hundred services; of those not given, that they are not."""
        given = self._api.objects(SERVICES, ids)
        missing = set(ids) - {Raw(service).text("id") for service in given}
        wanted = list(self._wanted(given))
        self._fetch(CHANNELS, (id_ for service in wanted for id_ in channel_ids(service)))
        yield from (joined(service, self._shelf) for service in wanted)
        yield from ({MISSING: id_} for id_ in sorted(missing))

    def _wanted(self, services: Iterable[Thing]) -> Iterator[Thing]:
        """The services that the selection takes, their organisations being fetched."""
        likely = [one for one in services if self._selection.takes_class_of(one)]
        self._fetch(ORGANISATIONS, map(organisation_id, likely))
        for service in likely:
            if self._selection.takes_type_of(organisation_in(self._shelf, service)):
                yield service

    def changed_ids(self, date: str) -> set[str]:
        """Ids of services that changed since a UTC time, or whose channel or organisation did."""
        found = set(self._api.ids(SERVICES, date=date))
        for route, roles in ((CHANNELS, ()), (ORGANISATIONS, ANSWERING)):
            for portion in hundreds(self._api.ids(route, date=date)):
                for thing in self._objects(route, portion):
                    found |= set(services_of(thing, *roles))
        return found

    def _fetch(self, route: str, ids: Iterable[str]) -> None:
        """Put on the shelf what is not there yet."""
        kind = KINDS[route]
        asked = [id_ for id_ in dict.fromkeys(ids) if id_ and not self._shelf.has(kind, id_)]
        for portion in hundreds(asked):
            for _ in self._objects(route, portion):
                pass

    def _objects(self, route: str, ids: Sequence[str]) -> Iterator[Thing]:
        """Whole objects, each put on the shelf."""
        for thing in self._api.objects(route, ids):
            self._shelf.put(KINDS[route], thing, Raw(thing).text("id"))
            yield thing

    def _wanted_ids(self) -> list[str]:
        """Ids of all services, or of those that organisations of the wanted types answer for."""
        if not self._selection.types:
            return self._api.ids(SERVICES)
        found: set[str] = set()
        for portion in hundreds(self._api.ids(ORGANISATIONS)):
            for organisation in self._objects(ORGANISATIONS, portion):
                if self._selection.takes_type_of(organisation):
                    found |= set(services_of(organisation, *ANSWERING))
        return sorted(found)

    def _unused(self, ids: Sequence[str]) -> Iterator[object]:
        """Channels that say themselves that no service uses them.

        Those of services that were read before an interruption are not on the shelf.
        """
        for channel in self._api.objects(CHANNELS, ids):
            if not set(services_of(channel)):
                yield {CHANNEL: channel}


def services_of(thing: Thing, *roles: str) -> Iterator[str]:
    """Ids of the services that a channel or an organisation names, in any or in some roles."""
    for link in Raw(thing).records("services"):
        found = link.record("service").text("id")
        if found and (not roles or link.text("roleType") in roles):
            yield found


def _place_of(cursor: str) -> tuple[str, str]:
    stage, _, after = (cursor or SERVICES).partition(" ")
    if stage not in (SERVICES, CHANNELS):
        raise SourceError(f"{cursor}: is no place where reading PTV can go on")
    return stage, after
