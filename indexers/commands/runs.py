"""Runs of the indexer from the command line: with its lock, its store, and a progress bar."""

from collections.abc import Iterator
from contextlib import contextmanager

import meilisearch
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from geo.areas import load_areas
from indexers.building.build import Build
from indexers.building.lock import BuildLock
from indexers.building.publication import Means
from indexers.building.publication import Progress as Told
from indexers.building.report import Report
from indexers.commands.surroundings import (
    boundaries,
    clock,
    console,
    data_directory,
    fetching,
    notice_s,
    thesaurus_file,
    vetoes,
)
from indexers.engine.address import EngineAddress, is_loopback
from indexers.engine.keys import check_key
from indexers.index.terms import TermMaker
from indexers.sources.registry import origins_of
from indexers.store.database import FILE_NAME, Store
from synonyms.concepts import Concepts
from synonyms.thesaurus import read_thesaurus

ENGINE_TIMEOUT_S = 60  # for one call; an engine that indexes takes a batch within seconds


def run_build(address: EngineAddress, origins: list[str], *, accept: bool = False) -> Report:
    """Read everything and make a new index. Raises EngineError, SourceError, BuildError."""
    with _builder(address) as builder:
        return builder.run(origins_of(origins), accept=accept)


def run_update(
    address: EngineAddress, origins: list[str], *, whole: bool = False, accept: bool = False
) -> Report:
    """Read what changed and send the difference. Raises as a build does."""
    with _builder(address) as builder:
        return builder.update(origins_of(origins), whole=whole, accept=accept)


def engine_client(url: str, key: str) -> meilisearch.Client:
    """The client of an engine; a hung one is an error after a while, so that a run can end."""
    return meilisearch.Client(url, key, timeout=ENGINE_TIMEOUT_S)


@contextmanager
def _builder(address: EngineAddress) -> Iterator[Build]:
    if not all(map(is_loopback, (address.url, *address.others))):
        check_key("MEILI_KEY", address.key)
    data = data_directory()
    with (
        BuildLock(data),
        Store(data / FILE_NAME) as store,
        fetching() as fetcher,
        progress() as told,
    ):
        means = Means(
            client=engine_client(address.url, address.key),
            others=tuple(engine_client(url, address.key) for url in address.others),
            store=store,
            terms=TermMaker(Concepts.load(), read_thesaurus(thesaurus_file())),
            now=clock(),
            progress=told,
            vetoes=vetoes(),
            notice_s=notice_s(),
        )
        yield Build(means, load_areas(boundaries()), fetcher)


@contextmanager
def progress() -> Iterator[Told]:
    """A line per stage: how far it is, how fast, and how long it will go on."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        lines: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in lines:
                lines[stage] = bar.add_task(stage, total=total)
            bar.update(lines[stage], completed=done, total=total)

        yield tell


class _Rate(ProgressColumn):
    """Records a second, once two have come."""

    def render(self, task: Task) -> Text:
        """The rate of a stage."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")
