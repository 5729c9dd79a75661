import pytest

from indexers.duplicates.title_match import TitleMatch, compare_titles
from indexers.duplicates.title_words import marks_of
from indexers.duplicates.titles import Titles, atoms, read_titles
from indexers.listing import Text


def titles(**by_language: str) -> Titles:
    return read_titles({lang: Text(title=title) for lang, title in by_language.items()})


def compared(one: str, other: str, *context: str) -> TitleMatch:
    known = frozenset(atom for name in context for atom in atoms(name, "fi"))
    found = compare_titles(titles(fi=one), titles(fi=other), known)
    turned = compare_titles(titles(fi=other), titles(fi=one), known)
    assert found.alike == turned.alike
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Avoin kuoroilta", "AVOIN KUORO-ILTA!"),
        ("Kielikahvila Babel", "kielikahvila  babel"),
        ("Pullakahvit", "Pullakahvi"),
        ("Nyrkkeilyn kuntopiiri", "Nyrkkeilyn kuntopiirri"),
    ],
)
def test_titles_that_are_one(one: str, other: str) -> None:
    assert compared(one, other).alike == 1


def test_a_filler_weighs_little_a_name_in_context_less_and_a_thing_much() -> None:
    filler = compared("Pingis", "Pingiskerho")
    town = compared("Pingis", "Pingis Kuopiossa", "Kuopio")
    thing = compared("Pingis", "Pingis ja koripallo")
    assert 1 > town.alike > filler.alike > thing.alike
    assert thing.odd
    assert not town.odd
    assert not filler.odd


@pytest.mark.parametrize(
    ("one", "other"), [("Kuorojen ilta", "Kuurojen ilta"), ("Avoin zumba", "Avoin rumba")]
)
def test_known_and_short_words_are_no_slips_of_each_other(one: str, other: str) -> None:
    assert compared(one, other).alike < 0.6


def test_words_that_exclude_each_other_are_told() -> None:
    assert compared("Maksuton kuntosali", "Maksullinen kuntosali").opposite


def test_titles_of_two_languages_meet_by_their_concepts() -> None:
    found = compare_titles(titles(fi="Jooga"), titles(sv="Yoga"), frozenset())
    assert found.across
    assert found.alike > compare_titles(titles(fi="Judo"), titles(sv="Yoga"), frozenset()).alike


def test_all_shared_languages_count() -> None:
    one = titles(fi="Hevosjooga", en="Yoga")
    other = titles(fi="Koirajooga", en="Yoga")
    assert compare_titles(one, other, frozenset()).alike < 0.8


def test_a_title_repeated_under_other_languages_is_read_once() -> None:
    assert set(titles(sv="Kuoroilta", fi="Kuoroilta", en="Kuoroilta").by_language) == {"fi"}


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Jooga, jatkokurssi", {"level:continuing"}),
        ("Seniorijumppa", {"age:senior"}),
        ("Tyttöjen futis", {"gender:girls"}),
        ("Jooga ti", {"weekday:2"}),
        ("Tiistai-ilta", {"weekday:2", "time:16:30-23:59"}),
        ("Kielikahvila ruotsiksi", {"language:sv"}),
        ("Jooga", set()),
    ],
)
def test_what_titles_tell_apart(title: str, marks: set[str]) -> None:
    assert set(titles(fi=title).marks) == marks


def test_a_title_of_nothing_but_an_audience_keeps_it_as_its_thing() -> None:
    assert titles(fi="Seniorit").by_language["fi"].things == ("seniori",)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Futis P2015", {"p2015"}),
        ("Kerho 7–9-vuotiaille", {"7", "9"}),
        ("Keramiikka II", {"ii"}),
        ("Tanssi B", {"b"}),
        ("A-tytöt", {"a"}),
        ("KERHO A JA B", set()),
        ("Jooga i salen", set()),
    ],
)
def test_numbers_and_names_of_groups(title: str, numbers: set[str]) -> None:
    assert set(titles(fi=title).numbers) == numbers


def test_accents_tell_a_monday_in_swedish_from_other_words() -> None:
    assert marks_of("mån", "sv") == ("weekday:1",)
    assert marks_of("man", "sv") == ()
    assert marks_of("jooga", "xx") == ()
