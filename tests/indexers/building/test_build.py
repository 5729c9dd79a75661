"""Builds on a real engine: what goes live, and what never does."""

from pathlib import Path

import meilisearch
import pytest

from indexers.building.check import problems
from indexers.building.held import lexicon_held
from indexers.building.publication import send_tables
from indexers.building.rebuild import LEAST_SHARE
from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.index.companion import BuildFacts
from indexers.index.staging import COMPANION, LISTINGS, BuildError, Staging, live_build, new
from indexers.sources.source import SourceError
from indexers.store.intake import TWICE
from tests.conftest import build_index
from tests.indexers.corpus import (
    PAIR,
    build_watched,
    index_names,
    keyed,
    live_count,
    live_ids,
    some,
    write,
)


def facts_of(client: meilisearch.Client) -> dict[str, object]:
    facts = live_build(client)
    assert facts is not None
    return facts


def test_every_listing_of_the_demo_is_accounted_for(engine: EngineAddress, demo: Report) -> None:
    client = meilisearch.Client(engine.url, engine.key)
    assert demo.read == 260
    assert demo.read == demo.indexed + len(demo.rejected) + len(demo.expired)
    assert demo.indexed == live_count(client)
    # One more tells the build.
    assert demo.documents + 1 == client.index(LISTINGS).get_stats().number_of_documents
    assert list(problems(client)) == []


