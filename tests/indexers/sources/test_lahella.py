import pytest

from indexers.listing import AgeRange, Channel, Kind, Precision, Price
from tests.indexers.samples import OULU, activity, channel, listing, read, refusal, utc


def test_an_activity_becomes_a_listing_field_by_field() -> None:
    found = read(activity())
    assert found.id == "lahella:900000001"
    assert found.kind is Kind.HOBBY
    assert found.texts["fi"].title == "Avoin kuoroilta"
    assert found.texts["fi"].summary == "Laulamme yhdessä."
    assert found.texts["fi"].description == "Kaikki ovat tervetulleita.\nKahvia on."
    assert found.texts["fi"].pricing == "Maksuton"
    assert found.texts["sv"].title == "Öppen körkväll"
    assert found.organisation is not None
    assert found.organisation.id == "lahella:800000001"
    assert found.organisation.name == {"fi": "Keksitty kuoro ry"}
    assert found.organisation.url is None
    assert found.themes == ("ht_kulttuuri",)
    assert found.formats == ("hm_ryhmat",)
    assert found.audience.ages == (AgeRange(min=18, max=29), AgeRange(min=65, max=None))
    assert found.audience.genders == found.audience.groups == ()
    assert found.service_languages == ("fi", "sv")
    assert found.price is Price.FREE
    assert [(area.kind, area.code) for area in found.serves] == [("municipality", "564")]
    [contact] = found.contacts
    assert (contact.kind, contact.label) == ("email", {"fi": "Kuoronjohtaja"})
    assert found.images == ()  # the photo is a file key, no address
    assert (found.valid_from, found.valid_until) == (utc("2026-08-01"), utc("2027-06-30"))
    assert found.provenance.native_id == "900000001"
    assert found.provenance.repairs == found.provenance.unmapped == ()
    [place] = found.locations
    assert place.channel is Channel.PLACE
    assert place.point is not None
    assert (place.point.lat, place.point.lon) == OULU
    assert place.precision is Precision.POINT


@pytest.mark.parametrize(
    ("name", "kind"),
    [("hobby", Kind.HOBBY), ("support", Kind.SUPPORT), ("voluntary", Kind.VOLUNTEERING)],
)
def test_every_type_has_its_kind(name: str, kind: Kind) -> None:
    assert read(activity(type=name)).kind is kind


@pytest.mark.parametrize("name", ["course", "", None, 3, ["hobby"]])
def test_an_unknown_type_is_rejected_by_name(name: object) -> None:
    assert refusal(activity(type=name)).reason.startswith("type: expected hobby, support or vol")


@pytest.mark.parametrize("record", [None, 3, "x", [], [{"_key": "1"}], True])
def test_a_record_that_is_no_object_is_rejected_by_its_position(record: object) -> None:
    assert refusal(record).id == "lahella:#1"
    assert refusal(record).reason.startswith("record: expected a JSON object, got ")


def test_an_empty_object_is_rejected() -> None:
    assert refusal({}).reason == "_key: expected the activity's key"


@pytest.mark.parametrize("key", [None, "", [], {}, 1.5])
def test_an_activity_without_a_key_is_rejected(key: object) -> None:
    assert refusal({**activity(), "_key": key}).reason == "_key: expected the activity's key"


@pytest.mark.parametrize("key", ["a b", "a/b", "ä", "x" * 201])
def test_a_key_that_fits_no_address_is_rejected(key: str) -> None:
    assert refusal({**activity(), "_key": key}).id == f"lahella:{key}"


def test_a_key_may_be_a_number() -> None:
    assert read({**activity(), "_key": 900000001}).id == "lahella:900000001"
    assert refusal({**activity(), "_key": 7, "traits": {}}).id == "lahella:7"


@pytest.mark.parametrize("status", ["draft", "archived", "PUBLISHED"])
def test_what_is_not_published_is_rejected(status: str) -> None:
    found = refusal({**activity(), "status": status})
    assert found.id == "lahella:900000001"
    assert found.reason == f"status: expected published, got {status}"


@pytest.mark.parametrize("status", ["published", None, ""])
def test_a_status_that_is_null_leaves_the_decision_to_the_visibility(status: str | None) -> None:
    assert read({**activity(), "status": status}).valid_until == utc("2027-06-30")


@pytest.mark.parametrize(
    "translations",
    [{}, None, [], {"fi": {}}, {"fi": {"name": ""}}, {"fi": {"name": "<p> </p>", "summary": "x"}}],
)
def test_an_activity_without_a_name_is_rejected(translations: object) -> None:
    reason = refusal(activity(translations=translations)).reason
    assert reason == "translations: expected a name in at least one language"


