"""PTV from a directory of saved pages, and from one file of whatever."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.report import Report
from indexers.building.tryout import try_out
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError, records_of
from tests.conftest import NOW
from tests.indexers.page_server import Told, page_server
from tests.indexers.sources.ptv_channel_samples import CHANNELS, GENERAL_ID, PLACE, SERVICE_ID
from tests.indexers.sources.ptv_pieces import Thing, class_of, connection, guid
from tests.indexers.sources.ptv_samples import GENERAL, ORGANISATION, bare, changed, service

COLLECTION = {"id": guid(70), "serviceCollectionNames": [], "services": []}


def write(folder: Path, **files: object) -> str:
    for name, content in files.items():
        (folder / f"{name}.json").write_bytes(orjson.dumps(content))
    return str(folder)


def read(location: str) -> tuple[list[Listing], Report]:
    origins = [Origin(source="ptv", location=location)]
    return try_out(origins, NearestCentre(), Fetcher(), NOW)


def page(*things: Thing) -> dict[str, Any]:
    return {"pageNumber": 1, "pageSize": 100, "pageCount": 1, "itemList": list(things)}


def test_saved_pages_are_joined_into_whole_services(tmp_path: Path) -> None:
    location = write(
        tmp_path,
        service1=page(service(generalDescriptionId=GENERAL_ID)),
        channel1=page(*CHANNELS[:2]),
        channel2=page(*CHANNELS[2:]),
        organization=page(ORGANISATION),
        GeneralDescription=page(GENERAL),
    )
    [found], report = read(location)
    assert found.id == f"ptv:{SERVICE_ID}"
    assert len(found.locations) == 4
    assert found.organisation is not None
    assert found.organisation.name["sv"] == "Påhittade Klubben rf"
    assert "Yleinen kuvaus" in found.texts["fi"].description
    assert (report.read, report.rejected, found.provenance.repairs) == (1, (), ())


def test_a_file_may_hold_an_array_or_one_object(tmp_path: Path) -> None:
    location = write(
        tmp_path, service1=[service()], service2=bare(id=guid(2)), channel=[], channels=PLACE
    )
    found, report = read(location)
    assert [one.id for one in found] == [f"ptv:{SERVICE_ID}", f"ptv:{guid(2)}"]
    assert report.rejected == ()


def test_a_page_beyond_the_last_one_is_empty(tmp_path: Path) -> None:
    location = write(tmp_path, service1=page(bare()), service2={**page(), "itemList": None})
    assert len(read(location)[0]) == 1


def test_the_names_of_files_may_be_those_of_the_official_examples(tmp_path: Path) -> None:
    names = ("ServiceLocationChannel", "ElectronicChannel", "WebPageChannel")
    files: dict[str, object] = dict(zip(names, CHANNELS, strict=False))
    location = write(tmp_path, Service=service(), PhoneChannel=CHANNELS[3], **files, other=3)
    [found], report = read(location)
    assert len(found.locations) == 4
    assert report.read == 1


def test_a_channel_that_no_service_uses_is_counted_and_told(tmp_path: Path) -> None:
    lonely = changed(PLACE, id=guid(71))
    location = write(tmp_path, service=page(bare()), channel=page(lonely, lonely))
    _, report = read(location)
    [rejected] = report.rejected
    assert rejected.id == f"ptv:{guid(71)}"
    assert rejected.reason.startswith("services: no service uses this channel")
    assert report.read == 2


def test_what_is_no_record_of_ptv_is_counted_and_told(tmp_path: Path) -> None:
    id_page = {"id": guid(72), "name": "vain nimi"}
    location = write(
        tmp_path, service=[bare(), id_page, 3, None, "x"], serviceCollection=COLLECTION
    )
    _, report = read(location)
    assert report.read == 6
    reasons = {one.id: one.reason for one in report.rejected}
    collection = reasons.pop(f"ptv:{guid(70)}")
    assert collection.startswith("record: a collection is no listing")
    assert set(reasons) == {f"ptv:{guid(72)}", "ptv:#3", "ptv:#4", "ptv:#5"}
    assert all("expected a service" in reason for reason in reasons.values())


def test_a_service_that_came_twice_is_told(tmp_path: Path) -> None:
    _, report = read(write(tmp_path, service1=page(bare()), service2=page(bare())))
    assert [one.reason[:3] for one in report.rejected] == ["id:"]
    assert report.read == 2


def test_a_description_that_ptv_has_merged_is_not_merged_again(tmp_path: Path) -> None:
    rows = [{"language": "fi", "value": "Jo mukana", "type": "GD_Description"}]
    whole = bare(generalDescriptionId=GENERAL_ID, serviceDescriptions=rows)
    [found], _ = read(write(tmp_path, service=whole, generaldescriptions=[GENERAL]))
    assert "Jo mukana" in found.texts["fi"].description
    assert "Yleinen" not in found.texts["fi"].description


def test_one_file_may_hold_everything(tmp_path: Path) -> None:
    path = tmp_path / "kaikki.json"
    path.write_bytes(orjson.dumps([PLACE, ORGANISATION, service(), GENERAL, *CHANNELS[1:]]))
    [found], report = read(str(path))
    assert len(found.locations) == 4
    assert report.rejected == ()


def test_one_file_may_be_at_an_address(tmp_path: Path) -> None:
    body = orjson.dumps(page(service(serviceChannels=[connection("x", "x", serviceChannel=PLACE)])))
    with page_server(lambda asked: Told(body=body)) as server:
        [found], _ = read(f"{server.url}/ptv.json")
    assert [one.address.post_town for one in found.locations] == ["Oulu"]


def test_services_can_be_chosen_from_files_too(tmp_path: Path) -> None:
    city = changed(ORGANISATION, id=guid(73), organizationType="Municipality")
    of_city = [{"organization": {"id": guid(73)}, "roleType": "Responsible"}]
    location = write(
        tmp_path,
        service=[
            bare(),
            bare(id=guid(2), organizations=of_city),
            bare(id=guid(3), serviceClasses=[class_of("P27.1", "x")]),
            bare(id=guid(4), organizations=[]),
        ],
        organization=[ORGANISATION, city],
        channel=PLACE,
    )

    def ids(options: str) -> list[str]:
        found, report = read(f"{location}?{options}")
        assert report.rejected == ()  # what is not chosen is not read
        return [one.id[-1] for one in found]

    assert ids("organizationType=Organization") == ["1", "3"]
    assert ids("organizationType=Organization,Municipality") == ["1", "2", "3"]
    assert ids("serviceClass=P27") == ["3"]
    assert ids("serviceClass=P27,P25.5") == ["1", "2", "3", "4"]
    assert ids("serviceClass=P4.2&organizationType=Municipality") == ["2"]
    assert ids("serviceClass=P2") == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("type=Organization", "type is no option; there are organizationType, serviceClass"),
        ("organizationType=Club", "organizationType 'Club' is unknown"),
        ("serviceClass=", "serviceClass '' is unknown"),
        ("serviceClass=KR1", "serviceClass 'KR1' is unknown"),
    ],
)
def test_an_option_that_is_none_is_told(tmp_path: Path, options: str, told: str) -> None:
    with pytest.raises(SourceError, match=r"unknown|no option") as caught:
        read(f"{write(tmp_path, service=[])}?{options}")
    assert told in str(caught.value)


def test_a_directory_without_services_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"expected files named service\*\.json"):
        read(write(tmp_path, channel=[]))


BROKEN = ["", "{", '[{"id": 1},', '{"itemList": [{"id": 1}', '"x"', "3", "null"]


@pytest.mark.parametrize("body", BROKEN)
def test_a_file_that_is_broken_or_of_another_shape_fails(tmp_path: Path, body: str) -> None:
    (tmp_path / "service.json").write_text(body)
    with pytest.raises(SourceError, match=r"service\.json: expected"):
        read(str(tmp_path))


def test_a_page_whose_items_are_no_list_fails_the_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected a JSON array"):
        read(write(tmp_path, service={"itemList": {"id": 1}}))


def test_a_file_that_is_not_there_fails_the_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(str(tmp_path / "none.json"))


def test_many_services_come_in_pages(tmp_path: Path) -> None:
    things = [bare(id=guid(number)) for number in range(250)]
    location = write(tmp_path, service=page(*things))
    pages = list(Ptv(Fetcher()).pages(location))
    assert [len(one.records) for one in pages] == [100, 100, 50]
    assert {one.cursor for one in pages} == {""}
    assert len(list(records_of(Ptv(Fetcher()), location))) == 250
