"""What the engine refuses is rejected alone, with the engine's reason."""

from collections.abc import Iterator

import meilisearch
import pytest

from indexers.building.sending import Sender
from indexers.engine.address import EngineAddress
from indexers.index.document import Document, documents
from indexers.index.staging import BuildError, Staging
from indexers.sources.source import Rejected
from tests.conftest import NOW
from tests.indexers.samples import NO_TERMS, listing

INDEX = "sent"
PLACE = {"point": {"lat": 65.0, "lon": 25.4}, "precision": "point", "municipality": "564"}


@pytest.fixture
def client(engine: EngineAddress) -> Iterator[meilisearch.Client]:
    client = meilisearch.Client(engine.url, engine.key)
    staging = Staging(client)
    staging.finish(client.create_index(INDEX, {"primaryKey": "id"}).task_uid)
    settings = {"filterableAttributes": ["listing_id", "_geo"]}
    staging.finish(client.index(INDEX).update_settings(settings).task_uid)
    yield client
    staging.finish(client.delete_index(INDEX).task_uid)


def made(number: int, places: int = 1, word: str = "jooga") -> list[Document]:
    terms = NO_TERMS._replace(terms=(word,))
    one = listing(id=f"lahella:{number}", locations=[PLACE] * places)
    return list(documents(one, terms, NOW))


def broken(documents: list[Document]) -> list[Document]:
    """The same, with a last point that has no longitude: the engine refuses such a document."""
    return [*documents[:-1], documents[-1].model_copy(update={"geo": {"lat": 65.0}})]


def held(client: meilisearch.Client) -> set[str]:
    found = client.index(INDEX).get_documents({"limit": 1000, "fields": ["listing_id"]}).results
    return {document.listing_id for document in found}


def test_all_documents_arrive_and_are_counted_by_listing_and_word(
    client: meilisearch.Client,
) -> None:
    sender = Sender(client, INDEX)
    refused = [
        one for number in range(5) for one in sender.add(f"lahella:{number}", made(number, 2))
    ]
    refused += sender.finish()
    assert refused == []
    assert held(client) == {f"lahella:{number}" for number in range(5)}
    assert sender.documents == client.index(INDEX).get_stats().number_of_documents == 10
    assert sender.frequency == {"jooga": 5}


@pytest.mark.parametrize("bad", [{0}, {11}, {3, 4, 8}, set(range(12))])
def test_only_the_bad_ones_of_a_batch_are_rejected(
    client: meilisearch.Client, bad: set[int]
) -> None:
    sender = Sender(client, INDEX)
    refused: list[Rejected] = []
    for number in range(12):
        found = made(number, 2)
        refused += sender.add(f"lahella:{number}", broken(found) if number in bad else found)
    refused += sender.finish()
    assert sorted(one.id for one in refused) == sorted(f"lahella:{number}" for number in bad)
    assert held(client) == {f"lahella:{number}" for number in set(range(12)) - bad}
    assert all("the engine refused it: " in one.reason for one in refused)
    assert all("_geo.lng" in one.reason for one in refused)
    assert sender.documents == 2 * (12 - len(bad))
    assert sender.frequency["jooga"] == 12 - len(bad)


def test_a_bad_batch_does_not_cost_the_batches_that_wait_with_it(
    client: meilisearch.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexers.building.sending.BATCH_DOCUMENTS", 3)
    monkeypatch.setattr("indexers.building.sending.TASKS_WAITING", 2)
    sender = Sender(client, INDEX)
    refused: list[Rejected] = []
    for number in range(20):
        found = made(number)
        refused += sender.add(f"lahella:{number}", broken(found) if number % 7 == 5 else found)
    refused += sender.finish()
    assert sorted(one.id for one in refused) == ["lahella:12", "lahella:19", "lahella:5"]
    assert len(held(client)) == 17


def test_a_batch_is_sent_when_its_bytes_are_many(
    client: meilisearch.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexers.building.sending.BATCH_BYTES", 1)
    monkeypatch.setattr("indexers.building.sending.TASKS_WAITING", 0)
    sender = Sender(client, INDEX)
    assert list(sender.add("lahella:1", made(1))) == []
    assert held(client) == {"lahella:1"}


def test_nothing_to_send_is_no_task(client: meilisearch.Client) -> None:
    before = client.get_tasks().total
    assert list(Sender(client, INDEX).finish()) == []
    assert client.get_tasks().total == before


def test_a_task_that_somebody_cancels_ends_the_build(
    client: meilisearch.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexers.building.sending.BATCH_DOCUMENTS", 1)
    words = " ".join(f"sana{number}" for number in range(200))
    work = [{"id": number, "text": f"{words} {number}"} for number in range(400)]
    client.index(INDEX).add_documents(work)  # keeps the engine busy while the next task waits
    sender = Sender(client, INDEX)
    assert list(sender.add("lahella:1", made(1))) == []
    client.cancel_tasks({"indexUids": [INDEX], "statuses": ["enqueued", "processing"]})
    with pytest.raises(BuildError, match="cancelled"):
        list(sender.finish())
