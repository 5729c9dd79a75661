"""Ages, audiences, prices, labels and themes as people write them in three languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.listing import Price
from indexers.taxonomy import is_known, taxonomy
from indexers.written.ages import ages_in, year_in
from indexers.written.audience import audience_in
from indexers.written.labels import code_of
from indexers.written.prices import price_in
from indexers.written.themes import themes_of
from synonyms.concepts import Concepts
from synonyms.needs import needs
from synonyms.tsv import read_rows
from tests.test_imports import PROJECT

TABLES = PROJECT / "indexers" / "data"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("7–12 v", [(7, 12)]), ("7-12-vuotiaat", [(7, 12)]), ("ages 7 to 12", [(7, 12)])],
        *[("65+", [(65, None)]), ("yli 65-vuotiaille", [(65, None)]), ("+65", [(65, None)])],
        *[("från 18 år", [(18, None)]), ("18 and over", [(18, None)]), ("K18", [(18, None)])],
        *[("alle 18", [(0, 17)]), ("under 18 år", [(0, 17)]), ("enintään 12 v", [(0, 12)])],
        *[("18–29, 65–99", [(18, 29), (65, None)]), ("7–9 v ja 10–12 v", [(7, 9), (10, 12)])],
        *[("0–18 kk", [(0, 1)]), ("7", [(7, 7)]), ("nuoret 13–17 v", [(13, 17)])],
        *[("kaikenikäiset", []), ("alla åldrar", []), ("All ages", [])],
    ],
)
def test_ages_are_read(text: str, expected: list[tuple[int, int | None]]) -> None:
    found = ages_in(text)
    assert found is not None
    assert [(one.min, one.max) for one in found] == expected


@pytest.mark.parametrize(
    "text", ["", "lapset", "1.-2. lk", "klo 18-20", "12-7", "200", "5 €", "1-2 kertaa viikossa"]
)
def test_other_numbers_are_no_ages(text: str) -> None:
    assert ages_in(text) is None


@pytest.mark.parametrize(
    ("value", "year"),
    [(12, 12), (12.0, 12), ("12", 12), (0, 0), (121, None), (-1, None), (True, None), ("x", None)],
)
def test_an_age_is_a_whole_number_of_years(value: object, year: int | None) -> None:
    assert year_in(value) == year


@pytest.mark.parametrize(
    ("text", "lang", "ages", "genders", "groups"),
    [
        ("eläkeläisille", "fi", [(65, None)], (), ()),
        ("tytöt 13–17 v", "fi", [(13, 17)], ("female",), ()),
        ("nuoret aikuiset", "fi", [(18, 29)], (), ()),
        ("ungdomar", "sv", [(13, 29)], (), ()),
        ("kids", "fi", [(0, 12)], (), ()),
        ("naiset ja miehet", "fi", [], (), ()),
        ("lapsiperheet", "fi", [], (), ("families",)),
    ],
)
def test_audiences_are_read_from_numbers_and_words(
    text: str,
    lang: str,
    ages: list[tuple[int, int | None]],
    genders: tuple[str, ...],
    groups: tuple[str, ...],
) -> None:
    found = audience_in(text, lang)
    assert found is not None
    assert [(one.min, one.max) for one in found.ages] == ages
    assert (found.genders, found.groups) == (genders, groups)


def test_an_audience_that_nobody_knows_is_none() -> None:
    assert audience_in("jäsenet") is None


@pytest.mark.parametrize(
    ("text", "price"),
    [
        *[("ilmainen", "free"), ("Maksuton", "free"), ("0 €", "free"), ("gratis", "free")],
        *[
            ("free of charge", "free"),
            ("ei maksua", "free"),
            ("osallistuminen on ilmaista", "free"),
        ],
        *[("5 €", "paid"), ("12,50 e/kk", "paid"), ("€ 7", "paid"), ("maksullinen", "paid")],
        *[("Vapaa pääsy!", "free"), ("fritt inträde", "free"), ("Free for members", "unknown")],
        *[("maksuton jäsenille", "unknown"), ("gratis för medlemmar", "unknown")],
        *[("edullinen", "paid"), ("Maksuton jäsenille, muuten 5 €", "paid")],
        *[("kysy ohjaajalta", "unknown"), ("", "unknown"), ("7 kertaa", "unknown")],
    ],
)
def test_prices_are_read(text: str, price: str) -> None:
    assert price_in(text) == Price(price)


@pytest.mark.parametrize(
    ("list_name", "text", "code"),
    [
        *[("kinds", "Harrastus", "hobby"), ("kinds", "Palvelu", "service")],
        *[("kinds", "evenemang", "event"), ("kinds", "Tuki ja apu", "support")],
        *[("languages", "suomeksi", "fi"), ("languages", "finska", "fi")],
        *[("languages", "English", "en"), ("languages", "sv", "sv")],
        *[("channels", "verkossa", "online"), ("channels", "paikan päällä", "place")],
        *[("accessibility", "esteetön", "wheelchair"), ("prices", "ilmaiset", "free")],
        *[("formats", "kerho", "hm_ryhmat"), ("themes", "URHEILU JA LIIKUNTA", "ht_urheilu")],
        *[("themes", "Kadentaidot", "ht_kadentaidot"), ("themes", "ht_luonto", "ht_luonto")],
        *[("kinds", "jotain muuta", None), ("kinds", "", None)],
    ],
)
def test_labels_and_codes_lead_to_codes(list_name: str, text: str, code: str | None) -> None:
    assert code_of(list_name, text) == code


@pytest.mark.parametrize(
    ("text", "lang", "themes"),
    [
        ("Urheilu ja liikunta", "fi", ("ht_urheilu",)),
        ("grief", "en", ("st_suru",)),
        ("loneliness", "en", ("st_ystava",)),
        ("Uimakoulut", "fi", ("ht_urheilu",)),
        ("simskola", "sv", ("ht_urheilu",)),
        ("Jooga", "fi", ("ht_hyvinvointi", "ht_urheilu")),
        ("xyzzy", "fi", ()),
        ("", "fi", ()),
    ],
)
def test_subjects_lead_to_themes(text: str, lang: str, themes: tuple[str, ...]) -> None:
    assert themes_of(text, lang) == themes


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_read_or_not_but_never_an_error(text: str) -> None:
    ages_in(text)
    audience_in(text)
    price_in(text)
    themes_of(text)
    for list_name in taxonomy():
        code = code_of(list_name, text)
        assert code is None or is_known(list_name, code)


def test_the_reviewed_tables_name_only_what_there_is() -> None:
    for row in read_rows(TABLES / "concept_themes.tsv"):
        known = Concepts.load() if row["list"] == "concept" else needs()
        assert row["id"] in known, row
        assert is_known("themes", row["theme"]), row
    for row in read_rows(TABLES / "label_words.tsv"):
        assert is_known(row["list"], row["code"]), row
