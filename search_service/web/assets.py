"""What build.mjs made of the sources of pages and widgets: names in, addresses and hashes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import orjson

BUILT = Path(str(files("search_service"))) / "web" / "built"
MANIFEST = "manifest.json"


class AssetsMissing(Exception):
    """Scripts and styles of the pages were not built, or not to the end."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file: its address on this service, and its hash for `integrity` attributes."""

    url: str
    integrity: str


def asset_url(name: str) -> str:
    """The address of an asset, by its name without a hash: "page.css", "lahella-search.js"."""
    return read_assets(BUILT)[name].url


@cache
def read_assets(built: Path) -> Mapping[str, Asset]:
    """All assets of a build by their names. Raises AssetsMissing where there is no build."""
    try:
        listed = orjson.loads((built / MANIFEST).read_bytes())
    except OSError as error:
        raise AssetsMissing(
            f"{built / MANIFEST} is missing. Build the pages: make setup"
        ) from error
    return {name: Asset(one["url"], one["integrity"]) for name, one in listed.items()}
