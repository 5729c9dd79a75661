"""What changed in PTV: services to read again on either side of a connection, and those gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.harvest import OVERLAP, Harvest
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.registry import Origin
from indexers.sources.source import Gone, NoFeed, Rejected
from indexers.store.database import Store
from indexers.store.origins import set_origins
from tests.conftest import NOW
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.ptv_channel_samples import PLACE
from tests.indexers.sources.ptv_pieces import connection, guid, typed
from tests.indexers.sources.ptv_samples import ORGANISATION, bare, changed, service
from tests.indexers.sources.ptv_server import BASE, Catalogue, told

SINCE = datetime.fromisoformat("2026-11-24T11:00:00+02:00")  # 09:00 in UTC
BEFORE, AFTER = "2026-11-24T08:59:00", "2026-11-24T09:00:01.5"
FIRST, SECOND, THIRD = map(guid, (101, 102, 103))


@pytest.fixture
def ptv() -> Catalogue:
    """Three services of one organisation; the first two use one place. All is old."""
    made = Catalogue()
    use = {"serviceChannels": [connection(PLACE["id"], "x")]}
    used = {"services": [{"service": {"id": FIRST}}, {"service": {"id": SECOND}}]}
    roles = [{"service": {"id": id_}, "roleType": "Responsible"} for id_ in (FIRST, SECOND, THIRD)]
    made.add("Service", service(id=FIRST, **use), service(id=SECOND, **use), bare(id=THIRD))
    made.add("ServiceChannel", changed(PLACE, **used))
    made.add("Organization", changed(ORGANISATION, services=roles))
    for things in made.things.values():
        for thing in things.values():
            thing["modified"] = BEFORE
    return made


def records(ptv: Script, options: str = "") -> tuple[list[object], list[Asked]]:
    with page_server(ptv) as server:
        pages = Ptv(Fetcher()).changes(f"{server.url}{BASE}{options}", SINCE)
        return [record for page in pages for record in page.records], server.asked


def outcomes(ptv: Script, options: str = "") -> list[Listing | Rejected | Gone]:
    found, _ = records(ptv, options)
    source = Ptv(Fetcher())
    return [one if isinstance(one, Gone) else source.read(one, 1) for one in found]


def ids(found: list[Listing | Rejected | Gone]) -> list[str]:
    return [one.id.removeprefix("ptv:") for one in found]


def test_nothing_changed_is_nothing_to_read(ptv: Catalogue) -> None:
    found, asked = records(ptv)
    assert found == []
    assert {one.parameters.get("date") for one in asked} == {"2026-11-24T09:00:00"}
    assert len(asked) == 5


def test_a_service_that_changed_is_read_again_whole(ptv: Catalogue) -> None:
    ptv.things["Service"][FIRST]["modified"] = AFTER
    [found] = outcomes(ptv)
    assert isinstance(found, Listing)
    assert found.id == f"ptv:{FIRST}"
    assert found.locations[0].address.street == "Keksitty katu 7 B"
    assert found.organisation is not None
    assert "sv" in found.organisation.name


def test_services_are_read_again_when_their_channel_changed(ptv: Catalogue) -> None:
    moved = changed(ptv.things["ServiceChannel"][PLACE["id"]], modified=AFTER)
    moved["serviceChannelNames"] = typed("Name", fi="Uusi talo")
    ptv.add("ServiceChannel", moved)
    found = outcomes(ptv)
    assert ids(found) == [FIRST, SECOND]
    assert all(
        one.locations[0].summary["fi"].startswith("Uusi talo")
        for one in found
        if isinstance(one, Listing)
    )


def test_services_are_read_again_when_their_organisation_changed(ptv: Catalogue) -> None:
    ptv.things["Organization"][ORGANISATION["id"]]["modified"] = AFTER
    assert ids(outcomes(ptv)) == [FIRST, SECOND, THIRD]


def test_what_changed_on_both_sides_is_read_once(ptv: Catalogue) -> None:
    for things in ptv.things.values():
        for thing in things.values():
            thing["modified"] = AFTER
    found, asked = records(ptv)
    assert len(found) == 3
    fetched = [id_ for one in asked for id_ in one.parameters.get("guids", "").split(",")]
    assert fetched.count(PLACE["id"]) == fetched.count(ORGANISATION["id"]) == 1


@pytest.mark.parametrize("status", ["Archived", "Withdrawn"])
def test_a_service_that_was_archived_or_withdrawn_is_gone(ptv: Catalogue, status: str) -> None:
    ptv.things["Service"][SECOND]["modified"] = AFTER
    ptv.states[SECOND] = status
    [found] = outcomes(ptv)
    assert isinstance(found, Gone)
    assert found.id == f"ptv:{SECOND}"
    assert found.reason == f"PTV has {status.lower()} the service"


def test_a_service_that_was_gone_long_before_is_not_told_again(ptv: Catalogue) -> None:
    ptv.states[SECOND] = "Archived"
    assert outcomes(ptv) == []


def test_a_service_that_was_withdrawn_and_published_again_is_not_gone(ptv: Catalogue) -> None:
    """A withdrawn version may stand beside the published one in the lists."""
    ptv.things["Service"][FIRST]["modified"] = AFTER
    old = told({"pageCount": 1, "itemList": [{"id": FIRST, "name": "x"}]})

    def script(asked: Asked) -> Told:
        return old if asked.parameters.get("status") == "Withdrawn" else ptv(asked)

    [found] = outcomes(script)
    assert isinstance(found, Listing)


def test_a_service_that_is_reached_but_not_given_is_gone(ptv: Catalogue) -> None:
    ptv.things["ServiceChannel"][PLACE["id"]]["modified"] = AFTER
    ptv.hidden = {SECOND}
    found = outcomes(ptv)
    gone = [one for one in found if isinstance(one, Gone)]
    assert ids(found) == [FIRST, SECOND]
    assert [one.reason for one in gone] == ["PTV no longer gives the service"]


def test_a_service_that_is_no_longer_wanted_is_gone(ptv: Catalogue) -> None:
    ptv.things["Service"][THIRD]["modified"] = AFTER
    [found] = outcomes(ptv, "?serviceClass=P27")
    assert isinstance(found, Gone)
    assert found.reason == "the service is no longer among those that are wanted"
    [still] = outcomes(ptv, "?serviceClass=P25&organizationType=Organization")
    assert isinstance(still, Listing)


def test_a_file_does_not_tell_what_changed() -> None:
    with pytest.raises(NoFeed, match="files do not tell what changed"):
        next(Ptv(Fetcher()).changes("folder", SINCE))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as opened:
        yield opened


def harvested(store: Store, url: str, *, whole: bool, hours: int) -> int:
    """Read an origin into the store; how many records came."""
    [standing] = set_origins(store, [Origin(source="ptv", location=url)])
    now = NOW + timedelta(hours=hours)
    harvest = Harvest(store, Fetcher(), NearestCentre(), now, lambda source, done: None)
    harvest.read(standing, whole=whole, accept=True)
    return harvest.fetched


def kept(store: Store) -> list[tuple[object, ...]]:
    return list(store.rows("SELECT id, state, body FROM record ORDER BY id"))


def test_an_update_keeps_what_a_whole_reading_would_keep(ptv: Catalogue, store: Store) -> None:
    with page_server(ptv) as server, Store() as other:
        url = f"{server.url}{BASE}"
        assert harvested(store, url, whole=True, hours=0) == 3
        later = f"{NOW.astimezone(UTC) - OVERLAP:%Y-%m-%dT%H:%M:%S}"  # is still asked for
        ptv.add(
            "ServiceChannel", changed(ptv.things["ServiceChannel"][PLACE["id"]], modified=later)
        )
        ptv.add("Service", bare(id=guid(104), modified=later))
        ptv.things["Service"][THIRD]["modified"] = later
        ptv.states[THIRD] = "Archived"
        assert harvested(store, url, whole=False, hours=1) == 4
        assert harvested(other, url, whole=True, hours=1) == 3
        assert kept(store) == kept(other)
        assert [id_ for id_, *_ in kept(store)] == [f"ptv:{guid(n)}" for n in (101, 102, 104)]


def test_an_update_reads_an_address_of_a_file_whole(store: Store) -> None:
    things = [bare(id=FIRST), bare(id=SECOND)]
    with page_server(lambda asked: told(things)) as server:
        url = f"{server.url}/ptv.json"
        assert harvested(store, url, whole=True, hours=0) == 2
        things.pop()
        assert harvested(store, url, whole=False, hours=1) == 1
    assert [id_ for id_, *_ in kept(store)] == [f"ptv:{FIRST}"]


def test_a_failure_in_an_update_leaves_everything_as_it_was(ptv: Catalogue, store: Store) -> None:
    broken = False

    def script(asked: Asked) -> Told:
        is_last = asked.parameters.get("status") == "Withdrawn"
        return Told(500) if broken and is_last else ptv(asked)

    with page_server(script) as server:
        url = f"{server.url}{BASE}"
        harvested(store, url, whole=True, hours=0)
        before = kept(store)
        ptv.things["Service"][FIRST]["modified"] = "2026-11-24T23:00:00"
        broken = True
        harvested(store, url, whole=False, hours=1)
    assert kept(store) == before