def test_the_build_tells_what_it_is_in_the_index_itself(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    report = build_index(address, some(tmp_path / "a.json", range(3)), accept=True)
    facts = facts_of(client)
    assert facts["build"] == report.build
    assert (facts["listings"], facts["documents"]) == (report.indexed, report.documents) == (3, 3)
    assert facts["sources"] == [
        {
            "source": "lahella",
            "records": 3,
            "read_at": "2026-11-24T12:00:00+02:00",
            "failed": False,
        }
    ]
    assert facts["built_at"] == "2026-11-24T12:00:00+02:00"


def test_the_words_that_travel_with_the_index_count_its_listings(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    records = [keyed("1"), keyed("2"), keyed("3", translations={"fi": {"name": "Ompeluseura"}})]
    build_index(address, write(tmp_path / "a.json", records), accept=True)
    tables = BuildFacts.model_validate(facts_of(client)).tables
    lexicon = lexicon_held(client, tables)
    assert lexicon["kuoroilta"] == 2
    assert lexicon["ompeluseura"] == 1
    for term, listings in lexicon.items():
        found = client.index(LISTINGS).search("", {"filter": f'terms = "{term}"', "hitsPerPage": 0})
        assert found["totalHits"] == listings, term


def test_a_lexicon_may_have_more_terms_than_the_engine_takes_fields(
    client: meilisearch.Client,
) -> None:
    many = {f"sana{number}": number for number in range(70_000)}
    staging = Staging(client)
    staging.prepare()
    tables = send_tables(staging, new(COMPANION), many, ())
    staging.swap()
    assert lexicon_held(client, tables) == many


def test_a_second_build_takes_the_place_of_the_first(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    first = build_index(address, some(tmp_path / "a.json", range(4)), accept=True)
    second = build_index(address, some(tmp_path / "b.json", range(2, 6)))
    assert first.build != second.build
    assert live_ids(client) == {f"lahella:{key}" for key in range(2, 6)}
    assert facts_of(client)["build"] == second.build
    assert index_names(client) == PAIR
    assert list(problems(client)) == []


@pytest.mark.parametrize("body", [None, b"[", b'{"x": 1}'], ids=["missing", "broken", "shape"])
def test_a_source_that_cannot_be_read_leaves_the_live_index_as_it_was(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path, body: bytes | None
) -> None:
    build_index(address, some(tmp_path / "a.json", range(3)), accept=True)
    before = facts_of(client)
    path = tmp_path / "b.json"
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(SourceError, match=r"b\.json"):
        build_index(address, path)
    assert facts_of(client) == before
    assert live_ids(client) == {"lahella:0", "lahella:1", "lahella:2"}


def test_a_build_clears_what_one_before_it_left_behind(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    staging = Staging(client)
    staging.prepare()
    staging.finish(
        client.index(new(LISTINGS)).add_documents([{"id": "left", "first": True}]).task_uid
    )
    report = build_index(address, some(tmp_path / "a.json", range(2)), accept=True)
    assert report.documents == 2
    assert live_ids(client) == {"lahella:0", "lahella:1"}
    assert index_names(client) == PAIR


def test_an_index_that_shrinks_is_not_believed_unless_it_is_accepted(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    build_index(address, some(tmp_path / "a.json", range(10)), accept=True)
    before = facts_of(client)
    few = some(tmp_path / "b.json", range(int(10 * LEAST_SHARE) - 1))
    with pytest.raises(BuildError, match=r"has 4 listings, the live one 10\..*--accept"):
        build_index(address, few)
    assert facts_of(client) == before
    assert live_count(client) == 10
    assert build_index(address, few, accept=True).indexed == live_count(client) == 4


def test_an_index_of_half_the_size_is_believed(address: EngineAddress, tmp_path: Path) -> None:
    build_index(address, some(tmp_path / "a.json", range(10)), accept=True)
    half = some(tmp_path / "b.json", range(int(10 * LEAST_SHARE)))
    assert build_index(address, half).indexed == 5


def test_the_same_id_twice_is_one_listing_and_one_reason(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    twice = [keyed("1"), keyed("2"), keyed("1", type="support")]
    report = build_index(address, write(tmp_path / "a.json", twice), accept=True)
    assert (report.read, report.indexed, report.documents) == (3, 2, 2)
    assert [(one.id, one.reason) for one in report.rejected] == [("lahella:1", TWICE)]
    held = client.index(LISTINGS).get_documents({"filter": 'listing_id = "lahella:1"'}).results
    assert [one.kind for one in held] == ["hobby"]


def test_a_listing_that_the_engine_refuses_is_rejected_alone(
    client: meilisearch.Client, address: EngineAddress, tmp_path: Path
) -> None:
    too_long = "_" * 200  # valid for us, but its document's id is beyond the engine's 511 bytes
    records = [keyed("1"), keyed(too_long), keyed("2")]
    report = build_index(address, write(tmp_path / "a.json", records), accept=True)
    assert live_ids(client) == {"lahella:1", "lahella:2"}
    [refused] = report.rejected
    assert refused.id == f"lahella:{too_long}"
    assert refused.reason.startswith("the engine refused it: ")
    assert "511" in refused.reason
    assert (report.read, report.indexed, report.documents) == (3, 2, 2)
    assert list(problems(client)) == []


def test_a_build_without_a_single_listing_goes_live_only_where_nothing_was(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    client = meilisearch.Client(fresh_engine.url, fresh_engine.key)
    report = build_index(fresh_engine, write(tmp_path / "a.json", [{}, None]))
    assert (report.read, report.indexed, len(report.rejected)) == (2, 0, 2)
    assert "Every listing was rejected" in report.warnings[0]
    assert live_count(client) == 0
    build_index(fresh_engine, some(tmp_path / "b.json", range(1)))
    with pytest.raises(BuildError, match="0 listings, the live one 1"):
        build_index(fresh_engine, write(tmp_path / "c.json", [{}]))
    assert live_count(client) == 1


def test_a_new_index_that_lost_a_listing_on_the_way_does_not_go_live(
    client: meilisearch.Client,
    address: EngineAddress,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_index(address, some(tmp_path / "a.json", "ab"), accept=True)
    monkeypatch.setattr("indexers.building.sending.BATCH_DOCUMENTS", 1)

    def lose_one(stage: str, done: int, total: int | None) -> None:
        if stage == "checking":
            client.index(new(LISTINGS)).delete_document("lahella_3a_1__0")

    with pytest.raises(BuildError, match="holds 2 listings instead of 3"):
        build_watched(address, some(tmp_path / "b.json", range(3)), lose_one)
    assert live_ids(client) == {"lahella:a", "lahella:b"}


def test_a_new_index_that_does_not_find_its_words_does_not_go_live(
    client: meilisearch.Client,
    address: EngineAddress,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_index(address, some(tmp_path / "a.json", "ab"), accept=True)
    monkeypatch.setattr("indexers.building.sending.BATCH_DOCUMENTS", 1)

    def forget_words(stage: str, done: int, total: int | None) -> None:
        if stage == "checking":
            client.index(new(LISTINGS)).update_documents([{"id": "lahella_3a_1__0", "terms": []}])

    with pytest.raises(BuildError, match=r"finds 2 listings by '.*' instead of 3"):
        build_watched(address, some(tmp_path / "b.json", range(3)), forget_words)
    assert live_ids(client) == {"lahella:a", "lahella:b"}


def test_what_changed_behind_the_builds_back_is_a_problem(
    address: EngineAddress, client: meilisearch.Client, tmp_path: Path
) -> None:
    build_index(address, some(tmp_path / "a.json", range(3)), accept=True)
    assert list(problems(client)) == []
    staging = Staging(client)
    staging.finish(client.index(LISTINGS).delete_document("lahella_3a_1__0").task_uid)
    staging.finish(client.index(LISTINGS).update_ranking_rules(["words"]).task_uid)
    found = list(problems(client))
    assert "The index holds 2 listings; the build made 3." in found
    assert "The index holds 2 documents; the build made 3." in found
    assert any("ranking rules of another version" in problem for problem in found)
    staging.finish(client.index(LISTINGS).update_sortable_attributes(["name"]).task_uid)
    assert any("sort fields of another version" in problem for problem in problems(client))
    assert not any("filters of another version" in problem for problem in problems(client))


def test_nothing_built_yet_is_a_problem_of_its_own(fresh_engine: EngineAddress) -> None:
    client = meilisearch.Client(fresh_engine.url, fresh_engine.key)
    assert list(problems(client)) == ["Nothing has been built yet."]
    assert live_build(client) is None
