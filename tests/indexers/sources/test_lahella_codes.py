from pathlib import Path

import orjson
import pytest

from indexers.sources.lahella_codes import language_code, serves_of

REGIONS = Path(__file__).parents[4] / "shared" / "vocab" / "lahella_regions.json"


def served(*regions: str) -> list[tuple[str, str]]:
    return [(area.kind, area.code) for area in serves_of(list(regions))[0]]


@pytest.mark.parametrize(
    ("region", "area"),
    [
        ("city/FI/Helsinki", ("municipality", "091")),
        ("city/FI/Uleåborg", ("municipality", "564")),
        ("state/FI/Uusimaa", ("region", "01")),
        ("state/FI/Ahvenanmaa", ("region", "21")),
    ],
)
def test_cities_and_states_are_municipalities_and_regions(
    region: str, area: tuple[str, str]
) -> None:
    assert served(region) == [area]


@pytest.mark.parametrize(
    ("dead", "code", "successor"),
    [
        ("Honkajoki", "214", "Kankaanpää"),
        ("Valtimo", "541", "Nurmes"),
        ("Pertunmaa", "507", "Mäntyharju"),
    ],
)
def test_a_municipality_that_is_no_more_is_read_as_its_successor(
    dead: str, code: str, successor: str
) -> None:
    areas, notes = serves_of([f"city/FI/{dead}"])
    assert [area.code for area in areas] == [code]
    assert notes == [f"region: {dead} is read as {successor}"]


def test_no_region_at_all_means_the_whole_country() -> None:
    assert served() == [("country", "FI")]


@pytest.mark.parametrize("region", ["city/FI/Tukholma", "city/SE/Oulu", "Oulu", "", "state/FI/"])
def test_an_area_that_nobody_knows_is_left_out_and_told(region: str) -> None:
    areas, notes = serves_of([region])
    assert areas == ()
    assert notes == [f"region: {region} is no known area and was left out"]


def test_the_same_area_counts_once() -> None:
    assert served("city/FI/Nurmes", "city/FI/Valtimo") == [("municipality", "541")]


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("fi-FI", "fi"),
        ("fi_FI", "fi"),
        ("sv", "sv"),
        ("se-SE", "se"),
        ("uk-UA", "uk"),
        ("fisl", "fse"),
        ("zh-Hant-TW", "zh"),
    ],
)
def test_a_locale_is_read_as_its_language(locale: str, code: str) -> None:
    assert language_code(locale) == code


@pytest.mark.skipif(not REGIONS.exists(), reason="the list of regions is not here")
def test_every_value_of_the_published_list_is_a_known_area() -> None:
    items = orjson.loads(REGIONS.read_bytes())["items"]
    assert len(items) == 330
    for item in items:
        assert [area.code for area in serves_of([item["value"]])[0]] == [item["code"]], item