def test_html_in_names_and_texts_becomes_plain_text() -> None:
    texts = {"name": "Kahvi &amp; <b>pulla</b>\nillat", "description": "<ul><li>a</li></ul>"}
    found = read(activity(translations={"fi": texts})).texts["fi"]
    assert (found.title, found.description) == ("Kahvi & pulla illat", "– a")


def test_codes_that_no_list_knows_are_kept_and_counted() -> None:
    made = activity(
        theme=["ht_luonto", "ht_uusi"],
        format=["hm_uusi"],
        demographic=["special/uusi", "ageGroup/range:ikä-18"],
        pricing=["donation"],
        locale=["fi-FI", "xx", "?"],
        channels=[channel(type=["place", "mobile"], accessibility=["ac_reindeer"])],
    )
    found = read(made)
    assert found.themes == ("ht_luonto", "ht_uusi")
    assert found.formats == ("hm_uusi",)
    assert found.audience.groups == ("special/uusi", "ageGroup/range:ikä-18")
    assert found.price is Price.UNKNOWN
    assert found.service_languages == ("fi", "xx")
    assert found.locations[0].channel is Channel.PLACE
    assert found.locations[0].accessibility == {"ac_reindeer": "yes"}
    assert sorted(found.provenance.unmapped) == [
        "accessibility:ac_reindeer",
        "channel:mobile",
        "demographic:ageGroup/range:ikä-18",
        "demographic:special/uusi",
        "format:hm_uusi",
        "locale:?",
        "locale:xx",
        "pricing:donation",
        "theme:ht_uusi",
    ]


def test_ages_genders_and_other_things_are_told_apart_in_one_list() -> None:
    mixed = ["gender/female", "ageGroup/range:0-1", "special/x", "ageGroup/range:65-99"]
    found = read(activity(demographic=mixed)).audience
    assert found.ages == (AgeRange(min=0, max=1), AgeRange(min=65))
    assert found.genders == ("female",)
    assert found.groups == ("special/x",)


@pytest.mark.parametrize(
    "value", ["ageGroup/range:²-³", "ageGroup/range:65-30", "ageGroup/range:1" + "0" * 5000 + "-2"]
)
def test_an_age_range_that_cannot_be_read_does_not_cost_the_listing(value: str) -> None:
    found = read(activity(demographic=[value[:190]]))
    assert found.audience.ages == ()
    assert len(found.provenance.unmapped) == 1


def test_a_course_with_a_free_trial_is_paid() -> None:
    assert read(activity(pricing=["free", "paid"])).price is Price.PAID
    assert read(activity(pricing=[])).price is Price.UNKNOWN


def test_the_group_may_be_a_key_an_object_or_missing() -> None:
    bare = read({**activity(), "group": "800000001"}).organisation
    assert bare is not None
    assert (bare.id, bare.name) == ("lahella:800000001", {})
    full = {"_key": "8", "name": {"fi-FI": "Kuoro", "sv": "Kör"}, "www": "https://example.fi"}
    named = read({**activity(), "group": full}).organisation
    assert named is not None
    assert (named.name, named.url) == ({"fi": "Kuoro", "sv": "Kör"}, "https://example.fi")
    assert read({**activity(), "group": {"name": "x"}}).organisation is None


def test_a_contact_of_an_unknown_kind_or_without_a_value_is_left_out() -> None:
    contacts = [
        {"type": "fax", "value": "1"},
        {"type": "phone", "value": " "},
        {"type": "www", "value": " https://example.fi ", "translations": {"sv": {}}},
        "x",
    ]
    [contact] = read(activity(contacts=contacts)).contacts
    assert (contact.kind, contact.value, contact.label) == ("www", "https://example.fi", {})


def test_a_picture_needs_an_address_that_a_reader_can_open() -> None:
    [image] = read(activity(photo="https://example.fi/a.jpg", photoAlt="Kuoro")).images
    assert (image.url, image.alt) == ("https://example.fi/a.jpg", {"fi": "Kuoro"})


def test_several_channels_are_several_locations() -> None:
    made = activity(channels=[channel(), channel(type=["online"]), channel(type=["phone"])])
    found = read(made)
    assert [place.channel for place in found.locations] == ["place", "online", "phone"]


def test_an_activity_without_channels_is_a_listing_without_locations() -> None:
    assert read(activity(channels=[])).locations == ()
    assert read(activity(channels=None)).locations == ()


def test_the_samples_themselves_differ_from_call_to_call() -> None:
    activity()["traits"]["theme"].append("x")
    assert activity()["traits"]["theme"] == ["ht_kulttuuri"]
    assert listing().id == "lahella:1"
