"""One activity in two sources: one listing in the index, and two again when somebody says so."""

from pathlib import Path
from typing import Any

import meilisearch
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.duplicates.vetoes import Veto
from indexers.engine.address import EngineAddress
from indexers.sources.registry import Origin
from indexers.store.database import Store
from tests.conftest import app_with, builder_of
from tests.indexers.building.test_update import held
from tests.indexers.corpus import keyed, live_ids, write

APART = {frozenset(("lahella:1", "lahella:2")): Veto("lahella:1", "lahella:2", "two groups", 1)}
LATER = {"fi": {"name": "Ompeluseura", "summary": "Ommellaan.", "description": "Tule mukaan."}}


def twice(**traits: object) -> list[dict[str, Any]]:
    """The same activity saved twice, and another one."""
    same = [{**keyed("1", **traits), "_key": key} for key in ("1", "2")]
    return [*same, keyed("3", translations=LATER)]


def origin(path: Path) -> list[Origin]:
    return [Origin(source="lahella", location=str(path))]


def merges(report: Report) -> list[tuple[str, str]]:
    assert report.read == report.indexed + len(report.rejected) + len(report.merged)
    return [(one.id, one.into) for one in report.merged]


def test_what_is_merged_is_one_listing_and_both_ids_lead_to_it(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", twice())
    report = builder_of(address, store).run(origin(path), accept=True)
    assert merges(report) == [("lahella:2", "lahella:1")]
    assert report.merged[0].reason
    assert live_ids(client) == {"lahella:1", "lahella:3"}
    with TestClient(app_with(address)) as api:
        for listing in ("lahella:1", "lahella:2"):
            told = api.get(f"/v1/listings/{listing}").json()
            assert told["id"] == "lahella:1"
            made_of = [one["native_id"] for one in told["provenance"]["merged_from"]]
            assert made_of == ["1", "2"]
        explained = api.get("/v1/listings/lahella:2/explain").json()
        assert (explained["state"], explained["into"]) == ("merged", "lahella:1")


def test_a_change_of_either_one_parts_them_and_changing_back_merges_them_again(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", twice())
    builder = builder_of(address, store)
    builder.run(origin(path), accept=True)
    together = held(client)
    records = twice()
    records[1]["traits"]["translations"] = LATER
    write(path, records)
    report = builder.update()
    assert (report.way, merges(report)) == ("amended", [])
    assert live_ids(client) == {"lahella:1", "lahella:2", "lahella:3"}
    write(path, twice())
    assert merges(builder.update()) == [("lahella:2", "lahella:1")]
    assert held(client) == together


def test_the_other_one_stays_when_the_survivor_goes(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", twice())
    builder = builder_of(address, store)
    builder.run(origin(path), accept=True)
    write(path, twice()[1:])
    assert merges(builder.update()) == []
    assert live_ids(client) == {"lahella:2", "lahella:3"}


def test_a_veto_keeps_two_apart_and_taking_it_back_merges_them(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", twice())
    builder_of(address, store).run(origin(path), accept=True)
    vetoing = builder_of(address, store, vetoes=APART)
    assert merges(vetoing.update()) == []
    assert live_ids(client) == {"lahella:1", "lahella:2", "lahella:3"}
    assert merges(builder_of(address, store).update()) == [("lahella:2", "lahella:1")]


def test_a_veto_of_an_id_that_nobody_has_is_told(
    address: EngineAddress, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1")])
    report = builder_of(address, store, vetoes=APART).run(origin(path), accept=True)
    assert report.warnings == ("vetoes, line 1: no listing has the id lahella:2; it waits for it",)
