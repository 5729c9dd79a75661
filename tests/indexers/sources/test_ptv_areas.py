"""Areas of a service of PTV: whose people it serves."""

from typing import Any

import pytest

from geo.municipalities import regions
from indexers.listing import Listing
from tests.indexers.sources.ptv_pieces import Thing, municipality, texts
from tests.indexers.sources.ptv_samples import bare, read, record


def listing(kind: str | None, *areas: Thing) -> Listing:
    return read(record(bare(areaType=kind, areas=list(areas))))


def served(kind: str | None, *areas: Thing) -> list[str]:
    return [f"{one.kind} {one.code}" for one in listing(kind, *areas).serves]


def area(kind: str, code: str | None = None, *members: str) -> Thing:
    cities = [municipality(one, "x") for one in members]
    return {"type": kind, "code": code, "name": texts(fi="x"), "municipalities": cities}


def test_a_nationwide_service_serves_the_country_whatever_areas_stand_beside() -> None:
    assert served("Nationwide", area("Municipality", None, "091")) == ["country FI"]


def test_a_service_of_all_but_aland_serves_every_other_region() -> None:
    found = served("NationwideExceptAlandIslands")
    assert found == [f"region {code}" for code in regions() if code != "21"]
    assert len(found) == 18


def test_municipalities_and_regions_are_kept_each_once() -> None:
    areas = [area("Municipality", None, "091", "49", "091"), area("Region", "06", "837")]
    assert served("LimitedType", *areas) == ["municipality 091", "municipality 049", "region 06"]


@pytest.mark.parametrize("kind", ["HospitalDistrict", "BusinessSubRegion", "New", ""])
def test_an_area_that_we_do_not_have_is_told_by_its_municipalities(kind: str) -> None:
    assert served("LimitedType", area(kind, "12", "837", "536")) == [
        "municipality 837",
        "municipality 536",
    ]


def test_a_region_that_is_none_is_told_by_its_municipalities() -> None:
    assert served("LimitedType", area("Region", "99", "837")) == ["municipality 837"]


def test_dead_municipalities_lead_to_their_successors_with_a_note() -> None:
    found = listing("LimitedType", area("Municipality", None, "588", "911"))
    assert [one.code for one in found.serves] == ["507", "541"]
    assert found.provenance.repairs == (
        "areas: the former municipality 588 is read as Mäntyharju",
        "areas: the former municipality 911 is read as Nurmes",
    )


def test_what_is_no_area_is_left_out_with_a_note() -> None:
    found = listing("LimitedType", area("Region", "99"), area("Municipality", None, "999"))
    assert found.serves == ()
    assert found.provenance.repairs == (
        "areas: Region 99 is no known area and was left out",
        "areas: 999 is no municipality and was left out",
    )


@pytest.mark.parametrize("kind", [None, "", "LimitedType"])
def test_a_service_that_tells_no_area_tells_nothing(kind: Any) -> None:
    assert served(kind) == []
    assert listing(kind).provenance.unmapped == ()


def test_an_unknown_area_type_is_counted_and_its_areas_are_read() -> None:
    found = listing("Worldwide", area("Region", "01"))
    assert [one.code for one in found.serves] == ["01"]
    assert found.provenance.unmapped == ("areaType:Worldwide",)
