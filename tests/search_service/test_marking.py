"""Marked texts: the words of the search, in escaped HTML."""

import pytest

from indexers.index.terms import term
from search_service.marking import marked
from synonyms.concepts import Concepts

WORDS = frozenset({term("", "jooga"), term("", "tanssi")})


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    return Concepts.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joogaa & tanssia", "<mark>Joogaa</mark> &amp; <mark>tanssia</mark>"),
        ("<b>Tanssit</b> &", "&lt;b&gt;<mark>Tanssit</mark>&lt;/b&gt; &amp;"),
        ('"A&B" <3 jooga', "&quot;A&amp;B&quot; &lt;3 <mark>jooga</mark>"),
        ("Kahvi & pulla", "Kahvi &amp; pulla"),
        ("", ""),
    ],
)
def test_marks_stand_where_the_words_stand_in_escaped_text(
    concepts: Concepts, text: str, expected: str
) -> None:
    assert marked(text, "fi", WORDS, concepts) == expected


def test_without_wanted_terms_a_text_is_escaped_only(concepts: Concepts) -> None:
    assert marked("Jooga & <b>", "fi", frozenset(), concepts) == "Jooga &amp; &lt;b&gt;"
