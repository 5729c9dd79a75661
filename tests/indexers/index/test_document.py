import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import LEVELS
from indexers.index.calendar import NEVER
from indexers.index.document import Document, area_key, document_key, documents, is_expired
from indexers.index.settings import CODES, NUMBERS, SEARCHED, SORTED
from indexers.listing import AgeRange, Listing
from tests.conftest import NOW
from tests.indexers.samples import NO_TERMS, activity, listing, read, utc, weekly

PLACE = {"point": {"lat": 65.0, "lon": 25.4}, "precision": "point", "municipality": "564"}
ELSEWHERE = {"point": {"lat": 61.5, "lon": 23.8}, "precision": "street", "municipality": "837"}
ONLINE = {"channel": "online"}


def made_of(made: Listing) -> list[Document]:
    return list(documents(made, NO_TERMS, NOW))


def one(**fields: object) -> Document:
    [document] = made_of(listing(**fields))
    return document


def spans(*ages: tuple[int, int | None]) -> list[tuple[int, int]]:
    """The age spans of the document of a listing with these ranges."""
    found = one(audience={"ages": [{"min": low, "max": high} for low, high in ages]})
    pairs = [
        (found.age1_min, found.age1_max),
        (found.age2_min, found.age2_max),
        (found.age3_min, found.age3_max),
    ]
    return [(low, high) for low, high in pairs if low is not None and high is not None]


def test_every_location_is_a_document_and_one_of_them_is_first() -> None:
    found = made_of(listing(locations=[ELSEWHERE, PLACE, ONLINE]))
    assert [document.first for document in found] == [True, False, False]
    assert len({document.id for document in found}) == 3
    assert {document.listing_id for document in found} == {"lahella:1"}


def test_a_listing_without_locations_is_one_document_that_is_first() -> None:
    found = one()
    assert (found.first, found.geo, found.anywhere, found.precision) == (True, None, True, "none")


def test_only_a_point_gives_a_position_and_the_wire_carries_no_nulls() -> None:
    place, online = (document.wire() for document in made_of(listing(locations=[PLACE, ONLINE])))
    assert place["_geo"] == {"lat": 65.0, "lng": 25.4}
    assert "_geo" not in online
    assert "geo" not in place
    assert None not in [*place.values(), *online.values()]


def test_what_is_on_the_net_or_on_the_phone_too_can_be_used_from_anywhere() -> None:
    locations = [PLACE, ONLINE, {"channel": "phone"}, {"channel": "hybrid"}]
    found = made_of(listing(locations=locations))
    assert [document.anywhere for document in found] == [False, True, True, True]


def test_the_areas_of_all_locations_stand_on_each_document() -> None:
    for document in made_of(listing(locations=[ELSEWHERE, PLACE, ONLINE])):
        assert document.municipalities == ("564", "837")
        assert document.regions == ("06", "17")
        assert document.wellbeing_counties == ("08", "19")


def test_documents_of_a_listing_differ_only_in_what_belongs_to_the_location() -> None:
    first, second = made_of(listing(locations=[PLACE, ELSEWHERE]))
    own = {
        "id",
        "first",
        "lead",
        "geo",
        "precision",
        "coarse",
        "listing",
        *(f"cell_{level}" for level in LEVELS),
    }
    same = first.model_dump().keys() - own
    assert first.model_dump(include=same) == second.model_dump(include=same)


def test_the_whole_listing_travels_on_its_first_document_only() -> None:
    made = listing(locations=[PLACE, ELSEWHERE])
    first, second = made_of(made)
    assert second.listing is None
    assert Listing.model_validate(first.listing) == made


@settings(deadline=None, max_examples=100)
@given(st.lists(st.from_regex(r"[a-z_]{1,9}:[A-Za-z0-9._~-]{1,20}", fullmatch=True), unique=True))
def test_document_keys_have_the_engines_letters_and_never_meet(names: list[str]) -> None:
    keys = [document_key(name) for name in names]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", key) for key in keys)
    assert len(set(keys)) == len(names)


