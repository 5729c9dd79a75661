import pytest

from geo.distance import distance_m
from geo.gazetteer import Gazetteer, Mention
from geo.municipalities import municipalities, regions
from geo.point import Point

gazetteer = Gazetteer.load()


def only(text: str) -> Mention:
    found = gazetteer.find(text)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tampereella", "Tampere"),
        ("Helsingissä", "Helsinki"),
        ("Turkuun", "Turku"),
        ("Lahdessa", "Lahti"),
        ("Lahdelta", "Lahti"),
        ("Seinäjoella", "Seinäjoki"),
        ("Uudessakaupungissa", "Uusikaupunki"),
        ("Uudenkaarlepyyn", "Uusikaarlepyy"),
        ("Isossakyrössä", "Isokyrö"),
        ("Kauniaisissa", "Kauniainen"),
        ("Paraisilla", "Parainen"),
        ("Ikaalisten", "Ikaalinen"),
        ("Kangasalla", "Kangasala"),
        ("Kauniaisessa", "Kauniainen"),
        ("Iissä", "Ii"),
        ("Iihin", "Ii"),
        ("Salosta", "Salo"),
        ("Vantaalle", "Vantaa"),
        ("Mikkelistä", "Mikkeli"),
        ("Rovaniemeltä", "Rovaniemi"),
        ("Pedersöressä", "Pedersören kunta"),
        ("Pedersören kunnassa", "Pedersören kunta"),
        ("Maarianhaminassa", "Maarianhamina"),
        ("Virroilla", "Virrat"),
        ("Lopella", "Loppi"),
        ("Muhoksella", "Muhos"),
        ("Punkalaitumelta", "Punkalaidun"),
        ("Pihtiputaalle", "Pihtipudas"),
        ("Varkaudessa", "Varkaus"),
        ("Hailuotoon", "Hailuoto"),
        ("Outokummusta", "Outokumpu"),
        ("Hangossa", "Hanko"),
        ("Juuassa", "Juuka"),
        ("Vesannolla", "Vesanto"),
        ("Kiteellä", "Kitee"),
        ("Raahessa", "Raahe"),
        ("Mänttä-Vilppulaan", "Mänttä-Vilppula"),
        ("Koskella Tl", "Koski Tl"),
        ("Pälkäneellä", "Pälkäne"),
        ("Muuramessa", "Muurame"),
        ("Ruovedeltä", "Ruovesi"),
        ("Rautalammin", "Rautalampi"),
        ("Saltvikissa", "Saltvik"),
    ],
)
def test_an_inflected_municipality_is_read(text: str, name: str) -> None:
    found = gazetteer.find(f"jooga {text} torstaina")
    assert [one.place.name_fi for one in found] == [name]


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Ahvenanmaalla", "region", "21"),
        ("på Åland", "region", "21"),
        ("Lapissa", "region", "19"),
        ("i Lappland", "region", "19"),
        ("Uudellamaalla", "region", "01"),
        ("Nylands", "region", "01"),
        ("Pohjois-Karjalassa", "region", "12"),
        ("pohjois karjalassa", "region", "12"),
        ("North Karelia", "region", "12"),
        ("Kanta-Hämeessä", "region", "05"),
        ("Varsinais-Suomesta", "region", "02"),
        ("Pirkanmaan hyvinvointialueella", "wellbeing_county", "08"),
        ("Birkalands välfärdsområde", "wellbeing_county", "08"),
        ("Vantaan ja Keravan hyvinvointialueen", "wellbeing_county", "04"),
        ("Länsi-Uudellamaalla", "wellbeing_county", "03"),
        ("Korsossa", "town", "092:Korso"),
        ("Ivalosta", "town", "148:Ivalo"),
        ("Nastolassa", "town", "398:Nastola"),
        ("Ekenäs", "town", "710:Tammisaari"),
        ("00530", "postcode", "00530"),
        ("Hki", "municipality", "091"),
        ("stadissa", "municipality", "091"),
        ("S:t Michel", "municipality", "491"),
        ("st michels", "municipality", "491"),
        ("Ohcejohka", "municipality", "890"),
    ],
)
def test_regions_counties_towns_and_codes_are_read(text: str, kind: str, code: str) -> None:
    found = only(text).place
    assert (found.kind, found.code) == (kind, code)


def test_every_municipality_is_read_by_its_swedish_name() -> None:
    for one in municipalities().values():
        for text in (one.name_sv, f"i {one.name_sv}", one.name_sv_official.upper()):
            place = only(text).place
            assert (place.kind, place.code) == ("municipality", one.code), text
        genitive = one.name_sv if one.name_sv.endswith(("s", "x")) else f"{one.name_sv}s"
        assert only(f"{genitive} kulturhus").place.code == one.code


def test_every_region_is_read_by_its_names() -> None:
    for area in regions().values():
        for name in (area.name_fi, area.name_sv, area.name_en):
            assert only(f"yoga {name}").place.code == area.code


