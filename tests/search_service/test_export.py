"""/v1/export.*: what every format shares: headers, caching, languages, options, refusals."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_service.exports.csv_columns import COLUMNS
from search_service.exports.formats import FORMATS
from search_service.parameter_table import NAMES
from tests.search_service.export_reading import FORMATS as TESTED
from tests.search_service.export_reading import IDS, events, export, feed, lines, table, things

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ndjson": "application/x-ndjson",
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "jsonld": "application/ld+json",
}
EACH = pytest.mark.parametrize("extension", TESTED)
CHOIRS = "q=kuoro&place=Helsinki"


def test_every_format_is_tested() -> None:
    assert {*FORMATS} == {*TESTED} == {*TYPES}


@EACH
def test_a_file_has_its_type_its_name_and_its_count(api: TestClient, extension: str) -> None:
    answer = export(api, extension, CHOIRS)
    total = api.get(f"/v1/search?{CHOIRS}").json()["total"]
    assert total > 1
    assert answer.headers["Content-Type"] == TYPES[extension]
    kept = "inline" if extension == "rss" else "attachment"
    name = f'lahella-2026-11-24.{extension}"'
    assert answer.headers["Content-Disposition"] == f'{kept}; filename="{name}'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Total-Count"] == str(total)
    assert "Content-Length" not in answer.headers
    if extension != "ics":
        assert len(IDS[extension](answer.content)) == total


@EACH
def test_a_file_may_be_kept_and_asked_again_by_its_tag(api: TestClient, extension: str) -> None:
    first = export(api, extension, CHOIRS)
    assert first.headers["Cache-Control"].startswith("public")
    tag = first.headers["ETag"]
    again = api.get(f"/v1/export.{extension}?{CHOIRS}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert export(api, extension, "q=kuoro").headers["ETag"] != tag


@EACH
def test_the_head_of_a_file_can_be_asked_alone(api: TestClient, extension: str) -> None:
    head = api.head(f"/v1/export.{extension}?{CHOIRS}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == TYPES[extension]
    assert head.headers["X-Total-Count"] == export(api, extension, CHOIRS).headers["X-Total-Count"]


@EACH
def test_a_search_can_be_posted_so_that_no_address_holds_it(
    api: TestClient, extension: str
) -> None:
    posted = api.post(f"/v1/export.{extension}", json={"q": "kuoro", "place": "Helsinki"})
    assert posted.status_code == 200
    assert posted.headers["Cache-Control"] == "no-store"
    assert "ETag" not in posted.headers
    read = IDS[extension]
    assert read(posted.content) == read(export(api, extension, CHOIRS).content)
    assert "q=kuoro" not in posted.text


def test_a_drawn_area_can_be_posted(api: TestClient) -> None:
    ring = [[24.8, 60.1], [25.2, 60.1], [25.2, 60.3], [24.8, 60.3], [24.8, 60.1]]
    asked = {"polygon": {"type": "Polygon", "coordinates": [ring]}}
    found = api.post("/v1/search", json={**asked, "per_page": 100}).json()
    posted = api.post("/v1/export.ndjson", json=asked)
    assert 10 < found["total"] <= 100
    assert IDS["ndjson"](posted.content) == [hit["id"] for hit in found["hits"]]


@EACH
def test_an_answer_without_listings_is_a_whole_file(api: TestClient, extension: str) -> None:
    answer = export(api, extension, "q=xyzzyqwert&interpret=off")
    assert answer.headers["X-Total-Count"] == "0"
    assert IDS[extension](answer.content) == []


@EACH
def test_a_limit_keeps_a_file_short_and_the_count_true(api: TestClient, extension: str) -> None:
    asked = "kind=hobby&sort=name"
    answer = export(api, extension, f"{asked}&limit=3")
    whole = IDS[extension](export(api, extension, asked).content)
    total = int(answer.headers["X-Total-Count"])
    assert total > 10
    ids = IDS[extension](answer.content)
    assert ids == whole[: len(ids)]
    assert len(ids) == 3 or (extension == "ics" and len(ids) < 3)


def test_texts_are_in_the_asked_language_with_fallbacks_told(api: TestClient) -> None:
    both = "lahella:7200010007"
    for lang, title, text_lang in (("en", "Mixed choir", "en"), ("sv", "Sekakuoro", "fi")):
        asked = f"q=kaikuset&lang={lang}"
        row = next(one for one in table(export(api, "csv", asked).content) if one["id"] == both)
        assert row["title"].startswith(title)
        assert row["text_lang"] == text_lang
        line = next(one for one in lines(export(api, "ndjson", asked).content) if one["id"] == both)
        assert (line["lang"], line["text_lang"]) == (lang, text_lang)
        entry = next(e for e in feed(export(api, "rss", asked).content).entries if e.id == both)
        assert entry.title == row["title"]
        assert entry.link.endswith(f"/listings/{both}?lang={lang}")
        thing = next(
            one for one in things(export(api, "jsonld", asked).content) if one["identifier"] == both
        )
        assert thing["inLanguage"] == text_lang
        summaries = {
            str(event["SUMMARY"]): event["SUMMARY"].params["LANGUAGE"]
            for event in events(export(api, "ics", asked).content)
        }
        assert summaries[row["title"]] == text_lang


def test_words_of_the_columns_are_in_the_asked_language(api: TestClient) -> None:
    for lang, kind in (("fi", "Harrastukset"), ("sv", "Hobbyer"), ("en", "Hobbies")):
        rows = table(export(api, "csv", f"kind=hobby&limit=1&lang={lang}").content)
        assert rows[0]["kind"].startswith(kind)


def test_a_line_of_ndjson_is_what_the_listings_own_address_gives(api: TestClient) -> None:
    for line in lines(export(api, "ndjson", "sort=name&limit=12&lang=sv").content):
        assert line == api.get(f"/v1/listings/{line['id']}?lang=sv").json()


def told(answer: Any) -> list[str]:
    return [one["field"] for one in json.loads(answer.headers["X-Warnings"])]


def test_what_was_changed_or_loosened_is_told_in_a_header(api: TestClient) -> None:
    asked = "q=uimahalli utsjoella sunnuntaina&page=3&colour=red&limit=0"
    rescue = api.get(f"/v1/search?{asked}").json()["rescue"]
    assert rescue
    answer = export(api, "geojson", asked)
    fields = told(answer)
    assert {"page", "colour", "limit"} <= set(fields)
    assert fields.count("rescue") == len(rescue)
    assert answer.json()["rescue"] == rescue
    assert "X-Warnings" not in export(api, "geojson", "q=kuoro").headers


def test_a_header_of_warnings_stays_short_and_says_so(api: TestClient) -> None:
    asked = "&".join(f"päivä{n}%0d%0aSet-Cookie:x=1" for n in range(200))
    answer = export(api, "csv", f"{asked.replace('&', '=1&')}=1&limit=1")
    header = answer.headers["X-Warnings"]
    assert len(header) < 8000
    assert header.isascii()
    assert "Set-Cookie" not in answer.headers
    assert "180 more" in json.loads(header)[-1]["message"]


def test_a_script_of_another_origin_may_read_what_the_headers_tell(api: TestClient) -> None:
    answer = api.get("/v1/export.csv?limit=1", headers={"Origin": "https://kunta.example.fi"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = answer.headers["Access-Control-Expose-Headers"]
    assert {"ETag", "X-Total-Count", "X-Warnings"} <= set(exposed.split(", "))


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("csv?delimiter=tab", "delimiter"),
        ("csv?rows=session", "rows"),
        ("csv?kind=none&limit=many", "limit"),
        ("geojson?near=x", "near"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_written(
    api: TestClient, path: str, field: str
) -> None:
    answer = api.get(f"/v1/export.{path}")
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}


def test_an_option_of_another_format_is_told_to_be_unknown(api: TestClient) -> None:
    assert told(export(api, "ics", "limit=1&delimiter=comma")) == ["delimiter"]


@pytest.mark.parametrize("path", ["/v1/export.xlsx", "/v1/export", "/v1/exportxcsv"])
def test_an_unknown_format_is_not_found(api: TestClient, path: str) -> None:
    assert api.get(path).status_code == 404


def test_the_document_tells_every_parameter_and_column(api: TestClient) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    for extension in TESTED:
        operation = paths[f"/v1/export.{extension}"]["get"]
        names = {one["name"] for one in operation["parameters"]}
        assert NAMES - names == {"page", "facets"}
        assert "limit" in names
        kept = TYPES[extension].partition(";")[0]
        assert [*operation["responses"]["200"]["content"]] == [kept]
        body = paths[f"/v1/export.{extension}"]["post"]["requestBody"]["content"]
        assert {*body["application/json"]["schema"]["properties"]} == {*names, "polygon"}
    csv = paths["/v1/export.csv"]["get"]
    assert {"delimiter", "rows"} <= {one["name"] for one in csv["parameters"]}
    assert all(f"`{one.name}`: {one.description}" in csv["description"] for one in COLUMNS)