@pytest.mark.parametrize(
    ("one_id", "other"), [("a:b_c", "a_b:c"), ("a:._", "a:_."), ("a:_2e_", "a:.")]
)
def test_ids_that_look_alike_stay_apart(one_id: str, other: str) -> None:
    assert document_key(one_id) != document_key(other)


@pytest.mark.parametrize(
    ("kind", "code", "key"),
    [
        ("country", "FI", "FI"),
        ("municipality", "091", "m091"),
        ("region", "01", "r01"),
        ("wellbeing_county", "90", "w90"),
    ],
)
def test_an_area_served_is_one_string(kind: str, code: str, key: str) -> None:
    assert area_key(kind, code) == key
    assert one(serves=[{"kind": kind, "code": code}]).serves == (key,)


def test_ages_that_touch_or_overlap_are_one_span() -> None:
    assert spans((18, 29), (30, 64)) == [(18, 64)]
    assert spans((65, None), (18, 29), (25, 35)) == [(18, 35), (65, 120)]
    assert spans((7, 80), (10, 12)) == [(7, 80)]


def test_ages_apart_stay_apart() -> None:
    assert spans((0, 1), (18, 29), (65, None)) == [(0, 1), (18, 29), (65, 120)]


def test_an_upper_end_of_zero_is_no_missing_end() -> None:
    assert spans((0, 0)) == [(0, 0)]


def test_of_more_than_three_spans_the_nearest_are_joined() -> None:
    assert spans((0, 1), (7, 12), (15, 17), (30, 64)) == [(0, 1), (7, 17), (30, 64)]


def test_unknown_ages_are_told_as_unknown() -> None:
    assert one().age_known is False
    assert spans() == []
    assert one(audience={"ages": [{"min": 0}]}).age_known is True


AGES = st.integers(0, 120)
RANGES = st.one_of(
    st.tuples(AGES, AGES).map(lambda pair: (min(pair), max(pair))),
    st.tuples(AGES, st.none()),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(RANGES, min_size=1, max_size=8))
def test_spans_hold_every_age_in_order_and_apart(ages: list[tuple[int, int | None]]) -> None:
    found = spans(*ages)
    assert 1 <= len(found) <= 3
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    covered = {age for low, high in found for age in range(low, high + 1)}
    wanted = {age for low, high in ages for age in range(low, 121 if high is None else high + 1)}
    assert wanted <= covered
    if len(found) < 3:
        assert covered == wanted


@pytest.mark.parametrize(
    ("age", "groups"),
    [
        (AgeRange(min=0, max=0), ("age_0_1",)),
        (AgeRange(min=10, max=15), ("age_7_12", "age_13_17")),
        (AgeRange(min=17, max=18), ("age_13_17", "age_18_29")),
        (AgeRange(min=64, max=64), ("age_30_64",)),
        (AgeRange(min=80, max=None), ("age_65",)),
    ],
)
def test_an_age_belongs_to_every_group_that_it_overlaps(
    age: AgeRange, groups: tuple[str, ...]
) -> None:
    assert one(audience={"ages": [age]}).audiences == groups


def test_genders_and_other_groups_are_audiences_too() -> None:
    found = one(audience={"ages": [{"min": 70}], "genders": ["female"], "groups": ["x"]})
    assert found.audiences == ("age_65", "female", "x")


def test_a_hybrid_counts_as_on_site_and_online_too() -> None:
    assert one(locations=[{"channel": "hybrid"}]).channels == ("hybrid", "online", "place")
    assert one(locations=[{"channel": "phone"}]).channels == ("phone",)
    assert one().channels == ()


def test_only_features_that_are_there_are_facets() -> None:
    places = [{"accessibility": {"wheelchair": "yes", "parking": "no"}}, {}]
    assert made_of(listing(locations=places))[1].accessibility == ("wheelchair",)


