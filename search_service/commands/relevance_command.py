"""`lahella relevance`: ask a running service graded queries and show how well it answers."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import httpx
import orjson
import typer
from rich.markup import escape

from indexers.commands.surroundings import console
from indexers.engine.address import is_loopback
from search_service.commands.relevance import (
    ALL,
    GradedQuery,
    Measured,
    QueryFileError,
    failed,
    measured,
    read_queries,
    summaries,
    worst,
)
from search_service.commands.relevance_table import relevance_table

TIMEOUT_S = 30.0
SHOWN_OF_ERROR = 200  # characters

Queries = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="one graded query in JSON per line")
]


def relevance(
    queries: Queries,
    base: Annotated[str, typer.Option(help="where the service is")] = "http://127.0.0.1:8000",
    count: Annotated[int, typer.Option("--worst", min=0, help="weakest queries to show")] = 10,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="write all measures here as JSON")
    ] = None,
) -> None:
    """Measure the relevance of a running service with graded queries."""
    try:
        rows = ask_all(base, read_queries(queries))
        if json_file:
            json_file.write_bytes(_json(rows))
    except (QueryFileError, OSError, httpx.ConnectError, httpx.InvalidURL) as error:
        where = f"No service at {base}: " if isinstance(error, httpx.ConnectError) else ""
        console.print(f"[bold red]{type(error).__name__}[/]: {where}{escape(str(error))}")
        raise typer.Exit(1) from error
    _show(rows, count)
    if any(row.failure for row in rows):
        raise typer.Exit(1)


def ask_all(base: str, queries: Sequence[GradedQuery]) -> list[Measured]:
    """Ask a service and measure. Raises httpx.ConnectError, httpx.InvalidURL."""
    # No proxy stands between this machine and itself.
    with httpx.Client(base_url=base, timeout=TIMEOUT_S, trust_env=not is_loopback(base)) as client:
        return [_ask(client, query) for query in queries]


def _ask(client: httpx.Client, query: GradedQuery) -> Measured:
    try:
        answer = client.get("/v1/search", params=query.parameters())
        if answer.status_code != httpx.codes.OK:
            return failed(query, f"{answer.status_code}: {answer.text[:SHOWN_OF_ERROR]}")
        return measured(query, [hit["id"] for hit in answer.json()["hits"]])
    except httpx.ConnectError:
        raise
    except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
        return failed(query, f"{type(error).__name__}: {error}")


def _show(rows: Sequence[Measured], count: int) -> None:
    console.print(relevance_table(summaries(rows)))
    for row in worst(rows, count):
        words, tags = escape(row.query.q), escape(" ".join(row.query.tags))
        console.print(f"  {row.ndcg:.2f}  {row.query.id}  {words}  [dim]{tags}[/]")
    for row in rows:
        if row.failure:
            console.print(f"[bold red]failed[/] {row.query.id}: {escape(row.failure)}")


def _json(rows: Sequence[Measured]) -> bytes:
    groups = {name: asdict(summary) for name, summary in summaries(rows).items()}
    queries = [
        {"id": row.query.id, "q": row.query.q, "tags": row.query.tags, **_measures(row)}
        for row in rows
    ]
    told = {"total": groups.pop(ALL), "tags": groups, "queries": queries}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _measures(row: Measured) -> dict[str, object]:
    return {name: value for name, value in asdict(row).items() if name != "query"}
