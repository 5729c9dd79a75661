"""A backup brings everything back: the same documents, the same answers, and updates go on."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import meilisearch
import pytest
from fastapi.testclient import TestClient
from meilisearch.errors import MeilisearchApiError

from indexers.commands.backup import DUMP, FACTS, back_up, restore
from indexers.commands.surroundings import VETOES
from indexers.engine.address import EngineAddress
from indexers.engine.errors import BackupError
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import BUILD_DOCUMENT, COMPANION, LISTINGS
from indexers.sources.registry import Origin
from indexers.store.database import FILE_NAME, Store
from tests.conftest import NOW, app_with, builder_of

KERHOT = Path(__file__).parents[3] / "indexers" / "demo" / "kerhot.csv"
ASKED = ["/v1/search?facets=kind,theme", "/v1/search?q=shakki&near=61.5,23.8", "/v1/suggest?q=k"]


class Original(NamedTuple):
    data: Path
    address: EngineAddress
    told: Any


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A data directory with an index, its store, vetoes and imported references."""
    data = tmp_path_factory.mktemp("original") / "data"
    with ManagedEngine(data) as engine, Store(data / FILE_NAME) as store:
        origin = Origin(source="table", location=str(KERHOT))
        assert builder_of(engine.address, store).run([origin]).indexed
        (data / VETOES).write_text("a:1\tb:2\n", encoding="utf-8")
        (data / "reference").mkdir()
        (data / "reference" / "reference.json").write_text("{}", encoding="utf-8")
        yield Original(data, engine.address, told_by(engine.address))


@pytest.fixture(scope="module")
def backup(original: Original, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "today"
    facts = back_up(original.data, original.address, folder, NOW)
    assert facts.has_dump
    assert facts.listings
    return folder


def told_by(address: EngineAddress) -> Any:
    """All documents of both indexes, and some answers of the API."""
    client = meilisearch.Client(address.url, address.key)
    pages = [client.index(name).get_documents({"limit": 9999}) for name in (LISTINGS, COMPANION)]
    documents = [sorted((dict(one) for one in page.results), key=repr) for page in pages]
    with TestClient(app_with(address)) as api:
        answers = [api.get(path).json() for path in ASKED]
    return documents, [{**answer, "took_ms": 0} for answer in answers]


def test_what_is_restored_has_the_same_documents_and_answers_and_can_be_updated(
    original: Original, backup: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    restore(data, backup)
    assert (data / VETOES).read_text(encoding="utf-8") == "a:1\tb:2\n"
    assert (data / "reference" / "reference.json").exists()
    with ManagedEngine(data) as engine, Store(data / FILE_NAME) as store:
        assert told_by(engine.address) == original.told
        assert builder_of(engine.address, store).update().way == "unchanged"


def test_an_engine_without_data_is_filled_from_the_store_even_when_the_source_is_gone(
    original: Original, backup: Path, tmp_path: Path
) -> None:
    """So another version of the engine needs no dump, and a lost engine no source."""
    shutil.copy2(backup / FILE_NAME, tmp_path / FILE_NAME)
    with ManagedEngine(tmp_path) as engine, Store(tmp_path / FILE_NAME) as store:
        store.do("UPDATE origin SET location = '/no/such/file.csv'")
        report = builder_of(engine.address, store).update()
        assert [source.failure is None for source in report.sources] == [False]
        (held, _), _ = told_by(engine.address)
        assert _listings(held) == _listings(original.told[0][0])


def _listings(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the document that tells of the build itself."""
    return [one for one in documents if one["id"] != BUILD_DOCUMENT]


def test_a_backup_goes_into_a_new_folder_and_comes_back_into_a_new_directory(
    original: Original, backup: Path
) -> None:
    with pytest.raises(BackupError, match="is there already"):
        back_up(original.data, original.address, backup, NOW)
    with pytest.raises(BackupError, match=r"holds listings\.sqlite, vetoes\.tsv, data\.ms"):
        restore(original.data, backup)


def test_a_backup_that_fails_leaves_no_folder(original: Original, tmp_path: Path) -> None:
    wrong = EngineAddress(original.address.url, "a wrong key", original.address.pid, "1.21.0")
    with pytest.raises(MeilisearchApiError):
        back_up(original.data, wrong, tmp_path / "new", NOW)
    assert list(tmp_path.iterdir()) == []


def test_half_a_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    half = shutil.copytree(backup, tmp_path / "half")
    (half / FACTS).unlink()
    with pytest.raises(BackupError, match="no whole backup"):
        restore(tmp_path / "data", half)


def test_a_dump_that_lacks_documents_is_told(backup: Path, tmp_path: Path) -> None:
    other = shutil.copytree(backup, tmp_path / "other")
    facts = (other / FACTS).read_text(encoding="utf-8")
    (other / FACTS).write_text(facts.replace('"documents": ', '"documents": 9'), encoding="utf-8")
    with pytest.raises(BackupError, match=r"Remove .* and build again"):
        restore(tmp_path / "data", other)


def test_nobody_else_may_read_a_backup(backup: Path) -> None:
    assert (backup / DUMP).exists()
    assert backup.stat().st_mode & 0o077 == 0