def test_the_organisation_is_told_with_a_label() -> None:
    assert one().organisation_name is None
    named = one(organisation={"id": "lahella:8", "name": {"sv": "Kör", "fi": "Kuoro"}})
    assert (named.organisation, named.organisation_name) == ("lahella:8", "lahella:8|Kuoro")
    assert one(organisation={"id": "a", "name": {"sv": "Kör"}}).organisation_name == "a|Kör"
    assert one(organisation={"id": "a"}).organisation_name == "a|"


def test_the_period_is_the_shorter_of_visibility_and_sessions() -> None:
    sessions = [weekly(valid_until=date(2026, 12, 8))]
    until = {"valid_until": utc("2027-06-30").isoformat()}
    assert one(**until).ends == utc("2027-06-30").timestamp()
    assert (
        one(locations=[{"sessions": sessions}], **until).ends == utc("2026-12-08T19:30").timestamp()
    )
    assert one().ends == NEVER
    assert one(valid_from=utc("2026-08-01").isoformat()).begins == utc("2026-08-01").timestamp()
    assert one().begins == 0


def test_a_listing_expires_with_its_period() -> None:
    moment = NOW.isoformat()
    assert is_expired(listing(valid_until=moment), NOW)
    assert not is_expired(listing(valid_until=moment), NOW - timedelta(seconds=1))
    assert not is_expired(listing(), NOW)


def test_a_listing_expires_when_all_of_its_sessions_are_past() -> None:
    past, coming = weekly(valid_until=date(2026, 11, 17)), weekly(valid_until=date(2026, 11, 24))
    assert is_expired(listing(locations=[{"sessions": [past]}, {}]), NOW)
    assert not is_expired(listing(locations=[{"sessions": [past]}, {"sessions": [coming]}]), NOW)


def test_a_listing_whose_last_times_are_all_cancelled_is_expired() -> None:
    session = weekly(valid_until=date(2026, 11, 24), exclusions=[date(2026, 11, 24)])
    assert is_expired(listing(locations=[{"sessions": [session]}]), NOW)


def test_opening_hours_that_are_over_end_no_listing() -> None:
    past = weekly(valid_until=date(2026, 11, 23))
    made = listing(locations=[{"sessions": [past]}], ongoing=True)
    assert not is_expired(made, NOW)
    assert made_of(made)[0].ends == NEVER


def test_a_session_that_runs_at_this_moment_has_not_expired() -> None:
    running = weekly(start=time(11), end=time(13), valid_until=date(2026, 11, 24))
    made = listing(locations=[{"sessions": [running]}])
    assert not is_expired(made, NOW)
    assert is_expired(made, datetime.fromisoformat("2026-11-24T13:00:00+02:00"))


def test_every_attribute_of_the_settings_is_a_field_of_the_document() -> None:
    fields = set(Document.model_fields) | {"_geo"}
    assert {*SEARCHED, *CODES, *NUMBERS, *SORTED} <= fields


def test_a_card_shows_each_language_and_one_for_all_others() -> None:
    card = made_of(read(activity()))[0].card
    assert set(card["texts"]) == {"fi", "sv", "default"}
    assert card["texts"]["fi"]["title"] == "Avoin kuoroilta"
    assert card["texts"]["default"]["lang"] == "fi"
    assert card["organisation"]["name"] == {"fi": "Keksitty kuoro ry"}
    assert card["locations"][0]["address"] == "Keksitty katu 1, 90100 Oulu"
    assert len(card["sessions"]) == 1


def test_the_title_of_another_language_stands_in_when_there_is_no_finnish_one() -> None:
    found = one(texts={"ru": {"title": "Хор"}, "sv": {"title": "Kör"}, "fi": {"summary": "x"}})
    assert found.name == "Kör"
    assert set(found.card["texts"]) == {"ru", "sv", "default"}
    assert one(texts={"ru": {"title": "Хор"}}).name == "Хор"


def test_a_card_without_a_summary_shows_the_beginning_of_the_description() -> None:
    card = one(texts={"fi": {"title": "x", "description": "y" * 500}}).card
    assert card["texts"]["fi"]["summary"] == "y" * 300
