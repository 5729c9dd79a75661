"""The table of PTV's codes: complete, consistent with our own lists, and read as it is meant."""

from functools import cache
from pathlib import Path

import orjson
import pytest

from indexers.index.terms import TermMaker
from indexers.listing import AgeRange, Kind
from indexers.sources.ptv_codes import Meanings, code_of, main_class, meanings_of, ptv_codes
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw
from indexers.taxonomy import is_known
from synonyms.audiences import audiences
from synonyms.concepts import Concepts
from synonyms.needs import needs
from tests.indexers.samples import listing

VOCAB = Path(__file__).parents[4] / "shared" / "vocab"
LISTS = ("ptv_service_classes", "ptv_target_groups", "ptv_life_events")


def meant(**lists: list[str]) -> tuple[Meanings, list[str]]:
    """What codes mean, and those that no table has."""
    fields: dict[str, object] = {
        name: [{"code": code} for code in codes] for name, codes in lists.items()
    }
    notes = Notes()
    return meanings_of(Raw(fields), notes), notes.unmapped


@pytest.mark.skipif(not VOCAB.exists(), reason="the official lists are not here")
@pytest.mark.parametrize("name", LISTS)
def test_the_table_has_every_official_code(name: str) -> None:
    items = orjson.loads((VOCAB / f"{name}.json").read_bytes())["items"]
    assert len(items) > 16
    assert {item["code"] for item in items} <= set(ptv_codes())


def test_the_table_has_all_classes_groups_and_events_of_2023() -> None:
    starts = [code.rstrip("0123456789.") for code in ptv_codes()]
    assert {one: starts.count(one) for one in set(starts)} == {"P": 229, "KR": 17, "KE": 19}


def test_every_class_means_something_of_its_own_or_by_its_main_class() -> None:
    classes = {code: one for code, one in ptv_codes().items() if code.startswith("P")}
    silent = [code for code, one in classes.items() if not (one.themes or one.kind or one.needs)]
    assert silent == []
    assert all(main_class(code) in classes for code in classes)


def test_every_word_of_the_table_is_one_of_our_lists() -> None:
    for code, one in ptv_codes().items():
        assert one.kind in ("", *Kind), code
        assert all(is_known("themes", theme) for theme in one.themes), code
        assert all(is_known("formats", form) for form in one.formats), code
        assert set(one.needs) <= set(needs()), code
        by_age = {name for name, found in audiences().items() if found.kind == "age"}
        assert one.audience in ("", *by_age) or is_known("audiences", one.audience), code


def test_the_table_tells_each_need_that_the_names_of_its_themes_tell_anyway() -> None:
    """The words of a theme's label count too: the table would be silent about a need it causes."""
    maker = TermMaker(Concepts.load())

    @cache
    def needs_of_themes(themes: tuple[str, ...]) -> set[str]:
        return set(maker.terms_of(listing(texts={"fi": {"title": "x"}}, themes=themes)).needs)

    silent = {
        code: found
        for code, one in ptv_codes().items()
        if (found := needs_of_themes(one.themes) - set(one.needs))
    }
    assert silent == {}


def test_a_sub_class_inherits_what_it_does_not_say_itself() -> None:
    table = ptv_codes()
    assert table["P27.1"].kind == "hobby"
    assert table["P27.2"].themes == ("ht_urheilu", "ht_luonto")
    assert table["P3.2"].needs == ("parenting",)
    assert table["P22.6"].needs == ()
    assert table["P25.5"].themes == ()


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"code": "P25.5"}, "P25.5"),
        ({"code": " KR1 ", "newUri": "x/code/KR2"}, "KR1"),
        ({"code": None, "newUri": "http://uri.suomi.fi/codelist/ptv/x/code/KR1.2"}, "KR1.2"),
        ({"uri": "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P28"}, "P28"),
        ({"uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1203"}, ""),
        ({}, ""),
    ],
)
def test_a_code_stands_in_its_field_or_ends_its_address(item: dict[str, object], code: str) -> None:
    assert code_of(Raw(item)) == code


def test_an_unknown_sub_class_counts_as_its_main_class_and_is_told() -> None:
    found, unmapped = meant(serviceClasses=["P27.99", "P99", "x"])
    assert found.themes == ("ht_urheilu",)
    assert unmapped == ["serviceClasses:P27.99", "serviceClasses:P99", "serviceClasses:x"]


def test_a_class_without_code_is_told_by_its_address() -> None:
    notes = Notes()
    meanings_of(Raw({"serviceClasses": [{"uri": "http://urn.fi/x"}, {}]}), notes)
    assert notes.unmapped == ["serviceClasses:http://urn.fi/x", "serviceClasses:nothing"]


@pytest.mark.parametrize(
    ("targets", "ages", "groups"),
    [
        (["KR1"], (), ()),
        (["KR1", "KR1.1"], (AgeRange(min=65),), ()),
        (["KR1.3"], (AgeRange(min=13, max=29),), ()),
        (["KR1", "KR1.1", "KR1.2", "KR1.3"], (), ("families",)),
        (["KR1", "KR1.6"], (), ("disabled",)),
        (["KR2", "KR2.7"], (), ("associations",)),
        (["KR2"], (), ("businesses",)),
        (["KR3", "KR1.4"], (), ("authorities", "long_term_ill")),
    ],
)
def test_groups_are_kept_and_ages_only_where_one_group_is_meant_alone(
    targets: list[str], ages: tuple[AgeRange, ...], groups: tuple[str, ...]
) -> None:
    audience = meant(targetGroups=targets)[0].audience
    assert (audience.ages, audience.groups) == (ages, groups)


def test_a_group_tells_a_need_only_where_it_is_meant_alone() -> None:
    assert meant(targetGroups=["KR1", "KR1.6"])[0].needs == ("disability",)
    assert meant(targetGroups=["KR1.6", "KR1.1"])[0].needs == ()


def test_a_life_event_tells_the_need_that_comes_with_it() -> None:
    assert meant(lifeEvents=["KE7", "KE9", "KE6"])[0].needs == ("separation", "debt")


@pytest.mark.parametrize(
    ("classes", "targets", "kind"),
    [
        (["P25.5"], [], Kind.HOBBY),
        (["P27"], ["KR1"], Kind.HOBBY),
        (["P27"], ["KR2.7"], Kind.SERVICE),
        (["P27"], ["KR2.7", "KR1"], Kind.HOBBY),
        (["P25.7", "P10.8"], [], Kind.SUPPORT),
        (["P5.16"], [], Kind.SUPPORT),
        (["P25.1"], [], Kind.SERVICE),
        ([], [], Kind.SERVICE),
    ],
)
def test_a_class_tells_the_kind_of_what_is_for_citizens(
    classes: list[str], targets: list[str], kind: Kind
) -> None:
    assert meant(serviceClasses=classes, targetGroups=targets)[0].kind is kind


def test_a_permit_is_a_service_whatever_its_class() -> None:
    permit = Raw({"type": "PermitOrObligation", "serviceClasses": [{"code": "P27.5"}]})
    assert meanings_of(permit, Notes()).kind is Kind.SERVICE
