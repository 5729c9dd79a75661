"""The words of an event: languages, markup, and texts under a language they are not in."""

import pytest

from tests.indexers.sources.linked_events_samples import event, read

WATER = {"fi": "Vesijumppa", "sv": "Vesijumppa", "en": "Vesijumppa"}
LONG = {lang: "<p>Reipas jumppa altaassa.</p>" for lang in ("fi", "sv", "en")}


def test_a_language_that_only_repeats_the_finnish_text_is_left_out_and_noted() -> None:
    found = read(event(name=WATER, short_description=LONG, description=LONG, offers=[]))
    assert list(found.texts) == ["fi"]
    assert found.provenance.repairs == (
        "texts: what stands under sv repeats fi",
        "texts: what stands under en repeats fi",
    )


def test_a_name_may_be_the_same_in_every_language() -> None:
    own = {"fi": "Reipas jumppa altaassa.", "sv": "Frisk gymnastik i bassängen."}
    found = read(event(name=WATER, short_description=own, description=None))
    assert found.texts["sv"].title == "Vesijumppa"
    assert found.texts["sv"].summary == own["sv"]
    assert list(found.texts) == ["fi", "sv"]
    assert found.provenance.repairs == ("texts: what stands under en repeats fi",)


def test_only_the_part_that_repeats_is_left_out() -> None:
    names = {"fi": "Vesijumppa", "sv": "Vattengymnastik"}
    found = read(event(name=names, short_description=None, description=LONG))
    assert found.texts["sv"].title == "Vattengymnastik"
    assert found.texts["sv"].description == ""
    assert found.texts["fi"].description == "Reipas jumppa altaassa."
    assert "texts: the description under sv repeats another language" in found.provenance.repairs


def test_a_swedish_text_that_stands_under_english_too_is_swedish() -> None:
    names = {"sv": "Körkväll", "en": "Körkväll"}
    found = read(event(name=names, short_description=None, description=None, offers=[]))
    assert list(found.texts) == ["sv"]


def test_a_price_is_told_in_a_language_that_has_no_other_words() -> None:
    offer = {"is_free": False, "price": {"fi": "5 €", "en": "5 € at the door", "sv": "5 €"}}
    found = read(event(name={"fi": "Kuoro"}, short_description=None, offers=[offer]))
    assert found.texts["en"].pricing == "5 € at the door"
    assert "sv" not in found.texts


@pytest.mark.parametrize(
    ("key", "code"), [("zh_hans", "zh"), ("ru", "ru"), ("en-GB", "en"), ("FI", "fi")]
)
def test_keys_of_languages_are_read_with_their_regions(key: str, code: str) -> None:
    assert read(event(name={key: "X"}, short_description=None)).texts[code].title == "X"


def test_a_key_that_is_no_language_is_no_text() -> None:
    found = read(event(name={"fi": "Kuoro", "headline": "x", "": "y", "123": "z"}))
    assert set(found.texts) == {"fi", "sv"}


def test_a_bare_string_is_finnish() -> None:
    found = read(event(name="Kuoro", short_description="Laulua", description="<b>Tervetuloa</b>"))
    assert found.texts["fi"].title == "Kuoro"
    assert found.texts["fi"].description == "Tervetuloa"


def test_markup_becomes_readable_lines() -> None:
    html = "<h2>Ohjelma</h2><ul><li>Kahvi</li><li>Laulu &amp; tanssi</li></ul><script>x</script>"
    found = read(event(name={"fi": "<b>Ilta</b>\nkuorossa"}, description={"fi": html}))
    assert found.texts["fi"].title == "Ilta kuorossa"
    assert found.texts["fi"].description == "Ohjelma\n– Kahvi\n– Laulu & tanssi"


def test_markup_is_undone_once_and_what_was_written_about_it_stays() -> None:
    found = read(event(name={"fi": "Opi &amp;lt;b&amp;gt;"}, short_description=None))
    assert found.texts["fi"].title == "Opi &lt;b&gt;"
