"""Parsers that no test of their own throws everything at: read, or refused as they promise.

What sources, cells, written times, words and CQL2 text are read by is fuzzed beside its own tests;
`tests/fuzz/__main__.py` names all, and runs each for minutes.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from typer import BadParameter

from geo.boundaries import read_boundaries
from geo.boundary_error import BoundaryError
from indexers.commands.schedule import read_interval
from indexers.duplicates.vetoes import VetoError, read_vetoes
from indexers.sources.table_error import TableError
from indexers.sources.table_mapping import mapping_of
from search_service.errors import InvalidParameters
from search_service.exports.asked import read_export
from search_service.exports.formats import FORMATS
from search_service.maps.parameters import read_map
from search_service.near.polygon import read_polygon
from search_service.ogc.items_parameters import ITEMS_PARAMETERS, read_items
from search_service.parameter_table import NAMES
from search_service.parameters import raw_of_body, read_parameters
from synonyms.concept_table import ConceptTableError
from synonyms.concepts import Concepts
from synonyms.thesaurus import ThesaurusError, concepts_of, read_thesaurus
from tests.geo.boundary_files import made_up_features
from tests.indexers.sources.damage import JSON, damaged

FEATURES = made_up_features()
OURS = Concepts.load()
LETTERS = "0123456789.,-+:;/TZ \"'\\()[]{}<>=%&äöå€ \x00\t\n"
VALUES = st.lists(st.text(max_size=40) | st.text(alphabet=LETTERS, max_size=40), max_size=3)
ITEM_NAMES = [one.name for one in ITEMS_PARAMETERS]
THESAURUS: dict[str, Any] = {
    "items": [
        {
            "uri": "http://www.yso.fi/onto/koko/p1",
            "label": {"fi": "kuoro", "sv": "kör"},
            "alt": {"fi": ["laulukuoro"]},
            "hidden": {"fi": ["kuorot"]},
            "broader": ["http://www.yso.fi/onto/koko/p2"],
        },
        {"uri": "http://www.yso.fi/onto/koko/p2", "label": {"fi": "musiikki"}},
    ]
}
SQUARE: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [[[24.0, 60.0], [25.0, 60.0], [25.0, 61.0], [24.0, 60.0]]],
}


def raw_of(*names: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """Raw parameters as a query string brings them."""
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=10), VALUES, max_size=5)


def as_file(content: bytes, read: Callable[[Path], object], name: str = "file.json") -> None:
    """What a reader of files makes of the content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read(path)


@settings(max_examples=100, deadline=None)
@given(raw_of(*NAMES))
def test_any_parameters_of_a_search(raw: dict[str, list[str]]) -> None:
    with suppress(InvalidParameters):
        read_parameters(raw)


@settings(max_examples=60, deadline=None)
@given(raw_of(*NAMES, "zoom", "max_points"))
def test_any_parameters_of_a_map(raw: dict[str, list[str]]) -> None:
    with suppress(InvalidParameters):
        read_map({"bbox": ["24,60,25,61"], "zoom": ["9"], **raw})


@settings(max_examples=60, deadline=None)
@given(raw_of(*ITEM_NAMES))
def test_any_parameters_of_items(raw: dict[str, list[str]]) -> None:
    with suppress(InvalidParameters):
        read_items(raw)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(FORMATS.values())), raw_of(*NAMES, "limit", "rows", "delimiter"))
def test_any_parameters_of_an_export(form: Any, raw: dict[str, list[str]]) -> None:
    with suppress(InvalidParameters):
        read_export(form, raw)


@settings(max_examples=100, deadline=None)
@given(JSON | st.dictionaries(st.sampled_from([*NAMES, "polygon"]), JSON))
def test_any_body_of_a_search(body: object) -> None:
    with suppress(InvalidParameters):
        read_parameters(*raw_of_body(body))


@settings(max_examples=100, deadline=None)
@given(damaged(SQUARE))
def test_any_polygon(drawn: dict[str, Any]) -> None:
    with suppress(InvalidParameters):
        assert read_polygon(drawn).is_valid


@settings(max_examples=60, deadline=None)
@given(damaged(THESAURUS) | JSON)
def test_any_json_of_a_thesaurus(content: object) -> None:
    with suppress(ThesaurusError):
        concepts_of(content, OURS)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet=LETTERS + "abuid", max_size=200).map(str.encode))
def test_any_table_of_an_imported_thesaurus(content: bytes) -> None:
    with suppress(ConceptTableError):
        as_file(content, read_thesaurus, "thesaurus.tsv")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(FEATURES) - 1), st.data())
def test_any_feature_among_boundaries(at: int, data: st.DataObject) -> None:
    changed = [*FEATURES[:at], data.draw(damaged(FEATURES[at]) | JSON), *FEATURES[at + 1 :]]
    try:
        content = orjson.dumps({"type": "FeatureCollection", "features": changed})
    except TypeError:
        return  # a number of more than 64 bits: no file of ours
    with suppress(BoundaryError):
        as_file(content, read_boundaries)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["file.json", "file.gpkg"]), JSON.map(repr).map(str.encode) | st.binary())
def test_any_file_of_boundaries(name: str, content: bytes) -> None:
    with suppress(BoundaryError):
        as_file(content, read_boundaries, name)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet=LETTERS + "abc:", max_size=200).map(str.encode))
def test_any_file_of_vetoes(content: bytes) -> None:
    with suppress(VetoError):
        as_file(content, read_vetoes, "vetoes.tsv")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(alphabet=LETTERS + "abc", max_size=200).map(str.encode)
    | st.text(alphabet=LETTERS, max_size=20).map(lambda text: f"[columns]\nA = '{text}'".encode())
)
def test_any_file_of_a_mapping(content: bytes) -> None:
    with suppress(TableError):
        mapping_of(content)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789smhd ²٣", max_size=12) | st.text(max_size=12))
def test_any_interval_between_updates(text: str) -> None:
    with suppress(BadParameter):
        assert read_interval(text) > 0
