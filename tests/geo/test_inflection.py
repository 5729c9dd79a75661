from collections.abc import Iterator

import libvoikko
import pytest

from geo.areas import Areas
from geo.gazetteer import Gazetteer
from geo.inflection import inflections
from geo.municipalities import municipalities, regions
from geo.place import Case
from geo.places import places
from geo.tables import read_rows
from tests.geo.boundary_files import SHARED

CASES_OF_VOIKKO: dict[str, Case] = {
    "nimento": "nominative",
    "omanto": "genitive",
    "sisaolento": "inner",
    "sisaeronto": "inner",
    "sisatulento": "inner",
    "ulkoolento": "outer",
    "ulkoeronto": "outer",
    "ulkotulento": "outer",
    "osanto": "partitive",
    "tulento": "translative",
    "olento": "essive",
}


@pytest.fixture(scope="module")
def voikko() -> Iterator[libvoikko.Voikko]:
    handle = libvoikko.Voikko("fi")
    yield handle
    handle.terminate()


def test_every_municipality_and_region_is_read_in_all_its_forms() -> None:
    gazetteer = Gazetteer.load()
    names = [one.name_fi for one in municipalities().values()]
    for name in names + [one.name_fi for one in regions().values()]:
        forms = list(inflections()[name].forms())
        assert len({case for _, case in forms}) == 7
        assert len(forms) >= 11
        for form, case in forms:
            found = gazetteer.find(form.title())
            assert [mention.place.name_fi for mention in found] == [name], form
            assert found[0].case == case, form


def test_voikko_reads_the_forms_as_the_same_name_and_case(voikko: libvoikko.Voikko) -> None:
    names = [one.name_fi for one in municipalities().values()]
    known = [name for name in names if ("nominative", name.lower()) in _readings(voikko, name)]
    # Voikko lacks Koski Tl, Pedersören kunta and a few names of two parts or of Åland.
    assert len(known) > 295
    unread = {
        name
        for name in known
        for case in sorted(set(CASES_OF_VOIKKO.values()))
        # The first variant of a case is the usual one.
        if (case, name.lower()) not in _readings(voikko, _first_form(name, case))
    }
    # Voikko reads no form of Toholampi with p, and takes Uusi- in Uusikaarlepyy for unchanging;
    # the town itself writes Uudenkaarlepyyn.
    assert unread == {"Toholampi", "Uusikaarlepyy"}


def _first_form(name: str, case: Case) -> str:
    return next(form for form, own in inflections()[name].forms() if own == case)


def _readings(voikko: libvoikko.Voikko, form: str) -> set[tuple[Case | None, str]]:
    return {
        (CASES_OF_VOIKKO.get(found.get("SIJAMUOTO", "")), found.get("BASEFORM", "").lower())
        for found in voikko.analyze(form.capitalize())
    }


def test_every_town_has_its_forms() -> None:
    for place in places():
        if place.kind == "town":
            assert place.name_fi in inflections()


def test_every_ambiguous_form_is_a_form_of_some_place() -> None:
    gazetteer = Gazetteer.load()
    for row in read_rows("ambiguous_forms.tsv"):
        found = gazetteer.find(row["form"])
        assert found, row
        assert found[0].ambiguous, row


def test_every_point_of_a_town_is_in_its_municipality(areas: Areas) -> None:
    if not SHARED.is_file():
        pytest.skip("needs the boundaries of 2025")
    for place in places():
        if place.kind == "town" and place.centre is not None:
            found = areas.at(place.centre)
            assert found is not None
            assert found.municipality == place.municipality, place
