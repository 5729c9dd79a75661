"""Analysis: inflected words meet in their base form, and nothing turns into its opposite."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synonyms.finnish import LONGEST, finnish_available, finnish_engine, read_by_snowball
from synonyms.languages import base_forms
from synonyms.words import Word, analyze, read_cached


def one(text: str, lang: str = "fi") -> Word:
    (word,) = analyze(text, lang)
    return word


def test_finnish_is_read_by_voikko() -> None:
    assert finnish_available()
    assert finnish_engine() == "voikko"


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("uimahallissa", "uimahalli"),
        ("työttömille", "työtön"),
        ("ikääntyneille", "ikääntynyt"),
        ("kehitysvammaisten", "kehitysvammainen"),
        ("Tampereella", "tampere"),
        ("lähiöissä", "lähiö"),
        ("SPR:n", "spr"),
        ("mll:n", "mll"),
        ("jumpassakin", "jumppa"),
        ("65-vuotiaille", "65-vuotias"),
        ("yli-65-vuotiaille", "yli-65-vuotias"),
        ("äiti-lapsi-ryhmissä", "äiti-lapsi-ryhmä"),
        ("zumbatunnille", "zumbatunti"),
        ("korsossa", "korso"),
    ],
)
def test_an_inflected_finnish_word_meets_its_base_form(inflected: str, base: str) -> None:
    assert base in one(inflected).lemmas


def test_both_readings_of_a_word_are_kept() -> None:
    assert set(one("jumppaan").lemmas) == {"jumpata", "jumppa"}
    assert {"laulu", "lauluilta"} <= set(one("lauluilta").lemmas)


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("juokseminen", "juosta"),
        ("neulomista", "neuloa"),
        ("laulaminen", "laulaa"),
        ("uinti", "uida"),
        ("laulajille", "laulaa"),
        ("uimahalli", "uida"),
    ],
)
def test_a_verbal_noun_reaches_its_verb(noun: str, verb: str) -> None:
    word = one(noun)
    assert verb in (*word.lemmas, *word.roots)


@pytest.mark.parametrize("form", ["neulominen", "neulomista", "neulomisen"])
def test_a_verbal_noun_stays_a_noun_too(form: str) -> None:
    assert "neulominen" in one(form).lemmas


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("vertaistukea", ("vertainen", "tuki")),
        ("maahanmuuttajanaisille", ("maahanmuuttaja", "nainen")),
        ("mielenterveyskuntoutujien", ("mieli", "terveys", "kuntoutuja")),
        ("omaishoitajan", ("omainen", "hoitaja")),
        ("vapaaehtoistyötä", ("vapaaehtoinen", "työ")),
        ("kävelyryhmä", ("kävely", "ryhmä")),
        ("zumbatunnille", ("zumba", "tunti")),
        ("äiti-lapsi-ryhmä", ("äiti", "lapsi", "ryhmä")),
    ],
)
def test_a_finnish_compound_is_taken_apart(compound: str, parts: tuple[str, ...]) -> None:
    assert one(compound).parts == parts


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("varsinaista", "nainen"),
        ("viranomaiskirjeet", "omainen"),
        ("sairaanhoitajalle", "sairas"),
        ("virkamiehet", "mies"),
        ("porukassa", "kassa"),
    ],
)
def test_an_accidental_part_is_left_out(word: str, part: str) -> None:
    assert part not in one(word).parts


def test_a_long_compound_keeps_its_longer_pieces() -> None:
    assert "mielenterveys" in one("mielenterveyskuntoutujille").joined
    assert "lentopallo" in one("rantalentopalloa").joined


@pytest.mark.parametrize("word", ["kissa", "liikunta", "Tampere", "helppo"])
def test_a_simple_word_has_no_parts(word: str) -> None:
    assert one(word).parts == ()


@pytest.mark.parametrize(
    ("negation", "opposite"),
    [
        ("maksuton", "maksu"),
        ("maksuttomille", "maksu"),
        ("maksutta", "maksu"),
        ("maksuttomasti", "maksu"),
        ("koditon", "koti"),
        ("kodittomuus", "koti"),
        ("päihteettömyys", "päihde"),
        ("työttömyys", "työ"),
        ("työttömyysturva", "työ"),
        ("savuttomassa", "savu"),
        ("esteetön", "este"),
        ("alkoholittomat", "alkoholi"),
        ("lapsettomuus", "lapsi"),
        ("puhumaton", "puhua"),
        ("rahatta", "raha"),
        ("uneton", "uni"),
        ("väkivallattomuus", "väkivalta"),
        ("liikuntarajoitteinen", "liikunta"),
        ("kirjoittamatta", "kirjoittaa"),
        ("maksullinen", "maksuton"),
    ],
)
def test_a_negation_never_reaches_what_it_negates(negation: str, opposite: str) -> None:
    word = one(negation)
    assert opposite not in (*word.lemmas, *word.parts, *word.roots, *word.joined)


@pytest.mark.parametrize(
    ("noun", "adjective"),
    [("päihteettömyys", "päihteetön"), ("työttömyys", "työtön"), ("maksutta", "maksuton")],
)
def test_a_negation_reaches_its_adjective(noun: str, adjective: str) -> None:
    word = one(noun)
    assert adjective in (*word.lemmas, *word.roots)


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("körer", "kör"),
        ("sorgegruppen", "sorgegrupp"),
        ("närståendevårdaren", "närståendevårdare"),
        ("kamratstödet", "kamratstöd"),
        ("hemlösa", "hemlös"),
        ("missbruket", "missbruk"),
        ("äldre", "äldre"),
    ],
)
def test_an_inflected_swedish_word_meets_its_base_form(inflected: str, base: str) -> None:
    assert base in one(inflected, "sv").lemmas


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("närståendevårdare", ("närstående", "vårdare")),
        ("stolgymnastik", ("stol", "gymnastik")),
        ("sorgegruppen", ("sorg", "grupp")),
        ("samtalsgrupp", ("samtal", "grupp")),
        ("simhallen", ("simma", "hall")),
        ("invandrarkvinnor", ("invandrare", "kvinna")),
        ("arbetslöshet", ()),
        ("avgiftsfria", ()),
        ("barnlösa", ()),
        ("promenader", ()),
        ("verksamhet", ()),
        ("kontakten", ()),
        ("distans", ()),
        ("avslappning", ()),
        ("tillsammans", ()),
    ],
)
def test_a_swedish_compound_is_taken_apart_but_no_negation(
    compound: str, parts: tuple[str, ...]
) -> None:
    assert one(compound, "sv").parts == parts


@pytest.mark.parametrize(
    ("inflected", "base"),
    [("choirs", "choir"), ("children's", "child"), ("singing", "sing"), ("knitting", "knitting")],
)
def test_an_inflected_english_word_meets_its_base_form(inflected: str, base: str) -> None:
    assert base in one(inflected, "en").lemmas


@pytest.mark.parametrize(
    ("lang", "inflected", "base"),
    [("ru", "йогу", "йога"), ("uk", "людей", "людина"), ("et", "inimestele", "inimene")],
)
def test_other_languages_with_a_word_list_have_base_forms(
    lang: str, inflected: str, base: str
) -> None:
    assert one(inflected, lang).lemmas == (base,)


def test_a_language_without_a_word_list_stays_as_written() -> None:
    assert one("haweenka", "so").lemmas == ("haweenka",)
    assert not one("haweenka", "so").known


def test_a_language_tag_is_its_language() -> None:
    assert analyze("uimahallissa", "fi-FI") == analyze("uimahallissa", "fi")


def test_the_fallback_stems_and_knows_nothing() -> None:
    assert read_by_snowball("uimahallissa").lemmas == read_by_snowball("uimahallin").lemmas
    assert not read_by_snowball("uimahallissa").known


@pytest.mark.parametrize("lang", ["fi", "sv", "en", "so"])
def test_base_forms_alone_are_those_of_a_whole_reading(lang: str) -> None:
    for word in ["missbruk", "simhallen", "choirs", "children's", "uimahallissa", "yoga", "9"]:
        assert base_forms(word, lang) == one(word, lang).lemmas


def test_eight_threads_read_the_same_text_alike() -> None:
    text = "Maksuton vertaistukiryhmä ikääntyneille uimahallissa, närståendevårdare " * 20
    read_cached.cache_clear()
    langs = ["fi", "sv", "en", "ru"] * 16
    with ThreadPoolExecutor(max_workers=8) as pool:
        found = list(pool.map(lambda lang: analyze(text, lang), langs))
    read_cached.cache_clear()
    for lang, words in zip(langs, found, strict=True):
        assert words == analyze(text, lang)


HOSTILE = [
    "a" * 300,
    "ä" * 10_000,
    "-" * 500,
    "a-" * 2_000,
    "👩‍👩‍👧" * 100,
    "\x00\x1f\x7f",
    "\u202eاختبار\u202c",
    "a\u0301" * 300,
    "1" * 400,
    ":::a:b",
    "'''a'b'",
    "\ud800",
    "٣-٤",
    "²",
    "kin",
    "-kin",
    "9:n",
]


@pytest.mark.parametrize("lang", ["fi", "sv", "en", "ru", "ar", "so", "", "x" * 50])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_without_an_error(text: str, lang: str) -> None:
    for word in analyze(text, lang):
        assert word.lemmas
        assert all(word.lemmas)


def test_a_word_of_absurd_length_is_left_alone() -> None:
    assert one("a" * 300).lemmas == ("a" * 300,)
    assert len("a" * 300) > LONGEST


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["fi", "sv", "en"]))
def test_any_text_is_read_without_an_error(text: str, lang: str) -> None:
    for word in analyze(text, lang):
        assert text[word.start : word.end]
        assert word.lemmas
