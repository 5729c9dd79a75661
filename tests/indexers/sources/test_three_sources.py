"""HSDS, Palvelukartta and tables on the way of every source: harvested, enriched, accounted for."""

import json
from pathlib import Path

import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import Tryout, try_out
from indexers.fetching.fetcher import Fetcher
from indexers.index.terms import TermMaker
from indexers.listing import Precision
from indexers.sources.registry import Origin, origins_of
from synonyms.concepts import Concepts
from tests.conftest import NOW
from tests.indexers.sources.hsds_samples import service
from tests.indexers.sources.palvelukartta_samples import unit
from tests.indexers.sources.table_samples import CHOIR, CLUB, HEADER, csv_of, saved


@pytest.fixture
def tried(tmp_path: Path) -> Tryout:
    inactive = service(id="s-2", status="inactive")
    (tmp_path / "services.json").write_text(json.dumps([service(id="s-1"), inactive, 3]))
    (tmp_path / "units.json").write_text(
        json.dumps([unit(), unit(), unit(id=2, name_fi="", name_sv="")])
    )
    over = ["3", "Vanha kerho", "", "", "Oulu", "1.2.2020 klo 18", "", ""]
    wrong = ["4", "Kerho", "", "", "Oulu", "ti", "", "", "liikaa"]
    path = saved(tmp_path, csv_of(HEADER, CHOIR, CLUB, over, wrong))
    origins = origins_of(
        [
            f"hsds={tmp_path / 'services.json'}#language=fi",
            f"palvelukartta={tmp_path / 'units.json'}",
            f"table={path}",
        ]
    )
    with Fetcher() as fetcher:
        return try_out(origins, NearestCentre(), fetcher, NOW)


def test_every_record_is_accounted_for(tried: Tryout) -> None:
    report = tried.report
    assert report.read == 3 + 3 + 4
    assert report.read == (
        report.indexed + len(report.rejected) + len(report.expired) + len(report.merged)
    )
    assert {one.id for one in tried.listings} == {
        *("hsds:s-1", "palvelukartta:900001", "table:kerhot-1", "table:kerhot-2"),
    }
    assert report.expired == ("table:kerhot-3",)
    assert sorted(one.id for one in report.rejected) == [
        *("hsds:#3", "hsds:s-2", "palvelukartta:2", "palvelukartta:900001", "table:kerhot-4"),
    ]


def test_a_place_without_a_point_gets_the_middle_of_its_municipality(tried: Tryout) -> None:
    [choir] = [one for one in tried.listings if one.id == "table:kerhot-1"]
    [location] = choir.locations
    assert (location.municipality, location.precision) == ("564", Precision.MUNICIPALITY)
    assert location.point


def test_what_a_source_calls_its_subject_is_found(tried: Tryout) -> None:
    maker = TermMaker(Concepts.load())
    [found] = [one for one in tried.listings if one.id == "hsds:s-1"]
    terms = maker.terms_of(found)
    assert "loneliness" in terms.needs
    assert "zcloneliness" in terms.terms


def test_an_origin_in_a_toml_file_has_options_too(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[sources]\nhsds = "https://example.invalid/services#language=sv"\n')
    assert origins_of([str(path)]) == [
        Origin(source="hsds", location="https://example.invalid/services#language=sv")
    ]
