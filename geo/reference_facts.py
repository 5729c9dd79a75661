"""What was imported and when: the facts beside the imported boundaries, written and read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

# In the data directory.
FOLDER = "reference"
MUNICIPALITIES = "municipalities.geojson"
FACTS = "reference.json"


@dataclass(frozen=True, slots=True)
class OutputFacts:
    """One imported file."""

    sha256: str
    bytes: int
    features: int


@dataclass(frozen=True, slots=True)
class BoundaryFacts:
    """One import of boundaries. `sha256` is of the bytes that came in, `overlap_m2` what was
    mended, `date` the ISO time of the import. Publisher and licence are known of the services
    only; a file that somebody names has its own, and both are None."""

    source: str
    publisher: str | None
    licence: str | None
    year: int
    date: str
    sha256: str
    overlap_m2: float
    tolerance_m: float
    outputs: Mapping[str, OutputFacts]


def read_facts(data: Path) -> BoundaryFacts | None:
    """Return the facts of the import in a data directory; None where there is none or the file
    of facts is no such file."""
    try:
        told = orjson.loads((data / FOLDER / FACTS).read_bytes())
        outputs = {name: OutputFacts(**one) for name, one in told["outputs"].items()}
        return BoundaryFacts(**{**told, "outputs": outputs})
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
