from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.web.page_reading import attribute, read_page, shown


def choice(page: LexborHTMLParser, label: str) -> LexborNode:
    found = [node for node in page.css(".facet li a") if label in node.text()]
    assert found, label
    return found[0]


def pairs(url: str) -> set[tuple[str, str]]:
    return set(parse_qsl(urlsplit(url).query))


def test_a_value_is_added_and_the_rest_of_the_search_kept(api: TestClient) -> None:
    page = read_page(api, "/?q=liikunta&lang=sv&sort=name&weekday=2&page=2")
    added = attribute(choice(page, "Avgiftsfritt"), "href")
    kept = {("q", "liikunta"), ("lang", "sv"), ("sort", "name"), ("weekday", "2")}
    assert pairs(added) == kept | {("price", "free")}


def test_the_count_of_a_value_is_what_its_link_finds(api: TestClient) -> None:
    page = read_page(api, "/?q=liikunta&interpret=off")
    value = choice(page, "Maksuton")
    count = value.css_first(".count")
    assert count is not None
    narrowed = read_page(api, f"{attribute(value, 'href')}&per_page=100")
    assert len(shown(narrowed)) == int(count.text())


def test_two_values_of_a_facet_widen_it(api: TestClient) -> None:
    page = read_page(api, "/?price=free")
    assert pairs(attribute(choice(page, "Maksullinen"), "href")) == {("price", "free,paid")}


def test_two_features_of_accessibility_are_both_required_and_promise_no_count(
    api: TestClient,
) -> None:
    page = read_page(api, "/?accessibility=wheelchair")
    toilet = choice(page, "Esteetön wc")
    assert toilet.css_first(".count") is None
    url = attribute(toilet, "href")
    assert pairs(url) == {("accessibility", "wheelchair"), ("accessibility", "accessible_toilet")}
    assert len(shown(read_page(api, url))) <= len(shown(page))


def test_a_chosen_value_is_marked_and_takes_itself_away(api: TestClient) -> None:
    page = read_page(api, "/?q=liikunta&price=free,paid&weekday=2")
    chosen = choice(page, "Maksuton")
    assert chosen.attributes.get("aria-current") == "true"
    expected = {("q", "liikunta"), ("price", "paid"), ("weekday", "2")}
    assert pairs(attribute(chosen, "href")) == expected


@pytest.mark.parametrize(
    ("filters", "label"),
    [
        ("theme=ht_urheilu", "Urheilu ja liikunta"),
        ("municipality=091", "Helsinki"),
        ("region=06", "Pirkanmaa"),
        ("weekday=2", "Tiistai"),
        ("age=70", "70"),
        ("serves=091", "Helsinki"),
        ("time_from=17:00", "17:00"),
        ("near=60.18,24.95", "valittu sijainti"),
    ],
)
def test_every_filter_is_a_chip_that_can_be_removed(
    api: TestClient, filters: str, label: str
) -> None:
    page = read_page(api, f"/?q=liikunta&{filters}")
    chips = page.css(".read a.chip.remove")
    assert len(chips) == 1
    assert label in chips[0].text()
    assert attribute(chips[0], "href") == "/?q=liikunta"


def test_all_filters_are_removed_at_once(api: TestClient) -> None:
    page = read_page(api, "/?q=liikunta&lang=en&price=free&weekday=2,3")
    links = [attribute(node, "href") for node in page.css(".read a.chip:not(.remove)")]
    assert links == ["/?q=liikunta&lang=en"]


def test_weekdays_and_ages_stand_in_their_own_order(api: TestClient) -> None:
    page = read_page(api, "/")
    facets = {node.css("summary")[0].text(): node for node in page.css("details.facet")}
    days = [node.text().split()[0] for node in facets["Viikonpäivä"].css("li a")]
    assert days[:3] == ["Maanantai", "Tiistai", "Keskiviikko"]
    assert "Vauvat" in facets["Kenelle"].css("li a")[0].text()


def test_a_code_without_a_label_is_not_offered(api: TestClient) -> None:
    page = read_page(api, "/")
    assert not [node for node in page.css(".facet li a") if "ht_uusi" in node.text()]
