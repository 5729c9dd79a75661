"""The names that the search sends to the engine are those that the indexer gives its documents."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from indexers.index.document import Document, documents
from indexers.index.packing import WORD_PARTS
from indexers.index.settings import CODES, DISPLAYED, NUMBERS, SEARCHED, SORTED, listings_settings
from indexers.index.staging import LISTINGS
from indexers.index.terms import TermMaker
from indexers.listing import AreaServed
from search_service.criteria import CODED, FACETS
from search_service.demo import DEMO
from search_service.engines import engine as engine_module
from search_service.filters import quote, serving
from search_service.parameter_table import PARAMETERS
from search_service.query import SORT
from search_service.ranking_table import FIELDS
from synonyms.concepts import Concepts
from tests.conftest import NOW
from tests.search_service.matching_rules import listings_of

# What documents have in the engine; `_geo` is the wire name of `geo`.
ATTRIBUTES = {field.serialization_alias or name for name, field in Document.model_fields.items()}
TELLING = {"build", "facts"}  # of the one document that tells which build the listings are
OTHERS = ("serves", "_geo", "first", "lead", "id", "terms", "begins", "ends")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
GEO = re.compile(r"_geo(?:Radius|BoundingBox|Polygon)\s*\(")
NAME = re.compile(r"(?<![\w.])[a-z_][a-z0-9_.]*(?![\w(.])")
COMPARED = re.compile(r"([a-z_][a-z0-9_]*) (?:[<>]|-?[\d.]+ TO )")


class Sent(NamedTuple):
    """Attribute names of the queries sent to the index of listings, by what they are used for."""

    filtered: set[str]
    compared: set[str]
    counted: set[str]
    sorted: set[str]
    shown: set[str]
    distinct: set[str]


@pytest.fixture(scope="module")
def sent(api: TestClient) -> Iterator[Sent]:
    """What searches with every parameter send; the engine answers them as ever."""
    queries: list[Mapping[str, Any]] = []
    real = engine_module.Engine.multi_search

    async def noted(self: engine_module.Engine, asked: Sequence[Mapping[str, Any]]) -> Any:
        queries.extend(asked)
        return await real(self, asked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module.Engine, "multi_search", noted)
        for parameters in searches():
            answer = api.post("/v1/search", json=parameters)
            assert answer.status_code == 200, answer.text
        assert api.get("/v1/listings/lahella:7200010007").status_code == 200
        yield _sent([query for query in queries if query["indexUid"] == LISTINGS])


def searches() -> Iterator[dict[str, Any]]:
    """Each parameter with its documented example, every order, and all facets."""
    for parameter in PARAMETERS:
        yield {parameter.name: parameter.example}
    everything = {parameter.name: parameter.example for parameter in PARAMETERS}
    for sort in ("best", "distance", "soonest", "newest", "name"):
        yield {**everything, "sort": sort, "facets": list(FACETS)}
    yield {"time_from": "17:00", "date_from": "2026-12-01", "facets": list(FACETS)}
    yield {"near": "60.17,24.94", "radius_m": 200_000}
    yield {"near": "60.17,24.94", "radius_m": 200_000, "q": "shakki"}  # distinct: a rare word


def _sent(queries: Sequence[Mapping[str, Any]]) -> Sent:
    filters = [text for query in queries for text in _texts(query.get("filter", []))]
    orders = [order for query in queries for order in query.get("sort", [])]
    return Sent(
        filtered={name for text in filters for name in names_in(text)},
        compared={name for text in filters for name in COMPARED.findall(QUOTED.sub("", text))},
        counted={name for query in queries for name in query.get("facets", [])},
        sorted={"_geo" if "_geoPoint" in one else one.split(":")[0] for one in orders},
        shown={name for query in queries for name in query.get("attributesToRetrieve", [])},
        distinct={query["distinct"] for query in queries if "distinct" in query},
    )


def _texts(expression: str | Iterable[Any]) -> Iterator[str]:
    if isinstance(expression, str):
        yield expression
    else:
        for part in expression:
            yield from _texts(part)


def names_in(expression: str) -> set[str]:
    """Attribute names of a filter expression."""
    bare = QUOTED.sub("", expression)
    return {*NAME.findall(bare), *(["_geo"] if GEO.search(bare) else [])} - {"true", "false"}


def test_names_are_read_out_of_an_expression() -> None:
    expression = (
        '(kind IN ["a OR b", "x\\"y = 1"]) AND ends > 5 OR starts 1 TO 2 OR first = true '
        'OR _geoRadius(60.1, 24.9, 100) OR first IS NULL OR card.url = ""'
    )
    names = {"kind", "ends", "starts", "first", "_geo", "card.url"}
    assert names_in(expression) == names
    assert set(COMPARED.findall(expression)) == {"ends", "starts"}


def test_everything_that_is_sent_was_seen(sent: Sent) -> None:
    """The rules below must not pass because nothing was noted."""
    assert {*CODED.values(), *OTHERS} <= sent.filtered
    assert set(FACETS.values()) <= sent.counted
    assert {"_geo", "coarse", "next_start", "modified", "name"} <= sent.sorted
    assert "id" in sent.shown
    assert sent.distinct == {"listing_id"}


def test_what_is_filtered_and_counted_is_filterable(sent: Sent) -> None:
    filterable = {"_geo", *CODES, *NUMBERS}
    assert sent.filtered <= filterable
    assert sent.counted | sent.distinct <= filterable
    assert sent.compared <= set(NUMBERS), "ranges need the comparison feature"


def test_what_is_sorted_is_sortable(sent: Sent) -> None:
    assert sent.sorted <= set(SORTED)


def test_what_is_shown_stands_on_the_documents(sent: Sent) -> None:
    assert sent.shown <= ATTRIBUTES
    assert sent.shown <= set(DISPLAYED)
    assert set(DISPLAYED) <= ATTRIBUTES | TELLING


@pytest.mark.parametrize(
    "names",
    [CODED.values(), FACETS.values(), FIELDS, WORD_PARTS, CODES, NUMBERS, SEARCHED, SORTED],
    ids=["CODED", "FACETS", "FIELDS", "WORD_PARTS", "CODES", "NUMBERS", "SEARCHED", "SORTED"],
)
def test_every_name_of_a_list_is_an_attribute_of_documents(names: Iterable[str]) -> None:
    assert set(names) <= ATTRIBUTES


def test_orders_name_attributes_of_documents() -> None:
    assert {order.split(":")[0] for orders in SORT.values() for order in orders} <= ATTRIBUTES


def test_ranking_weighs_exactly_the_fields_that_it_gets() -> None:
    assert set(FIELDS) == set(WORD_PARTS)
    assert set(FIELDS) <= set(SEARCHED)


def test_the_settings_hold_the_lists_and_nothing_else() -> None:
    settings = listings_settings()
    patterns = [one for one in settings["filterableAttributes"] if isinstance(one, dict)]
    named = [name for one in patterns for name in one["attributePatterns"]]
    assert sorted(named) == sorted({*CODES, *NUMBERS})
    assert "_geo" in settings["filterableAttributes"]
    assert settings["sortableAttributes"] == list(SORTED)
    assert settings["searchableAttributes"] == list(SEARCHED)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("country", "FI"), ("region", "06"), ("wellbeing_county", "08"), ("municipality", "837")],
)
def test_an_area_served_is_indexed_as_the_search_asks_for_it(kind: str, code: str) -> None:
    """Tampere (837) lies in Pirkanmaa, region 06 and wellbeing services county 08."""
    area = AreaServed.model_validate({"kind": kind, "code": code})
    listing = listings_of(DEMO)[0].model_copy(update={"serves": (area,)})
    terms = TermMaker(Concepts.load()).terms_of(listing)
    (written,) = next(documents(listing, terms, NOW)).serves
    assert quote(written) in serving("837")
    assert (quote(written) in serving("091")) is (kind == "country")


def test_no_code_is_also_a_number() -> None:
    """The first pattern that names an attribute decides whether ranges work on it."""
    assert not set(CODES) & set(NUMBERS)
    assert len(set(CODES)) == len(CODES)
