import pytest

from indexers.sources.raw import Raw, Wrong


def test_a_record_that_is_no_object_is_wrong_and_says_what_it_is() -> None:
    with pytest.raises(Wrong, match="record: expected a JSON object, got list"):
        Raw.of([1, 2], "record")


def test_a_text_is_a_string_or_the_digits_of_a_whole_number() -> None:
    raw = Raw({"a": "x", "b": 530, "c": True, "d": 1.5, "e": None, "f": ["x"]})
    assert [raw.text(name) for name in "abcdefg"] == ["x", "530", "", "", "", "", ""]


def test_texts_are_the_non_empty_strings_of_a_list() -> None:
    raw = Raw({"a": ["x", "", 1, None, "y"], "b": "x", "c": {"x": "y"}})
    assert raw.texts("a") == ["x", "y"]
    assert raw.texts("b") == raw.texts("c") == raw.texts("d") == []


def test_a_record_of_another_type_counts_as_empty() -> None:
    raw = Raw({"a": {"b": "x"}, "c": ["x"]})
    assert raw.record("a").text("b") == "x"
    assert raw.record("c").names() == raw.record("d").names() == []


def test_records_are_the_objects_of_a_list() -> None:
    raw = Raw({"a": [{"b": "x"}, "y", None, {"b": "z"}], "c": {"b": "x"}})
    assert [item.text("b") for item in raw.records("a")] == ["x", "z"]
    assert list(raw.records("c")) == list(raw.records("d")) == []


def test_a_value_is_given_as_it_stands() -> None:
    raw = Raw({"a": [1]})
    assert raw.value("a") == [1]
    assert raw.value("b") is None


def test_a_text_per_language_is_one_line_of_plain_text() -> None:
    raw = Raw(
        {"a": {"fi": "<b>Kuoro</b>\nry", "sv": "", "en": 3, "ru": ["x"]}, "b": "Kuoro &amp; co"}
    )
    assert raw.local("a") == {"fi": "Kuoro ry", "en": "3"}
    assert raw.local("b") == {"fi": "Kuoro & co"}
    assert raw.local("c") == {}
