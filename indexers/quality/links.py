"""Web addresses in; those that do not work, with what came back, out. Asked only on request."""

from collections.abc import Callable, Iterable

from indexers.fetching.fetcher import Fetcher
from indexers.sources.source import SourceError


def dead_links(
    urls: Iterable[str], fetcher: Fetcher, told: Callable[[int], None]
) -> dict[str, str]:
    """Fetch every address once; `told` hears how many are done."""
    dead = {}
    for done, url in enumerate(sorted(set(urls)), start=1):
        try:
            fetcher.for_origin(url).content(url)
        except SourceError as error:
            dead[url] = str(error).removeprefix(f"{url}: ")
        told(done)
    return dead
