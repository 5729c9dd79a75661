"""A directory of saved pages: JSON files of a source, found by how their names begin."""

from pathlib import Path

from indexers.sources.source import SourceError


def saved_pages(location: str, beginning: str) -> list[str]:
    """Paths of the files `beginning`*.json in a directory, by name; SourceError without any."""
    found = sorted(Path(location).glob(f"{beginning}*.json"))
    if not found:
        raise SourceError(f"{location}: expected files named {beginning}*.json")
    return [str(path) for path in found]


def is_directory(location: str) -> bool:
    """Whether saved pages are meant."""
    return Path(location).is_dir()
