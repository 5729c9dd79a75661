"""Where units come from: TPR v4 with its joins, Service Map v2 pages, files and directories."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from indexers.sources.source import ChangeFeed, SourceError, records_of
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.palvelukartta_samples import UNIT, source, unit

UNITS = [unit(id=number, org_id=f"o-{number % 2}", connections=None) for number in range(1, 5)]
TABLES: dict[str, list[Any]] = {
    "unit": UNITS,
    "organization": [
        {"id": "o-0", "name_fi": "Kunta", "organization_type": "MUNICIPALITY"},
        {"id": "o-1", "name_fi": "Seura ry", "organization_type": "ASSOCIATION"},
    ],
    "connection": [
        {"unit_id": 2, "section_type": "PRICE", "name_fi": "5 e"},
        {"unit_id": 2, "section_type": "PRICE", "name_fi": "6 e"},
        {"unit_id": 99, "section_type": "PRICE", "name_fi": "7 e"},
        "x",
    ],
    "accessibility_property": [
        {"unit_id": 3, "variable_name": "INTERIOR.ACCESSIBLE_WC.existing", "value": "true"}
    ],
    "accessibility_sentence": [{"unit_id": 3, "sentence_fi": "Ovi on raskas."}],
}


def tpr(tables: dict[str, Any] = TABLES) -> Script:
    def answer(asked: Asked) -> Told:
        name = asked.path.removeprefix("/rest/v4/").strip("/")
        return Told(body=orjson.dumps(tables[name])) if name in tables else Told(404)

    return answer


def records(script: Script, tail: str = "/rest/v4/unit/") -> tuple[list[Any], list[Asked]]:
    with page_server(script) as server:
        return list(records_of(source(), f"{server.url}{tail}")), server.asked


def failure(script: Script, tail: str = "/rest/v4/unit/") -> str:
    with page_server(script) as server, pytest.raises(SourceError) as caught:
        list(records_of(source(), f"{server.url}{tail}"))
    return str(caught.value)


@pytest.mark.parametrize("tail", ["/rest/v4/unit/", "/rest/v4/unit", "/rest/v4/", "/rest/v4"])
def test_units_come_as_one_array_with_their_organisations(tail: str) -> None:
    found, asked = records(tpr(), tail)
    assert [one["id"] for one in found] == [1, 2, 3, 4]
    assert [one["organization"]["name_fi"] for one in found[:2]] == ["Seura ry", "Kunta"]
    assert {one.path.strip("/").rpartition("/")[2] for one in asked} == {"organization", "unit"}
    parameters = next(one.parameters for one in asked if "unit" in one.path)
    assert parameters == {"official": "yes", "newfeatures": "yes"}


def test_what_is_asked_for_is_joined_by_the_unit() -> None:
    found, asked = records(
        tpr(), "/rest/v4/unit/?join=connection,accessibility_property#join=connection"
    )
    assert found[1]["connections"] == [
        {"section_type": "PRICE", "name_fi": "5 e"},
        {"section_type": "PRICE", "name_fi": "6 e"},
    ]
    assert all("connections" not in one for one in (found[0], found[2]))
    assert not any("join" in one.parameters for one in asked)


def test_every_join_has_its_field() -> None:
    joins = "connection,accessibility_property,accessibility_sentence"
    found, _ = records(tpr(), f"/rest/v4/unit/#join={joins}")
    assert found[2]["accessibility_properties"][0]["value"] == "true"
    assert found[2]["accessibility_sentences"] == [{"sentence_fi": "Ovi on raskas."}]


def test_what_a_unit_holds_already_is_kept() -> None:
    held = TABLES | {"unit": [unit(id=2, org_id="o-0")]}
    [found], _ = records(tpr(held), "/rest/v4/unit/#join=connection")
    assert found["connections"] == UNIT["connections"]


def test_only_units_of_associations_are_kept_where_that_is_asked() -> None:
    found, _ = records(tpr(), "/rest/v4/unit/?organization_type=ASSOCIATION,FOUNDATION")
    assert [one["id"] for one in found] == [1, 3]
    run = TABLES | {"unit": [unit(id=7, org_id="o-0", organizer_type="FOUNDATION"), 3]}
    found, _ = records(tpr(run), "/rest/v4/unit/?organization_type=FOUNDATION")
    assert [one if one == 3 else one["id"] for one in found] == [7, 3]


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("/rest/v4/unit/#join=department", "join: expected accessibility_property"),
        ("/rest/v4/unit/#organization_type=NGO", "organization_type: expected ASSOCIATION"),
        ("/rest/v4/unit/#associations=yes", "there is no option associations; known are: join"),
    ],
)
def test_an_option_that_is_none_is_told(tail: str, told: str) -> None:
    assert told in failure(tpr(), tail)


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({**TABLES, "unit": {}}, "expected a JSON array"),
        ({"unit": UNITS}, "answered 404"),
        ({"organization": []}, "answered 404"),
    ],
)
def test_a_part_that_fails_fails_the_source(tables: dict[str, Any], told: str) -> None:
    assert told in failure(tpr(tables))


def test_a_body_that_breaks_off_fails_the_source() -> None:
    assert "breaks off" in failure(lambda asked: Told(body=b'[{"id": 1}'))
    assert "the transfer failed" in failure(lambda asked: Told(body=b"[]", length=9))


def service_map(count: int, size: int = 2) -> Script:
    def answer(asked: Asked) -> Told:
        number = int(asked.parameters["page"])
        results = [{"id": key} for key in range(count)][(number - 1) * size : number * size]
        more = "https://elsewhere.invalid/?page=9" if number * size < count else None
        return Told(body=orjson.dumps({"count": count, "next": more, "results": results}))

    return answer


def test_pages_of_service_map_v2_are_followed_by_number_and_can_be_taken_up_again() -> None:
    with page_server(service_map(5)) as server:
        url = f"{server.url}/servicemap/v2/unit/?municipality=helsinki"
        pages = list(source().pages(url))
        rest = list(source().pages(url, pages[0].cursor))
    assert [list(page.records) for page in pages] == [
        [{"id": 0}, {"id": 1}],
        [{"id": 2}, {"id": 3}],
        [{"id": 4}],
    ]
    assert [page.cursor for page in pages] == ["2", "3", ""]
    assert sum(len(page.records) for page in rest) == 3
    assert {one.parameters["municipality"] for one in server.asked} == {"helsinki"}


def test_a_later_page_of_another_shape_fails_the_source() -> None:
    first = service_map(5)

    def then_a_list(asked: Asked) -> Told:
        return first(asked) if asked.parameters["page"] == "1" else Told(body=b"[]")

    assert "expected a page with results" in failure(then_a_list, "/servicemap/v2/unit/")


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one], lambda one: {"results": [one]}]
)
def test_a_file_is_a_unit_an_array_or_a_page(tmp_path: Path, wrap: Any) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(orjson.dumps(wrap(unit())))
    assert list(records_of(source(), str(path))) == [unit()]


def test_a_directory_joins_all_that_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "unit-1.json").write_bytes(orjson.dumps(UNITS[:2]))
    (tmp_path / "unit-2.json").write_bytes(orjson.dumps({"results": UNITS[2:]}))
    for name in ("organization", "connection", "accessibility_sentence"):
        (tmp_path / f"{name}.json").write_bytes(orjson.dumps(TABLES[name]))
    found: list[Any] = list(records_of(source(), str(tmp_path)))
    assert [one["organization"]["id"] for one in found] == ["o-1", "o-0", "o-1", "o-0"]
    assert len(found[1]["connections"]) == 2
    assert len(found[2]["accessibility_sentences"]) == 1


def test_a_directory_without_units_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"expected files named unit\*\.json"):
        list(records_of(source(), str(tmp_path)))


def test_units_that_are_gone_are_found_by_reading_all_of_them() -> None:
    assert not isinstance(source(), ChangeFeed)
