"""What a question costs the engine by itself: questions in, the very requests it gets for them out.

The app answers each question once in a process of its own, with an engine client that keeps what it
sends; the memory for its tables is free again when it has ended.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from fastapi.testclient import TestClient
from pydantic import SecretStr

from benchmarks.query_cost import TIMEOUT_S, RecordingEngine
from benchmarks.questions import Question
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY
from search_service.app import create_app
from search_service.engines.engine import BUILD_QUERY, Query
from search_service.settings import Settings

Bodies = Sequence[bytes]  # of the calls of one question, in order
Share = Mapping[str, Bodies]  # by path


def engine_share(
    address: EngineAddress, asked: Mapping[str, Sequence[Question]], now: datetime
) -> Share:
    """The calls that each path makes; questions by kind."""
    paths = [one.path for one in chain.from_iterable(asked.values())]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_share, address, paths, now).result()


def _share(address: EngineAddress, paths: Sequence[str], now: datetime) -> Share:
    key = SEARCH_KEY.value(address.key)
    with TemporaryDirectory() as folder:
        where = {"MEILI_URL": address.url, "MEILI_KEY": SecretStr(key)}
        given = {"data": Path(folder), "now": now, "engine_timeout_s": TIMEOUT_S}
        settings = Settings.model_validate({**given, **where})
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
            found = {path: _calls(client, engine, path) for path in paths}
            client.portal.call(engine.close)
    return found


def body_of(queries: Sequence[Query]) -> bytes:
    """A call of the engine as it is sent."""
    return orjson.dumps({"queries": queries})


def _calls(client: TestClient, engine: RecordingEngine, path: str) -> Bodies:
    engine.asked.clear()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:200]}")
    return [body_of([*queries, BUILD_QUERY]) for queries in engine.asked]
