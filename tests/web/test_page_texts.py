from string import Formatter

import pytest

from search_service.messages import LANGUAGES
from search_service.parameter_table import NAMES
from search_service.web.page_texts import PageTexts, page_language, read_texts


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_exists_in_every_language_with_the_same_blanks() -> None:
    for key, row in read_texts().items():
        assert all(row[lang] for lang in LANGUAGES), key
        if key.startswith("date"):
            continue  # each language writes a date with its own parts
        assert blanks(row["fi"]) == blanks(row["sv"]) == blanks(row["en"]), key


def test_every_parameter_has_a_name_for_people() -> None:
    assert {f"filter.{name}" for name in NAMES} <= set(read_texts())


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        PageTexts("fi")("no.such.key")


def test_the_page_is_finnish_where_it_has_no_texts() -> None:
    assert [page_language(lang) for lang in ("sv-FI", "ru", "", "<x>")] == ["sv", "fi", "fi", "fi"]


def test_thousands_stand_apart_as_the_language_writes_them() -> None:
    assert PageTexts("en").number(1234567) == "1,234,567"
    assert PageTexts("fi").number(1234567) == "1\u00a0234\u00a0567"
