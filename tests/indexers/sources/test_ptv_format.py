"""Nothing of PTV's format is lost without a name: each field of the official examples is used.

A field is used when some other value of it, or none, makes another listing of our own sample.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.ptv_general import merged
from indexers.sources.source import records_of
from tests.indexers.sources.ptv_left_out import (
    CHANNELS,
    EVERYWHERE,
    FORM,
    LEFT_OUT,
    below,
    reason_for,
)
from tests.indexers.sources.ptv_pieces import Thing
from tests.indexers.sources.ptv_variants import variants

FORMATS = Path(__file__).parents[4] / "shared" / "formats" / "ptv"
NAMES = (
    *("Service", "GeneralDescription", "Organization", "ServiceLocationChannel"),
    *("ElectronicChannel", "WebPageChannel", "PhoneChannel", "PrintableFormChannel"),
)
# Values that a field of one kind or another may have instead.
INSTEAD: tuple[object, ...] = (
    *(
        None,
        "Fax",
        "PermitOrObligation",
        True,
        False,
        "x",
        "sv",
        "AlternativeName",
        "Summary",
        "Postal",
        "Nationwide",
        "Muu",
    ),
    *("P27", "KE7", "KR1.3", "Sunday", "07:00:00", "2027-01-01T00:00:00", "Other", "Abroad", "SE"),
    *("7211000", "430000", "837", "91100", "Exceptional", "Draft", "Failed", "Company"),
    *("FreeOfCharge", "Responsible", "06", "/code/P27"),
)


class Sample(NamedTuple):
    """A raw record, the part of it that an example describes, and what is read of the record."""

    record: Thing
    root: Thing
    listing: object


needs_examples = pytest.mark.skipif(not FORMATS.exists(), reason="the examples are not here")


def example(name: str) -> Any:
    """An official example; one has comments, which are no JSON."""
    text = (FORMATS / f"{name}.json").read_text(encoding="utf-8-sig")
    return orjson.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def leaves(value: object, path: str = "") -> Iterator[str]:
    """Paths of all that is no object and no list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path


def fields_of(name: str) -> list[str]:
    return list(dict.fromkeys(leaves(example(name))))


def holders(value: Any, path: str) -> Iterator[tuple[Any, Any]]:
    """Where a path leads in a sample: the object or list, and the place in it."""
    step, _, rest = path.partition(".")
    name, is_list = step.removesuffix("[]"), step.endswith("[]")
    if not isinstance(value, dict) or name not in value:
        return
    if is_list:
        for index, inner in enumerate(value[name] or ()):
            if rest:
                yield from holders(inner, rest)
            else:
                yield value[name], index
    elif rest:
        yield from holders(value[name], rest)
    else:
        yield value, name


def listing_of(record: Thing) -> object:
    if "general" in record:
        record = {**record, "service": merged(record["service"], record["general"])}
    return Ptv(Fetcher()).read(record, 1)


def is_used(samples: list[Sample], path: str) -> bool:
    """Whether some change of the field changes what is read of some variant of the sample."""
    places = [(sample, *where) for sample in samples for where in holders(sample.root, path)]
    return any(
        is_changed(sample, holder, place, value)
        for value in INSTEAD  # mostly the first, none at all, tells already
        for sample, holder, place in places
    )


def is_changed(sample: Sample, holder: Any, place: Any, value: object) -> bool:
    """Whether the value makes another listing; the sample stays as it was."""
    stood, holder[place] = holder[place], value
    listing = listing_of(sample.record)
    holder[place] = stood
    return listing != sample.listing


@needs_examples
@pytest.mark.parametrize("name", NAMES)
def test_each_field_of_an_example_is_used_or_left_out_by_name(name: str) -> None:
    fields = fields_of(name)
    assert len(fields) > 60
    samples = [Sample(made, root, listing_of(made)) for made, root in variants(name)]
    used = [path for path in fields if reason_for(name, path) is None]
    assert [path for path in used if not is_used(samples, path)] == []


@needs_examples
def test_the_examples_themselves_are_read_from_a_directory(tmp_path: Path) -> None:
    """Their values are placeholders ("string"), so that nearly every code in them is unknown."""
    for name in NAMES:
        body = orjson.dumps(example(name)).replace(
            b'"publishingStatus":"string"', b'"publishingStatus":"Published"'
        )
        (tmp_path / f"{name}.json").write_bytes(body)
    [record] = records_of(Ptv(Fetcher()), str(tmp_path))
    found = Ptv(Fetcher()).read(record, 1)
    assert isinstance(found, Listing)
    assert found.texts["string"].title == "string"
    assert found.organisation is not None
    assert found.contacts
    assert {"areaType:string", "serviceClasses:string", "languages:string"} <= set(
        found.provenance.unmapped
    )


@needs_examples
def test_no_field_is_left_out_that_the_examples_do_not_have() -> None:
    """A reason that fits nothing would hide a slip of the pen."""
    paths = {name: fields_of(name) for name in NAMES}
    for name in LEFT_OUT:
        assert [start for start in LEFT_OUT[name] if not any(map(below(start), paths[name]))] == []
    all_paths = [path for name in NAMES for path in paths[name]]
    tables = (*CHANNELS, *FORM, *EVERYWHERE)
    assert [start for start in tables if not any(map(below(start), all_paths))] == []
