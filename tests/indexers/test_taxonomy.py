import pytest

from indexers.listing import Channel, Kind, Price
from indexers.sources.lahella_places import FEATURES
from indexers.sources.registry import SOURCES
from indexers.taxonomy import LABEL_LANGUAGES, is_known, label, taxonomy


def test_every_term_has_a_label_in_every_language() -> None:
    terms = [term for terms in taxonomy().values() for term in terms.values()]
    assert len(terms) > 100
    assert all(term.labels[lang].strip() for term in terms for lang in LABEL_LANGUAGES)


@pytest.mark.parametrize("lang", LABEL_LANGUAGES)
def test_no_two_terms_of_a_list_share_a_label(lang: str) -> None:
    for terms in taxonomy().values():
        labels = [term.label(lang) for term in terms.values()]
        assert len(set(labels)) == len(labels)


def test_the_lists_hold_exactly_what_the_model_can_say() -> None:
    lists = taxonomy()
    assert set(lists["kinds"]) == set(Kind)
    assert set(lists["channels"]) == set(Channel)
    assert set(lists["prices"]) == set(Price)
    assert set(lists["accessibility"]) == set(FEATURES.values())
    assert list(lists["weekdays"]) == list("1234567")
    assert set(SOURCES) <= set(lists["sources"])


def test_a_label_follows_the_language_and_falls_back_to_finnish() -> None:
    assert label("themes", "ht_kulttuuri", "sv") == "Kultur och konst"
    assert label("themes", "ht_kulttuuri", "de") == label("themes", "ht_kulttuuri", "fi")


def test_an_unknown_code_is_its_own_label() -> None:
    assert label("themes", "ht_uusi", "fi") == "ht_uusi"
    assert not is_known("themes", "ht_uusi")
    assert is_known("themes", "ht_luonto")
