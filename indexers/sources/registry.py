"""The sources by name, and the origins of a build: from words like lahella=activities.json."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from indexers.fetching.fetcher import Fetcher
from indexers.sources.hsds import Hsds
from indexers.sources.lahella import Lahella
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.palvelukartta import Palvelukartta
from indexers.sources.ptv import Ptv
from indexers.sources.source import Source, SourceError
from indexers.sources.table import Table
from indexers.value import Value

SOURCES: Mapping[str, Callable[[Fetcher], Source]] = {
    "lahella": Lahella,
    "ptv": Ptv,
    "linked_events": LinkedEvents,
    "hsds": Hsds,
    "palvelukartta": Palvelukartta,
    "table": Table,
}


class Origin(Value):
    """One source and where it is read from: a URL, a file, or a directory of saved pages."""

    source: str
    location: str


def source_named(name: str, fetcher: Fetcher) -> Source:
    """The source of that name. Raises SourceError with the names there are."""
    if name not in SOURCES:
        raise SourceError(f"There is no source {name}; known are: {', '.join(SOURCES)}")
    return SOURCES[name](fetcher)


def origins_of(words: Iterable[str]) -> list[Origin]:
    """Origins of NAME=URL-or-file words, or of one TOML file with lines of that form."""
    origins = []
    for word in words:
        name, equals, location = word.partition("=")
        if equals and location:
            origins.append(Origin(source=name, location=location))
        elif word.endswith(".toml"):
            origins += _origins_in(Path(word))
        else:
            raise SourceError(f"{word}: expected NAME=URL-or-file or a .toml file of such lines")
    return origins


def _origins_in(path: Path) -> list[Origin]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("sources")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as TOML ({error})") from error
    if not isinstance(table, dict) or not table:
        raise SourceError(f'{path}: expected a [sources] table with lines like NAME = "FILE"')
    return [
        Origin(source=name, location=location)
        for name, value in table.items()
        for location in _locations(value, f"{path}: sources.{name}")
    ]


def _locations(value: object, name: str) -> list[str]:
    values = value if isinstance(value, list) else [value]
    locations = [one for one in values if isinstance(one, str) and one]
    if not values or locations != values:
        raise SourceError(f"{name}: expected a URL or file, or a list of them")
    return locations
