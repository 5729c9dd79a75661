"""`lahella index …` and `lahella sources …`: build the index, look at it, try a source."""

import sys
from pathlib import Path
from typing import Annotated

import meilisearch
import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from geo.areas import load_areas
from indexers.build import Build
from indexers.build_lock import BuildLock
from indexers.check import problems
from indexers.engine_record import EngineAddress, is_loopback
from indexers.index_terms import TermMaker
from indexers.keys import check_key
from indexers.managed_engine import engine_address
from indexers.reading import read_all
from indexers.report import Report, Tally
from indexers.report_table import show
from indexers.sources.registry import SOURCES, origins_of
from indexers.staging import live_build
from indexers.surroundings import (
    boundaries,
    clock,
    console,
    data_directory,
    fetching,
    thesaurus_file,
    told_errors,
)
from synonyms.concepts import Concepts
from synonyms.thesaurus import read_thesaurus

index_app = typer.Typer(no_args_is_help=True, help="Build the index and look at it.")
sources_app = typer.Typer(no_args_is_help=True, help="The sources of listings.")
NOTHING = 3  # exit status when there is no listing to search

Origins = Annotated[
    list[str], typer.Argument(help="NAME=URL-or-file, or a .toml file with a [sources] table")
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="write the report here as JSON")]


@index_app.command()
def build(
    origins: Origins,
    json_file: JsonFile = None,
    accept: Annotated[bool, typer.Option(help="believe a much smaller index")] = False,
) -> None:
    """Read all sources, build a new index beside the live one, check it and swap."""
    with told_errors(), engine_address(data_directory()) as address:
        report = run_build(address, origins, accept=accept)
    _tell(report, json_file)


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


@sources_app.command("list")
def list_sources() -> None:
    """Name the sources that can be read."""
    for name in SOURCES:
        console.print(name)


@sources_app.command("check")
def check_sources(origins: Origins, json_file: JsonFile = None) -> None:
    """Read sources and report what a build would do with them; no index is touched."""
    tally = Tally()
    with told_errors(), fetching() as fetcher:
        areas, now = load_areas(boundaries()), clock()
        for _ in read_all(origins_of(origins), areas, now, tally, fetcher):
            pass
    _tell(tally.report("none (sources check)"), json_file)


def run_build(address: EngineAddress, origins: list[str], *, accept: bool = False) -> Report:
    """Build with a progress bar. Raises EngineError, SourceError, BuildError."""
    if not is_loopback(address.url):
        check_key("MEILI_KEY", address.key)
    with BuildLock(data_directory()), fetching() as fetcher, _progress() as bar:
        task = bar.add_task("reading", total=None)
        builder = Build(
            meilisearch.Client(address.url, address.key),
            load_areas(boundaries()),
            TermMaker(Concepts.load(), read_thesaurus(thesaurus_file())),
            clock(),
            lambda stage, done, total: bar.update(
                task, description=stage, completed=done, total=total
            ),
            fetcher,
        )
        return builder.run(origins_of(origins), accept=accept)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
    )


def _tell(report: Report, json_file: Path | None) -> None:
    show(report, console)
    if json_file:
        try:
            json_file.write_text(report.model_dump_json(indent=1), encoding="utf-8")
        except OSError as error:
            console.print(f"{json_file}: the report cannot be written ({error.strerror})")
            raise typer.Exit(1) from error
    if not report.indexed:
        raise typer.Exit(NOTHING)
