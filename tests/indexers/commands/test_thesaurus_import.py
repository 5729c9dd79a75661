"""A thesaurus from a file or an address to a search that finds by its words."""

from pathlib import Path
from typing import Any

import meilisearch
import orjson
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from geo.nearest_centre import NearestCentre
from geo.reference_facts import FOLDER
from indexers.building.build import Build
from indexers.building.publication import Means
from indexers.commands.reference_command import reference_app
from indexers.commands.thesaurus_import import thesaurus_facts, update_thesaurus
from indexers.engine.address import EngineAddress
from indexers.fetching.fetcher import Fetcher
from indexers.index.staging import live_build
from indexers.index.terms import TermMaker
from indexers.sources.registry import Origin
from indexers.store.database import Store
from synonyms.concepts import Concepts
from synonyms.thesaurus import THESAURUS_FILE, Thesaurus, ThesaurusError, read_thesaurus
from tests.conftest import NOW, app_with
from tests.indexers.corpus import keyed, write
from tests.indexers.page_server import Told, page_server


def content(*fi: str, **members: Any) -> bytes:
    """A thesaurus of one concept with these Finnish labels."""
    one = {
        "uri": "http://www.yso.fi/onto/koko/p1",
        "label": {"fi": fi[0]},
        "alt": {"fi": [*fi[1:]]},
    }
    return orjson.dumps({"items": [one], **members})


def import_into(data: Path, *fi: str) -> Thesaurus:
    data.mkdir(exist_ok=True)
    (data / "source.json").write_bytes(content(*fi))
    update_thesaurus(str(data / "source.json"), data, Concepts.load(), NOW)
    found = read_thesaurus(data / FOLDER / THESAURUS_FILE)
    assert found is not None
    return found


def test_source_time_and_licence_stand_on_top_of_the_table(tmp_path: Path) -> None:
    source = tmp_path / "koko.json"
    source.write_bytes(content("kofeiini", provenance=[{"licence": "CC BY\n4.0"}, {}]))
    facts = update_thesaurus(str(source), tmp_path, Concepts.load(), NOW)
    assert facts.concepts == 1
    assert str(source) in facts.comments[0]
    assert "2026-11-24T12:00:00+02:00" in facts.comments[0]
    assert "Licence: CC BY 4.0" in facts.comments
    assert thesaurus_facts(tmp_path) == facts


def test_a_licence_that_is_not_told_is_told_to_be_unknown(tmp_path: Path) -> None:
    (tmp_path / "koko.json").write_bytes(content("kofeiini"))
    facts = update_thesaurus(str(tmp_path / "koko.json"), tmp_path, Concepts.load(), NOW)
    assert "Licence: the file does not say; look at its source" in facts.comments


def test_an_address_is_imported(tmp_path: Path) -> None:
    with page_server(lambda asked: Told(body=content("kofeiini"))) as server:
        facts = update_thesaurus(f"{server.url}/koko.json", tmp_path, Concepts.load(), NOW)
    assert facts.concepts == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Told(500), "could not be fetched"),
        (Told(body=b"<html>"), "expected JSON"),
        (Told(body=b"[]"), "expected JSON with"),
        (Told(body=b'{"items": []}'), "no label is left"),
        (Told(body=content("jooga")), "no label is left"),
        (Told(body=content("kofeiini"), length=5000), "could not be fetched"),
    ],
)
def test_a_failure_is_named_and_the_old_table_stays(
    tmp_path: Path, told: Told, reason: str
) -> None:
    before = import_into(tmp_path, "kofeiini")
    with page_server(lambda asked: told) as server:
        address = f"{server.url}/koko.json"
        with pytest.raises(ThesaurusError, match=reason) as caught:
            update_thesaurus(address, tmp_path, Concepts.load(), NOW)
        assert str(caught.value).startswith(address)
    after = read_thesaurus(tmp_path / FOLDER / THESAURUS_FILE)
    assert after is not None
    assert after.sha256 == before.sha256


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThesaurusError, match=r"nowhere\.json: cannot be read"):
        update_thesaurus(str(tmp_path / "nowhere.json"), tmp_path, Concepts.load(), NOW)


def test_the_command_imports_a_thesaurus_and_leaves_the_boundaries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAHELLA_DATA", str(tmp_path))
    monkeypatch.delenv("LAHELLA_BOUNDARIES", raising=False)
    (tmp_path / "koko.json").write_bytes(content("kofeiini"))
    run = CliRunner().invoke
    result = run(reference_app, ["update", "--thesaurus", str(tmp_path / "koko.json")])
    assert result.exit_code == 0, result.output
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [THESAURUS_FILE]
    assert "A thesaurus of 1 concepts" in run(reference_app, ["status"]).output
    failed = run(reference_app, ["update", "--thesaurus", str(tmp_path / "none.json")])
    assert failed.exit_code == 1
    assert "ThesaurusError" in failed.output


def found(address: EngineAddress, data: Path, q: str) -> list[str]:
    """Ids that a service with this data directory finds."""
    with TestClient(app_with(address, data=data)) as client:
        return [hit["id"] for hit in client.get("/v1/search", params={"q": q}).json()["hits"]]


def build(address: EngineAddress, origin: Path, thesaurus: Thesaurus | None) -> None:
    client = meilisearch.Client(address.url, address.key)
    terms = TermMaker(Concepts.load(), thesaurus)
    with Store() as store:
        means = Means(client, store, terms, NOW, lambda stage, done, total: None)
        builder = Build(means, NearestCentre(), Fetcher())
        builder.run([Origin(source="lahella", location=str(origin))])
    live = live_build(client)
    assert live is not None
    assert live["thesaurus"] == (thesaurus.sha256 if thesaurus else None)


def test_another_word_for_it_finds_when_build_and_service_have_the_same_thesaurus(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    about = {"fi": {"name": "Luento kofeiinista", "summary": "", "description": ""}}
    origin = write(tmp_path / "a.json", [keyed("1", translations=about), keyed("2")])
    thesaurus = import_into(tmp_path / "ours", "kofeiini", "coffeinum")
    import_into(tmp_path / "other", "kofeiini", "coffeinum", "teiini")
    build(fresh_engine, origin, thesaurus)
    assert found(fresh_engine, tmp_path / "ours", "coffeinum") == ["lahella:1"]
    assert found(fresh_engine, tmp_path / "other", "coffeinum") == []
    assert found(fresh_engine, tmp_path / "none", "coffeinum") == []
    build(fresh_engine, origin, None)
    assert found(fresh_engine, tmp_path / "ours", "coffeinum") == []
    assert found(fresh_engine, tmp_path / "ours", "kofeiini") == ["lahella:1"]
