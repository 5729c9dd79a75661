"""`lahella backup DIR` and `lahella restore DIR`: everything that a new machine needs."""

from pathlib import Path
from typing import Annotated

import typer

from indexers.building.lock import BuildLock
from indexers.commands.backup import back_up
from indexers.commands.backup import restore as bring_back
from indexers.commands.surroundings import clock, console, data_directory, told_errors
from indexers.engine.managed import engine_address
from indexers.event_log import event

Folder = Annotated[Path, typer.Argument(metavar="DIR")]


def backup(folder: Folder) -> None:
    """Write store, vetoes, boundaries and a dump of the engine into a new folder."""
    data = data_directory()
    with told_errors(), engine_address(data) as address, BuildLock(data):
        facts = back_up(data, address, folder, clock())
    console.print(f"{facts.listings} listings of build {facts.build} are in {folder}.")
    if not facts.has_dump:
        console.print(
            f"The engine wrote its dump {facts.dump}.dump on its own machine: copy it from there."
        )
    event("info", "backed up", folder=str(folder), build=facts.build, listings=facts.listings)


def restore(folder: Folder) -> None:
    """Bring a backup into a new data directory (LAHELLA_DATA)."""
    data = data_directory()
    with told_errors(), BuildLock(data):
        facts = bring_back(data, folder)
    console.print(f"{facts.listings} listings of build {facts.build} are in {data}.")
    if not facts.has_dump:
        console.print(
            "Start the engine with `--import-dump`, or fill it from the store with "
            "`lahella index update`."
        )
    event("info", "restored", folder=str(folder), build=facts.build, listings=facts.listings)
