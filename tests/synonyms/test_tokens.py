"""Tokens: words with offsets, whatever the text is made of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synonyms.tokens import fold, tokenize


def tokens(text: str) -> list[str]:
    return [token for token, _, _ in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Äiti-lapsi-ryhmä kokoontuu", ["äiti-lapsi-ryhmä", "kokoontuu"]),
        ("65-vuotiaat", ["65-vuotiaat"]),
        ("liikunta- ja ulkoiluryhmä", ["liikunta", "ja", "ulkoiluryhmä"]),
        ("Kaikuset ry, 24h", ["kaikuset", "ry", "24h"]),
        ("klo 18:00-20:00", ["klo", "18", "00-20", "00"]),
        ("SPR:n kerho", ["spr:n", "kerho"]),
        ("hinta:ilmainen", ["hinta", "ilmainen"]),
        ("children’s choir", ["children's", "choir"]),
        ("'lainattu'", ["lainattu"]),
        ("kissa🐈koira 👩‍👩‍👧", ["kissa", "koira"]),
        ("نادي القراءة", ["نادي", "القراءة"]),
        ("a_b", ["a", "b"]),
        ("", []),
        ("\x00\x01 \u202e", []),
        ("ker\u00adho", ["kerho"]),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_decomposed_letters_make_the_same_token_at_their_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "Yö äänessä")
    found = tokenize(text)
    assert [token for token, _, _ in found] == ["yö", "äänessä"]
    assert [unicodedata.normalize("NFC", text[a:b]) for _, a, b in found] == ["Yö", "äänessä"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Äiti", "aiti"),
        ("Åbo", "abo"),
        ("løype", "loype"),
        ("ærlig", "aerlig"),
        ("šakki", "sakki"),
        ("čáŋaŋ", "canan"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("йога", "иога"),
    ],
)
def test_folding_takes_accents_and_case_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_offsets_are_ordered_inside_the_text_and_hold_the_token(text: str) -> None:
    last = 0
    for token, start, end in tokenize(text):
        assert token
        assert last <= start < end <= len(text)
        last = end


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
