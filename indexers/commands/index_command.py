"""`lahella index …` and `lahella sources …`: build the index, look at it, try a source."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import meilisearch
import orjson
import typer

from geo.areas import load_areas
from indexers.building.check import problems
from indexers.building.report import Report
from indexers.building.tryout import try_out
from indexers.commands.report_table import show
from indexers.commands.run_event import log_run
from indexers.commands.runs import run_build, run_update
from indexers.commands.schedule import read_interval, repeated
from indexers.commands.surroundings import (
    boundaries,
    clock,
    console,
    data_directory,
    fetching,
    let_events_tell,
    told_errors,
    vetoes,
)
from indexers.duplicates.vetoes import line_of
from indexers.engine.managed import engine_address
from indexers.index.staging import live_build
from indexers.sources.registry import SOURCES, origins_of
from indexers.store.database import FILE_NAME, Store
from indexers.store.wanted import Wanted

index_app = typer.Typer(no_args_is_help=True, help="Build the index and look at it.")
sources_app = typer.Typer(no_args_is_help=True, help="The sources of listings.")
NOTHING = 3  # exit status when there is no listing to search
PARTLY = 4  # exit status when some source could not be read and its listings stayed as they were

Origins = Annotated[
    list[str], typer.Argument(help="NAME=URL-or-file, or a .toml file with a [sources] table")
]
KnownOrigins = Annotated[
    list[str] | None, typer.Argument(help="as for build; without any, those of the last run")
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="write the report here as JSON")]


@index_app.command()
def build(
    origins: Origins,
    json_file: JsonFile = None,
    accept: Annotated[bool, typer.Option(help="believe a much smaller index")] = False,
) -> None:
    """Read all sources, build a new index beside the live one, check it and swap."""
    let_events_tell()
    with told_errors(), engine_address(data_directory()) as address:
        report = run_build(address, origins, accept=accept)
    _tell(report, json_file)


@index_app.command()
def update(
    origins: KnownOrigins = None,
    json_file: JsonFile = None,
    whole: Annotated[
        bool, typer.Option(help="compare every record, also of sources that can tell changes")
    ] = False,
    accept: Annotated[bool, typer.Option(help="believe sources that lost many listings")] = False,
    every: Annotated[
        str, typer.Option(help="again and again, as 15m, 2h or 1d, until SIGINT or SIGTERM")
    ] = "",
) -> None:
    """Read what changed and change the live index in place; by default, of the same sources."""

    let_events_tell()

    def once() -> None:
        with told_errors(), engine_address(data_directory()) as address:
            report = run_update(address, origins or [], whole=whole, accept=accept)
        _tell(report, json_file)

    if not every:
        once()
        return

    def again() -> None:
        with suppress(typer.Exit):  # told already; the next time may be better
            once()

    repeated(read_interval(every), again)


@index_app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Tell which build is live."""
    with told_errors(), engine_address(data_directory()) as address:
        facts = live_build(meilisearch.Client(address.url, address.key))
    if as_json:
        sys.stdout.write(orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode() + "\n")
    elif facts:
        counts = f"{facts['listings']} listings, {facts['documents']} documents"
        console.print(f"Build {facts['build']}: {counts}, made {facts['built_at']}.")
    else:
        console.print("Nothing has been built yet. Try: lahella index build lahella=FILE")
    if not facts:
        raise typer.Exit(NOTHING)


@index_app.command()
def check() -> None:
    """Check that the live index holds what its build says."""
    with told_errors(), engine_address(data_directory()) as address:
        found = list(problems(meilisearch.Client(address.url, address.key)))
    for problem in found:
        console.print(problem)
    if found:
        raise typer.Exit(1)
    console.print("The live index is as it was built.")


@index_app.command()
def merges() -> None:
    """List what was merged and why, in the form of vetoes.tsv: a line copied there undoes it."""
    with told_errors(), Store(data_directory() / FILE_NAME) as store:
        wanted = Wanted(store, clock(), vetoes())
        wanted.settle(())
        for one in wanted.outcomes():
            if one.into:
                sys.stdout.write(line_of(one.into, one.id, [one.reason]) + "\n")


@sources_app.command("list")
def list_sources() -> None:
    """Name the sources that can be read."""
    for name in SOURCES:
        console.print(name)


@sources_app.command("check")
def check_sources(origins: Origins, json_file: JsonFile = None) -> None:
    """Read sources and report what a build would do with them; no index is touched."""
    with told_errors(), fetching() as fetcher:
        found = try_out(origins_of(origins), load_areas(boundaries()), fetcher, clock())
    _tell(found.report, json_file)


def _tell(report: Report, json_file: Path | None) -> None:
    show(report, console)
    if console.quiet:
        log_run(report)
    if json_file:
        try:
            json_file.write_text(report.model_dump_json(indent=1), encoding="utf-8")
        except OSError as error:
            console.print(f"{json_file}: the report cannot be written ({error.strerror})")
            raise typer.Exit(1) from error
    if not report.indexed:
        raise typer.Exit(NOTHING)
    if any(source.failure for source in report.sources):
        raise typer.Exit(PARTLY)
