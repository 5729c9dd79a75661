"""Scripts of widgets that an earlier release served: embed codes with a hash still ask for them.

Every start copies the scripts of this release beside those of the ones before (LAHELLA_DATA), so
that a page that embedded one is not left with nothing by an update.
"""

import logging
import shutil
from pathlib import Path

from search_service.web.assets import Asset, read_assets

FOLDER = "widgets"
LOG = logging.getLogger(__name__)


def keep_widgets(built: Path, data: Path) -> None:
    """Copy what carries a hash and widgets need, where there is a data directory.

    A folder that cannot be written to is told. Raises AssetsMissing where nothing was built.
    """
    assets = read_assets(built)
    if not data.is_dir():
        return
    try:
        (data / FOLDER).mkdir(exist_ok=True)
        for name, asset in assets.items():
            if name.startswith("versioned/") or name.endswith("_part.js"):
                _keep(built, asset, data / FOLDER)
    except OSError as error:
        LOG.warning("scripts of widgets are not kept for later releases: %s", error)


def _keep(built: Path, asset: Asset, folder: Path) -> None:
    made = built / asset.url.lstrip("/")
    for file in made.parent.glob(f"{made.name}*"):  # packed ones too
        if not (folder / file.name).exists():
            part = folder / f".{file.name}.part"
            shutil.copyfile(file, part)
            part.rename(folder / file.name)
