"""`lahella explain ID`: ask the live index why a listing is or is not found, and print it."""

import asyncio
from typing import Annotated, Any

import httpx
import typer
from fastapi import FastAPI
from pydantic import SecretStr
from rich.markup import escape

from indexers.commands.surroundings import console, data_directory, told_errors
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys
from indexers.engine.managed import engine_address
from search_service.app import create_app
from search_service.settings import Settings


def explain(
    listing_id: Annotated[str, typer.Argument(help="source:native-id")],
    q: Annotated[str, typer.Option(help="words of a search")] = "",
    parameters: Annotated[
        list[str] | None,
        typer.Option("--with", help="another parameter of the search, as near=61.5,23.8"),
    ] = None,
) -> None:
    """Tell why a listing is, or is not, in the answer of a search."""
    asked = [("q", q), *(_pair(one) for one in parameters or [])]
    with told_errors(), engine_address(data_directory()) as address:
        told = asyncio.run(_ask(_app(address), listing_id, asked))
    for line in lines(told):
        console.print(escape(line), soft_wrap=True)


def lines(told: dict[str, Any]) -> list[str]:
    """An explanation of /v1/listings/{id}/explain, or its problem, in lines for people."""
    if "state" not in told:
        problems = [f"{one['field']}: {one['message']}" for one in told.get("errors", [])]
        return [told.get("detail") or told["title"], *problems]
    found = [f"{told['id']} ({told['title'] or told['state']}): {told['message']}"]
    search = told["search"]
    if not search:
        return found
    found += [f"  not found: {one['message']} ({one['filter']})" for one in search["excluded_by"]]
    found += [f"  {one['text']}: {one['met'] or '–'}" for one in search["words"]]
    found += [f"  loosened: {step['label']}" for step in search["rescue"]]
    if search["rank"]:
        found.append(f"  rank {search['rank']} of {search['total']}")
    elif not search["excluded_by"]:
        found.append(f"  beyond the hits that were looked through, of {search['total']}")
    return found


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not (name and equals):
        raise typer.BadParameter(f"expected NAME=VALUE, got {word}")
    return name, value


def _app(address: EngineAddress) -> FastAPI:
    settings = Settings()
    if not settings.meili_url:
        install_keys(address.url, address.key)
        key = SecretStr(SEARCH_KEY.value(address.key))
        settings = settings.model_copy(update={"meili_url": address.url, "meili_key": key})
    return create_app(settings)


async def _ask(app: FastAPI, listing_id: str, asked: list[tuple[str, str]]) -> dict[str, Any]:
    """The answer of the service itself, which is started for this one question."""
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        parameters = httpx.QueryParams([*asked])
        answer = await client.get(f"/v1/listings/{listing_id}/explain", params=parameters)
        return dict(answer.json())
