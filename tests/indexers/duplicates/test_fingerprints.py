import pytest

from indexers.duplicates.fingerprints import email_mark, page_mark, phone_mark, sentence_marks
from indexers.listing import Text


@pytest.mark.parametrize(
    "value", ["+358 50 000 0001", "050 0000001", "p. 050-000 0001 (ma-pe)", "00358500000001"]
)
def test_one_number_has_one_mark_however_it_is_written(value: str) -> None:
    assert phone_mark(value) == phone_mark("050 000 0001") != ""
    assert phone_mark("+358 (0)50 000 0001") == phone_mark("050 000 0001")


@pytest.mark.parametrize("value", [None, "", "soita", "112"])
def test_what_is_no_number_of_a_club_has_no_mark(value: str | None) -> None:
    assert phone_mark(value) == ""


@pytest.mark.parametrize(
    "value",
    [
        "https://www.kuoro.example/fi/ilta/",
        "http://kuoro.example/sv/ilta",
        "kuoro.example/ilta?utm_source=uutiskirje&lang=fi",
        "HTTPS://Kuoro.Example/ilta#ajat",
    ],
)
def test_one_page_has_one_mark(value: str) -> None:
    assert page_mark(value) == page_mark("https://kuoro.example/ilta") != ""


@pytest.mark.parametrize("value", ["https://kuoro.example/ilta?id=2", "https://kuoro.example/Ilta"])
def test_other_pages_have_other_marks(value: str) -> None:
    assert page_mark(value) not in (page_mark("https://kuoro.example/ilta"), "")


@pytest.mark.parametrize("value", [None, "", "javascript:alert(1)", "kuoro", "http://[", "//"])
def test_what_is_no_page_has_no_mark(value: str | None) -> None:
    assert page_mark(value) == ""


def test_marks_tell_no_address() -> None:
    assert email_mark("Kuoro@Example.Invalid ") == email_mark("mailto:kuoro@example.invalid")
    assert "kuoro" not in email_mark("kuoro@example.invalid")
    assert email_mark("ei osoitetta") == ""


def test_a_text_that_is_cut_short_keeps_the_marks_of_its_beginning() -> None:
    whole = Text(
        description="Laulamme yhdessä kansanlauluja. Kahvia ja teetä on tarjolla kaikille! Tule."
    )
    cut = Text(summary="Laulamme  yhdessä KANSANLAULUJA")
    assert set(sentence_marks([cut])) < set(sentence_marks([whole]))
    assert sentence_marks([Text(description="Tervetuloa!")]) == ()
