import pytest

from geo.municipalities import (
    county_of,
    former_municipalities,
    municipalities,
    regions,
    resolve_municipality,
    resolve_region,
    successor,
    wellbeing_counties,
)


def test_the_tables_hold_all_of_finland() -> None:
    assert len(municipalities()) == 308
    assert len(regions()) == 19
    assert len(wellbeing_counties()) == 23
    assert {one.region for one in municipalities().values()} == set(regions())
    assert {one.county for one in municipalities().values()} == set(wellbeing_counties())


def test_every_centre_is_inside_its_own_box() -> None:
    assert [one for one in municipalities().values() if not one.box.contains(one.centre)] == []


def test_every_municipality_has_a_known_language() -> None:
    languages = {one.language for one in municipalities().values()}
    assert languages == {"fi", "fi-sv", "sv-fi", "sv"}


def test_every_name_leads_to_its_own_municipality() -> None:
    for one in municipalities().values():
        names = [one.name_fi, one.name_sv, one.name_sv_official, *dict(one.names_sami).values()]
        for name in names:
            assert resolve_municipality(name.upper()) == one, name


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("091", "091"),
        ("91", "091"),
        (91, "091"),
        (" Helsinki ", "091"),
        ("Helsingfors", "091"),
        ("esbo", "049"),
        ("s:t  michel", "491"),
        ("jyvaskyla", "179"),
        ("Ohcejohka", "890"),
        ("Pedersöre", "599"),
        ("Maarianhamina - Mariehamn", "478"),
        ("Turku/Åbo", "853"),
        ("532", "398"),
        (99, "214"),
        ("Nastola", "398"),
        ("valtimo", "541"),
        ("Kjulo", "783"),
    ],
)
def test_a_code_or_a_name_is_resolved(value: object, code: str) -> None:
    found = resolve_municipality(value)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("value", [None, True, 91.0, "", "999", "0091", "Narnia", "²", b"091"])
def test_what_is_no_municipality_is_not_resolved(value: object) -> None:
    assert resolve_municipality(value) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [("06", "06"), (6, "06"), ("Pirkanmaa", "06"), ("nyland", "01"), ("aland", "21")],
)
def test_a_region_is_resolved(value: object, code: str) -> None:
    found = resolve_region(value)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("value", [None, False, "", "03", "Häme"])
def test_what_is_no_region_is_not_resolved(value: object) -> None:
    assert resolve_region(value) is None


def test_dead_codes_lead_to_living_ones() -> None:
    assert successor("911") == "541"
    assert successor("091") is None
    assert not set(former_municipalities()) & set(municipalities())
    assert {one.successor for one in former_municipalities().values()} <= set(municipalities())


def test_the_county_of_a_dead_municipality_is_its_successors() -> None:
    assert county_of("911") == county_of("541")
    assert county_of("000") is None


def test_names_follow_the_language() -> None:
    assert municipalities()["091"].name("sv") == "Helsingfors"
    assert municipalities()["091"].name("en") == "Helsinki"
    assert [regions()["19"].name(lang) for lang in ("fi", "sv", "en")] == [
        "Lappi",
        "Lappland",
        "Lapland",
    ]
