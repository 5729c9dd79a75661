"""The `lahella` command: start the service, the engine, or look at this machine."""

import os
import signal
import socket
from typing import Annotated

import meilisearch
import typer
from pydantic import SecretStr

from indexers.commands.backup_command import backup, restore
from indexers.commands.index_command import NOTHING, index_app, sources_app
from indexers.commands.quality_command import quality
from indexers.commands.reference_command import reference_app
from indexers.commands.report_table import show
from indexers.commands.runs import run_build
from indexers.commands.surroundings import console, data_directory, let_events_tell, told_errors
from indexers.engine.address import EngineAddress, is_loopback
from indexers.engine.keys import SEARCH_KEY, check_key, install_keys
from indexers.engine.managed import ManagedEngine, engine_address
from indexers.event_log import start_log
from indexers.index.staging import live_build
from search_service.commands.doctor import examine
from search_service.commands.explain_command import explain
from search_service.commands.relevance_command import relevance
from search_service.commands.synonyms_command import synonyms_app
from search_service.demo import DEMO
from search_service.serving import serve_alone, serve_by_workers
from search_service.settings import Settings
from search_service.web.assets import BUILT, AssetsMissing, read_assets

app = typer.Typer(no_args_is_help=True, help="Lähellä search.", pretty_exceptions_enable=False)
app.add_typer(index_app, name="index")
app.add_typer(sources_app, name="sources")
app.add_typer(synonyms_app, name="synonyms")
app.add_typer(reference_app, name="reference")
app.command()(relevance)
app.command()(explain)
app.command()(quality)
app.command()(backup)
app.command()(restore)

Port = Annotated[int, typer.Option(help="port of the API and the page")]
HOST = "127.0.0.1"
SERVING = ("up", "serve")  # commands whose requests are told on a terminal too


@app.callback()
def begin(context: typer.Context) -> None:
    """Open the log before any command."""
    usual = "info" if context.invoked_subcommand in SERVING else "warning"
    with told_errors():
        start_log(os.environ, usual=usual)


@app.command()
def up(
    port: Port = 8000,
    demo: Annotated[bool, typer.Option(help="index the demo listings if there are none")] = True,
) -> None:
    """Start engine, API and page, with demo listings if the index is empty, until Ctrl-C."""
    let_events_tell()
    with told_errors():
        _refuse_taken(port)
        _refuse_unbuilt()
        with engine_address(data_directory()) as address:
            if demo and not live_build(meilisearch.Client(address.url, address.key)):
                show(run_build(address, [f"lahella={DEMO}"]), console)
            install_keys(address.url, address.key)
            settings = _settings_for(address, f"http://{HOST}:{port}")
            _check_shown_keys(settings)
            serve_alone(settings, HOST, port, examples=demo)


@app.command()
def serve(
    port: Port = 8000,
    host: Annotated[str, typer.Option()] = HOST,
    workers: Annotated[int, typer.Option(min=1, help="processes that share the port")] = 1,
    fd: Annotated[
        int | None, typer.Option(help="a socket that listens already, such as systemd's 3")
    ] = None,
) -> None:
    """Start API and page against the engine of MEILI_URL (or the managed one).

    SIGTERM ends it gently (LAHELLA_DRAIN_S); with workers, SIGHUP replaces them one by one.
    """
    let_events_tell()
    _refuse_unbuilt()
    with told_errors(), engine_address(data_directory()) as address:
        settings = Settings()
        if not settings.meili_url:
            install_keys(address.url, address.key)
            settings = _settings_for(address, settings.base_url)
        elif not is_loopback(settings.meili_url):
            check_key("MEILI_KEY", settings.meili_key.get_secret_value())
        _check_shown_keys(settings)
        if workers > 1:
            serve_by_workers(settings, host, port, workers, fd=fd)
        else:
            serve_alone(settings, host, port, fd=fd)


@app.command()
def engine() -> None:
    """Start the managed engine alone, until Ctrl-C; its address is in engine.json."""
    with told_errors(), ManagedEngine(data_directory()) as running:
        console.print(f"Meilisearch {running.address.version} at {running.address.url}")
        console.print(f"Its key is in {data_directory() / 'engine.json'}. Ctrl-C ends it.")
        _wait_for_end()


@app.command()
def doctor() -> None:
    """Tell what is missing on this machine and how to get it."""
    findings = examine(data_directory(), os.environ)
    for finding in findings:
        mark = (
            "[green]ok[/]"
            if finding.ok
            else "[red]missing[/]"
            if finding.needed
            else "[yellow]optional[/]"
        )
        console.print(f"{mark:>18} {finding.name}: {finding.detail}")
        if not finding.ok and finding.fix:
            console.print(f"           {finding.fix}")
    if any(finding.needed and not finding.ok for finding in findings):
        raise typer.Exit(NOTHING)


def _settings_for(address: EngineAddress, base_url: str) -> Settings:
    """Settings with a key that may only search: the API never holds the engine's master key."""
    key = SecretStr(SEARCH_KEY.value(address.key))
    return Settings().model_copy(
        update={"meili_url": address.url, "meili_key": key, "base_url": base_url}
    )


def _check_shown_keys(settings: Settings) -> None:
    for name, key in settings.shown_keys():
        check_key(name, key)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            console.print(f"Port {port} is taken ({error.strerror}). Try another: --port 8001")
            raise typer.Exit(1) from error


def _refuse_unbuilt() -> None:
    try:
        read_assets(BUILT)
    except AssetsMissing as error:
        console.print(str(error))
        raise typer.Exit(1) from error


def _wait_for_end() -> None:
    ended = signal.sigwait({signal.SIGINT, signal.SIGTERM})
    console.print(f"Ended by {signal.Signals(ended).name}.")
