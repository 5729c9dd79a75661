import pytest

from search_service.web.web_address import mail_link, phone_link, web_address


@pytest.mark.parametrize("url", ["https://example.fi/a?b=c", "http://example.fi"])
def test_an_address_of_the_web_is_a_link(url: str) -> None:
    assert web_address(url) == url


def test_an_address_without_its_scheme_is_taken_as_secure() -> None:
    assert web_address("www.example.fi") == "https://www.example.fi"


def test_a_space_within_an_address_is_written_as_addresses_have_it() -> None:
    assert web_address("https://example.fi/oma sivu") == "https://example.fi/oma%20sivu"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "https://",
        "http://[",
        "ftp://example.fi",
        "//x",
        "https://example.fi/\r\nX-INJECTED:1",
        "https://example.fi/\x00",
        "",
        None,
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("050 000 0013", "tel:0500000013"),
        ("+358 (0)50-000 0013", "tel:+358500000013"),
        ("112", "tel:112"),
        ("050 000 0013 050 000 0014", None),
        ("p. 050 000 0013 (ma–pe)", None),
        (None, None),
    ],
)
def test_a_number_can_be_called_when_it_is_one(number: str | None, link: str | None) -> None:
    assert phone_link(number) == link


def test_a_mail_link_carries_an_address_only() -> None:
    assert mail_link("info@example.org") == "mailto:info@example.org"
    assert mail_link("info@example.org?bcc=a@example.org") is None
    assert mail_link("not an address") is None