def test_missing_accents_are_forgiven_but_accents_are_not_ignored() -> None:
    assert only("jyvaskylassa").place.name_fi == "Jyväskylä"
    assert only("jyväskylassa").place.name_fi == "Jyväskylä"
    assert only("aland").place.name_fi == "Ahvenanmaa"
    # "Hälso" is Swedish for health, Halso is Halsua.
    assert gazetteer.find("hälso- och sjukvård") == ()


def test_a_decomposed_text_is_read_with_its_own_offsets() -> None:
    text = "kerho a\u0308hta\u0308rissa\u0308 tänään"
    found = only(text)
    assert found.place.name_fi == "Ähtäri"
    assert text[found.start : found.end] == "a\u0308hta\u0308rissa\u0308"


def test_the_longest_name_wins() -> None:
    assert only("Kemiönsaaren kirjasto").place.name_fi == "Kemiönsaari"
    assert only("Helsingissä").end == len("Helsingissä")
    names = [one.place.kind for one in gazetteer.find("Pirkanmaan hyvinvointialue, Pirkanmaa")]
    assert names == ["wellbeing_county", "region"]


def test_a_text_names_several_places_in_order() -> None:
    text = "Retki Turusta Helsinkiin ja 33100 Tampereelle"
    found = gazetteer.find(text)
    assert [one.place.name_fi for one in found] == [
        "Turku",
        "Helsinki",
        "33100 Tampere",
        "Tampere",
    ]
    assert [text[one.start : one.end] for one in found] == [
        "Turusta",
        "Helsinkiin",
        "33100",
        "Tampereelle",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Turku–Tampere", ["Turku", "Tampere"]),
        ("Turku-Tampere", ["Turku", "Tampere"]),
        ("Itä-Helsingissä", ["Helsinki"]),
        ("Turku-kirja", []),
        ("Tampereellakin", ["Tampere"]),
        ("Espoossako", ["Espoo"]),
        ("Helsinki's libraries", ["Helsinki"]),
        ("info@tampere.fi", []),
        ("www.turku.fi", []),
        ("nimi.suku@espoo.fi tai Espoo.", ["Espoo"]),
        ("", []),
        ("12345678", []),
        ("99998", []),
    ],
)
def test_joined_words_and_addresses(text: str, names: list[str]) -> None:
    assert [one.place.name_fi for one in gazetteer.find(text)] == names


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("kahvila lähellä Kuopiota", "lähellä Kuopiota"),
        ("Kuopion lähellä kahvila", "Kuopion lähellä"),
        ("kahvila Turun lähistöllä tänään", "Turun lähistöllä"),
        ("cafe near Turku", "near Turku"),
        ("kafé nära Vasa", "nära Vasa"),
        ("kafé i närheten av Vasa", "i närheten av Vasa"),
    ],
)
def test_words_that_ask_for_what_is_near_are_heard(text: str, phrase: str) -> None:
    found = only(text)
    assert found.near
    assert text[found.phrase[0] : found.phrase[1]] == phrase


@pytest.mark.parametrize("text", ["kahvila Turussa lähellä", "simskola i Vasa", "Turun seutukunta"])
def test_a_plain_place_does_not_ask_for_what_is_near(text: str) -> None:
    assert not only(text).near


def test_a_preposition_belongs_to_the_phrase_of_its_place() -> None:
    text = "simskola i Vasa"
    found = only(text)
    assert text[found.start : found.end] == "Vasa"
    assert text[found.phrase[0] : found.phrase[1]] == "i Vasa"


def test_forms_that_are_common_words_are_marked() -> None:
    for text in ("salo", "lahti", "kolari", "lopen", "porista", "kemi", "nokia", "ii", "kallio"):
        assert only(text).ambiguous, text
    for text in ("salossa", "lahdessa", "porissa", "helsinki", "turku", "hangossa", "nokialla"):
        assert not only(text).ambiguous, text


def test_cases_are_told_apart() -> None:
    cases = {
        "Turku": "nominative",
        "Turun": "genitive",
        "Turussa": "inner",
        "Turkuun": "inner",
        "Turulla": "outer",
        "Turkua": "partitive",
        "Turuksi": "translative",
        "Turkuna": "essive",
        "Vasas": "genitive",
    }
    assert {text: only(text).case for text in cases} == cases


def test_a_town_without_a_known_point_still_knows_its_municipality() -> None:
    place = only("Tervahauta").place
    assert place.municipality in municipalities()
    assert place.centre is None


@pytest.mark.parametrize(
    ("village", "lat", "lon", "within_km"),
    [
        ("Kilpisjärvi", 69.045, 20.795, 1),
        ("Nummela", 60.333, 24.328, 5),
        ("Ivalo", 68.657, 27.54, 3),
    ],
)
def test_a_village_lies_where_it_is_and_not_in_the_middle_of_its_municipality(
    village: str, lat: float, lon: float, within_km: float
) -> None:
    centre = only(village).place.centre
    assert centre is not None
    assert distance_m(centre, Point(lat, lon)) < within_km * 1000


def test_find_reads_a_long_text_without_losing_its_place() -> None:
    text = "sana " * 2000 + "Kuopiossa"
    assert only(text).start == 10_000
