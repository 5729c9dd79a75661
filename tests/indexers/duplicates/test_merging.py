from typing import Any

import pytest

from indexers.duplicates.merging import merged
from indexers.listing import Channel, Known, Listing, MergedFrom, Precision, Price
from tests.indexers.duplicates.made import made, sessions

TUESDAYS = "ti 18.00-19.30 2026-09-01/2027-05-31"
SPOT = "Keksittykatu 1 @564 @65.0127,25.4715"
CHOIR = {"title": "Avoin kuoroilta", "org": "Keksitty kuoro ry", "at": [SPOT], "when": [TUESDAYS]}


def ours(**told: Any) -> Listing:
    return made({**CHOIR, "id": "lahella:1", "source": "lahella"}, **told)


def theirs(**told: Any) -> Listing:
    return made({**CHOIR, "id": "ptv:1", "source": "ptv"}, **told)


def events(**told: Any) -> Listing:
    return made({**CHOIR, "id": "linked_events:1", "source": "linked_events"}, **told)


def of(*listings: Listing) -> Listing:
    return merged(listings).listing


def test_the_best_source_keeps_its_id_and_the_reason_is_told() -> None:
    found = merged([events(), theirs(), ours()])
    assert (found.listing.id, found.others) == ("lahella:1", ("ptv:1", "linked_events:1"))
    assert found.why == (
        "lahella:1 stays, since its source comes before that of ptv:1, linked_events:1"
    )
    assert found.listing.provenance.source == "lahella"
    assert merged([events(), ours()], ["linked_events"]).listing.id == "linked_events:1"


def test_a_listing_alone_stays_as_it_is() -> None:
    found = merged([ours()])
    assert (found.listing, found.others) == (ours(), ())
    assert found.why == "lahella:1 stays as it is"


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="listings: expected at least one"):
        merged([])


def test_it_says_of_what_it_was_made_and_where_every_field_came_from() -> None:
    first = ours(title={"fi": "Avoin kuoroilta"}, contacts=["kuoro@example.invalid"])
    second = theirs(
        title={"fi": "Kuoroilta", "sv": "Körkväll"}, price="free", url="https://suomi.example/1"
    )
    provenance = of(second, first).provenance
    assert provenance.merged_from == (
        MergedFrom(source="lahella", native_id="1"),
        MergedFrom(source="ptv", native_id="1", url="https://suomi.example/1"),
    )
    told = {name: provenance.fields[name] for name in ("texts.fi", "texts.sv", "price", "kind")}
    assert told == {
        "texts.fi": "lahella:1",
        "texts.sv": "ptv:1",
        "price": "ptv:1",
        "kind": "lahella:1",
    }
    assert provenance.fields["contacts.0"] == provenance.fields["locations.0"] == "lahella:1"


def test_texts_come_per_language_and_gaps_are_filled() -> None:
    first = ours(title={"fi": "Avoin kuoroilta"})
    second = theirs(title={"fi": "Kuoroilta", "en": "Choir"}, text="Laulamme yhdessä.")
    found = of(first, second)
    assert found.texts["fi"].title == "Kuoroilta", "a bare title is told worse than a text"
    assert found.texts["en"].title == "Choir"
    kept = of(ours(title={"fi": "Avoin kuoroilta"}, text="Oma."), second)
    assert (kept.texts["fi"].title, kept.texts["fi"].description) == ("Avoin kuoroilta", "Oma.")


def test_a_text_repeated_under_another_language_does_not_hide_a_translation() -> None:
    first = ours(title={"fi": "Kuoroilta", "sv": "Kuoroilta"}, text="Laulamme yhdessä.")
    second = theirs(title={"sv": "Körkväll"})
    assert of(first, second).texts["sv"].title == "Körkväll"


def test_one_place_told_twice_is_one_with_the_better_point_and_the_sessions_of_the_one() -> None:
    coarse = ours(at=["@564"])
    precise = theirs(at=[SPOT], when=[])
    [place] = of(coarse, precise).locations
    assert place.precision is Precision.POINT
    assert place.address.street == "Keksittykatu 1"
    assert place.sessions == sessions(TUESDAYS)
    assert of(coarse, precise).provenance.fields["locations.0.point"] == "ptv:1"
    assert "locations.0.sessions" not in of(coarse, precise).provenance.fields


def test_two_places_stay_two_and_a_listing_keeps_its_own_two_rooms() -> None:
    away = "Rantatie 8 @564 @65.0500,25.4000"
    assert len(of(ours(), theirs(at=[away])).locations) == 2
    rooms = [SPOT, SPOT]
    assert len(of(ours(at=rooms), theirs()).locations) == 2
    assert len(of(ours(), theirs(at=rooms)).locations) == 2


def test_sessions_of_one_place_are_not_told_twice_nor_mixed_with_office_hours() -> None:
    dates = [f"2026-{day} 18.00-19.30" for day in ("11-24", "12-01", "12-08")]
    assert of(ours(), events(when=dates)).sessions == sessions(TUESDAYS)
    more = ["to 18.00-19.30 2026-09-03/2027-05-31"]
    assert of(ours(), events(when=[TUESDAYS, *more])).sessions == sessions(TUESDAYS, *more)
    office = [f"{day} 8.00-16.00 2026-01-01/" for day in ("ma", "ti", "ke", "to")]
    assert of(ours(when=office), theirs(when=[TUESDAYS])).sessions == sessions(TUESDAYS)
    assert of(ours(), theirs(when=office)).sessions == sessions(TUESDAYS)


