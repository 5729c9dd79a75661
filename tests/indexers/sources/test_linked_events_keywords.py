"""The reviewed table of keywords, and what the keywords of an event say."""

import re

import pytest

from indexers.listing import AgeRange
from indexers.sources.linked_events_keywords import meanings
from indexers.taxonomy import is_known
from synonyms.needs import needs
from tests.indexers.sources.linked_events_samples import event, read, reference

LAHELLA_THEMES = re.compile(r"(ht|st|vt)_[a-z_]+")


def ids(*names: str) -> list[dict[str, str]]:
    return [reference("keyword", name) for name in names]


def test_every_code_of_the_table_is_on_its_list() -> None:
    assert len(meanings()) > 250
    for keyword, meaning in meanings().items():
        assert re.fullmatch(r"[a-z]+:[\w ]+", keyword)
        assert any(meaning), keyword
        assert all(is_known("themes", code) for code in meaning.themes), keyword
        assert all(is_known("formats", code) for code in meaning.formats), keyword
        assert all(is_known("audiences", code) for code in meaning.audience), keyword
        assert all(code in needs() for code in meaning.needs), keyword
        assert all(LAHELLA_THEMES.fullmatch(code) for code in meaning.themes), keyword


def test_keywords_give_themes_formats_audience_and_needs() -> None:
    found = read(
        event(
            keywords=ids("yso:p1808", "yso:p11185", "yso:p37943"),
            audience=ids("yso:p4354", "yso:p16991"),
            audience_min_age=None,
        )
    )
    assert found.themes == ("ht_kulttuuri", "ht_digi_teknologia", "st_digi")
    assert found.formats == ("hm_esitykset", "hm_oppaat")
    assert found.audience.ages == (AgeRange(min=2, max=6), AgeRange(min=7, max=12))
    assert found.audience.genders == ("female",)
    assert found.needs == ("digital_skills",)


def test_ages_that_the_event_tells_count_before_those_of_its_keywords() -> None:
    found = read(event(audience=ids("yso:p4354"), audience_min_age=16, audience_max_age=20))
    assert found.audience.ages == (AgeRange(min=16, max=20),)


def test_an_event_for_both_genders_is_for_all() -> None:
    assert read(event(audience=ids("yso:p8173", "yso:p16991"))).audience.genders == ()


def test_volunteering_has_themes_of_its_own_and_no_needs_of_the_helper() -> None:
    keywords = ids("yso:p6165", "yso:p1808")
    helping = read(event(type_id="Volunteering", keywords=keywords))
    assert (helping.themes, helping.needs) == (("vt_maahanmuutto",), ())
    taking_part = read(event(keywords=keywords))
    assert taking_part.themes == ("st_maahanmuutto", "ht_kulttuuri")
    assert taking_part.needs == ("settling_in_finland",)
    assert read(event(type_id="Volunteering", keywords=ids("yso:p1808"))).themes == (
        "ht_kulttuuri",
    )


def test_keywords_without_a_theme_are_subject_words_and_are_reported() -> None:
    strange = {"id": "x:1", "name": {"fi": "korjauskahvila", "sv": "reparationskafé"}}
    nameless = {"name": {"fi": "vaihtotori"}}
    found = read(event(keywords=[strange, nameless]))
    assert found.themes == ()
    assert found.keywords == (strange["name"], nameless["name"])
    assert found.provenance.unmapped == ("keywords:x:1", "keywords:vaihtotori")


@pytest.mark.parametrize("keywords", [None, [], "yso:p1808", [None, 3], {}])
def test_an_event_may_have_no_keywords(keywords: object) -> None:
    found = read(event(keywords=keywords))
    assert [*found.themes, *found.formats, *found.keywords] == []
    assert found.provenance.unmapped == ()


def test_groups_of_people_are_an_audience() -> None:
    found = read(event(audience=ids("yso:p13050", "yso:p7179"))).audience
    assert found.groups == ("families", "disabled")
