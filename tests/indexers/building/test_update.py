"""Updates on a real engine: what changed is touched, and the index ends as a build makes it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import meilisearch
import orjson
import pytest

from indexers.building.held import tables_held
from indexers.engine.address import EngineAddress
from indexers.index.companion import BuildFacts
from indexers.index.staging import BUILD_DOCUMENT, COMPANION, LISTINGS, live_build
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from indexers.store.database import Store
from indexers.store.sent import AMENDING
from search_service.demo import DEMO
from tests.conftest import NOW, builder_of
from tests.indexers.corpus import keyed, live_ids, write
from tests.indexers.samples import millis


def origins(*paths: Path) -> list[Origin]:
    return [Origin(source="lahella", location=str(path)) for path in paths]


def held(client: meilisearch.Client) -> dict[str, dict[str, Any]]:
    """Every document of the live pair but the facts, which tell of the run itself."""
    found = {}
    for name in (LISTINGS, COMPANION):
        for one in client.index(name).get_documents({"limit": 10_000}).results:
            if one.id != BUILD_DOCUMENT:
                found[f"{name}/{one.id}"] = dict(one)
    return found


def changed_demo(path: Path) -> Path:
    """The demo with a tenth left out, a tenth changed, some new, some broken and some over."""
    records = orjson.loads(Path(DEMO).read_bytes())
    kept = [record for number, record in enumerate(records) if number % 10]
    for record in kept[5::10]:
        record["traits"]["translations"]["fi"]["name"] += " ja karaoke"
        record["traits"]["channels"] = record["traits"]["channels"][:1]
    kept[0]["traits"]["type"] = "?"
    kept[1]["tags"] = {"visibility": {"end": millis("2026-11-01")}}
    return write(path, [*kept, keyed("new-1"), keyed("new-2")])


def test_an_update_ends_in_the_same_index_as_a_build(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", orjson.loads(Path(DEMO).read_bytes()))
    builder = builder_of(address, store)
    first = builder.run(origins(path), accept=True)
    changed_demo(path)
    report = builder.update()
    assert (report.way, first.way) == ("amended", "rebuilt")
    assert report.read == report.indexed + len(report.rejected) + len(report.expired)
    updated = held(client)
    with Store() as other:
        built = builder_of(address, other).run(origins(path), accept=True)
    assert held(client) == updated
    unchanging = {"indexed", "documents", "rejected", "expired", "repaired", "unmapped"}
    assert report.model_dump(include=unchanging) == built.model_dump(include=unchanging)


def test_an_update_touches_only_what_changed(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed(str(number)) for number in range(50)])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    before = client.get_tasks({"limit": 1}).results[0].uid
    changed = [keyed(str(number)) for number in range(2, 50)]
    changed[0] = keyed("2", translations={"fi": {"name": "Ompeluseura"}})
    write(path, [*changed, keyed("50")])
    report = builder.update()
    assert (report.sent, report.removed, report.fetched) == (2, 2, 49)
    assert live_ids(client) == {f"lahella:{number}" for number in range(2, 51)}
    tasks = [task for task in client.get_tasks({"limit": 100}).results if task.uid > before]
    touched = [task.details or {} for task in tasks if task.index_uid == LISTINGS]
    counts = [one.get("receivedDocuments") or one.get("deletedDocuments") for one in touched]
    # Newest first: deletions, documents with their tombstones and what tells the build.
    assert counts == [2, 2 + 2 + 1]
    again = builder.update()
    assert (again.way, again.sent, again.removed) == ("unchanged", 0, 0)
    assert again.build == report.build


def test_what_is_over_is_taken_away_though_no_source_changed(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    ending = {**keyed("1"), "tags": {"visibility": {"end": millis("2026-12-01")}}}
    path = write(tmp_path / "a.json", [ending, keyed("2")])
    builder_of(address, store).run(origins(path), accept=True)
    later = builder_of(address, store, now=NOW + timedelta(days=30))
    report = later.update()
    assert report.expired == ("lahella:1",)
    assert live_ids(client) == {"lahella:2"}


def test_a_source_that_fails_keeps_its_listings_and_is_told(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    write(one, [keyed("1")])
    write(other, [keyed("2")])
    builder = builder_of(address, store)
    builder.run(origins(one, other), accept=True)
    one.write_text("[")
    write(other, [keyed("2"), keyed("3")])
    for report in (builder.update(), builder.run(origins(one, other))):
        assert live_ids(client) == {"lahella:1", "lahella:2", "lahella:3"}
        assert report.read == report.indexed == 3
        [warning] = report.warnings
        assert "a.json could not be read" in warning
        assert [source.failure is None for source in report.sources] == [False, True]
    facts = live_build(client)
    assert facts is not None
    assert [source["failed"] for source in facts["sources"]] == [True, False]


def test_a_source_that_never_could_be_read_is_an_error(
    address: EngineAddress, store: Store, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=r"none\.json"):
        builder_of(address, store).run(origins(tmp_path / "none.json"), accept=True)


def test_a_source_that_suddenly_shrinks_is_not_believed_unless_accepted(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed(str(number)) for number in range(10)])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    write(path, [keyed("1"), keyed("2")])
    report = builder.update()
    assert "2 listings came where there were 10" in report.warnings[0]
    assert len(live_ids(client)) == report.indexed == 10
    assert builder.update(accept=True).indexed == 2
    assert live_ids(client) == {"lahella:1", "lahella:2"}


def test_an_index_that_the_store_does_not_know_is_built_anew(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1")])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    with Store() as other:
        elsewhere = write(tmp_path / "b.json", [keyed("8"), keyed("9")])
        builder_of(address, other).run(origins(elsewhere), accept=True)
    assert builder.update().way == "rebuilt"
    assert live_ids(client) == {"lahella:1"}


def test_an_update_that_broke_off_is_repaired_by_the_next(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1"), keyed("2")])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    store.remember(AMENDING, "yes")
    assert builder.update().way == "rebuilt"
    assert builder.update().way == "unchanged"


def test_a_listing_that_the_engine_refuses_is_told_and_not_sent_again(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1")])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    write(path, [keyed("1"), keyed("_" * 200)])
    for sent in (1, 0):
        report = builder.update()
        assert report.sent == sent
        assert (report.read, report.indexed, len(report.rejected)) == (2, 1, 1)
        assert report.rejected[0].reason.startswith("the engine refused it")


def test_sources_that_are_no_longer_named_leave_the_index(
    address: EngineAddress, client: meilisearch.Client, store: Store, tmp_path: Path
) -> None:
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    write(one, [keyed("1"), keyed("2")])
    write(other, [keyed("2"), keyed("3")])
    builder = builder_of(address, store)
    builder.run(origins(one, other), accept=True)
    assert builder.update(origins(other)).way == "amended"
    assert live_ids(client) == {"lahella:2", "lahella:3"}


def test_an_update_that_does_not_fit_in_one_task_makes_a_new_index(
    address: EngineAddress, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.json", [keyed("1"), keyed("2")])
    builder = builder_of(address, store)
    builder.run(origins(path), accept=True)
    write(path, [keyed("1"), keyed("3")])
    monkeypatch.setattr("indexers.building.change.MOST_BYTES", 10)
    assert builder.update().way == "rebuilt"


def test_an_update_that_was_only_announced_leaves_nothing_behind(
    address: EngineAddress,
    client: meilisearch.Client,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write(tmp_path / "a.json", [keyed("1"), keyed("2")])
    builder = builder_of(address, store)
    before = builder.run(origins(path), accept=True).build

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    write(path, [keyed("1"), keyed("3")])
    with monkeypatch.context() as patch:
        patch.setattr("indexers.building.rolling.give_notice", die)
        with pytest.raises(KeyboardInterrupt):
            builder.update()
    facts = BuildFacts.model_validate(live_build(client))
    assert facts.build == before
    assert tables_held(client) > set(facts.tables)
    write(path, [keyed("1"), keyed("4")])
    assert builder.update().way == "amended"
    facts = BuildFacts.model_validate(live_build(client))
    assert tables_held(client) == set(facts.tables)
    others = {one.id for one in client.index(COMPANION).get_documents({"limit": 1000}).results}
    assert others == set(facts.tables)
