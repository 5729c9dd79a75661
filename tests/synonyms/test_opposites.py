"""Opposites: words that look alike and must stay apart."""

import pytest

from synonyms.opposites import negative, opposites, protected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("maksuton", "maksullinen"),
        ("maksuton", "maksu"),
        ("koditon", "koti"),
        ("päihteetön", "päihde"),
        ("työttömyys", "työ"),
        ("savuton", "savu"),
        ("esteetön", "este"),
        ("lapseton", "lapsi"),
        ("puhumaton", "puhe"),
        ("sokea", "sokeri"),
        ("mies", "nainen"),
        ("poika", "tyttö"),
        ("tuki", "tukka"),
        ("avgiftsfri", "avgift"),
        ("hemlös", "hem"),
        ("arbetslös", "arbete"),
        ("barnlös", "barn"),
        ("free", "paid"),
        ("homeless", "home"),
        ("jobless", "job"),
    ],
)
def test_opposites_of_the_table_are_protected_both_ways(a: str, b: str) -> None:
    assert protected(a, b)
    assert protected(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("kuvaton", "kuva"),
        ("langaton", "lanka"),
        ("sävelettömyys", "sävel"),
        ("fruktlös", "frukt"),
        ("mjölkfri", "mjölk"),
        ("fearless", "fear"),
    ],
)
def test_a_negation_outside_the_table_is_protected_by_rule(a: str, b: str) -> None:
    assert not opposites().get(a)
    assert protected(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("maksuton", "maksuton"),
        ("maksuton", "ilmainen"),
        ("työtön", "työttömyys"),
        ("kuoro", "kuorolaulu"),
        ("badminton", "badmintonkerho"),
        ("jooga", "joogakurssi"),
        ("hemlös", "hemlöshet"),
    ],
)
def test_words_of_one_meaning_are_not_protected(a: str, b: str) -> None:
    assert not protected(a, b)


def test_a_negation_is_recognised_by_its_shape() -> None:
    assert all(map(negative, ["maksuton", "työttömyys", "hemlös", "avgiftsfritt", "homeless"]))
    assert not any(map(negative, ["betoni", "lösning", "fritid", "wellness", "työ", "ton"]))


def test_the_table_is_large_and_has_two_groups_in_every_row() -> None:
    assert len(opposites()) > 200
    assert all(other for rows in opposites().values() for other in rows)
