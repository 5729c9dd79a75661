"""The demo: fictional listings that come with the project, and a few searches to begin with."""

from importlib.resources import files

import httpx
from fastapi import FastAPI

from indexers.commands.surroundings import console

DEMO = str(files("indexers") / "demo" / "activities.json")
EXAMPLES = (
    "q=uimahallissa",
    "q=jooga&near=61.498,23.761",
    "q=ensam och vill ha sällskap&lang=sv",
    "q=ruoka-apua Jyväskylässä",
    "q=chess&lang=en",
)
SHOWN = 3


async def say_examples(app: FastAPI, url: str) -> None:
    """Ask the app itself a few questions and print the answers."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=url) as client:
        for example in EXAMPLES:
            answer = (await client.get(f"/v1/search?{example}")).json()
            console.print(f"\n[bold]{example}[/] — {answer['total']}")
            for hit in answer["hits"][:SHOWN]:
                console.print(f"  {hit['title']}", highlight=False)
