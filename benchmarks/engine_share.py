"""What a question costs the engine by itself: questions in, the very requests it gets for them out.

The app answers each question once in this process, with an engine client that keeps what it sends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from fastapi.testclient import TestClient
from pydantic import SecretStr

from benchmarks.query_cost import RecordingEngine
from benchmarks.questions import Question
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY
from search_service.app import create_app
from search_service.engines.engine import BUILD_QUERY, Query
from search_service.settings import Settings

Bodies = Sequence[bytes]  # of the calls of one question, in order


def engine_share(
    address: EngineAddress, asked: Iterable[Question], now: datetime
) -> Mapping[str, Bodies]:
    """The calls that each path makes."""
    key = SEARCH_KEY.value(address.key)
    with TemporaryDirectory() as folder:
        given = {"data": Path(folder), "now": now, "MEILI_URL": address.url}
        settings = Settings.model_validate({**given, "MEILI_KEY": SecretStr(key)})
        app = create_app(settings)
        with TestClient(app) as client:
            engine = RecordingEngine(address.url, key)
            assert client.portal is not None
            client.portal.call(engine.open)
            client.portal.call(engine.look)  # it searches those whose build it has seen
            for replica, seen in zip(
                engine.replicas, app.state.searcher.engine.replicas, strict=True
            ):
                replica.build = seen.build
            app.state.searcher = replace(app.state.searcher, engine=engine)
            found = {one.path: _calls(client, engine, one.path) for one in asked}
            client.portal.call(engine.close)
    return found


def body_of(queries: Sequence[Query]) -> bytes:
    """A call of the engine as it is sent."""
    return orjson.dumps({"queries": queries})


def _calls(client: TestClient, engine: RecordingEngine, path: str) -> Bodies:
    engine.asked.clear()
    client.get(path).raise_for_status()
    return [body_of([*queries, BUILD_QUERY]) for queries in engine.asked]