def test_a_place_that_is_also_online_is_a_hybrid_only_when_one_says_so() -> None:
    assert of(ours(), theirs(channel="hybrid")).locations[0].channel is Channel.HYBRID
    both = of(ours(), theirs(at=[], channel="online", when=[]))
    assert [place.channel for place in both.locations] == [Channel.PLACE, Channel.ONLINE]


def test_contacts_are_told_once_however_they_are_written() -> None:
    first = ours(contacts=["050 0000001", "Kuoro@example.invalid"])
    second = theirs(contacts=["+358 50 000 0001", "kuoro@example.invalid", "https://kuoro.example"])
    values = [contact.value for contact in of(first, second).contacts]
    assert values == ["050 0000001", "Kuoro@example.invalid", "https://kuoro.example"]


def test_paid_outweighs_free_and_a_real_kind_outweighs_service() -> None:
    found = of(ours(price="free", kind="service"), theirs(price="paid", kind="support"))
    assert (found.price, found.kind) == (Price.PAID, "support")
    assert (found.provenance.fields["price"], found.provenance.fields["kind"]) == ("ptv:1",) * 2


def test_the_organisation_gets_its_other_names_only_from_itself() -> None:
    first = ours(org={"fi": "Keksitty kuoro ry"})
    same = theirs(org={"fi": "Keksitty kuoro", "sv": "Påhittade kören rf"})
    other = events(org={"fi": "Esimerkkikirjasto", "en": "Example library"})
    found = of(first, same, other).organisation
    assert found is not None
    assert found.name == {"fi": "Keksitty kuoro ry", "sv": "Påhittade kören rf"}
    assert of(ours(org=None), same).organisation == same.organisation


def test_accessibility_that_is_known_outweighs_what_is_not() -> None:
    def with_wheelchair(listing: Listing, known: str) -> Listing:
        places = [
            {**place.model_dump(), "accessibility": {"wheelchair": known}}
            for place in listing.locations
        ]
        return Listing.model_validate({**listing.model_dump(), "locations": places})

    found = of(with_wheelchair(ours(), "unknown"), with_wheelchair(theirs(), "yes"))
    assert found.locations[0].accessibility == {"wheelchair": Known.YES}


def test_it_is_shown_as_long_as_one_source_shows_it() -> None:
    early = "2026-09-01T00:00:00+03:00"
    late = "2027-06-01T00:00:00+03:00"
    found = of(ours(**{"from": early, "until": early}), theirs(**{"from": late, "until": late}))
    assert found.valid_from == ours(**{"from": early}).valid_from
    assert found.valid_until == theirs(until=late).valid_until
    assert found.provenance.fields["valid_until"] == "ptv:1"
    assert of(ours(until=early), theirs()).valid_until is None


def test_the_areas_are_those_of_the_first_that_tells_them() -> None:
    found = of(ours(at=[], when=[], serves=["564"]), theirs(serves=["564", "837"]))
    assert [area.code for area in found.serves] == ["564"]


def test_no_field_of_a_listing_is_forgotten() -> None:
    """A bare listing of the better source gets all that the other one tells, field by field."""
    untold = theirs(org=None, at=[], when=[])
    full = Listing.model_validate(
        {
            **events(price="free", contacts=["050 0000001"], text="Laulamme.").model_dump(),
            "kind": "event",
            "themes": ["ht_kulttuuri"],
            "formats": ["hm_ryhmat"],
            "audience": {"ages": [{"min": 7, "max": 9}], "genders": ["male"], "groups": ["x"]},
            "service_languages": ["fi"],
            "serves": [{"kind": "municipality", "code": "564"}],
            "registration": {"required": "yes", "url": "https://a.example", "email": "a@b.example"},
            "images": [{"url": "https://a.example/1.jpg", "alt": {"fi": "Kuoro"}}],
            "links": [{"url": "https://a.example", "label": {"fi": "Sivut"}}],
            "keywords": [{"fi": "kuoro", "sv": "kör"}],
            "needs": ["loneliness"],
            "ongoing": True,
            "modified": "2026-09-01T00:00:00+03:00",
        }
    )
    bare = untold.model_copy(update={"kind": "service", "texts": {}, "serves": ()})
    found = of(bare, full)
    # No limit on one side is no limit at all; id and provenance are the survivor's own.
    own = {"id", "provenance", "valid_from", "valid_until"}
    for field in Listing.model_fields.keys() - own:
        assert getattr(full, field) != Listing.model_fields[field].default, field
        assert getattr(found, field) == getattr(full, field), field


def test_a_keyword_told_in_more_languages_is_one() -> None:
    first = ours().model_copy(update={"keywords": ({"fi": "kuoro"}, {"fi": "laulu"})})
    second = theirs().model_copy(update={"keywords": ({"en": "choir", "fi": "kuoro"},)})
    assert of(first, second).keywords == ({"fi": "kuoro", "en": "choir"}, {"fi": "laulu"})
